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
    pictures: list[bool] = []  # whether pictures cover at least a third of the page
    for index, page in _each(document):
        pages.append(without_doubles(read_page(page, index)))
        pictures.append(pages[-1].pictures > page.get_width() * page.get_height() / 3)
    kept, labels = without_furniture(pages)
    # A scan may have been stamped with a page number or a running head: what counts is that nothing else is there.
    scans = [index for index, page in enumerate(kept) if pictures[index] and not page.lines]
    if recognising and scans:
        _recognise(document, pages, scans, limits)
        kept, labels = without_furniture(pages)
    printed = [document.get_page_label(index) or None for index in range(len(pages))]
    document.close()
    layered = sum(pictures[index] and bool(page.lines) for index, page in enumerate(kept) if index not in scans)
    labels = [
        label or (own if _stands_for_itself(own, printed) else None) for label, own in zip(labels, printed, strict=True)
    ]
    text, spans, headings = place(page_paragraphs([in_reading_order(page) for page in kept]), labels)
    notes = []
    if layered > len(pages) / 2:
        notes.append(OCR_LAYER)
    if recognising and scans:
        shown = ", ".join(str(index + 1) for index in scans[:12]) + (" …" if len(scans) > 12 else "")
        notes.append(f"the text of page{'s' * (len(scans) > 1)} {shown} {RECOGNISED}")
    uneven = layered + (len(scans) if recognising else 0) > len(pages) / 2  # sizes of recognised print tell nothing
    return Parsed(
        "pdf", text, pages=spans, headings=() if uneven else headings, properties=tuple(_properties(data)),
        notes=tuple(notes), scans=() if recognising else tuple(index + 1 for index in scans),
    )  # fmt: skip


def _recognise(document: Any, pages: list[PageLines], scans: list[int], limits: Limits) -> None:
    """Put what tesseract reads on the scanned pages in the place of what little they hold as text."""
    from assistant.reading.ocr import recognise

    known = _language(document)
    for index in scans:
        page = document[index]
        try:
            lines, known = recognise(page, index, limits.ocr_page_seconds, known)
        finally:
            page.close()
        pages[index] = _even(lines)


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
    """tesseract's name of the language to recognise scans in, where other pages have a text layer that tells."""
    from assistant.languages import fold, language_of
    from assistant.reading.ocr import languages

    text = ""
    for _, page in _each(document):
        textpage = page.get_textpage()
        text += textpage.get_text_range()
        textpage.close()
        if len(text) > 2000:
            break
    if len(text) <= 200:
        return None
    if language_of(text) == "en":
        name = "eng"
    else:
        plain = fold(text)
        changed = sum(a != b for a, b in zip(text, plain, strict=False)) if len(plain) == len(text) else 0
        name = "chi_tra" if changed > 0.1 * len(text) else "chi_sim"
    return name if name in languages() else None


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
