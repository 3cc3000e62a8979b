"""Dates that depend on the day of the text that says them: "yesterday", "on Tuesday", 去年底, 上个月, 6月18日.

Each is resolved against the article's date as far as that date is precise enough, and marked inferred; else it stays
unresolved. A day or month without a year takes the year that brings it nearest to the article's date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from assistant.reading.dates import _DAY, _MONTH, MONTHS, FoundDate, iso, month_number, small_number
from assistant.records import first_day

Span = tuple[str | None, str | None]  # iso, and the last day of a range
Reader = Callable[[re.Match[str], str], Span]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = "|".join(_WEEKDAYS)
_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a|an)"
_ZH_COUNT = r"(?:\d{1,3}|[一二两兩三四五六七八九十]{1,3})"
_ZH_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "当": 0, "當": 0, "明": 1, "后": 2, "後": 2}
_ZH_YEARS = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "当": 0, "明": 1, "下": 1}
_ZH_STEPS = {"上上": -2, "上": -1, "本": 0, "这": 0, "這": 0, "当": 0, "下": 1}
_EN_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def find_relative(text: str, article_date: str | None) -> Iterator[FoundDate]:
    """Relative dates of a text; `article_date` is ISO of any precision, or None to leave them unresolved."""
    for pattern, precision, read in _RELATIVE:
        for match in pattern.finditer(text):
            value: str | None = None
            until: str | None = None
            if article_date and len(article_date) >= precision:
                value, until = read(match, article_date)
            yield FoundDate(match.start(), match.end(), match.group(), value, until, True, value is not None)


def _day(said: str, offset: int) -> Span:
    return (first_day(said) + timedelta(days=offset)).isoformat(), None


def _month(said: str, offset: int) -> str:
    months = int(said[:4]) * 12 + int(said[5:7]) - 1 + offset
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _week(said: str, offset: int) -> Span:
    day = first_day(said)
    monday = day + timedelta(days=7 * offset - day.weekday())
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def _quarter(said: str, offset: int) -> Span:
    first = _month(said, 3 * offset - (int(said[5:7]) - 1) % 3)
    return first, _month(first, 2)


def _weekday(match: re.Match[str], said: str) -> Span:
    """The named day: the latest one up to the article's day, unless "last" (an earlier one) or "next" is said."""
    day, step = first_day(said), (match["step"] or "").lower()
    back = (day.weekday() - _WEEKDAYS.index(match["day"].lower())) % 7
    if step in ("next", "coming"):
        return (day + timedelta(days=7 - back)).isoformat(), None
    if step in ("last", "past", "previous") and back == 0:
        back = 7
    return (day - timedelta(days=back)).isoformat(), None


def _unit(match: re.Match[str], said: str) -> Span:
    """ "last month", "this quarter", "next year"."""
    step, unit = _EN_STEPS[match["step"].lower()], match["unit"].lower()
    if unit == "year":
        return f"{int(said[:4]) + step:04d}", None
    if len(said) < 7:
        return None, None
    if unit == "month":
        return _month(said, step), None
    if unit == "quarter":
        return _quarter(said, step)
    return _week(said, step) if len(said) == 10 else (None, None)


def _within(match: re.Match[str], said: str) -> Span:
    """ "earlier this year", "later this month": somewhere in it, before or after the article."""
    unit = match["unit"].lower()
    if unit == "year":
        return said[:4], None
    if len(said) < 7:
        return None, None
    return (said[:7], None) if unit == "month" else (_week(said, 0) if len(said) == 10 else (None, None))


def _ago(match: re.Match[str], said: str) -> Span:
    count_words = match["count"].lower()
    count = 1 if count_words in ("a", "an") else small_number(count_words)
    unit = match["unit"].lower()
    sign = 1 if "after" in match.groupdict() and match["after"] else -1
    if count is None:
        return None, None
    if unit.startswith("year") or unit == "年":
        return f"{int(said[:4]) + sign * count:04d}", None
    if unit.startswith("month") or unit.endswith("月"):
        return (_month(said, sign * count), None) if len(said) >= 7 else (None, None)
    if len(said) < 10:
        return None, None
    return _day(said, sign * count * (7 if unit.startswith("week") or unit in ("周", "週", "星期") else 1))


def _zh_year(match: re.Match[str], said: str) -> Span:
    """去年, 今年3月, 去年12月5日, 今年上半年."""
    year = int(said[:4]) + _ZH_YEARS[match["step"]]
    if match["half"]:
        return (f"{year}-01", f"{year}-06") if match["half"] == "上" else (f"{year}-07", f"{year}-12")
    if match["m"]:
        month, day = small_number(match["m"]), small_number(match["d"]) if match["d"] else None
        return (iso(year, month, day) if month else None), None
    return f"{year:04d}", None


def _zh_month(match: re.Match[str], said: str) -> Span:
    month = _month(said, _ZH_STEPS[match["step"]])
    if match["d"]:
        return iso(int(month[:4]), int(month[5:]), small_number(match["d"])), None
    return month, None


def _zh_week(match: re.Match[str], said: str) -> Span:
    first, last = _week(said, _ZH_STEPS[match["step"]])
    if match["day"] and first:
        return (
            first_day(first) + timedelta(days="一二三四五六日".index(match["day"].replace("天", "日")))
        ).isoformat(), None
    return first, last


