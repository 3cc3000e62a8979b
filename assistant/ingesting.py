"""The path of a document into the library: found, planned, read, split, embedded, written into the next generation."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.disk import require_room
from assistant.errors import Unreadable
from assistant.library.entries import embedded_text
from assistant.library.generations import Library
from assistant.library.near_duplicates import near_duplicates
from assistant.library.planning import READER, Failure, Plan, Report, find, fingerprint, make_plan
from assistant.library.whereabouts import Whereabouts
from assistant.models.embedder import Embedder
from assistant.reading import read_documents, read_page
from assistant.reading.boundary import contained
from assistant.reading.structure.splitting import split
from assistant.records import Document, Passage, Record, Status

if TYPE_CHECKING:
    from assistant.library.generation_files import Generation
    from assistant.library.index import Index
    from assistant.library.index_writer import IndexWriter

STORED = 40_000  # bytes that one passage takes at most in the cache, in Chroma and in what is derived
POOL = 512  # passages of several documents embedded together, so that every core has work until the end
READ_AHEAD = 8  # files that may wait, read, while others are embedded
EMBED_AT_ONCE = 32  # texts between two updates of the progress bar; of like length, so that none is waited for long


@dataclass(frozen=True, slots=True)
class Ingested:
    """One document as it stands in the library after the run."""

    path: str
    record: Record
    status: Status
    passages: int
    change: str  # "added", "updated", "unchanged"


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did."""

    added: int
    updated: int
    unchanged: int
    removed: int
    passages: int  # in the whole library
    seconds: float
    generation: str | None  # None when the library is still empty
    failed: tuple[Failure, ...] = ()
    documents: tuple[Ingested, ...] = ()
    same: tuple[tuple[str, str], ...] = ()  # a path, and the document whose bytes it repeats
    alike: tuple[tuple[str, str, float], ...] = ()  # near-duplicates and their resemblance
    skipped: tuple[str, ...] = ()  # files that describe a folder
    renamed: tuple[tuple[str, str], ...] = ()  # old path, new path


def ingest(
    library: Library,
    embedder: Embedder,
    inputs: Sequence[Path | str],
    *,
    prune: bool = False,
    outside_only: bool = False,
    report: Report = lambda stage, done, total: None,
) -> IngestReport:
    """Bring the library up to date with these files, folders and web addresses.

    Raises MissingPath before anything is touched; what cannot be read ends up in `failed`. With `prune`, documents of
    the given folders whose files are gone are removed; with `outside_only`, addresses of this network are refused.
    """
    began = time.monotonic()
    found = find(inputs)
    folders = [Path(given) for given in inputs if str(given) not in found.addresses and Path(given).is_dir()]
    with library.locked():
        library.refresh()
        before = library.index if library.exists else None
        plan = make_plan(before.files if before else {}, found.files, folders if prune else [], report)
        run = Run(library, embedder, report, before, failed=list(found.refused))
        with run.stack:
            run.forget(plan.drop)
            run.read_files(plan)
            run.read_pages(found.addresses, outside_only)
            run.embed_and_write()
            run.note_copies(plan.copies)
            run.note_moves()
            run.commit()
        library.refresh()
        return run.summary(found.given, found.skipped, time.monotonic() - began)


@dataclass(frozen=True, slots=True)
class Read:
    """What one file gave: documents, and why the rest of it was refused, if it was."""

    path: str
    documents: Sequence[Document]
    refused: Unreadable | None
    fingerprint: str  # of the bytes read; empty when they changed meanwhile, so that the next run reads them again

    @classmethod
    def from_file(cls, path: str, print_: str) -> Read:
        documents: list[Document] = []
        refused = None
        try:
            with contained(path):
                for document in read_documents(Path(path)):  # an archive may give some members and refuse others
                    documents.append(document)
        except Unreadable as error:
            refused = error
        return cls(path, documents, refused, print_ if documents and fingerprint(Path(path)) == print_ else "")


def read_ahead(files: Sequence[tuple[str, str]]) -> Generator[Read, None, None]:
    """Files, by path and fingerprint, in their order; the next ones are read while the caller is busy with one."""
    waiting: deque[Future[Read]] = deque()
    with ThreadPoolExecutor(1, "reading") as reader:
        try:
            for path, print_ in files:
                waiting.append(reader.submit(Read.from_file, path, print_))
                if len(waiting) > READ_AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


@dataclass(frozen=True, slots=True)
class Pending:
    """A document read and split that waits for its vectors."""

    document: Document
    passages: Sequence[Passage]
    fingerprint: str


