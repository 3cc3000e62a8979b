"""The derived files of a generation, made from Chroma alone: columns for exact scans, records, passages, and words."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.library.chroma import Collections
from assistant.library.entries import unpack_passage, unpack_record
from assistant.library.passage_file import PassageFileWriter

if TYPE_CHECKING:
    from assistant.library.word_index import WordEntry

ROWS, VECTORS, PASSAGES, DOCUMENTS, WORDS = "rows.npz", "vectors.npy", "texts.bin", "documents.json", "words"
WHOLE = "whole.bin"  # text and outline of each document, in the order of `documents.json`
Entry = tuple[str, int, str, str]  # a passage's document, position, id, language: sorted so, they are the rows


def derive(folder: Path, collections: Collections) -> tuple[int, int]:
    """Write every derived file but the words. Returns the counts of documents and of indexed passages."""
    import numpy as np

    entries: list[Entry] = []
    vector_at: dict[str, int] = {}
    vectors: list[Any] = []
    twins: dict[str, str] = {}
    also: list[str] = [] if collections.shared else ["embeddings"]
    with PassageFileWriter(folder / PASSAGES) as passages:
        for passage_id, text, metadata, vector in _passages(collections, also):
            twins[passage_id] = metadata.get("same_as", passage_id)
            if vector is not None:
                vector_at[passage_id] = len(vectors)
                vectors.append(np.asarray(vector, dtype=np.float32))
            entries.append((metadata["document"], metadata["position"], passage_id, metadata["language"]))
            passages.add(passage_id, text, metadata)
        entries.sort()
        passages.finish([entry[2] for entry in entries])
    if not collections.shared:
        chosen = [vectors[vector_at[twins[entry[2]]]] for entry in entries]
        matrix = np.stack(chosen) if chosen else np.zeros((0, 1), np.float32)
        write_atomically(folder / VECTORS, lambda path: np.save(path, matrix))
    row_of = {entry[2]: row for row, entry in enumerate(entries)}
    twin = np.array([row_of[twins[entry[2]]] for entry in entries], dtype=np.int32)
    write_atomically(folder / ROWS, lambda path: np.savez(path, twin=twin, **_columns(entries)))
    stored = dict(sorted(_documents(collections)))
    derive_whole(folder, collections, list(stored))
    told = json.dumps(stored, ensure_ascii=False)
    write_atomically(folder / DOCUMENTS, lambda path: path.write_text(told, "utf-8"))
    return len(stored), len(entries)


def _columns(entries: Sequence[Entry]) -> dict[str, Any]:
    """The arrays of `index.Rows` but the vectors; names of documents and languages once each."""
    import numpy as np

    documents, document = _numbered([entry[0] for entry in entries])
    languages, language = _numbered([entry[3] for entry in entries])
    return {
        "ids": np.array([entry[2] for entry in entries], dtype=np.str_),
        "documents": np.array(documents, dtype=np.str_),
        "document": np.array(document, dtype=np.int32),
        "languages": np.array(languages, dtype=np.str_),
        "language": np.array(language, dtype=np.int8),
        "position": np.array([entry[1] for entry in entries], dtype=np.int32),
    }


def _numbered(names: Sequence[str]) -> tuple[list[str], list[int]]:
    """The distinct names in order, and the place of each name among them."""
    distinct = sorted(set(names))
    at = {name: place for place, name in enumerate(distinct)}
    return distinct, [at[name] for name in names]


def _documents(collections: Collections) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and what is stored of each document beside its text and outline, as `documents.json` has it."""
    for page in collections.pages("documents", ["metadatas"]):
        for metadata in page["metadatas"]:
            parts = {name: json.loads(metadata[name]) for name in ("record", "relations", "files")}
            yield metadata["document"], {**parts, "fingerprint": metadata["fingerprint"]}


def _passages(collections: Collections, also: Sequence[str] = ()) -> Iterator[tuple[str, str, dict[str, Any], Any]]:
    """Id, text, metadata and, where `also` asks for it, vector (None for a repeat) of every passage."""
    for name, include in (("passages", ["documents", "metadatas", *also]), ("repeats", ["documents", "metadatas"])):
        for page in collections.pages(name, include):
            vectors = page["embeddings"] if "embeddings" in include else [None] * len(page["ids"])
            yield from zip(page["ids"], page["documents"], page["metadatas"], vectors, strict=True)


def derive_whole(folder: Path, collections: Collections, names: Sequence[str]) -> None:
    """Write text and outline of each document: to open Chroma for them takes longer than most answers."""
    with PassageFileWriter(folder / WHOLE) as whole:
        for page in collections.pages("documents", ["documents", "metadatas"]):
            for text, metadata in zip(page["documents"], page["metadatas"], strict=True):
                whole.add(metadata["document"], text, {part: metadata[part] for part in ("sections", "pages")})
        whole.finish(names)


def derive_passages(folder: Path, collections: Collections, row_ids: Sequence[str]) -> None:
    """Write the passages alone, for a generation that was made before there was such a file."""
    with PassageFileWriter(folder / PASSAGES) as passages:
        for passage_id, text, metadata, _ in _passages(collections):
            passages.add(passage_id, text, metadata)
        passages.finish(row_ids)


def derive_words(folder: Path, collections: Collections) -> None:
    """Build the word index anew from Chroma."""
    from assistant.library.word_index import WordEntry, WordIndex

    records = {name: unpack_record(stored["record"]) for name, stored in _documents(collections)}

    def entries() -> Iterable[WordEntry]:
        for passage_id, text, metadata, _ in _passages(collections):
            passage = unpack_passage(passage_id, text, metadata)
            yield WordEntry.of(records[passage.document], passage)

    made = folder / f".words-{os.getpid()}"  # beside, then in place: another reader may be doing the same
    WordIndex.build(made, entries())
    shutil.rmtree(folder / WORDS, ignore_errors=True)
    try:
        made.rename(folder / WORDS)
    except OSError:  # the other reader was quicker; its words are as good
        shutil.rmtree(made, ignore_errors=True)


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Write through a temporary neighbour, so that a reader never sees half a file."""
    temporary = path.with_name(f".{path.stem}-partial{path.suffix}")
    write(temporary)
    temporary.replace(path)
