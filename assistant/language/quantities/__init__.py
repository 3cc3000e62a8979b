"""Numbers, money, rates, dates, durations and counts in English and Chinese, in one comparable form.

`find_quantities` reads 1000亿元, "100 billion yuan", "RMB 100bn" and "CNY 100,000 million" as the same Quantity;
三成, "30 per cent" and 百分之三十 as another. `Article 38` and 第三十八条 are references, not amounts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from assistant.language.absolute_dates import FoundDate, find_absolute, find_years
from assistant.language.folding import lower_latin, masked, same_length_fold
from assistant.language.quantities.bounds import Bound, bounds_agree, date_bound
from assistant.language.quantities.figures import Figure, find_figures
from assistant.language.quantities.references import find_ranks, find_references

__all__ = ["Bound", "Quantity", "bounds_agree", "find_quantities", "same_length_fold", "same_unit", "same_value"]

# what a bare number may turn out to measure
_UNITLESS = {"number", "money", "area", "compute", "multiple", "length", "data", "energy", "power", "age"}
# "older than 8 years", four times as much is 400 %, twice is two times and 两次
_ALIKE = ({"age", "duration"}, {"multiple", "percent"}, {"frequency", "multiple"}, {"frequency", "count"})
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:19|20)\d{2} ?[-–—~至到] ?$")  # the 24 of "2023–24" is a year
DOLLARS = {"USD", "HKD", "SGD", "AUD", "TWD"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at text[start:end], which reads `text`.

    `dimension` is "money", "percent", "points", "duration", "count", "number", "date", "document", "reference",
    "rank" or a measure ("area", "compute", …). `value` is in the unit's canonical form (yuan, percent, months,
    PFLOPS …); a date, document number, reference or rank has it in `name` instead. `unit` is "" where the text
    states none.
    """

    start: int
    end: int
    text: str
    dimension: str
    value: Fraction
    unit: str = ""
    bound: Bound = Bound.EXACT
    name: str = ""  # "2022-11-01", "--11-01", "2025/43", "article 38"

    @property
    def is_name(self) -> bool:
        """Whether this is a reference, rank or document number: compared by name."""
        return self.dimension in ("document", "reference", "rank")


@lru_cache(4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of a text in order of their position; any string is safe."""
    folded = lower_latin(same_length_fold(text))
    found: list[Quantity] = []
    spans: list[tuple[int, int]] = []
    for reference in find_references(folded):
        kind = "document" if reference.kind == "document" else "reference"
        name = reference.value if kind == "document" else f"{reference.kind} {reference.value}"
        found.append(_named(text, reference.start, reference.end, kind, name))
        spans.append((reference.start, reference.end))
    folded = masked(folded, spans)
    dates = list(find_absolute(folded))
    folded = masked(folded, [(day.start, day.end) for day in dates])
    ranks = list(find_ranks(folded))
    folded = masked(folded, [(rank.start, rank.end) for rank in ranks])
    found += [_named(text, rank.start, rank.end, "rank", rank.value) for rank in ranks]
    figures = list(find_figures(folded))
    others = [f for f in figures if not f.plain_year and not _YEAR_BEFORE.search(folded, max(0, f.start - 8), f.start)]
    years = list(find_years(masked(folded, [(f.start, f.end) for f in others])))
    for day in (*dates, *years):
        found += _dated(text, folded, day)
    taken = sorted((day.start, day.end) for day in years)
    found += [_quantity(text, figure) for figure in figures if not _inside(figure, taken)]
    return tuple(sorted(found, key=lambda quantity: (quantity.start, quantity.end)))


def _named(text: str, start: int, end: int, dimension: str, name: str) -> Quantity:
    return Quantity(start, end, text[start:end], dimension, Fraction(0), name=name)


def _dated(text: str, folded: str, day: FoundDate) -> Iterator[Quantity]:
    """A date, or the two ends of a range of dates."""
    for iso, bound in ((day.iso, Bound.LOW), (day.until, Bound.HIGH)):
        if iso:
            name = f"{iso.replace('--', '0000-')}-00-00"[:10]
            bound = bound if day.until else date_bound(folded, day.start, day.end)
            yield replace(_named(text, day.start, day.end, "date", name), bound=bound)


def _quantity(text: str, figure: Figure) -> Quantity:
    shown = text[figure.start : figure.end]
    return Quantity(figure.start, figure.end, shown, figure.dimension, figure.value, figure.unit, figure.bound)


def _inside(figure: Figure, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (figure.start, 1 << 60)) - 1
    return any(start < figure.end and figure.start < end for start, end in spans[max(0, index - 1) : index + 2])


def same_unit(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities may measure the same: where either side states no unit it is not compared."""
    if a.dimension == "date" or b.dimension == "date":
        return a.dimension == b.dimension
    if a.is_name or b.is_name:
        return a.dimension == b.dimension
    if not a.unit or not b.unit:  # "20 million" may be yuan, and 26个 scenarios, but neither is a rate or a time
        return {a.dimension, b.dimension} <= (
            {"number", "count"} if "count" in (a.dimension, b.dimension) else _UNITLESS
        )
    if {a.dimension, b.dimension} in _ALIKE:
        return True
    if a.dimension != b.dimension:
        return False
    dollars = "$" in (a.unit, b.unit) and {a.unit, b.unit} <= DOLLARS | {"$"}
    return a.unit == b.unit or dollars


def same_value(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities name the same value, whatever their units and bounds.

    A date of reduced precision agrees with a fuller one of the same year or month, and not the other way round:
    `a` is the claim, `b` the text that it rests on.
    """
    if a.dimension == "date" and b.dimension == "date":
        return all(x == y or int(x) == 0 for x, y in zip(a.name.split("-"), b.name.split("-"), strict=True))
    if a.is_name or b.is_name:
        return a.dimension == b.dimension and _same_name(a.name, b.name)
    if "date" in (a.dimension, b.dimension):
        year, other = (a, b) if a.dimension == "date" else (b, a)
        return other.dimension == "number" and year.name == f"{int(other.value):04d}-00-00"
    if {a.dimension, b.dimension} == {"age", "duration"}:
        age, months = (a, b) if a.dimension == "age" else (b, a)
        return age.value * 12 == months.value
    if {a.dimension, b.dimension} == {"multiple", "percent"}:
        times, percent = (a, b) if a.dimension == "multiple" else (b, a)
        return times.value * 100 == percent.value
    return a.value == b.value


def _same_name(claimed: str, stated: str) -> bool:
    """ "article 99" may rest on "article 99(3)"; a number without its year on one with it."""
    return claimed == stated or stated.startswith(claimed + "(") or stated.endswith("/" + claimed)
