"""PDF: pages to one text in reading order.

PDFium reads the text layer (3.6 times as fast as pypdf, and it gives each character's place); pypdf reads what is
about the document: its properties and whether it is locked.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.reading.formats.pdf.furniture import printed_address, without_doubles, without_furniture
from assistant.reading.formats.pdf.lines import PageLines
from assistant.reading.formats.pdf.marked import FORMS, attached, filled_in, layers_off, without_layers, without_stamp
from assistant.reading.formats.pdf.one_page import read_page
from assistant.reading.formats.pdf.order import in_reading_order
from assistant.reading.formats.pdf.pages import page_paragraphs, place
from assistant.reading.formats.pdf.plausible import is_doubtful
from assistant.reading.limits import Limits
from assistant.reading.parsed import Parsed, Refused, numbered
from assistant.records import Property

OCR_LAYER = "the text layer was made by text recognition and may hold its errors"
_FEW = 80  # characters up to which what runs up a margin is not worth a note
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
    document, reader = _opened(data, limits), _reader(data)
    off = _layers_off(reader)
    pages: list[PageLines] = []
    pictures: list[bool] = []  # whether pictures cover at least a third of the page
    remarks: dict[int, list[str]] = {}
    for index, page in _each(document):
        without_layers(page, off)
        read, remarks[index] = filled_in(document, page, without_stamp(read_page(page, index)))
        pages.append(without_doubles(read))
        pictures.append(read.pictures > page.get_width() * page.get_height() / 3)
    kept, labels = without_furniture(pages)
    # A scan may have been stamped with a page number or a running head: what counts is that nothing else is there.
    scans = [index for index, page in enumerate(kept) if pictures[index] and not page.lines]
    doubtful = [index for index, page in enumerate(kept) if is_doubtful("\n".join(line.text for line in page.lines))]
    kept = [replace(page, lines=[]) if index in doubtful else page for index, page in enumerate(kept)]
    scans = sorted({*scans, *doubtful})
    if recognising and scans:
        _recognise(document, pages, scans, limits)
        kept, labels = without_furniture(pages)
    attachments = list(attached(document))
    printed = [document.get_page_label(index) or None for index in range(len(pages))]
    document.close()
    layered = sum(pictures[index] and bool(page.lines) for index, page in enumerate(kept) if index not in scans)
    labels = [
        label or (own if _stands_for_itself(own, printed) else None) for label, own in zip(labels, printed, strict=True)
    ]
    text, spans, headings = place(page_paragraphs([in_reading_order(page) for page in kept]), labels)
    notes = [*_seen(pages, remarks), *(f"an attached file was not read: {name}" for name in attachments)]
    if layered > len(pages) / 2:
        notes.append(OCR_LAYER)
    if doubtful:
        notes.append(f"the text layer of {numbered([index + 1 for index in doubtful])} does not say what is shown")
    if recognising and scans:
        notes.append(f"the text of {numbered([index + 1 for index in scans])} {RECOGNISED}")
    uneven = layered + (len(scans) if recognising else 0) > len(pages) / 2  # sizes of recognised print tell nothing
    return Parsed(
        text, pages=spans, headings=() if uneven else headings, properties=(*_properties(reader), *_stamps(pages)),
        notes=tuple(notes), scans=() if recognising else tuple(index + 1 for index in scans), url=printed_address(pages)
    )  # fmt: skip


def _recognise(document: Any, pages: list[PageLines], scans: list[int], limits: Limits) -> None:
    """Put what tesseract reads on the scanned pages in the place of what little they hold as text."""
    from assistant.reading.formats.pdf.ocr import recognise

    known = _language(document, frozenset(scans))
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
    if document.get_formtype() in FORMS:
        document.init_forms()
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


def _language(document: Any, unread: frozenset[int]) -> str | None:
    """tesseract's name of the language to recognise scans in, where other pages have a text layer that tells."""
    from assistant.language.folding import fold
    from assistant.language.script import language_of
    from assistant.reading.formats.tesseract import languages

    text = ""
    for index, page in _each(document):
        if index in unread:
            continue
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


def _seen(pages: list[PageLines], remarks: dict[int, list[str]]) -> Iterator[str]:
    """Notes on what pages show and their text does not hold."""
    for page in pages:
        if remarks.get(page.number):
            said = "; ".join(remarks[page.number])
            yield f"page {page.number + 1} bears remarks that are no part of its text: {said}"
    if sideways := [page.number + 1 for page in pages if page.sideways >= _FEW]:
        yield f"words set sideways on {numbered(sideways)} were not read"
    if slanted := [page.number + 1 for page in pages if page.seal]:
        words = " · ".join(dict.fromkeys(page.seal for page in pages if page.seal))
        yield f"words stamped across {numbered(slanted)} were left out of the text: “{words[:120]}”"


def _stamps(pages: list[PageLines]) -> Iterator[Property]:
    for words in dict.fromkeys(page.seal for page in pages if page.seal):
        yield Property("stamp", words[:200], "text")


def _reader(data: bytes) -> Any:
    """pypdf's view of the file, None where it cannot make one."""
    from pypdf import PdfReader

    try:
        return PdfReader(io.BytesIO(data))
    except _broken():
        return None


def _broken() -> tuple[type[Exception], ...]:
    from pypdf.errors import PyPdfError

    return (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError, NotImplementedError)


def _layers_off(reader: Any) -> frozenset[str]:
    try:
        return layers_off(reader)
    except _broken():
        return frozenset()


def _properties(reader: Any) -> Iterator[Property]:
    """The document information dictionary; a file whose dictionary is broken has none."""
    try:
        info = dict(reader.metadata or {}) if reader is not None else {}
    except _broken():
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
