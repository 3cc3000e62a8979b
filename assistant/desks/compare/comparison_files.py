"""A comparison as Markdown, and as a DOCX of two columns in which changed words are marked on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.desks.compare.comparison import Change, Comparison, Difference, Row
from assistant.desks.compare.differences import Run, runs
from assistant.desks.office_files import add_table, clean, new_document, saved
from assistant.told import told
from assistant.told.desk_words import DeskWords

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

GONE, COME = (0xB0, 0x1E, 0x1E), (0x1B, 0x6B, 0x3A)  # red and green, dark enough to be read on white
UNMARKED = (Change.SAME, Change.RENUMBERED)


def json_shape(comparison: Comparison) -> dict[str, Any]:
    """The contract's shape."""
    return {
        "a": comparison.a.document,
        "b": comparison.b.document,
        "rows": [
            {
                "a": row.a.label if row.a else None,
                "b": row.b.label if row.b else None,
                "change": row.change,
                "moved": row.moved,
                "text_a": row.a.body if row.a else "",
                "text_b": row.b.body if row.b else "",
                "differences": [{"kind": one.kind, "a": one.a, "b": one.b} for one in row.differences],
            }
            for row in comparison.rows
        ],
        "summary": dict(comparison.summary),
    }


def summary_line(comparison: Comparison, language: str) -> str:
    """ "84 units: 60 renumbered, 16 changed …"."""
    words = told(language).desks
    counts = words.comma.join(
        words.compare_count.format(count=count, change=words.compare_changes[change.value])
        for change, count in comparison.summary.items()
    )
    return words.compare_summary.format(total=len(comparison.rows), counts=counts)


def labels_of(row: Row) -> str:
    """ "Article 5 → Article 6", or the one label that both have."""
    names = [unit.label for unit in (row.a, row.b) if unit]
    return " → ".join(dict.fromkeys(names))


def change_of(row: Row, words: DeskWords) -> str:
    """What became of a unit, in words."""
    change = words.compare_changes[row.change.value]
    return f"{change}{words.comma}{words.compare_moved}" if row.moved else change


def called_out(row: Row) -> Iterator[str]:
    """The differences that are more than words: "50,000 → 100,000"."""
    for one in row.differences:
        if one.kind is not Difference.WORDS:
            yield f"{one.a or '—'} → {one.b or '—'}"


def markdown(comparison: Comparison, language: str) -> str:
    """The whole comparison; what only one side has struck out or in bold, what did not change by its label alone."""
    words = told(language).desks
    parts = [
        f"# {words.compare_title}",
        f"- A: {comparison.a.title_in(language)} ({comparison.a.document})\n"
        f"- B: {comparison.b.title_in(language)} ({comparison.b.document})",
        summary_line(comparison, language),
    ]
    for row in comparison.rows:
        parts.append(f"## {labels_of(row)} · {change_of(row, words)}")
        if row.change in UNMARKED:
            continue
        parts += [f"- {line}" for line in called_out(row)]
        parts.append(_marked(row, comparison.across))
    return "\n\n".join(parts) + "\n"


def _marked(row: Row, across: bool) -> str:
    if row.a and row.b and not across:
        return "".join(_marked_run(run) for run in runs(row.a.body, row.b.body))
    return "\n\n".join(f"> {unit.body}".replace("\n", "\n> ") for unit in (row.a, row.b) if unit)


def _marked_run(run: Run) -> str:
    if run.same:
        return run.b
    return "".join(_within(text, mark) for text, mark in ((run.a, "~~"), (run.b, "**")) if text.strip())


def _within(text: str, mark: str) -> str:
    """The text between marks, its white space outside of them, as Markdown wants it."""
    said = text.strip()
    before, after = text.split(said, 1)
    return f"{before}{mark}{said}{mark}{after}"


def docx(comparison: Comparison, language: str) -> bytes:
    """A landscape DOCX: a heading, the summary, and a table with a row a unit."""
    words = told(language).desks
    document = new_document(landscape=True)
    document.add_heading(words.compare_title, 1)
    document.add_paragraph(summary_line(comparison, language))
    _add_table(document, comparison, language)
    return saved(document)


def _add_table(document: Document, comparison: Comparison, language: str) -> None:
    from docx.shared import Cm

    words = told(language).desks
    heads = (words.compare_column, comparison.a.title_in(language), comparison.b.title_in(language))
    table = add_table(document, [heads])
    for row in comparison.rows:
        cells = table.add_row().cells
        cells[0].text = clean(f"{labels_of(row)}\n{change_of(row, words)}")
        for line in called_out(row):
            cells[0].add_paragraph(clean(line))
        _fill(cells[1].paragraphs[0], cells[2].paragraphs[0], row, comparison.across)
    for column, width in zip(table.columns, (Cm(4.5), Cm(10.8), Cm(10.8)), strict=True):
        for cell in column.cells:
            cell.width = width


def _fill(left: Paragraph, right: Paragraph, row: Row, across: bool) -> None:
    """Both texts into their cells, the words that differ in colour and struck or underlined."""
    from docx.shared import Pt, RGBColor

    own, other = row.a.body if row.a else "", row.b.body if row.b else ""
    whole = [Run(own, other, across or row.change in UNMARKED)]
    for run in whole if across or not (row.a and row.b) else runs(own, other):
        for paragraph, text, colour in ((left, run.a, GONE), (right, run.b, COME)):
            if not text:
                continue
            added = paragraph.add_run(clean(text))
            added.font.size = Pt(9)
            if not run.same:
                added.font.color.rgb = RGBColor(*colour)
                added.font.strike = colour is GONE
                added.font.underline = colour is COME
