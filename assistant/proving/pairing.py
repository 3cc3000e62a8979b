"""Who gets which figure: whether the words that tell a claim's figures apart stand by the same figures in a passage.

"At most 50 % for start-ups, 60 % for others" has every word and figure of "60 % for start-ups, at most 50 % for
others", and none of its pairs. For two figures of one sort, the words that only one of them has beside it in the claim
vote: for the claim's pairing where they stand nearer to that figure in the passage as well, against it otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from assistant.language.packs import either
from assistant.language.quantities import Quantity, bounds_agree, same_unit, same_value
from assistant.language.terms import Term
from assistant.proving.places import Claimed, Place
from assistant.proving.reading import Reading

_IN_TURN = either(lambda pack: pack.cues.in_turn)


@dataclass(frozen=True, slots=True)
class Votes:
    """How many words bear a claim's pairing out, and how many speak against it; what the words stand by instead."""

    kept: int
    broken: int
    quantity: Quantity
    instead: Quantity
    of_claim: bool = False  # both figures are the claim's: they have changed places


def votes_of(claim: Reading, claimed: Sequence[Claimed]) -> list[Votes]:
    """For each two figures of one sort in the claim, and for each figure beside which a passage has another."""
    paired = [_pair(claim, a, b) for a, b in combinations(claimed, 2) if _one_sort(a.quantity, b.quantity)]
    alone = [_alone(claim, one) for one in claimed if not one.quantity.is_name and one.quantity.dimension != "date"]
    return [votes for votes in (*paired, *alone) if votes is not None]


def _one_sort(one: Quantity, two: Quantity) -> bool:
    """Whether two figures can be taken for each other: of one unit, and not the same."""
    alike = same_value(one, two) and one.bound is two.bound
    return one.dimension == two.dimension and same_unit(one, two) and not alike


def _stated(claimed: Claimed) -> list[Place]:
    """Where a passage has a figure of the claim, with its bound where any place has that."""
    places = [place for place in claimed.measured if not place.heading]
    return [p for p in places if bounds_agree(claimed.quantity.bound, p.quantity.bound)] or places


def _pair(claim: Reading, one: Claimed, two: Claimed) -> Votes | None:
    """Two figures of the claim: each word that only one of them has beside it votes."""
    mine, theirs = _beside(claim, one.quantity), _beside(claim, two.quantity)
    found = []
    for first, second in product(_stated(one), _stated(two)):
        listed = first.sentence == second.sentence and _in_turn(first)
        near = [_nearer(first, second, term) for term in mine - theirs]
        near += [_nearer(second, first, term) for term in theirs - mine]
        kept = 0 if listed else sum(n > 0 for n in near)
        broken = 0 if listed else sum(n < 0 for n in near)
        found.append(Votes(kept, broken, one.quantity, two.quantity, of_claim=True))
    return max(found, key=lambda votes: votes.kept - votes.broken, default=None)


def _alone(claim: Reading, claimed: Claimed) -> Votes | None:
    """One figure of the claim, and another of its sort beside it in the passage that the claim does not have."""
    place = max(claimed.measured, key=lambda place: place.fit, default=None)
    if place is None or place.heading or _in_turn(place):
        return None
    found = []
    for rival in place.reading.beside(place.quantity):
        if _one_sort(claimed.quantity, rival) and not any(same_value(rival, q) for q in claim.quantities):
            other = Place(place.reading, rival, 0.0, False)
            near = [_nearer(place, other, term) for term in _beside(claim, claimed.quantity)]
            found.append(Votes(sum(n > 0 for n in near), sum(n < 0 for n in near), claimed.quantity, rival))
    return max(found, key=lambda votes: votes.broken - votes.kept, default=None)


def _in_turn(place: Place) -> bool:
    """Whether a sentence lists who gets what in turn: nearness says nothing there."""
    return bool(_IN_TURN.search(place.reading.text, *place.reading.span_of(place.quantity)))


def _beside(claim: Reading, quantity: Quantity) -> frozenset[Term]:
    """The words of a figure's own segment, or of what leads up to it where that has none."""
    at = claim.segment_of(quantity.start)
    for index in range(at, max(-1, at - 2), -1):
        if claim.segments:
            found = frozenset(t for t in claim.terms if claim.segments[index].content.has(t))
            if found:
                return found
    return frozenset()


def _nearer(one: Place, other: Place, term: Term) -> int:
    """1 where a word stands nearer to the first of two figures, -1 nearer to the other, 0 neither."""
    if one.reading is not other.reading:
        return one.reading.whole.has(term) - other.reading.whole.has(term)
    reading = one.reading
    places = {reading.segment_of(one.quantity.start), reading.segment_of(other.quantity.start)}
    # what stands before both, apart from either, is what both are about
    spans = [
        index
        for index, segment in enumerate(reading.segments)
        if (index in places or index > min(places)) and segment.content.has(term)
    ]
    if not spans:
        return 0
    if len(places) == 1 and spans == list(places):
        return _nearer_inside(one, other, term)
    a, b = (min(_distance(reading, index, place.quantity) for index in spans) for place in (one, other))
    return (a < b) - (a > b)


def _nearer_inside(one: Place, other: Place, term: Term) -> int:
    """The same for two figures of one segment, by letters between; 0 for a word that stands there in translation."""
    segment = one.reading.segments[one.reading.segment_of(one.quantity.start)]
    at = segment.start + segment.content.folded.find(term.word)
    if at < segment.start:
        return 0
    a, b = (min(abs(at - p.quantity.end), abs(p.quantity.start - at - len(term.word))) for p in (one, other))
    return (a < b) - (a > b)


def _distance(reading: Reading, index: int, quantity: Quantity) -> float:
    at = reading.segment_of(quantity.start)
    return abs(index - at) + (0.25 if index > at else 0.0)  # what is before a figure is sooner of it than what follows
