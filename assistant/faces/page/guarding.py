"""What stands between the network and the page: a content security policy, and a list of what may be asked for.

What Gradio 6.31 needs of the policy was tried in a browser: its own scripts, inline styles, and the few inline scripts
of its start page, which are admitted by their hashes. It needs no eval as long as `gr.HTML` and `js=` are not used.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.responses import PlainTextResponse

from assistant.faces.page.words import LANGUAGES, words_in

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

# What the page asks for below its address. Gradio offers much more (a proxy, a recorder, documentation, monitoring);
# whatever is not listed is answered with 404.
NEEDED = re.compile(
    r"|/(|theme\.css|favicon\.ico|config/?|(static|assets|svelte)/.+"
    r"|gradio_api/(queue/(join|data)|run/predict|cancel|reset|startup-events|heartbeat/[\w-]+|info))"
)
UPLOADS = re.compile(r"/gradio_api/upload(_progress)?")  # where the library may be changed from the page
OURS = re.compile(r"/|/page/(style\.css|script\.js)|/(read|files)/(en|zh)/.+")
COOKIE = "policy_assistant"  # names a browser; it holds nothing else

INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
# Metadata that names Gradio's own sites, and a manifest that is not there.
FOREIGN = re.compile(rb'\s*<(meta\s+(property="og:|name="twitter:)|link rel="manifest")[^>]*>')

# The icon is a citation marker; drawn here, so that the browser asks for no file.
ICON = (
    b"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' "
    b"height='32' rx='6' fill='%231f4e8c'/%3E%3Cpath d='M12 8H8v16h4M20 8h4v16h-4M16 12v8' fill='none' stroke='white' "
    b"stroke-width='2.5'/%3E%3C/svg%3E"
)
OWN_PARTS = (
    b'<link rel="icon" href="' + ICON + b'">'
    b'<link rel="stylesheet" href="../page/style.css"><script defer src="../page/script.js"></script>'
)

ALONG = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


def along(html: bytes = b"") -> dict[str, str]:
    """The headers that every response has."""
    return {**ALONG, "content-security-policy": policy(html)}


def policy(html: bytes) -> str:
    """The content security policy of a response; `html` is the page whose inline scripts it admits by their hashes."""
    digests = (hashlib.sha256(script).digest() for script in INLINE_SCRIPT.findall(html))
    hashes = "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return (
        f"default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'none'; object-src 'none'; "
        "frame-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    )


class Guard:
    """ASGI middleware: refuses what the page does not need, and adds the policy to every response.

    Not Starlette's base class, which would keep a handler from noticing that its browser has gone away.
    """

    def __init__(self, app: Application, uploads: bool = False) -> None:
        self.app = app
        self.uploads = uploads

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and allowed(
            path := scope["path"].removeprefix(scope.get("root_path", "")), self.uploads
        ):
            known = any(name == b"cookie" and COOKIE.encode() in value for name, value in scope["headers"])
            await self.app(scope, receive, guarded(path, send, known=known))
        elif scope["type"] == "http":
            await PlainTextResponse("Not found", 404)(scope, receive, protected(send))


def allowed(path: str, uploads: bool = False) -> bool:
    """Whether the page needs what stands at this path."""
    language, rest = path[1:3], path[3:]
    if OURS.fullmatch(path):
        return True
    needed = NEEDED.fullmatch(rest) or (uploads and UPLOADS.fullmatch(rest))
    return language in LANGUAGES and bool(needed)


def protected(send: Send) -> Send:
    """`send` with the headers that every response has."""
    extra = encoded(along())

    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return wrapped


def guarded(path: str, send: Send, *, known: bool = True) -> Send:
    """`send` with the headers added; a start page is held back until it is whole, so that its scripts can be hashed.

    A browser that is not `known` gets a name with it.
    """
    held: list[Message] = []
    body = bytearray()

    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            if path[1:3] in LANGUAGES and dict(message["headers"]).get(b"content-type", b"").startswith(b"text/html"):
                held.append(message)
            else:
                await protected(send)(message)
        elif held and message["type"] == "http.response.body":
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                html = localised(bytes(body), path[1:3])
                dropped = (b"content-length", b"content-security-policy")
                headers = [pair for pair in held[0]["headers"] if pair[0] not in dropped]
                own = {**along(html), "content-length": str(len(html))}
                if not known:
                    year = 365 * 24 * 3600
                    name = f"{COOKIE}={secrets.token_urlsafe(16)}"
                    own["set-cookie"] = f"{name}; Path=/; Max-Age={year}; HttpOnly; SameSite=Lax"
                await send({**held[0], "headers": [*headers, *encoded(own)]})
                await send({"type": "http.response.body", "body": html})
        else:
            await send(message)

    return wrapped


def localised(html: bytes, language: str) -> bytes:
    """Gradio's start page with our language, style and script, and without the addresses of other sites."""
    code = words_in(language).html_language.encode()
    # Gradio's script sets `lang` to the browser's language; ours sets it back to the page's, kept beside it.
    named = html.replace(b'lang="en"', b'lang="' + code + b'" data-language="' + code + b'"', 1)
    return FOREIGN.sub(b"", named).replace(b"</head>", OWN_PARTS + b"</head>", 1)


def encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]
