"""One writer among all machines that share a Chroma server.

The lock is a collection `writing-N`: to make a collection that is not there yet is the one thing that a server lets
only one of several do. Whoever finds N released, its process dead, or nothing heard of it for `SILENT` seconds, makes
N + 1. The holder tells every `TELLS` seconds that it lives, and before it makes its work current it asks whether its N
is still the highest: if not, it was taken for dead. So clocks that differ cost a writer its turn at worst.
"""

from __future__ import annotations

import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

from assistant.errors import ChromaUnreachable, LibraryLocked
from assistant.library.chroma import connect, trouble_of_server

PREFIX = "writing-"
TELLS = 5.0
SILENT = 60.0  # seconds without a word after which a writer is dead; a machine that swaps is slow for less


def numbers(client: Any) -> list[int]:
    """Those of all locks that are on the server."""
    names = [collection.name for collection in client.list_collections()]
    return [int(found[1]) for name in names if (found := re.fullmatch(rf"{PREFIX}(\d+)", name))]


def newest(client: Any) -> tuple[int, dict[str, Any]]:
    """The highest lock there is and what it says; 0 and nothing where nobody ever wrote."""
    from chromadb.errors import NotFoundError

    number = max(numbers(client), default=0)
    if not number:
        return 0, {}
    try:
        held = client.get_collection(f"{PREFIX}{number}", embedding_function=None)
    except NotFoundError:  # its holder has just tidied up
        return number, {}
    return number, dict(held.metadata or {})


class ServerLock:
    """The writer's lock of the library on one server. `held` holds it; `check` fails where it was lost."""

    _here: ClassVar[set[tuple[str, int]]] = set()  # what this process holds: a release may not have reached the server

    def __init__(self, url: str, silent: float = SILENT) -> None:
        self.url = url
        self.silent = silent
        self._number = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock. LibraryLocked, at once, while another machine or process holds it."""
        collection, ended = self._take(), threading.Event()

        def tell() -> None:
            while not ended.wait(TELLS):
                with suppress(ChromaUnreachable), trouble_of_server(self.url):
                    collection.modify(metadata=self._says("writing"))

        teller = threading.Thread(target=tell, daemon=True)
        teller.start()
        try:
            yield
        finally:
            ended.set()
            teller.join()
            with suppress(ChromaUnreachable), trouble_of_server(self.url):
                collection.modify(metadata=self._says("released"))
            self._here.discard((self.url, self._number))
            self._number = 0

    def check(self) -> None:
        """LibraryLocked where somebody took the lock since: their work must not be overwritten."""
        with trouble_of_server(self.url):
            number, _ = newest(connect(self.url))
        if self._number and number != self._number:
            raise LibraryLocked(
                "Another machine took over writing, because this one was silent for too long. Run this again."
            )

    def lost(self) -> bool:
        """Whether somebody took the lock since, or may have: the server cannot be asked."""
        try:
            self.check()
        except (LibraryLocked, ChromaUnreachable):
            return True
        return False

    def _take(self) -> Any:
        from chromadb.errors import ChromaError

        with trouble_of_server(self.url):
            client = connect(self.url)
            number, said = newest(client)
            if said.get("state") == "writing" and self._lives(number, said):
                by = f"{said.get('host')}, process {said.get('process')}"
                raise LibraryLocked(f"Another ingest is writing to {self.url}, on {by}. Wait until it is done.")
            try:
                made = client.create_collection(
                    f"{PREFIX}{number + 1}", embedding_function=None, metadata=self._says("writing")
                )
            except ChromaError as error:
                if "already exists" not in str(error):
                    raise
                raise LibraryLocked(
                    f"Another ingest has just begun to write to {self.url}. Wait until it is done."
                ) from error
            self._number = number + 1
            self._here.add((self.url, self._number))
            self._tidy(client, number)
        return made

    def _tidy(self, client: Any, number: int) -> None:
        """Drop what is older than the lock before this one."""
        from chromadb.errors import NotFoundError

        for older in numbers(client):
            if older < number:
                with suppress(NotFoundError):
                    client.delete_collection(f"{PREFIX}{older}")

    def _says(self, state: str) -> dict[str, Any]:
        return {"state": state, "at": time.time(), "host": socket.gethostname(), "process": os.getpid()}

    def _lives(self, number: int, said: dict[str, Any]) -> bool:
        """Whether a writer is still at work, by what it said last, or by its process where that is on this machine."""
        if time.time() - float(said.get("at", 0)) >= self.silent:
            return False
        if said.get("host") != socket.gethostname() or os.name != "posix":
            return True
        process = int(said.get("process", 0))
        return (self.url, number) in self._here if process == os.getpid() else _runs(process)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
