"""Tables of any format to readable rows: one block a row, the header's words before each value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SHORT = 60  # characters: longer words are no header and no label
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
    found: list[str] = []
    if header and len(header_rows) == len(grid):
        return [" | ".join(filter(None, _distinct(values))) for values in grid]
    for index, values in enumerate(grid):
        if index in header_rows:
            continue
        distinct = _distinct(values)
        filled = [value for value in distinct if value]
        if not filled:
            continue
        if len(filled) == 1 and (spanning[index] or len(distinct) == 1):
            found.append(filled[0])
        elif header:
            found.append(_labelled(header, values))
        elif len(distinct) == 2 and len(distinct[0]) <= SHORT and all(distinct):
            found.append(f"{distinct[0].rstrip(':： ')}: {distinct[1]}")
        elif len(distinct) == 4 and _are_pairs(distinct):
            found.append(
                " | ".join(f"{a.rstrip(':： ')}: {b}" for a, b in zip(distinct[::2], distinct[1::2], strict=True))
            )
        else:
            found.append(" | ".join(filled))
    return found


def _expanded(rows: Sequence[Row]) -> tuple[list[list[str]], list[bool]]:
    """Every row with a value for each column: a cell that spans is repeated. Also which rows are one wide cell."""
    grid: list[list[str]] = []
    spanning: list[bool] = []
    pending: dict[int, tuple[str, int]] = {}  # column → words and rows still to fill
    for row in rows:
        values: list[str] = []
        cells = list(row.cells)
        while (cells or pending.get(len(values))) and len(values) < WIDEST:
            waiting = pending.get(len(values))
            if waiting:
                words, left = waiting
                pending[len(values)] = (words, left - 1)
                if left == 1:
                    del pending[len(values)]
                values.append(words)
                continue
            words, across, down = cells.pop(0)
            for _ in range(across):
                if down > 1:
                    pending[len(values)] = (words, down - 1)
                values.append(words)
        grid.append(values)
        spanning.append(len(row.cells) == 1 and len(values) > 1)
    width = max(map(len, grid), default=0)
    return [values + [""] * (width - len(values)) for values in grid], spanning


def _headers(rows: Sequence[Row], grid: list[list[str]], spanning: list[bool]) -> set[int]:
    """Indices of the header rows: those that the format marks, else the first full row of short words."""
    marked = {index for index, row in enumerate(rows) if row.header}
    if marked and len(marked) < len(rows):
        return marked
    if len(grid[0]) < 3 or len(grid) < 2:
        return set()
    first = next((index for index in range(len(grid)) if not spanning[index] and any(grid[index])), None)
    if first is None or first > 2:
        return set()
    values = [value for value in grid[first] if value]
    if len(values) < len(grid[first]) - 1 or any(len(value) > SHORT or _FIGURE.fullmatch(value) for value in values):
        return set()
    headers = {first}
    while len(headers) < 3 and max(headers) + 1 < len(grid) and _repeats(grid[max(headers)], rows[max(headers)]):
        headers.add(max(headers) + 1)
    return headers


def _repeats(values: list[str], row: Row) -> bool:
    """Whether a header row has cells over several columns, so that the next row says which is which."""
    return len(row.cells) < len(values) and any(across > 1 for _, across, _ in row.cells)


def _joined_header(grid: list[list[str]], header_rows: set[int]) -> list[str]:
    if not header_rows:
        return []
    columns = zip(*(grid[index] for index in sorted(header_rows)), strict=True)
    return [" ".join(_distinct(list(filter(None, column)))) for column in columns]


def _distinct(values: list[str]) -> list[str]:
    """The values with those that a span repeated beside one another taken once."""
    return [value for index, value in enumerate(values) if index == 0 or value != values[index - 1] or not value]


def _labelled(header: list[str], values: list[str]) -> str:
    cells: list[str] = []
    for title, value in zip(header, values, strict=True):
        if value:
            cell = f"{title.rstrip(':： ')}: {value}" if title else value
            if not cells or cells[-1] != cell:
                cells.append(cell)
    return " | ".join(cells)


def _are_pairs(values: list[str]) -> bool:
    return all(0 < len(label) <= 12 and not re.search(r"\d", label) for label in values[::2])
