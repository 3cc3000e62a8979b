"""The web page: a thin face over the facade. gradio and fastapi are imported only when it is served (`serving`)."""
