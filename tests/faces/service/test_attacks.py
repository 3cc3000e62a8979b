"""Attacks on the service over loopback, by the checklists of OWASP: each row names its section of the Web Security
Testing Guide (WSTG 4.2) or of the Application Security Verification Standard (ASVS 4.0.3).

A row is a request as bytes would have it, whoever sends it, and the statuses that are right. After every row: nothing
of a traceback or of a secret was told, no other site was let read it, and the service still answers.
"""

# ruff: noqa: E501 - an attack stands on a line
from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from service import PASSWORD, served, small_library, with_accounts

from assistant import Assistant, Settings
from assistant.faces.service.accounts import FAILURES, Accounts
from assistant.faces.service.gate import COOKIE
from assistant.faces.service.office import ServiceLimits
from assistant.faces.service.running import open_office

pytestmark = pytest.mark.slow

SHUT = (401,)
NO_RIGHT = (403,)
NOTHING = (400, 404, 405)
JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Target:
    address: str
    library: Path
    tokens: dict[str, str]
    cookie: str

    @property
    def place(self) -> tuple[str, int]:
        host, port = self.address.removeprefix("http://").split(":")
        return host, int(port)


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """A service with accounts."""
    library = small_library(tmp_path_factory.mktemp("attacked"))
    tokens = with_accounts(library)
    limits = ServiceLimits(per_minute=100_000, body_bytes=100_000, upload_bytes=300_000, logins_per_minute=100_000)
    office = open_office(Assistant(Settings(library=library, model="none", shared=True)), "127.0.0.1", limits=limits)
    with served(office) as address:
        yield Target(address, library, tokens, Accounts(library).log_in("editor", PASSWORD) or "")


@pytest.fixture(scope="module")
def open_target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """A service without accounts, for this machine alone."""
    library = small_library(tmp_path_factory.mktemp("open"))
    with served(open_office(Assistant(Settings(library=library, model="none")), "127.0.0.1")) as address:
        yield Target(address, library, {}, "")


@dataclass(frozen=True)
class Attack:
    """`by` is the account whose token is sent, "cookie" for the editor's session, or nobody. `{token}` is the editor's."""

    section: str
    name: str
    path: str
    right: tuple[int, ...]
    method: str = "GET"
    by: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __str__(self) -> str:
        return f"{self.section} {self.name}"


