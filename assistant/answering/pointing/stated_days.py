"""Where a document says when it was issued, takes effect or ends, for a question about just that.

The days were read into the document's record when it was ingested; here the sentence that states one is found again,
so that it can be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.language.packs import PACKS, either
from assistant.language.sentences import lines_with
from assistant.proving import sentence_spans
from assistant.questions.question import Question
from assistant.questions.read_once import Reading
from assistant.records import Passage, Record

if TYPE_CHECKING:
    from assistant.library.index import Index

LONGEST = 600  # characters of a sentence that states a day
TITLE_SHARE = 0.5  # of a title's words that a question has to have, to be about that document without naming it
STATED = {
    "expires": either(lambda pack: pack.asking.days["expires"][1]),
    "effective": either(lambda pack: pack.asking.days["effective"][1]),
    "issued": either(lambda pack: pack.asking.days["issued"][1]),
}
LASTING = "expires"  # the one that a text may state as a span ("valid for three years")


def documents_meant(question: Question, records: Sequence[Record], read: Reading) -> list[str]:
    """Of documents found, those most of whose title the question has, in either language."""

    def share(title: str) -> float:
        named = read(title).words
        return len(named & question.whole.words) / len(named) if named else 0.0

    return [record.document for record in records if max(share(record.title), share(record.title_zh)) >= TITLE_SHARE]


def days_stated(
    fields: Sequence[str], documents: Sequence[str], index: Index, read: Reading
) -> list[tuple[Passage, int, int]]:
    """For each document and field the sentence that states the day: (passage, start, end in the passage's text)."""
    wanted = [day for day in STATED if day in fields]
    stated = (_statement(day, index.records[name], index, read) for name in documents for day in wanted)
    return [found for found in stated if found]


def _statement(day: str, record: Record, index: Index, read: Reading) -> tuple[Passage, int, int] | None:
    """The shortest sentence of the document that states the day, the last of equals: ends are where texts say it."""
    value = getattr(record, day)
    if not value:
        return None
    text = index.document(record.document).text
    best: tuple[int, int, int] | None = None
    for start, end in lines_with(_stating(day, value), text):
        for first, last in sentence_spans(text[start:end]):
            sentence = text[start + first : start + last].strip()
            if len(sentence) > LONGEST or not STATED[day].search(sentence):
                continue
            rank = _says(day, value, sentence, read)
            if rank and (best is None or (rank, len(sentence)) <= best[:2]):
                best = (rank, len(sentence), text.index(sentence, start + first))
    if best is None:
        return None
    _, length, at = best
    passage = index.passage_at(record.document, at)
    if passage is None or at + length > passage.end:
        return None
    return passage, at - passage.start, at - passage.start + length


def _stating(day: str, value: str) -> re.Pattern[str]:
    """What lines have that may state the day: its year, or a span of years where the text may give that instead."""
    spans = [pack.asking.spans for pack in PACKS.values()] if day == LASTING else []
    return re.compile("|".join([value[:4], *spans]))


def _says(day: str, value: str, sentence: str, read: Reading) -> int:
    """1 where the sentence has the very day, 2 where it has the span that leads to it, 0 where neither."""
    quantities = read(sentence).quantities
    if any(quantity.dimension == "date" and quantity.name.startswith(value) for quantity in quantities):
        return 1
    return 2 if day == LASTING and any(quantity.dimension == "duration" for quantity in quantities) else 0
