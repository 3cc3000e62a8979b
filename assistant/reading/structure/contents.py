"""Tables of contents: what they list is no part of the document itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.structure.laid import Laid, Line
from assistant.reading.structure.sequences import chain

MOST_LINES = 600  # a longer stretch before the first entry comes again is no table of contents
FEWEST_ENTRIES = 3  # lines that end in rising page numbers and come again without them
FEWEST_LEADERS = 3  # lines of dots and a page number that make a table of contents without a heading

_HEADING = re.compile(r"(?:目\s*[录錄次]|차\s*례|목\s*차|(?i:table of contents|contents))\s*$")
_PAGED = re.compile(r"(.*?\S)[\s|·.…_]+(\d{1,4})")
_PAGE = re.compile(r"[\s.…·_|]*\d{0,4}\s*$")


def contents_spans(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Tables of contents as (first line, line after the last), in order and apart from each other."""
    spans = [*_leader_runs(lines), *_paged_runs(lines)]
    for index, line in enumerate(lines):
        if line.length < 40 and _HEADING.match(line.text) and not any(begin <= index < end for begin, end in spans):
            end = _end_of_list(lines, index)
            if end:
                spans.append((index, end))
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


@dataclass(frozen=True, slots=True)
class _Listed:
    """A line that says what an entry says, which is the n-th."""

    index: int
    key: tuple[int, ...]
    weight: float = 3.0


def listed_lines(laid: Laid) -> list[int]:
    """Lines outside the table of contents that say what one of its entries says, in the order of the entries."""
    order: dict[str, int] = {}
    for index in sorted(laid.contents):
        if (entry := _entry(laid.lines[index])) and not _HEADING.match(laid.lines[index].text):
            order.setdefault(entry, len(order) + 1)
    if not order:
        return []
    found = [
        _Listed(index, (order[entry],))
        for index, line in enumerate(laid.lines)
        if index not in laid.contents and line.length < 200 and (entry := _entry(line)) in order
    ]
    return [listed.index for listed in chain(found, first=False)]


def _leader_runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of lines with dot leaders; an entry may take three lines, and a heading may stand above."""
    runs: list[list[int]] = []
    for index, line in enumerate(lines):
        if not line.leader:
            continue
        if runs and index - runs[-1][-1] <= 3:
            runs[-1].append(index)
        else:
            runs.append([index])
    spans = []
    for run in runs:
        above = range(run[0] - 1, max(-1, run[0] - 4), -1)
        begin = next((index for index in above if _HEADING.match(lines[index].text)), run[0])
        if len(run) >= FEWEST_LEADERS or begin < run[0]:
            spans.append((begin, run[-1] + 1))
    return spans


def _paged_runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of short lines that end in page numbers, rising, and whose words come again further down as a line."""
    last: dict[str, int] = {}
    for index, line in enumerate(lines):
        if line.length < 200:
            last[_bare(line.text)] = index
    spans: list[tuple[int, int]] = []
    begin, page = 0, 0
    for index in range(len(lines) + 1):
        match = _PAGED.fullmatch(lines[index].text) if index < len(lines) and lines[index].length < 200 else None
        goes_on = match is not None and int(match[2]) >= page and last.get(_bare(match[1]), -1) > index
        if match is not None and goes_on:
            page = int(match[2])
            continue
        if index - begin >= FEWEST_ENTRIES:
            above = begin > 0 and _HEADING.match(lines[begin - 1].text)
            spans.append((begin - bool(above), index))
        begin, page = index + 1, 0
    return spans


def _bare(words: str) -> str:
    return "".join(words.split()).casefold()


def _end_of_list(lines: Sequence[Line], heading: int) -> int | None:
    """Where the body begins: at the line that says the first entry again, the list being short lines only."""
    if heading + 1 >= len(lines):
        return None
    first = _entry(lines[heading + 1])
    length = 0
    for index in range(heading + 2, min(heading + 2 + MOST_LINES, len(lines))):
        if _entry(lines[index]) == first:
            return index if length <= 90 * (index - heading) else None
        length += lines[index].length
    return None


def _entry(line: Line) -> str:
    return "".join(_PAGE.sub("", line.text).split()).casefold()
