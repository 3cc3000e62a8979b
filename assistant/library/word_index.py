"""Words of both languages, in tantivy, and the tokens of every passage for exact rescoring.

tantivy finds candidates; its BM25 constants are fixed (k1 1.2, b 0.75), which measured as good as 0.9 / 0.4 on our sets
(docs/finding.md). Beside it lie the tokens of each passage as 32-bit hashes in one array, in the order of the text, so
that any candidate can be scored exactly, together with its neighbours, in microseconds and without touching the index.
"""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from assistant.language.tokens import tokens
from assistant.records import Passage, Record

FORMAT = 2  # raised whenever tokens or files change shape, so that an older folder is rebuilt
WRITER_BYTES = 64_000_000
REMEMBERED = 50_000  # words whose frequency is kept in memory


@dataclass(frozen=True, slots=True)
class WordEntry:
    """One passage to be indexed; entries of one document come together and in the document's order."""

    row_id: str
    document: str
    language: str
    title: str
    section: str
    text: str

    @classmethod
    def of(cls, record: Record, passage: Passage) -> WordEntry:
        """A passage under the titles of its document."""
        title = " ".join(part for part in (record.title, record.title_zh) if part)
        return cls(passage.id, passage.document, passage.language, title, passage.section, passage.text)


def hashed(words: Sequence[str]) -> np.ndarray:
    """uint32 (len(words),): CRC-32 of each token, as stored beside the index."""
    return np.fromiter((zlib.crc32(word.encode()) for word in words), np.uint32, len(words))


