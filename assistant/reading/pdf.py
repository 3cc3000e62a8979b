"""PDF: text layer by PDFium, properties by pypdf."""

from __future__ import annotations

from assistant.reading.parsed import BLOCK_JOIN, Parsed, clean
from assistant.reading.pdf_layout import Paragraph, paragraphs, without_doubles, without_furniture
from assistant.records import Page


def parse_pdf(data: bytes) -> Parsed:
    """The text layer of a PDF in reading order, page by page."""
    import pypdfium2

    from assistant.reading.pdf_lines import page_lines

    document = pypdfium2.PdfDocument(data)
    raw = [without_doubles(page_lines(document[index], index)) for index in range(len(document))]
    empty = [index + 1 for index, lines in enumerate(raw) if not lines]
    kept, labels = without_furniture(raw)
    text, pages = _place(paragraphs(kept), labels)
    notes = (f"pages {', '.join(map(str, empty))} hold no text",) if empty and text else ()
    return Parsed("pdf", text, pages=pages, notes=notes)


def _place(found: list[Paragraph], labels: list[str | None]) -> tuple[str, tuple[Page, ...]]:
    """Put the paragraphs into one text and give every page its span."""
    starts: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    for paragraph in found:
        if parts:
            parts.append(BLOCK_JOIN)
            length += len(BLOCK_JOIN)
        at = 0
        for page, count in paragraph.pieces:
            words = clean(paragraph.text[at : at + count])
            at += count
            starts.setdefault(page, length)
            parts.append(words)
            length += len(words)
    text = "".join(parts)
    pages = []
    start = length
    for index in range(len(labels) - 1, -1, -1):
        end, start = start, min(start, starts.get(index, start))
        label = labels[index]
        pages.append(Page(index + 1, start, end, label if label != str(index + 1) else None))
    return text, tuple(reversed(pages))
