"""Paragraphs that a text numbers right through in brackets, whatever headings they stand under: (1) … (433)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reading.structure.laid import Laid
from assistant.reading.structure.markers import NUMBERED, Marker

FEWEST = 10  # a shorter row is a list
RANK = NUMBERED + 7  # inside all numbered headings
_NUMBER = re.compile(r"[（(](\d{1,3})[）)](?=\s*[A-Z“\"‘'(\u3400-\u9fff])")


def numbered_paragraphs(laid: Laid, begin: int, end: int) -> list[Marker]:
    """A marker for each, empty where a text has no such row. Lists inside that begin anew with (1) are passed over."""
    found = list(_row(laid, begin, end))
    return found if len(found) >= FEWEST else []


def _row(laid: Laid, begin: int, end: int) -> Iterator[Marker]:
    number = 0
    for index in range(begin, end):
        line = laid.lines[index]
        match = _NUMBER.match(line.text)
        if not match or int(match[1]) != number + 1 or line.leader or line.quoted or index in laid.contents:
            continue
        if line.level is None and laid.runs_on(index):
            continue
        number += 1
        yield Marker(index, line.start, line.start, RANK, "section", match[0], match[0], heading=False)
