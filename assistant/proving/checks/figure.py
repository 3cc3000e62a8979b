"""A figure that its passages do not have, or have with another unit or bound: "at most" is not "at least"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.quantities import Bound, Quantity, bounds_agree
from assistant.proving.case import Case, Fault
from assistant.proving.places import Claimed, Place
from assistant.proving.reading import Reading

# figures whose surroundings fit so well, relative to the best, count as the one that is meant; .75 did the same
_MEANT = 0.6
FEW = 20
# sorts that writers count and reckon themselves ("two of them", "a fifth more"), and that are printed in many forms
_RECKONED = ("count", "number", "reference", "rank", "multiple", "frequency")
_OR = re.compile(r"(?:\s*of [\w' ]{3,40}?|[\u4e00-\u9fff]{1,8})?\s*,?\s*(?:or|and|或者?|和|及|、)\s*(?:[\w' ]{0,24})")


def check(case: Case) -> Fault | None:
    """A fault for the first figure that the passages and their headings do not carry."""
    return next(filter(None, (_fault(claimed, case) for claimed in case.claimed)), None)


def _fault(claimed: Claimed, case: Case) -> Fault | None:
    quantity = claimed.quantity
    if _gives_time(case, quantity):
        return None
    if not claimed.equal:
        return None if _counted(claimed) or _printed(quantity, case) else _absent(claimed, case)
    if not claimed.measured:
        found = max(claimed.equal, key=lambda place: place.fit).quantity
        why = f"the passage says {_with_unit(found)}, not {_with_unit(quantity)}"
        return Fault(why, f"{quantity.text} ≠ {found.text}")
    meant = [place for place in claimed.measured if place.fit >= claimed.best * _MEANT]
    if any(_same_bound(quantity, place, case.claim) for place in meant):
        return None
    return _bound_differs(quantity, max(meant, key=lambda place: place.fit).quantity)


def _gives_time(case: Case, quantity: Quantity) -> bool:
    """Whether a figure says no more than per what time something is done or given, as a passage does: 一年最多… is no
    duration, and "once a year" stands where the passage has "annually"."""
    if quantity.dimension == "duration":
        reach = range(quantity.start, quantity.start + 1)
    elif quantity.dimension == "frequency" and quantity.value == 1:
        reach = range(quantity.start - 12, quantity.end + 8)
    else:
        return False
    said = {per.unit for per in case.claim.given_per if per.kind == "time" and per.start in reach}
    return any(per.unit in said for passage in case.passages for per in passage.given_per)


def _counted(claimed: Claimed) -> bool:
    """Whether a small number may be the writer's own count of what the passage lists ("two of the tools")."""
    quantity = claimed.quantity
    if quantity.dimension not in ("count", "number") or quantity.value is None or quantity.value > FEW:
        return False
    return not any(place.quantity.dimension == quantity.dimension for place in claimed.places)


def _printed(quantity: Quantity, case: Case) -> bool:
    """Whether the digits of a reference stand in the evidence in a form that is not read: "6-1-1703", "(30)"."""
    numbers = re.findall(r"\d+", quantity.text)
    if quantity.dimension not in ("reference", "document") or not numbers:
        return False
    return all(re.search(rf"(?<!\d){number}(?!\d)", case.original) for number in numbers)


def _absent(claimed: Claimed, case: Case) -> Fault:
    quantity = claimed.quantity
    rivals = [place for place in claimed.places if place.quantity.dimension == quantity.dimension]
    rivals = [place for place in rivals if place.quantity.unit == quantity.unit] or rivals
    if not rivals:
        # "two in five", "half a year later": it may be reckoned from what the passage has
        why = f'"{quantity.text}" does not stand in the cited passage'
        return Fault(why, f"{quantity.text} ≠ (nothing)", proven=False)
    best = max(rivals, key=lambda place: place.fit)
    found = best.quantity
    return Fault(
        f'the passage says "{found.text}", not "{quantity.text}"',
        f"{quantity.text} ≠ {found.text}",
        proven=quantity.dimension not in _RECKONED
        and found.unit == quantity.unit
        and bounds_agree(quantity.bound, found.bound)
        and best.sentence == (case.best.reading, case.best.sentence),
    )


def _with_unit(quantity: Quantity) -> str:
    """A figure as its text has it; of a count, with what is counted."""
    counted = quantity.dimension == "count" and quantity.unit
    return f'"{quantity.text}" ({quantity.unit})' if counted else f'"{quantity.text}"'


def _bound_differs(quantity: Quantity, found: Quantity) -> Fault:
    said, stated = quantity.bound.value, found.bound.value
    if quantity.dimension == "date":
        words = {Bound.AT_LEAST: "from", Bound.AT_MOST: "until"}
        said, stated = words.get(quantity.bound, "on"), words.get(found.bound, "on")
    why = f'the passage says "{stated}" where the sentence says "{said}" (of {found.text})'
    opposed = {quantity.bound, found.bound} == {Bound.AT_MOST, Bound.AT_LEAST}
    return Fault(why, f"{said} {quantity.text} ≠ {stated} {found.text}", proven=opposed)


def _same_bound(quantity: Quantity, place: Place, claim: Reading) -> bool:
    if quantity.dimension == "date":
        return _dates_agree(quantity.bound, place.quantity.bound)
    return quantity.is_name or _bounds_agree(quantity, place, claim)


def _dates_agree(claimed: Bound, stated: Bound) -> bool:
    """A date from which something holds is not one until which it holds; a bare date passes for either."""
    lower, upper = (Bound.AT_LEAST, Bound.LOW), (Bound.AT_MOST, Bound.HIGH)
    return not ((claimed in lower and stated in upper) or (claimed in upper and stated in lower))


def _bounds_agree(quantity: Quantity, place: Place, claim: Reading) -> bool:
    """As `bounds_agree`; a figure without a bound of its own may share that of one before it in the sentence."""
    stated = place.quantity.bound
    if bounds_agree(quantity.bound, stated):
        return True
    if quantity.bound is Bound.EXACT:  # "up to 7.5 million euros or 1 %"
        return any(bounds_agree(bound, stated) for bound in _joined(quantity, claim))
    if stated is not Bound.EXACT:
        return False
    if quantity.dimension == "duration" and quantity.bound is Bound.AT_MOST:
        return True  # what lasts 36 months lasts at most 36 months
    shared = [*_alike(place.quantity, place.reading), *_joined(place.quantity, place.reading)]
    return any(bounds_agree(quantity.bound, bound) for bound in shared)


def _before(quantity: Quantity, reading: Reading) -> tuple[Quantity, ...]:
    return reading.quantities_in(reading.span_of(quantity)[0], quantity.start)


def _alike(quantity: Quantity, reading: Reading) -> Iterator[Bound]:
    """The bounds of figures of a figure's sort before it in its sentence: "at most 50 %, and 60 % for start-ups"."""
    alike = (q for q in _before(quantity, reading) if q.dimension == quantity.dimension)
    return (q.bound for q in alike if q.bound is not Bound.EXACT)


def _joined(quantity: Quantity, reading: Reading) -> Iterator[Bound]:
    """The bound of the nearest figure before one that has any, all between them joined by "or"."""
    following = quantity
    for other in reversed(_before(quantity, reading)):
        if not _OR.fullmatch(reading.text[other.end : following.start]):
            return
        if other.bound is not Bound.EXACT:
            yield other.bound
            return
        following = other
