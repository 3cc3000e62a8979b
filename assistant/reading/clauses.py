"""Clauses about dates: the patterns that finders share, and what a clause must be to count.

A date that a clause gives comes as (ISO date, origin).
"""

from __future__ import annotations

import re
from datetime import timedelta

from assistant.reading.dates import dates_in
from assistant.reading.titles import comparable_title
from assistant.records import first_day

Dated = tuple[str, str]

HEAD, TAIL = 3000, 1500

SELF = (
    r"(?:本|此)(?:条例|办法|规定|法|若干措施|措施|细则|实施细则|方案|意见|通知|决定|"
    r"规划|计划|指引|政策|公告|规程|规则|指南|暂行办法|政策措施)"
)

DATE = (
    r"(?:\d{4}\s{0,2}年\s{0,2}\d{1,2}\s{0,2}月\s{0,2}\d{1,2}\s{0,2}日|"
    r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
)

EN_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s(?:[A-Z][a-z]+|[A-Z]+)\.?,?\s\d{4}|(?:[A-Z][a-z]+|"
    r"[A-Z]+)\.?\s?\d{1,2},\s?\d{4}|\d{4}-\d\d-\d\d)"
)

NUMERAL = r"(?:\d{1,2}|[一二两兩三四五六七八九十]{1,3})"

EN_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"


def first_date(pattern: str, text: str, origin: str = "text", *, roc: bool = False, flags: int = 0) -> Dated | None:
    """The first date in the named or first group of the first match that holds one."""
    for match in re.finditer(pattern, text, flags):
        found = dates_in(match[1], roc=roc)
        if found:
            return found[0], origin
    return None


def last_date(pattern: str, text: str) -> Dated | None:
    """The last match: the closing article says when the whole takes effect, quoted texts before it do not."""
    found = [dates for match in re.finditer(pattern, text) if (dates := dates_in(match[1]))]
    return (found[-1][0], "text") if found else None


def first_own(pattern: str, text: str, title: str) -> Dated | None:
    """The first match whose sentence is about this document."""
    for match in re.finditer(pattern, text):
        if about_itself(text, match.start(), title) and (found := dates_in(match[1])):
            return found[0], "text"
    return None


def labelled(names: str, text: str) -> Dated | None:
    """A labelled field, its value on the same line or the next: "成文日期：2026年06月22日"."""
    return first_date(rf"(?:^|[\s|])(?:{names})\s?[:：|]\s{{0,3}}({DATE})", text)


def about_itself(text: str, position: int, title: str) -> bool:
    """Whether a clause is about this document: what its sentence names last before it is 本办法 or its own title."""
    sentence = re.split(r"[。；\n]", text[max(0, position - 300) : position])[-1]
    named = re.findall(rf"《([^《》]+)》|({SELF})", sentence)
    if not named or named[-1][1]:
        return True
    return comparable_title(named[-1][0]) == comparable_title(title)


def next_day(day: str) -> str:
    return (first_day(day) + timedelta(days=1)).isoformat()


def period_in(text: str) -> tuple[str | None, str | None]:
    """The first and last day of a period that a card or paragraph states outright, or (None, None):
    "2023年10月11日起至2025年12月31日止", "from 1 March 2024 to 28 February 2026"."""
    pattern = rf"(?:自|从)?\s*({DATE})\s*(?:起)?\s*(?:至|到|—|-|–)\s*({DATE})\s*(?:止|期间|有效)?"
    for match in re.finditer(pattern + rf"|from ({EN_DATE}) (?:to|until|through) ({EN_DATE})", text):
        first, last = (dates_in(part) for part in ((match[1] or match[3]), (match[2] or match[4])))
        if first and last and first[0] < last[0]:
            return first[0], last[0]
    return None, None


def labelled_period(text: str) -> str:
    """The lines that state a measure's own period, where there is just one of them."""
    lines = re.findall(
        r"^(?:时间/频度|执行期限|实施期限|有效期限?|执行时间|政策期限)[ \t]*[:：| ]?[^\n]*(?:\n[^\n]{0,40}止)?",
        text,
        re.M,
    )
    return lines[0] if len(lines) == 1 else ""
