"""The time limits or the figures that a document sets, for a question about one and all of them.

Each stands in its own sentence, in articles far apart; the sentence nearest to the question is one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.language.packs import either
from assistant.language.sentences import sentence_spans
from assistant.questions.question import Question
from assistant.questions.read_once import Reading

if TYPE_CHECKING:
    from assistant.records import Document

FEWEST, MOST = 2, 16  # sentences that are worth telling together; of more, some would pass for all
LONGEST = 700  # characters of one
BESIDE_LIMIT = either(lambda pack: pack.asking.limits[1])
BESIDE_TARGET = either(lambda pack: pack.asking.targets[1])
FIGURES = ("count", "money", "percent", "multiple", "points", "area", "number")
TIMES = ("duration",)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百千两]|\b(?:one|two|three|four|five|six|ten|thirty|sixty|ninety)\b", re.IGNORECASE
)


def figures_stated(question: Question, document: Document, read: Reading) -> list[tuple[int, int]]:
    """The sentences of a document that set a time limit, or a figure for a year that the question names."""
    if question.all_limits:
        found = [span for span, text in _sentences(document) if BESIDE_LIMIT.search(text) and _has(text, TIMES, read)]
    elif question.all_targets:
        years = set(_YEAR.findall(question.text.folded))
        found = []
        for span, text in _sentences(document):
            start = _dated_from(years, span, document.text)
            if start is not None and (years or BESIDE_TARGET.search(text)) and _has(text, FIGURES, read):
                found.append((start, span[1]))
        found = [one for one, after in pairwise((*found, (-1, -1))) if one[0] != after[0]]
    else:
        return []
    return found if (FEWEST if question.all_limits else 1) <= len(found) <= MOST else []


def _sentences(document: Document) -> Iterator[tuple[tuple[int, int], str]]:
    """Each sentence with a numeral, and where it stands."""
    for start, end in sentence_spans(document.text):
        text = document.text[start:end]
        if len(text) <= LONGEST and _FIGURE.search(text):
            yield (start, end), text


def _has(text: str, dimensions: tuple[str, ...], read: Reading) -> bool:
    return any(one.dimension in dimensions and not one.is_name for one in read(text).quantities)


def _dated_from(years: set[str], span: tuple[int, int], text: str) -> int | None:
    """Where the words begin that say of which year a sentence is, in its own paragraph; None where it is of none of
    the years, or there is no room for them."""
    opening = text.rfind("\n", 0, span[0]) + 1
    named = list(_YEAR.finditer(text, opening, span[1]))
    if not named or (years and named[-1].group() not in years):
        return None
    first = max(start for start, end in sentence_spans(text[opening : span[1]]) if opening + start <= named[-1].start())
    return opening + first if span[1] - opening - first <= LONGEST else None
