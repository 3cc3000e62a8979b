"""Which documents lie at which paths while an ingest is under way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.records import Document, Record

if TYPE_CHECKING:
    from assistant.library.index import Index


class Whereabouts:
    """Which documents lie at which paths, as the next generation will have it."""

    def __init__(self, before: Index | None) -> None:
        self.records: dict[str, Record] = dict(before.records) if before else {}
        self.files_of: dict[str, list[str]] = {}
        self.names_at: dict[str, list[str]] = {}
        self.moved: set[str] = set()  # documents whose list of paths changed
        for entry in before.files.values() if before else ():
            self.names_at[entry.path] = list(entry.documents)
            for name in entry.documents:
                self.files_of.setdefault(name, []).append(entry.path)

    def put(self, document: Document, path: str) -> None:
        self.records[document.name] = document.record
        self.files_of[document.name] = [path]
        self.names_at.setdefault(path, []).append(document.name)

    def leave(self, path: str) -> list[str]:
        """Forget a path. Returns the documents that lie nowhere else, and are forgotten with it."""
        gone = []
        for name in self.names_at.pop(path, []):
            files = self.files_of[name]
            files.remove(path)
            if files:
                self._move(name)
            else:
                gone.append(name)
                del self.files_of[name], self.records[name]
        return gone

    def copy(self, path: str, twin: str) -> list[str]:
        """Record a further path of the documents at `twin`, and return them."""
        names = self.names_at.get(twin, [])
        for name in names:
            self.files_of[name].append(path)
            self.names_at.setdefault(path, []).append(name)
            self._move(name)
        return names

    def _move(self, name: str) -> None:
        first, *others = self.files_of[name]
        self.records[name] = replace(self.records[name], path=first, also_at=tuple(others))
        self.moved.add(name)

    def named(self, document: Document, path: str) -> Document:
        """The document under a name that no other has: its file's name, with folders before it if need be."""
        name = document.record.document
        for parent in Path(path).parents:
            if name not in self.records:
                break
            name = f"{parent.name}/{name}" if parent.name else f"/{name}"
        return replace(document, record=replace(document.record, document=name, path=path))
