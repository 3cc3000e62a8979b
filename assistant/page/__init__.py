"""The web page: a thin face over the facade. gradio and fastapi are imported only when it is built or served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def build(assistant: Assistant, language: str = "en") -> Any:
    """The page as a `gradio.Blocks`, its own words in "en" or "zh"."""
    import os

    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    from assistant.page.layout import build as build_page

    return build_page(assistant, language)


def serve(assistant: Assistant, host: str = "127.0.0.1", port: int = 7860, *, open_browser: bool = False) -> None:
    """Serve the page until interrupted, printing its address once it answers.

    Raises UsageError when the host or port cannot be listened on.
    """
    from assistant.page.serving import serve as serve_page

    serve_page(assistant, host, port, open_browser=open_browser)
