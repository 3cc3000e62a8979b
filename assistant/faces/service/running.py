"""Running the service: who may reach it, and how it begins and ends."""

from __future__ import annotations

import asyncio
import re
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from assistant.errors import UsageError
from assistant.faces.page.serving import listen, warm_up
from assistant.faces.service.accounts import Accounts
from assistant.faces.service.office import ANYBODY, HERE, Office, ServiceLimits
from assistant.faces.service.watching import Events
from assistant.faces.service.whole import whole_app

if TYPE_CHECKING:
    from assistant.assistant import Assistant

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def open_office(
    assistant: Assistant,
    host: str,
    *,
    without_accounts: bool = False,
    root: str = "",
    limits: ServiceLimits | None = None,
    log: TextIO | None = None,
) -> Office:
    """The office for an address. UsageError for an outside one without accounts, unless that was said twice: by the
    address and by `without_accounts`.
    """
    accounts = Accounts(assistant.settings.library)
    asked_for = not without_accounts and accounts.exist
    inside = host in LOOPBACK
    if not inside and not asked_for and not without_accounts:
        raise UsageError(
            f"On {host} everyone who can reach this machine could use the page. Make accounts first (policy-assistant "
            "accounts add NAME), or say --without-accounts to let everyone ask and read."
        )
    root = root.rstrip("/")
    if not re.fullmatch(r"(/[\w-]+)*", root):
        raise UsageError(f"--root-path {root}: write a path such as /policy.")
    return Office(
        assistant,
        accounts if asked_for else None,
        HERE if inside else ANYBODY,
        limits or ServiceLimits(),
        Events(log),
        root,
        local=inside and not asked_for,
    )


def serve(office: Office, host: str = "127.0.0.1", port: int = 7860, *, open_browser: bool = False) -> None:
    """Serve until ended, printing the address once it answers; what is under way then is finished first.

    Raises UsageError when the host or port cannot be listened on.
    """
    listener = listen(host, port)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::", "localhost") else host
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{listener.getsockname()[1]}{office.root}"
    threading.Thread(target=warm_up, args=(office.assistant,), daemon=True).start()

    def begun() -> None:
        print(f"The page is at {address} (Ctrl+C ends it)", flush=True)
        office.events.tell("started", address=address, accounts=office.accounts is not None)
        if office.accounts is None and host not in LOOPBACK:
            print("Everyone who can reach this machine can use the page and read the library.", file=sys.stderr)
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    try:
        made_server(office, begun).run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # the ordinary way to end it
    finally:
        listener.close()


def made_server(office: Office, begun: Any = lambda: None) -> Any:
    """A uvicorn server that closes connections whose head does not come, and finishes what is under way when ended."""
    import uvicorn
    from uvicorn.protocols.http.auto import AutoHTTPProtocol

    class Impatient(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
        """uvicorn waits for ever for the first request of a connection."""

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            loop = asyncio.get_running_loop()
            self.waiting = loop.call_later(office.limits.header_seconds, self.give_up)

        def give_up(self) -> None:
            if self.cycle is None and not self.transport.is_closing():
                self.transport.close()

        def connection_lost(self, error: Exception | None) -> None:
            self.waiting.cancel()
            super().connection_lost(error)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            begun()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            for server in self.servers:
                server.close()
            until = time.monotonic() + office.limits.leave_seconds
            while office.running and time.monotonic() < until and not self.force_exit:
                await asyncio.sleep(0.05)
            await super().shutdown(sockets)
            office.events.tell("stopped")

    config = uvicorn.Config(
        whole_app(office),
        http=Impatient,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=10,
    )
    return Server(config)


def open_log(where: str | None) -> TextIO | None:
    """The stream of the service's log: a file to append to, "-" for standard error, None for none."""
    if where is None:
        return None
    if where == "-":
        return sys.stderr
    try:
        return Path(where).open("a", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--log {where} cannot be written: {error.strerror}.") from error
    except ValueError as error:
        raise UsageError(f"--log {where} is no file name.") from error
