"""Whether each figure of a claim stands in the cited passages, with its unit and bound, and about the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from assistant.quantities import Bound, Quantity, bounds_agree, same_unit, same_value
from assistant.verifying.reading import Reading, term_weights
from assistant.verifying.terms import Term

# A figure is taken to belong to something else when another figure of its sort fits the claim's words this much better.
BETTER, BETTER_BY = 1.3, 0.35
CLEARLY_BETTER = 1.75  # where the other figure is in the claim as well
_SAME_PLACE = (
    0.6  # figures whose surroundings fit at least so well, relative to the best, count as the one that is meant
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a figure, in plain words, and the two readings side by side."""

    why: str
    difference: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure of the evidence in its surroundings, with how well these fit the claim's."""

    reading: Reading
    quantity: Quantity
    fit: float

    @property
    def sentence(self) -> str:
        return self.reading.sentence_text(self.reading.segment_of(self.quantity.start))


def faulty_figure(claim: Reading, terms: Sequence[Term], evidence: Sequence[Reading]) -> Fault | None:
    """The first figure of the claim that the evidence does not carry, or None.

    `evidence` are the cited passages and their headings; `terms` the claim's content words.
    """
    rarity = _rarity(terms, evidence)
    for quantity in claim.quantities:
        near = term_weights(claim, quantity, terms)
        places = [
            _Place(reading, other, _fit(near, rarity, reading, other, terms))
            for reading in evidence
            for other in reading.quantities
            if other.dimension == quantity.dimension or same_unit(quantity, other) or same_value(quantity, other)
        ]
        fault = _fault(quantity, places, claim)
        if fault is not None:
            return fault
    return None


def _rarity(terms: Sequence[Term], evidence: Sequence[Reading]) -> dict[str, float]:
    """Terms that stand in few of the evidence's segments tell its figures apart; those in all do not."""
    segments = [segment for reading in evidence for segment in reading.segments]
    counts = {term.word: sum(segment.content.has(term) for segment in segments) for term in terms}
    return {word: log((1 + len(segments)) / (1 + count)) + 0.1 for word, count in counts.items()}


def _fit(
    near: dict[str, float], rarity: dict[str, float], reading: Reading, other: Quantity, terms: Sequence[Term]
) -> float:
    there = term_weights(reading, other, terms)
    return sum(near[word] * there[word] * rarity[word] for word in near.keys() & there.keys())


def _fault(quantity: Quantity, places: list[_Place], claim: Reading) -> Fault | None:
    equal = [place for place in places if same_value(quantity, place.quantity)]
    if not equal:
        return _absent(quantity, places)
    measured = [place for place in equal if same_unit(quantity, place.quantity)]
    if not measured:
        found = max(equal, key=lambda place: place.fit)
        return _differs(quantity, found, f'the passage says "{found.quantity.text}", not "{quantity.text}"')
    best = max(place.fit for place in measured)
    meant = [place for place in measured if place.fit >= best * _SAME_PLACE]
    if quantity.dimension == "date":
        if not any(_dates_agree(quantity.bound, place.quantity.bound) for place in meant):
            found = max(meant, key=lambda place: place.fit)
            return _bound_differs(quantity, found)
    elif not quantity.is_name and not any(_bounds_agree(quantity.bound, place) for place in meant):
        return _bound_differs(quantity, max(meant, key=lambda place: place.fit))
    return _displaced(quantity, best, places, claim)


def _absent(quantity: Quantity, places: list[_Place]) -> Fault:
    rivals = [
        place
        for place in places
        if place.quantity.dimension == quantity.dimension and place.quantity.unit == quantity.unit
    ]
    rivals = rivals or [place for place in places if place.quantity.dimension == quantity.dimension]
    what = f'"{quantity.text}"'
    if not rivals:
        return Fault(f"{what} does not stand in the cited passage", f"{quantity.text} ≠ (nothing)")
    found = max(rivals, key=lambda place: place.fit)
    return _differs(quantity, found, f'the passage says "{found.quantity.text}", not {what}')


def _differs(quantity: Quantity, found: _Place, why: str) -> Fault:
    return Fault(why, f"{quantity.text} ≠ {found.quantity.text}")


def _bound_differs(quantity: Quantity, found: _Place) -> Fault:
    said, stated = quantity.bound.value, found.quantity.bound.value
    if quantity.dimension == "date":
        words = {Bound.AT_LEAST: "from", Bound.AT_MOST: "until"}
        said, stated = words.get(quantity.bound, "on"), words.get(found.quantity.bound, "on")
    why = f'the passage says "{stated}" where the sentence says "{said}" (of {found.quantity.text})'
    return Fault(why, f"{said} {quantity.text} ≠ {stated} {found.quantity.text}")


def _bounds_agree(claimed: Bound, place: _Place) -> bool:
    """As `bounds_agree`; a figure without a bound shares that of one before it: "at most 50 %, and 60 % for start-ups"."""
    if bounds_agree(claimed, place.quantity.bound):
        return True
    if place.quantity.bound is not Bound.EXACT:
        return False
    start = place.reading.sentences[place.reading.segments[place.reading.segment_of(place.quantity.start)].sentence][0]
    return any(
        start <= other.start < place.quantity.start
        and other.dimension == place.quantity.dimension
        and other.bound not in (Bound.EXACT, Bound.ABOUT)
        and bounds_agree(claimed, other.bound)
        for other in place.reading.quantities
    )


def _dates_agree(claimed: Bound, stated: Bound) -> bool:
    """A date from which something holds is not one until which it holds; a bare date passes for either."""
    lower, upper = (Bound.AT_LEAST, Bound.LOW), (Bound.AT_MOST, Bound.HIGH)
    return not ((claimed in lower and stated in upper) or (claimed in upper and stated in lower))


def _displaced(quantity: Quantity, best: float, places: list[_Place], claim: Reading) -> Fault | None:
    """Whether another figure of the same sort belongs to what the claim speaks of, so that this one was moved."""
    if quantity.dimension in ("reference", "document", "rank"):
        return None
    rivals = [
        place
        for place in places
        if place.quantity.dimension == quantity.dimension
        and same_unit(quantity, place.quantity)
        and not same_value(quantity, place.quantity)
        and not same_value(place.quantity, quantity)
    ]
    if not rivals:
        return None
    rival = max(rivals, key=lambda place: place.fit)
    claimed_too = any(same_value(other, rival.quantity) for other in claim.quantities)
    needed = CLEARLY_BETTER if claimed_too else BETTER
    if rival.fit <= best * needed or rival.fit - best < BETTER_BY:
        return None
    why = f'"{quantity.text}" stands in the passage about something else; of this it says "{rival.quantity.text}"'
    return Fault(why, f"{quantity.text} ≠ {rival.quantity.text}")