def _key(row_id: str) -> int:
    return int.from_bytes(blake2b(row_id.encode(), digest_size=8).digest()) >> 1  # fits tantivy's fast field and int64


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", fast=True)
    for name in ("document", "language"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("text", "head"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


@dataclass(frozen=True, slots=True)
class Columns:
    """The passages in slot order (that of indexing): hashed tokens of body and head (title and section path).

    Shapes for n passages: `keys` int64 (n,); `document` int32 (n,), index into `documents`; `body_starts` and
    `head_starts` int64 (n + 1,), offsets into the uint32 arrays `body` and `head`.
    """

    documents: tuple[str, ...]
    document: np.ndarray
    keys: np.ndarray
    body: np.ndarray
    body_starts: np.ndarray
    head: np.ndarray
    head_starts: np.ndarray

    ARRAYS = ("document", "keys", "body", "body_starts", "head", "head_starts")

    @classmethod
    def of(cls, prepared: Sequence[_Prepared]) -> Columns:
        names = tuple(dict.fromkeys(entry.document for entry in prepared))
        number = {name: i for i, name in enumerate(names)}
        bodies, heads = [hashed(entry.body) for entry in prepared], [hashed(entry.head) for entry in prepared]
        return cls(
            documents=names,
            document=np.array([number[entry.document] for entry in prepared], np.int32),
            keys=np.array([entry.key for entry in prepared], np.int64),
            body=np.concatenate(bodies) if bodies else np.empty(0, np.uint32),
            body_starts=np.cumsum([0, *map(len, bodies)], dtype=np.int64),
            head=np.concatenate(heads) if heads else np.empty(0, np.uint32),
            head_starts=np.cumsum([0, *map(len, heads)], dtype=np.int64),
        )

    @classmethod
    def load(cls, folder: Path) -> Columns:
        # Plain arrays over the mapped files: the memmap class makes every slice ten times slower.
        arrays = {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in cls.ARRAYS}
        return cls(documents=tuple(json.loads((folder / "documents.json").read_text("utf-8"))), **arrays)

    def save(self, folder: Path) -> None:
        for name in self.ARRAYS:
            part = folder / f"{name}.npy.part"
            with part.open("wb") as file:
                np.save(file, getattr(self, name))
            part.replace(folder / f"{name}.npy")  # a reader that has mapped the old file keeps it
        (folder / "documents.json").write_text(json.dumps(self.documents, ensure_ascii=False), "utf-8")

    def without(self, removed: Collection[str]) -> Columns:
        kept_documents = tuple(name for name in self.documents if name not in removed)
        number = {name: i for i, name in enumerate(kept_documents)}
        renumbered = np.array([number.get(name, -1) for name in self.documents], np.int32)
        document = renumbered[self.document] if len(self.document) else self.document
        rows = np.flatnonzero(document >= 0)
        body, body_starts = _gather(self.body, self.body_starts, rows)
        head, head_starts = _gather(self.head, self.head_starts, rows)
        return Columns(kept_documents, document[rows], self.keys[rows], body, body_starts, head, head_starts)

    def plus(self, other: Columns) -> Columns:
        """Both, one after the other; they share no document."""

        def joined(mine: np.ndarray, theirs: np.ndarray) -> np.ndarray:
            return np.concatenate([mine, theirs[1:] + mine[-1]])

        return Columns(
            self.documents + other.documents,
            np.concatenate([self.document, other.document + np.int32(len(self.documents))]),
            np.concatenate([self.keys, other.keys]),
            np.concatenate([self.body, other.body]),
            joined(self.body_starts, other.body_starts),
            np.concatenate([self.head, other.head]),
            joined(self.head_starts, other.head_starts),
        )


def _gather(values: np.ndarray, starts: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The slices of `rows`, joined, and their starts."""
    lengths = starts[rows + 1] - starts[rows]
    new_starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    places = np.arange(new_starts[-1]) + np.repeat(starts[rows] - new_starts[:-1], lengths)
    return values[places], new_starts


@dataclass(frozen=True, slots=True)
class _Prepared:
    key: int
    document: str
    language: str
    body: list[str]
    head: list[str]

    @classmethod
    def of(cls, entry: WordEntry) -> _Prepared:
        head = tokens(f"{entry.title} {entry.section}")
        return cls(_key(entry.row_id), entry.document, entry.language, tokens(entry.text), head)


class WordIndex:
    """One folder of words, opened for reading. Threads may share it, and any number of processes may read."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.columns = Columns.load(folder)
        self._searcher = tantivy.Index.open(str(folder / "tantivy")).searcher()
        self._schema = _schema()
        self._order = np.argsort(self.columns.keys, kind="stable")
        self._sorted = np.asarray(self.columns.keys)[self._order]
        self._frequencies: dict[str, int] = {}

    @staticmethod
    def usable(folder: Path) -> bool:
        """Whether a folder was written whole, by this version."""
        stamp = folder / "format"
        return stamp.is_file() and stamp.read_text("ascii").strip() == str(FORMAT)

    @staticmethod
    def build(folder: Path, entries: Iterable[WordEntry]) -> None:
        """Writes the folder anew from all entries."""
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "tantivy").mkdir(parents=True)
        import tantivy

        _write(tantivy.Index(_schema(), str(folder / "tantivy")), folder, Columns.of(()), entries, ())

    @staticmethod
    def update(folder: Path, add: Iterable[WordEntry], remove_documents: Iterable[str]) -> None:
        """Removes documents, then adds entries; a document that is added anew must be among the removed."""
        import tantivy

        removed = set(remove_documents)
        kept = Columns.load(folder).without(removed)
        (folder / "format").unlink(missing_ok=True)
        _write(tantivy.Index.open(str(folder / "tantivy")), folder, kept, add, removed)

    def __len__(self) -> int:
        return len(self._sorted)

    def slots(self, row_ids: Sequence[str]) -> np.ndarray:
        """int64 (len(row_ids),): the slot of each passage, -1 for one that is not here."""
        return self._slots_of(np.array([_key(row_id) for row_id in row_ids], np.int64))

    def _slots_of(self, keys: np.ndarray) -> np.ndarray:
        if not len(self._sorted):
            return np.full(len(keys), -1)
        places = np.minimum(np.searchsorted(self._sorted, keys), len(self._sorted) - 1)
        return np.where(self._sorted[places] == keys, self._order[places], -1)

    def content(self, slot: int) -> np.ndarray:
        """The hashed tokens of a passage's body, the same for copies that differ in punctuation, case or script."""
        starts = self.columns.body_starts
        return self.columns.body[starts[slot] : starts[slot + 1]]

    def frequency(self, word: str) -> int:
        """In how many passages a token occurs."""
        known = self._frequencies.get(word)
        if known is None:
            if len(self._frequencies) >= REMEMBERED:
                self._frequencies.clear()
            known = self._frequencies[word] = int(self._searcher.doc_freq("text", word))
        return known

    def find(
        self,
        language: str,
        weights: Mapping[str, float],
        limit: int,
        documents: Collection[str] | None = None,
        spoken: np.ndarray | None = None,
    ) -> np.ndarray:
        """Slots of the passages of a language that score best for weighted tokens, best first.

        `documents` narrows the search to passages of these documents. `spoken`, bool (slots,), tells which passages are
        of the language; it makes the search quicker where nearly all passages with these tokens are.
        """
        import tantivy

        if not weights or not len(self) or (documents is not None and not documents):
            return np.empty(0, np.int64)
        query, occur, schema = tantivy.Query, tantivy.Occur, self._schema
        wanted = []
        for word, weight in weights.items():
            wanted.append((occur.Should, query.boost_query(query.term_query(schema, "text", word), weight)))
            wanted.append((occur.Should, query.boost_query(query.term_query(schema, "head", word), weight * 0.3)))
        any_of = query.boolean_query(wanted)
        if documents is None and spoken is not None:  # tantivy skips what cannot be among the best in plain unions only
            found = self._best(any_of, 2 * limit)
            of_language: np.ndarray = found[spoken[found]][:limit]
            if len(of_language) == limit or len(found) < 2 * limit:
                return of_language
        must = [(occur.Must, any_of)]
        must.append((occur.Must, query.const_score_query(query.term_query(schema, "language", language), 0.0)))
        if documents is not None:
            chosen = query.term_set_query(schema, "document", list(documents))
            must.append((occur.Must, query.const_score_query(chosen, 0.0)))
        return self._best(query.boolean_query(must), limit)

    def _best(self, query: Any, limit: int) -> np.ndarray:
        """Slots of the passages that score best, best first."""
        hits = self._searcher.search(query, limit, count=False).hits
        if not hits:
            return np.empty(0, np.int64)
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        found = self._slots_of(np.array(keys, np.int64))
        return found[found >= 0]


def _write(index: Any, folder: Path, kept: Columns, entries: Iterable[WordEntry], removed: Collection[str]) -> None:
    import tantivy

    writer = index.writer(WRITER_BYTES, 1)
    for name in removed:
        writer.delete_documents_by_term("document", name)
    prepared = []
    for entry in entries:
        made = _Prepared.of(entry)
        prepared.append(made)
        document = tantivy.Document()
        document.add_unsigned("key", made.key)
        document.add_text("document", made.document)
        document.add_text("language", made.language)
        document.add_text("text", " ".join(made.body))
        document.add_text("head", " ".join(made.head))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    kept.plus(Columns.of(prepared)).save(folder)
    (folder / "format").write_text(f"{FORMAT}\n", "ascii")  # last: its presence says that the rest is whole
