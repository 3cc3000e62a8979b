"""A figure given per something else: a month for a year, each project for each company, a year for all in all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.packs import either
from assistant.language.quantities import Quantity
from assistant.proving.case import Case, Fault
from assistant.proving.matching import stands
from assistant.proving.per_what import ANY, Per
from assistant.proving.reading import Reading, around

MEASURED = ("money", "number", "count", "area", "compute", "energy", "percent", "multiple")
_OCCASIONS = frozenset(("case", "time"))  # violations; purchases
_CLAUSE = re.compile(r"[，；;。|、]|[,:](?=\s)|\band\b(?= (?:up to|at most|at least|a |an |no ))")
_TOTAL = either(lambda pack: pack.cues.total, re.A)
_SPAN = either(lambda pack: pack.cues.span, re.A)


@dataclass(frozen=True, slots=True)
class Scope:
    """Per what a figure is meant. `own` are its units of a kind; `around` those of the sentence before it."""

    own: dict[str, frozenset[str]]
    around: dict[str, frozenset[str]]
    total: bool  # "in total", 累计
    span: bool  # given for so many years


def check(case: Case) -> Fault | None:
    """A fault for a figure that its passages give per something else, or in total and not per year."""
    for quantity in case.claim.quantities:
        if quantity.dimension not in MEASURED:
            continue
        claimed = scope_of(case.claim, quantity)
        if not (any(claimed.own.values()) or claimed.total):
            continue
        faults = [
            _differs(claimed, scope_of(reading, other), other)
            for reading in case.passages
            for other in reading.quantities
            if stands(quantity, [other])
        ]
        if faults and all(faults):
            return faults[0]
    return None


def scope_of(reading: Reading, quantity: Quantity) -> Scope:
    """Per what a figure is meant: what its clause says of it; before it in the sentence, what may hold for it too."""
    start, end = reading.span_of(quantity)
    inside = reading.quantities_in(start, end)
    figures = [q for q in inside if q.dimension in MEASURED and q.start != quantity.start]
    left, right = around(_CLAUSE, reading.folded, (quantity.start, quantity.end), (start, end))
    own: list[Per] = []
    near: list[Per] = []
    for per in reading.given_per:
        if not start <= per.start < end:
            continue
        in_clause = left <= per.start < right
        if in_clause and not _anothers(reading.folded, per, quantity, figures):
            own.append(per)
        elif per.start < quantity.start or in_clause:
            near.append(per)
    span = any(
        q.dimension == "duration" and _SPAN.search(reading.folded[max(left, q.start - 20) : q.start])
        for q in reading.quantities_in(left, right)
    )
    return Scope(_units(own), _units(near), bool(_TOTAL.search(reading.folded, left, right)), span)


def _units(found: Sequence[Per]) -> dict[str, frozenset[str]]:
    return {kind: frozenset(per.unit for per in found if per.kind == kind) for kind in ("time", "head")}


def _anothers(text: str, per: Per, quantity: Quantity, figures: Sequence[Quantity]) -> bool:
    """Whether words of a clause belong to another figure of it: those before a Chinese figure, after an English one."""
    english = text[per.start : per.end].isascii()
    if per.start >= quantity.end:
        between = any(quantity.end <= q.start < per.start for q in figures)
        following = any(q.start >= per.end for q in figures)
        return between or (not english and text[per.start] != "/" and following)
    before = [q for q in figures if q.end <= per.start]
    joined = bool(before) and re.search(r"\b(?:and|or)\b", text[before[-1].end : per.start]) is not None
    between = any(per.end <= q.start < quantity.start for q in figures)
    return between or (english and bool(before) and not joined)


def _differs(claimed: Scope, stated: Scope, other: Quantity) -> Fault | None:
    for kind in ("time", "head"):
        said, own, near = claimed.own[kind], stated.own[kind], stated.around[kind]
        if kind == "time" and stated.total:
            near = frozenset()  # "10 million a year and 20 million in all"
        there = own or near
        if said and there and ANY not in there | said and not said & (own | near):
            one, two = min(said), min(there)
            return Fault(f'the passage gives "{other.text}" per {two}, not per {one}', f"per {one} ≠ per {two}")
    time, head = claimed.own["time"], claimed.own["head"]
    timed = stated.own["time"] or (not stated.total and stated.around["time"])
    if time and not timed and (stated.total or (stated.span and not claimed.span)):
        return Fault(f'the passage gives "{other.text}" in total, not per {min(time)}', "per time ≠ in total")
    heads = stated.own["head"] | stated.around["head"]
    if time and not head and not timed and heads and heads <= _OCCASIONS:
        return Fault(f'the passage gives "{other.text}" per {min(heads)}, not per {min(time)}', "per time")
    per = stated.own["time"] or stated.own["head"] & {"time"}
    if claimed.total and not time and not stated.total and per:
        return Fault(f'the passage gives "{other.text}" per {min(per)}, not in total', f"in total ≠ per {min(per)}")
    return None
