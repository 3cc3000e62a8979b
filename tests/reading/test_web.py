"""A web address to a source, from a real server on loopback."""

# ruff: noqa: E501 - rows of wide characters are kept on one line
from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import network_guard
import pytest
from pdf_files import Sheet, pdf

from assistant.errors import Unreadable
from assistant.reading.limits import DEFAULTS
from assistant.reading.web import read_address

PAGE = b"<html><head><title>A law</title></head><body><h1>A law of the city</h1><p>Article 1 The words of it.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/law.html")
            self.end_headers()
            return
        if self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/law.html")  # type: ignore[index]
            self.end_headers()
            return
        if self.path == "/ftp":
            self.send_response(302)
            self.send_header("Location", "ftp://127.0.0.1/law")
            self.end_headers()
            return
        kinds = {
            "/law.html": ("text/html", PAGE),
            "/doc": ("application/pdf", pdf([Sheet().write(60, 700, "Article 1 Words.")])),
        }
        kinds |= {
            "/big": ("text/plain", b"a" * 3_000_000),
            "/slow": ("text/plain", b"a" * 40),
            "/cut": ("text/plain", b"abc"),
        }
        if self.path not in kinds:
            self.send_error(404, "Not Found")
            return
        kind, data = kinds[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) + 100 * (self.path == "/cut")))
        self.end_headers()
        for at in range(0, len(data), 10 if self.path == "/slow" else len(data)):
            try:
                self.wfile.write(data[at : at + (10 if self.path == "/slow" else len(data))])
            except OSError:  # the reader has had enough
                return
            if self.path == "/slow":
                time.sleep(0.3)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_read_after_its_redirects(site: str) -> None:
    source = read_address(f"{site}/moved")
    assert source.url == f"{site}/law.html"
    assert (source.name, source.format) == ("law.html", "html")
    assert source.text == "A law of the city\n\nArticle 1 The words of it."


def test_the_content_type_names_what_the_address_does_not(site: str) -> None:
    source = read_address(f"{site}/doc")
    assert (source.name, source.format, source.text) == ("doc.pdf", "pdf", "Article 1 Words.")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none", "404"),
        ("/big", "more than 1 MB"),
        ("/cut", "broke off"),
        ("/ftp", "http"),
        ("/slow", "longer than 0.5 s"),
    ],
)
def test_what_goes_wrong_is_said(site: str, path: str, reason: str) -> None:
    limits = replace(DEFAULTS, file_bytes=1_000_000, download_seconds=0.5)
    with pytest.raises(Unreadable, match=reason):
        read_address(f"{site}{path}", limits=limits)


@pytest.mark.parametrize("address", ["ftp://x.org/a", "file:///etc/passwd", "http://", "law.html"])
def test_only_web_addresses_are_fetched(address: str) -> None:
    with pytest.raises(Unreadable, match="not a web address"):
        read_address(address)


def test_a_server_that_is_not_there(site: str) -> None:
    with pytest.raises(Unreadable, match="cannot be fetched"):
        read_address("http://127.0.0.1:9/")


PRIVATE = [
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/",
    "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/", "http://2130706433/",
    "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://[fe80::1]/", "http://[fc00::1]/", "http://100.64.0.1/",
    "http://[2002:7f00:1::]/", "http://224.0.0.1/", "https://127.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_inside_is_refused_where_others_name_it(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", network_guard._getaddrinfo)  # for numbers alone: no name is looked up
    with pytest.raises(Unreadable, match="inside this network"):
        read_address(address, outside_only=True)


def test_a_name_or_redirect_that_leads_inside_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of an outside host: what it is looked up as decides, at the moment of the connection."""
    port, real = int(site.rpartition(":")[2]), socket.getaddrinfo
    asked: list[str] = []

    def looked_up(host: str, *given: object, **more: object) -> object:
        asked.append(host)
        # stands for a resolver: outside at first, inside when asked again
        inside = host == "127.0.0.1" or len(asked) > 1
        return (
            real("127.0.0.1", port)
            if inside
            else [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]
        )

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with pytest.raises(Unreadable, match=r"allow no connection to|cannot be fetched"):
        read_address("http://rebinding.example/", outside_only=True)
    assert len(asked) == 1, "the address that was looked at is the one connected to"
    with pytest.raises(Unreadable, match="inside this network"):
        read_address("http://rebinding.example/", outside_only=True)
