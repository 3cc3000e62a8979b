"""A web address to a Source. Fetches only what a person named, within a limit of size and time."""

from __future__ import annotations

import ipaddress
import socket
import time
import urllib.error
import urllib.request
from dataclasses import replace
from http.client import HTTPException
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from assistant.errors import Unreadable
from assistant.reading.limits import DEFAULTS, Limits
from assistant.reading.parsed import Refused
from assistant.reading.sniffing import SUFFIXES
from assistant.reading.sources import read_bytes
from assistant.records import Source

AGENT = "policy-assistant (reads a page that its user named)"
_SUFFIX_OF = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt",
    "text/markdown": ".md", "text/csv": ".csv", "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
}  # fmt: skip


def read_address(address: str, *, limits: Limits = DEFAULTS) -> Source:
    """Fetch an http(s) address and read what it serves. Raises Unreadable(address, reason)."""
    if not address.lower().startswith(("http://", "https://")) or not urlsplit(address).hostname:
        raise Unreadable(address, "is not a web address: it must start with http:// or https://")
    try:
        data, final, kind = _fetched(address, limits)
        name = _name(final, kind)
        sources = list(read_bytes(name, address, data, limits))
    except Refused as refusal:
        raise Unreadable(address, str(refusal)) from refusal
    if len(sources) != 1:
        raise Unreadable(address, "is an archive; download it and give the file instead")
    return replace(sources[0], url=final)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects over http(s) only, and never from a public host to one inside this network."""

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str) -> Any:
        if not newurl.lower().startswith(("http://", "https://")):
            raise Refused("leads to an address that is not http(s)")
        if _is_inside(newurl) and not _is_inside(req.full_url):
            raise Refused("leads from a public site to an address inside this network")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetched(address: str, limits: Limits) -> tuple[bytes, str, str]:
    """The bytes, the address after redirects, and the content type that the server names."""
    request = urllib.request.Request(address, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
    opener = urllib.request.OpenerDirector()  # built by hand: the usual one would open ftp: and file: as well
    for handler in (
        urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler, urllib.request.HTTPErrorProcessor, _Redirects,
    ):  # fmt: skip
        opener.add_handler(handler())
    deadline = time.monotonic() + limits.download_seconds
    try:
        with opener.open(request, timeout=min(20.0, limits.download_seconds)) as response:
            chunks: list[bytes] = []
            size = 0
            while chunk := response.read(65_536):
                size += len(chunk)
                chunks.append(chunk)
                if size > limits.file_bytes:
                    raise Refused(f"is more than {limits.file_bytes // 1_000_000} MB")
                if time.monotonic() > deadline:
                    raise Refused(f"takes longer than {limits.download_seconds:g} s to fetch")
            length = response.headers.get("Content-Length")
            if length and length.isdigit() and size < int(length):
                raise Refused("broke off before all of it had arrived")
            return b"".join(chunks), response.geturl(), response.headers.get_content_type()
    except urllib.error.HTTPError as error:
        raise Refused(f"the server answers {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise Refused(f"cannot be fetched ({error.reason})") from error
    except (OSError, HTTPException, ValueError) as error:
        raise Refused(f"cannot be fetched ({error or type(error).__name__})") from error


def _is_inside(address: str) -> bool:
    """Whether the host is this machine or one of a private network."""
    try:
        found = socket.getaddrinfo(urlsplit(address).hostname, None)
    except OSError:
        return False
    return any(not ipaddress.ip_address(str(entry[4][0]).split("%")[0]).is_global for entry in found)


def _name(address: str, kind: str) -> str:
    """A file name for what was fetched: the address's last part, with the suffix of its content type."""
    parts = urlsplit(address)
    last = PurePosixPath(unquote(parts.path)).name or parts.hostname or "page"
    if PurePosixPath(last).suffix.lower() in SUFFIXES:
        return last
    return last + _SUFFIX_OF.get(kind, "")
