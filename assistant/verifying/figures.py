"""Whether each figure of a claim stands in the cited passages, with its unit and bound, and about the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log

from assistant.quantities import Bound, Quantity, bounds_agree, same_unit, same_value
from assistant.quantities.bounds import LOWER
from assistant.verifying.case import Case, Fault
from assistant.verifying.events import events_in, events_of
from assistant.verifying.matching import Match
from assistant.verifying.reading import Reading, term_weights
from assistant.verifying.scopes import gives_time, scope_of
from assistant.verifying.terms import Term, content_of

# A figure is taken to belong to something else when another figure of its sort fits the claim's words this much better.
BETTER, BETTER_ACROSS, BETTER_BY = 1.3, 1.6, 0.35
COMPANY = 1.0  # what each further figure in common counts, in words in common
CLEARLY_BETTER = 1.75  # where the other figure is in the claim as well
_SAME_PLACE = (
    0.6  # figures whose surroundings fit at least so well, relative to the best, count as the one that is meant
)

_EXCEPT = re.compile(r"[(（](?:不含|不包括|不包含|含|包含|exclud\w+|not includ\w+|includ\w+)(?:本数)?[ :：]?$", re.I)
# a claim that speaks of a change may give what was struck out
_CHANGED = re.compile(
    r"~~|\b(?:replac|instead|rather|from|mov|chang|amend|postpon|delay|struck|strik|former|original|previous|earlier)\w*"
    r"|原|改|由|取代|推迟|延|删|此前",
    re.I,
)
_SUM = re.compile(r"总(?:额|金额|规模|量|数)|\b(?:total|in all|altogether)\b", re.I)
_RESPECTIVELY = re.compile(r"分别|\brespectively\b")
_LISTED = re.compile(r"[、,，和与及]|\band\b")
_OR = re.compile(r"(?:\s*of [\w' ]{3,40}?|[\u4e00-\u9fff]{1,8})?\s*,?\s*(?:or|and|或者?|和|及|、)\s*(?:[\w' ]{0,24})")


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure of the evidence in its surroundings, with how well these fit the claim's."""

    reading: Reading
    quantity: Quantity
    fit: float
    heading: bool  # in the passage's heading

    @property
    def sentence(self) -> tuple[Reading, int]:
        """Which sentence it stands in."""
        return self.reading, _sentence_of(self.reading, self.quantity)


def faulty_figure(case: Case) -> Fault:
    """A fault for the first figure of the claim that the cited passages and their headings do not carry."""
    claim, terms, passages, headings = case.claim, case.terms, case.passages, case.headings
    rarity = _rarity(terms, passages)
    surroundings = {
        (index, other): term_weights(reading, other, terms)
        for index, reading in enumerate((*passages, *headings))
        for other in reading.quantities
        if any(_comparable(quantity, other) for quantity in claim.quantities)
    }
    held: list[tuple[Quantity, list[_Place]]] = []
    for quantity in claim.quantities:
        if _EXCEPT.search(claim.text[max(0, quantity.start - 12) : quantity.start]):
            continue  # "more than 20 million yuan (20 million not included)"
        if gives_time(claim, quantity, passages):
            continue  # 每家企业一年最多100万元
        near = _paired(claim, quantity, terms) or term_weights(claim, quantity, terms)
        places = [
            _Place(
                reading,
                other,
                _fit(near, surroundings[index, other], rarity) + COMPANY * _company(claim, quantity, reading, other),
                index >= len(passages),
            )
            for index, reading in enumerate((*passages, *headings))
            for other in reading.quantities
            if _comparable(quantity, other) and not (_struck(reading, other) and not _CHANGED.search(claim.text))
        ]
        fault = _fault(quantity, places, case)
        if fault is not None:
            return fault
        held.append((quantity, [place for place in places if _equal(quantity, place)]))
    return _torn_range(held) or _other_year(held) or _other_date(held)


