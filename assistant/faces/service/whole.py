"""The whole application: the gate, behind it the doors of programs, and the page in both languages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError
from assistant.faces.page.guarding import Application, Receive, Send, protected
from assistant.faces.page.serving import page_app
from assistant.faces.service.chat_door import chat_router
from assistant.faces.service.gate import Gate
from assistant.faces.service.login import login_router
from assistant.faces.service.mcp_door import mcp_server
from assistant.faces.service.office import Office, refusal, status_of
from assistant.faces.service.operations import said_of
from assistant.faces.service.page_endpoints import page_endpoints
from assistant.faces.service.rest import caller_of, rest_router
from assistant.faces.service.rights import Right, require
from assistant.faces.service.watching import documents_of

OURS = ("/api/", "/v1/", "/mcp", "/log", "/health", "/metrics")  # what the doors answer; the page has the rest
DESCRIPTION = """Asks AI policy texts and answers with quoted, checked passages. Send the token of an account as
`Authorization: Bearer …`; on a service without accounts nothing is needed."""


def whole_app(office: Office) -> Application:
    """Everything that is served, as one ASGI application."""
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    page = page_app(office.assistant, page_endpoints(office))
    manager = StreamableHTTPSessionManager(mcp_server(office), json_response=True, stateless=True)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with page.router.lifespan_context(page), manager.run():
            yield

    doors = doors_app(office, lifespan)

    async def split(scope: Any, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").removeprefix(office.root)
        if scope["type"] == "lifespan":
            await doors(scope, receive, send)
        elif path == "/mcp":
            await manager.handle_request(scope, receive, protected(send))
        elif path.startswith(OURS):
            await doors(scope, receive, protected(send))
        else:
            await page(scope, receive, send)

    return Gate(split, office)


def doors_app(office: Office, lifespan: Any) -> FastAPI:
    """REST, chat completions, login, health and figures."""
    doors = FastAPI(
        title="Policy Assistant",
        version="1",
        description=" ".join(DESCRIPTION.split()),
        docs_url=None,  # its page fetches scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        servers=[{"url": office.root or "/"}],
        lifespan=lifespan,
    )
    doors.include_router(rest_router(office))
    doors.include_router(chat_router(office))
    doors.include_router(login_router(office))

    @doors.get("/health", include_in_schema=False)
    async def health() -> Response:
        held = documents_of(office.assistant)
        state = {-1: "unreadable", 0: "empty"}.get(held, "ready")
        return JSONResponse({"status": "ok" if held >= 0 else "failing", "library": state}, 200 if held >= 0 else 503)

    @doors.get("/metrics", include_in_schema=False)
    async def metrics(request: Request) -> Response:
        require(caller_of(request), Right.WATCH)
        return PlainTextResponse(office.figures.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    @doors.exception_handler(AssistantError)
    async def told(request: Request, error: AssistantError) -> Response:
        status = status_of(error)
        return JSONResponse(refusal(status, str(error)), status, {"retry-after": "5"} if status == 503 else None)

    @doors.exception_handler(RequestValidationError)
    async def unfit(request: Request, error: RequestValidationError) -> Response:
        return JSONResponse(refusal(400, said_of(error.errors())), 400)

    @doors.exception_handler(HTTPException)
    async def other(request: Request, error: HTTPException) -> Response:
        return JSONResponse(refusal(error.status_code, str(error.detail)), error.status_code, error.headers)

    return doors
