"""Documents to passages: a leaf of the outline is one passage, a long leaf several, short neighbours one together.

Articles, recitals and cards are never joined with a neighbour. A long leaf is parted at its paragraphs, list items
and table rows; a long paragraph at its sentences; only a sentence longer than BOUND is cut inside, at its commas.
"""

from __future__ import annotations

import hashlib
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.language.items import Items
from assistant.language.script import language_of
from assistant.language.sentences import is_closed, is_row, paragraph_ends, quotations, sentence_ends
from assistant.language.tokens import estimate_tokens
from assistant.reading.structure.paging import Paging
from assistant.records import Document, Passage, Section

BOUND = 380  # estimated tokens: with its path before it, a passage stays under the 512 that the model reads
SHORT = 40  # leaves below this may join a neighbour
CRUMB = 12  # and headed ones below this
LONGEST_ROW = 900  # a table row is kept whole up to here, for half a row says nothing
REMNANT = 60  # a last part below this goes with the part before, if that has room

_ALONE = ("article", "recital", "annex", "card", "heading")
_SOFT = (re.compile(r"[；;]\s*"), re.compile(r"[，,、：:]\s*"), re.compile(r"\s+"))
_ASKED_FOR = re.compile(r"\d{1,2}\.\d|.*[?？][”\"’]?$", re.S)  # by its number, or as a question
_CELL = re.compile(r" \| ")
_LEAD_IN = re.compile(r"[:：]\s*$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch that is not parted further. `held` binds it to the next: a lead-in, a heading, an open quotation."""

    start: int
    end: int
    tokens: float
    held: bool
    begins: bool  # at the beginning of a paragraph


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document, in order, covering its text without gap or overlap.

    Passages of unit "heading" hold nothing but headings or a table of contents; they exist so that the cover is
    whole, and are not meant to be searched.
    """
    text = document.text
    sections = document.sections
    if not text.strip():
        return ()
    if not sections:
        sections = (Section((), "", "paragraphs", 0, len(text)),)
    quoted = quotations(text)
    paging = Paging(document.pages, text)
    passages: list[Passage] = []
    for group in _grouped(text, sections):
        first = group[0]
        path, label = (first.path, first.label) if len(group) == 1 else _joint(group)
        unit = first.unit
        parts = list(_parts(text, first.start, group[-1].end, quoted)) if unit != "heading" else []
        if len(parts) < 2:
            parts = [(first.start, group[-1].end, ())]
        for start, end, items in parts:
            words = text[start:end]
            passages.append(
                Passage(
                    id=_identity(document.name, start, words),
                    document=document.name,
                    text=words,
                    path=(*path, *items),
                    label=label,
                    unit=unit,
                    start=start,
                    end=end,
                    language=language_of(words),
                    position=len(passages),
                    first_page=(pages := paging.span(start, end))[0],
                    last_page=pages[1],
                    turns=paging.turns(start, end),
                )
            )
    return tuple(passages)


def _identity(document: str, start: int, words: str) -> str:
    """24 hex digits from the document's name, the place in it and the words."""
    content = f"{document}\0{start}\0{words}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def _grouped(text: str, sections: Sequence[Section]) -> Iterator[list[Section]]:
    """Leaves one by one, but short neighbours under the same heading together."""
    group: list[Section] = []
    size = 0.0
    for section in sections:
        tokens = estimate_tokens(text[section.start : section.end])
        # a headed section is what a reader looks for (one instrument of a measure, say): only crumbs are joined
        mergeable = section.unit not in _ALONE and (not section.label or tokens < CRUMB)
        mergeable = mergeable and not _ASKED_FOR.match(section.label)
        mergeable = mergeable and min(size, tokens) < SHORT and size + tokens <= BOUND / 2
        if group and mergeable and _neighbours(group[-1], section):
            group.append(section)
            size += tokens
            continue
        if group:
            yield group
        group, size = [section], tokens
    if group:
        yield group


def _neighbours(before: Section, section: Section) -> bool:
    return before.unit == section.unit and before.path[:-1] == section.path[:-1] and bool(before.path and section.path)


def _joint(group: Sequence[Section]) -> tuple[tuple[str, ...], str]:
    """Path and label of leaves that share a passage: those of the first and last, under what holds them all."""
    first, last = group[0], group[-1]
    if first.path == last.path:
        return first.path, first.label
    label = f"{first.label} – {last.label}" if first.label and last.label else first.label or last.label
    return (*first.path[:-1], f"{first.path[-1]} – {last.path[-1]}"), label


def _parts(
    text: str, start: int, end: int, quoted: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Parts of a leaf with the list items that each begins in: one part where the leaf is within the bound."""
    if end - start < BOUND or estimate_tokens(text[start:end]) <= BOUND:
        yield start, end, ()
        return
    pieces = list(_pieces(text, start, end, quoted))
    items = _items(text, pieces)
    place = 0
    for count in _packed(pieces):
        last = place + count - 1
        yield pieces[place].start, pieces[last].end, items[place] if place else ()
        place += count


def _pieces(text: str, start: int, end: int, quoted: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    for paragraph_end in paragraph_ends(text, start, end):
        words = text[start:paragraph_end]
        tokens = estimate_tokens(words)
        shown = words.strip()
        if tokens <= BOUND or (is_row(text, start, paragraph_end) and tokens <= LONGEST_ROW):
            held = bool(_LEAD_IN.search(words)) or _inside(quoted, paragraph_end)
            held = held or (len(shown) < 80 and " | " not in shown and not is_closed(shown))
            yield _Piece(start, paragraph_end, tokens, held, True)
        elif is_row(text, start, paragraph_end):
            yield from _cut(text, start, paragraph_end, (_CELL, *_SOFT), True)
        else:
            at = start
            for sentence_end in sentence_ends(text, start, paragraph_end, quoted):
                tokens = estimate_tokens(text[at:sentence_end])
                if tokens <= BOUND:
                    yield _Piece(at, sentence_end, tokens, False, at == start)
                else:
                    yield from _cut(text, at, sentence_end, _SOFT, at == start)
                at = sentence_end
        start = paragraph_end


def _inside(quoted: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies inside a quotation."""
    at = bisect_left(quoted, (offset, 0)) - 1
    return at >= 0 and offset < quoted[at][1]


def _cut(text: str, start: int, end: int, soft: Sequence[re.Pattern[str]], begins: bool) -> Iterator[_Piece]:
    """A stretch over the bound in pieces that are not, each cut at the last soft point of the first kind it has."""
    while start < end:
        stop = _within_bound(text, start, end)
        if stop < end:
            middle = start + (stop - start) // 2
            points = (_last_end(pattern, text, middle, stop) for pattern in soft)
            stop = next((point for point in points if point), stop)
            while stop < end and text[stop].isspace():
                stop += 1
        yield _Piece(start, stop, estimate_tokens(text[start:stop]), False, begins)
        start, begins = stop, False


def _within_bound(text: str, start: int, end: int) -> int:
    """How far text from `start` stays within the bound."""
    stop = min(start + 4 * BOUND, end)
    while (tokens := estimate_tokens(text[start:stop])) > BOUND and stop - start > 1:
        stop = start + max(int((stop - start) * min(BOUND / tokens, 0.97)), 1)
    return stop


def _last_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    last = 0
    for match in pattern.finditer(text, start, end):
        last = match.end()
    return last


def _packed(pieces: Sequence[_Piece]) -> Iterator[int]:
    """How many pieces go into each part: parts of about one size, none over the bound if its pieces allow it."""
    total = sum(piece.tokens for piece in pieces)
    target = min(BOUND, 1.15 * total / math.ceil(total / BOUND))
    counts: list[int] = []
    sizes: list[float] = []
    place = 0
    while place < len(pieces):
        stop, size = place + 1, pieces[place].tokens
        while stop < len(pieces):
            more = size + pieces[stop].tokens
            if more > BOUND or (more > target and size >= target / 2):
                break
            stop, size = stop + 1, more
        if stop < len(pieces):
            kept = stop
            while kept > place + 1 and pieces[kept - 1].held:
                kept -= 1
            if not pieces[kept - 1].held:
                size -= sum(piece.tokens for piece in pieces[kept:stop])
                stop = kept
        counts.append(stop - place)
        sizes.append(size)
        place = stop
    if len(counts) > 1 and sizes[-1] < REMNANT and sizes[-1] + sizes[-2] <= BOUND:
        counts[-2:] = [counts[-2] + counts[-1]]
    yield from counts


def _items(text: str, pieces: Sequence[_Piece]) -> list[tuple[str, ...]]:
    """For each piece the list items open where it begins, outermost first: ("1.", "(h)") in Article 5(1)(h)."""
    items = Items()
    result = []
    for piece in pieces:
        if piece.begins:
            items.paragraph(text, piece.start, piece.end)
        result.append(items.path)
    return result