def _struck(reading: Reading, quantity: Quantity) -> bool:
    """Whether a figure is struck out (~~1 February 2026~~): it held before, and holds no more."""
    line = reading.text.rfind("\n", 0, quantity.start) + 1
    return reading.text.count("~~", line, quantity.start) % 2 == 1


def _comparable(quantity: Quantity, other: Quantity) -> bool:
    return other.dimension == quantity.dimension or same_unit(quantity, other) or same_value(quantity, other)


def _paired(claim: Reading, quantity: Quantity, terms: Sequence[Term]) -> dict[str, float]:
    """In "A, B and C are 1, 2 and 3 respectively" (分别): the words of the figure's own item; {} for other claims."""
    if not _RESPECTIVELY.search(claim.text):
        return {}
    alike = [q for q in claim.quantities if q.dimension == quantity.dimension]
    items = [item for item in _LISTED.split(claim.text[: alike[0].start]) if item.strip()]
    if len(items) != len(alike) or len(alike) < 2:
        return {}
    own = content_of(items[alike.index(quantity)], glossed=False)
    return {term.word: 1.0 for term in terms if own.has(term)}


def _rarity(terms: Sequence[Term], evidence: Sequence[Reading]) -> dict[str, float]:
    """Terms that stand in few of the evidence's segments tell its figures apart; those in all do not."""
    segments = [segment for reading in evidence for segment in reading.segments]
    counts = {term.word: sum(segment.content.has(term) for segment in segments) for term in terms}
    return {word: log((1 + len(segments)) / (1 + count)) + 0.1 for word, count in counts.items()}


def _fit(near: dict[str, float], there: dict[str, float], rarity: dict[str, float]) -> float:
    """How well the words around a figure of the evidence agree with those around the claim's."""
    return sum(near[word] * there[word] * rarity[word] for word in near.keys() & there.keys())


def _company(claim: Reading, quantity: Quantity, reading: Reading, other: Quantity) -> int:
    """How many of the claim's further figures stand in a figure's sentence; none count in "A and B are 1 and 2"."""
    if _RESPECTIVELY.search(claim.text):
        return 0
    beside = [q for q in reading.quantities_in(*reading.sentences[_sentence_of(reading, other)]) if q != other]
    further = [q for q in claim.quantities if q != quantity and not same_value(q, other)]
    return sum(any(same_value(q, b) and same_unit(q, b) for b in beside) for q in further)


def _equal(quantity: Quantity, place: _Place) -> bool:
    """Whether a place has the claim's value; a date without its year takes one that the same text names."""
    other = place.quantity
    if same_value(quantity, other):
        return True
    if not quantity.dimension == other.dimension == "date" or not other.name.startswith("0000"):
        return False
    years = {q.name[:4] for q in place.reading.quantities if q.dimension == "date"}
    return quantity.name[:4] in years and same_value(replace(quantity, name=f"0000{quantity.name[4:]}"), other)


def _fault(quantity: Quantity, places: list[_Place], case: Case) -> Fault:
    claim, across = case.claim, case.across
    equal = [place for place in places if _equal(quantity, place)]
    if not equal:
        return _absent(quantity, places)
    measured = [p for p in equal if same_unit(quantity, p.quantity) or _elliptic(quantity, p.quantity, claim)]
    if not measured:
        found = max(equal, key=lambda place: place.fit)
        said, stated = _with_unit(quantity), _with_unit(found.quantity)
        return _differs(quantity, found, f"the passage says {stated}, not {said}")
    best = max(place.fit for place in measured)
    meant = [place for place in measured if place.fit >= best * _SAME_PLACE]
    meant = [place for place in meant if _in_part(place, case.best)] or meant
    if not any(_same_bound(quantity, place, claim) for place in meant):
        return _bound_differs(quantity, max(meant, key=lambda place: place.fit))
    events = events_of(claim, quantity) if quantity.dimension == "date" else set()
    if any(events & events_of(place.reading, place.quantity) for place in measured):
        return None
    if any(place.heading for place in measured):
        return None  # metadata stand without a sentence that could belong to something else
    return _displaced(quantity, best, places, claim, across)


