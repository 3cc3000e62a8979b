"""Pages of lines to paragraphs, and paragraphs to one text with the span of each page."""

from __future__ import annotations

from collections import Counter

from assistant.reading.formats.pdf.lines import Line, PageLines
from assistant.reading.formats.pdf.order import footnotes_of
from assistant.reading.formats.pdf.paragraphs import Layout, Paragraph, join_lines, measure
from assistant.reading.formats.pdf.tables import Table, continue_table, table_paragraphs, tables_of
from assistant.reading.parsed import BLOCK_JOIN, clean
from assistant.records import Heading, Page

HEADING_SIZE = 1.12  # times the body's: smaller differences come from fonts, not from meaning
HEADING_LONGEST = 200  # characters
LEVELS = 4


def page_paragraphs(pages: list[PageLines]) -> list[Paragraph]:
    """Paragraphs and table rows of all pages in order, footnotes before a paragraph that leaves their page."""
    layout = measure([page.lines for page in pages])
    body = _body_size(pages)
    items: list[list[Line] | Table] = []
    notes: dict[int, list[Line]] = {}
    for page in pages:
        notes[page.number] = footnotes_of(page, body)
        _add_page(page, {id(line) for line in notes[page.number]}, items)
    found: list[Paragraph] = []
    for item in items:
        found += _flowing(item, layout, body) if isinstance(item, list) else table_paragraphs(item, layout)
    for number, lines in notes.items():
        if lines:
            at = _footnote_place(found, number)
            found[at:at] = join_lines(lines, layout)
    return found


def _flowing(lines: list[Line], layout: Layout, body: float) -> list[Paragraph]:
    paragraphs = join_lines(lines, layout)
    for paragraph in paragraphs:
        paragraph.larger = paragraph.size / body if body else 1.0
    return paragraphs


def _body_size(pages: list[PageLines]) -> float:
    """The commonest height of lines outside tables, or of all where nearly everything is in tables."""
    free: Counter[float] = Counter()
    everything: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            size = round(line.size * 2) / 2
            everything[size] += len(line.text)
            if line.cell is None:
                free[size] += len(line.text)
    sizes = free if free.total() > 0.1 * everything.total() else everything
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _add_page(page: PageLines, left_out: set[int], items: list[list[Line] | Table]) -> None:
    """Add the page's runs of free lines and its tables; what the page before left open is carried on."""
    tables = tables_of(page)
    done: set[int] = set()
    first = True
    for line in page.lines:
        if id(line) in left_out:
            continue
        table = tables.get(line.cell) if line.cell is not None else None
        if table is None:
            if items and isinstance(items[-1], list):
                items[-1].append(line)
            else:
                items.append([line])
        elif id(table) not in done:
            done.add(id(table))
            before = items[-1] if items else None
            if not (first and isinstance(before, Table) and continue_table(before, table)):
                items.append(table)
        first = False


def _footnote_place(found: list[Paragraph], page: int) -> int:
    """Before the first paragraph that reaches beyond the page, unless that one began on an earlier page."""
    for index, paragraph in enumerate(found):
        if paragraph.pieces[-1][0] > page:
            return index + 1 if paragraph.pieces[0][0] < page else index
    return len(found)


def place(found: list[Paragraph], labels: list[str | None]) -> tuple[str, tuple[Page, ...], tuple[Heading, ...]]:
    """Put the paragraphs into one text and give every page its span; pages cover the text without gap.

    Paragraphs in larger print are headings, the largest of level 1.
    """
    starts: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    levels = _levels(found)
    headings: list[Heading] = []
    for paragraph in found:
        if parts:
            parts.append(BLOCK_JOIN)
            length += len(BLOCK_JOIN)
        begun = length
        for page, piece in paragraph.pieces:
            words = clean(piece)
            starts.setdefault(page, length)
            parts.append(words)
            length += len(words)
        if round(paragraph.larger, 1) in levels and length - begun <= HEADING_LONGEST:
            headings.append(Heading(begun, length, levels[round(paragraph.larger, 1)]))
    pages = []
    start = length
    for index in range(len(labels) - 1, -1, -1):
        end, start = start, min(start, starts.get(index, start))
        label = labels[index]
        pages.append(Page(index + 1, 0 if index == 0 else start, end, label if label != str(index + 1) else None))
    return "".join(parts), tuple(reversed(pages)), tuple(headings)


def _levels(found: list[Paragraph]) -> dict[float, int]:
    """Heading levels by size of print, none where large print is no exception (a slide, a poster)."""
    sizes = [round(paragraph.larger, 1) for paragraph in found]
    large = sorted({size for size in sizes if size > HEADING_SIZE}, reverse=True)
    words = sum(len(paragraph.text) for paragraph in found)
    in_large = sum(len(paragraph.text) for paragraph, size in zip(found, sizes, strict=True) if size > HEADING_SIZE)
    if in_large > 0.3 * words:
        return {}
    return {size: min(level, LEVELS) for level, size in enumerate(large, start=1)}
