"""Files, folders and web pages into the library: what changed is read, split, embedded, and put into a generation."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.disk import require_room
from assistant.embedding import Embedder
from assistant.errors import Unreadable
from assistant.reading import read_documents, read_page
from assistant.records import Document, Passage, Record, Status
from assistant.splitting import split
from assistant.storing.chroma import embedded_text
from assistant.storing.index import FileEntry
from assistant.storing.library import Generation, Library
from assistant.storing.planning import READER, Failure, Found, Plan, Report, find, fingerprint, make_plan
from assistant.storing.resembling import near_duplicates
from assistant.storing.writing import IndexWriter

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


def ingest(
    library: Library,
    embedder: Embedder,
    inputs: Sequence[Path | str],
    *,
    prune: bool = False,
    report: Report = lambda stage, done, total: None,
) -> IngestReport:
    """Bring the library up to date with these files, folders and web addresses.

    Raises MissingPath before anything is touched; what cannot be read ends up in `failed`. With `prune`, documents of
    the given folders whose files are gone are removed.
    """
    began = time.monotonic()
    found = find(inputs)
    folders = [Path(given) for given in inputs if str(given) not in found.addresses and Path(given).is_dir()]
    with library.locked():
        library.refresh()
        known = library.index.files if library.exists else {}
        plan = make_plan(known, found.files, folders if prune else [], report)
        run = Run(library, embedder, plan, found, report)
        run.build()
        return run.summary(time.monotonic() - began)


@dataclass
class Run:
    """One ingest under way. The next generation is begun with the first change, so that none costs nothing."""

    library: Library
    embedder: Embedder
    plan: Plan
    found: Found
    report: Report
    failed: list[Failure] = field(default_factory=list)
    added: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    same: list[tuple[str, str]] = field(default_factory=list)
    files_of: dict[str, list[str]] = field(default_factory=dict)  # document → paths
    names_at: dict[str, list[str]] = field(default_factory=dict)  # path → documents
    records: dict[str, Record] = field(default_factory=dict)
    moved_files: set[str] = field(default_factory=set)  # documents whose list of paths changed
    renamed: list[tuple[str, str]] = field(default_factory=list)
    names_before: set[str] = field(default_factory=set)  # of documents whose file was renamed
    pending: list[Pending] = field(default_factory=list)
    writing: tuple[IndexWriter, Generation] | None = None
    stack: ExitStack = field(default_factory=ExitStack)

    def build(self) -> None:
        """Make the next generation, if there is anything new in it."""
        known = self.library.index.files if self.library.exists else {}
        self.failed += self.found.refused
        if self.library.exists:
            self.records = dict(self.library.index.records)
            for entry in known.values():
                self.names_at[entry.path] = list(entry.documents)
                for name in entry.documents:
                    self.files_of.setdefault(name, []).append(entry.path)
        with self.stack:
            moved_from = {known[gone].fingerprint: known[gone] for gone in self.plan.drop}
            for gone in self.plan.drop:
                self.leave(gone)
            files = self.stack.enter_context(closing(read_ahead(self.plan.read)))
            for done, (path, print_) in enumerate(self.plan.read):
                self.report(f"reading {Path(path).name}", done, len(self.plan.read))
                self.take_in_file(next(files), moved_from.get(print_))
            for address in self.found.addresses:
                self.report(f"fetching {address}", 0, 1)
                self.take_in_page(address, known[address].fingerprint if address in known else "")
            self.embed_pending()
            for copy, twin in self.plan.copies:
                self.leave(copy)
                self.add_copy(copy, twin)
            for name in self.moved_files & self.records.keys():
                self.writer.set_files(name, self.files_of[name], self.records[name])
            if self.writing is not None:
                self.report("finishing", 0, 1)
                writer, generation = self.writing
                self.library.commit(writer, self.counted(generation))
        if self.writing is not None:
            self.library.refresh()

    @property
    def writer(self) -> IndexWriter:
        """The writer of the next generation, begun now if it was not."""
        if self.writing is None:
            self.writing = self.stack.enter_context(self.library.building())
        return self.writing[0]

    def take_in_file(self, file: Read, moved_from: FileEntry | None) -> None:
        """The documents of one file stand in place of those that it, or the file it was renamed from, gave."""
        if file.refused:
            self.refuse(file.path, file.refused, nothing=not file.documents)
        if not file.documents:
            return
        if moved_from is not None:
            self.renamed.append((moved_from.path, file.path))
            self.names_before.update(moved_from.documents)
        self.take_in(file.path, file.documents, file.fingerprint, replaces=moved_from is not None)

    def take_in_page(self, address: str, known_as: str) -> None:
        """Fetch and read one web page. It is unchanged when its text is: servers vary the rest at every visit."""
        try:
            document = read_page(address)
        except Unreadable as error:
            self.refuse(address, error, nothing=True)
            return
        said = repr((READER, document.text, replace(document.record, sha256="")))
        print_ = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
        if print_ != known_as:
            self.take_in(address, [document], print_, replaces=False)

    def refuse(self, path: str, error: Unreadable, *, nothing: bool) -> None:
        kept = " (the version read before is kept)" if nothing and self.names_at.get(path) else ""
        self.failed.append(Failure(error.path, error.reason + kept))

    def take_in(self, path: str, documents: Sequence[Document], print_: str, *, replaces: bool) -> None:
        """Put documents just read in place of those that lay at this path."""
        before = set(self.names_at.get(path, ()))
        self.leave(path)
        for document in documents:
            document = self.named(document, path)
            passages = [passage for passage in split(document) if passage.unit != "heading"]
            self.pending.append(Pending(document, passages, print_))
            self.records[document.name] = document.record
            self.files_of[document.name] = [path]
            self.names_at.setdefault(path, []).append(document.name)
            self.removed.discard(document.name)
            (self.updated if replaces or document.name in before else self.added).add(document.name)
        if sum(len(waiting.passages) for waiting in self.pending) >= POOL:
            self.embed_pending()

    def leave(self, path: str) -> None:
        """Forget a path; documents that lie nowhere else go with it."""
        for name in self.names_at.pop(path, []):
            files = self.files_of[name]
            files.remove(path)
            if files:
                self.moved_files.add(name)
                self.records[name] = replace(self.records[name], path=files[0], also_at=tuple(files[1:]))
            else:
                self.writer.remove(name)
                del self.files_of[name], self.records[name]
                self.removed.add(name)

    def add_copy(self, path: str, twin: str) -> None:
        """Record a further path of documents that the library has."""
        for name in self.names_at.get(twin, []):
            self.files_of[name].append(path)
            self.names_at.setdefault(path, []).append(name)
            self.records[name] = replace(self.records[name], also_at=tuple(self.files_of[name][1:]))
            self.moved_files.add(name)
            self.same.append((path, name))

    def named(self, document: Document, path: str) -> Document:
        """The document under a name that no other has: its file's name, with folders before it if need be."""
        name = document.record.document
        for parent in Path(path).parents:
            if name not in self.records:
                break
            name = f"{parent.name}/{name}" if parent.name else f"/{name}"
        return replace(document, record=replace(document.record, document=name, path=path))

    def embed_pending(self) -> None:
        """Embed the passages of all documents that wait, together, and write them."""
        import numpy as np

        if not self.pending:
            return
        require_room(self.library.folder, sum(len(waiting.passages) for waiting in self.pending) * STORED)
        texts = [
            embedded_text(waiting.document.record, passage) for waiting in self.pending for passage in waiting.passages
        ]
        vectors = np.zeros((len(texts), self.embedder.dimensions), np.float32)
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        for first in range(0, len(order), EMBED_AT_ONCE):
            self.report(f"embedding {self.pending[0].document.name}", first, len(texts))
            rows = order[first : first + EMBED_AT_ONCE]
            vectors[rows] = self.embedder.embed_passages([texts[row] for row in rows])
        done = 0
        for waiting in self.pending:
            document = waiting.document
            own = vectors[done : done + len(waiting.passages)]
            done += len(own)
            paths = self.files_of[document.name]
            self.writer.put(document, waiting.passages, own, files=paths, fingerprint=waiting.fingerprint)
        self.pending.clear()

    def counted(self, generation: Generation) -> Generation:
        return replace(
            generation,
            added=len(self.added - self.removed),
            updated=len(self.updated),
            removed=len(self.removed - self.added),
        )

    def summary(self, seconds: float) -> IngestReport:
        documents: list[Ingested] = []
        passages = 0
        generation = None
        if self.library.exists:
            index = self.library.index
            generation = self.library.generation
            passages = len(index.rows)
            counts = index.passage_counts
            given = self.found.given
            for record, status in self.library.documents():
                if record.document in self.added or record.document in self.updated:
                    change = "added" if record.document in self.added else "updated"
                elif given & {record.path, *record.also_at}:
                    change = "unchanged"
                else:
                    continue
                documents.append(Ingested(record.path, record, status, counts.get(record.document, 0), change))
        new = self.added | self.updated
        return IngestReport(
            added=len(self.added),
            updated=len(self.updated),
            unchanged=sum(item.change == "unchanged" for item in documents),
            removed=len(self.removed - new - self.names_before),
            passages=passages,
            seconds=seconds,
            generation=generation,
            failed=tuple(self.failed),
            documents=tuple(documents),
            same=tuple(self.same),
            alike=tuple(near_duplicates(self.library.index.sketches, new)) if new else (),
            skipped=self.found.skipped,
            renamed=tuple(self.renamed),
        )