def _in_part(place: _Place, best: Match) -> bool:
    """Whether a figure stands between those semicolons that carry the claim best."""
    return place.reading is best.reading and best.part[0] <= place.quantity.start < best.part[1]


def _elliptic(quantity: Quantity, other: Quantity, claim: Reading) -> bool:
    """Whether a bare number may have the unit of another figure of the claim ("20 days instead of 60")."""
    units = {(q.dimension, q.unit) for q in claim.quantities}
    return quantity.dimension == "number" and not quantity.unit and (other.dimension, other.unit) in units


def _same_bound(quantity: Quantity, place: _Place, claim: Reading) -> bool:
    if quantity.dimension == "date":
        return _dates_agree(quantity.bound, place.quantity.bound)
    return quantity.is_name or _bounds_agree(quantity, place, claim)


def _absent(quantity: Quantity, places: list[_Place]) -> Fault:
    rivals = [place for place in places if place.quantity.dimension == quantity.dimension]
    rivals = [place for place in rivals if place.quantity.unit == quantity.unit] or rivals
    what = f'"{quantity.text}"'
    if not rivals:
        return f"{what} does not stand in the cited passage", f"{quantity.text} ≠ (nothing)"
    found = max(rivals, key=lambda place: place.fit)
    return _differs(quantity, found, f'the passage says "{found.quantity.text}", not {what}')


def _with_unit(quantity: Quantity) -> str:
    """A figure as its text has it; of a count, with what is counted."""
    counted = quantity.dimension == "count" and quantity.unit
    return f'"{quantity.text}" ({quantity.unit})' if counted else f'"{quantity.text}"'


def _differs(quantity: Quantity, found: _Place, why: str) -> Fault:
    return why, f"{quantity.text} ≠ {found.quantity.text}"


def _bound_differs(quantity: Quantity, found: _Place) -> Fault:
    said, stated = quantity.bound.value, found.quantity.bound.value
    if quantity.dimension == "date":
        words = {Bound.AT_LEAST: "from", Bound.AT_MOST: "until"}
        said, stated = words.get(quantity.bound, "on"), words.get(found.quantity.bound, "on")
    why = f'the passage says "{stated}" where the sentence says "{said}" (of {found.quantity.text})'
    return why, f"{said} {quantity.text} ≠ {stated} {found.quantity.text}"


def _bounds_agree(quantity: Quantity, place: _Place, claim: Reading) -> bool:
    """As `bounds_agree`; a figure without a bound of its own may share that of one before it in the sentence."""
    stated = place.quantity.bound
    if bounds_agree(quantity.bound, stated):
        return True
    if quantity.bound is Bound.EXACT and stated in (Bound.LOW, Bound.HIGH):  # "raised from 40 to 60"
        ends = [q for q in place.reading.quantities_in(*_span(place)) if q.bound in (Bound.LOW, Bound.HIGH)]
        if len(ends) == 2 and all(any(same_value(q, end) for q in claim.quantities) for end in ends):
            return True
    if quantity.bound is Bound.EXACT:  # "up to 7.5 million euros or 1 %"
        return any(bounds_agree(bound, stated) for bound in _shared(quantity, claim, alike=False))
    before = place.reading.text[max(0, place.quantity.start - 3) : place.quantity.start]
    if quantity.bound in LOWER and stated is Bound.EXACT and before.endswith(("满", "达", "达到")):
        return True  # 满一年 is at least a year
    if quantity.dimension == "duration" and (quantity.bound, stated) == (Bound.AT_MOST, Bound.EXACT):
        return True  # what lasts 36 months lasts at most 36 months
    if stated is Bound.EXACT:  # "at most 50 %, and 60 % for start-ups"
        shared = [b for alike in (True, False) for b in _shared(place.quantity, place.reading, alike=alike)]
        return any(bounds_agree(quantity.bound, bound) for bound in shared)
    return False


