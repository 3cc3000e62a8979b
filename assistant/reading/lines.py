"""The lines of a text, with what tells a structural line from running text: the first look at every outline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Heading

SEEN = 240  # characters of a line that patterns look at: structure shows at its start, and lines may be megabytes long

_LINE = re.compile(r"[^\n]+")
_DECORATION = re.compile(r"[\s*_#>|·•▪　]{0,24}")
_LEADERS = re.compile(
    r"(?:(?:\.{4,}|…{2,}|·{4,}|_{4,}|(?:\. ){4,}|⋯{2,})[\s.…·_]{0,9}[0-9IVXivx]{0,6}|…\s{0,3}[0-9IVXivx]{1,6})\s*$"
)
_QUOTES = re.compile("[“”「」『』]")
_PAIRS = {"”": "“", "」": "「", "』": "『"}


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

    @property
    def whole(self) -> bool:
        """Whether `text` shows the whole line."""
        return self.length <= SEEN


def lines_of(text: str, headings: Sequence[Heading] = ()) -> list[Line]:
    """The lines of `text` that are not blank, in order."""
    levels: dict[int, int] = {}
    for heading in headings:
        levels.setdefault(heading.start, heading.level)
    starts = sorted(levels)
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
        level = levels[starts[at]] if at >= 0 and starts[at] >= start else None
        span = bisect_right(opened, start) - 1
        quoted = span >= 0 and spans[span][0] < start < spans[span][1]
        leader = end - start < 400 and bool(_LEADERS.search(text, max(start, end - 160), end))
        lines.append(Line(start, end, words, end - start, level, quoted, leader))
    return lines


def quotations(text: str, longest: int = 20_000) -> list[tuple[int, int]]:
    """Outermost spans between paired quotation marks “ ” 「 」 『 』, each from its opening to after its closing mark.

    A mark without its partner opens nothing: paragraphs of one long quotation each reopen it, and scans lose marks.
    Spans of more than `longest` characters are taken for such an accident.
    """
    waiting: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for match in _QUOTES.finditer(text):
        mark, at = match.group(), match.start()
        if mark not in _PAIRS:
            waiting.append((mark, at))
            if len(waiting) > 50:
                del waiting[0]
            continue
        if waiting and waiting[-1][0] == _PAIRS[mark]:
            start = waiting.pop()[1]
            if at - start <= longest:
                while spans and spans[-1][0] > start:
                    spans.pop()
                spans.append((start, at + 1))
    return spans


_TERMINAL = re.compile(r"[.;:!?。；：！？…”’\"')）\]」』>》]\s*$")
_OPEN_END = re.compile(
    r"(?:\b(?:of|to|in|the|and|or|under|with|by|from|for|that|section|sections|article|articles|annex|chapter|see)"
    r"|[,、，(（和或与及按照根据依据违反])\s*$",
    re.I,
)


def runs_on(text: str, lines: Sequence[Line], index: int) -> bool:
    """Whether the line before ends in the middle of a sentence, so that what begins this line is no beginning.

    Across a blank line only words that cannot end anything count, for headings and notes close without a mark.
    """
    if index == 0:
        return False
    before = lines[index - 1]
    tail = text[max(before.start, before.end - 60) : before.end]
    if before.level is not None or before.leader or _TERMINAL.search(tail):
        return False
    if _OPEN_END.search(tail):
        return True
    if "\n" in text[before.end + 1 : lines[index].start]:
        return False
    wide = sum(character >= "\u2e80" for character in tail) * 2 > len(tail)
    return before.length >= (45 if wide else 100)
