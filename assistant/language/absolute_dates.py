"""The one reader of dates that name their own day, month or year, in every language that has a pack, and Korean.

Reads a text that went through `same_length_fold` and `lower_latin`. A date is an ISO one of full or reduced precision:
"2024-05-17", "2024-05", "2024"; "--05-17" and "--05" where the text leaves the year out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.language.numerals import whole_number
from assistant.language.packs import PACKS

MONTHS = {name: month for pack in PACKS.values() if pack.dates for name, month in pack.dates.months.items()}
_YEAR = r"(?:18|19|20|21)\d\d"
_RECENT = r"(?:19|20)\d\d"
_HAN = "零一二三四五六七八九"
_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:[12]\d|3[01]|0?[1-9])"
_HAN_M = rf"(?:{_M}|十[一二]?|[一二三四五六七八九])"
_HAN_D = rf"(?:{_D}|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_GAP = r"\s{0,3}"  # text layers of PDFs lose spaces, and add some
_TO = r"\s?(?:[-–—~]|to|and|until|through)\s?"
_SPAN = r"\s?(?:[-–—~]+|至|到)\s?"
_TH = r"(?:st|nd|rd|th)?"
MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])\.?"
_LONG = "|".join(name for name in MONTHS if len(name) > 4)
_STARTS = rf"(?:(?<![a-z\d])|(?<=[a-z])(?={_LONG}))"  # "afterfebruary 1": a lost space
_OF_THE_YEAR = rf"{_GAP}月(?: ?份)?(?:{_GAP}(?P<d%s>{_HAN_D}){_GAP}[日号])?"

# Groups are told by their first letter: year, year of the Republic of China, month, day, last day, and two figures
# whose order is to be found out. What begins with a figure or a Chinese numeral, then what begins with a month's name.
_FIGURES = (
    rf"(?<![\d〔\[【/.-])(?P<y0>{_RECENT})年?{_SPAN}(?P<z0>{_RECENT}|\d\d)\s?年(?!\s?\d{{1,2}}\s?月)",  # 2024—2026年
    # 2022年11月1日 · 二零二二年十一月 · 2022年底
    rf"(?<!\d)(?P<y1>{_YEAR}|[一二][{_HAN}o]{{3}}){_GAP}年(?: ?[度底末初])?"
    rf"(?:{_GAP}(?P<m1>{_HAN_M}){_OF_THE_YEAR % 1})?",
    rf"(?P<m2>{_HAN_M}) ?月 ?(?P<d2>{_HAN_D}) ?[日号]",
    rf"(?<![\d个第每十一二三四五六七八九])(?P<m3>{_HAN_M}) ?月(?=份|起|底|初|末|中旬|上旬|下旬|前|后|开始|至|"
    r"[，。；、)）])",
    rf"(?<!\d)(?P<y4>{_YEAR})년(?:\s?(?P<m4>{_M})월(?:\s?(?P<d4>{_D})일)?)?",
    rf"(?<![\d.-])(?P<y5>{_YEAR})-(?:(?P<m5>{_M})-(?P<d5>{_D})|(?P<m6>0[1-9]|1[0-2]))(?![\d-])",
    rf"(?<![\d./-])(?P<y6>{_YEAR})(?P<s6>[/.])(?P<m9>{_M})(?P=s6)(?P<d9>{_D})(?![\d/-])",
    rf"(?<![\d./-])(?P<a7>\d{{1,2}})(?P<s7>[-/.])(?P<b7>\d{{1,2}})(?P=s7)(?P<y7>{_RECENT}|(?<=/)\d\d)(?![\d/-])",
    # 1 November 2022 · 29–30 June · 31st of May 2023
    rf"(?<![\d.])(?:(?P<d8>{_D}){_TH}{_TO})?(?P<e8>{_D}){_TH}(?:\s?day)?(?:\s?of)?\s(?P<m8>{MONTH})"
    rf"(?:\s?,?\s?(?P<y8>{_YEAR})(?!\d))?",
)
_REPUBLIC = (
    rf"(?:中华)?民国{_GAP}(?P<r1>\d{{1,3}}|[{_HAN}十百]{{1,6}}){_GAP}年(?:{_GAP}(?P<m0>{_HAN_M}){_OF_THE_YEAR % 0})?",
    r"(?<!\d)(?P<r2>\d{2,3})年(?P<mx>\d{1,2})月(?P<dx>\d{1,2})日",  # in texts from Taiwan only
)
_NAMED = (
    # November 1, 2022 · September 1-30, 2025 · Jan. 21
    rf"{_STARTS}(?P<ma>{MONTH})\s?(?P<da>{_D}){_TH}(?![\d%])(?:{_TO}(?P<ea>{_D}){_TH}(?![\d%]))?"
    rf"(?:\s?,?{_GAP}(?P<ya>{_YEAR})(?!\d))?",
    rf"{_STARTS}(?P<mb>{MONTH}),?(?:\sof)?\s(?P<yb>{_YEAR})(?!\d)",
    rf"(?<![a-z\d])(?P<mc>{'|'.join(name for name in MONTHS if len(name) > 3 and name != 'march')})\b",
    r"(?:(?<=\bin )|(?<=\bfrom )|(?<=\bsince )|(?<=\buntil ))(?P<md>march|may)\b(?! \d)",
)
_OPENS = "".join({name[0] for name in MONTHS})


def _compiled(*figures: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?=[\d一二三四五六七八九十中民])(?:{'|'.join(figures)})|(?=[{_OPENS}])(?:{'|'.join(_NAMED)})", re.A
    )


_DATE, _DATE_OF_TAIWAN = _compiled(_REPUBLIC[0], *_FIGURES), _compiled(*_REPUBLIC, *_FIGURES)
_YEARS = re.compile(
    rf"(?<![\d.,\w$¥€£-])(?P<y>{_RECENT})(?: ?[-–—~至到] ?(?P<z>{_RECENT}|\d\d))?(?!\d|,\d|\.\d|[a-z%]| ?[%亿万])", re.A
)


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


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """An ISO date, or None when there is no such day; without a year "--05-17"."""
    try:
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return None
    return (f"{year:04d}" if year else "-") + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def find_absolute(text: str, *, roc: bool = False) -> Iterator[FoundDate]:
    """Dates of more than a bare year, in order; `roc` as in `dates.find_dates`."""
    for match in (_DATE_OF_TAIWAN if roc else _DATE).finditer(text):
        part = {name[0]: value for name, value in match.groupdict().items() if value}
        if "a" in part:
            first, last = _ordered(part), None
        elif "z" in part:
            first, last = _years(part["y"], part["z"])
        else:
            month = MONTHS.get(part.get("m", "").rstrip(".")) or _number(part.get("m"))
            year = _number(part.get("y")) or (1911 + (_number(part["r"]) or 0) if "r" in part else None)
            first, last = iso(year, month, _number(part.get("d") or part.get("e"))), None
            if "d" in part and "e" in part:
                last = iso(year, month, _number(part["e"]))
        if first:
            yield FoundDate(match.start(), match.end(), match.group(), first, last)


def find_years(text: str) -> Iterator[FoundDate]:
    """Years that stand alone ("in 2024", "2023–2024"), in a text where dates and other figures are masked."""
    for match in _YEARS.finditer(text):
        first, last = _years(match["y"], match["z"])
        if first:
            yield FoundDate(match.start(), match.end(), match.group(), first, last)


def _years(first: str, last: str | None) -> tuple[str | None, str | None]:
    """A year, or a range of them: "2023–24" is one, the 2025-12 of an address is none."""
    last = first[:2] + last if last and len(last) == 2 else last
    return (first, last) if not last or first < last else (None, None)


def _number(words: str | None) -> int | None:
    return whole_number(words.replace("o", "零")) if words else None


def _ordered(part: dict[str, str]) -> str | None:
    """A date in figures: dots mean day first; only its year where nothing tells which of the two is the month."""
    first, second, year = int(part["a"]), int(part["b"]), int(part["y"]) + (2000 if len(part["y"]) == 2 else 0)
    if part["s"] == "." or first > 12 or first == second:
        return iso(year, second, first)
    return iso(year, first, second) if second > 12 else iso(year)
