"""The page as a web application in both languages, and the socket that it is served on.

fastapi is imported here and gradio only in `page_app`; whoever does not serve imports neither.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, RedirectResponse

from assistant.errors import AssistantError, UsageError
from assistant.faces.page.guarding import Guard
from assistant.faces.page.keeping import Kept
from assistant.faces.page.routes.addresses import add_routes
from assistant.faces.page.words import LANGUAGES, preferred_language

if TYPE_CHECKING:
    from assistant.assistant import Assistant

HERE = Path(__file__).parent
Endpoints = Mapping[str, Callable[..., Any]]
LARGEST = "200mb"  # of one uploaded file; reading has limits of its own, told per file
PARTS = {"style.css": "text/css", "script.js": "text/javascript"}


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises UsageError, one line, when the address is taken, unknown or not allowed."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, OverflowError, UnicodeError) as error:
        raise UsageError(f"Cannot listen on {host} port {port}. Try --host 127.0.0.1 --port 7860.") from error
    listener = socket.socket(family, kind)
    if sys.platform != "win32":  # there it would allow two servers on one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(place)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else 7860
            raise UsageError(f"Port {port} is in use. Try --port {other}.") from error
        if error.errno == errno.EACCES:
            raise UsageError(f"Port {port} needs special rights. Try --port 7860.") from error
        raise UsageError(f"Cannot listen on {host} port {port} ({error.strerror}). Try --host 127.0.0.1.") from error
    return listener


def warm_up(assistant: Assistant) -> None:
    """Load what the first question needs before it comes. What is wrong is told to whoever asks, not here."""
    try:
        assistant.search("policy", 1)
        index = assistant.library.index
        for name in list(index.records)[:1]:
            index.document(name)
    except AssistantError:
        return


def page_app(assistant: Assistant, endpoints: Endpoints | None = None) -> FastAPI:
    """The web application: `/` leads to the page in the browser's language, `/en/` and `/zh/` are the page.

    `endpoints` are functions that `gradio_client` may call by name. The path under which a proxy shows the page comes
    with each request (`root_path` of ASGI): told to Gradio beforehand, it answers 404 to all.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported, so before the next line
    import gradio as gr

    from assistant.faces.page.layout import build

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    kept = Kept.of(assistant.settings)

    @app.get("/")
    def start(request: Request) -> RedirectResponse:
        return RedirectResponse(f"{preferred_language(request.headers.get('accept-language', ''))}/", 307)

    for name, kind in PARTS.items():
        app.add_api_route(f"/page/{name}", part_sender(name, kind), methods=["GET"], response_model=None)
    add_routes(app, assistant, kept)
    for language in LANGUAGES:
        gr.mount_gradio_app(
            app,
            build(assistant, language, kept, endpoints),
            path=f"/{language}",
            footer_links=[],
            show_error=False,
            ssr_mode=False,
            enable_monitoring=False,
            run_history=False,
            max_file_size=LARGEST,
            theme=theme(),
        )
    app.add_middleware(Guard, uploads=not assistant.settings.shared)
    return app


def part_sender(name: str, kind: str) -> Any:
    def part() -> FileResponse:
        return FileResponse(HERE / name, media_type=kind, headers={"cache-control": "no-cache"})

    return part


def theme() -> Any:
    """Gradio's plain theme in calm colours with the fonts of the reader's own system: nothing is fetched."""
    import gradio as gr

    sans = (
        "system-ui",
        "-apple-system",
        "Segoe UI",
        "PingFang SC",
        "Microsoft YaHei",
        "Noto Sans CJK SC",
        "sans-serif",
    )
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_sm,
        font=sans,
        font_mono=("ui-monospace", "Menlo", "Consolas", "monospace"),
    )
