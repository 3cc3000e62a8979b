"""What every request passes before a door sees it: whose it is, whether it came from here, how much, how fast.

ASGI middleware around everything that is served. A door finds the caller in `scope["state"]["caller"]`; it asks for
rights itself, because no outer check knows what an inner one will do.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urlsplit

from assistant.faces.page.guarding import Application, Message, Receive, Send, along, encoded
from assistant.faces.service.office import Office, refusal
from assistant.faces.service.rights import Caller

COOKIE = "policy_assistant_session"
SAFE = ("GET", "HEAD", "OPTIONS")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
OPEN = ("/health", "/login", "/page/style.css", "/page/script.js")  # what is shown before anybody logged in
UPLOADS = re.compile(r"/api/v1/files/.*|/(en|zh)/gradio_api/upload")
DOORS = (("/api/", "rest"), ("/v1/", "chat"), ("/mcp", "mcp"), ("/en", "page"), ("/zh", "page"), ("/log", "login"))
# What takes work: it is counted against the rate, and waited for when the service ends.
WORK = re.compile(r"/(api|v1)/.+|/mcp|/(en|zh)/gradio_api/(queue/join|run/.+|call/.+)")
MOVES = re.compile(r"/gradio_api/run/")  # what the page does of itself as it opens and as tabs are turned: no question
MOVE = 0.1  # of a question; opening a page takes several, and people of one address share its questions
LISTENING = re.compile(r"/(en|zh)/gradio_api/heartbeat/.+")


class Refused(Exception):
    """A request that the gate turns away: its status, what is told, and why in a word for the figures."""

    def __init__(self, status: int, message: str, why: str, **headers: str) -> None:
        super().__init__(message)
        self.status, self.message, self.why, self.headers = status, message, why, headers


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request's head, read once. `path` is without the proxy's sub-path."""

    method: str
    path: str
    headers: dict[str, str]
    client: str
    secure: bool

    @property
    def door(self) -> str:
        return next((name for start, name in DOORS if self.path.startswith(start)), "other")

    @property
    def wants_page(self) -> bool:
        return self.method == "GET" and "text/html" in self.headers.get("accept", "") and self.door in ("page", "other")


def read_head(scope: Any, root: str) -> Incoming:
    """The head of a request. Refused where its path is not plain, or a header that decides something is repeated."""
    path = scope["path"]
    if root and (path == root or path.startswith(f"{root}/")):
        path = path[len(root) :] or "/"
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        if key in headers and key in ("host", "authorization", "content-length", "content-type", "origin"):
            raise Refused(400, f"The header {key} came twice.", "malformed")
        headers[key] = value.decode("latin-1")
    if any(part in ("..", ".") for part in path.split("/")) or re.search(r"[\\\x00-\x1f\x7f]|//", path):
        raise Refused(400, "The path is not a plain one.", "path")
    client = scope.get("client") or ("", 0)
    return Incoming(scope["method"], path, headers, str(client[0]), scope.get("scheme") == "https")


