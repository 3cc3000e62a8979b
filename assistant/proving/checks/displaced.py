"""A figure taken from somewhere else: another of its sort fits the claim's words clearly better."""

from __future__ import annotations

from assistant.language.quantities import Bound, Quantity, bounds_agree, same_unit, same_value
from assistant.proving.case import Case, Fault
from assistant.proving.events import events_of
from assistant.proving.places import Claimed, Place

# How much better another figure has to fit: as many times, and by so much. By hand, on 304 of the pairs of
# tests/data/verifying; 1.2 changed one or two sentences.
BETTER, BETTER_BY = 1.3, 0.35
CLEARLY_BETTER = 1.75  # where the other figure is in the claim as well


def check(case: Case) -> Fault | None:
    """A fault for the first figure in whose place its passages have another."""
    for claimed in case.claimed:
        quantity, best = claimed.quantity, claimed.best
        if not claimed.measured or any(place.heading for place in claimed.measured):
            continue  # metadata stand without a sentence that could belong to something else
        if quantity.dimension == "date" and _of_same_event(case, claimed):
            continue
        rivals = [place for place in claimed.places if _rival(quantity, place)]
        if quantity.dimension in ("reference", "document") or not rivals:
            continue
        rival = max(rivals, key=lambda place: place.fit)
        said_too = any(same_value(other, rival.quantity) for other in case.claim.quantities)
        better = CLEARLY_BETTER if said_too else BETTER
        if rival.fit > best * better and rival.fit - best >= BETTER_BY:
            said, stated = quantity.text, rival.quantity.text
            why = f'"{said}" stands in the passage about something else; of this it says "{stated}"'
            return Fault(why, f"{said} ≠ {stated}", proven=False)
    return None


def _of_same_event(case: Case, claimed: Claimed) -> bool:
    """Whether a date is one of the event that the claim gives it for."""
    said = events_of(case.claim, claimed.quantity)
    return any(said & events_of(place.reading, place.quantity) for place in claimed.measured)


def _rival(quantity: Quantity, place: Place) -> bool:
    """Whether a place has another value of the same sort; of dates, one of the same precision."""
    other = place.quantity
    if other.dimension != quantity.dimension or not same_unit(quantity, other) or place.heading:
        return False
    if quantity.dimension == "date":
        if _precision(other) != _precision(quantity):
            return False
    elif not bounds_agree(quantity.bound, other.bound):
        return False
    if quantity.bound in (Bound.LOW, Bound.HIGH) and other.bound is not quantity.bound:
        return False  # the other end of a range is not what this end was taken from
    return not place.has(quantity) and not same_value(other, quantity)


def _precision(date: Quantity) -> int:
    return 2 if not date.name.endswith("-00") else 1 if not date.name.endswith("-00-00") else 0
