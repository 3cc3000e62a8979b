"""Spreadsheets and CSV: one line a row, "header: value | header: value"."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from assistant.reading.grids import plain_row, table_blocks
from assistant.reading.limits import Limits
from assistant.reading.parsed import Block, Parsed, Refused, assemble
from assistant.records import Property

_COLUMNS = 200  # what lies beyond is a sheet's empty formatting


def parse_xlsx(data: bytes, limits: Limits) -> Parsed:
    """Every visible sheet under its name as a heading; formulas by their last computed values."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        blocks: list[Block] = []
        for sheet in sheets:
            rows = list(_filled(sheet.iter_rows(values_only=True, max_col=_COLUMNS), limits.rows))
            if rows:
                blocks += [Block(sheet.title, 1)] * (len(sheets) > 1)
                blocks += [Block(text) for text in table_blocks([plain_row(row) for row in _narrowed(rows)])]
        core = book.properties
    except (InvalidFileException, KeyError, ValueError, TypeError, zipfile.BadZipFile, OSError, EOFError) as error:
        raise Refused("is a damaged or truncated XLSX file") from error
    body, headings = assemble(blocks)
    stated = (("title", core.title), ("author", core.creator), ("created", core.created), ("modified", core.modified))
    properties = tuple(Property(name, _words(value), "office properties") for name, value in stated if value)
    return Parsed("xlsx", body, headings=headings, properties=properties)


def parse_csv(data: bytes, limits: Limits) -> Parsed:
    """Rows of a comma, semicolon or tab separated file; the first row of words is the header."""
    from assistant.reading.plain import check_lines, decode

    text = decode(data)
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
    return Parsed("csv", body)


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