class Gate:
    """See the module."""

    def __init__(self, app: Application, office: Office) -> None:
        self.app = app
        self.office = office
        self._uploading = 0

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:  # no door speaks by WebSocket
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Any, receive: Receive, send: Send) -> None:
        began, told = time.monotonic(), {"status": 500}
        door, method, path, caller = "other", str(scope["method"]), "", None

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
            await send(message)

        counted = not LISTENING.fullmatch(scope["path"].removeprefix(self.office.root))
        self.office.running += counted
        try:
            incoming = read_head(scope, self.office.root)
            door, path = incoming.door, incoming.path
            caller = self._admitted(incoming)
            body = await self._body(incoming, receive)
            root = self.office.root
            inner = {**scope, "path": root + path, "raw_path": quote(root + path).encode(), "root_path": root}
            inner["state"] = {**scope.get("state", {}), "caller": caller}
            await self.app(inner, replay(body, receive), noted)
        except Refused as refused:
            self.office.figures.refused.labels(refused.why).inc()
            await answer_json(noted, refused.status, refusal(refused.status, refused.message), refused.headers)
        finally:
            self.office.running -= counted
            seconds = time.monotonic() - began
            self.office.figures.requests.labels(door, told["status"]).inc()
            if counted:
                self.office.figures.seconds.labels(door).observe(seconds)
            name = caller.name if caller else ""
            self.office.events.tell(
                "request", method=method, path=path[:200], door=door, status=told["status"], caller=name,
                client=(scope.get("client") or [""])[0], seconds=round(seconds, 3),
            )  # fmt: skip

    def _admitted(self, incoming: Incoming) -> Caller | None:
        """Whose request this is; None for what may be seen without an account."""
        from_here(incoming, self.office.local)
        caller = self._caller(incoming)
        if caller is None and incoming.path not in OPEN:
            if incoming.wants_page:
                there = quote(f"{self.office.root}{incoming.path}", safe="/")
                raise Refused(303, "Log in first.", "login", location=f"{self.office.root}/login?next={there}")
            message = "This needs an account: send its token as `Authorization: Bearer …`, or log in."
            raise Refused(401, message, "account", **{"www-authenticate": "Bearer"})
        if WORK.fullmatch(incoming.path):
            key = caller.name if caller and self.office.accounts else incoming.client
            self._waits(self.office.asking.wait(key, MOVE if MOVES.search(incoming.path) else 1))
        return caller

    def _caller(self, incoming: Incoming) -> Caller | None:
        accounts = self.office.accounts
        if accounts is None:
            return self.office.everybody
        stated = incoming.headers.get("authorization", "")
        if stated:  # a wrong token is never made good by a cookie
            kind, _, token = stated.partition(" ")
            return accounts.by_token(token.strip()) if kind.lower() == "bearer" else None
        session = cookie_of(incoming.headers.get("cookie", ""))
        return accounts.by_session(session) if session else None

    def _waits(self, seconds: float) -> None:
        if seconds:
            after = {"retry-after": str(int(seconds) + 1)}
            raise Refused(429, f"Too many requests. Try again in {int(seconds) + 1} s.", "rate", **after)

    async def _body(self, incoming: Incoming, receive: Receive) -> bytes:
        """The whole body, so that no door waits for a slow one. Refused when it is too long or too slow."""
        if incoming.method in SAFE:
            return b""
        limits, upload = self.office.limits, bool(UPLOADS.fullmatch(incoming.path))
        most, seconds = (
            (limits.upload_bytes, limits.upload_seconds) if upload else (limits.body_bytes, limits.body_seconds)
        )
        if upload and self._uploading >= limits.uploads_at_once:
            raise Refused(503, "Other files are arriving. Try again in some seconds.", "busy", **{"retry-after": "5"})
        self._uploading += upload
        try:
            return await asyncio.wait_for(collected(incoming, receive, most), seconds)
        except TimeoutError as error:
            raise Refused(
                408, f"The request took more than {seconds:g} s to arrive.", "slow", connection="close"
            ) from error
        finally:
            self._uploading -= upload


def from_here(incoming: Incoming, local: bool) -> None:
    """Refuse what another site makes a browser send, and names that were bent to this machine (DNS rebinding)."""
    host = incoming.headers.get("host", "").lower()
    name = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
    if local and name not in LOOPBACK:
        raise Refused(421, f"This service answers to {', '.join(LOOPBACK)} only.", "host")
    if incoming.method in SAFE:
        return
    site, origin = incoming.headers.get("sec-fetch-site", ""), incoming.headers.get("origin", "")
    if site in ("same-origin", "none"):
        return
    hosts = {host, incoming.headers.get("x-forwarded-host", "").lower()} - {""}
    if site or (origin and urlsplit(origin).netloc.lower() not in hosts):
        raise Refused(403, "This came from another site.", "cross-site")


def cookie_of(header: str) -> str:
    """The session in a Cookie header, "" for none."""
    try:
        morsel = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


async def collected(incoming: Incoming, receive: Receive, most: int) -> bytes:
    """The body. Refused when it is longer than `most` bytes, by what its head says or by what comes."""
    stated = incoming.headers.get("content-length", "0")
    if not stated.isdigit() or int(stated) > most:
        raise Refused(413, f"That is more than the {most:,} bytes allowed here.", "size", connection="close")
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "The connection broke off.", "broken")
        body += message.get("body", b"")
        if len(body) > most:
            raise Refused(413, f"That is more than the {most:,} bytes allowed here.", "size", connection="close")
        if not message.get("more_body"):
            return bytes(body)


def replay(body: bytes, receive: Receive) -> Receive:
    """`receive` that gives the body once, and then what comes after it."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def answer_json(send: Send, status: int, value: Any, headers: dict[str, str]) -> None:
    body = json.dumps(value, ensure_ascii=False).encode()
    own = {"content-type": "application/json", "cache-control": "no-store", "content-length": str(len(body))}
    named = encoded({**along(), **own, **headers})
    await send({"type": "http.response.start", "status": status, "headers": named})
    await send({"type": "http.response.body", "body": body})
