"""A passage or claim read for verification: its sentences, their segments, and the figures in them.

A segment is a stretch between commas, cell borders or conjunctions. The terms of a figure's own segment say what it
measures; the segments before it in the sentence, and the sentences before that, say so with less weight.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.quantities import Quantity, find_quantities
from assistant.verifying.sentences import sentence_spans
from assistant.verifying.terms import Content, Term, content_of, joined, terms_of

_BORDER = re.compile(r"[，;；、|]|,(?!\d)|(?:—|–) |\b(?:and|while|whereas|but)\b|[和及而]|其中")
# How much a term says about a figure: before it in the sentence 1; before another figure of the same sort TOPIC, or
# CONSUMED where the text has turned to another subject since; after it AFTER; in an earlier sentence a little.
TOPIC, CONSUMED = 0.9, 0.45
AFTER, AFTER_ANOTHER = 0.6, 0.2
EARLIER_SENTENCE = 0.3
# words of a figure's segment that do not make another subject of it
_COMMON = """
compani firm enterpris applic each annual annum total principl budget
企业 公司 单个 每家 单家 同一 原则 累计 总额 申请人 最多 预算
"""
COMMON = frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True)
class Segment:
    start: int
    end: int
    sentence: int
    content: Content


def _start(item: Segment | Quantity) -> int:
    return item.start


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its sentences (spans), segments in order, and quantities with the segment of each."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    segments: tuple[Segment, ...]
    quantities: tuple[Quantity, ...]
    whole: Content

    def segment_of(self, offset: int) -> int:
        """Index of the segment that holds an offset."""
        return max(0, bisect_right(self.segments, offset, key=_start) - 1)

    def quantities_in(self, start: int, end: int) -> tuple[Quantity, ...]:
        """The quantities that begin in text[start:end]."""
        left = bisect_left(self.quantities, start, key=_start)
        return self.quantities[left : bisect_left(self.quantities, end, left, key=_start)]

    def sentence_text(self, segment: int) -> str:
        """The sentence that a segment belongs to, verbatim."""
        start, end = self.sentences[self.segments[segment].sentence]
        return self.text[start:end]


@lru_cache(256)
def read(text: str, glossed: bool) -> Reading:
    """Reads a text; `glossed` adds English glosses of its Chinese words, for claims in English."""
    sentences = sentence_spans(text)
    quantities = find_quantities(text)
    inside = [(quantity.start, quantity.end) for quantity in quantities]
    segments: list[Segment] = []
    for number, (start, end) in enumerate(sentences):
        borders = [m.start() for m in _BORDER.finditer(text, start, end) if not _within(m.start(), inside)]
        edges = [start, *(border for border in borders if border > start), end]
        for left, right in pairwise(edges):
            if right > left:
                segments.append(Segment(left, right, number, content_of(text[left:right], glossed=glossed)))
    whole = replace(joined(segment.content for segment in segments), folded=content_of(text, glossed=False).folded)
    return Reading(text, tuple(sentences), tuple(segments), quantities, whole)


def _within(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (offset, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= offset < spans[index][1]


def term_weights(reading: Reading, quantity: Quantity, terms: Sequence[Term]) -> dict[str, float]:
    """For each term that stands near a figure: how surely it says what the figure measures, 0–1."""
    at = reading.segment_of(quantity.start)
    here = reading.segments[at] if reading.segments else None
    if here is None:
        return {}
    near = range(max(0, at - 24), min(len(reading.segments), at + 13))
    weights = [(weight, other) for other in near if (weight := _weight(reading, quantity, at, other, terms)) > 0]
    found: dict[str, float] = {}
    for weight, other in sorted(weights, key=lambda entry: -entry[0]):
        content = reading.segments[other].content
        for term in terms:
            if term.word not in found and content.has(term):
                found[term.word] = weight
    return found


def _weight(reading: Reading, quantity: Quantity, at: int, other: int, terms: Sequence[Term]) -> float:
    if at == other:
        return 1.0
    here, there = reading.segments[at], reading.segments[other]
    if here.sentence != there.sentence:
        gap = here.sentence - there.sentence
        return EARLIER_SENTENCE / gap if 1 <= gap <= 3 else 0.0
    if other > at:
        return AFTER if not _figures_between(reading, quantity, quantity.end, there.end) else AFTER_ANOTHER
    if not _figures_between(reading, quantity, there.start, quantity.start):
        return 1.0
    return TOPIC - (TOPIC - CONSUMED) * _novelty(reading.text[here.start : here.end], terms)


def _figures_between(reading: Reading, quantity: Quantity, start: int, end: int) -> bool:
    """Whether another figure of the same sort stands in text[start:end]: it takes the words before it for itself."""
    return any(
        other.dimension in (quantity.dimension, "number") and other.start != quantity.start
        for other in reading.quantities_in(start, end)
    )


def _novelty(segment: str, terms: Sequence[Term]) -> float:
    """Share of a segment's words that the claim does not have: whether the text has turned to another subject."""
    own = {term.word for term in terms_of(segment)} - COMMON
    known = {term.word for term in terms} | {word for term in terms for words in term.english for word in words}
    fresh = [word for word in own if word not in known]
    return len(fresh) / len(own) if own else 0.0
