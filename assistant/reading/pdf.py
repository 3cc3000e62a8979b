"""PDF: pages to one text in reading order, by PDFium's text layer."""

from __future__ import annotations

from collections import Counter

from assistant.reading.parsed import BLOCK_JOIN, Parsed, clean
from assistant.reading.pdf_furniture import without_doubles, without_furniture
from assistant.reading.pdf_lines import Line, PageLines, read_page
from assistant.reading.pdf_order import footnotes_of, in_reading_order
from assistant.reading.pdf_paragraphs import Paragraph, join_lines, measure
from assistant.reading.pdf_tables import Table, continue_table, table_paragraphs, tables_of
from assistant.records import Page


def parse_pdf(data: bytes) -> Parsed:
    """The text layer of a PDF in reading order, page by page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = []
    for index in range(len(document)):
        page = document[index]
        pages.append(without_doubles(read_page(page, index)))
        page.close()
    empty = [page.number + 1 for page in pages if not page.lines]
    pages, labels = without_furniture(pages)
    paragraphs = page_paragraphs([in_reading_order(page) for page in pages])
    text, spans = place(paragraphs, labels)
    notes = (f"pages {', '.join(map(str, empty))} hold no text",) if empty and text else ()
    return Parsed("pdf", text, pages=spans, notes=notes)


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
        found += table_paragraphs(item, layout) if isinstance(item, Table) else join_lines(item, layout)
    for number, lines in notes.items():
        if lines:
            at = _footnote_place(found, number)
            found[at:at] = join_lines(lines, layout)
    return found


def _body_size(pages: list[PageLines]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
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


def place(found: list[Paragraph], labels: list[str | None]) -> tuple[str, tuple[Page, ...]]:
    """Put the paragraphs into one text and give every page its span; pages cover the text without gap."""
    starts: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    for paragraph in found:
        if parts:
            parts.append(BLOCK_JOIN)
            length += len(BLOCK_JOIN)
        for page, piece in paragraph.pieces:
            words = clean(piece)
            starts.setdefault(page, length)
            parts.append(words)
            length += len(words)
    pages = []
    start = length
    for index in range(len(labels) - 1, -1, -1):
        end, start = start, min(start, starts.get(index, start))
        label = labels[index]
        pages.append(Page(index + 1, 0 if index == 0 else start, end, label if label != str(index + 1) else None))
    return "".join(parts), tuple(reversed(pages))
