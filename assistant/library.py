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

import errno
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.chroma import Collections, read_pointer, write_pointer
from assistant.deriving import write_atomically
from assistant.errors import DiskTrouble, EmbeddingMismatch, LibraryLocked, LibraryMissing, NotInLibrary
from assistant.index import Index
from assistant.records import Document, Record, Status
from assistant.settings import Settings
from assistant.validity import status_as_of
from assistant.writing import IndexWriter

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


class Library:
    """The library at `settings.library`, opened for reading; `writing` builds a new generation."""

    def __init__(self, settings: Settings, identity: str) -> None:
        self._settings = settings
        self._identity = identity
        self._index: Index | None = None
        self._name: str | None = None
        self._retired: Index | None = None

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
        if self._index is None:
            name = self.generation
            self.check_identity(self._manifest(name).identity)
            self._index = Index(self._path(name), self._collections(name))
            self._name = name
        return self._index

    def refresh(self) -> bool:
        """Open the newest generation if it is not open yet. True when it changed.

        The generation left behind is closed only at the next change, for searches still running in other threads.
        """
        newest = self._current()
        if self._index is None or newest is None or newest == self._name:
            return False
        if self._retired is not None:
            self._retired.close()
        self._retired, self._index, self._name = self._index, None, None
        return self.index is not None

    def close(self) -> None:
        for index in (self._index, self._retired):
            if index is not None:
                index.close()
        self._index = self._retired = self._name = None

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
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / ".lock", timeout=0)
            with lock:
                yield
        except Timeout as error:
            raise LibraryLocked(f"Another ingest is writing to {self.folder}. Wait until it is done.") from error
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskTrouble(f"The disk is full. The library in {self.folder} is as it was.") from error
            if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise DiskTrouble(
                    f"{error.filename or self.folder} cannot be written to. Check its permissions."
                ) from error
            raise

    @contextmanager
    def building(self) -> Iterator[tuple[IndexWriter, Generation]]:
        """A writer on a copy of the current generation, to be passed to `commit`; discarded when it is not.

        The caller holds the lock.
        """
        current = self._current()
        name = f"{int(max([*self._names(), '0'])) + 1:06d}"
        self._discard_leftovers()
        folder = self._generations / f".building-{name}"
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
            yield writer, Generation(name, "", self._identity, 0, 0)
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
        self._point_to(generation.name)
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
        """Make the generation before the current one current. NotInLibrary when none is kept."""
        with self.locked():
            current = self._current() or self.generation
            earlier = [name for name in sorted(self._names()) if name < current]
            if not earlier:
                raise NotInLibrary(f"{self.folder} keeps no generation before {current}.")
            self._point_to(earlier[-1])
            return self._manifest(earlier[-1])

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
        return [path.name for path in self._generations.iterdir() if (path / "manifest.json").is_file()]

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
        if self._generations.is_dir():
            for path in self._generations.iterdir():
                if path.name.startswith(".building-"):
                    shutil.rmtree(path, ignore_errors=True)

    def _trim(self) -> None:
        current = self._current()
        for name in sorted(self._names())[:-KEPT]:
            if name != current:
                if self._settings.chroma_url:
                    self._collections(name).delete()
                shutil.rmtree(self._path(name), ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Flush a folder's own entries to disk, where the system can (Windows cannot)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Flush every file and folder below to disk."""
    for path, _, names in os.walk(folder):
        for name in names:
            with (Path(path) / name).open("rb+") as file:
                os.fsync(file.fileno())
        sync_folder(Path(path))
