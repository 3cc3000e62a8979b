"""What the desk Brief gives: a text of proven sentences with what carries them, and what it leaves open."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.records import Citation

_MARKED = re.compile(r"(.*?) ?\[(\d+)\]", re.S)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a briefing with the citations that carry it: a document's own words, or code's from its record."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section: paragraphs of sentences, and a table whose first row are the heads; a cell may end in a marker [4]."""

    heading: str
    paragraphs: tuple[tuple[Sentence, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


def split_cell(cell: str) -> tuple[str, int | None]:
    """A table's cell without its marker, and the citation that the marker is of."""
    found = _MARKED.fullmatch(cell)
    return (found[1], int(found[2])) if found else (cell, None)


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing as of a day. `fingerprint` is of the library: the same one gives the same briefing."""

    title: str
    questions: tuple[str, ...]
    as_of: str
    language: str
    fingerprint: str
    parts: tuple[Part, ...]
    disputed: tuple[Sentence, ...]
    not_covered: tuple[Sentence, ...]
    open_points: tuple[str, ...]
    citations: tuple[Citation, ...]

    def citation(self, marker: int) -> Citation:
        return self.citations[marker - 1]
