"""The outline of a source: leaves that cover its text, each with its path, label, kind and pages.

How a text is laid out is tried in this order: parts that the file's format marks by what they are, cards of a policy
guide, articles of a law, headings and numbering, else plain paragraphs. Only line starts are looked at, and of each
line only its beginning, so that the work grows with the length of the text and no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.reading.structure.card_guides import card_markers
from assistant.reading.structure.contents import contents_spans
from assistant.reading.structure.headings import general_markers
from assistant.reading.structure.laid import Laid, Line, lines_of
from assistant.reading.structure.laws import legal_markers
from assistant.reading.structure.markers import Marker, tidy
from assistant.reading.structure.paging import Paging
from assistant.reading.structure.stated_parts import marked_markers
from assistant.records import Section, Source

# The first that finds its layout in a text outlines it.
READERS: tuple[Callable[[Laid], list[Marker]], ...] = (card_markers, legal_markers, general_markers)


def outline(source: Source) -> tuple[Section, ...]:
    """The leaves of the source's outline, in order, covering `source.text` without gap or overlap.

    Empty only for a text that is empty or all white space.
    """
    lines = lines_of(source.text, source.headings)
    if not lines:
        return ()
    if marked := marked_markers(Laid(source.text, lines)):
        return tuple(_leaves(source, marked))
    contents = contents_spans(lines)
    laid = Laid(source.text, lines, frozenset(index for begin, end in contents for index in range(begin, end)))
    markers = next(filter(None, (read(laid) for read in READERS)), [])
    return tuple(_leaves(source, _with_contents(lines, contents, markers)))


def _with_contents(lines: Sequence[Line], spans: Sequence[tuple[int, int]], markers: list[Marker]) -> list[Marker]:
    """The markers with a leaf of its own for each table of contents; what follows one is not part of it."""
    result = list(markers)
    known = {marker.index for marker in markers}
    for begin, end in spans:
        line = lines[begin]
        label = tidy(line.text) if not line.leader else ""
        result = [marker for marker in result if not begin <= marker.index < end]
        result.append(Marker(begin, line.start, lines[end - 1].end, 0, "heading", label, label, True))
        if end < len(lines) and end not in known:
            result.append(Marker(end, lines[end].start, lines[end].start, 0, "preamble", "", "", True))
    return sorted(result, key=lambda marker: marker.index)


def _leaves(source: Source, markers: Sequence[Marker]) -> list[Section]:
    """Turn markers into leaves: each runs from its marker to the next, white space going with what is before it."""
    text, paging = source.text, Paging(source.pages, source.text)
    if not markers:
        return [Section((), "", "paragraphs", 0, len(text), *paging.span(0, len(text)))]
    first = markers[0].start
    leaves = [Section((), "", "preamble", 0, first, *paging.span(0, first))] if text[:first].strip() else []
    stack: list[Marker] = []
    for place, marker in enumerate(markers):
        start = marker.start if leaves else 0
        end = markers[place + 1].start if place + 1 < len(markers) else len(text)
        while stack and stack[-1].rank >= marker.rank:
            stack.pop()
        path = tuple(outer.name for outer in stack if outer.name and not outer.bare)
        if marker.name:
            path = (*path, marker.name)
        holds = place + 1 < len(markers) and markers[place + 1].rank > marker.rank
        titled = min(marker.title_end, end)
        unit = _unit(marker, bool(text[titled:end].strip()) or _states(text[marker.start : titled]), holds)
        if unit == "preamble" and len(markers) == 1:
            unit = "paragraphs"  # nothing but a title and its text
        stack.append(marker)
        leaves.append(Section(path, marker.label, unit, start, end, *paging.span(start, end)))
    return leaves


_SENTENCE = re.compile(r"[。；！]\s*$|(?:\s\S+){8,}[.;]\s*$")


def _states(title: str) -> bool:
    """Whether what heads a part is a sentence: a point of an outline that says all it has to say in its first line."""
    return _SENTENCE.search(title) is not None


def _unit(marker: Marker, body: bool, holds: bool) -> str:
    """What a leaf is: a heading alone is "heading", also that of an annex or article which only holds further parts.

    Headings are not searched, so a numbered line that nothing follows is one only where it holds other parts.
    """
    if not body and (holds or (marker.heading and marker.unit in ("section", "preamble"))):
        return "heading"
    return marker.unit
