"""Where a passage has the figures of a claim, and how well the words around them fit those around the claim's.

The terms of a figure's own segment say what it measures; the segments before it in the sentence, and the sentences
before that, say so with less weight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from assistant.language.quantities import Quantity, same_unit, same_value
from assistant.language.terms import Term
from assistant.proving.matching import stands
from assistant.proving.reading import Reading

# How much a term says about a figure: before it in the sentence 1; before another figure of the same sort TOPIC; after
# it AFTER; in an earlier sentence a little. All by hand, on 304 of the pairs of tests/data/verifying.
TOPIC = 0.9
AFTER = 0.6
EARLIER_SENTENCE = 0.3
BEFORE, FOLLOWING = 24, 12  # segments that are looked at
COMPANY = 1.0  # what each further figure in common counts, in words in common


@dataclass(frozen=True, slots=True)
class Place:
    """A figure of the evidence in its surroundings, with how well these fit the claim's."""

    reading: Reading
    quantity: Quantity
    fit: float
    heading: bool  # in the passage's heading

    @property
    def sentence(self) -> tuple[Reading, int]:
        """Which sentence it stands in."""
        return self.reading, self.reading.sentence_of(self.quantity)

    def has(self, claimed: Quantity) -> bool:
        """Whether it has the claim's value; a date without its year takes one that the same text names."""
        stated = self.quantity
        if same_value(claimed, stated):
            return True
        if not claimed.dimension == stated.dimension == "date" or not stated.name.startswith("0000"):
            return False
        years = {q.name[:4] for q in self.reading.quantities if q.dimension == "date"}
        return claimed.name[:4] in years and same_value(replace(claimed, name=f"0000{claimed.name[4:]}"), stated)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A figure of a claim, and those of the evidence that it can be compared with."""

    quantity: Quantity
    places: tuple[Place, ...]
    equal: tuple[Place, ...]  # with its value
    measured: tuple[Place, ...]  # with its value, and perhaps its unit

    @property
    def best(self) -> float:
        """How well the surroundings of the fittest figure with its value and unit fit."""
        return max((place.fit for place in self.measured), default=0.0)


def places_of(claim: Reading, passages: Sequence[Reading], headings: Sequence[Reading]) -> tuple[Claimed, ...]:
    """Each figure of the claim with the figures of the evidence that it can be compared with."""
    rarity = _rarity(claim.terms, passages)
    evidence = [(reading, number >= len(passages)) for number, reading in enumerate((*passages, *headings))]
    around: dict[tuple[int, int], Mapping[str, float]] = {}

    def place(quantity: Quantity, near: Mapping[str, float], reading: Reading, other: Quantity, heading: bool) -> Place:
        key = (id(reading), other.start)
        if key not in around:
            around[key] = term_weights(reading, other, claim.terms)
        there = around[key]
        fit = sum(near[word] * there[word] * rarity[word] for word in near.keys() & there.keys())
        return Place(reading, other, fit + COMPANY * _company(claim, quantity, reading, other), heading)

    found = []
    for quantity in claim.quantities:
        near = term_weights(claim, quantity, claim.terms)
        places = tuple(
            place(quantity, near, reading, other, heading)
            for reading, heading in evidence
            for other in reading.quantities
            if _comparable(quantity, other) and not _struck(reading, other)
        )
        equal = tuple(place for place in places if place.has(quantity))
        measured = tuple(place for place in equal if same_unit(quantity, place.quantity))
        found.append(Claimed(quantity, places, equal, measured))
    return tuple(found)


def _comparable(quantity: Quantity, other: Quantity) -> bool:
    return other.dimension == quantity.dimension or same_unit(quantity, other) or same_value(quantity, other)


def _struck(reading: Reading, quantity: Quantity) -> bool:
    """Whether a figure is struck out (~~1 February 2026~~): it held before, and holds no more."""
    line = reading.text.rfind("\n", 0, quantity.start) + 1
    return reading.text.count("~~", line, quantity.start) % 2 == 1


def _rarity(terms: Sequence[Term], evidence: Sequence[Reading]) -> dict[str, float]:
    """Terms that stand in few of the evidence's segments tell its figures apart; those in all do not."""
    segments = [segment for reading in evidence for segment in reading.segments]
    counts = {term.word: sum(segment.content.has(term) for segment in segments) for term in terms}
    return {word: log((1 + len(segments)) / (1 + count)) + 0.1 for word, count in counts.items()}


def _company(claim: Reading, quantity: Quantity, reading: Reading, other: Quantity) -> int:
    """How many of the claim's further figures stand in a figure's sentence."""
    beside = [q for q in reading.beside(other) if q != other]
    return sum(stands(q, beside) for q in claim.quantities if q != quantity and not same_value(q, other))


def term_weights(reading: Reading, quantity: Quantity, terms: Sequence[Term]) -> dict[str, float]:
    """For each term that stands near a figure: how surely it says what the figure measures, 0–1."""
    if not reading.segments:
        return {}
    at = reading.segment_of(quantity.start)
    near = range(max(0, at - BEFORE), min(len(reading.segments), at + FOLLOWING + 1))
    weights = [(weight, other) for other in near if (weight := _weight(reading, quantity, at, other)) > 0]
    found: dict[str, float] = {}
    for weight, other in sorted(weights, key=lambda entry: -entry[0]):
        content = reading.segments[other].content
        for term in terms:
            if term.word not in found and content.has(term):
                found[term.word] = weight
    return found


def _weight(reading: Reading, quantity: Quantity, at: int, other: int) -> float:
    if at == other:
        return 1.0
    here, there = reading.segments[at], reading.segments[other]
    if here.sentence != there.sentence:
        gap = here.sentence - there.sentence
        return EARLIER_SENTENCE / gap if 1 <= gap <= 3 else 0.0
    if other > at:
        return AFTER
    return TOPIC if _figures_between(reading, quantity, there.start, quantity.start) else 1.0


def _figures_between(reading: Reading, quantity: Quantity, start: int, end: int) -> bool:
    """Whether another figure of the same sort stands in text[start:end]: it takes the words before it for itself."""
    return any(
        other.dimension in (quantity.dimension, "number") and other.start != quantity.start
        for other in reading.quantities_in(start, end)
    )
