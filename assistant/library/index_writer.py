"""Changing a generation that no reader knows yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.library.chroma import BATCH, Collections
from assistant.library.derived_files import DOCUMENTS, PASSAGES, ROWS, WORDS, derive, derive_words
from assistant.library.entries import (
    document_key,
    embedded_text,
    pack_document,
    pack_passage,
    pack_whereabouts,
    place_on_a_circle,
    unpack_record,
)
from assistant.library.passage_file import PassageFile
from assistant.library.server.building import build_nearest
from assistant.library.vectors.sentence_vectors import Encode, forget_sentences, write_sentences
from assistant.library.word_index import WordEntry, WordIndex
from assistant.records import Document, Passage, Record

if TYPE_CHECKING:
    import numpy as np


class IndexWriter:
    """Changes a generation that no reader knows yet. Call `finish` once, then close."""

    def __init__(self, folder: Path, collections: Collections) -> None:
        self.folder = folder
        self.collections = collections
        collections.create()
        self._word_entries: list[WordEntry] = []
        self._removed: list[str] = []
        self._put: set[str] = set()
        self._waiting: dict[str, list[tuple[str, Any, str, dict[str, Any]]]] = {}
        self._twins = self._known_texts()

    @classmethod
    def open(cls, folder: Path) -> IndexWriter:
        return cls(folder, Collections.in_folder(folder / "chroma"))

    def _known_texts(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for page in self.collections.pages("passages", ["metadatas"]):
            for passage_id, metadata in zip(page["ids"], page["metadatas"], strict=True):
                known[metadata["embedded"]] = passage_id
        return known

    def put(
        self,
        document: Document,
        passages: Sequence[Passage],
        vectors: np.ndarray,
        *,
        files: Sequence[str],
        fingerprint: str,
    ) -> None:
        """Add one document with its indexed passages and their vectors, (len(passages), d)."""
        self._put.add(document.name)
        self._put_passages(document, passages, vectors)
        key = document_key(document.name)
        entry = pack_document(document, len(passages), files, fingerprint)
        self._keep("documents", key, place_on_a_circle(key), document.text, entry)
        if sum(map(len, self._waiting.values())) >= BATCH:
            self._flush()

    def _keep(self, collection: str, key: str, vector: Any, text: str, metadata: dict[str, Any]) -> None:
        self._waiting.setdefault(collection, []).append((key, vector, text, metadata))

    def _flush(self) -> None:
        """Write what waits: one call costs Chroma as much as the hundreds of entries that it takes."""
        for name, entries in self._waiting.items():
            for first in range(0, len(entries), BATCH):
                keys, vectors, texts, metadatas = zip(*entries[first : first + BATCH], strict=True)
                self.collections[name].upsert(
                    ids=list(keys), embeddings=list(vectors), documents=list(texts), metadatas=list(metadatas)
                )
        self._waiting.clear()

    def _put_passages(self, document: Document, passages: Sequence[Passage], vectors: np.ndarray) -> None:
        for passage, vector in zip(passages, vectors, strict=True):
            metadata = pack_passage(passage)
            text_hash = hashlib.sha256(embedded_text(document.record, passage).encode()).hexdigest()[:32]
            metadata["embedded"] = text_hash
            twin = self._twins.setdefault(text_hash, passage.id)
            if twin == passage.id:
                self._keep("passages", passage.id, vector, passage.text, metadata)
            else:
                metadata["same_as"] = twin
                self._keep("repeats", passage.id, place_on_a_circle(passage.id), passage.text, metadata)
            self._word_entries.append(WordEntry.of(document.record, passage))

    def remove(self, name: str) -> None:
        """Take one document and its passages out. A repeat whose twin goes takes over its vector."""
        self._flush()
        passages = self.collections["passages"]
        page = passages.get(where={"document": name}, include=["embeddings", "metadatas"])
        orphans: dict[str, tuple[Any, str]] = {}
        for passage_id, vector, metadata in zip(page["ids"], page["embeddings"], page["metadatas"], strict=True):
            orphans[passage_id] = (vector, metadata["embedded"])
            self._twins.pop(metadata["embedded"], None)
        if page["ids"]:
            passages.delete(where={"document": name})
        self.collections["repeats"].delete(where={"document": name})
        self._adopt(orphans)
        self.collections["documents"].delete(ids=[document_key(name)])
        self._removed.append(name)
        if name in self._put:  # within one generation, put and taken out again
            self._put.discard(name)
            self._word_entries = [entry for entry in self._word_entries if entry.document != name]

    def _adopt(self, orphans: Mapping[str, tuple[Any, str]]) -> None:
        """Give the vectors of removed passages to the first repeat of each."""
        ids = list(orphans)
        for first in range(0, len(ids), 500):
            page = self.collections["repeats"].get(
                where={"same_as": {"$in": ids[first : first + 500]}}, include=["documents", "metadatas"]
            )
            for passage_id, text, metadata in zip(page["ids"], page["documents"], page["metadatas"], strict=True):
                vector, text_hash = orphans[metadata["same_as"]]
                heir = self._twins.setdefault(text_hash, passage_id)
                if heir == passage_id:
                    kept = {key: value for key, value in metadata.items() if key != "same_as"}
                    self.collections["repeats"].delete(ids=[passage_id])
                    self.collections["passages"].upsert(
                        ids=[passage_id], embeddings=[vector], documents=[text], metadatas=[kept]
                    )
                else:
                    self.collections["repeats"].update(ids=[passage_id], metadatas=[{"same_as": heir}])

    def set_files(self, name: str, files: Sequence[str], record: Record) -> None:
        """Record that the same bytes now lie at these paths."""
        self._flush()
        self.collections["documents"].update(ids=[document_key(name)], metadatas=[pack_whereabouts(record, files)])

    def finish(self, encode: Encode | None = None) -> tuple[int, int]:
        """Write the derived files, those of the sentences with `encode`. Returns the counts of documents and of
        indexed passages."""
        self._flush()
        counts = derive(self.folder, self.collections)
        if self.collections.shared:
            build_nearest(self.collections)
        if encode is None:
            forget_sentences(self.folder)
        else:
            self._write_sentences(encode)
        words = self.folder / WORDS
        if WordIndex.usable(words):
            WordIndex.update(words, add=self._word_entries, remove_documents=self._removed)
        else:
            derive_words(self.folder, self.collections)
        return counts

    def _write_sentences(self, encode: Encode) -> None:
        """Write the vectors of the sentences of the rows just written."""
        import numpy as np

        stored = json.loads((self.folder / DOCUMENTS).read_text("utf-8"))
        records = {name: unpack_record(entry["record"]) for name, entry in stored.items()}
        kept = PassageFile(self.folder / PASSAGES)

        def passage_at(row: int) -> tuple[Passage, Record]:
            passage = kept.passage(row)
            return passage, records[passage.document]

        with np.load(self.folder / ROWS, allow_pickle=False) as columns:
            ids = columns["ids"].tolist()
        write_sentences(self.folder, ids, passage_at, encode)

    def close(self) -> None:
        self.collections.close()
