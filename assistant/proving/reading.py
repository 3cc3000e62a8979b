"""A claim or passage read for verification: its sentences, their segments, and the figures, names and terms in it.

A segment is a stretch between commas, cell borders or conjunctions. What a check wants to know of a text it takes from
here, so that each text is read once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from assistant.language.folding import lower_latin, same_length_fold
from assistant.language.names import Name, known_names
from assistant.language.quantities import Quantity, find_quantities
from assistant.language.sentences import sentence_spans
from assistant.language.terms import Content, Term, content_of, joined, terms_of
from assistant.proving.per_what import Per, given_per

_BORDER = re.compile(r"[，；;、|]|,(?!\d)|(?:—|–) |\b(?:and|while|whereas|but)\b|[和及而]|其中")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    start: int
    end: int
    sentence: int
    content: Content

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end


def _start(item: Segment | Quantity) -> int:
    return item.start


@dataclass(frozen=True, eq=False)
class Reading:
    """A text with its sentences (spans), segments in order, and quantities; the rest is read when first asked for.

    `glossed`: whether its contents have English glosses of its Chinese words, for claims in English.
    """

    text: str
    glossed: bool
    sentences: tuple[Span, ...]
    segments: tuple[Segment, ...]
    quantities: tuple[Quantity, ...]
    whole: Content

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The content words, each once."""
        return terms_of(self.text)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The known names, in order."""
        return known_names(self.text)

    @cached_property
    def given_per(self) -> tuple[Per, ...]:
        """What its figures are given per."""
        return given_per(self.folded)

    @cached_property
    def in_either_language(self) -> Content:
        """The whole with glosses, whether or not the other contents have them."""
        return self.whole if self.glossed else content_of(self.text, glossed=True)

    @property
    def folded(self) -> str:
        """The text folded sign by sign, in lower case."""
        return self.whole.folded

    def segment_of(self, offset: int) -> int:
        """Index of the segment that holds an offset."""
        return max(0, bisect_right(self.segments, offset, key=_start) - 1)

    def sentence_of(self, quantity: Quantity) -> int:
        """Index of the sentence that a quantity stands in."""
        return self.segments[self.segment_of(quantity.start)].sentence

    def span_of(self, quantity: Quantity) -> Span:
        """The sentence that a quantity stands in."""
        return self.sentences[self.sentence_of(quantity)]

    def quantities_in(self, start: int, end: int) -> tuple[Quantity, ...]:
        """The quantities that begin in text[start:end]."""
        left = bisect_left(self.quantities, start, key=_start)
        return self.quantities[left : bisect_left(self.quantities, end, left, key=_start)]

    def beside(self, quantity: Quantity) -> tuple[Quantity, ...]:
        """All quantities of a quantity's sentence, itself among them."""
        return self.quantities_in(*self.span_of(quantity))


def read(text: str, glossed: bool = False) -> Reading:
    """Reads a text; `glossed` as in `Reading`."""
    sentences, quantities = sentence_spans(text), find_quantities(text)
    inside = [(quantity.start, quantity.end) for quantity in quantities]
    segments: list[Segment] = []
    for number, (start, end) in enumerate(sentences):
        borders = [m.start() for m in _BORDER.finditer(text, start, end) if not _within(m.start(), inside)]
        for left, right in pairwise([start, *(border for border in borders if border > start), end]):
            if right > left:
                segments.append(Segment(left, right, number, content_of(text[left:right], glossed=glossed)))
    whole = replace(joined(segment.content for segment in segments), folded=lower_latin(same_length_fold(text)))
    return Reading(text, glossed, tuple(sentences), tuple(segments), quantities, whole)


def _within(offset: int, spans: Sequence[Span]) -> bool:
    index = bisect_right(spans, (offset, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= offset < spans[index][1]


def around(borders: re.Pattern[str], text: str, inner: Span, span: Span) -> Span:
    """The stretch of text[span] between the borders nearest to `inner`; a border at its begin is its own."""
    found = [match.start() for match in borders.finditer(text, *span)]
    left = max((border for border in found if border <= inner[0]), default=span[0])
    return left, min((border for border in found if border >= inner[1]), default=span[1])
