"""What stands beside Gradio's page; `addresses` adds it to the web application."""
