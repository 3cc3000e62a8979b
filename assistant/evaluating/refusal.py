"""Refusal sets: each question is asked of its own contexts alone, and must be refused when they hold no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.evaluating.closed import holds_answer, parted
from assistant.evaluating.folders import Row
from assistant.evaluating.pools import cached_embedder, index_of

if TYPE_CHECKING:
    from assistant.embedding import Embedder
    from assistant.evaluating import Refuses
    from assistant.settings import Settings


def score_refusal(
    rows: list[Row], settings: Settings, config: dict[str, Any], refuses: Refuses | None
) -> dict[str, float]:
    """hallucination (unanswerable but answered), error (answerable but refused), balanced_accuracy."""
    from assistant.embedding import open_embedder

    embedder = open_embedder(settings)
    config |= {"embeddings": embedder.identity, "refused_by": "closed passages" if refuses is None else "answering"}
    cached = cached_embedder(embedder, settings.cache)
    refused = refused_by_passages(rows, cached) if refuses is None else refused_by(refuses, rows, cached)
    wrong = {True: 0, False: 0}  # by whether the row is answerable
    for row, one in zip(rows, refused, strict=True):
        wrong[bool(row["answerable"])] += one == bool(row["answerable"])
    answerable = sum(bool(row["answerable"]) for row in rows)
    hallucination = wrong[False] / max(len(rows) - answerable, 1)
    error = wrong[True] / max(answerable, 1)
    return {"hallucination": hallucination, "error": error, "balanced_accuracy": 1 - (hallucination + error) / 2}


def refused_by_passages(rows: list[Row], embedder: Embedder) -> list[bool]:
    """Which rows' contexts are judged to hold no answer, by the estimate for a closed set of passages."""
    return [not holds_answer(row["text"], passages_of(row), embedder) for row in rows]


def passages_of(row: Row) -> list[tuple[str, str]]:
    """Title and text of a row's contexts; a title may stand before the text, with a colon."""
    return [(str(c["title"]), c["text"]) if c.get("title") else parted(c["text"]) for c in row["contexts"]]


def refused_by(refuses: Refuses, rows: list[Row], embedder: Embedder) -> list[bool]:
    """Which rows `refuses` refuses, each asked of the one document of an index that holds its contexts."""
    contexts = [
        context | {"id": f"{number} {context['id']}", "metadata": {"document": f"contexts of {number}"}}
        for number, row in enumerate(rows)
        for context in row["contexts"]
    ]
    with index_of(contexts, embedder) as (index, _):
        return [refuses(index, embedder, row["text"], f"contexts of {number}") for number, row in enumerate(rows)]
