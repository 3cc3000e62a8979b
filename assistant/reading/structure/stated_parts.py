"""The outline of a file whose format says itself what is an article, a chapter, an annex: nothing is guessed."""

from __future__ import annotations

import re

from assistant.reading.structure.laid import Laid, Line
from assistant.reading.structure.markers import HEADING, Marker, tidy

FEWEST = 2  # articles so marked; a text with fewer is outlined by its words
_NUMBERED = re.compile(r"\S+(?:\s\S*(?:\d\S*|\b[IVXLC]+\b\S*))?")


def marked_markers(laid: Laid) -> list[Marker]:
    """The headings of such a file, in order; empty for others."""
    if sum(line.unit == "article" for line in laid.lines) < FEWEST:
        return []
    return [_marker(index, line) for index, line in enumerate(laid.lines) if line.level is not None]


def _marker(index: int, line: Line) -> Marker:
    name = tidy(line.text)
    number = _NUMBERED.match(line.text)
    label = number[0].rstrip(".:") if number and line.unit == "article" else name
    own = line.level == 1 and not line.unit
    return Marker(
        index, line.start, line.end, 0 if own else HEADING + (line.level or 1), line.unit or "preamble", label, name,
        own, heading=line.unit != "article",
    )  # fmt: skip