@dataclass
class Run:
    """One ingest under way. The next generation is begun with the first change, so that none costs nothing."""

    library: Library
    embedder: Embedder
    report: Report
    before: Index | None
    failed: list[Failure]
    added: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    same: list[tuple[str, str]] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    names_before: set[str] = field(default_factory=set)  # of documents whose file was renamed
    pending: list[Pending] = field(default_factory=list)
    writing: tuple[IndexWriter, Generation] | None = None
    stack: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.known = self.before.files if self.before else {}
        self.places = Whereabouts(self.before)

    @property
    def writer(self) -> IndexWriter:
        """The writer of the next generation, begun now if it was not."""
        if self.writing is None:
            self.writing = self.stack.enter_context(self.library.building())
        return self.writing[0]

    def forget(self, paths: Sequence[str]) -> None:
        """Forget paths; documents that lie nowhere else go with them."""
        for path in paths:
            for name in self.places.leave(path):
                self.writer.remove(name)
                self.removed.add(name)

    def read_files(self, plan: Plan) -> None:
        """The documents of each file stand in place of those that it, or the file it was renamed from, gave."""
        moved_from = {self.known[gone].fingerprint: self.known[gone] for gone in plan.drop}
        files = self.stack.enter_context(closing(read_ahead(plan.read)))
        for done, (path, print_) in enumerate(plan.read):
            self.report(f"reading {Path(path).name}", done, len(plan.read))
            file, before = next(files), moved_from.get(print_)
            if file.refused:
                self.refuse(path, file.refused, nothing=not file.documents)
            if file.documents and before is not None:
                self.renamed.append((before.path, path))
                self.names_before.update(before.documents)
            if file.documents:
                self.take_in(path, file.documents, file.fingerprint, replaces=before is not None)

    def read_pages(self, addresses: Sequence[str], outside_only: bool) -> None:
        """Fetch and read web pages. One is unchanged when its text is: servers vary the rest at every visit."""
        for address in addresses:
            self.report(f"fetching {address}", 0, 1)
            try:
                with contained(address):
                    document = read_page(address, outside_only=outside_only)
            except Unreadable as error:
                self.refuse(address, error, nothing=True)
                continue
            said = repr((READER, document.text, replace(document.record, sha256="")))
            print_ = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
            if address not in self.known or print_ != self.known[address].fingerprint:
                self.take_in(address, [document], print_, replaces=False)

    def refuse(self, path: str, error: Unreadable, *, nothing: bool) -> None:
        kept = " (the version read before is kept)" if nothing and self.places.names_at.get(path) else ""
        self.failed.append(Failure(error.path, error.reason + kept))

    def take_in(self, path: str, documents: Sequence[Document], print_: str, *, replaces: bool) -> None:
        """Put documents just read, split, in place of those that lay at this path."""
        before = set(self.places.names_at.get(path, ()))
        try:  # before anything is given up for it
            with contained(path):
                parted = [split(document) for document in documents]
        except Unreadable as error:
            self.refuse(path, error, nothing=True)
            return
        self.forget([path])
        for document, passages in zip(documents, parted, strict=True):
            name, document = document.name, self.places.named(document, path)
            passages = passages if document.name == name else split(document)  # ids come from the name
            self.pending.append(Pending(document, [each for each in passages if each.unit != "heading"], print_))
            self.places.put(document, path)
            self.removed.discard(document.name)
            (self.updated if replaces or document.name in before else self.added).add(document.name)
        if sum(len(waiting.passages) for waiting in self.pending) >= POOL:
            self.embed_and_write()

    def embed_and_write(self) -> None:
        """Embed the passages of all documents that wait, together, and write them."""
        import numpy as np

        if not self.pending:
            return
        require_room(self.library.folder, sum(len(waiting.passages) for waiting in self.pending) * STORED)
        texts = [embedded_text(each.document.record, passage) for each in self.pending for passage in each.passages]
        vectors = np.zeros((len(texts), self.embedder.dimensions), np.float32)
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        for first in range(0, len(order), EMBED_AT_ONCE):
            # of several documents the longest passages go first, so no single name would be true
            names = {waiting.document.name for waiting in self.pending}
            what = names.pop() if len(names) == 1 else f"{len(names)} documents"
            self.report(f"embedding {what}", first, len(texts))
            rows = order[first : first + EMBED_AT_ONCE]
            vectors[rows] = self.embedder.embed_passages([texts[row] for row in rows])
        done = 0
        for waiting in self.pending:
            own = vectors[done : done + len(waiting.passages)]
            done += len(own)
            paths = self.places.files_of[waiting.document.name]
            self.writer.put(waiting.document, waiting.passages, own, files=paths, fingerprint=waiting.fingerprint)
        self.pending.clear()

    def note_copies(self, copies: Sequence[tuple[str, str]]) -> None:
        """Record further paths of documents that the library has."""
        for copy, twin in copies:
            self.forget([copy])
            self.same += [(copy, name) for name in self.places.copy(copy, twin)]

    def note_moves(self) -> None:
        """Write where documents lie whose paths changed."""
        for name in self.places.moved & self.places.records.keys():
            self.writer.set_files(name, self.places.files_of[name], self.places.records[name])

    def commit(self) -> None:
        """Make the next generation the current one, if there is anything new in it."""
        if self.writing is not None:
            self.report("finishing", 0, 1)
            writer, generation = self.writing
            added, removed = len(self.added - self.removed), len(self.removed - self.added)
            self.library.commit(writer, replace(generation, added=added, updated=len(self.updated), removed=removed))

    def summary(self, given: frozenset[str], skipped: tuple[str, ...], seconds: float) -> IngestReport:
        """What was done; `given` are the files and addresses that were asked for."""
        index = self.library.index if self.library.exists else None
        documents: list[Ingested] = []
        for record, status in self.library.documents() if index else ():
            if record.document in self.added | self.updated:
                change = "added" if record.document in self.added else "updated"
            elif given & {record.path, *record.also_at}:
                change = "unchanged"
            else:
                continue
            passages = index.passage_counts.get(record.document, 0) if index else 0
            documents.append(Ingested(record.path, record, status, passages, change))
        new = self.added | self.updated
        return IngestReport(
            added=len(self.added),
            updated=len(self.updated),
            unchanged=sum(item.change == "unchanged" for item in documents),
            removed=len(self.removed - new - self.names_before),
            passages=len(index.rows) if index else 0,
            seconds=seconds,
            generation=self.library.generation if index else None,
            failed=tuple(self.failed),
            documents=tuple(documents),
            same=tuple(self.same),
            alike=tuple(near_duplicates(index.sketches, new)) if index and new else (),
            skipped=skipped,
            renamed=tuple(self.renamed),
        )
