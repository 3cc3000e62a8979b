"""A briefing as JSON, as Markdown with footnotes, and as a DOCX whose footnotes Word and LibreOffice number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from assistant.answering.outcomes import heading_of
from assistant.desks.brief.briefing import Briefing, Part, Sentence, split_cell
from assistant.desks.office_files import Footnotes, add_table, clean, new_document, saved
from assistant.records import SECTION_JOIN, Citation
from assistant.told import told

if TYPE_CHECKING:
    from docx.document import Document

WIDTHS = {4: (3.4, 7.2, 2.4, 4.0), 6: (3.6, 2.0, 3.2, 3.2, 2.4, 2.6)}  # cm, of tables by their number of columns


def json_shape(briefing: Briefing) -> dict[str, Any]:
    """The contract's shape, without the citations, which are those of an answer."""
    return {
        "title": briefing.title,
        "questions": list(briefing.questions),
        "as_of": briefing.as_of,
        "language": briefing.language,
        "fingerprint": briefing.fingerprint,
        "sections": [_section(part) for part in briefing.parts],
        "disputed": [_sentence(one) for one in briefing.disputed],
        "not_covered": [_sentence(one) for one in briefing.not_covered],
        "open_points": list(briefing.open_points),
    }


def _section(part: Part) -> dict[str, Any]:
    shape: dict[str, Any] = {"heading": part.heading, "sentences": [_sentence(one) for one in part.sentences]}
    if part.rows:
        shape["table"] = {"columns": list(part.rows[0]), "rows": [list(row) for row in part.rows[1:]]}
    return shape


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {"text": sentence.text, "citations": list(sentence.citations)}


def note_of(citation: Citation, language: str) -> str:
    """A footnote: title in both languages, issuer, number, article or section, page, status, address."""
    words, record, passage = told(language), citation.record, citation.passage
    section = passage.section.split(SECTION_JOIN)[-1]
    page = words.desks.page.format(page=passage.first_page) if passage.first_page else ""
    title = heading_of(record, language)
    parts = (title, record.issuer, record.number, section if section not in title else "", page, citation.status_note)
    return words.desks.comma.join(part for part in (*parts, record.document, record.url) if part)


def made_line(briefing: Briefing) -> str:
    """As of when, and of which library."""
    words = told(briefing.language)
    return words.desks.brief_made.format(day=words.day(briefing.as_of), fingerprint=briefing.fingerprint)


def lists_of(briefing: Briefing) -> Iterator[tuple[str, Sequence[Sentence]]]:
    """The sections at the end that have something: disputed, not covered, open."""
    words = told(briefing.language).desks
    lists = (
        (words.brief_disputed, briefing.disputed),
        (words.brief_not_covered, briefing.not_covered),
        (words.brief_open, tuple(Sentence(point, ()) for point in briefing.open_points)),
    )
    yield from ((heading, sentences) for heading, sentences in lists if sentences)


def markdown(briefing: Briefing) -> str:
    """The briefing with Markdown's own footnotes ([^1])."""
    words, language = told(briefing.language).desks, briefing.language
    blocks = [f"# {words.brief_title}: {briefing.title}", f"*{made_line(briefing)}*"]
    if not briefing.parts:
        blocks.append(words.brief_nothing)
    for part in briefing.parts:
        blocks.append(f"## {part.heading}")
        blocks += [told(language).space.join(_marked(one) for one in paragraph) for paragraph in part.paragraphs]
        if part.rows:
            cells = [[_cell(cell) for cell in row] for row in part.rows]
            lines = [f"| {' | '.join(row)} |" for row in cells]
            blocks.append("\n".join([lines[0], f"|{' --- |' * len(cells[0])}", *lines[1:]]))
    for heading, sentences in lists_of(briefing):
        blocks.append(f"## {heading}")
        blocks.append("\n".join(f"- {_marked(one)}" for one in sentences))
    if briefing.citations:
        blocks.append("\n".join(f"[^{one.marker}]: {note_of(one, language)}" for one in briefing.citations))
    return "\n\n".join(blocks) + "\n"


def _cell(cell: str) -> str:
    """A cell for Markdown, its marker a footnote."""
    text, marker = split_cell(cell)
    return " ".join(text.replace("|", "/").split()) + (f"[^{marker}]" if marker else "")


def _marked(sentence: Sentence) -> str:
    return sentence.text + "".join(f"[^{marker}]" for marker in sentence.citations)


def docx(briefing: Briefing) -> bytes:
    """The briefing with footnotes; the header says as of when and of which library it was made."""
    words, language = told(briefing.language).desks, briefing.language
    document = new_document(header=made_line(briefing))
    notes, noted = Footnotes(document), set[str]()
    document.add_heading(clean(f"{words.brief_title}: {briefing.title}"), 1)
    if not briefing.parts:
        document.add_paragraph(words.brief_nothing)
    for part in briefing.parts:
        document.add_heading(clean(part.heading), 2)
        for paragraph in part.paragraphs:
            _add(document, paragraph, briefing, notes, noted)
        if part.rows:
            rows = [[split_cell(cell)[0] for cell in row] for row in part.rows]  # a table has its own column of sources
            add_table(document, rows, WIDTHS.get(len(rows[0]), ()))
    for heading, sentences in lists_of(briefing):
        document.add_heading(clean(heading), 2)
        for sentence in sentences:
            _add(document, (sentence,), briefing, notes, noted, "List Bullet")
    document.core_properties.title = clean(f"{words.brief_title}: {briefing.title}")[:250]
    document.core_properties.language = language
    notes.finish()
    return saved(document)


def _noted(citation: Citation, language: str, noted: set[str]) -> str:
    """A footnote: whole where a document is cited first, then its title and section alone."""
    if citation.record.document not in noted:
        noted.add(citation.record.document)
        return note_of(citation, language)
    words, passage = told(language).desks, citation.passage
    page = words.page.format(page=passage.first_page) if passage.first_page else ""
    title = citation.record.title_in(language)
    return words.comma.join(part for part in (title, passage.section.split(SECTION_JOIN)[-1], page) if part)


def _add(
    document: Document,
    sentences: Sequence[Sentence],
    briefing: Briefing,
    notes: Footnotes,
    noted: set[str],
    style: str | None = None,
) -> None:
    """A paragraph of sentences, a footnote behind each; what the next sentence cites too is noted there."""
    paragraph, space = document.add_paragraph(style=style), told(briefing.language).space
    for number, sentence in enumerate(sentences):
        opens = number == 0 and len(sentences) > 1 and sentence.text.endswith((":", "："))
        paragraph.add_run(clean(sentence.text)).bold = opens
        following = sentences[number + 1].citations if number + 1 < len(sentences) else ()
        for marker in sentence.citations:
            if marker not in following:
                notes.add(paragraph, _noted(briefing.citation(marker), briefing.language, noted))
        if number + 1 < len(sentences):
            paragraph.add_run(space)
