"""Files and folders into the library: what changed is read, split, embedded and put into the next generation."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.chroma import embedded_text
from assistant.embedding import Embedder
from assistant.errors import MissingPath, Unreadable
from assistant.library import Generation, Library
from assistant.reading import read_documents
from assistant.records import Document, Passage, Record, Status
from assistant.resembling import NEAR, resemblance, sketch
from assistant.splitting import split
from assistant.writing import IndexWriter

READER = 2  # raised when reading or splitting changes, so that known files are read again
ABOUT_THE_FOLDER = ("readme", "manifest", "license", "licence", "notice")  # files that describe a folder, not policy
EMBED_AT_ONCE = 64  # texts between two updates of the progress bar, and between two commits of the cache

Report = Callable[[str, int, int], None]  # what is done, how much of it, of how much


@dataclass(frozen=True, slots=True)
class Failure:
    path: str
    reason: str


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
class Plan:
    """What has to be done, decided from hashes alone."""

    read: tuple[tuple[Path, str], ...]  # path and fingerprint
    unchanged: tuple[str, ...]
    copies: tuple[tuple[str, str], ...]  # a path, and the known path with the same bytes
    drop: tuple[str, ...]  # known paths that are gone

    @property
    def changes(self) -> bool:
        return bool(self.read or self.copies or self.drop)


def ingest(
    library: Library,
    embedder: Embedder,
    paths: Sequence[Path],
    *,
    prune: bool = False,
    report: Report = lambda stage, done, total: None,
) -> IngestReport:
    """Bring the library up to date with these files and folders.

    Raises MissingPath before anything is touched; files that cannot be read end up in `failed`. With `prune`, documents
    of the given folders whose files are gone are removed.
    """
    began = time.monotonic()
    files, skipped = find_files(paths)
    with library.locked():
        library.refresh()
        plan = make_plan(library, files, [path for path in paths if path.is_dir()] if prune else [], report)
        run = Run(library, embedder, plan, report)
        if plan.changes:
            run.build()
        return run.summary(files, skipped, time.monotonic() - began)


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """All files at or below these paths, sorted, and those skipped because they only describe a folder.

    Hidden files and sidecars are left out. Raises MissingPath.
    """
    files: dict[Path, None] = {}
    skipped: list[str] = []
    for path in paths:
        if path.is_dir():
            for folder, subfolders, names in os.walk(path):
                subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
                for name in sorted(names):
                    if name.startswith(".") or name.endswith(".meta.yaml"):
                        continue
                    if name.split(".")[0].lower() in ABOUT_THE_FOLDER:
                        skipped.append(str(Path(folder) / name))
                        continue
                    files[(Path(folder) / name).resolve()] = None
        elif path.exists():
            files[path.resolve()] = None
        else:
            raise MissingPath(f"{path} does not exist. Name files or folders that do, or none for corpus/.")
    return list(files), skipped


def fingerprint(path: Path) -> str:
    """Hash of a file, its sidecar and the reader's version."""
    digest = hashlib.sha256(f"reader {READER}\n".encode())
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    sidecar = path.with_name(path.name + ".meta.yaml")
    if sidecar.is_file():
        digest.update(b"\nsidecar\n" + sidecar.read_bytes())
    return digest.hexdigest()


def make_plan(library: Library, files: Sequence[Path], pruned: Sequence[Path], report: Report) -> Plan:
    """Compare the files with what the library knows of them."""
    known = library.index.files if library.exists else {}
    at_home: dict[str, str] = {}  # fingerprint → a path that holds it and still exists
    for entry in known.values():
        if Path(entry.path).exists():
            at_home.setdefault(entry.fingerprint, entry.path)
    read: list[tuple[Path, str]] = []
    unchanged: list[str] = []
    copies: list[tuple[str, str]] = []
    for done, path in enumerate(files):
        report("hashing", done, len(files))
        try:
            print_ = fingerprint(path)
        except OSError:
            print_ = ""  # reading will say why it cannot be read
        name = str(path)
        if name in known and known[name].fingerprint == print_:
            unchanged.append(name)
        elif print_ and print_ in at_home:
            copies.append((name, at_home[print_]))
        else:
            read.append((path, print_))
            if print_:
                at_home[print_] = name
    folders = [str(folder.resolve()) + os.sep for folder in pruned]
    moved = {print_ for _, print_ in read}
    drop = [
        name
        for name, entry in known.items()
        if not Path(name).exists()
        and (any(name.startswith(folder) for folder in folders) or entry.fingerprint in moved)
    ]
    return Plan(tuple(read), tuple(unchanged), tuple(copies), tuple(drop))


