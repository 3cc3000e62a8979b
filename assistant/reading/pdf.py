"""PDF: pages to one text in reading order.

PDFium reads the text layer (3.6 times as fast as pypdf, and it gives each character's place); pypdf reads what is
about the document: its properties and whether it is locked.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from assistant.reading.limits import Limits
from assistant.reading.parsed import Parsed, Refused
from assistant.reading.pdf_furniture import without_doubles, without_furniture
from assistant.reading.pdf_lines import PageLines, read_page
from assistant.reading.pdf_order import in_reading_order
from assistant.reading.pdf_pages import page_paragraphs, place
from assistant.records import Property

OCR_LAYER = "the text layer was made by text recognition and may hold its errors"
RECOGNISED = "was recognised by tesseract and may hold errors"


def parse_pdf(data: bytes, limits: Limits) -> Parsed:
    """The text layer of a PDF in reading order; `scans` lists pages that are pictures without one.

    Raises Refused for a locked or damaged file and for one beyond the limits.
    """
    return _parse(data, limits, recognising=False)


def parse_pdf_with_ocr(data: bytes, limits: Limits) -> Parsed:
    """As `parse_pdf`, with the pages that are pictures read by tesseract."""
    return _parse(data, limits, recognising=True)


def _parse(data: bytes, limits: Limits, recognising: bool) -> Parsed:
    document = _opened(data, limits)
    pages: list[PageLines] = []
    scans: list[int] = []
    layered = 0
    known: str | None = None
    for index, page in _each(document):
        lines = without_doubles(read_page(page, index))
        pictures = lines.pictures > page.get_width() * page.get_height() / 3
        if not lines.lines and pictures:
            scans.append(index + 1)
            if recognising:
                from assistant.reading.ocr import recognise

                known = known or _language(document)
                lines, known = recognise(page, index, limits.ocr_page_seconds, known)
        layered += bool(lines.lines) and pictures and index + 1 not in scans
        pages.append(lines)
    printed = [document.get_page_label(index) or None for index in range(len(pages))]
    document.close()
    if recognising:
        pages = [_even(page) if page.number + 1 in scans else page for page in pages]
    pages, labels = without_furniture(pages)
    labels = [
        label or (own if _stands_for_itself(own, printed) else None) for label, own in zip(labels, printed, strict=True)
    ]
    text, spans, headings = place(page_paragraphs([in_reading_order(page) for page in pages]), labels)
    notes = []
    if layered > len(pages) / 2:
        notes.append(OCR_LAYER)
    if recognising and scans:
        shown = ", ".join(map(str, scans[:12])) + (" …" if len(scans) > 12 else "")
        notes.append(f"the text of page{'s' * (len(scans) > 1)} {shown} {RECOGNISED}")
    return Parsed(
        "pdf", text, pages=spans, headings=() if layered or recognising else headings,
        properties=tuple(_properties(data)), notes=tuple(notes), scans=() if recognising else tuple(scans),
    )  # fmt: skip


def _opened(data: bytes, limits: Limits) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refused("is locked with a password") from error
        if "security" in str(error).lower():
            raise Refused("is encrypted in a way that cannot be opened") from error
        raise Refused("is a damaged or truncated PDF") from error
    if len(document) > limits.pages:
        raise Refused(f"has {len(document):,} pages; more than {limits.pages:,} are not read")
    if len(document) == 0:
        raise Refused("is a PDF without pages")
    return document


def _each(document: Any) -> Iterator[tuple[int, Any]]:
    """The pages one at a time, each closed before the next: memory stays that of one page."""
    import pypdfium2

    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            raise Refused(f"is damaged at page {index + 1}") from error
        try:
            yield index, page
        finally:
            page.close()


def _language(document: Any) -> str | None:
    """The language to recognise scans in, where other pages have a text layer that tells."""
    from assistant.languages import language_of

    texts = []
    for _, page in _each(document):
        textpage = page.get_textpage()
        texts.append(textpage.get_text_range())
        textpage.close()
        if sum(map(len, texts)) > 2000:
            return "eng" if language_of("".join(texts)) == "en" else None
    return None


def _even(page: PageLines) -> PageLines:
    """Heights of recognised lines vary with their letters: give all of a page their middle height."""
    sizes = sorted(line.size for line in page.lines)
    if sizes:
        usual = sizes[len(sizes) // 2]
        for line in page.lines:
            if 0.6 * usual < line.size < 1.5 * usual:
                line.top = line.middle + usual / 2
                line.bottom = line.top - usual
    return page


def _stands_for_itself(label: str | None, printed: list[str | None]) -> bool:
    """PDF page labels count where the file numbers its pages otherwise than 1, 2, 3."""
    return label is not None and printed != [str(number + 1) for number in range(len(printed))]


def _properties(data: bytes) -> Iterator[Property]:
    """The document information dictionary, by pypdf; a file whose dictionary is broken has none."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        info = dict(reader.metadata or {})
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError, NotImplementedError):
        return
    for name, value in info.items():
        words = str(value).strip().replace("\0", "")
        field = name.lstrip("/").lower()
        if words and field in (
            "title",
            "author",
            "subject",
            "keywords",
            "creationdate",
            "moddate",
            "creator",
            "producer",
        ):
            date = re.match(r"D:(\d{4})(\d{2})?(\d{2})?", words)
            yield Property(field, "-".join(filter(None, date.groups())) if date else words[:1000], "pdf properties")
