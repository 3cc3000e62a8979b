"""What a text counts off, item by item: "Principle 1 … Principle 10", "1. … 12.", "(a) … (h)", （一）…（九）.

Whoever asks for all of them is not served by the sentence that comes nearest: the items stand one after another, often
under headings of their own, and each says a different thing. A series is found by its labels, and is what is asked for
where its labels, or what stands over it, say what the question counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from assistant.language.numerals import whole_number
from assistant.language.sought import Sought
from assistant.language.terms import Content, Term
from assistant.questions.asking import things_counted
from assistant.questions.question import Question
from assistant.questions.read_once import Reading

if TYPE_CHECKING:
    from assistant.records import Document

FEWEST, MOST = 3, 40  # items of a series that is worth telling
BEFORE = 300  # characters before a series in which stands what it is a series of
FAR = 4_000  # characters before it in which it may be announced
DAYS = (Sought.DATE, Sought.DURATION)
LONGEST = 280  # characters quoted of an item
_LABEL = re.compile(
    r"(?:^[ \t]*(?:[•·▪*–-][ \t]*)?|(?<=[.;；。] )(?=[(（]?[a-z\d]{1,2}[)）]))"  # on a line, or after a sentence
    r"(?:(?P<word>[A-Z][a-z]{3,}) )?(?P<open>[(（]?)"
    r"(?P<number>\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})(?P<close>[.)）、:：](?!\d))",
    re.MULTILINE,
)
_REST = re.compile(r"[ \t]*\S[^\n]*|\s*[^\n]*")
_SECOND = re.compile(r"(?:(?!\n\s*[(（]?j[)）.])[\s\S]){0,2000}?\n\s*[(（]?ii[)）.]")


@dataclass(slots=True)
class Series:
    """Items of one form of label, counted from 1; each the span of its first line in the document's text."""

    word: str  # of its labels: "Principle"
    items: list[tuple[int, int]] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.items[0][0]


def series_in(text: str, start: int = 0, end: int | None = None) -> list[Series]:
    """Every series of a stretch of text, in the order of their first items; one may stand within another's item."""
    found: list[Series] = []
    open_ones: list[tuple[tuple[str, ...], int, Series]] = []
    for match in _LABEL.finditer(text, start, len(text) if end is None else end):
        number, sort = _number(match["number"])
        if match["number"] == "i" and _SECOND.match(text, match.end()):
            continue  # a Roman one, within an item
        form = (match["word"] or "", match["open"], match["close"], sort)
        if number == 1:
            series = Series(form[0])
            found.append(series)
        else:
            at = next((n for n in reversed(range(len(open_ones))) if open_ones[n][:2] == (form, number - 1)), None)
            if at is None:
                continue
            series = open_ones[at][2]
            del open_ones[at:]
        series.items.append(_line(text, match))
        open_ones.append((form, number, series))
    return [one for one in found if FEWEST <= len(one.items) <= MOST]


def _number(label: str) -> tuple[int, str]:
    if label.isdigit():
        return int(label), "digits"
    if label.isascii():
        return ord(label) - ord("a") + 1, "letters"
    return whole_number(label) or 0, "chinese"


def _line(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The label with what stands on its line, else with the line after it; a bullet before it is part of it."""
    begin = match.start() + len(match.group()) - len(match.group().lstrip())
    found = _REST.match(text, match.end())
    end = found.end() if found else match.end()
    return begin, min(len(text[:end].rstrip()), begin + LONGEST)


def counted_off(
    question: Question, document: Document, read: Reading, within: range | None, *, listing: bool
) -> list[tuple[int, int]]:
    """The items of a document that a question asks for: all that it counts or lists, or those that it numbers.

    `within`: the part of the text that the question points to. `listing`: all of what it asks for are wanted.
    """
    bounds = (within.start, within.stop) if within else (0, len(document.text))
    open_number = listing and question.several and not question.counts and question.sought not in DAYS
    what = question.head if open_number else ()
    best: tuple[float, list[tuple[int, int]]] = (0.0, [])
    for one in series_in(document.text, *bounds):
        label, over, leads = _surroundings(one, document, read)
        announced = partial(_announced, document=document, before=one.start, read=read)
        worth, items = _given(question, one, label, over, announced)
        said = any(over.has(term) for term in what) and (leads or bool(within) or bool(question.counted))
        said = said or any(label.has(term) for term in what) or bool(what and announced(len(one.items), what))
        if not items and said:
            worth, items = 1.0 + leads, one.items
        worth += len(one.items) / MOST
        if items and worth > best[0]:
            best = (worth, items)
    return best[1]


def _announced(number: int, what: Sequence[Term], document: Document, before: int, read: Reading) -> bool:
    """Whether the section in which a series begins says before it that there are so many: "nine dimensions"."""
    section = document.section_at(before)
    text = document.text[max(section.start, before - FAR) : before] if section else ""
    return any(
        said == number and any(read(things).glossed.has(term) for term in what)
        for said, things in things_counted(read(text), known=False)
    )


def _given(
    question: Question, one: Series, label: Content, over: Content, announced: Callable[[int, Sequence[Term]], bool]
) -> tuple[float, list[tuple[int, int]]]:
    """The items of a series that a question numbers, or says that there are so many of; and how well it fits."""
    numbers, named = question.picks
    if numbers and any(label.has(term) for term in named):
        return 4.0, [span for number, span in enumerate(one.items, 1) if number in numbers]
    for number, what in question.counts:
        labelled, said = (any(text.has(term) for term in what) for text in (label, over))
        if number == len(one.items) and (labelled or said or announced(number, what)):
            return 3.0 + labelled, one.items
    return 0.0, []


def _surroundings(one: Series, document: Document, read: Reading) -> tuple[Content, Content, bool]:
    """What a series' labels say, what stands over it, and whether a colon or nothing but a heading leads to it."""
    before = document.text[max(0, one.start - BEFORE) : one.start].rstrip()
    section = document.section_at(one.start)
    over = "\n".join((*(section.path if section else ()), before.rpartition("\n")[2]))
    return read(one.word).glossed, read(over).glossed, before.endswith((":", "：", "—"))
