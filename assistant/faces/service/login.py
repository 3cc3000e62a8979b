"""Logging in to the page: a plain form, a session in a cookie that scripts cannot read, and the way out."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import parse_qs

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.faces.page.words import preferred_language
from assistant.faces.service.accounts import SESSION
from assistant.faces.service.gate import COOKIE, cookie_of
from assistant.faces.service.office import Office
from assistant.faces.service.rest import caller_of

WORDS = {
    "en": {
        "title": "Policy Assistant",
        "name": "Name",
        "password": "Password",
        "in": "Log in",
        "out": "Log out",
        "wrong": "That name and password do not belong together, or the account is locked for a while.",
        "here": "You are logged in as {name}.",
        "back": "To the page",
    },
    "zh": {
        "title": "政策助手",
        "name": "用户名",
        "password": "密码",
        "in": "登录",
        "out": "退出登录",
        "wrong": "用户名与密码不符，或该账户暂时被锁定。",
        "here": "您已登录：{name}。",
        "back": "进入页面",
    },
}
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="page/style.css">
<style>body{{font-family:var(--sans);color:var(--ink);background:var(--ground);display:grid;place-items:center;
min-height:90vh;margin:0}}main{{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:2rem;
width:min(20rem,80vw)}}h1{{font-size:1.2rem;margin:0 0 1rem}}label{{display:block;margin:.8rem 0 .2rem}}
input{{width:100%;box-sizing:border-box;padding:.5rem;font:inherit}}button{{margin-top:1.2rem;padding:.5rem 1.2rem;
font:inherit;color:#fff;background:#1f4e8c;border:0;border-radius:4px}}.wrong{{color:var(--bad)}}</style></head>
<body><main><h1>{title}</h1>{inside}</main></body></html>"""
_PLAIN = re.compile(r"/(?:[\w-]+/)*[\w-]*")  # where a login may lead: a plain path of this service


def login_router(office: Office) -> APIRouter:
    """`/login` and `/logout`; they are not part of what programs are described."""
    router = APIRouter(include_in_schema=False)

    @router.get("/login", response_model=None)
    async def form(request: Request) -> Response:
        caller, words = caller_of(request), words_for(request)
        if caller is not None:
            return shown(
                request, f"<p>{html.escape(words['here'].format(name=caller.name))}</p>{leaving(office, words)}"
            )
        return shown(request, entering(words, destination(office, request.query_params.get("next", ""))))

    @router.post("/login", response_model=None)
    async def enter(request: Request) -> Response:
        client = request.client.host if request.client else ""
        wait = office.logging_in.wait(client)
        if wait or office.accounts is None:
            office.figures.logins.labels("refused").inc()
            after = {"retry-after": str(int(wait) + 1)}
            return Response(f"Too many tries. Try again in {int(wait) + 1} s.", 429, after, "text/plain")
        fields = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
        name, password, there = (fields.get(key, [""])[0] for key in ("name", "password", "next"))
        session = await to_thread.run_sync(office.accounts.log_in, name, password)
        office.figures.logins.labels("in" if session else "wrong").inc()
        office.events.tell("login", outcome="in" if session else "wrong", account=name[:40], client=client)
        if session is None:
            words = words_for(request)
            said = f'<p class="wrong" role="alert">{html.escape(words["wrong"])}</p>'
            return shown(request, said + entering(words, destination(office, there)), 401)
        answer = RedirectResponse(destination(office, there), 303)
        answer.set_cookie(COOKIE, session, max_age=int(SESSION), **cookie_place(office, request))
        return answer

    @router.post("/logout", response_model=None)
    async def leave(request: Request) -> Response:
        session = cookie_of(request.headers.get("cookie", ""))
        if office.accounts is not None and session:
            office.accounts.log_out(session)
        answer = RedirectResponse(f"{office.root}/login", 303)
        answer.delete_cookie(COOKIE, **cookie_place(office, request))
        return answer

    return router


def cookie_place(office: Office, request: Request) -> dict[str, Any]:
    """Where the cookie is sent and seen: only here, never by scripts, over TLS only where there is TLS."""
    secure = request.url.scheme == "https"
    return {"path": office.root or "/", "httponly": True, "samesite": "lax", "secure": secure}


def destination(office: Office, stated: str) -> str:
    """Where a login leads: the path that was asked for where it is one of this service, else its start."""
    return stated if _PLAIN.fullmatch(stated) and stated.startswith(f"{office.root}/") else f"{office.root}/"


def words_for(request: Request) -> dict[str, str]:
    return WORDS[preferred_language(request.headers.get("accept-language", ""))]


def shown(request: Request, inside: str, status: int = 200) -> Response:
    language = preferred_language(request.headers.get("accept-language", ""))
    page = PAGE.format(language=language, title=WORDS[language]["title"], inside=inside)
    return HTMLResponse(page, status, {"cache-control": "no-store"})


def entering(words: dict[str, str], there: str) -> str:
    return (
        f'<form method="post" action="login"><input type="hidden" name="next" value="{html.escape(there)}">'
        f'<label for="name">{words["name"]}</label><input id="name" name="name" autocomplete="username" required>'
        f'<label for="password">{words["password"]}</label><input id="password" name="password" type="password" '
        f'autocomplete="current-password" required><button>{words["in"]}</button></form>'
    )


def leaving(office: Office, words: dict[str, str]) -> str:
    return (
        f'<p><a href="{html.escape(office.root)}/">{words["back"]}</a></p>'
        f'<form method="post" action="logout"><button>{words["out"]}</button></form>'
    )