def _shared(quantity: Quantity, reading: Reading, *, alike: bool) -> list[Bound]:
    """Bounds that a figure may share: of those before it in its sentence that are of its sort, or joined by "or"."""
    chain = reading.quantities_in(reading.sentences[_sentence_of(reading, quantity)][0], quantity.start)
    if alike:
        return [q.bound for q in chain if q.dimension == quantity.dimension and q.bound is not Bound.EXACT]
    following = quantity
    for other in reversed(chain):
        if not _OR.fullmatch(reading.text[other.end : following.start]):
            break
        if other.bound is not Bound.EXACT:
            return [other.bound]
        following = other
    return []


def _dates_agree(claimed: Bound, stated: Bound) -> bool:
    """A date from which something holds is not one until which it holds; a bare date passes for either."""
    lower, upper = (Bound.AT_LEAST, Bound.LOW), (Bound.AT_MOST, Bound.HIGH)
    return not ((claimed in lower and stated in upper) or (claimed in upper and stated in lower))


def _torn_range(held: Sequence[tuple[Quantity, list[_Place]]]) -> Fault:
    """Whether a claim's range was put together from the ends of two."""
    for (low, lows), (high, highs) in pairwise(held):
        if low.bound is not Bound.LOW or high.bound is not Bound.HIGH or low.dimension != high.dimension:
            continue
        if low.dimension != "date" and not any(_one_range(a, b) for a in lows for b in highs):
            why = f'"{low.text}" and "{high.text}" stand in the passage, but not as the two ends of one range'
            return why, f"{low.text}–{high.text}"
    return None


def _one_range(low: _Place, high: _Place) -> bool:
    """Whether no other figure of the same sort stands between two, in one sentence."""
    between = low.reading.quantities_in(low.quantity.start + 1, high.quantity.start)
    ordered = low.quantity.start <= high.quantity.start
    return ordered and low.sentence == high.sentence and not any(q.dimension == low.quantity.dimension for q in between)


def _other_year(held: Sequence[tuple[Quantity, list[_Place]]]) -> Fault:
    """Whether the passage gives the claim's other figures for another year."""
    anchors = (places for quantity, places in held if quantity.dimension != "date" or _precision(quantity) > 0)
    figures = [place.sentence for places in anchors for place in places if not place.heading]
    for year, places in held:
        if year.dimension != "date" or _precision(year) > 0:
            continue
        named = {place.sentence for place in places}
        for reading, number in dict.fromkeys(figures):
            others = [q for q in reading.quantities_in(*reading.sentences[number]) if q.dimension == "date"]
            years = [q for q in others if _precision(q) == 0 and q.bound is year.bound]
            if years and not named & set(figures):
                why = f'the passage says this of "{years[0].text}", not of "{year.text}"'
                return why, f"{year.text} ≠ {years[0].text}"
    return None


def _other_date(held: Sequence[tuple[Quantity, list[_Place]]]) -> Fault:
    """Whether a figure's own date, where a sentence has several figures with dates, is another than the claim's."""
    dates = [quantity for quantity, _ in held if quantity.dimension == "date"]
    if len(dates) != 1:
        return None
    for quantity, places in held:
        if quantity.dimension not in ("money", "count", "number", "percent"):
            continue
        own = [_own_date(place) for place in places if not place.heading]
        others = [date for date in own if date is not None and not same_value(dates[0], date)]
        if own and len(others) == len(own):
            why = f'the passage says "{quantity.text}" of "{others[0].text}", not of "{dates[0].text}"'
            return why, f"{dates[0].text} ≠ {others[0].text}"
    return None


