"""Corpus rows → an index or a library as the assistant itself would hold them, in a temporary folder."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assistant.evaluating.folders import Row
from assistant.language.script import language_of
from assistant.records import Document, Kind, Passage, Record

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.library.index import Index
    from assistant.library.index_writer import IndexWriter
    from assistant.library.vectors.sentence_vectors import Encode
    from assistant.models.embedder import Embedder
    from assistant.settings import Settings


@contextmanager
def index_of(
    rows: list[Row], embedder: Embedder, encode: Encode | None = None
) -> Iterator[tuple[Index, dict[str, str]]]:
    """An index of the rows, one passage each, and the row id of every passage id. Blank rows are not indexed.

    Rows are grouped into documents by `metadata.document` or `metadata.document_id`, else by file and title; within a
    document they stand in the order of `metadata.order`, else of the numbers in their ids. A title that rows of a
    document do not share is their section path.
    """
    from assistant.library.index import Index
    from assistant.library.index_writer import IndexWriter

    with TemporaryDirectory(prefix="policy-assistant-evaluate-") as folder:
        generation = Path(folder) / "generation"
        generation.mkdir()
        writer = IndexWriter.open(generation)
        row_ids = _put_all(writer, rows, embedder)
        writer.finish(encode)
        writer.close()
        index = Index.open(generation)
        try:
            yield index, row_ids
        finally:
            index.close()


@contextmanager
def library_of(rows: list[Row], settings: Settings) -> Iterator[Assistant]:
    """An assistant with the settings given, over a library of the rows in documents as `index_of` makes them."""
    from assistant.assistant import Assistant

    with TemporaryDirectory(prefix="policy-assistant-evaluate-") as folder:
        assistant = Assistant(settings.model_copy(update={"library": Path(folder), "chroma_url": None}))
        library = assistant.library
        try:
            with library.locked(), library.building() as (writer, generation):
                _put_all(writer, rows, cached_embedder(assistant.embedder, settings.cache))
                library.commit(writer, generation)
            yield assistant
        finally:
            assistant.close()


def _put_all(writer: IndexWriter, rows: list[Row], embedder: Embedder) -> dict[str, str]:
    """Writes the rows as documents; gives the row id of every passage id."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["text"].strip():
            groups[document_of(row)].append(row)
    row_ids: dict[str, str] = {}
    for name, members in groups.items():
        members.sort(key=place_of)
        document, passages = document_from(name, members)
        row_ids.update({passage.id: str(row["id"]) for passage, row in zip(passages, members, strict=True)})
        put(writer, document, passages, embedder)
    return row_ids


def put(writer: IndexWriter, document: Document, passages: list[Passage], embedder: Embedder) -> None:
    from assistant.library.entries import embedded_text

    vectors = embedder.embed_passages([embedded_text(document.record, passage) for passage in passages])
    writer.put(document, passages, vectors, files=(document.name,), fingerprint=document.record.sha256)


def document_of(row: Row) -> str:
    """The name of the document that a row belongs to."""
    metadata = row.get("metadata") or {}
    stated = metadata.get("document", metadata.get("document_id"))
    return str(stated if stated is not None else f"{row.get('file', '')} {row.get('title') or ''}".strip())


def place_of(row: Row) -> list[int]:
    """Where a row stands in its document: its stated order, or the numbers in its id ("63#9" before "63#20")."""
    order = (row.get("metadata") or {}).get("order")
    return [order] if isinstance(order, int) else [int(number) for number in re.findall(r"\d+", str(row["id"]))]


def document_from(name: str, rows: list[Row]) -> tuple[Document, list[Passage]]:
    """Rows as a document whose passages they are."""
    titles = [str(row.get("title") or "") for row in rows]
    shared = titles[0] if len(set(titles)) == 1 else _common_start(titles)
    text = "\n\n".join(row["text"] for row in rows)
    passages, start = [], 0
    for position, (row, title) in enumerate(zip(rows, titles, strict=True)):
        section = title[len(shared) :].strip() if title != shared else ""
        digest = hashlib.sha256(f"{name}\0{row['id']}".encode()).hexdigest()[:32]
        passages.append(
            Passage(
                id=digest,
                document=name,
                text=row["text"],
                path=(section,) if section else (),
                label=section,
                unit="section",
                start=start,
                end=start + len(row["text"]),
                language=language_of(row["text"]),
                position=position,
            )
        )
        start += len(row["text"]) + 2
    digest = hashlib.sha256(text.encode()).hexdigest()
    record = Record(document=name, title=shared, kind=Kind.OTHER, language=language_of(text[:20_000]), sha256=digest)
    return Document(record, text, ()), passages


def _common_start(titles: list[str]) -> str:
    """Whole words that all titles begin with; the first and last of them in order tell."""
    both = zip(min(titles).split(), max(titles).split(), strict=False)
    return " ".join(first for first, _ in takewhile(lambda pair: pair[0] == pair[1], both))


def cached_embedder(embedder: Embedder, cache: Path) -> Embedder:
    """The embedder with its vectors kept in the cache folder, so that a second run of a set takes seconds."""
    from assistant.models.embedder.cache import CachedEmbedder

    cache.mkdir(parents=True, exist_ok=True)
    return CachedEmbedder(embedder, cache / "evaluations.sqlite")
