"""The library: a folder of generations, of which one is current.

    library/
      CURRENT                     the current generation's name
      embeddings.sqlite           cache of vectors, so that no text is embedded twice
      generations/000007/         manifest.json, chroma/, and what is derived from it
      .lock                       held by the one writer; the system frees it when a process dies

An ingest builds the next generation beside the current one and swaps it in by replacing CURRENT, so that a reader
always sees a whole library, and a killed ingest leaves the old one. Two processes may never open one Chroma folder
while one of them writes (it loses data); here nobody writes to a folder that is in use.

With CHROMA_URL the collections lie on that server, named by generation; the folder keeps the rest.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.disk import in_use, is_in_use, require_room, size_of, sync_folder, sync_tree, trouble_told
from assistant.errors import (
    AssistantError,
    EmbeddingMismatch,
    LibraryDamaged,
    LibraryLocked,
    LibraryMissing,
    NotInLibrary,
)
from assistant.records import Document, Record, Status
from assistant.settings import Settings
from assistant.storing.chroma import Collections, read_pointer, write_pointer
from assistant.storing.deriving import write_atomically
from assistant.storing.index import Index
from assistant.storing.writing import IndexWriter
from assistant.validity import status_as_of

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


class Library:
    """The library at `settings.library`, opened for reading; `building` makes a new generation. Threads may share it.

    One `index` is one generation for good: whoever keeps it through several steps sees one state of the library. It is
    closed when the last one lets go of it.
    """

    def __init__(self, settings: Settings, identity: str) -> None:
        self._settings = settings
        self._identity = identity
        self._index: Index | None = None
        self._name: str | None = None
        self._opening = threading.RLock()
        self._left: deque[Callable[[], None]] = deque()  # ways to close what nobody uses any more

    @property
    def folder(self) -> Path:
        return self._settings.library

    # ------------------------------------------------------------ reading

    @property
    def exists(self) -> bool:
        return self._current() is not None

    @property
    def generation(self) -> str:
        """Name of the generation that is open (or would be opened)."""
        name = self._name or self._current()
        if name is None:
            raise LibraryMissing(f"Nothing has been ingested into {self.folder} yet. Run: python ingest.py")
        return name

    @property
    def index(self) -> Index:
        """The open generation. LibraryMissing when there is none, EmbeddingMismatch when it cannot be searched."""
        with self._opening:
            if self._index is None:
                self._index, self._name = self._open()
            return self._index

    def refresh(self) -> bool:
        """Open the newest generation if it is not open yet. True when it changed."""
        with self._opening:
            while self._left:
                self._left.popleft()()
            newest = self._current()
            if self._index is None or newest is None or newest == self._name:
                return False
            self._index, self._name = self._open()
            return True

    def newest(self) -> tuple[Index, str]:
        """The newest generation and its name, to be kept for as long as one state of the library is needed."""
        with self._opening:
            self.refresh()
            return self.index, self.generation

    def _open(self) -> tuple[Index, str]:
        """The current generation. One that a writer trims away while it is being opened gives way to its successor."""
        while True:
            name = self._current() or self.generation
            held = contextlib.ExitStack()
            try:
                held.enter_context(in_use(self._path(name)))
                self.check_identity(self._manifest(name).identity)
                collections = self._collections(name)
                held.callback(collections.close)
                index = Index(self._path(name), collections)
            except FileNotFoundError as error:
                held.close()
                if self._current() == name:
                    raise LibraryDamaged(
                        f"{error.filename or self._path(name)} is missing from the library. Run `policy-assistant "
                        "library rollback`, or delete the library folder and ingest again."
                    ) from error
                continue
            except AssistantError:
                held.close()
                raise
            weakref.finalize(index, self._left.append, held.close)
            return index, name

    def close(self) -> None:
        with self._opening:
            self._index = self._name = None
            while self._left:
                self._left.popleft()()

    def documents(self, as_of: date | None = None) -> list[tuple[Record, Status]]:
        """All records with their status as of a date (default today), by name."""
        day = as_of or date.today()
        index = self.index
        return [
            (record, status_as_of(record, index.incoming.get(name, ()), day)) for name, record in index.records.items()
        ]

    def document(self, name: str) -> Document:
        """One whole document. NotInLibrary, naming the nearest names, when it is not there."""
        import difflib

        names = list(self.index.records)
        if name not in self.index.records:
            near = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
            hint = (
                f" Did you mean {', '.join(near)}?" if near else " `policy-assistant library list` names what is there."
            )
            raise NotInLibrary(f"The library holds no document named {name!r}.{hint}")
        return self.index.document(name)

    def history(self) -> list[tuple[Generation, bool]]:
        """The generations kept, newest first, each with whether it is the current one."""
        current = self._current() or self.generation
        return [(self._manifest(name), name == current) for name in sorted(self._names(), reverse=True)]

    # ------------------------------------------------------------ writing

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the writer's lock. LibraryLocked, at once, when another process holds it."""
        from filelock import FileLock, Timeout

        try:
            with trouble_told(self.folder):
                self.folder.mkdir(parents=True, exist_ok=True)
                with FileLock(self.folder / ".lock", timeout=0):
                    yield
        except Timeout as error:
            raise LibraryLocked(f"Another ingest is writing to {self.folder}. Wait until it is done.") from error

    @contextmanager
    def building(self) -> Iterator[tuple[IndexWriter, Generation]]:
        """A writer on a copy of the current generation, to be passed to `commit`; discarded when it is not.

        The caller holds the lock.
        """
        current = self._current()
        name = f"{int(max([*self._names(), '0'])) + 1:06d}"
        self._discard_leftovers()
        folder = self._generations / f".building-{name}"
        self._generations.mkdir(exist_ok=True)
        require_room(self.folder, size_of(self._path(current)) if current else 0)
        if current is not None:
            manifest = self._manifest(current)
            self.check_identity(manifest.identity)
            ignored = shutil.ignore_patterns("manifest.json", *(["chroma"] if self._settings.chroma_url else []))
            shutil.copytree(self._path(current), folder, ignore=ignored)
        else:
            folder.mkdir(parents=True)
        collections = self._collections(name, folder)
        if self._settings.chroma_url:
            collections.delete()
            collections.create()
            if current is not None:
                collections.copy_from(self._collections(current))
        writer = IndexWriter(folder, collections)
        try:
            with trouble_told(self.folder):  # while the disk is as full as it was
                yield writer, Generation(name, "", self._identity, 0, 0, parent=current or "")
        finally:
            writer.close()
            shutil.rmtree(folder, ignore_errors=True)  # gone already when it was committed
            if self._settings.chroma_url and name not in self._names():
                collections.delete()

    def commit(self, writer: IndexWriter, generation: Generation) -> Generation:
        """Finish what `building` gave and make it the current generation."""
        documents, passages = writer.finish()
        writer.close()
        generation = replace(
            generation,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            documents=documents,
            passages=passages,
        )
        manifest = json.dumps(asdict(generation), indent=2)
        write_atomically(writer.folder / "manifest.json", lambda path: path.write_text(manifest, "utf-8"))
        sync_tree(writer.folder)
        writer.folder.rename(self._path(generation.name))
        try:
            self._point_to(generation.name)
        except OSError:
            shutil.rmtree(self._path(generation.name), ignore_errors=True)  # gives the disk its room back
            raise
        self._trim()
        return generation

    def remove(self, name: str) -> Generation:
        """Make a generation without this document, and return it."""
        self.document(name)
        with self.locked(), self.building() as (writer, generation):
            writer.remove(name)
            committed = self.commit(writer, replace(generation, removed=1))
        self.refresh()
        return committed

    def rollback(self) -> Generation:
        """Make the generation that the current one was made from current. NotInLibrary when none is kept."""
        with self.locked():
            current = self._current() or self.generation
            earlier = self._line(current)[1:]
            if not earlier:
                raise NotInLibrary(f"{self.folder} keeps no generation before {current}.")
            self._point_to(earlier[0])
            return self._manifest(earlier[0])

    def check_identity(self, made_with: str) -> None:
        if made_with != self._identity:
            raise EmbeddingMismatch(
                f"The library in {self.folder} was made with the embeddings {made_with}, but {self._identity} are "
                f"configured. Set POLICY_ASSISTANT_EMBEDDINGS back, or delete {self.folder} and run python ingest.py."
            )

    # ------------------------------------------------------------ files

    @property
    def _generations(self) -> Path:
        return self.folder / "generations"

    def _path(self, name: str) -> Path:
        return self._generations / name

    def _names(self) -> Sequence[str]:
        if not self._generations.is_dir():
            return []
        return [path.name for path in self._generations.glob("[0-9]*") if (path / "manifest.json").is_file()]

    def _current(self) -> str | None:
        if self._settings.chroma_url:
            return self._current_on_server(self._settings.chroma_url)
        try:
            return (self.folder / "CURRENT").read_text("utf-8").strip() or None
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _current_on_server(self, url: str) -> str | None:
        """The server's current generation; its folder here is made when it was built on another machine."""
        pointer = read_pointer(url)
        if pointer is None:
            return None
        folder = self._path(pointer["generation"])
        if not (folder / "manifest.json").is_file():
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(folder / "manifest.json", lambda path: path.write_text(pointer["manifest"], "utf-8"))
        return pointer["generation"]

    def _line(self, name: str) -> list[str]:
        """A generation, the one that it was made from, and so on, as far as they are kept."""
        names = sorted(self._names())
        line = [name]
        while True:
            parent = self._manifest(line[-1]).parent if line[-1] in names else ""
            before = [other for other in names if other < line[-1]]  # a library of an earlier make names no parents
            if parent not in before and (parent or not before):
                return line
            line.append(parent or before[-1])

    def _manifest(self, name: str) -> Generation:
        return Generation(**json.loads((self._path(name) / "manifest.json").read_text("utf-8")))

    def _collections(self, name: str, folder: Path | None = None) -> Collections:
        if self._settings.chroma_url:
            return Collections.on_server(self._settings.chroma_url, name)
        return Collections.in_folder((folder or self._path(name)) / "chroma")

    def _point_to(self, name: str) -> None:
        if self._settings.chroma_url:
            write_pointer(self._settings.chroma_url, name, json.dumps(asdict(self._manifest(name))))

        def write(path: Path) -> None:
            with path.open("w", encoding="utf-8") as file:
                file.write(name + "\n")
                file.flush()
                os.fsync(file.fileno())

        write_atomically(self.folder / "CURRENT", write)
        sync_folder(self.folder)

    def _discard_leftovers(self) -> None:
        """Remove what a killed ingest left behind."""
        for path in self._generations.glob(".*-*"):  # .building-000007, .trimmed-000003
            shutil.rmtree(path, ignore_errors=True)

    def _trim(self) -> None:
        """Remove all but the last few generations that led to the current one, and those that a reader has open."""
        current = self._current()
        kept = self._line(current)[:KEPT] if current else []
        for name in self._names():
            if name not in kept and not is_in_use(self._path(name)):
                if self._settings.chroma_url:
                    self._collections(name).delete()
                trimmed = self._generations / f".trimmed-{name}"
                with contextlib.suppress(OSError):  # a system that knows no such locks refuses to move what is open
                    self._path(name).rename(trimmed)  # first, so that no half of it is ever taken for a generation
                    shutil.rmtree(trimmed, ignore_errors=True)
