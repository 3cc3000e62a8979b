"""Where the generations of a library lie, and which of them is current: in its folder, or on a Chroma server.

    library/
      CURRENT                     the current generation's name
      embeddings.sqlite           cache of vectors, so that no text is embedded twice
      generations/000007/         manifest.json, chroma/, and what is derived from it (`derived_files`)
      .lock                       held by the one writer; the system frees it when a process dies

With CHROMA_URL the collections lie on that server, named by generation, and a collection there says which is current;
the folder keeps the rest.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.disk import is_in_use, require_room, size_of, sync_folder, sync_tree
from assistant.errors import LibraryDamaged
from assistant.library.chroma import Collections, read_pointer, write_pointer
from assistant.library.derived_files import write_atomically

KEPT = 3  # generations kept: the current one and two to go back to
FORMAT = 1  # of the stored form; raised when an older library can no longer be read


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of the library, as `library history` tells it."""

    name: str
    created: str  # UTC, ISO 8601
    identity: str  # of the embeddings
    documents: int
    passages: int
    added: int = 0
    updated: int = 0
    removed: int = 0
    format: int = FORMAT
    parent: str = ""  # the generation that it was made from, to which a rollback returns


def read_manifest(path: Path) -> Generation:
    """What a generation says of itself. LibraryDamaged where a later version of this program made it."""
    stated = json.loads(path.read_text("utf-8"))
    if stated.get("format", FORMAT) > FORMAT:
        raise LibraryDamaged(
            f"{path.parent} was made by a later version of this program. Use that one, or restore a backup."
        )
    return Generation(**stated)


@dataclass(frozen=True, slots=True)
class GenerationFiles:
    """The generations of the library in `folder`, their collections on the server at `url` if one is given."""

    folder: Path
    url: str | None

    @property
    def all(self) -> Path:
        return self.folder / "generations"

    def path(self, name: str) -> Path:
        return self.all / name

    def names(self) -> Sequence[str]:
        if not self.all.is_dir():
            return []
        return [path.name for path in self.all.glob("[0-9]*") if (path / "manifest.json").is_file()]

    def current(self) -> str | None:
        """The current generation's name; None where nothing has been ingested yet."""
        if self.url:
            return self._current_on_server(self.url)
        try:
            return (self.folder / "CURRENT").read_text("utf-8").strip() or None
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _current_on_server(self, url: str) -> str | None:
        """The server's current generation; its folder here is made when it was built on another machine."""
        pointer = read_pointer(url)
        if pointer is None:
            return None
        folder = self.path(pointer["generation"])
        if not (folder / "manifest.json").is_file():
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(folder / "manifest.json", lambda path: path.write_text(pointer["manifest"], "utf-8"))
        return pointer["generation"]

    def line(self, name: str) -> list[str]:
        """A generation, the one that it was made from, and so on, as far as they are kept."""
        names = sorted(self.names())
        line = [name]
        while True:
            parent = self.manifest(line[-1]).parent if line[-1] in names else ""
            before = [other for other in names if other < line[-1]]  # a library of an earlier make names no parents
            if parent not in before and (parent or not before):
                return line
            line.append(parent or before[-1])

    def manifest(self, name: str) -> Generation:
        return read_manifest(self.path(name) / "manifest.json")

    def collections(self, name: str, folder: Path | None = None) -> Collections:
        """Those of a generation, which lies in `folder` while it is being built."""
        if self.url:
            return Collections.on_server(self.url, name)
        return Collections.in_folder((folder or self.path(name)) / "chroma")

    def next_name(self) -> str:
        return f"{int(max([*self.names(), '0'])) + 1:06d}"

    def begin(self, current: str | None) -> tuple[str, Path, Collections]:
        """The next name, and a folder that no reader looks into with a copy of the current generation, or an empty one.

        Raises DiskTrouble where there is no room for it.
        """
        name = self.next_name()
        self.all.mkdir(exist_ok=True)
        self._discard_leftovers()
        require_room(self.folder, size_of(self.path(current)) if current else 0)
        folder = self.all / f".building-{name}"
        if current is None:
            folder.mkdir(parents=True)
        else:
            ignored = shutil.ignore_patterns("manifest.json", *(["chroma"] if self.url else []))
            shutil.copytree(self.path(current), folder, ignore=ignored)
        collections = self.collections(name, folder)
        if self.url:
            collections.create_anew()
            if current is not None:
                collections.copy_from(self.collections(current))
        return name, folder, collections

    def put_in_place(self, folder: Path, generation: Generation) -> None:
        """Make what was built in `folder` a generation, and the current one."""
        manifest = json.dumps(asdict(generation), indent=2)
        write_atomically(folder / "manifest.json", lambda path: path.write_text(manifest, "utf-8"))
        sync_tree(folder)
        folder.rename(self.path(generation.name))
        try:
            self.point_to(generation.name)
        except OSError:
            shutil.rmtree(self.path(generation.name), ignore_errors=True)  # gives the disk its room back
            raise
        self._trim()

    def point_to(self, name: str) -> None:
        """Make a generation the current one."""
        if self.url:
            write_pointer(self.url, name, json.dumps(asdict(self.manifest(name))))

        def write(path: Path) -> None:
            with path.open("w", encoding="utf-8") as file:
                file.write(name + "\n")
                file.flush()
                os.fsync(file.fileno())

        write_atomically(self.folder / "CURRENT", write)
        sync_folder(self.folder)

    def discard(self, name: str, folder: Path, collections: Collections) -> None:
        """Remove what `begin` gave, where it was not put in place."""
        shutil.rmtree(folder, ignore_errors=True)
        if self.url and name not in self.names():
            collections.delete()

    def _discard_leftovers(self) -> None:
        """Remove what a killed ingest left behind."""
        for path in self.all.glob(".*-*"):  # .building-000007, .trimmed-000003
            shutil.rmtree(path, ignore_errors=True)

    def _trim(self) -> None:
        """Remove all but the last few generations that led to the current one, and those that a reader has open."""
        current = self.current()
        kept = self.line(current)[:KEPT] if current else []
        for name in self.names():
            if name not in kept and not is_in_use(self.path(name)):
                if self.url:
                    self.collections(name).delete()
                trimmed = self.all / f".trimmed-{name}"
                with contextlib.suppress(OSError):  # a system that knows no such locks refuses to move what is open
                    self.path(name).rename(trimmed)  # first, so that no half of it is ever taken for a generation
                    shutil.rmtree(trimmed, ignore_errors=True)
