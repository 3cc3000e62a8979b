"""Dates that depend on the day of the text that says them: "yesterday", "on Tuesday", 去年底, 上个月, 6月18日.

Each is resolved against the article's date as far as that date is precise enough; else it stays unresolved. A day or
month without a year takes the year that brings it nearest to the article's date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.language.absolute_dates import FoundDate, iso
from assistant.language.numerals import whole_number
from assistant.language.packs import PACKS
from assistant.language.packs.pack import DateWords
from assistant.records import first_day

Span = tuple[str | None, str | None]  # iso, and the last day of a range
_NEEDS = {"year": len("2024"), "quarter": len("2024-05"), "month": len("2024-05"), "week": 10, "day": 10}
_RELATIVE = tuple(
    (re.compile(pattern, re.I), pack.dates) for pack in PACKS.values() if pack.dates for pattern in pack.dates.relative
)


def find_relative(text: str, article_date: str | None) -> Iterator[FoundDate]:
    """Relative dates of a text; `article_date` is ISO of any precision, or None to leave them unresolved."""
    for pattern, words in _RELATIVE:
        for match in pattern.finditer(text):
            part = {name: said.lower() for name, said in match.groupdict().items() if said}
            value, until = _resolved(part, words, article_date) if article_date else (None, None)
            yield FoundDate(match.start(), match.end(), match.group(), value, until, True, value is not None)


def nearest(yearless: str, said: str) -> str | None:
    """The date of the year that brings a bare month or day ("--02", "--05-31") nearest to the article's date, if that
    names a month at least."""
    if len(said) < _NEEDS["month"]:
        return None
    middle = first_day(said) if len(said) == 10 else date(int(said[:4]), int(said[5:7]), 15)
    parts = [int(part) for part in yearless.removeprefix("--").split("-")]
    candidates = [found for year in (-1, 0, 1) if (found := iso(middle.year + year, *parts))]
    return min(candidates, key=lambda one: abs((first_day(one) - middle).days), default=None)


def _resolved(part: dict[str, str], words: DateWords, said: str) -> Span:
    """What the named groups of a pattern mean in a text of the day `said`."""
    step = words.steps.get(part.get("step", ""), 0)
    if "day" in part:
        return _shifted("day", words.days[part["day"]], said)
    if "count" in part:
        count = 1 if part["count"] in ("a", "an") else whole_number(part["count"]) or 0
        unit, sign = (words.units[part["ago"]], -1) if "ago" in part else (words.units[part["ahead"]], 1)
        return _shifted("day", 7 * sign * count, said) if unit == "week" else _shifted(unit, sign * count, said)
    if "month" in part:
        return _named_month(words.months[part["month"]], step, said), None
    if "unit" not in part:
        return _named_weekday(words.weekdays[part["weekday"]], step, said), None
    first, last = _shifted(words.units[part["unit"]], step, said)
    if not first:
        return None, None
    if "first_half" in part:
        return f"{first}-01", f"{first}-06"
    if "second_half" in part:
        return f"{first}-07", f"{first}-12"
    if "weekday" in part:
        return (first_day(first) + timedelta(days=words.weekdays[part["weekday"]])).isoformat(), None
    if "m" in part or "d" in part:
        month = whole_number(part.get("m", first[5:7]))
        return iso(int(first[:4]), month, whole_number(part.get("d", ""))), None
    return first, last


def _shifted(unit: str, offset: int, said: str) -> Span:
    """The year, quarter, month, week or day that lies so many further; a text's day must be as precise."""
    if len(said) < _NEEDS[unit]:
        return None, None
    if unit == "year":
        return f"{int(said[:4]) + offset:04d}", None
    if unit == "month":
        return _month(said, offset), None
    if unit == "quarter":
        first = _month(said, 3 * offset - (int(said[5:7]) - 1) % 3)
        return first, _month(first, 2)
    day = first_day(said)
    if unit == "day":
        return (day + timedelta(days=offset)).isoformat(), None
    monday = day + timedelta(days=7 * offset - day.weekday())
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def _month(said: str, offset: int) -> str:
    months = int(said[:4]) * 12 + int(said[5:7]) - 1 + offset
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _named_month(month: int, step: int, said: str) -> str | None:
    """ "last February" is the one before the article's month, "next February" the one after it."""
    if len(said) < _NEEDS["month"]:
        return None
    now = int(said[5:7])
    other = -(month >= now) if step < 0 else (month <= now) if step > 0 else 0
    return f"{int(said[:4]) + other:04d}-{month:02d}"


def _named_weekday(weekday: int, step: int, said: str) -> str | None:
    """The latest such day up to the article's own, unless an earlier one ("last") or "next" is said."""
    if len(said) < _NEEDS["day"]:
        return None
    day = first_day(said)
    back = (day.weekday() - weekday) % 7
    if step > 0:
        back -= 7
    elif step < 0 and back == 0:
        back = 7
    return (day - timedelta(days=back)).isoformat()
