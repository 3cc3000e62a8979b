"""Refusal sets: each question is asked of its own contexts alone, and must be refused when they hold no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.evaluating.folders import Row
from assistant.evaluating.pools import cached_embedder, index_of

if TYPE_CHECKING:
    from assistant.embedding import Embedder
    from assistant.evaluating import Refuses
    from assistant.settings import Settings
    from assistant.storing.index import Index


def score_refusal(
    rows: list[Row], settings: Settings, config: dict[str, Any], refuses: Refuses | None
) -> dict[str, float]:
    """hallucination (unanswerable but answered), error (answerable but refused), balanced_accuracy."""
    from assistant.embedding import open_embedder

    embedder = open_embedder(settings)
    config |= {"embeddings": embedder.identity, "refused_by": "relevance" if refuses is None else "answering"}
    decide = refuses or refused_by_relevance
    contexts = [
        context | {"id": f"{number} {context['id']}", "metadata": {"document": f"contexts of {number}"}}
        for number, row in enumerate(rows)
        for context in row["contexts"]
    ]
    wrong = {True: 0, False: 0}  # by whether the row is answerable
    with index_of(contexts, cached_embedder(embedder, settings.cache)) as (index, _):
        for number, row in enumerate(rows):
            refused = decide(index, embedder, row["text"], f"contexts of {number}")
            wrong[bool(row["answerable"])] += refused == bool(row["answerable"])
    answerable = sum(bool(row["answerable"]) for row in rows)
    hallucination = wrong[False] / max(len(rows) - answerable, 1)
    error = wrong[True] / max(answerable, 1)
    return {"hallucination": hallucination, "error": error, "balanced_accuracy": 1 - (hallucination + error) / 2}


def refused_by_relevance(index: Index, embedder: Embedder, question: str, document: str) -> bool:
    """Whether the estimate for a closed set of passages alone refuses a question asked of one document."""
    from assistant.finding.relevance import CLOSED
    from assistant.finding.searching import rank, readable
    from assistant.records import Filters

    pools = rank(index, embedder, readable(question), Filters(document=(document,)), frozenset([document]))
    own = [pool for pool in pools if pool.own] or pools
    return not own or CLOSED.estimate(own[0].signs) < 0.5
