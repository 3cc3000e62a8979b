"""Refusal sets: each question is asked of its own contexts alone, as users ask, and must be refused when they hold no
answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.evaluating.answers import refuses
from assistant.evaluating.folders import Row
from assistant.evaluating.pools import document_of, library_of
from assistant.records import Filters

if TYPE_CHECKING:
    from assistant.settings import Settings

LONGEST_TITLE = 80  # characters before the colon that opens a context; what is longer is a sentence


def score_refusal(rows: list[Row], settings: Settings, config: dict[str, Any]) -> dict[str, float]:
    """hallucination (unanswerable but answered), error (answerable but refused), balanced_accuracy."""
    contexts = [contexts_of(number, row) for number, row in enumerate(rows)]
    with library_of([context for own in contexts for context in own], settings) as assistant:
        config |= {"embeddings": assistant.embedder.identity, "model": settings.model_name or "none"}
        wrong = {True: 0, False: 0}  # by whether the row is answerable
        for row, own in zip(rows, contexts, strict=True):
            documents = tuple(dict.fromkeys(document_of(context) for context in own if context["text"].strip()))
            refused = not documents or refuses(assistant.ask(row["text"], filters=Filters(document=documents)))
            wrong[bool(row["answerable"])] += refused == bool(row["answerable"])
    answerable = sum(bool(row["answerable"]) for row in rows)
    hallucination = wrong[False] / max(len(rows) - answerable, 1)
    error = wrong[True] / max(answerable, 1)
    return {"hallucination": hallucination, "error": error, "balanced_accuracy": 1 - (hallucination + error) / 2}


def contexts_of(number: int, row: Row) -> list[Row]:
    """The contexts of a row as rows of a corpus, those of one title in one document that no other row has."""
    found = []
    for context in row["contexts"]:
        title, text = (str(context["title"]), context["text"]) if context.get("title") else parted(context["text"])
        document = f"{number} {title or context['id']}"
        found.append({"id": f"{number} {context['id']}", "title": title, "text": text,
                      "metadata": {"document": document}})  # fmt: skip
    return found


def parted(text: str) -> tuple[str, str]:
    """Title and rest of a passage that opens with its title and a colon; ("", text) of any other."""
    title, colon, rest = text.partition(": ")
    return (title, rest) if colon and rest.strip() and len(title) <= LONGEST_TITLE else ("", text)
