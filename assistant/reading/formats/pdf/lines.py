"""Lines of text with their places on the page, from PDFium's characters and their boxes.

PDFium gives characters in the order in which the file draws them, which for nearly all writers is reading order,
columns and table cells included. What is one line is decided by geometry alone: PDFium's own line breaks cut
superscripts off and run table cells together. Coordinates are PDF points, y upwards.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from assistant.reading.formats.marks import RAISED, STRUCK
from assistant.reading.formats.pdf.directions import is_slanted, outside, quarter_of
from assistant.reading.formats.pdf.grid import Box

HYPHEN = "\ufffe"  # PDFium's sign for a hyphen that ends a line
_MARK = re.compile(r"[(（]?(?:[a-zA-Z0-9]{1,5}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[)）.、．]{0,2}|[•●▪■◦‣–—*\uf0b7\uf0a7-]")
_NOTE = re.compile(r"\d{1,3}")
Glyph = tuple[str, float, float, bool]  # character, left, right, whether space comes before


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
    pictures: float = 0.0  # area of its pictures, square points
    slanted: str = ""  # words set across the page at a slant
    sideways: int = 0  # characters that run in another direction than the page's and were left out
    seal: str = ""  # words that were stamped over the page's text


def turned(box: Box, turn: int) -> Box:
    """The box as seen with text that runs up (1), leftwards (2) or down (3) laid level."""
    left, bottom, right, top = box
    if turn == 1:
        return (bottom, -right, top, -left)
    if turn == 2:
        return (-right, -top, -left, -bottom)
    return (-top, left, -bottom, right) if turn == 3 else box


class Runs:
    """Gathers characters into runs; a run is closed when the next character does not carry it on."""

    def __init__(self, textpage: Any, index: int, cells: list[Box], rules: list[Box], shown: Box) -> None:
        self.textpage = textpage
        self.shown = shown  # the part of the page that readers see
        self.slanted: list[str] = []
        self.index = index
        self.cells = cells
        self.rules = rules
        self.lines: list[Line] = []
        self.glyphs: list[Glyph] = []
        self.drawn: list[list[Glyph]] = []  # for each line its glyphs
        self.left = self.bottom = self.right = self.top = 0.0
        self.cell: int | None = None
        self.within: Box | None = None

    def read(self, text: str, quarter: int, turn: int) -> list[Line]:
        """The lines of the characters whose angle is in this quarter, laid level by this turn."""
        import pypdfium2.raw as pdfium

        rect = pdfium.FS_RECTF()
        pointer = ctypes.byref(rect)
        box, raw = pdfium.FPDFText_GetLooseCharBox, self.textpage.raw
        shown = turned(self.shown, turn)
        if turn:
            self.cells = [turned(cell, turn) for cell in self.cells]
            self.rules = [turned(rule, turn) for rule in self.rules]
        space = newline = False
        for i, character in enumerate(text):
            if character <= " " or character.isspace():
                newline = newline or character in "\r\n"
                space = True
                continue
            box(raw, i, pointer)
            left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
            if turn:
                left, bottom, right, top = turned((left, bottom, right, top), turn)
            # Nearly all characters simply stand to the right of the one before them: no more is asked of these.
            tenth = 0.1 * (top - bottom)
            if self.glyphs and not newline and -tenth < left - self.right < 10 * tenth:
                level = -0.3 < bottom - self.bottom < 0.3 and -0.3 < top - self.top < 0.3
                if level and (not self.cells or self._stays(left, bottom, right, top)):
                    self.right = right
                    self.glyphs.append((character, left, right, space))
                    space = False
                    continue
            if self.glyphs and self._joins(character, left, bottom, right, top):
                continue
            if self.glyphs and self._carries_on(left, bottom, right, top, newline) and not is_slanted(raw, i):
                self._take(character, left, bottom, right, top, space and not newline)
            else:
                self._close()
                if is_slanted(raw, i):
                    self.slanted.append(" " * space + character)
                if is_slanted(raw, i) or quarter_of(raw, i) != quarter or outside(left, bottom, right, top, shown):
                    space = newline = False
                    continue  # across the page, up its margin, or beyond its edge
                self._open(character, left, bottom, right, top)
            space = newline = False
        self._close()
        return self._settle()

    def _joins(self, character: str, left: float, bottom: float, right: float, top: float) -> bool:
        """Take what is no character of its own: a ligature's further letters, and print doubled to look bold."""
        last, last_left, last_right, _ = self.glyphs[-1]
        if left == last_left and right == last_right and character.isascii():
            self.glyphs.append((character, left, right, False))
            return True
        near = abs(left - last_left) < 0.4 * (right - left)
        return character == last and not character.isascii() and near and self._level(bottom, top) > 0.8

    def _take(self, character: str, left: float, bottom: float, right: float, top: float, space: bool) -> None:
        if top - bottom != self.top - self.bottom:
            character = self._sized(character, bottom, top)
        self.right = max(self.right, right)
        self.glyphs.append((character, left, right, space))

    def _open(self, character: str, left: float, bottom: float, right: float, top: float) -> None:
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        if self.cells:
            self.cell = self._cell_at((left + right) / 2, (bottom + top) / 2)
            self.within = None if self.cell is None else self.cells[self.cell]
        self.glyphs.append((character, left, right, False))

    def _level(self, bottom: float, top: float) -> float:
        """How much of the lower of the two stands beside the other: 1 on one line, 0 or less on different ones."""
        lower = min(top - bottom, self.top - self.bottom)
        return (min(top, self.top) - max(bottom, self.bottom)) / lower if lower > 0 else 1.0

    def _carries_on(self, left: float, bottom: float, right: float, top: float, newline: bool) -> bool:
        height = self.top - self.bottom
        gap = left - self.right
        if gap > (0.5 if newline else 1.5) * height or gap < -height:
            return False
        if abs(bottom - self.bottom) > 0.2 * height and self._level(bottom, top) < 0.5:
            return False
        return not self.cells or self._stays(left, bottom, right, top)

    def _stays(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether a character is in the run's table cell, or outside all as the run is."""
        x, y = (left + right) / 2, (bottom + top) / 2
        if self.within is None:
            return self._cell_at(x, y) is None
        return self.within[0] <= x <= self.within[2] and self.within[1] <= y <= self.within[3]

    def _cell_at(self, x: float, y: float) -> int | None:
        for number, (left, bottom, right, top) in enumerate(self.cells):
            if left <= x <= right and bottom <= y <= top:
                return number
        return None

    def _sized(self, character: str, bottom: float, top: float) -> str:
        """Take a character of another size into the run: raised small digits become superscripts."""
        height, full = top - bottom, self.top - self.bottom
        if height < 0.8 * full and bottom > self.bottom + 0.25 * full and character.isdigit():
            return character.translate(RAISED)
        if full < 0.8 * height and self.bottom > bottom + 0.15 * height and all(g[0].isdigit() for g in self.glyphs):
            self.glyphs = [(glyph[0].translate(RAISED), *glyph[1:]) for glyph in self.glyphs]
        if height > full:
            self.bottom, self.top = bottom, top
        return character

    def _close(self) -> None:
        if not self.glyphs:
            return
        glyphs, self.glyphs = self.glyphs, []
        words = self._words(glyphs, self.bottom, self.top)
        line = Line(words, self.left, self.bottom, self.right, self.top, self.index, self.cell)
        if self.lines and self._follows(self.lines[-1], line):
            before = self.lines[-1]
            if _MARK.fullmatch(before.text) and not before.same_row:
                before.text += " " + line.text
                before.hang, before.right = line.left, line.right
                before.bottom, before.top = line.bottom, line.top
                self.drawn[-1] = [(f"{before.text[: -len(line.text)]}", before.left, before.left, False), *glyphs]
                return
            line.same_row = True
        self.lines.append(line)
        self.drawn.append(glyphs)

    def _settle(self) -> list[Line]:
        """Put the marks of notes that a file draws after the line they stand in into their places there."""
        kept = []
        for line in self.lines:
            host = self._host(line) if _NOTE.fullmatch(line.text) else None
            if host is None:
                kept.append(line)
                continue
            glyphs = self.drawn[host]
            at = sum(right <= line.left + 1 for _, _, right, _ in glyphs)
            glyphs.insert(at, (line.text.translate(RAISED), line.left, line.right, False))
            owner = self.lines[host]
            owner.text = self._words(glyphs, owner.bottom, owner.top)
            owner.right = max(owner.right, line.right)
        return kept

    def _host(self, mark: Line) -> int | None:
        """The line in whose upper half a small number stands, within it or at its end."""
        for number, line in enumerate(self.lines):
            raised = mark.size < 0.8 * line.size and line.bottom + 0.2 * line.size < mark.bottom < line.top
            if raised and line.cell == mark.cell and line.left < mark.left < line.right + 0.5 * line.size:
                return number
        return None

    def _words(self, glyphs: list[Glyph], bottom: float, top: float) -> str:
        """The run's text: spaces as drawn or, where a file draws none, as wide gaps show; struck words marked."""
        height = top - bottom
        gaps = [after[1] - before[2] for before, after in pairwise(glyphs)]
        usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
        struck = self._struck(glyphs, bottom, height)
        parts: list[str] = []
        within = False
        for (character, left, right, space), gap in zip(glyphs, [0.0, *gaps], strict=True):
            middle = (left + right) / 2
            strike = any(start <= middle <= end for start, end in struck) if struck else False
            if within and not strike:
                parts.append(STRUCK)
            if space or gap > 0.2 * height or (gap > usual + 0.1 * height and _joins_words(parts, character)):
                parts.append(" ")
            if strike and not within:
                parts.append(STRUCK)
            within = strike
            parts.append(character)
        return "".join(parts) + (STRUCK if within else "")

    def _struck(self, glyphs: list[Glyph], start: float, height: float) -> list[tuple[float, float]]:
        """Stretches (from, to) of the run that a rule runs through at mid height, as deleted words of an act have."""
        low, high = start + 0.3 * height, start + 0.65 * height
        first, last = glyphs[0][1], max(glyph[2] for glyph in glyphs)
        return [
            (left, right)
            for left, bottom, right, top in self.rules
            if low <= bottom and top <= high and left < last and right > first
        ]

    @staticmethod
    def _follows(before: Line, line: Line) -> bool:
        """Whether a line stands to the right of the one before it, in the same cell."""
        level = min(before.top, line.top) - max(before.bottom, line.bottom)
        beside = level > 0.5 * min(before.size, line.size)
        return beside and line.left > before.right and before.cell == line.cell


def _joins_words(parts: list[str], character: str) -> bool:
    """Whether a gap here would part two words: letters on both sides, no hyphen or quote."""
    return (
        bool(parts)
        and character.isalnum()
        and character < "\u2e80"
        and parts[-1][-1] < "\u2e80"
        and parts[-1] not in "-–'’(“‘"
    )
