"""How well a document was read: by which reader, what was left out, and what in its text looks wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.language.dates import find_dates
from assistant.language.numerals import number_of_part
from assistant.reading.formats.pdf.plausible import is_doubtful
from assistant.reading.record.surroundings import sentence_at
from assistant.records import Document

_NUMBER = re.compile(
    r"第\s?(\S{1,9}?)\s?[条條](?!之)|(?:Article|ARTICLE|Section|SECTION|Sec\.|SEC\.)\s+(\d{1,4})(?![\d-])"
)
_DATES = ("issued", "effective", "expires")
_LONGEST = 200  # characters of a quote
_LEAST = 40  # characters of a page below which it counts as blank


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date of the record with where it was read and the words that state it; no quote for what was inferred."""

    field: str
    value: str
    origin: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found out about one document. Pages are numbered from 1."""

    document: str
    reader: str  # of the file's format: "pdf", "docx" …; "" where an older version did not keep it
    pages: int | None
    notes: tuple[str, ...]  # what was left out, and why
    blank_pages: tuple[int, ...]
    doubtful_pages: tuple[int, ...]  # whose text reads like no language; page 1 stands for a text without pages
    rows_without_heads: int  # of tables whose columns could not be told
    out_of_sequence: tuple[tuple[str, str], ...]  # labels of articles that do not follow one upon the other
    dates: tuple[DateRead, ...]

    @property
    def sound(self) -> bool:
        """Whether there is nothing to look at."""
        return not (self.notes or self.blank_pages or self.doubtful_pages or self.out_of_sequence)


def check_up(document: Document) -> Checkup:
    """Look a document over. Nothing is read again: what is said rests on what the library holds."""
    record = document.record
    spans = [(page.number, document.text[page.start : page.end]) for page in document.pages] or [(1, document.text)]
    return Checkup(
        record.document,
        record.origin.get("text", ""),
        record.pages,
        record.notes,
        tuple(number for number, text in spans if document.pages and len(text.strip()) < _LEAST),
        tuple(number for number, text in spans if is_doubtful(text)),
        sum(_is_bare_row(line) for line in document.text.split("\n")),
        tuple(_jumps(document)),
        tuple(_dates(document)),
    )


def _is_bare_row(line: str) -> bool:
    cells = line.split(" | ")
    return len(cells) > 2 and not any(re.search(r"\S[:：] ?\S", cell) for cell in cells)


def _jumps(document: Document) -> Iterator[tuple[str, str]]:
    """Neighbouring articles whose numbers neither count up by one nor begin anew."""
    labels = [section.label for section in document.sections if section.unit == "article"]
    numbered = [(label, number) for label in labels if (number := _number(label)) is not None]
    for (before, one), (after, other) in pairwise(numbered):
        if other not in (one, one + 1, 1):
            yield before, after


def _number(label: str) -> int | None:
    match = _NUMBER.match(label)
    return number_of_part(match[1] or match[2]) if match else None


def _dates(document: Document) -> Iterator[DateRead]:
    for field in _DATES:
        value = getattr(document.record, field)
        if not value:
            continue
        origin = document.record.origin.get(field, "")
        found = find_dates(document.text, roc=document.record.jurisdiction == "TW", relative=False)
        stated = next((one for one in found if value in (one.iso, one.until)), None)
        quote = sentence_at(document.text, stated.start, stated.end)[:_LONGEST] if stated else ""
        yield DateRead(field, value, origin, quote if origin.startswith(("text", "title")) else "")
