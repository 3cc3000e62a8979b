"""Dates as policy texts write them, in both languages, with where they stand and how precise they are.

Absolute dates need nothing else. Relative ones ("yesterday", 去年底) are resolved against the date of the article that
says them, marked inferred, and stay unresolved without it: nothing is guessed. An all-figure date whose order cannot be
told (03/04/2024) keeps only its year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.records import first_day, last_day

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
_MONTH = r"(?:" + "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS) + r"|sept)\b\.?"
_MONTH_TIGHT = _MONTH.replace(r"\b", "")  # text layers of PDFs lose the space in "February1, 2026"
_HAN = "〇○零Ｏ一二三四五六七八九"
_YEAR = r"(?:19|20)\d\d"
_GAP = r"\s{0,3}"
_DASH = r"\s?(?:[-–—~～]+|至|到|to|and|through|until)\s?"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text. `iso` is "2024-05-17", "2024-05" or "2024"; None when it could not be resolved.

    `until` is the last day (or month, or year) of a stated range. `inferred` marks what was resolved against the date
    of the article; `relative` marks words that need such a date at all. `start` and `end` are offsets into the text.
    """

    start: int
    end: int
    text: str
    iso: str | None
    until: str | None = None
    relative: bool = False
    inferred: bool = False

    @property
    def precision(self) -> str:
        """ "day", "month", "year", or "unresolved"."""
        return {10: "day", 7: "month", 4: "year"}.get(len(self.iso or ""), "unresolved")


def find_dates(
    text: str, article_date: str | None = None, *, order: str | None = None, roc: bool = False, relative: bool = True
) -> tuple[FoundDate, ...]:
    """All dates of a text, in order, without overlap; the longest reading of a place wins.

    `article_date` (ISO, reduced precision allowed) resolves relative dates and days without a year. `order` is "DMY" or
    "MDY" for all-figure dates; without it dots mean day first and slashes are read only where one order is possible.
    `roc` reads 112年10月3日 in the calendar of the Republic of China (year 1 = 1912), for texts from Taiwan only.
    """
    found = list(_absolute(text, order, roc))
    if relative:
        from assistant.reading.relative import find_relative

        found.extend(find_relative(text, article_date))
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[FoundDate] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end and one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return tuple(kept)


