"""Clauses about dates: the patterns that finders share, and what a clause must be to count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from assistant.language.dates import dates_in
from assistant.reading.record.comparable import comparable_title
from assistant.records import first_day


class Dated(NamedTuple):
    """A date of a document.

    `origin`: "text" is printed there; "text, computed" follows from what is printed (有效期两年 after 2024-12-18 ends
    on 2026-12-17); "text, estimated" follows but for a fact that the text lacks. `note` is what a reader should know
    of how the date was reached.
    """

    day: str  # ISO, of reduced precision where the text says no more
    origin: str = "text"
    note: str = ""


HEAD, TAIL = 3000, 1500  # characters in which a text says what it is

SELF = (
    r"(?:本|此)(?:条例|办法|规定|法|若干措施|措施|细则|实施细则|方案|意见|通知|决定|"
    r"规划|计划|指引|政策|公告|规程|规则|指南|暂行办法|政策措施|要点|规范|准则|章程|须知|守则|标准)"
)
DATE = (
    r"(?:\d{4}\s{0,2}年\s{0,2}\d{1,2}\s{0,2}月\s{0,2}\d{1,2}\s{0,2}日|"
    r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|(?:中华)?民国\s{0,2}[\d一二三四五六七八九十百零〇]{1,6}\s{0,2}年\s{0,2}[\d一二三四五六七八九十]{1,3}\s{0,2}月\s{0,2}"
    r"[\d一二三四五六七八九十]{1,3}\s{0,2}日)"
)
EN_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s(?:[A-Z][a-z]+|[A-Z]+)\.?,?\s\d{4}|(?:[A-Z][a-z]+|"
    r"[A-Z]+)\.?\s?\d{1,2},\s?\d{4}|\d{4}-\d\d-\d\d)"
)
NUMERAL = r"(?:\d{1,2}|[一二两兩三四五六七八九十]{1,3})"
EN_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"


@dataclass(frozen=True, slots=True)
class Formula:
    """Words with which texts state a date, its first group, and where: so much of the head (None: all) and tail."""

    pattern: re.Pattern[str]
    head: int | None
    tail: int

    @classmethod
    def of(cls, pattern: str, head: int | None = HEAD, tail: int = 0, flags: int = re.M) -> Formula:
        return cls(re.compile(pattern, flags), head, tail)

    @classmethod
    def label(cls, names: str, head: int | None = HEAD, tail: int = TAIL) -> Formula:
        """A labelled field, its value on the same line or the next: "成文日期：2026年06月22日"."""
        return cls.of(rf"(?:^|[\s|])(?:{names})\s?[:：|]\s{{0,3}}({DATE})", head, tail, flags=0)

    def date(self, text: str) -> Dated | None:
        """The date in the first match that holds one."""
        if self.head is not None:
            text = text[: self.head] + (f"\n\n{text[-self.tail :]}" if self.tail else "")
        dates = (dates_in(match[1]) for match in self.pattern.finditer(text))
        return next((Dated(found[0]) for found in dates if found), None)


def first_stated(formulas: Iterable[Formula], text: str) -> Dated | None:
    """The date of the first formula that a text uses."""
    return next(filter(None, (formula.date(text) for formula in formulas)), None)


def last_date(pattern: str, text: str) -> Dated | None:
    """The last match: the closing article says when the whole takes effect, quoted texts before it do not."""
    found = [dates for match in re.finditer(pattern, text) if (dates := dates_in(match[1]))]
    return Dated(found[-1][0]) if found else None


def first_own(pattern: str, text: str, title: str) -> Dated | None:
    """The first match whose sentence is about this document."""
    for match in re.finditer(pattern, text):
        if (
            about_itself(text, match.start(), title)
            and not _in_brackets(text, match.start())
            and (found := dates_in(match[1]))
        ):
            return Dated(found[0])
    return None


def _in_brackets(text: str, position: int) -> bool:
    """Whether a clause is a remark in brackets on what a sentence names: "the former law (in force from …)"."""
    line = text[text.rfind("\n", 0, position) + 1 : position]
    opened = max(line.rfind("（"), line.rfind("("))
    return opened > 0 and not re.search("[）)]", line[opened:]) and bool(line[:opened].strip())


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
