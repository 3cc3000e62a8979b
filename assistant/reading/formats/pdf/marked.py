"""What a PDF shows or holds besides its pages' text: fields filled in, remarks, stamps, layers, attached files."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.reading.formats.pdf.lines import Line, PageLines

FORMS = (1, 2, 3)  # PDFium's kinds of document with fields
_BOXES = (2, 3)  # of field: check box, radio button
_TEXTS = (4, 5, 6)  # combo box, list box, text
_REMARKS = {
    3: "free text",
    13: "stamp",
    12: "strike-out",
    14: "caret",
    28: "redaction",
}  # annotations that change what is read
LARGE = 2.0  # times the page's usual print, from which words over others are a stamp
_REPEATED = re.compile(r"^(.+?)(?:\s*\1)+$")  # a watermark says its words many times
_LONGEST, _MOST = 40, 2  # characters of a stamp, and how many a page has


def without_layers(page: Any, off: frozenset[str]) -> None:
    """Take the text of layers that are turned off out of a loaded page. `off` are their names."""
    import pypdfium2.raw as pdfium

    for item in list(page.get_objects()) if off else ():
        for mark in range(pdfium.FPDFPageObj_CountMarks(item.raw)):
            held = pdfium.FPDFPageObj_GetMark(item.raw, mark)
            if _read(lambda *out, held=held: pdfium.FPDFPageObjMark_GetName(held, *out)) == "OC" and (
                _read(lambda *out, held=held: pdfium.FPDFPageObjMark_GetParamStringValue(held, b"Name", *out)) in off
            ):
                page.remove_obj(item)
                break


def layers_off(reader: Any) -> frozenset[str]:
    """Names of the layers that a viewer does not show, from pypdf's reader."""
    layers = (reader.root_object.get("/OCProperties") or {}) if reader is not None else {}
    layers = layers.get_object() if hasattr(layers, "get_object") else layers
    shown = (layers.get("/D") or {}) if layers else {}
    shown = shown.get_object() if hasattr(shown, "get_object") else shown
    listed = list(shown.get("/OFF") or ()) if shown else []
    if shown and str(shown.get("/BaseState", "")) == "/OFF":
        on = {getattr(each, "idnum", None) for each in shown.get("/ON") or ()}
        listed += [each for each in layers.get("/OCGs") or () if getattr(each, "idnum", None) not in on]
    return frozenset(str(each.get_object().get("/Name", "")) for each in listed) - {""}


def attached(document: Any) -> Iterator[str]:
    """The names of files that lie in the document."""
    for index in range(document.count_attachments()):
        yield document.get_attachment(index).get_name() or "without a name"


def filled_in(document: Any, page: Any, read: PageLines) -> tuple[PageLines, list[str]]:
    """The page with what was filled into its fields, each beside its label, and what was remarked on it."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_GetAnnotCount(page.raw)
    lines, remarks = list(read.lines), []
    for index in range(max(count, 0)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if document.formenv is not None and (value := _value(document.formenv.raw, annotation)):
                _put(lines, value, _place(annotation), read.number)
            elif kind in _REMARKS:
                words = _text(annotation, b"Contents") or _text(annotation, b"Name")
                remarks.append(f"{_REMARKS[kind]}{f': “{words[:200]}”' if words else ''}")
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return replace(read, lines=lines), remarks


def _value(form: Any, annotation: Any) -> str:
    """What a field shows: its text, or a box that is ticked or open; "" for what is no field or was left empty."""
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _BOXES:
        return "☑" if pdfium.FPDFAnnot_IsChecked(form, annotation) else "☐"
    if kind not in _TEXTS:
        return ""
    size = pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return " ".join(buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace").split())


def _text(annotation: Any, key: bytes) -> str:
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return " ".join(buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace").split())


def _read(get: Any) -> str:
    """A string that PDFium writes into a buffer: (buffer, its size, size needed) → whether it did."""
    import pypdfium2.raw as pdfium

    needed = ctypes.c_ulong()
    buffer = ctypes.create_string_buffer(512)
    if not get(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), 512, ctypes.byref(needed)):
        return ""
    return buffer.raw[: max(min(needed.value, 512) - 2, 0)].decode("utf-16-le", "replace")


def _place(annotation: Any) -> tuple[float, float, float, float]:
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect))
    return rect.left, rect.bottom, rect.right, rect.top


def _put(lines: list[Line], value: str, box: tuple[float, float, float, float], page: int) -> None:
    """Add a field's value to the label that stands level with it, nearest to its left, or right of a box to tick."""
    left, bottom, right, top = box
    level = [line for line in lines if line.bottom < (bottom + top) / 2 < line.top]
    before = [line for line in level if line.left < left]
    after = [line for line in level if line.left >= left]
    if value in "☑☐" and after:
        label = min(after, key=lambda line: line.left)
        label.text = f"{value} {label.text}"
    elif before:
        label = max(before, key=lambda line: line.left)
        label.text = f"{label.text} {value}"
        label.right = max(label.right, right)
    else:
        lines.append(Line(value, left, bottom, right, top, page))


def without_stamp(read: PageLines) -> PageLines:
    """The page without words in much larger print that stand over other lines; they are its seal."""
    sizes = sorted(line.size for line in read.lines for _ in line.text)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    stamps = [
        line
        for line in read.lines
        if line.size > LARGE * usual and _reads_like_one(line.text) and any(_over(line, other) for other in read.lines)
    ]
    stamps = stamps if len(stamps) <= _MOST else []  # a quotation in large print has more lines
    words = [line.text for line in stamps] + ([read.slanted] if read.slanted else [])
    seal = _REPEATED.sub(r"\1", " ".join(words)) if words else ""
    return replace(read, lines=[line for line in read.lines if line not in stamps], seal=seal)


def _reads_like_one(words: str) -> bool:
    """Whether words are few, and in capitals where their script has them."""
    return len(words) <= _LONGEST and words == words.upper()


def _over(stamp: Line, line: Line) -> bool:
    level = stamp.bottom < line.middle < stamp.top and line.size < stamp.size / 1.5
    return line is not stamp and level and stamp.left < line.right and line.left < stamp.right
