"""Tables of any format to readable rows: one block a row, the header's words before each value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SHORT = 60  # characters: longer words are no header and no label
_TITLES = 4  # rows that may stand over a table's header
CELL_JOIN = " | "
Cell = tuple[str, int]  # words, and the number of the cell that they come from (0: none)
WIDEST = 200  # columns: what lies beyond is left out
_FIGURE = re.compile(r"[\d.,%\s+\-–—/()$€£¥￥元万亿]*\d[\d.,%\s+\-–—/()$€£¥￥元万亿]*")


@dataclass(frozen=True, slots=True)
class Row:
    """Cells as (words, columns spanned, rows spanned), and whether the format marks the row as a header."""

    cells: tuple[tuple[str, int, int], ...]
    header: bool = False


def plain_row(values: Sequence[str], header: bool = False) -> Row:
    """A row whose cells span nothing."""
    return Row(tuple((value, 1, 1) for value in values), header)


def table_blocks(rows: Sequence[Row]) -> list[str]:
    """One text a row.

    A row of one cell stands by itself (a title within the table). Rows of two columns read "label: value"; rows of
    more read "header: value | header: value" where the table has a header, else "value | value".
    """
    grid, spanning = _expanded(rows)
    if not grid:
        return []
    header_rows = _headers(rows, grid, spanning)
    header = _joined_header(grid, header_rows)
    below = [index for index in range(len(grid)) if header_rows and index > min(header_rows)]
    body = [grid[index] for index in below if index not in header_rows and not spanning[index]]
    found: list[str] = []
    if any(title and not any(cells[column][0] for cells in body) for column, title in enumerate(header)):
        found.append(CELL_JOIN.join(filter(None, header)))  # a column without values would lose its title
    for index, cells in enumerate(grid):
        if index in header_rows:
            continue
        distinct = _distinct(cells)
        filled = [value for value in distinct if value]
        if not filled:
            continue
        if len(filled) == 1 and (spanning[index] or len(distinct) == 1):
            found.append(filled[0])
        elif index in below:
            found.append(_labelled(header, cells))
        elif not header and len(distinct) == 2 and len(distinct[0]) <= SHORT and all(distinct):
            found.append(f"{_label(distinct[0])}: {distinct[1]}")
        elif not header and len(distinct) == 4 and _are_pairs(distinct):
            found.append(
                CELL_JOIN.join(f"{_label(a)}: {b}" for a, b in zip(distinct[::2], distinct[1::2], strict=True))
            )
        else:
            found.append(CELL_JOIN.join(filled))
    return found


def _expanded(rows: Sequence[Row]) -> tuple[list[list[Cell]], list[bool]]:
    """Every row with a cell for each column: one that spans is repeated. Also which rows are one wide cell."""
    grid: list[list[Cell]] = []
    spanning: list[bool] = []
    pending: dict[int, tuple[Cell, int]] = {}  # column → cell and rows still to fill
    origin = 0
    for row in rows:
        cells: list[Cell] = []
        waiting = list(row.cells)
        while (waiting or len(cells) in pending) and len(cells) < WIDEST:
            if len(cells) in pending:
                cell, left = pending.pop(len(cells))
                if left > 1:
                    pending[len(cells)] = (cell, left - 1)
                cells.append(cell)
                continue
            words, across, down = waiting.pop(0)
            origin += 1
            for _ in range(across):
                if down > 1:
                    pending[len(cells)] = ((words, origin), down - 1)
                cells.append((words, origin))
        grid.append(cells)
        spanning.append(len(row.cells) == 1 and len(cells) > 1)
    width = max(map(len, grid), default=0)
    return [cells + [("", 0)] * (width - len(cells)) for cells in grid], spanning


def _headers(rows: Sequence[Row], grid: list[list[Cell]], spanning: list[bool]) -> set[int]:
    """Indices of the header rows: those that the format marks, else the first full row of short words."""
    marked = {index for index, row in enumerate(rows) if row.header}
    if marked:
        return marked if len(marked) < len(rows) else set()
    if len(grid[0]) < 3 or len(grid) < 2:
        return set()
    rows_of_words = [index for index in range(len(grid)) if not spanning[index] and any(w for w, _ in grid[index])]
    first = next((index for index in rows_of_words if not _is_title(grid[index])), None)
    if first is None or first > _TITLES or first == len(grid) - 1:
        return set()
    values = [words for words, _ in grid[first] if words]
    if len(values) < len(grid[first]) - 1 or any(len(value) > SHORT or _FIGURE.fullmatch(value) for value in values):
        return set()
    headers = {first}
    while len(headers) < 3 and max(headers) + 2 < len(grid) and _spans(grid[max(headers)], rows[max(headers)]):
        headers.add(max(headers) + 1)
    return headers


def _is_title(cells: list[Cell]) -> bool:
    """Whether a row stands over the table, as its name or unit: most of its cells are empty, or all are one."""
    distinct = {origin for words, origin in cells if words}
    return len(distinct) == 1 or 2 * sum(bool(words) for words, _ in cells) <= len(cells)


def _spans(cells: list[Cell], row: Row) -> bool:
    """Whether a header row has cells over several columns, so that the next row says which is which."""
    return len(row.cells) < len(cells) and any(across > 1 for _, across, _ in row.cells)


def _joined_header(grid: list[list[Cell]], header_rows: set[int]) -> list[str]:
    if not header_rows:
        return []
    columns = zip(*(grid[index] for index in sorted(header_rows)), strict=True)
    return [" ".join(filter(None, _distinct(list(column)))) for column in columns]


def _distinct(cells: list[Cell]) -> list[str]:
    """The words of the cells, one that spans several places taken once."""
    return [
        words
        for index, (words, origin) in enumerate(cells)
        if index == 0 or origin == 0 or origin != cells[index - 1][1]
    ]


def _labelled(header: list[str], cells: list[Cell]) -> str:
    shown: list[str] = []
    last = 0
    for title, (words, origin) in zip(header, cells, strict=True):
        if words and origin != last:
            shown.append(f"{_label(title)}: {words}" if title else words)
        last = origin
    return CELL_JOIN.join(shown)


def _label(words: str) -> str:
    return words.rstrip(":： ")


def _are_pairs(values: list[str]) -> bool:
    return all(0 < len(label) <= 12 and not re.search(r"\d", label) for label in values[::2])
