"""A range that was put together from the ends of two."""

from __future__ import annotations

from itertools import pairwise

from assistant.language.quantities import Bound
from assistant.proving.case import Case, Fault
from assistant.proving.places import Place


def check(case: Case) -> Fault | None:
    """A fault for the first range of the claim both of whose ends its passages have, but not as those of one range."""
    for low, high in pairwise(case.claimed):
        one, two = low.quantity, high.quantity
        if one.bound is not Bound.LOW or two.bound is not Bound.HIGH or one.dimension != two.dimension:
            continue
        if one.dimension != "date" and not any(_one_range(a, b) for a in low.equal for b in high.equal):
            why = f'"{one.text}" and "{two.text}" stand in the passage, but not as the two ends of one range'
            return Fault(why, f"{one.text}–{two.text}")
    return None


def _one_range(low: Place, high: Place) -> bool:
    """Whether no other figure of the same sort stands between two, in one sentence."""
    between = low.reading.quantities_in(low.quantity.start + 1, high.quantity.start)
    ordered = low.quantity.start <= high.quantity.start
    return ordered and low.sentence == high.sentence and not any(q.dimension == low.quantity.dimension for q in between)
