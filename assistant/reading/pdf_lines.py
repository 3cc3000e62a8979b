"""Lines of text with their places on the page, from PDFium's characters and boxes.

PDFium gives characters in the order in which the file draws them, which for nearly all writers is reading order,
columns and table cells included. Coordinates are PDF points, y upwards.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

HYPHEN = "\ufffe"  # PDFium's sign for a hyphen that ends a line


@dataclass(slots=True)
class Line:
    """A run of characters on one baseline without a wide gap."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float  # height of the font's box, points
    page: int  # from 0
    same_row: bool = False  # continues the row of the line before it, after a wide gap

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def page_lines(page: Any, index: int) -> list[Line]:
    """The lines of one pypdfium2 page in drawing order."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    count = textpage.count_chars()
    if count <= 0:
        return []
    text = textpage.get_text_range()
    if len(text) != count:
        text = "".join(chr(pdfium.FPDFText_GetUnicode(textpage.raw, i) or 32) for i in range(count))
    rect = pdfium.FS_RECTF()
    pointer = ctypes.byref(rect)
    box, raw = pdfium.FPDFText_GetLooseCharBox, textpage.raw
    lines: list[Line] = []
    run: list[str] = []
    left = bottom = right = top = 0.0
    broken = True  # whether a line break came before the current run

    def close(ends_line: bool) -> None:
        nonlocal broken
        words = "".join(run).rstrip()
        if words:
            lines.append(Line(words, left, bottom, right, top, top - bottom, index, same_row=not broken))
            broken = False
        run.clear()
        broken = broken or ends_line

    for i, character in enumerate(text):
        if character in "\r\n":
            close(True)
            continue
        if character.isspace():
            if run:
                run.append(character)
            continue
        box(raw, i, pointer)
        if run:
            height = top - bottom
            apart = abs((rect.top + rect.bottom) - (top + bottom)) > height  # another baseline
            if apart or rect.left - right > 1.5 * height or rect.left < left - height:
                close(apart)
        if not run:
            left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        else:
            right = max(right, rect.right)
            bottom, top = min(bottom, rect.bottom), max(top, rect.top)
        run.append(character)
    close(True)
    return lines
