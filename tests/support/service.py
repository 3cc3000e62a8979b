"""The service of an office, served for real on loopback from a thread of the test's own process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant import Assistant, Settings
from assistant.faces.page.serving import listen
from assistant.faces.service.accounts import Accounts
from assistant.faces.service.office import Office
from assistant.faces.service.rights import Role
from assistant.faces.service.running import made_server

PASSWORD = "correct horse battery"
MEASURES = """---
title: Measures of Testville
kind: measure
jurisdiction: CN-Shenzhen
issued: 2024-12-18
url: https://www.example.org/measures.html
---
# Measures of Testville

## Article 1 Training voucher

The training voucher pays at most 50 % of the contract. The cap is 10 million yuan for each applicant.

## Article 2 Office

The Testville Science Bureau receives applications for the training voucher.
"""
CHANGED = MEASURES.replace("10 million", "20 million").replace("Testville", "Newtown").replace("2024", "2025")
QUESTION = "What is the cap of the training voucher of Testville?"


def small_library(folder: Path) -> Path:
    """A library of two short measures, made by the real ingest."""
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "measures.md").write_text(MEASURES, "utf-8")
    (folder / "files" / "changed.md").write_text(CHANGED, "utf-8")
    made = folder / "library"
    Assistant(Settings(library=made, model="none")).ingest([folder / "files"])
    return made


def with_accounts(library: Path) -> dict[str, str]:
    """An account of each role, named by it; the token of each."""
    accounts = Accounts(library)
    tokens = {}
    for role in Role:
        accounts.add(role.value, role, PASSWORD)
        tokens[role.value] = accounts.new_token(role.value)[1]
    return tokens


@contextmanager
def served(office: Office) -> Iterator[str]:
    """The address of the service while the block runs."""
    begun = threading.Event()
    server = made_server(office, begun.set)
    listener = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    assert begun.wait(60), "the service did not start"
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join(30)
        listener.close()
        for _ in range(100):
            if not thread.is_alive():
                break
            time.sleep(0.1)
        assert not thread.is_alive(), "the service did not end"


@contextmanager
def proxied(inner: str, root: str, strips: bool) -> Iterator[str]:
    """The address of a small reverse proxy that shows a service under a path; it passes that path on, or strips it."""
    import httpx
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response, StreamingResponse
    from starlette.routing import Route

    client = httpx.AsyncClient(base_url=inner, timeout=60)

    async def pass_on(request: Request) -> Response:
        path = request.url.path
        if not path.startswith(f"{root}/"):
            return Response("nothing here", 404)
        headers = [(name, value) for name, value in request.headers.raw if name not in (b"x-forwarded-for",)]
        headers += [(b"x-forwarded-for", b"127.0.0.1"), (b"x-forwarded-proto", b"http")]
        target = httpx.URL(path.removeprefix(root) if strips else path, query=request.url.query.encode())
        sent = client.build_request(request.method, target, headers=headers, content=await request.body())
        got = await client.send(sent, stream=True)
        answer = StreamingResponse(got.aiter_raw(), got.status_code)
        answer.raw_headers = [pair for pair in got.headers.raw if pair[0].lower() != b"transfer-encoding"]
        return answer

    methods = ["GET", "POST", "PUT", "DELETE", "HEAD"]
    config = uvicorn.Config(Starlette(routes=[Route("/{rest:path}", pass_on, methods=methods)]), log_level="warning")
    config.timeout_graceful_shutdown = 1
    server = uvicorn.Server(config)
    listener = listen("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
        listener.close()
