"""Dates as English and Chinese texts write them, of full or reduced precision.

Reads a text that went through `same_length_fold` and `lower_latin`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.quantities.bounds import Bound
from assistant.quantities.numbers import han_value

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS = {name: i for i, name in enumerate(_MONTHS, start=1)} | {name[:3]: i for i, name in enumerate(_MONTHS, start=1)}
MONTHS["sept"] = 9
_month = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_han = "零一二三四五六七八九"
_year = r"(?:18|19|20|21)\d{2}"
_day = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_hmonth = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_hday = r"(?:[12]\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"

_FORMS = (
    # 2022年11月1日 · 2022年11月 · 2022年 · 二〇二二年…; a second day or month after a dash is read as a date of its own
    rf"(?P<zy>{_year}|[一二][{_han}]{{3}}) ?年 ?(?:度|底|末"
    rf"|初)?(?:(?P<zm>{_hmonth}) ?月(?: ?份)?(?: ?(?P<zd>{_hday}) ?[日号])?)?",
    rf"(?P<bm>{_hmonth}) ?月 ?(?P<bd>{_hday}) ?[日号]",
    rf"(?<![\d个第每十一二三四五六七八九])(?P<bm2>{_hmonth}) ?月(?=份|起|底|初|末|中旬|上旬|下旬|前|后|开始|至"
    rf"|[，。；、)）])",
    r"(?:(?<=\bin )|(?<=\bfrom )|(?<=\bsince )|(?<=\buntil ))(?P<m6>march|may)\b(?! \d)",
    rf"(?<![\d.\-/])(?P<iy>{_year})-(?P<im>0[1-9]|1[0-2])(?:-(?P<id>[0-2]\d|3[01]))?(?![\d-])",
    rf"(?<![\d.\-/])(?P<sy>{_year})(?P<sep>[/.])(?P<sm>1[0-2]|0?[1-9])(?P=sep)(?P<sd>[12]\d|3[01]|0?[1-9])(?!\d)",
    rf"(?<![\d.\-/])(?P<ed>[12]\d|3[01]|0?[1-9])(?P<esep>[/.])(?P<em>1[0-2]|0?[1-9])(?P=esep)(?P<ey>{_year})(?!\d)",
    rf"(?<![\d.])(?:(?P<d0>{_day}) ?(?:-|–|—|to|and"
    rf"|until) ?)?(?P<d1>{_day})(?: day)?(?: of)? (?P<m1>{_month}),?(?: (?P<y1>{_year})(?!\d))?",
    rf"\b(?P<m2>{_month}) (?P<d2>{_day})(?![\d%])(?: ?(?:-|–|—|to"
    rf"|and) ?(?P<d3>{_day})(?![\d%]))?(?:(?:,? |,)(?P<y2>{_year})(?!\d))?",
    rf"\b(?P<m4>{_month}),?(?: of)? (?P<y4>{_year})(?!\d)",
    r"\b(?P<m5>january|february|april|june|july|august|september|october|november|december)\b",
)
_YEARS = re.compile(
    r"(?<![\d.,\w$¥€£-])(?P<y6>(?:19|20)\d{2})(?: ?[-–—~至到] ?(?P<y7>(?:19|20)\d{2}|\d{2}))?(?!\d|,\d|\.\d|[a-z%]"
    r"| ?[%亿万])",
    re.A,
)
_DATE = re.compile("|".join(_FORMS), re.A)

_FROM = re.compile(
    r"(?:\b(?:from|since|after|starting|beginning|as of|effective)(?: on)?|自|从)(?: the)?(?: (?:beginning|start"
    r"|end) of)?[ 约起]{0,2}$",
    re.A,
)
_UNTIL = re.compile(
    r"(?:\b(?:until|till|before|by|to|through|expire[sd]?(?: on)?|no later than|not later than)|至|到|截至|截止|止于"
    r"|前)"
    r"(?: the)?(?: (?:end|beginning|start) of)?(?: about| around)? ?约?$",
    re.A,
)
_FROM_AFTER = re.compile(r" ?(?:起|开始|以来|以后|之后|后(?!续))| ?(?:onwards?|or later)\b")
_UNTIL_AFTER = re.compile(r" ?(?:(?:日)?前|以前|之前|止|截止|为止|底前|末前)| ?(?:or earlier)\b")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at text[start:end]; parts that the text leaves out are None."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    bound: Bound


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits.group())
    value = han_value(text)
    return None if value is None else int(value)


def find_dates(text: str) -> Iterator[FoundDate]:
    """Dates of more than a bare year, in order; a range ("29–30 June 2021") gives both ends."""
    for match in _DATE.finditer(text):
        yield from _dates_of(match, text)


def find_years(text: str) -> Iterator[FoundDate]:
    """Years that stand alone ("in 2024", "2023–2024"), in a text where other figures are masked."""
    for match in _YEARS.finditer(text):
        bound = _date_bound(text, match.start(), match.end())
        year, last = int(match["y6"]), match["y7"]
        if last is None:
            yield FoundDate(match.start(), match.end(), year, None, None, bound)
            continue
        final = int(last) if len(last) == 4 else year // 100 * 100 + int(last)
        yield FoundDate(match.start(), match.end(), year, None, None, Bound.LOW)
        yield FoundDate(match.start(), match.end(), final, None, None, Bound.HIGH)


def _dates_of(match: re.Match[str], text: str) -> Iterator[FoundDate]:
    part = match.groupdict()

    def first(*names: str) -> int | None:
        return next((_number(part[name]) for name in names if part[name] is not None), None)

    month_name = part["m1"] or part["m2"] or part["m4"] or part["m5"] or part["m6"]
    month = MONTHS[month_name.rstrip(".")] if month_name else first("zm", "bm", "bm2", "im", "sm", "em")
    year = first("zy", "iy", "sy", "ey", "y1", "y2", "y4")
    days = [d for d in (first("d0"), first("zd", "bd", "id", "sd", "ed", "d1", "d2"), first("d3")) if d is not None]
    bound = _date_bound(text, match.start(), match.end())
    if len(days) == 2:
        yield FoundDate(match.start(), match.end(), year, month, days[0], Bound.LOW)
        yield FoundDate(match.start(), match.end(), year, month, days[1], Bound.HIGH)
    else:
        yield FoundDate(match.start(), match.end(), year, month, days[0] if days else None, bound)


def _date_bound(text: str, start: int, end: int) -> Bound:
    before, after = text[max(0, start - 28) : start], text[end : end + 8]
    if _FROM_AFTER.match(after):
        return Bound.AT_LEAST
    if _UNTIL_AFTER.match(after):
        return Bound.AT_MOST
    if _FROM.search(before):
        return Bound.AT_LEAST
    return Bound.AT_MOST if _UNTIL.search(before) else Bound.EXACT