def _own_date(place: _Place) -> Quantity | None:
    """The date that a figure goes with, when its sentence has as many figures of its sort as dates, each with one."""
    inside = place.reading.quantities_in(*_span(place))
    dates = [q for q in inside if q.dimension == "date"]
    alike = [q for q in inside if q.dimension == place.quantity.dimension and same_unit(q, place.quantity)]
    if len(dates) < 2 or len(dates) != len(alike):
        return None
    order = [q for q in inside if q in dates or q in alike]
    pairs = list(zip(order[::2], order[1::2], strict=True))
    if any(len({q.dimension for q in pair}) != 2 for pair in pairs):
        return None
    return next((q for pair in pairs if place.quantity in pair for q in pair if q.dimension == "date"), None)


def _span(place: _Place) -> tuple[int, int]:
    return place.reading.sentences[_sentence_of(place.reading, place.quantity)]


def _sentence_of(reading: Reading, quantity: Quantity) -> int:
    return reading.segments[reading.segment_of(quantity.start)].sentence


def _displaced(quantity: Quantity, best: float, places: list[_Place], claim: Reading, across: bool) -> Fault:
    """Whether another figure of the same sort belongs to what the claim speaks of, so that this one was moved."""
    if quantity.dimension in ("reference", "document"):
        return None
    rivals = [place for place in places if _rival(quantity, place)]
    if quantity.dimension == "date":  # of another event than any that the claim speaks of
        spoken = set[str]().union(*(events_in(claim, at) for at in range(len(claim.segments))))
        rivals = [
            place for place in rivals if not (events := events_of(place.reading, place.quantity)) or events & spoken
        ]
    if not rivals:
        return None
    rival = max(rivals, key=lambda place: place.fit)
    claimed_too = any(same_value(other, rival.quantity) for other in claim.quantities)
    needed = CLEARLY_BETTER if claimed_too else BETTER_ACROSS if across and quantity.dimension != "date" else BETTER
    if rival.fit <= best * needed or rival.fit - best < BETTER_BY:
        return None
    if _in_all(claim, quantity) and any(_in_all(p.reading, p.quantity) for p in places if _equal(quantity, p)):
        return None  # "in all" says which of the sums is meant
    if any(_dated_so(place, claim) for place in places if _equal(quantity, place)) and not _dated_so(rival, claim):
        return None  # "90 % by 2030", where the words of the 70 % of 2027 are nearer
    why = f'"{quantity.text}" stands in the passage about something else; of this it says "{rival.quantity.text}"'
    return why, f"{quantity.text} ≠ {rival.quantity.text}"


def _in_all(reading: Reading, quantity: Quantity) -> bool:
    """Whether a figure is given as a total."""
    before = reading.text[max(0, quantity.start - 16) : quantity.start]
    return scope_of(reading, quantity).total or _SUM.search(before) is not None


def _dated_so(place: _Place, claim: Reading) -> bool:
    """Whether the sentence of a place gives all the dates that the claim gives, there being any."""
    dates = [q for q in claim.quantities if q.dimension == "date" and q.start != place.quantity.start]
    there = [q for q in place.reading.quantities_in(*_span(place)) if q.dimension == "date"]
    return bool(dates) and all(any(same_value(date, other) for other in there) for date in dates)


def _rival(quantity: Quantity, place: _Place) -> bool:
    """Whether a place has another value of the same sort; of dates, one of the same precision."""
    other = place.quantity
    if other.dimension != quantity.dimension or not same_unit(quantity, other) or place.heading:
        return False
    if quantity.dimension != "date" and not bounds_agree(quantity.bound, other.bound):
        return False
    if quantity.dimension == "date" and _precision(other) != _precision(quantity):
        return False
    if quantity.bound in (Bound.LOW, Bound.HIGH) and other.bound is not quantity.bound:
        return False  # the other end of a range is not what this end was taken from
    return not _equal(quantity, place) and not same_value(other, quantity)


def _precision(date: Quantity) -> int:
    return 2 if not date.name.endswith("-00") else 1 if not date.name.endswith("-00-00") else 0