def dates_in(text: str, *, roc: bool = False) -> list[str]:
    """ISO forms of the absolute dates of a text, in order."""
    return [one.iso for one in find_dates(text, roc=roc, relative=False) if one.iso]


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """An ISO date, or None when there is no such day."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def small_number(words: str) -> int | None:
    """A whole number below 100 in digits or Chinese numerals (十二 → 12, 两 → 2), else None."""
    words = words.strip()
    if words.isdecimal():
        return int(words)
    digits = {
        "〇": 0,
        "○": 0,
        "零": 0,
        "Ｏ": 0,
        "两": 2,
        "兩": 2,
        **{c: n for n, c in enumerate("一二三四五六七八九", 1)},
    }
    if "十" in words:
        tens, _, ones = words.partition("十")
        if (tens and tens not in digits) or (ones and ones not in digits):
            return None
        return (digits[tens] if tens else 1) * 10 + (digits[ones] if ones else 0)
    if words and all(character in digits for character in words):
        return int("".join(str(digits[character]) for character in words))
    english = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return english.index(words.lower()) + 1 if words.lower() in english else None


def month_number(name: str) -> int:
    """1–12 for an English month name or its abbreviation."""
    return [month[:3] for month in MONTHS].index(name.lower()[:3]) + 1


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


def _absolute(text: str, order: str | None, roc: bool) -> Iterator[FoundDate]:
    patterns = _PATTERNS + (_ROC_BARE if roc else ())
    for pattern, read in patterns:
        for match in pattern.finditer(text):
            value, until = read(match, order)
            if value:
                yield FoundDate(match.start(), match.end(), match.group(), value, until)


type_of_reader = Callable[[re.Match[str], "str | None"], "tuple[str | None, str | None]"]


def _numbers(*names: str) -> type_of_reader:
    """Reads the named groups as year, month and day in digits or Chinese numerals."""

    def read(match: re.Match[str], order: str | None) -> tuple[str | None, str | None]:
        parts = [small_number(match[name]) for name in names if match[name]]
        return (None if None in parts else iso(*(part for part in parts if part is not None))), None

    return read


def _roc(match: re.Match[str], order: str | None) -> tuple[str | None, str | None]:
    parts = [small_number(match[name]) for name in ("y", "m", "d") if match[name]]
    if None in parts or not parts or not parts[0]:
        return None, None
    return iso(parts[0] + 1911, *(part for part in parts[1:] if part is not None)), None


def _english(match: re.Match[str], order: str | None) -> tuple[str | None, str | None]:
    day = match.groupdict().get("d")
    return iso(int(match["y"]), month_number(match["m"]), int(day) if day else None), None


def _figures(match: re.Match[str], order: str | None) -> tuple[str | None, str | None]:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    if order is None:
        if match["s"] == "." or first > 12:
            order = "DMY"
        elif second > 12:
            order = "MDY"
        elif first != second:
            return iso(year), None
    return (iso(year, first, second) if order == "MDY" else iso(year, second, first)), None


def _years(match: re.Match[str], order: str | None) -> tuple[str | None, str | None]:
    last = match["b"]
    last = match["a"][:2] + last if len(last) == 2 else last
    return (match["a"], last) if match["a"] < last else (None, None)


def _month_day_range(match: re.Match[str], order: str | None) -> tuple[str | None, str | None]:
    year, month = int(match["y"]), month_number(match["m"])
    return iso(year, month, int(match["a"])), iso(year, month, int(match["b"]))


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


_START = r"(?:(?<![a-z])|(?<=(?-i:[a-z]))(?=(?-i:[A-Z])))"  # "afterFebruary 1": the capital starts a word
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_PATTERNS: tuple[tuple[re.Pattern[str], type_of_reader], ...] = (
    (
        _compile(
            rf"(?<!\d)(?P<y>{_YEAR}){_GAP}年(?:{_GAP}(?P<m>\d{{1,2}}){_GAP}月(?:份|(?"
            rf":{_GAP}(?P<d>\d{{1,2}}){_GAP}[日号]))?)?"
        ),
        _numbers("y", "m", "d"),
    ),
    (
        _compile(
            rf"(?P<y>[一二][{_HAN}]{{3}}){_GAP}年(?:{_GAP}(?P<m>[{_HAN}十]{{1,3}}){_GAP}月(?"
            rf":{_GAP}(?P<d>[{_HAN}十]{{1,3}}){_GAP}[日号])?)?"
        ),
        _numbers("y", "m", "d"),
    ),
    (
        _compile(
            rf"(?:中華民國|中华民国|民國|民国){_GAP}(?P<y>\d{{1,3}}|[{_HAN}十]{{1,3}})"
            rf"{_GAP}年(?:{_GAP}(?P<m>\d{{1,2}}|[{_HAN}十]{{1,3}}){_GAP}月(?:{_GAP}(?"
            rf"P<d>\d{{1,2}}|[{_HAN}十]{{1,3}}){_GAP}日)?)?"
        ),
        _roc,
    ),
    (
        _compile(
            rf"(?<!\d)(?P<y>{_YEAR})년(?:\s?(?P<m>\d{{1,2}})월(?:\s?(?P<d>\d{{1,2}})일)"
            rf"?)?"
        ),
        _numbers("y", "m", "d"),
    ),
    (
        _compile(
            rf"(?<![\d./-])(?P<y>{_YEAR})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?"
            rf"![\d/-])"
        ),
        _numbers("y", "m", "d"),
    ),
    (_compile(rf"(?<![\d./-])(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s)(?P<y>{_YEAR})(?![\d/-])"), _figures),
    (_compile(r"(?<![\d./-])(?P<a>\d{1,2})(?P<s>/)(?P<b>\d{1,2})/(?P<y>\d\d)(?![\d/-])"), _figures),
    (
        _compile(
            rf"(?<!\d){_DAY}\s?(?:day of |of )?{_MONTH_TIGHT}\s?,?\s?(?P<y>{_YEAR})(?!\d)".replace(
                _MONTH_TIGHT, f"(?P<m>{_MONTH_TIGHT})"
            )
        ),
        _english,
    ),
    (_compile(rf"{_START}(?P<m>{_MONTH_TIGHT})\s?{_DAY}\s?,?\s{{0,3}}(?P<y>{_YEAR})(?!\d)"), _english),
    (
        _compile(
            rf"{_START}(?P<m>{_MONTH_TIGHT})\s?(?P<a>\d{{1,2}})\s?[-–—]\s?(?P<b>\d{{1,2}})\s?"
            rf",\s?(?P<y>{_YEAR})(?!\d)"
        ),
        _month_day_range,
    ),
    (_compile(rf"{_START}(?P<m>{_MONTH}),?\s(?P<y>{_YEAR})(?![\d,]\d)"), _english),
    (_compile(rf"(?<![\d〔\[【/.-])(?P<a>{_YEAR})年?{_DASH}(?P<b>(?:19|20)\d\d|\d\d)(?:年|(?![\d年./%-]))"), _years),
    (
        _compile(
            rf"\b(?:in|by|since|of|during|until|till|before|after|from|for|through|end of|"
            rf"year|between|and)\s(?P<y>{_YEAR})\b(?![-/.,]\d)"
        ),
        _numbers("y"),
    ),
)
_ROC_BARE = ((_compile(r"(?<!\d)(?P<y>\d{2,3})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"), _roc),)
