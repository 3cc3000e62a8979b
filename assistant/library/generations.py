"""The library: one generation of it opened for reading, and the next one built beside it.

An ingest builds the next generation beside the current one and swaps it in by replacing CURRENT, so that a reader
always sees a whole library, and a killed ingest leaves the old one. Two processes may never open one Chroma folder
while one of them writes (it loses data); here nobody writes to a folder that is in use.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.disk import in_use, trouble_told
from assistant.errors import (
    AssistantError,
    EmbeddingMismatch,
    LibraryDamaged,
    LibraryLocked,
    LibraryMissing,
    NotInLibrary,
)
from assistant.library.chroma import Collections
from assistant.library.generation_files import Generation, GenerationFiles
from assistant.library.index import Index
from assistant.library.server.building import build_nearest
from assistant.library.server.lock import ServerLock
from assistant.records import Document, Record, Status
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.library.index_writer import IndexWriter
    from assistant.library.vectors.sentence_vectors import Encode


class Library:
    """The library at `settings.library`, opened for reading; `building` makes a new generation. Threads may share it.

    One `index` is one generation for good: whoever keeps it through several steps sees one state of the library. It is
    closed when the last one lets go of it.
    """

    def __init__(self, settings: Settings, identity: str) -> None:
        self.folder = settings.library
        self._chroma_url = settings.chroma_url
        self._server_lock = ServerLock(settings.chroma_url) if settings.chroma_url else None
        self._files = GenerationFiles(settings.library, settings.chroma_url)
        self._identity = identity
        self._cache = settings.cache
        self._index: Index | None = None
        self._name: str | None = None
        self._opening = threading.RLock()
        self._left: deque[Callable[[], None]] = deque()  # ways to close what nobody uses any more

    # ------------------------------------------------------------ reading

    @property
    def exists(self) -> bool:
        return self._files.current() is not None

    @property
    def generation(self) -> str:
        """Name of the generation that is open (or would be opened)."""
        name = self._name or self._files.current()
        if name is None:
            raise LibraryMissing(f"Nothing has been ingested into {self.folder} yet. Run: policy-assistant ingest")
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
            self._close_left()
            newest = self._files.current()
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
        files = self._files
        while True:
            name = files.current() or self.generation
            held = contextlib.ExitStack()
            try:
                held.enter_context(in_use(files.path(name)))
                self._check_identity(files.manifest(name))
                collections = files.collections(name)
                held.callback(collections.close)
                index = Index(files.path(name), collections)
            except FileNotFoundError as error:
                held.close()
                if files.current() == name:
                    raise LibraryDamaged(
                        f"{error.filename or files.path(name)} is missing from the library. Run `policy-assistant "
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
            self._close_left()

    def _close_left(self) -> None:
        while self._left:
            self._left.popleft()()

    def documents(self, as_of: date | None = None) -> list[tuple[Record, Status]]:
        """All records with their status as of a date (default today), by name."""
        day, index = as_of or date.today(), self.index
        return [(record, index.status(record, day)) for record in index.records.values()]

    def document(self, name: str) -> Document:
        """One whole document. NotInLibrary, naming the nearest names, when it is not there."""
        import difflib

        if name not in self.index.records:
            near = difflib.get_close_matches(name, list(self.index.records), n=3, cutoff=0.4)
            others = "`policy-assistant library list` names what is there."
            hint = f"Did you mean {', '.join(near)}?" if near else others
            raise NotInLibrary(f"The library holds no document named {name!r}. {hint}")
        return self.index.document(name)

    def history(self) -> list[tuple[Generation, bool]]:
        """The generations kept, newest first, each with whether it is the current one."""
        current = self._files.current() or self.generation
        names = sorted(self._files.names(), reverse=True)
        return [(self._files.manifest(name), name == current) for name in names]

    @contextmanager
    def held(self) -> Iterator[tuple[Generation, Path, Collections]]:
        """The current generation with its folder and collections, kept from being trimmed while the block runs."""
        name = self._files.current() or self.generation
        with in_use(self._files.path(name)), contextlib.closing(self._files.collections(name)) as collections:
            yield self._files.manifest(name), self._files.path(name), collections

    # ------------------------------------------------------------ writing

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the writer's lock. LibraryLocked, at once, when another process holds it, or another machine."""
        from filelock import FileLock, Timeout

        try:
            with trouble_told(self.folder):
                self.folder.mkdir(parents=True, exist_ok=True)
                among_all = self._server_lock.held() if self._server_lock else contextlib.nullcontext()
                with FileLock(self.folder / ".lock", timeout=0), among_all:
                    yield
        except Timeout as error:
            raise LibraryLocked(f"Another ingest is writing to {self.folder}. Wait until it is done.") from error

    @contextmanager
    def building(self) -> Iterator[tuple[IndexWriter, Generation]]:
        """A writer on a copy of the current generation, to be passed to `commit`; discarded when it is not.

        The caller holds the lock.
        """
        from assistant.library.index_writer import IndexWriter

        current = self._files.current()
        if current is not None:
            self._check_identity(self._files.manifest(current))
        name, folder, collections = self._files.begin(current)
        writer = IndexWriter(folder, collections)
        try:
            with trouble_told(self.folder):  # while the disk is as full as it was
                yield writer, Generation(name, "", self._identity, 0, 0, parent=current or "")
        finally:
            writer.close()
            if self._server_lock and self._server_lock.lost():  # a collection of that name is another's by now
                shutil.rmtree(folder, ignore_errors=True)
            else:
                self._files.discard(name, folder, collections)

    def commit(self, writer: IndexWriter, generation: Generation) -> Generation:
        """Finish what `building` gave and make it the current generation."""
        self._check_lock()
        documents, passages = writer.finish(self._encode)
        writer.close()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        generation = replace(generation, created=now, documents=documents, passages=passages)
        self._check_lock()
        self._files.put_in_place(writer.folder, generation)
        return generation

    @property
    def _encode(self) -> Encode | None:
        """What makes vectors of sentences; None on a machine without the second encoder."""
        from assistant.models.sentences.encoder import encoder_or_none

        encoder = encoder_or_none(self._cache)
        return encoder.vectors if encoder else None

    def adopt(self, folder: Path, generation: Generation) -> Generation:
        """Move a whole generation, its collections in it, from `folder` to the library, and make it the current one.

        The one that was current stays, to go back to. EmbeddingMismatch where the new one cannot be searched.
        """
        self._check_identity(generation)
        with self.locked(), trouble_told(self.folder):
            files, current = self._files, self._files.current()
            named = replace(generation, name=files.next_name(), parent=current or "")
            files.all.mkdir(exist_ok=True)
            building = files.all / f".building-{named.name}"
            shutil.rmtree(building, ignore_errors=True)
            shutil.move(folder, building)
            if self._chroma_url:
                with contextlib.closing(Collections.in_folder(building / "chroma")) as own:
                    collections = files.collections(named.name)
                    collections.create_anew()
                    collections.copy_from(own)
                    build_nearest(collections)
                shutil.rmtree(building / "chroma")
            self._check_lock()
            files.put_in_place(building, named)
        self.refresh()
        return named

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
            current = self._files.current() or self.generation
            earlier = self._files.line(current)[1:]
            if not earlier:
                raise NotInLibrary(f"{self.folder} keeps no generation before {current}.")
            self._files.point_to(earlier[0])
            return self._files.manifest(earlier[0])

    def _check_lock(self) -> None:
        """LibraryLocked where another machine took over writing, because this one was silent for too long."""
        if self._server_lock:
            self._server_lock.check()

    def _check_identity(self, generation: Generation) -> None:
        if generation.identity != self._identity:
            raise EmbeddingMismatch(
                f"The library in {self.folder} was made with the embeddings {generation.identity}, but "
                f"{self._identity} are configured. Set POLICY_ASSISTANT_EMBEDDINGS back, or delete {self.folder} and "
                "run policy-assistant ingest."
            )
