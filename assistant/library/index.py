"""One generation of the library, opened for reading.

Chroma holds passages and document records; beside it lie files derived from it and rebuilt when missing: `rows.npz`
and `vectors.npy` (columns of all passages, for exact scans), `texts.bin` (the passages), `whole.bin` (the documents),
`documents.json` (records and relations), `words/`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import LibraryDamaged
from assistant.library.chroma import Collections, nearest_name
from assistant.library.derived_files import (
    DOCUMENTS,
    PASSAGES,
    ROWS,
    VECTORS,
    WHOLE,
    WORDS,
    derive,
    derive_passages,
    derive_words,
)
from assistant.library.entries import document_key, unpack_document, unpack_record, unpack_relation
from assistant.library.near_duplicates import sketch, unpack_sketch
from assistant.library.passage_file import PassageFile
from assistant.library.server.building import build_nearest
from assistant.library.validity import incoming_relations, resolve_relations, status_as_of
from assistant.records import Document, Passage, Record, Relation, Status

if TYPE_CHECKING:
    import numpy as np

    from assistant.library.vectors.sentence_vectors import SentenceVectors
    from assistant.library.word_index import WordIndex

KEPT = 16  # documents whose passages stay in memory


@dataclass(frozen=True, slots=True)
class Rows:
    """Columns of all indexed passages; those of one document are neighbours, in the document's order.

    Shapes: n rows; `vectors` (n, d) float32 with unit rows, memory-mapped from disk.
    """

    ids: Sequence[str]
    documents: tuple[str, ...]
    document: np.ndarray  # int32 (n,), index into `documents`
    languages: tuple[str, ...]
    language: np.ndarray  # int8 (n,), index into `languages`
    position: np.ndarray  # int32 (n,)
    vectors: Any  # None where they lie on a server
    twin: Any = None  # int32 (n,), the row whose vector it is, its own but for repeats; None in older files

    def __len__(self) -> int:
        return len(self.document)


@dataclass(frozen=True, slots=True)
class FileEntry:
    """What the library remembers of one ingested file, to tell whether it changed."""

    path: str
    fingerprint: str
    documents: tuple[str, ...]


class Index:
    """One generation, opened for reading. Threads may share it."""

    def __init__(self, folder: Path, collections: Collections) -> None:
        self.folder = folder
        self._collections = collections
        wanted = (ROWS, DOCUMENTS) if self.on_server else (ROWS, VECTORS, DOCUMENTS)
        if not all((folder / name).exists() for name in wanted):
            derive(folder, collections)
        if self.on_server and self.rows.twin is None:  # of an earlier version
            derive(folder, collections)
            del self.rows

    @classmethod
    def open(cls, folder: Path) -> Index:
        return cls(folder, Collections.in_folder(folder / "chroma"))

    @property
    def on_server(self) -> bool:
        """Whether the vectors lie on a Chroma server, and are asked there."""
        return self._collections.shared

    def close(self) -> None:
        self._collections.close()

    @cached_property
    def rows(self) -> Rows:
        import numpy as np

        with np.load(self.folder / ROWS, allow_pickle=False) as columns:
            return Rows(
                ids=columns["ids"].tolist(),
                documents=tuple(columns["documents"].tolist()),
                document=columns["document"],
                languages=tuple(columns["languages"].tolist()),
                language=columns["language"],
                position=columns["position"],
                # A plain array over the mapped file: the memmap class makes every use of it slower.
                vectors=None if self.on_server else np.asarray(np.load(self.folder / VECTORS, mmap_mode="r")),
                twin=columns.get("twin"),
            )

    @cached_property
    def words(self) -> WordIndex:
        from assistant.library.word_index import WordIndex

        folder = self.folder / WORDS
        if WordIndex.usable(folder):
            words = WordIndex(folder)
            if len(words) == len(self.rows):
                return words
        derive_words(self.folder, self._collections)
        return WordIndex(folder)

    @cached_property
    def sentences(self) -> SentenceVectors | None:
        """The sentences of all passages as vectors; None where the generation was made without."""
        from assistant.library.vectors.sentence_vectors import SentenceVectors

        return SentenceVectors.open(self.folder, len(self.rows))

    @cached_property
    def _passages(self) -> PassageFile:
        path = self.folder / PASSAGES
        if path.is_file():
            passages = PassageFile(path)
            if len(passages) == len(self.rows):
                return passages
        derive_passages(self.folder, self._collections, self.rows.ids)
        return PassageFile(path)

    @cached_property
    def _stored(self) -> dict[str, Any]:
        stored: dict[str, Any] = json.loads((self.folder / DOCUMENTS).read_text("utf-8"))
        return stored

    @cached_property
    def records(self) -> Mapping[str, Record]:
        return {name: unpack_record(entry["record"]) for name, entry in self._stored.items()}

    @cached_property
    def files(self) -> Mapping[str, FileEntry]:
        """Every ingested path with the fingerprint it had."""
        found: dict[str, FileEntry] = {}
        for name, entry in self._stored.items():
            for path in entry["files"]:
                before = found[path].documents if path in found else ()
                found[path] = FileEntry(path, entry["fingerprint"], (*before, name))
        return found

    @cached_property
    def relations(self) -> Mapping[str, tuple[Relation, ...]]:
        """For each document its own relations, targets resolved within the library."""
        return resolve_relations(
            (record, tuple(unpack_relation(relation) for relation in self._stored[name]["relations"]))
            for name, record in self.records.items()
        )

    @cached_property
    def incoming(self) -> Mapping[str, tuple[tuple[Relation, Record], ...]]:
        """For each document what others do to it, to tell its status from."""
        return incoming_relations(self.records.values(), self.relations)

    def status(self, record: Record, as_of: date) -> Status:
        """Whether a document of this generation is valid as of a date."""
        return status_as_of(record, self.incoming.get(record.document, ()), as_of)

    @cached_property
    def sketches(self) -> Mapping[str, tuple[int, ...]]:
        """For each document the sketch of its text, to tell near-duplicates by."""
        found: dict[str, tuple[int, ...]] = {}
        for page in self._collections.pages("documents", ["metadatas"]):
            for metadata in page["metadatas"]:
                name, packed = metadata["document"], metadata.get("sketch")
                # libraries of an earlier make hold none
                found[name] = sketch(self.document(name).text) if packed is None else unpack_sketch(packed)
        return found

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {passage_id: row for row, passage_id in enumerate(self.rows.ids)}

    @cached_property
    def passage_counts(self) -> Mapping[str, int]:
        """How many indexed passages each document has."""
        import numpy as np

        counts = np.bincount(self.rows.document, minlength=len(self.rows.documents)).tolist()
        return dict(zip(self.rows.documents, counts, strict=True))

    def row_of(self, passage_id: str) -> int:
        return self._row_of[passage_id]

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of these rows, in the order given."""
        return [self._passages.passage(row) for row in rows]

    def vectors(self, rows: Sequence[int]) -> np.ndarray:
        """float32 (len(rows), d): the vectors of these rows, in the order given."""
        import numpy as np

        if not self.on_server:
            return np.asarray(self.rows.vectors[list(rows)])
        ids = [self.rows.ids[self.rows.twin[row]] for row in rows]
        return self._collections.vectors(ids)

    def nearest(self, language: str) -> Any:
        """The collection of a server that holds the vectors of one language, to be asked for the nearest."""
        from chromadb.errors import NotFoundError

        try:
            return self._collections[nearest_name(language)]
        except NotFoundError as error:
            raise LibraryDamaged(
                "The library on the Chroma server was made by an earlier version. Run: policy-assistant library upgrade"
            ) from error

    def make_askable(self) -> None:
        """Have the vectors of a generation of an earlier version asked on its server. The caller holds the lock."""
        if self.on_server and not self._collections.askable:
            build_nearest(self._collections)

    def labelled(self, documents: Sequence[str], labels: Sequence[str]) -> list[Passage]:
        """The passages of these documents that carry one of these printed labels ("Article 5"), in order."""
        wanted = set(labels)
        found = [one for name in documents for one in self.passages_of(name)] if wanted else []
        return sorted((one for one in found if one.label in wanted), key=lambda one: (one.document, one.position))

    def passages_from(self, document: str, start: int, end: int) -> list[Passage]:
        """The passages of a document that begin between two places of its text, in order."""
        return [one for one in self.passages_of(document) if start <= one.start < end]

    def passage_at(self, document: str, offset: int) -> Passage | None:
        """The indexed passage that holds a place of a document's text."""
        return next((one for one in self.passages_of(document) if one.start <= offset < one.end), None)

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document in order; those of a few documents asked for are kept."""
        known = self._of_document.get(document)
        if known is None:
            import numpy as np

            number = self._number_of.get(document)
            rows = [] if number is None else np.flatnonzero(self.rows.document == number).tolist()
            known = tuple(sorted(self.passages(rows), key=lambda one: one.position))
            if len(self._of_document) >= KEPT:
                self._of_document.clear()
            self._of_document[document] = known
        return known

    @cached_property
    def _number_of(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.rows.documents)}

    @cached_property
    def _of_document(self) -> dict[str, tuple[Passage, ...]]:
        return {}

    def document(self, name: str) -> Document:
        """A whole document, its relations resolved. KeyError when the library does not hold it."""
        record, relations = self.records[name], self.relations[name]
        if self._whole is not None:
            _, text, values = self._whole.entry(self._place_of[name])
            return unpack_document(record, relations, text, values)
        page = self._collections["documents"].get(ids=[document_key(name)], include=["documents", "metadatas"])
        return unpack_document(record, relations, page["documents"][0], page["metadatas"][0])

    @cached_property
    def _whole(self) -> PassageFile | None:
        """The documents' texts and outlines; None for a generation of an earlier version, which Chroma alone has."""
        path = self.folder / WHOLE
        return PassageFile(path) if path.is_file() else None

    @cached_property
    def _place_of(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self._stored)}
