"""The lines of a text, with what tells a structural line from running text: the first look at every outline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.sentences import is_closed, quotations
from assistant.records import Heading

SEEN = 240  # characters of a line that patterns look at: structure shows at its start, and lines may be megabytes long

_LINE = re.compile(r"[^\n]+")
_DECORATION = re.compile(r"[\s*_#>|·•▪　]{0,24}")
_LEADERS = re.compile(
    r"(?:(?:\.{4,}|…{2,}|·{4,}|_{4,}|(?:\. ){4,}|⋯{2,})[\s.…·_]{0,9}[0-9IVXivx]{0,6}|…\s{0,3}[0-9IVXivx]{1,6})\s*$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its span without the newline, and the start of its words."""

    start: int
    end: int
    text: str  # the first SEEN characters without leading decoration, stripped
    length: int  # of the whole line
    level: int | None  # of the heading that begins on it, where the file's format marks one
    quoted: bool  # begins inside a quotation that opened on an earlier line
    leader: bool  # a line of a table of contents: dots, then a page number
    unit: str = ""  # of what the heading heads, where the file's format says it

    @property
    def whole(self) -> bool:
        """Whether `text` shows the whole line."""
        return self.length <= SEEN


def lines_of(text: str, headings: Sequence[Heading] = ()) -> list[Line]:
    """The lines of `text` that are not blank, in order."""
    marked: dict[int, Heading] = {}
    for heading in headings:
        marked.setdefault(heading.start, heading)
    starts = sorted(marked)
    spans = quotations(text)
    opened = [start for start, _ in spans]
    lines = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        seen = text[start : min(end, start + SEEN + 24)]
        skipped = _DECORATION.match(seen)
        words = seen[skipped.end() if skipped else 0 :].rstrip()[:SEEN]
        if not words and not text[start:end].strip():
            continue
        at = bisect_right(starts, end) - 1
        begun = marked[starts[at]] if at >= 0 and starts[at] >= start else None
        span = bisect_right(opened, start) - 1
        quoted = span >= 0 and spans[span][0] < start < spans[span][1]
        leader = end - start < 400 and bool(_LEADERS.search(text, max(start, end - 160), end))
        level, unit = (begun.level, begun.unit) if begun else (None, "")
        lines.append(Line(start, end, words, end - start, level, quoted, leader, unit))
    return lines


_OPEN_END = re.compile(
    r"(?:\b(?:of|to|in|the|and|or|under|with|by|from|for|that|section|sections|article|articles|annex|chapter|see)"
    r"|[,、，(（和或与及按照根据依据违反])\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A text with its lines, and those of its tables of contents, which hold no part of it."""

    text: str
    lines: Sequence[Line]
    contents: frozenset[int] = frozenset()

    def goes_on(self, index: int) -> bool:
        """Whether the next line stands right below this one, without a blank line between."""
        lines = self.lines
        return index + 1 < len(lines) and "\n" not in self.text[lines[index].end + 1 : lines[index + 1].start]

    def runs_on(self, index: int) -> bool:
        """Whether the line before ends in the middle of a sentence, so that what begins this line is no beginning.

        Across a blank line only words that cannot end anything count, for headings and notes close without a mark.
        """
        if index == 0:
            return False
        before = self.lines[index - 1]
        tail = self.text[max(before.start, before.end - 60) : before.end]
        if before.level is not None or before.leader or is_closed(tail):
            return False
        if _OPEN_END.search(tail):
            return True
        return self.goes_on(index - 1) and before.length >= (45 if mostly_wide(tail) else 100)


def mostly_wide(words: str) -> bool:
    """Whether more than half of the characters are Chinese, Korean or full width."""
    return sum(character >= "\u2e80" for character in words) * 2 > len(words)
