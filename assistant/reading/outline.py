"""The outline of a source: leaves that cover its text, each with its path, label, kind and pages.

How a text is laid out is tried in this order: cards of a policy guide, articles of a law, headings and numbering,
else plain paragraphs. Only line starts are looked at, and of each line only its beginning, so that the work grows
with the length of the text and no more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence, Set

from assistant.reading.articles import legal_markers
from assistant.reading.cards import card_markers
from assistant.reading.contents import contents_spans
from assistant.reading.headings import general_markers
from assistant.reading.lines import Line, lines_of
from assistant.reading.markers import Marker, tidy
from assistant.reading.paging import Paging
from assistant.records import Section, Source

LONG_BEFORE = 0.4  # share of a text before its first article from which that is outlined for itself


def outline(source: Source) -> tuple[Section, ...]:
    """The leaves of the source's outline, in order, covering `source.text` without gap or overlap.

    Empty only for a text that is empty or all white space.
    """
    lines = lines_of(source.text, source.headings)
    if not lines:
        return ()
    contents = contents_spans(lines)
    skipped = {index for begin, end in contents for index in range(begin, end)}
    markers = _markers(source.text, lines, skipped)
    markers = _with_contents(lines, contents, markers)
    return tuple(_leaves(source, markers))


def _markers(text: str, lines: Sequence[Line], skipped: Set[int]) -> list[Marker]:
    markers = card_markers(text, lines)
    if markers:
        return markers
    markers = legal_markers(text, lines, skipped)
    if not markers:
        return general_markers(text, lines, skipped)
    if _other_headings(lines, markers):
        return general_markers(text, lines, skipped)
    markers = _with_annexed(text, lines, skipped, markers)
    if markers[0].start > LONG_BEFORE * len(text):
        markers = [*general_markers(text, lines, skipped, 0, markers[0].index), *markers]
    return markers


def _other_headings(lines: Sequence[Line], markers: Sequence[Marker]) -> bool:
    """Whether a text with articles is laid out by other headings that its format marks: a digest, a commentary.

    Where the articles are marked themselves, one more heading of their level or above is enough.
    """
    known = {marker.index for marker in markers}
    levels = [level for marker in markers if (level := lines[marker.index].level) and marker.unit == "article"]
    starts = [marker.start for marker in markers]
    others = [
        line.level
        for index, line in enumerate(lines[markers[0].index :], markers[0].index)
        if line.level is not None
        and index not in known
        and line.start >= markers[bisect_right(starts, line.start) - 1].title_end
    ]
    if len(levels) * 2 > len(markers):
        return any(level <= max(levels) for level in others)
    return len(others) * 2 > len(markers)


def _with_annexed(text: str, lines: Sequence[Line], skipped: Set[int], markers: list[Marker]) -> list[Marker]:
    """A law's markers, with its own title before them and the headings of what Chinese annexes hold."""
    result = list(markers)
    for index in range(markers[0].index):
        line = lines[index]
        if line.level is not None and index not in skipped:
            label = tidy(line.text)
            result.append(Marker(index, line.start, line.end, 0, "preamble", label, label, True))
    for place, marker in enumerate(markers):
        if marker.unit == "annex" and marker.label.startswith("附"):
            end = markers[place + 1].index if place + 1 < len(markers) else len(lines)
            inside = general_markers(text, lines, skipped, marker.index + 1, end)
            result += [inner for inner in inside if inner.unit != "annex" and not inner.bare]
    return sorted(result, key=lambda marker: marker.index)


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
        unit = _unit(marker, bool(text[min(marker.title_end, end) : end].strip()), holds)
        if unit == "preamble" and len(markers) == 1:
            unit = "paragraphs"  # nothing but a title and its text
        stack.append(marker)
        leaves.append(Section(path, marker.label, unit, start, end, *paging.span(start, end)))
    return leaves


def _unit(marker: Marker, body: bool, holds: bool) -> str:
    """What a leaf is: a heading alone is "heading", also that of an annex or article which only holds further parts.

    Headings are not searched, so a numbered line that nothing follows is one only where it holds other parts.
    """
    if not body and (holds or (marker.heading and marker.unit in ("section", "preamble"))):
        return "heading"
    return marker.unit
