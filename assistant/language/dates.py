"""Dates as policy texts write them, in both languages, with where they stand and how precise they are.

Absolute dates need nothing else. Relative ones ("yesterday", 去年底) are resolved against the date of the article that
says them, marked inferred, and stay unresolved without it: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from assistant.language.absolute_dates import FoundDate, find_absolute, find_years
from assistant.language.folding import lower_latin, masked, same_length_fold
from assistant.language.relative_dates import find_relative, nearest
from assistant.records import first_day, last_day

# what a bare year follows: elsewhere four figures may be a number
_BEFORE_YEAR = re.compile(
    r"\b(?:in|by|since|of|during|until|till|before|after|from|for|through|end of|year|between|and)\s$"
)
_BEFORE_MONTH = re.compile(r"\b(?:in|since|by|until)\s$")  # likewise a bare month: "march" may be a verb


def find_dates(
    text: str, article_date: str | None = None, *, roc: bool = False, relative: bool = True
) -> tuple[FoundDate, ...]:
    """All dates of a text, in order, without overlap; the longest reading of a place wins.

    `article_date` (ISO, reduced precision allowed) resolves relative dates and days without a year. `roc` reads
    112年10月3日 in the calendar of the Republic of China (year 1 = 1912), for texts from Taiwan only.
    """
    folded = lower_latin(same_length_fold(text))
    named = list(find_absolute(folded, roc=roc))
    years = find_years(masked(folded, [(one.start, one.end) for one in named]))
    found = [one for one in named if one.iso and one.iso[0] != "-"]
    found += [one for one in years if one.until or _stands_as_year(folded, one)]
    if relative:
        found += _without_year(set(named).difference(found), text, folded, article_date)
        found += find_relative(text, article_date)
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[FoundDate] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end and one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return tuple(replace(one, text=text[one.start : one.end]) for one in kept)


def _stands_as_year(folded: str, year: FoundDate) -> bool:
    before = _BEFORE_YEAR.search(folded, max(0, year.start - 12), year.start)
    return before is not None and folded[year.end : year.end + 1] not in ("-", "/")


def _without_year(found: Iterable[FoundDate], text: str, folded: str, article_date: str | None) -> Iterator[FoundDate]:
    """Bare days, and bare months that stand as dates, in the year that brings them nearest to the article's date."""
    for one in found:
        iso, start = one.iso or "", one.start
        if len(iso) == len("--05"):
            before = _BEFORE_MONTH.search(folded, max(0, start - 8), start)
            if not before or not text[start].isupper():
                continue
            start = before.start()
        elif folded[start - 1 : start] == "年" or text.endswith("may", start, one.end):
            continue  # 112年10月3日 is of another calendar; "paragraphs 8 and 9 may"
        resolved = nearest(iso, article_date) if article_date else None
        yield replace(one, start=start, iso=resolved, until=None, relative=True, inferred=resolved is not None)


def dates_in(text: str, *, roc: bool = False) -> list[str]:
    """ISO forms of the absolute dates of a text, in order."""
    return [one.iso for one in find_dates(text, roc=roc, relative=False) if one.iso]


def add_period(start: str, *, years: int = 0, months: int = 0, days: int = 0) -> str:
    """The last day on which something that begins on `start` and lasts so long holds: a year from 2024-12-18 ends on
    2025-12-17. A start of reduced precision gives an end of the same precision."""
    first = first_day(start)
    month = first.month - 1 + months
    year, month = first.year + years + month // 12, month % 12 + 1
    if len(start) == 4 and not months and not days:
        return f"{year:04d}"
    if len(start) < 10 and not days:
        return f"{year:04d}-{month:02d}"
    last_of_month = last_day(f"{year:04d}-{month:02d}").day
    end = date(year, month, min(first.day, last_of_month)) + timedelta(days=days)
    if first.day <= last_of_month:
        end -= timedelta(days=1)
    return end.isoformat()
