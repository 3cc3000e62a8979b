"""Two small texts for libraries, a way to put documents in, and what must hold for every library."""

from __future__ import annotations

from pathlib import Path

from making import passages

from assistant import Assistant, Settings
from assistant.library.generations import Library
from assistant.models.embedder import Embedder
from assistant.records import Document

ONE = "Article 1\nThe training voucher pays half of the contract.\n\nArticle 2\nThe cap is 10 million yuan."
TWO = "第一条 模型券最高一百万元。\n\n第二条 由工业和信息化部门负责。"


def add(library: Library, embedder: Embedder, *documents: Document, remove: tuple[str, ...] = ()) -> str:
    """Put documents in and take others out; returns the name of the generation that holds the outcome."""
    with library.locked(), library.building() as (writer, generation):
        for name in remove:
            writer.remove(name)
        for made in documents:
            pieces = passages(made)
            vectors = embedder.embed_passages([piece.text for piece in pieces])
            writer.put(made, pieces, vectors, files=[f"/files/{made.name}"], fingerprint=made.record.sha256)
        committed = library.commit(writer, generation)
    library.refresh()
    return committed.name


def assistant_of(folder: Path, text: str) -> Assistant:
    """An assistant without a model over a library of one Markdown text, made in a folder of its own."""
    (folder / "text.md").write_text(text, "utf-8")
    assistant = Assistant(Settings(library=folder / "library", model="none"))
    assistant.ingest([folder / "text.md"])
    return assistant


def check_whole(library: Library) -> None:
    """Every passage is in Chroma once, has a row, a vector and words, and stands in its document's text."""
    index = library.index
    stored = index._collections["passages"].count() + index._collections["repeats"].count()
    assert stored == len(index.rows) == len(set(index.rows.ids)) == len(index.words)
    for passage in index.passages(range(len(index.rows))):
        text = index.document(passage.document).text
        assert text[passage.start : passage.end] == passage.text
