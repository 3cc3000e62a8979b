"""Ruled tables to readable rows: one paragraph a row, the header's or the label's words before each value.

A table of two columns reads "label: value"; one of more columns whose first row is a header reads
"header: value | header: value" in each row. A row that a page's end cut in two becomes one again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.reading.formats.pdf.lines import Line, PageLines
from assistant.reading.formats.pdf.paragraphs import Layout, Paragraph, join_lines

SAME = 6.0  # points: columns of two pages that start this near are one
SHORT = 60  # characters: longer words are no header and no label
CELL_JOIN = " | "
Pieces = list[tuple[int, str]]


@dataclass(slots=True)
class Cell:
    left: float
    right: float
    lines: list[Line] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Table:
    """Rows of cells, top to bottom, left to right."""

    rows: list[list[Cell]]

    @property
    def columns(self) -> list[float]:
        """Left edges of the columns."""
        found: list[float] = []
        for left in sorted(cell.left for row in self.rows for cell in row):
            if not found or left - found[-1] > SAME:
                found.append(left)
        return found


def tables_of(page: PageLines) -> dict[int, Table]:
    """The table that each cell of the page belongs to; cells that stand alone are frames, not tables."""
    owner = _components(page)
    lines_of: dict[int, list[Line]] = {}
    for line in page.lines:
        if line.cell is not None:
            lines_of.setdefault(line.cell, []).append(line)
    tables: dict[int, Table] = {}
    for component in set(owner.values()):
        members = [number for number in owner if owner[number] == component]
        if len(members) < 2 or not any(number in lines_of for number in members):
            continue
        table = Table(_rows(page, members, lines_of))
        tables.update(dict.fromkeys(members, table))
    return tables


def _components(page: PageLines) -> dict[int, int]:
    """Cells that touch share a number."""
    owner = {number: number for number in range(len(page.cells))}

    def root(number: int) -> int:
        while owner[number] != number:
            number = owner[number]
        return number

    for a, (al, ab, ar, at) in enumerate(page.cells):
        for b in range(a):
            bl, bb, br, bt = page.cells[b]
            if al <= br + 3 and bl <= ar + 3 and ab <= bt + 3 and bb <= at + 3:
                owner[root(a)] = root(b)
    return {number: root(number) for number in owner}


def _rows(page: PageLines, members: list[int], lines_of: dict[int, list[Line]]) -> list[list[Cell]]:
    """Cells by row. A short cell that spans rows is repeated in each, as a reader's eye would."""
    tops: list[float] = []
    for number in sorted(members, key=lambda number: -page.cells[number][3]):
        if not tops or tops[-1] - page.cells[number][3] > 4:
            tops.append(page.cells[number][3])
    rows = []
    for top in tops:
        row = []
        for number in sorted(members, key=lambda number: page.cells[number][0]):
            left, bottom, right, upper = page.cells[number]
            lines = lines_of.get(number, [])
            starts = abs(upper - top) <= 4
            spans = upper > top and bottom < top - 4 and sum(len(line.text) for line in lines) <= SHORT
            if starts or spans:
                row.append(Cell(left, right, list(lines)))
        if any(cell.lines for cell in row):
            rows.append(row)
    return rows


def continue_table(before: Table, table: Table) -> bool:
    """Append a table at the top of a page to the one that ended the page before, where the columns are the same."""
    mine, theirs = before.columns, table.columns
    common = sum(any(abs(left - other) <= SAME for other in theirs) for left in mine)
    if common < max(2, min(len(mine), len(theirs))):
        return False
    last, first = before.rows[-1], table.rows[0]
    cut = _alike(last, first) and (
        first[0].words[:1].islower() or any(a.lines and not b.lines for a, b in zip(last, first, strict=True))
    )
    rows = table.rows
    if cut and len(first) > 1:
        for cell, more in zip(last, first, strict=True):
            cell.lines.extend(more.lines)
        rows = rows[1:]
    before.rows.extend(rows)
    return True


def table_paragraphs(table: Table, layout: Layout) -> list[Paragraph]:
    """The rows as paragraphs, each with its labels."""
    header: list[Cell] | None = None
    found: list[Pieces] = []
    pairs = sum(len(row) == 2 for row in table.rows) >= len(table.rows) / 2
    for index, row in enumerate(table.rows):
        if header and _alike(header, row):
            same = sum(a.words == b.words for a, b in zip(header, row, strict=True))
            if same == len(row):
                continue  # the header again, on the next page
            if same > len(row) / 2:
                header = row  # the header of the next part, worded a little differently
                continue
            found.append(_labelled(header, row, layout))
        elif _is_header(row, table.rows[index + 1 :]):
            header = row
        elif len(row) == 2 or (pairs and len(row) == 4 and _is_label(row[2])):
            found.append(_pairs(row, layout))
        else:
            cells = [_flow(cell, layout, "\n" if len(row) == 1 else " ") for cell in row if cell.lines]
            found.append(_joined(cells, CELL_JOIN))
    return [_paragraph(pieces) for pieces in found if pieces]


def _alike(row: list[Cell], other: list[Cell]) -> bool:
    """Whether two rows have the same columns."""
    return len(row) == len(other) and all(abs(a.left - b.left) <= SAME for a, b in zip(row, other, strict=True))


def _is_label(cell: Cell) -> bool:
    return 0 < len(cell.words) <= SHORT


def _is_header(row: list[Cell], below: list[list[Cell]]) -> bool:
    if len(row) < 3 or not all(map(_is_label, row)) or any(any(c.isdigit() for c in cell.words) for cell in row):
        return False
    return any(_alike(row, other) for other in below)


def _labelled(header: list[Cell], row: list[Cell], layout: Layout) -> Pieces:
    cells = []
    for title, cell in zip(header, row, strict=True):
        if cell.lines:
            cells.append([(cell.lines[0].page, f"{title.words}: "), *_flow(cell, layout, " ")])
    return _joined(cells, CELL_JOIN)


def _pairs(row: list[Cell], layout: Layout) -> Pieces:
    """ "label: value", twice where a row holds two pairs."""
    found = []
    for label, value in zip(row[::2], row[1::2], strict=False):
        words = _flow(label, layout, "" if not label.words.isascii() else " ")
        if label.lines and value.lines:
            if not _is_label(label):
                found += [words, _flow(value, layout, " ")]
                continue
            page, last = words[-1]
            words[-1] = (page, last.rstrip(":：") + ": ")
        found.append(words + _flow(value, layout, "\n"))
    return _joined(found, CELL_JOIN)


def _flow(cell: Cell, layout: Layout, join: str) -> Pieces:
    """A cell's paragraphs in one."""
    lines = sorted(cell.lines, key=lambda line: line.page)
    return _joined([list(paragraph.pieces) for paragraph in join_lines(lines, layout)], join)


def _joined(parts: list[Pieces], join: str) -> Pieces:
    pieces: Pieces = []
    for part in filter(None, parts):
        if pieces:
            page, words = pieces[-1]
            pieces[-1] = (page, words + join)
        pieces.extend(part)
    return pieces


def _paragraph(pieces: Pieces) -> Paragraph:
    """Pages never run backwards inside a row: what follows a later page counts as that page's."""
    ordered: Pieces = []
    for page, words in pieces:
        if ordered and page <= ordered[-1][0]:
            ordered[-1] = (ordered[-1][0], ordered[-1][1] + words)
        else:
            ordered.append((page, words))
    return Paragraph(tuple(ordered))
