"""Lines of text with their places on the page, from PDFium's characters and their boxes.

PDFium gives characters in the order in which the file draws them, which for nearly all writers is reading order,
columns and table cells included. What is one line is decided by geometry alone: PDFium's own line breaks cut
superscripts off and run table cells together. Coordinates are PDF points, y upwards.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass
from typing import Any

from assistant.reading.pdf_grid import Box, cells_of

HYPHEN = "\ufffe"  # PDFium's sign for a hyphen that ends a line
_MARK = re.compile(r"[(（]?(?:[a-zA-Z0-9]{1,5}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[)）.、．]{0,2}|[•●▪■◦‣–—*\uf0b7\uf0a7-]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Line:
    """A run of characters on one baseline, within one table cell, without a wide gap."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    page: int  # from 0
    cell: int | None = None  # index into the page's cells
    same_row: bool = False  # stands to the right of the line before it, after a wide gap
    hang: float | None = None  # where the words begin that follow a list mark, as the lines below them do

    @property
    def size(self) -> float:
        """Height of the font's box, points."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class PageLines:
    """One page: its lines in drawing order and the cells of its ruled tables."""

    number: int  # from 0
    lines: list[Line]
    cells: list[Box]


def read_page(page: Any, index: int) -> PageLines:
    """The lines and cells of one pypdfium2 page."""
    textpage = page.get_textpage()
    try:
        cells = cells_of(page)
        runs = _Runs(textpage, index, cells)
        lines = runs.read()
    finally:
        textpage.close()
    return PageLines(index, lines, runs.cells)


def _characters(textpage: Any) -> str:
    import pypdfium2.raw as pdfium

    count = textpage.count_chars()
    if count <= 0:
        return ""
    text = str(textpage.get_text_range())
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(textpage.raw, i) for i in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)


def _quarter(raw: Any, index: int) -> int:
    import pypdfium2.raw as pdfium

    return round(pdfium.FPDFText_GetCharAngle(raw, index) / (math.pi / 2)) % 4


def _turn_of(raw: Any, text: str) -> int:
    """In which of four directions most of the page's text runs."""
    letters = [index for index, character in enumerate(text) if character > " "]
    sample = letters[:: max(1, len(letters) // 40)]
    turns = [_quarter(raw, index) for index in sample]
    return max(set(turns), key=turns.count) if turns else 0


def turned(box: Box, turn: int) -> Box:
    """The box as seen with text that runs in this direction laid level."""
    left, bottom, right, top = box
    if turn == 1:
        return (bottom, -right, top, -left)
    if turn == 2:
        return (-right, -top, -left, -bottom)
    return (-top, left, -bottom, right) if turn == 3 else box


class _Runs:
    """Gathers characters into runs; a run is closed when the next character does not carry it on."""

    def __init__(self, textpage: Any, index: int, cells: list[Box]) -> None:
        self.textpage = textpage
        self.index = index
        self.cells = cells
        self.lines: list[Line] = []
        self.run: list[str] = []
        self.turn = 0  # quarter turns (counter-clockwise) of the page's text
        self.left = self.bottom = self.right = self.top = 0.0
        self.cell: int | None = None
        self.within: Box | None = None

    def read(self) -> list[Line]:
        import pypdfium2.raw as pdfium

        text = _characters(self.textpage)
        rect = pdfium.FS_RECTF()
        pointer = ctypes.byref(rect)
        box, raw = pdfium.FPDFText_GetLooseCharBox, self.textpage.raw
        self.turn = turn = _turn_of(raw, text)
        self.cells = [turned(cell, turn) for cell in self.cells] if turn else self.cells
        space = newline = False
        last, last_left = "", 0.0
        for i, character in enumerate(text):
            if character <= " " or character.isspace():
                newline = newline or character in "\r\n"
                space = True
                continue
            box(raw, i, pointer)
            left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
            if turn:
                left, bottom, right, top = turned((left, bottom, right, top), turn)
            if character == last and abs(left - last_left) < 0.4 * (right - left) and self._level(bottom, top) > 0.8:
                continue  # fake bold: the same character printed again on nearly the same spot
            if self.run and not self._carries_on(left, bottom, right, top, newline):
                self._close()
            if not self.run and _quarter(raw, i) != turn:
                continue  # text that runs up the margin
            self._take(character, left, bottom, right, top, space, newline)
            last, last_left = character, left
            space = newline = False
        self._close()
        return self.lines

    def _level(self, bottom: float, top: float) -> float:
        """How much of the lower of the two stands beside the other: 1 on one line, 0 or less on different ones."""
        lower = min(top - bottom, self.top - self.bottom)
        return (min(top, self.top) - max(bottom, self.bottom)) / lower if lower > 0 else 1.0

    def _carries_on(self, left: float, bottom: float, right: float, top: float, newline: bool) -> bool:
        height = self.top - self.bottom
        gap = left - self.right
        if gap > (0.5 if newline else 1.5) * height or gap < -height or self._level(bottom, top) < 0.5:
            return False
        if not self.cells:
            return True
        x, y = (left + right) / 2, (bottom + top) / 2
        if self.within is None:
            return self._cell_at(x, y) is None
        return self.within[0] <= x <= self.within[2] and self.within[1] <= y <= self.within[3]

    def _cell_at(self, x: float, y: float) -> int | None:
        for number, (left, bottom, right, top) in enumerate(self.cells):
            if left <= x <= right and bottom <= y <= top:
                return number
        return None

    def _take(
        self, character: str, left: float, bottom: float, right: float, top: float, space: bool, newline: bool
    ) -> None:
        height = top - bottom
        if not self.run:
            self.left, self.bottom, self.right, self.top = left, bottom, right, top
            if self.cells:
                self.cell = self._cell_at((left + right) / 2, (bottom + top) / 2)
                self.within = None if self.cell is None else self.cells[self.cell]
            self.run.append(character)
            return
        full = self.top - self.bottom
        spaced = (space and not newline) or left - self.right > 0.2 * full
        if height < 0.8 * full and bottom > self.bottom + 0.12 * full and character.isdigit():
            character = character.translate(_RAISED)
        elif full < 0.8 * height and self.bottom > bottom + 0.1 * height and all(c.isdigit() for c in self.run):
            self.run = [digit.translate(_RAISED) for digit in self.run]
        if height > full:
            self.bottom, self.top = bottom, top
        self.right = max(self.right, right)
        self.run.append(" " + character if spaced else character)

    def _close(self) -> None:
        words = "".join(self.run).strip()
        self.run = []
        if not words:
            return
        line = Line(words, self.left, self.bottom, self.right, self.top, self.index, self.cell)
        if self.lines and self._follows(self.lines[-1], line):
            before = self.lines[-1]
            if _MARK.fullmatch(before.text) and not before.same_row:
                before.text += " " + line.text
                before.hang, before.right = line.left, line.right
                before.bottom, before.top = line.bottom, line.top
                return
            line.same_row = True
        self.lines.append(line)

    @staticmethod
    def _follows(before: Line, line: Line) -> bool:
        """Whether a line stands to the right of the one before it, in the same cell."""
        level = min(before.top, line.top) - max(before.bottom, line.bottom)
        beside = level > 0.5 * min(before.size, line.size)
        return beside and line.left > before.right and before.cell == line.cell
