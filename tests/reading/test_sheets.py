"""Sheets: numbers as shown, merged cells, hidden rows and columns, formulas, title rows; no value under another header."""

# ruff: noqa: E501 - rows are kept on one line
from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.formats.cell_formats import shown_number
from assistant.reading.formats.sheets import parse_csv, parse_xlsx
from assistant.reading.limits import DEFAULTS
from assistant.reading.parsed import Parsed


def saved(book: Any) -> Parsed:
    out = io.BytesIO()
    book.save(out)
    return parse_xlsx(out.getvalue(), DEFAULTS)


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.3, "0%", "30%"), (0.125, "0.0%", "12.5%"), (0.1, "0.00%", "10.00%"), (0.07, "0.##%", "7%"),
        (2_000_000, '"€"#,##0', "€2,000,000"), (2_000_000, "[$€-407] #,##0", "€ 2,000,000"), (1234.5, "#,##0.00 [$USD]", "1,234.50 USD"),
        (-50, "#,##0;[Red](#,##0)", "(50)"), (-50, "#,##0", "-50"), (0, '0;-0;"none"', None), (0, "0;-0;0.0", "0.0"),
        (3400, '#,##0"万元"', "3,400万元"), (5_300_000, '0.0,,"M"', "5.3M"), (7, "000", "007"), (0.5, "General", None),
        (45000, "yyyy-mm-dd", None), (12, "@", None), (0.5, "# ?/?", None), (1.5, "0.00E+00", None), (1.005, "0.00", "1.01"),
        (12, '_(* #,##0_);_(* (#,##0);_(* "-"??_)', "12"), (3, "¥0", "¥3"), (3, "\\£0", "£3"),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_their_cells_show_them(value: float, form: str, shown: str | None) -> None:
    assert shown_number(value, form) == shown


@given(st.integers(-(10**9), 10**9), st.integers(0, 3), st.booleans(), st.booleans())
def test_whatever_the_format_the_number_is_the_same(value: int, decimals: int, grouped: bool, percent: bool) -> None:
    form = ("#,##0" if grouped else "0") + ("." + "0" * decimals) * bool(decimals) + "%" * percent
    shown = shown_number(value / 1000, form)
    assert shown is not None
    read = float(shown.replace(",", "").rstrip("%")) / (100 if percent else 1)
    assert abs(read - value / 1000) <= 0.5 * 10 ** -(decimals + 2 * percent) + 1e-9


def test_hidden_rows_columns_and_sheets_and_formulas_without_a_value_are_said_to_be_left_out() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    rows: tuple[list[Any], ...] = (
        ["Scheme", "Rate", "Secret", "Sum"],
        ["Compute", 0.3, "x", "=1+1"],
        ["Withdrawn", 0.9, "y", 5],
        ["Data", 0.2, "z", 7],
    )
    for row in rows:
        sheet.append(row)
    for number in (2, 3, 4):
        sheet.cell(number, 2).number_format = "0%"
    sheet.row_dimensions[3].hidden = sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Old").sheet_state = "hidden"
    parsed = saved(book)
    assert parsed.text == "Scheme: Compute | Rate: 30%\n\nScheme: Data | Rate: 20% | Sum: 7"
    said = " ".join(parsed.notes)
    assert all(
        word in said
        for word in ("rows were left out: 1", "columns were left out: 1", "sheets were left out: 1", "formulas")
    )


@settings(max_examples=40)
@given(st.data())
def test_no_value_comes_under_another_header_whatever_is_merged(data: st.DataObject) -> None:
    """A table with labels merged downwards, skipped rows and columns, and titles above: each value names its column."""
    width, height = data.draw(st.integers(3, 5)), data.draw(st.integers(3, 6))
    titles, offset = data.draw(st.integers(0, 2)), data.draw(st.integers(0, 2))
    book = openpyxl.Workbook()
    sheet = book.active
    for number in range(titles):
        sheet.cell(1 + number, 1 + offset, f"Title {'ab'[number]}")
        if data.draw(st.booleans()):
            sheet.merge_cells(
                start_row=1 + number, end_row=1 + number, start_column=1 + offset, end_column=offset + width
            )
    for column in range(width):
        sheet.cell(titles + 1, 1 + offset + column, f"Head{'abcde'[column]}")
    top = titles + 2
    group = data.draw(st.integers(1, height))
    for row in range(height):
        for column in range(width):
            if column or row % group == 0:
                sheet.cell(top + row, 1 + offset + column, f"{'abcde'[column]}-{row}")
    for first in range(0, height, group):
        if group > 1:
            last = min(first + group, height) - 1
            sheet.merge_cells(start_row=top + first, end_row=top + last, start_column=1 + offset, end_column=1 + offset)
    rows = saved(book).text.split("\n\n")
    assert rows[:titles] == [f"Title {'ab'[number]}" for number in range(titles)]
    for row, line in enumerate(rows[titles:]):
        cells = [
            f"Heada: a-{row - row % group}",
            *(f"Head{'abcde'[column]}: {'abcde'[column]}-{row}" for column in range(1, width)),
        ]
        assert line == " | ".join(cells)


@pytest.mark.parametrize(
    "titles", [[], ["预算表"], ["预算表", "单位：万元,,,填报：财政局"], ["预算表", "", "单位：万元"]]
)
@pytest.mark.parametrize("nul", ["", "\0"])
def test_rows_over_the_header_of_a_csv_are_text(titles: list[str], nul: str) -> None:
    rows = [*titles, "项目,预算,执行率,备注", f"{nul}训力券,120,85%,含结转", "语料券,34,0,新设"]
    read = parse_csv("\n".join(rows).encode(), DEFAULTS).text.split("\n\n")
    assert read[-2:] == [
        "项目: 训力券 | 预算: 120 | 执行率: 85% | 备注: 含结转",
        "项目: 语料券 | 预算: 34 | 执行率: 0 | 备注: 新设",
    ]
    assert read[:-2] == [" | ".join(filter(None, title.split(","))) for title in titles if title]
