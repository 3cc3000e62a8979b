"""Where a document says when it was issued, takes effect or ends, for a question about just that.

The days were read into the document's record when it was ingested; here the sentence that states one is found again,
so that it can be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.quantities import find_quantities
from assistant.records import Passage, Record
from assistant.storing.words import tokens
from assistant.verifying import sentence_spans

if TYPE_CHECKING:
    from assistant.storing.index import Index

LONGEST = 600  # characters of a sentence that states a day
TITLE_SHARE = 0.5  # of a title's words that a question has to have, to be about that document without naming it


@dataclass(frozen=True, slots=True)
class _Day:
    """One day in a document's life: how people ask for it, and how texts state it."""

    field: str  # of Record
    asked: re.Pattern[str]
    stated: re.Pattern[str]
    lasting: bool = False  # a text may state it as a span ("valid for three years")


_DAYS = (
    _Day(
        "expires",
        re.compile(
            r"(?i)\b(?:expir\w+|runs? out|lapses?|valid(?:ity)?|still (?:apply|open|available)"
            r"|(?:stay|remain)s? in force"
            r"|how (?:much )?long(?:er)?\b.*\b(?:force|left|remain\w*)|left (?:before|until)|until when)\b"
            r"|有效期|到期|过期|過期|失效|(?:执行|有效|实施|延续)到|截至何时|还能(?:申请|申报|用)|还有效|还剩|什么时候(?:结束|为止)|为止"
        ),
        re.compile(
            r"(?i)\bvalid\b|\bexpir|\bin force\b|\buntil\b|\bthrough\b|\bthree years\b"
            r"|有效期|执行期|施行期|[至到].{0,24}(?:日|年)止|截至|有效至|失效|试行.{0,6}年"
        ),
        lasting=True,
    ),
    _Day(
        "effective",
        re.compile(
            r"(?i)\b(?:takes?|took|come?s?|came|into|go(?:es)?|went|enter\w*)\s+(?:into\s+)?(?:effect|force)\b"
            r"|\beffective\b|\bapplicable from\b|\bstart(?:s|ed)? (?:to apply|applying)\b"
            r"|施行|生效|实施到|起算|开始(?:实施|执行|适用)|何时实施|几(?:月|号)起"
        ),
        re.compile(
            r"(?i)\beffect(?:ive)?\b|\bin(?:to)? force\b|\bimplement(?:ed|ation)\b|\bcommence|\bshall apply from\b"
            r"|施行|生效|起(?:实施|执行|实行|适用)|实施之日"
        ),
    ),
    _Day(
        "issued",
        re.compile(
            r"(?i)\bwhen\b.*\b(?:issued|published|released|adopted|passed|signed|enacted|promulgated)\b"
            r"|\b(?:date|day)\b.*\b(?:issu\w+|publi\w+|release|adopt\w+|sign\w+|enact\w+)\b|\bdated\b"
            r"|(?:何时|什么时候|哪(?:一)?[天年日月]|几月几[日号]|什么日[期子]).{0,10}(?:印发|发布|公布|出台|通过|签署)"
            r"|(?:印发|发布|公布|出台|通过|签署)(?:日期|时间|的?日子|于哪|是哪|是什么)"
        ),
        re.compile(
            r"(?i)\bissued\b|\bpublished\b|\breleased\b|\badopted\b|\bpassed\b|\bapproved\b|\bsigned\b|\bpromulgated\b"
            r"|印发|发布|公布|通过|签署|^\W*(?:19|20)\d\d年|^\W*[A-Z][a-z]+ \d{1,2}, \d{4}\W*$"
        ),
    ),
)


def days_asked(question: str) -> list[str]:
    """The fields of a record ("expires", "effective", "issued") whose day a question asks for."""
    return [day.field for day in _DAYS if day.asked.search(question)]


def documents_meant(question: str, records: Sequence[Record]) -> list[str]:
    """Of documents found, those most of whose title the question has, in either language."""
    words = set(tokens(question))

    def share(title: str) -> float:
        named = set(tokens(title))
        return len(named & words) / len(named) if named else 0.0

    return [record.document for record in records if max(share(record.title), share(record.title_zh)) >= TITLE_SHARE]


def days_stated(fields: Sequence[str], documents: Sequence[str], index: Index) -> list[tuple[Passage, int, int]]:
    """For each document and field the sentence that states the day: (passage, start, end in the passage's text)."""
    found = []
    for name in documents:
        record = index.records[name]
        for day in _DAYS:
            if day.field in fields and (stated := _statement(day, record, index)):
                found.append(stated)
    return found


def _statement(day: _Day, record: Record, index: Index) -> tuple[Passage, int, int] | None:
    """The shortest sentence of the document that states the day, the last of equals: ends are where texts say it."""
    value = getattr(record, day.field)
    if not value:
        return None
    text = index.document(record.document).text
    best: tuple[int, int, int] | None = None
    for start, end in _lines_with(day, value, text):
        for first, last in sentence_spans(text[start:end]):
            sentence = text[start + first : start + last].strip()
            rank = _says(day, value, sentence) if len(sentence) <= LONGEST and day.stated.search(sentence) else 0
            if rank and (best is None or (rank, len(sentence)) <= best[:2]):
                best = (rank, len(sentence), text.index(sentence, start + first))
    if best is None:
        return None
    _, length, at = best
    passage = index.passage_at(record.document, at)
    if passage is None or at + length > passage.end:
        return None
    return passage, at - passage.start, at - passage.start + length


def _lines_with(day: _Day, value: str, text: str) -> Iterator[tuple[int, int]]:
    """The lines that may state the day: with its year, or a span of years where the text may give that instead."""
    telling = re.compile(
        rf"{value[:4]}|\b(?:one|two|three|five|\d) years?\b|[一二三五1-9]\s?年" if day.lasting else value[:4]
    )
    last = -1
    for match in telling.finditer(text):
        if match.start() < last:
            continue
        start, last = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        last = len(text) if last < 0 else last
        yield start, last


def _says(day: _Day, value: str, sentence: str) -> int:
    """1 where the sentence has the very day, 2 where it has the span that leads to it, 0 where neither."""
    quantities = find_quantities(sentence)
    if any(quantity.dimension == "date" and quantity.name.startswith(value) for quantity in quantities):
        return 1
    if day.lasting and any(quantity.dimension == "duration" for quantity in quantities):
        return 2
    return 0
