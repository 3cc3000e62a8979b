"""An answer as a file to take away: Markdown, and a Word document. Both hold the question, the answer with its markers,
every source with its quote, where sources differ, and the day as of which it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.desks.office_files import clean, saved
from assistant.faces.page.answer_html import RULE, outcome_of, shape_of
from assistant.faces.page.markup import BOLD, Exchange, quoted, source_facts
from assistant.faces.page.words import Words, written_date
from assistant.records import Answer, Citation

if TYPE_CHECKING:
    from docx.document import Document


def source_line(citation: Citation, words: Words) -> str:
    return f"[{citation.marker}] {source_facts(citation, citation.record.title_in(words.language), words)}"


def said_in(answer: Answer, words: Words) -> str:
    """The answer's words with the line that says how it ended."""
    line, text = outcome_of(answer, words)
    return f"{line}\n\n{text}".strip() if line else text.strip()


def conflicts_in(answer: Answer) -> Iterator[str]:
    for conflict in answer.conflicts:
        values = "; ".join(f"{value.value} [{value.marker}]" for value in conflict.values)
        yield f"{conflict.what}: {values}"


def markdown(exchange: Exchange, answer: Answer, words: Words) -> str:
    """The answer as Markdown."""
    parts = [f"# {' '.join(exchange.question.split())}", said_in(answer, words)]
    conflicts = [f"- {line}" for line in conflicts_in(answer)]
    if conflicts:
        parts.append("\n".join([f"**{words.conflict}**", "", *conflicts]))
    if answer.citations:
        parts.append(f"## {words.copy_sources}")
        for citation in answer.citations:
            said = f"\n    > {quoted(citation)}" if citation.quote else ""
            parts.append(f"{source_line(citation, words)}{said}")
    if answer.notes:
        parts.append("\n".join([f"**{words.notes}**", "", *(f"- {note}" for note in answer.notes)]))
    parts.append(f"*{words.title}, {words.as_of.format(date=written_date(answer.as_of, words))}*")
    return "\n\n".join(part for part in parts if part) + "\n"


def docx(exchange: Exchange, answer: Answer, words: Words) -> bytes:
    """The answer as a Word document."""
    import docx as library

    document = library.Document()
    document.add_heading(clean(" ".join(exchange.question.split())), 1)
    add_prose(document, said_in(answer, words))
    for line in conflicts_in(answer):
        document.add_paragraph(clean(f"{words.conflict}: {line}"))
    if answer.citations:
        document.add_heading(words.copy_sources, 2)
        for citation in answer.citations:
            document.add_paragraph(clean(source_line(citation, words)))
            if citation.quote:
                document.add_paragraph(clean(quoted(citation)), style="Quote")
    if answer.notes:
        document.add_heading(words.notes, 2)
        for note in answer.notes:
            document.add_paragraph(clean(note), style="List Bullet")
    document.add_paragraph(f"{words.title}, {words.as_of.format(date=written_date(answer.as_of, words))}")
    return saved(document)


STYLES = {"ul": "List Bullet", "ol": "List Number", "blockquote": "Quote", "h4": "Heading 3"}


def add_prose(document: Document, text: str) -> None:
    """Paragraphs, lists, quotes and tables, as the page shows them."""
    table: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        tag, content = shape_of(line) if line.strip() else ("", "")
        if tag == "table":
            if not RULE.fullmatch(content):
                table.append([cell.strip() for cell in content.rstrip().removesuffix("|").split("|")])
            continue
        if table:
            add_table(document, table)
            table = []
        if content.strip():
            add_runs(document.add_paragraph(style=STYLES.get(tag)), content)


def add_table(document: Document, rows: list[list[str]]) -> None:
    made = document.add_table(rows=0, cols=max(map(len, rows)))
    made.style = "Table Grid"
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=False):
            add_runs(cell.paragraphs[0], text)


def add_runs(paragraph: Any, text: str) -> None:
    """A line with its **bold** parts in bold."""
    for place, part in enumerate(BOLD.split(text)):
        if part:
            paragraph.add_run(clean(part)).bold = place % 2 == 1
