"""The derived files of a generation, made from Chroma alone: columns for exact scans, records, passages, and words."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.storing.chroma import Collections, unpack_passage
from assistant.storing.texts import TextWriter
from assistant.storing.words import WordEntry, WordIndex


def derive(folder: Path, collections: Collections) -> tuple[int, int]:
    """Write documents.json, rows.npz, vectors.npy and texts.bin from Chroma.

    Returns counts of documents and passages.
    """
    import numpy as np

    stored: dict[str, Any] = {}
    for page in collections.pages("documents", ["metadatas"]):
        for metadata in page["metadatas"]:
            stored[metadata["document"]] = {
                "record": json.loads(metadata["record"]),
                "relations": json.loads(metadata["relations"]),
                "files": json.loads(metadata["files"]),
                "fingerprint": metadata["fingerprint"],
            }
    stored = dict(sorted(stored.items()))

    entries: list[tuple[str, int, str, str]] = []  # document, position, id, language
    vector_at: dict[str, int] = {}
    vectors: list[Any] = []
    with TextWriter(folder / "texts.bin") as texts:
        for passage_id, text, metadata, vector in _passages(collections, ["embeddings"]):
            if vector is None:
                vector_at[passage_id] = vector_at[metadata["same_as"]]
            else:
                vector_at[passage_id] = len(vectors)
                vectors.append(np.asarray(vector, dtype=np.float32))
            entries.append((metadata["document"], metadata["position"], passage_id, metadata["language"]))
            texts.add(passage_id, text, metadata)
        entries.sort()
        texts.finish([entry[2] for entry in entries])

    documents = sorted({entry[0] for entry in entries})
    languages = sorted({entry[3] for entry in entries})
    document_at = {name: at for at, name in enumerate(documents)}
    language_at = {name: at for at, name in enumerate(languages)}
    matrix = np.stack([vectors[vector_at[entry[2]]] for entry in entries]) if entries else np.zeros((0, 1), np.float32)
    write_atomically(folder / "vectors.npy", lambda path: np.save(path, matrix))
    write_atomically(
        folder / "rows.npz",
        lambda path: np.savez(
            path,
            ids=np.array([entry[2] for entry in entries], dtype=np.str_),
            documents=np.array(documents, dtype=np.str_),
            document=np.array([document_at[entry[0]] for entry in entries], dtype=np.int32),
            languages=np.array(languages, dtype=np.str_),
            language=np.array([language_at[entry[3]] for entry in entries], dtype=np.int8),
            position=np.array([entry[1] for entry in entries], dtype=np.int32),
        ),
    )
    write_atomically(
        folder / "documents.json", lambda path: path.write_text(json.dumps(stored, ensure_ascii=False), "utf-8")
    )
    return len(stored), len(entries)


def _passages(collections: Collections, also: Sequence[str] = ()) -> Iterator[tuple[str, str, dict[str, Any], Any]]:
    """Id, text, metadata and, where `also` asks for it, vector (None for a repeat) of every passage."""
    for name, include in (("passages", ["documents", "metadatas", *also]), ("repeats", ["documents", "metadatas"])):
        for page in collections.pages(name, include):
            vectors = page["embeddings"] if "embeddings" in include else [None] * len(page["ids"])
            yield from zip(page["ids"], page["documents"], page["metadatas"], vectors, strict=True)


def derive_texts(folder: Path, collections: Collections, row_ids: Sequence[str]) -> None:
    """Write texts.bin alone, for a generation that was made before there was such a file."""
    with TextWriter(folder / "texts.bin") as texts:
        for passage_id, text, metadata, _ in _passages(collections):
            texts.add(passage_id, text, metadata)
        texts.finish(row_ids)


def derive_words(folder: Path, collections: Collections) -> None:
    """Build the word index anew from Chroma."""
    titles: dict[str, str] = {}
    for page in collections.pages("documents", ["metadatas"]):
        for metadata in page["metadatas"]:
            record = json.loads(metadata["record"])
            titles[metadata["document"]] = " ".join(part for part in (record["title"], record["title_zh"]) if part)

    def entries() -> Iterable[WordEntry]:
        for passage_id, text, metadata, _ in _passages(collections):
            passage = unpack_passage(passage_id, text, metadata)
            yield WordEntry(
                row_id=passage_id,
                document=passage.document,
                language=passage.language,
                title=titles[passage.document],
                section=passage.section,
                text=passage.text,
            )

    made = folder / f".words-{os.getpid()}"  # beside, then in place: another reader may be doing the same
    WordIndex.build(made, entries())
    shutil.rmtree(folder / "words", ignore_errors=True)
    try:
        made.rename(folder / "words")
    except OSError:  # the other reader was quicker; its words are as good
        shutil.rmtree(made, ignore_errors=True)


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Write through a temporary neighbour, so that a reader never sees half a file."""
    temporary = path.with_name(f".{path.stem}-partial{path.suffix}")
    write(temporary)
    temporary.replace(path)
