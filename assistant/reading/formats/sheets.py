"""Spreadsheets and CSV: one line a row, "header: value | header: value"."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from assistant.reading.formats.cell_formats import shown_number
from assistant.reading.formats.decoding import check_lines, decode, lost_notes
from assistant.reading.formats.grids import Row, plain_row, table_blocks
from assistant.reading.limits import Limits
from assistant.reading.parsed import Block, Parsed, Refused, assemble
from assistant.records import Property

_COLUMNS = 200  # what lies beyond is a sheet's empty formatting
_LARGE = 60_000_000  # bytes of XML: a larger book is read as a stream, without what its cells are merged to
_NOTES = {
    "rows": "hidden rows were left out", "columns": "hidden columns were left out",
    "formulas": "formulas without a computed value were left out", "sheets": "hidden sheets were left out",
}  # fmt: skip
Spans = dict[tuple[int, int], int]  # row and column of a cell, from 1 → columns that it spans


def parse_xlsx(data: bytes, limits: Limits) -> Parsed:
    """Every visible sheet under its name as a heading; numbers as their cells show them, formulas by their last values.

    What is hidden is left out with a note, and so are formulas that were never computed.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    left_out: Counter[str] = Counter()
    try:
        large = _size(data) > _LARGE
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=large, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        left_out["sheets"] = len(book.worksheets) - len(sheets)
        blocks: list[Block] = []
        for sheet in sheets:
            rows = _streamed(sheet, limits) if large else _laid_out(sheet, limits, left_out)
            if rows:
                blocks += [Block(sheet.title, 1)] * (len(sheets) > 1)
                blocks += [Block(text) for text in table_blocks(rows)]
        left_out["formulas"] = _uncomputed(data, {sheet.title for sheet in sheets})
        core = book.properties
    except (InvalidFileException, KeyError, ValueError, TypeError, zipfile.BadZipFile, OSError, EOFError) as error:
        raise Refused("is a damaged or truncated XLSX file") from error
    body, headings = assemble(blocks)
    stated = (("title", core.title), ("author", core.creator), ("created", core.created), ("modified", core.modified))
    properties = tuple(Property(name, _words(value), "office properties") for name, value in stated if value)
    notes = [f"{_NOTES[what]}: {times}" for what, times in left_out.items() if times]
    notes += ["merged cells and hidden rows of so large a book were not told apart"] if large else []
    return Parsed(body, headings=headings, properties=properties, notes=tuple(notes))


def _size(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(info.file_size for info in archive.infolist() if info.filename.startswith("xl/worksheets/"))


def _uncomputed(data: bytes, titles: set[str]) -> int:
    """How many formulas on these sheets have no value; a second look, only where there are formulas at all."""
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(b"<f" in archive.read(name) for name in sheets):
            return 0
    books = [openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=kept) for kept in (False, True)]
    missing = 0
    for title in titles:
        for formulas, values in zip(*(book[title].iter_rows(max_col=_COLUMNS) for book in books), strict=False):
            missing += sum(
                one.data_type == "f" and other.value is None for one, other in zip(formulas, values, strict=False)
            )
    return missing


def _laid_out(sheet: Any, limits: Limits, left_out: Counter[str]) -> list[Row]:
    """A sheet's rows with its merged cells: repeated downwards, spanning across."""
    hidden = {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 0, (dimension.max or 0) + 1)
    }
    across, copied = _merged(sheet)
    table: list[tuple[int, list[str]]] = []
    for count, row in enumerate(sheet.iter_rows(max_col=_COLUMNS)):
        if count >= limits.rows:
            raise Refused(f"has more than {limits.rows:,} rows")
        words = [copied.get((cell.row, cell.column)) or _shown(cell) for cell in row]
        if not any(words):
            continue
        if sheet.row_dimensions[row[0].row].hidden:
            left_out["rows"] += 1
        else:
            table.append((row[0].row, words))
    width = max((len(words) for _, words in table), default=0)
    filled = [at for at in range(width) if any(at < len(words) and words[at] for _, words in table)]
    left_out["columns"] += sum(at + 1 in hidden for at in filled)
    used = [at for at in filled if at + 1 not in hidden]
    return [Row(tuple(_cells(words, used, number, across))) for number, words in table]


def _merged(sheet: Any) -> tuple[Spans, dict[tuple[int, int], str]]:
    """Cells that span columns, and what stands in cells that are merged with one above them."""
    across: Spans = {}
    copied: dict[tuple[int, int], str] = {}
    for merged in sheet.merged_cells.ranges:
        words = _shown(sheet.cell(merged.min_row, merged.min_col))
        for row in range(merged.min_row, min(merged.max_row, merged.min_row + 10_000) + 1):
            across[row, merged.min_col] = merged.max_col - merged.min_col + 1
            copied[row, merged.min_col] = words
    return across, copied


def _cells(words: Sequence[str], used: Sequence[int], row: int, across: Spans) -> Iterator[tuple[str, int, int]]:
    """The cells of a row in the columns that are used; one that spans others takes their places."""
    until = -1
    for at in used:
        if at > until:
            until = at + across.get((row, at + 1), 1) - 1
            yield words[at] if at < len(words) else "", sum(at <= other <= until for other in used), 1


def _streamed(sheet: Any, limits: Limits) -> list[Row]:
    rows = list(_filled((map(_shown, row) for row in sheet.iter_rows(max_col=_COLUMNS)), limits.rows))
    return [plain_row(row) for row in _narrowed(rows)]


def _shown(cell: Any) -> str:
    """A cell's value as the sheet shows it."""
    value = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return shown_number(value, cell.number_format or "General") or _words(value)
    return _words(value)


def parse_csv(data: bytes, limits: Limits) -> Parsed:
    """Rows of a comma, semicolon or tab separated file; the first row of words is the header."""
    text = decode(data).replace("\0", "")
    check_lines(text, limits)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|")
    except csv.Error:  # one column, or too few rows to tell
        dialect = csv.excel
    try:
        rows = list(_filled(csv.reader(io.StringIO(text, newline=""), dialect), limits.rows))
    except csv.Error as error:
        raise Refused(f"is not a readable CSV file ({error})") from error
    body, _ = assemble([Block(line) for line in table_blocks([plain_row(row) for row in _narrowed(rows)])])
    return Parsed(body, notes=lost_notes(text))


def _filled(rows: Iterable[Iterable[Any]], most: int) -> Iterator[list[str]]:
    """Rows that hold anything, as words."""
    for count, row in enumerate(rows):
        if count >= most:
            raise Refused(f"has more than {most:,} rows")
        words = [_words(value) for value in row]
        if any(words):
            yield words


def _narrowed(rows: list[list[str]]) -> list[list[str]]:
    """Without the columns that are empty in every row."""
    width = max(map(len, rows), default=0)
    used = [column for column in range(width) if any(column < len(row) and row[column] for row in rows)]
    return [[row[column] if column < len(row) else "" for column in used] for row in rows]


def _words(value: Any) -> str:
    """A cell's value as a person would write it: no time on whole days, no ".0" on whole numbers."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return " ".join(str(value).split())
