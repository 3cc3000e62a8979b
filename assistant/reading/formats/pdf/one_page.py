"""One page of PDFium's to lines: in each direction in which its text runs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from assistant.reading.formats.pdf.directions import FEW, SIDEWAYS, UPRIGHT, turns_of
from assistant.reading.formats.pdf.grid import cells_of, drawn_on, level_rules
from assistant.reading.formats.pdf.lines import Line, PageLines, Runs


def read_page(page: Any, index: int) -> PageLines:
    """The lines and cells of one pypdfium2 page."""
    textpage = page.get_textpage()
    try:
        rules, pictures = drawn_on(page)
        characters = _characters(textpage)
        shown, turns = page.get_cropbox(), turns_of(textpage.raw, characters)
        runs = Runs(textpage, index, cells_of(rules), level_rules(rules), shown)
        lines = runs.read(characters, *turns[0][:2])
        lines = lines if turns[0][1] == UPRIGHT.get(page.get_rotation()) else from_the_top(lines)
        read = PageLines(index, lines, runs.cells, pictures, "".join(runs.slanted).strip())
        for quarter, turn, count in turns[1:]:
            upright = turn == UPRIGHT.get(page.get_rotation())
            if count < (FEW if upright else SIDEWAYS):
                read.sideways += count
                continue
            block = Runs(textpage, index, [], [], shown).read(characters, quarter, turn)
            at = 0 if upright else len(read.lines)
            read.lines[at:at] = beside(read.lines, from_the_top(block), over=upright)
    finally:
        textpage.close()
    return read


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


def beside(lines: list[Line], block: list[Line], over: bool) -> list[Line]:
    """Lines of another direction moved above or below the page's own, as if they were its first or its last part."""
    if over:
        move = max((line.top for line in lines), default=0.0) + 40.0 - min((line.bottom for line in block), default=0.0)
    else:
        move = min((line.bottom for line in lines), default=0.0) - 40.0 - max((line.top for line in block), default=0.0)
    for line in block:
        line.bottom, line.top = line.bottom + move, line.top + move
    return block


def from_the_top(lines: list[Line]) -> list[Line]:
    """The lines downwards, and each row from its left: PDFium gives text that does not stand upright in the order of
    where it stands on the page, which may be backwards."""
    down = sum(before.middle > after.middle for before, after in pairwise(lines))
    if 2 * down >= len(lines) - 1:
        return lines
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if rows and rows[-1][0].middle - line.middle < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.left)
        for place, line in enumerate(row):
            line.same_row = place > 0
    return [line for row in rows for line in row]
