"""Importing this makes a connection to anywhere but this machine fail; it is written to the file named by
NETWORK_GUARD_LOG."""

import ipaddress
import os
import socket


def is_here(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def refuse(what: object) -> None:
    log = os.environ.get("NETWORK_GUARD_LOG")
    if log:
        with open(log, "a", encoding="utf-8") as file:  # noqa: PTH123  (as early and as plain as can be)
            file.write(f"{what}\n")
    raise PermissionError(f"the tests allow no connection to {what}")


_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


def connect(self, address):  # type: ignore[no-untyped-def]
    if not is_here(address):
        refuse(address)
    return _connect(self, address)


def connect_ex(self, address):  # type: ignore[no-untyped-def]
    if not is_here(address):
        refuse(address)
    return _connect_ex(self, address)


def getaddrinfo(host, *args, **kwargs):  # type: ignore[no-untyped-def]
    if host is not None and not is_here((host.decode() if isinstance(host, bytes) else host,)):
        refuse(host)
    return _getaddrinfo(host, *args, **kwargs)


socket.socket.connect = connect  # type: ignore[method-assign]
socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]
socket.getaddrinfo = getaddrinfo