def _nearest(month: int, day: int | None, said: str) -> Span:
    """The year that brings a bare month (and day) nearest to the article's date."""
    middle = first_day(said) if len(said) == 10 else date(int(said[:4]), int(said[5:7]), 15)
    candidates = [found for year in (-1, 0, 1) if (found := iso(middle.year + year, month, day))]
    return min(candidates, key=lambda one: abs((first_day(one) - middle).days), default=None), None


def _en_month_day(match: re.Match[str], said: str) -> Span:
    day = match.groupdict().get("d")
    return _nearest(month_number(match["m"]), int(day) if day else None, said)


def _en_month(match: re.Match[str], said: str) -> Span:
    """ "in February" is the nearest one; "last February" the one before the article's month."""
    step = (match["step"] or "").lower()
    month = month_number(match["m"])
    if step == "last":
        return f"{int(said[:4]) - (month >= int(said[5:7])):04d}-{month:02d}", None
    if step == "next":
        return f"{int(said[:4]) + (month <= int(said[5:7])):04d}-{month:02d}", None
    return (iso(int(said[:4]), month), None) if step == "this" else _nearest(month, None, said)


def _zh_month_day(match: re.Match[str], said: str) -> Span:
    month, day = small_number(match["m"]), small_number(match["d"])
    return _nearest(month, day, said) if month and day and month <= 12 else (None, None)


def _fixed(offset: int) -> Reader:
    return lambda match, said: _day(said, offset)


def _zh_day(match: re.Match[str], said: str) -> Span:
    return _day(said, _ZH_DAYS[match["step"]])


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


_EDGE = (
    r"(?:the\s(?:end|beginning|start|middle|first half|second half)\sof\s|"
    r"at\sthe\send\sof\s|late\s|early\s|mid-?\s?|end-|by\sthe\send\sof\s)?"
)
_NOT_DATED = rf"(?!,?\s(?:{_MONTH})\s\d)(?!,?\s\d{{1,2}}\s(?:{_MONTH}))"
_FULL_MONTH = "|".join(month.capitalize() for month in MONTHS)  # capitals, so that "in may" is not a month
_RELATIVE: tuple[tuple[re.Pattern[str], int, Reader], ...] = (
    (_re(r"\bthe day before yesterday\b"), 10, _fixed(-2)),
    (_re(r"\byesterday\b"), 10, _fixed(-1)),
    (_re(r"\b(?:today|tonight)\b(?![’']s)"), 10, _fixed(0)),
    (_re(r"\bthe day after tomorrow\b"), 10, _fixed(2)),
    (_re(r"\btomorrow\b(?![’']s)"), 10, _fixed(1)),
    (_re(rf"\b(?:(?P<step>last|past|previous|this|next|coming)\s)?(?P<day>{_WEEKDAY})\b{_NOT_DATED}"), 10, _weekday),
    (_re(rf"\b{_EDGE}(?P<step>last|this|next|current|previous)\s(?P<unit>year|quarter|month|week)\b"), 4, _unit),
    (_re(r"\b(?:earlier|later)\s(?:in\s)?this\s(?P<unit>year|month|week)\b"), 4, _within),
    (_re(rf"\b(?P<count>{_COUNT})\s(?P<unit>years?|months?|weeks?|days?)\s(?:ago|earlier)\b"), 4, _ago),
    (_re(rf"\b(?P<count>{_COUNT})\s(?P<unit>years?|months?|weeks?|days?)\s(?P<after>from now)\b"), 4, _ago),
    (_re(rf"(?<![a-z\d])(?P<m>{_MONTH})\s{_DAY}\b(?!,?\s?(?:19|20)\d\d)(?![-–—]\d)(?!:)"), 7, _en_month_day),
    (_re(rf"(?<![\d.])\b{_DAY}\s(?P<m>{_MONTH})\b(?!,?\s?(?:19|20)\d\d)"), 7, _en_month_day),
    (
        re.compile(
            rf"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil)\s(?:(?P<step>last|this|next)\s)?(?"
            rf"P<m>{_FULL_MONTH})\b(?!,?\s\d)"
        ),
        7,
        _en_month,
    ),
    (_re(r"(?<![之以目先提日])(?P<step>大前|前|昨|今|明|后|後)(?:天|日|晚)(?![常期])"), 10, _zh_day),
    (
        _re(
            r"(?P<step>去|今|明|前|本|上|下|当)年(?!度|龄|均|以|来|个|限)(?:(?P<half>[上下])"
            r"半年|年?[底末初中]|(?:的)?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|(?"
            r"P<d>\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?)?"
        ),
        4,
        _zh_year,
    ),
    (_re(r"(?P<step>上上|上|本|这|這|当|下)个?月(?:底|初|末|中旬|上旬|下旬|(?P<d>\d{1,2})[日号])?"), 7, _zh_month),
    (
        _re(
            r"(?P<step>上上|上|本|这|這|下)(?:个)?(?:周|週|星期|礼拜)(?"
            r"P<day>[一二三四五六日天])?(?!年|期|边|围)"
        ),
        10,
        _zh_week,
    ),
    (_re(rf"(?P<count>{_ZH_COUNT})(?:个)?(?P<unit>年|个月|月|周|週|星期|天|日)前(?!后)"), 4, _ago),
    (_re(r"(?<![\d年/.-])(?P<m>\d{1,2})月\s?(?P<d>\d{1,2})[日号]"), 7, _zh_month_day),
)