@dataclass
class Run:
    """One ingest under way."""

    library: Library
    embedder: Embedder
    plan: Plan
    report: Report
    failed: list[Failure] = field(default_factory=list)
    added: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    same: list[tuple[str, str]] = field(default_factory=list)
    files_of: dict[str, list[str]] = field(default_factory=dict)  # document → paths
    records: dict[str, Record] = field(default_factory=dict)
    moved_files: set[str] = field(default_factory=set)  # documents whose list of paths changed
    renamed: list[tuple[str, str]] = field(default_factory=list)
    changed: bool = False

    def build(self) -> None:
        """Make the next generation, unless every change turns out to be a refusal."""
        if self.library.exists:
            self.records = dict(self.library.index.records)
            for entry in self.library.index.files.values():
                for name in entry.documents:
                    self.files_of.setdefault(name, []).append(entry.path)
        with self.library.building() as (writer, generation):
            known = self.library.index.files if self.library.exists else {}
            moved_from = {known[gone].fingerprint: gone for gone in self.plan.drop}
            for gone in self.plan.drop:
                self.leave(writer, gone)
            for done, (path, print_) in enumerate(self.plan.read):
                self.report(f"reading {path.name}", done, len(self.plan.read))
                self.take_in(writer, path, print_, moved_from.get(print_))
            for copy, twin in self.plan.copies:
                self.leave(writer, copy)
                self.add_copy(copy, twin)
            for name in self.moved_files & self.records.keys():
                writer.set_files(name, self.files_of[name], self.records[name])
            if self.changed:
                self.report("finishing", 0, 1)
                self.library.commit(writer, self.counted(generation))
        if self.changed:
            self.library.refresh()

    def take_in(self, writer: IndexWriter, path: Path, print_: str, moved_from: str | None) -> None:
        """Read one file and put its documents in place of those that it, or the file it was renamed from, gave."""
        documents: list[Document] = []
        try:
            for document in read_documents(path):  # an archive may give some members and refuse others
                documents.append(document)
        except Unreadable as error:
            kept = not documents and any(str(path) in files for files in self.files_of.values())
            tail = " (the version read before is kept)" if kept else ""
            self.failed.append(Failure(error.path, error.reason + tail))
            if not documents:
                return
        before = {name for name, files in self.files_of.items() if str(path) in files}
        self.leave(writer, str(path))
        if moved_from is not None:
            self.renamed.append((moved_from, str(path)))
        for document in documents:
            document = self.named(document, path)
            passages = [passage for passage in split(document) if passage.unit != "heading"]
            vectors = self.embed(document, passages)
            files = [str(path)]
            writer.put(document, passages, vectors, files=files, fingerprint=print_)
            self.records[document.name] = document.record
            self.files_of[document.name] = files
            self.removed.discard(document.name)
            (self.updated if document.name in before or moved_from else self.added).add(document.name)
            self.changed = True

    def leave(self, writer: IndexWriter, path: str) -> None:
        """Forget a path; documents that lie nowhere else go with it."""
        for name, files in list(self.files_of.items()):
            if path not in files:
                continue
            files.remove(path)
            self.changed = True
            if files:
                self.moved_files.add(name)
                self.records[name] = replace(self.records[name], path=files[0], also_at=tuple(files[1:]))
            else:
                writer.remove(name)
                del self.files_of[name], self.records[name]
                self.removed.add(name)

    def add_copy(self, path: str, twin: str) -> None:
        """Record a further path of documents that the library has."""
        for name, files in self.files_of.items():
            if twin in files and path not in files:
                files.append(path)
                self.records[name] = replace(self.records[name], also_at=tuple(files[1:]))
                self.moved_files.add(name)
                self.same.append((path, name))
                self.changed = True

    def named(self, document: Document, path: Path) -> Document:
        """The document under a name that no other has: its file's name, with folders before it if need be."""
        name = document.record.document
        for parent in path.parents:
            if name not in self.records:
                break
            name = f"{parent.name}/{name}" if parent.name else f"/{name}"
        return replace(document, record=replace(document.record, document=name, path=str(path)))

    def embed(self, document: Document, passages: Sequence[Passage]) -> Any:
        """Vectors of the passages, (n, d)."""
        import numpy as np

        texts = [embedded_text(document.record, passage) for passage in passages]
        parts = []
        for first in range(0, len(texts), EMBED_AT_ONCE):
            self.report(f"embedding {document.name}", first, len(texts))
            parts.append(self.embedder.embed_passages(texts[first : first + EMBED_AT_ONCE]))
        return np.concatenate(parts) if parts else np.zeros((0, self.embedder.dimensions), np.float32)

    def counted(self, generation: Generation) -> Generation:
        return replace(
            generation,
            added=len(self.added - self.removed),
            updated=len(self.updated),
            removed=len(self.removed - self.added),
        )

    def summary(self, files: Sequence[Path], skipped: Sequence[str], seconds: float) -> IngestReport:
        documents: list[Ingested] = []
        passages = 0
        generation = None
        if self.library.exists:
            index = self.library.index
            generation = self.library.generation
            passages = len(index.rows)
            counts = index.passage_counts
            given = {str(path) for path in files}
            for record, status in self.library.documents():
                if record.document in self.added or record.document in self.updated:
                    change = "added" if record.document in self.added else "updated"
                elif given & {record.path, *record.also_at}:
                    change = "unchanged"
                else:
                    continue
                documents.append(Ingested(record.path, record, status, counts.get(record.document, 0), change))
        return IngestReport(
            added=len(self.added),
            updated=len(self.updated),
            unchanged=sum(item.change == "unchanged" for item in documents),
            removed=max(len(self.removed - self.added - self.updated) - len(self.renamed), 0),
            passages=passages,
            seconds=seconds,
            generation=generation,
            failed=tuple(self.failed),
            documents=tuple(documents),
            same=tuple(self.same),
            alike=self.alike(),
            skipped=tuple(skipped),
            renamed=tuple(self.renamed),
        )

    def alike(self) -> tuple[tuple[str, str, float], ...]:
        """Pairs of a document of this run and any other that are nearly the same text."""
        if not (self.added or self.updated):
            return ()
        sketches = {name: sketch(self.library.index.document(name).text) for name in self.library.index.records}
        pairs = []
        for name in sorted(self.added | self.updated):
            for other, other_sketch in sketches.items():
                if other != name and not (other in self.added | self.updated and other < name):
                    share = resemblance(sketches[name], other_sketch)
                    if share >= NEAR:
                        pairs.append((name, other, round(share, 2)))
        return tuple(pairs)