def asked(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def post(
    section: str, name: str, path: str, body: bytes, right: tuple[int, ...], by: str = "reader", **headers: str
) -> Attack:
    own = {key.replace("_", "-"): value for key, value in headers.items()}
    return Attack(section, name, path, right, "POST", by, {**JSON, **own}, body)


ASK, REMOVE = asked(question="What is the cap?"), asked(name="measures.md")
JOIN = b'{"data":["x",[],"",[],[],""],"fn_index":0,"session_hash":"abc"}'
TOOL = asked(jsonrpc="2.0", id=1, method="tools/call", params={"name": "documents", "arguments": {}})

WITHOUT_ACCOUNT = [
    Attack("WSTG-ATHZ-02", f"nobody: {method} {path}", path, SHUT, method, "", JSON, body)
    for method, path, body in [
        ("GET", "/api/v1/documents", b""), ("GET", "/api/v1/openapi.json", b""), ("POST", "/api/v1/ask", ASK),
        ("PUT", "/api/v1/files/a.md", b"a"), ("POST", "/api/v1/remove", REMOVE), ("GET", "/v1/models", b""),
        ("POST", "/v1/chat/completions", asked(messages=[{"role": "user", "content": "x"}])), ("POST", "/mcp", TOOL),
        ("GET", "/mcp", b""), ("GET", "/metrics", b""), ("GET", "/en/", b""), ("GET", "/zh/config", b""),
        ("POST", "/en/gradio_api/queue/join", JOIN), ("POST", "/en/gradio_api/run/predict", JOIN),
        ("GET", "/en/gradio_api/info", b""), ("GET", "/en/gradio_api/queue/data?session_hash=abc", b""), ("GET", "/", b""),
    ]
]  # fmt: skip
WITHOUT_RIGHT = [
    Attack("WSTG-ATHZ-03", "a reader adds a file", "/api/v1/files/a.md", NO_RIGHT, "PUT", "reader", {}, b"# a"),
    post("WSTG-ATHZ-03", "a reader adds a text", "/api/v1/add", asked(name="a.md", text="# a"), NO_RIGHT),
    post("WSTG-ATHZ-03", "a reader adds a page", "/api/v1/add_page", asked(address="http://example.org/"), NO_RIGHT),
    post("WSTG-ATHZ-03", "a reader removes", "/api/v1/remove", REMOVE, NO_RIGHT),
    Attack("WSTG-ATHZ-03", "a reader watches", "/metrics", NO_RIGHT, by="reader"),
    Attack("WSTG-ATHZ-03", "an editor watches", "/metrics", NO_RIGHT, by="editor"),
    post("ASVS 4.2.1", "a role in the body", "/api/v1/remove", asked(name="measures.md", role="admin"), (400, 403)),
    post("WSTG-INPV-03", "a method by a header", "/api/v1/files/a.md", b"# a", NOTHING, x_http_method_override="PUT"),
    post("ASVS 4.1.2", "an account by a header", "/api/v1/ask", ASK, SHUT, "", x_forwarded_user="admin", remote_user="admin"),
    Attack("WSTG-ATHZ-02", "a path by a header", "/health", (200,), headers={"x-original-url": "/metrics"}),
    Attack("WSTG-ATHZ-02", "a rewritten path", "/health", (200,), headers={"x-rewrite-url": "/api/v1/documents"}),
    Attack("ASVS 3.1.1", "a token in the address", "/api/v1/documents?token={token}", SHUT),
    Attack("ASVS 3.1.1", "a session in the address", f"/api/v1/documents?{COOKIE}={{cookie}}", SHUT),
    Attack("WSTG-ATHN-04", "a name as token", "/api/v1/documents", SHUT, headers={"authorization": "Bearer admin"}),
    Attack("WSTG-INPV-05", "SQL as token", "/api/v1/documents", SHUT, headers={"authorization": "Bearer ' OR 1=1 --"}),
    Attack("WSTG-ATHN-04", "an empty token", "/api/v1/documents", SHUT, headers={"authorization": "Bearer "}),
    Attack("WSTG-ATHN-04", "a token as Basic", "/api/v1/documents", SHUT, headers={"authorization": "Basic {token}"}),
    Attack("WSTG-SESS-01", "a session as token", "/api/v1/documents", SHUT, headers={"authorization": "Bearer {cookie}"}),
    Attack("WSTG-SESS-01", "a token as session", "/api/v1/documents", SHUT, headers={"cookie": f"{COOKIE}={{token}}"}),
    Attack("WSTG-SESS-01", "a made-up session", "/api/v1/documents", SHUT, headers={"cookie": f"{COOKIE}=pa_{'A' * 43}"}),
    Attack("WSTG-ATHN-04", "a wrong token with a right cookie", "/api/v1/documents", SHUT,
           headers={"authorization": "Bearer pa_x", "cookie": f"{COOKIE}={{cookie}}"}),
]  # fmt: skip
PATHS = [
    Attack("WSTG-ATHZ-01", f"the path {path}", path, (*NOTHING, 401), by=by)
    for by in ("", "admin")
    for path in [
        "/health/../metrics/x", "/health%2f..%2fmetrics", "/health/%2e%2e/metrics", "//metrics", "/health;/metrics", "/METRICS/",
        "/page/../accounts.sqlite", "/page/%2e%2e/%2e%2e/accounts.sqlite", "/accounts.sqlite", "/.env", "/.git/config",
        "/en/gradio_api/file=/etc/passwd", "/en/gradio_api/file%3d/etc/passwd", "/en/gradio_api/proxy=http://127.0.0.1/",
        "/en/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/en/assets/..%5c..%5cetc", "/en/monitoring", "/docs", "/redoc",
        "/openapi.json", "/en/gradio_api/upload_progress", "/health%00.html", "/api/v1/files/%2e%2e%2fCURRENT",
    ]
]  # fmt: skip
NAMES = [
    post("WSTG-BUSL-08", f"the file name {name!r:.40}", "/api/v1/add", asked(name=name, text="# a"), (400,), "editor")
    for name in [
        "../evil.md", "..\\evil.md", "/etc/evil.md", "a/b.md", "C:\\evil.md", ".bashrc", "..", "evil.md\x00.pdf", "evil.md ",
        "evil\n.md", "\u202egnp.md", "a" * 201, "<img src=x>.md", "evil\ud800.md", "http://evil.example/a.md", "~\"'|.md", "",
    ]
] + [
    Attack("WSTG-BUSL-08", f"the file {name}", f"/api/v1/files/{name}", (400, 404, 405), "PUT", "editor", {}, b"# a")
    for name in ["%2e%2e%2fevil.md", "..%5cevil.md", "%2fetc%2fevil.md", ".evil.md", "evil.md%00", "%e2%80%aeevil.md"]
] + [
    Attack("WSTG-ATHZ-01", f"the document {name}", f"/api/v1/document?name={name}", (404,), by="reader")
    for name in ["../../../etc/passwd", "..%2FCURRENT", "accounts.sqlite", "%00"]
]  # fmt: skip
CROSS_SITE = [
    Attack("WSTG-SESS-05", name, path, NO_RIGHT, "POST", by, headers, body)
    for name, path, by, headers, body in [
        ("another origin", "/api/v1/remove", "cookie", {**JSON, "origin": "https://evil.example"}, REMOVE),
        ("the origin null", "/api/v1/remove", "cookie", {**JSON, "origin": "null"}, REMOVE),
        ("cross-site", "/api/v1/remove", "cookie", {**JSON, "sec-fetch-site": "cross-site"}, REMOVE),
        ("same-site", "/api/v1/remove", "cookie", {**JSON, "sec-fetch-site": "same-site"}, REMOVE),
        ("plain text", "/api/v1/remove", "cookie", {"content-type": "text/plain", "origin": "https://evil.example"}, REMOVE),
        ("a lookalike origin", "/api/v1/remove", "cookie", {**JSON, "origin": "http://127.0.0.1.evil.example"}, REMOVE),
        ("the page's queue", "/en/gradio_api/queue/join", "cookie", {**JSON, "origin": "https://evil.example"}, JOIN),
        ("the tools", "/mcp", "cookie", {**JSON, "origin": "https://evil.example"}, TOOL),
        ("somebody else's login", "/login", "", {**FORM, "origin": "https://evil.example"}, b"name=reader&password=x"),
        ("a forced logout", "/logout", "cookie", {**FORM, "origin": "https://evil.example"}, b""),
    ]
]  # fmt: skip
DEEP = b'{"question":' + b"[" * 40_000 + b"]" * 40_000 + b"}"
BODIES = [
    post("WSTG-INPV-11", "deep JSON", "/api/v1/ask", DEEP, (400,)),
    post("WSTG-INPV-11", "broken JSON", "/api/v1/ask", b'{"question":', (400,)),
    post("WSTG-INPV-11", "no UTF-8", "/api/v1/ask", b'{"question":"\xff\xfe"}', (400,)),
    post("WSTG-INPV-11", "half a character", "/api/v1/ask", b'{"question":"cap \\ud800"}', (200, 400)),
    post("WSTG-INPV-11", "a NUL", "/api/v1/ask", asked(question="cap\x00 of it"), (200, 400)),
    post("ASVS 5.1.3", "NaN", "/api/v1/search", b'{"query":"x","limit":NaN}', (400,)),
    post("ASVS 5.1.3", "a huge number", "/api/v1/search", b'{"query":"x","limit":' + b"9" * 5000 + b"}", (400,)),
    post("ASVS 5.1.3", "a negative number", "/api/v1/search", asked(query="x", limit=-1), (400,)),
    post("ASVS 5.1.3", "another type", "/api/v1/ask", asked(question={"$gt": ""}), (400,)),
    post("ASVS 5.1.2", "mass assignment", "/api/v1/ask", asked(question="x", settings={"model": "evil"}), (400,)),
    post("ASVS 5.1.3", "a day that is none", "/api/v1/ask", asked(question="x", as_of="2026-02-31"), (400,)),
    post("WSTG-INPV-05", "SQL in a filter", "/api/v1/search", asked(query="x", where=["kind=law' OR 1=1"]), (400,)),
    post("WSTG-INPV-05", "an operator in a filter", "/api/v1/search", asked(query="x", where=["$where=1"]), (400,)),
    post("WSTG-INPV-18", "a template", "/api/v1/ask", asked(question="{{7*7}} ${7*7} {failures} %s"), (200,)),
    post("WSTG-INPV-12", "a command", "/api/v1/ask", asked(question="$(touch /tmp/evil) `id`; cat /etc/passwd"), (200,)),
    post("WSTG-BUSL-09", "too long a question", "/api/v1/ask", asked(question="x" * 4_001), (400,)),
    post("WSTG-BUSL-09", "too much", "/api/v1/ask", asked(question="x" * 120_000), (413,)),
    post("WSTG-BUSL-09", "a stated gigabyte", "/api/v1/ask", b"{}", (413,), content_length="1000000000"),
    post("WSTG-INPV-11", "a negative length", "/api/v1/ask", b"", (400, 413), content_length="-1"),
    post("ASVS 13.2.2", "packed", "/api/v1/ask", b"\x1f\x8b\x08" + b"\x00" * 50, (400,), content_encoding="gzip"),
    post("ASVS 13.2.5", "XML instead", "/api/v1/ask", b"<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
         (400,), content_type="application/xml"),
    post("WSTG-INPV-11", "an array of calls", "/mcp", b"[" + b",".join([TOOL] * 200) + b"]", (400, 406, 200),
         accept="application/json, text/event-stream"),
    post("ASVS 5.1.3", "a thousand turns", "/v1/chat/completions", asked(messages=[{"role": "user", "content": "x"}] * 1000), (400,)),
    post("ASVS 5.1.3", "a role that is none", "/v1/chat/completions", asked(messages=[{"role": "root", "content": "x"}]), (400,)),
    Attack("ASVS 13.2.1", "TRACE", "/api/v1/documents", NOTHING, "TRACE", "reader"),
    Attack("ASVS 14.5.3", "a foreign preflight", "/api/v1/ask", NOTHING, "OPTIONS", "reader",
           {"origin": "https://evil.example", "access-control-request-method": "POST"}),
    Attack("ASVS 14.5.3", "a foreign read", "/api/v1/documents", (200,), "GET", "reader", {"origin": "https://evil.example"}),
    Attack("WSTG-INPV-17", "another host", "/login", (200,), headers={"host": "evil.example"}),
    Attack("WSTG-CLNT-10", "a web socket", "/en/gradio_api/queue/join", (*NOTHING, 401, 403), headers={
        "connection": "Upgrade", "upgrade": "websocket", "sec-websocket-key": "dGhlIHNhbXBsZQ==", "sec-websocket-version": "13"}),
]  # fmt: skip
INSIDE = [
    post("WSTG-INPV-19", f"the page {address}", "/api/v1/add_page", asked(address=address), (400, 422), "editor")
    for address in [
        "http://127.0.0.1:{port}/metrics", "http://localhost:{port}/health", "http://[::1]/", "file:///etc/passwd",
        "ftp://127.0.0.1/x", "gopher://127.0.0.1:6379/_INFO", "http://user@127.0.0.1/", "http://127.0.0.1#@example.org/",
        "HTTP://127.0.0.1/", "http://", "javascript:alert(1)//http://", "dict://127.0.0.1:11211/",
    ]
]  # fmt: skip
ATTACKS = [*WITHOUT_ACCOUNT, *WITHOUT_RIGHT, *PATHS, *NAMES, *CROSS_SITE, *BODIES, *INSIDE]
TOLD = (b"Traceback", b"assistant/faces", b"site-packages", b"root:x:0", b"$argon2", b"SQLite")


def kept(folder: Path) -> list[str]:
    """The files below a folder, but for the log of answers and the locks of those who read."""
    return sorted(path.name for path in folder.rglob("*") if path.name != "answers.jsonl" and "lock" not in path.name)


def sent(target: Target, attack: Attack) -> tuple[int, dict[str, str], bytes]:
    """What the service answers to an attack, its path and headers sent as they are."""
    fill = {"{token}": target.tokens["editor"], "{cookie}": target.cookie, "{port}": str(target.place[1])}

    def filled(text: str) -> str:
        for key, value in fill.items():
            text = text.replace(key, value)
        return text

    headers = {name: filled(value) for name, value in attack.headers.items()}
    if attack.by == "cookie":
        headers["cookie"] = f"{COOKIE}={target.cookie}"
    elif attack.by:
        headers["authorization"] = f"Bearer {target.tokens[attack.by]}"
    body = filled(attack.body.decode("latin-1")).encode("latin-1")
    connection = http.client.HTTPConnection(*target.place, timeout=60)
    try:
        connection.putrequest(attack.method, filled(attack.path), skip_host="host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        if "content-length" not in headers:
            connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_comes_to_nothing(target: Target, attack: Attack) -> None:
    before = kept(target.library.parent)
    status, headers, body = sent(target, attack)
    assert status in attack.right, body[:300]
    assert not [words for words in TOLD if words in body]
    assert "access-control-allow-origin" not in headers
    assert headers.get("x-content-type-options", "nosniff") == "nosniff"
    assert headers.get("server") is None
    assert kept(target.library.parent) == before
    assert httpx.get(f"{target.address}/health").json()["status"] == "ok"


def test_there_are_enough_of_them() -> None:
    assert len({str(attack) + attack.by for attack in ATTACKS}) == len(ATTACKS) >= 100


RAW = {
    "WSTG-INPV-15 two lengths": b"Content-Length: 4\r\nContent-Length: 60\r\n\r\nabcdGET /metrics HTTP/1.1\r\nHost: a\r\n\r\n",
    "WSTG-INPV-15 a length and chunks": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n",
    "WSTG-INPV-15 odd chunks": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "WSTG-INPV-15 two hosts": b"Host: evil.example\r\n\r\n",
    "WSTG-INPV-16 a header in two lines": b"X-A: b\r\n c: d\r\n\r\n",
    "WSTG-INPV-16 a head of a megabyte": b"X-A: " + b"a" * 1_000_000 + b"\r\n\r\n",
    "WSTG-INPV-16 ten thousand headers": b"X-A: b\r\n" * 10_000 + b"\r\n",
    "WSTG-INPV-16 no header": b"nonsense\r\n\r\n",
    "ASVS 13.1.1 endless chunks": b"Transfer-Encoding: chunked\r\n\r\n" + b"ffff\r\n" + (b"a" * 0xFFFF + b"\r\nffff\r\n") * 8,
}  # fmt: skip


@pytest.mark.parametrize("name", RAW)
def test_a_malformed_request_is_turned_away(target: Target, name: str) -> None:
    with socket.create_connection(target.place, timeout=60) as raw:
        try:
            raw.sendall(b"POST /api/v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\n" + RAW[name])
            answer = b""
            while piece := raw.recv(65_536):
                answer += piece
                if b"\r\n\r\n" in answer and b"HTTP/1.1 4" in answer:
                    break
        except ConnectionError:
            answer = b""
    statuses = [line.split()[1] for line in answer.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
    assert all(status in (b"400", b"401", b"413", b"431") for status in statuses), answer[:300]
    assert b"policy_assistant_requests" not in answer, "nothing smuggled was answered"
    assert httpx.get(f"{target.address}/health").status_code == 200


# ---------------------------------------------------------------- sessions and logins


def log_in(target: Target, name: str = "reader", password: str = PASSWORD, **more: Any) -> httpx.Response:
    fields = {"name": name, "password": password, **more.pop("fields", {})}
    return httpx.post(f"{target.address}/login", data=fields, **more)


def test_a_session_that_was_laid_is_not_taken_up(target: Target) -> None:  # WSTG-SESS-03
    laid = "pa_" + "B" * 43
    entered = log_in(target, cookies={COOKIE: laid})
    assert entered.cookies[COOKIE] not in ("", laid)
    assert httpx.get(f"{target.address}/en/", cookies={COOKIE: laid}).status_code == 401


def test_the_cookie_is_for_this_service_alone(target: Target) -> None:  # WSTG-SESS-02
    told = log_in(target).headers["set-cookie"].lower()
    assert all(part in told for part in ("httponly", "samesite=lax", "path=/"))
    assert "domain" not in told
    assert "secure" in log_in(target, headers={"x-forwarded-proto": "https"}).headers["set-cookie"].lower()


def test_leaving_ends_the_session(target: Target) -> None:  # WSTG-SESS-06
    cookie = {COOKIE: log_in(target).cookies[COOKIE]}
    assert httpx.get(f"{target.address}/en/", cookies=cookie).status_code == 200
    assert httpx.post(f"{target.address}/logout", cookies=cookie).status_code == 303
    assert httpx.get(f"{target.address}/en/", cookies=cookie).status_code == 401


def test_a_login_does_not_tell_which_names_there_are(target: Target) -> None:  # WSTG-IDNT-04
    known, unknown = log_in(target, "admin", "wrong horse battery"), log_in(target, "nobody", "wrong horse battery")
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text) == (401, known.text)
    assert "wrong horse" not in known.text


def test_guessing_locks_the_account_and_slows_the_guesser(target: Target, tmp_path: Path) -> None:  # WSTG-ATHN-03
    Accounts(target.library).add("victim", next(iter(Accounts(target.library).all())).role, PASSWORD)
    for number in range(FAILURES):
        assert log_in(target, "victim", f"guess number {number}").status_code == 401
    assert log_in(target, "victim", PASSWORD).status_code == 401
    assert log_in(target, "reader", PASSWORD).status_code == 303, "nobody else is locked out"
    (tmp_path / "library").mkdir()
    with_accounts(tmp_path / "library")
    limits = ServiceLimits(logins_per_minute=3)
    with served(open_office(Assistant(Settings(library=tmp_path / "library")), "127.0.0.1", limits=limits)) as address:
        statuses = [
            httpx.post(f"{address}/login", data={"name": f"n{n}", "password": "x"}).status_code for n in range(5)
        ]
    assert statuses == [401, 401, 401, 429, 429]


ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/en/\r\nSet-Cookie: a=b", "evil",
    "/..//evil.example", "/en/?u=//evil.example", "%2f%2fevil.example", "/@evil.example", "///evil.example",
]  # fmt: skip


@pytest.mark.parametrize("there", ELSEWHERE)
def test_a_login_leads_nowhere_else(target: Target, there: str) -> None:  # WSTG-CLNT-04
    entered = log_in(target, fields={"next": there})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert "a=b" not in entered.headers["set-cookie"]


@pytest.mark.parametrize("field_", ["name", "password", "next"])
def test_the_login_shows_nothing_that_was_typed_as_markup(target: Target, field_: str) -> None:  # WSTG-INPV-01
    payload = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    fields = {"name": "x", "password": "y", "next": "/", field_: payload}
    for page in (
        httpx.post(f"{target.address}/login", data=fields),
        httpx.get(f"{target.address}/login", params=fields),
    ):
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert "script-src 'self';" in page.headers["content-security-policy"]
        assert page.headers["x-frame-options"] == "DENY"


# ---------------------------------------------------------------- without accounts


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "", "127.0.0.1@evil.example", "[::2]"],
)
def test_a_name_bent_to_this_machine_is_refused(open_target: Target, host: str) -> None:  # DNS rebinding, ASVS 14.5.1
    got = httpx.get(f"{open_target.address}/api/v1/documents", headers={"host": host})
    assert got.status_code in (400, 421)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1:1"]
)
@pytest.mark.parametrize(
    "path", ["/api/v1/remove", "/api/v1/ask", "/v1/chat/completions", "/mcp", "/en/gradio_api/queue/join"]
)
def test_another_site_cannot_use_this_machine_s_browser(open_target: Target, path: str, origin: str) -> None:
    got = httpx.post(
        f"{open_target.address}{path}", content=REMOVE, headers={"origin": origin, "content-type": "text/plain"}
    )
    assert got.status_code == 403
    assert "measures.md" in {one["document"] for one in httpx.get(f"{open_target.address}/api/v1/documents").json()}
