"""One generation of the library, opened for reading.

Chroma holds passages and document records; beside it lie files derived from it and rebuilt when missing: `rows.npz`
and `vectors.npy` (columns of all passages, for exact scans), `texts.bin` (the passages), `documents.json` (records and
relations), `words/`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.records import Document, Page, Passage, Record, Relation, Section
from assistant.serial import unpack_record, unpack_relation
from assistant.storing.chroma import Collections, document_key, unpack_passage
from assistant.storing.deriving import derive, derive_texts, derive_words
from assistant.storing.resembling import sketch, unpack_sketch
from assistant.storing.texts import Texts
from assistant.storing.words import WordIndex
from assistant.validity import incoming_relations, resolve_relations

if TYPE_CHECKING:
    import numpy as np


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
    vectors: np.ndarray

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
        if not all((folder / name).exists() for name in ("rows.npz", "vectors.npy", "documents.json")):
            derive(folder, collections)

    @classmethod
    def open(cls, folder: Path) -> Index:
        return cls(folder, Collections.in_folder(folder / "chroma"))

    def close(self) -> None:
        self._collections.close()

    @cached_property
    def rows(self) -> Rows:
        import numpy as np

        with np.load(self.folder / "rows.npz", allow_pickle=False) as columns:
            return Rows(
                ids=columns["ids"].tolist(),
                documents=tuple(columns["documents"].tolist()),
                document=columns["document"],
                languages=tuple(columns["languages"].tolist()),
                language=columns["language"],
                position=columns["position"],
                # A plain array over the mapped file: the memmap class makes every use of it slower.
                vectors=np.asarray(np.load(self.folder / "vectors.npy", mmap_mode="r")),
            )

    @cached_property
    def words(self) -> WordIndex:
        folder = self.folder / "words"
        if WordIndex.usable(folder):
            words = WordIndex.open(folder)
            if len(words) == len(self.rows):
                return words
        derive_words(self.folder, self._collections)
        return WordIndex.open(folder)

    @cached_property
    def _texts(self) -> Texts:
        path = self.folder / "texts.bin"
        if path.is_file():
            texts = Texts(path)
            if len(texts) == len(self.rows):
                return texts
        derive_texts(self.folder, self._collections, self.rows.ids)
        return Texts(path)

    @cached_property
    def _stored(self) -> dict[str, Any]:
        stored: dict[str, Any] = json.loads((self.folder / "documents.json").read_text("utf-8"))
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
        return [self._texts.passage(row) for row in rows]

    def labelled(self, documents: Sequence[str], labels: Sequence[str]) -> list[Passage]:
        """The passages of these documents that carry one of these printed labels ("Article 5"), in order."""
        if not documents or not labels:
            return []
        where = {"$and": [{"document": {"$in": list(documents)}}, {"label": {"$in": list(labels)}}]}
        return self._where(where)

    def passages_from(self, document: str, start: int, end: int) -> list[Passage]:
        """The passages of a document that begin between two places of its text, in order."""
        where = {"$and": [{"document": document}, {"start": {"$gte": start}}, {"start": {"$lt": end}}]}
        return self._where(where)

    def passage_at(self, document: str, offset: int) -> Passage | None:
        """The indexed passage that holds a place of a document's text."""
        where = {"$and": [{"document": document}, {"start": {"$lte": offset}}, {"end": {"$gt": offset}}]}
        return next(iter(self._where(where)), None)

    def _where(self, where: Mapping[str, Any]) -> list[Passage]:
        found = []
        for name in ("passages", "repeats"):
            page = self._collections[name].get(where=where, include=["documents", "metadatas"])
            found += [
                unpack_passage(passage_id, text, metadata)
                for passage_id, text, metadata in zip(page["ids"], page["documents"], page["metadatas"], strict=True)
            ]
        return sorted(found, key=lambda passage: (passage.document, passage.position))

    def document(self, name: str) -> Document:
        """A whole document, its relations resolved. KeyError when the library does not hold it."""
        record = self.records[name]
        page = self._collections["documents"].get(ids=[document_key(name)], include=["documents", "metadatas"])
        metadata = page["metadatas"][0]
        return Document(
            record=record,
            text=page["documents"][0],
            sections=tuple(
                Section(**{**values, "path": tuple(values["path"])}) for values in json.loads(metadata["sections"])
            ),
            pages=tuple(Page(**values) for values in json.loads(metadata["pages"])),
            relations=self.relations[name],
        )
