"""A web address to a Source. Fetches only what a person named, within a limit of size and time."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from assistant.errors import Unreadable
from assistant.reading.formats import promised_by, suffix_of
from assistant.reading.limits import DEFAULTS, Limits
from assistant.reading.parsed import Refused
from assistant.reading.sources import read_bytes
from assistant.records import Source

AGENT = "policy-assistant (reads a page that its user named)"


def read_address(address: str, *, limits: Limits = DEFAULTS, outside_only: bool = False) -> Source:
    """Fetch an http(s) address and read what it serves. Raises Unreadable(address, reason).

    With `outside_only`, for an address that somebody else names, no connection is made to this machine or a private
    network, wherever a name or a redirect leads; a configured proxy is not used, because it would look up the name.
    """
    if not address.lower().startswith(("http://", "https://")) or not urlsplit(address).hostname:
        raise Unreadable(address, "is not a web address: it must start with http:// or https://")
    try:
        data, final, kind = _fetched(address, limits, outside_only)
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
        if is_inside(newurl) and not is_inside(req.full_url):
            raise Refused("leads from a public site to an address inside this network")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _OutsideConnection(http.client.HTTPConnection):
    """Connects to the very address that was looked at: a name looked up twice may lead elsewhere the second time."""

    def connect(self) -> None:
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        if any(_is_private(str(entry[4][0])) for entry in found):
            raise Refused("leads to an address inside this network")
        family, kind, protocol, _, place = found[0]
        self.sock = socket.socket(family, kind, protocol)
        self.sock.settimeout(self.timeout)
        self.sock.connect(place)


class _OutsideSecureConnection(http.client.HTTPSConnection):
    def connect(self) -> None:
        _OutsideConnection.connect(self)  # type: ignore[arg-type]
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


class _Outside(urllib.request.HTTPHandler):
    def http_open(self, req: Any) -> Any:
        return self.do_open(_OutsideConnection, req)


class _OutsideSecure(urllib.request.HTTPSHandler):
    def https_open(self, req: Any) -> Any:
        return self.do_open(_OutsideSecureConnection, req)


_ANYWHERE = (urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler)
_OUTSIDE = (_Outside, _OutsideSecure)


def _fetched(address: str, limits: Limits, outside_only: bool) -> tuple[bytes, str, str]:
    """The bytes, the address after redirects, and the content type that the server names."""
    request = urllib.request.Request(address, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
    opener = urllib.request.OpenerDirector()  # built by hand: the usual one would open ftp: and file: as well
    for handler in (
        *(_OUTSIDE if outside_only else _ANYWHERE),
        *(urllib.request.HTTPDefaultErrorHandler, urllib.request.HTTPErrorProcessor, _Redirects),
    ):
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
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Refused(f"cannot be fetched ({error or type(error).__name__})") from error


def is_inside(address: str) -> bool:
    """Whether the host is this machine or one of a private network."""
    try:
        found = socket.getaddrinfo(urlsplit(address).hostname, None)
    except OSError:
        return False
    return any(_is_private(str(entry[4][0])) for entry in found)


def _is_private(address: str) -> bool:
    """Whether an IP address is not one of the public internet, also where IPv6 wraps one of IPv4."""
    parsed = ipaddress.ip_address(address.split("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        parsed = parsed.ipv4_mapped or parsed.sixtofour or parsed
    return not parsed.is_global or parsed.is_multicast


def _name(address: str, kind: str) -> str:
    """A file name for what was fetched: the address's last part, with the suffix of its content type."""
    parts = urlsplit(address)
    last = PurePosixPath(unquote(parts.path)).name or parts.hostname or "page"
    return last if promised_by(last) else last + suffix_of(kind)
