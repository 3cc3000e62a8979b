"""A briefing → HTML: its sections, and below it the notes that its markers lead to. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.desks.brief.brief_files import lists_of, made_line, note_of
from assistant.desks.brief.briefing import Briefing, Part, Sentence, split_cell
from assistant.faces.page.cards import quote_span
from assistant.faces.page.markup import escape, lang, link_to
from assistant.faces.page.words import Words
from assistant.records import Citation
from assistant.told import told


def brief_html(briefing: Briefing, words: Words) -> str:
    """The whole briefing, in its own language."""
    says = told(briefing.language).desks
    parts = [part_html(part, briefing) for part in briefing.parts] or [f"<p>{escape(says.brief_nothing)}</p>"]
    for heading, sentences in lists_of(briefing):
        items = "".join(f"<li>{sentences_html([one], briefing)}</li>" for one in sentences)
        parts.append(f"<h3>{escape(heading)}</h3><ul>{items}</ul>")
    if briefing.citations:
        notes = "".join(note_html(one, briefing, words) for one in briefing.citations)
        parts.append(f'<h3>{escape(says.brief_sources)}</h3><ul class="quotes">{notes}</ul>')
    return (
        f'<div class="briefing" lang="{lang(briefing.language)}"><h2>{escape(f"{says.brief_title}: {briefing.title}")}'
        f'</h2><p class="about">{escape(made_line(briefing))}</p>{"".join(parts)}</div>'
    )


def part_html(part: Part, briefing: Briefing) -> str:
    prose = "".join(f"<p>{sentences_html(paragraph, briefing)}</p>" for paragraph in part.paragraphs)
    lines = []
    for number, row in enumerate(part.rows):
        begin, end = ("<td>", "</td>") if number else ('<th scope="col">', "</th>")
        lines.append(f"<tr>{''.join(f'{begin}{cell_html(cell)}{end}' for cell in row)}</tr>")
    table = f'<div class="table"><table>{"".join(lines)}</table></div>' if lines else ""
    return f"<h3>{escape(part.heading)}</h3>{prose}{table}"


def sentences_html(sentences: Sequence[Sentence], briefing: Briefing) -> str:
    told_each = (escape(one.text) + "".join(map(marker_html, one.citations)) for one in sentences)
    return told(briefing.language).space.join(told_each)


def cell_html(cell: str) -> str:
    text, marker = split_cell(cell)
    return escape(text) + (marker_html(marker) if marker else "")


def marker_html(marker: int) -> str:
    return f'<a class="note-mark" href="#brief-note-{marker}">[{marker}]</a>'


def note_html(citation: Citation, briefing: Briefing, words: Words) -> str:
    start, end = quote_span(citation)
    link = link_to(citation.record, words, citation.passage.start + start, citation.passage.start + end)
    return (
        f'<li id="brief-note-{citation.marker}">[{citation.marker}] {escape(note_of(citation, briefing.language))} '
        f'<a class="open" href="{link}">{escape(words.asking.open_text)}</a></li>'
    )
