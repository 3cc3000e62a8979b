"""Two documents that are no versions of one text: what their records and their sentences with figures say of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.replies import Reply
from assistant.language.quantities import find_quantities
from assistant.language.sentences import sentence_spans
from assistant.language.terms import Content, Term, content_of, terms_of
from assistant.library.validity import status_note
from assistant.measures.measure import Quoted
from assistant.records import Document, Record
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

FIGURES = ("money", "percent", "count", "compute", "area", "multiple")
ENDS = (".", "。", "；", ";", "|")
SHARED = 0.34  # of the words of the shorter sentence, from which on two speak of the same
MOST, ALONE, QUOTED = 16, 6, 16  # rows of figures, those of one document alone, and sentences quoted


@dataclass(frozen=True, slots=True)
class Stated:
    """A sentence with figures; its content, and its words beside those of the document's own titles."""

    quoted: Quoted
    content: Content
    terms: tuple[Term, ...]


def reply(index: Index, a: str, b: str, as_of: date, language: str) -> Reply:
    """The records of two documents beside each other, then their figures, those that speak of the same in one row."""
    words = told(language).desks
    records = [index.records[name] for name in (a, b)]
    rows = [(words.compare_column, *(record.title_in(language) for record in records))]
    for name, *cells in zip(words.apart_fields, *(_facts(index, one, as_of, language) for one in records), strict=True):
        if any(cells):
            rows.append((name, *(cell or words.not_known for cell in cells)))
    mine, theirs = (stated_in(index.document(name)) for name in (a, b))
    pairs = paired(mine, theirs)[:MOST]
    rows += [(words.apart_figures, *(one.quoted.text if one else "—" for one in pair)) for pair in pairs]
    quotes = [one.quoted for pair in pairs for one in pair if one]
    shown, all_of = len({one.quoted.start for pair in pairs for one in pair if one}), len(mine) + len(theirs)
    more = (words.shown_of.format(shown=shown, all=all_of),) if shown < all_of else ()
    notes = [note for one in records if one.language == language for note in one.notes]
    lead = words.apart_lead.format(a=records[0].title_in(language), b=records[1].title_in(language))
    return Reply(lead, tuple(quotes[:QUOTED]), tuple(rows), (*more, *notes))


def _facts(index: Index, record: Record, as_of: date, language: str) -> tuple[str, ...]:
    days = (told(language).day(day) if day else "" for day in (record.issued, record.effective, record.expires))
    note = status_note(record, index.incoming.get(record.document, ()), as_of, language=language)
    return record.number, *days, note


def stated_in(document: Document) -> list[Stated]:
    """The sentences of a document that state figures other than days."""
    titles = {term.word for title in (document.record.title, document.record.title_zh) for term in terms_of(title)}
    found = []
    for start, end in sentence_spans(document.text):
        whole = document.text[start:end]
        text = whole.strip()
        if (
            "\n" in text
            or text.startswith("#")
            or "://" in text
            or not any(one.dimension in FIGURES for one in find_quantities(text))
        ):
            continue
        at = start + len(whole) - len(whole.lstrip())
        quoted = Quoted(text, document.name, text, at, at + len(text))
        own = tuple(term for term in terms_of(text) if term.word not in titles)
        found.append(Stated(quoted, content_of(text, glossed=True), own))
    return found


def paired(mine: Sequence[Stated], theirs: Sequence[Stated]) -> list[tuple[Stated | None, Stated | None]]:
    """Sentences that share most of their words together, the nearest first; then the first of those alone."""
    near = sorted(
        ((alike(one, other), i, j) for i, one in enumerate(mine) for j, other in enumerate(theirs)), reverse=True
    )
    taken: dict[int, int] = {}
    for share, i, j in near:
        if share >= SHARED and i not in taken and j not in taken.values():
            taken[i] = j
    pairs: list[tuple[Stated | None, Stated | None]] = [(mine[i], theirs[j]) for i, j in taken.items()]
    pairs += [(one, None) for i, one in enumerate(mine) if i not in taken][:ALONE]
    return pairs + [(None, other) for j, other in enumerate(theirs) if j not in taken.values()][:ALONE]


def alike(one: Stated, other: Stated) -> float:
    """The share of words that two sentences have in common, of the one with fewer."""
    if not one.terms or not other.terms:
        return 0.0
    fewer, more = sorted((one, other), key=lambda each: len(each.terms))
    return sum(more.content.has(term) for term in fewer.terms) / len(fewer.terms)
