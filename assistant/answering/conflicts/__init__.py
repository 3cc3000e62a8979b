"""Conflicts: the same quantity with different values among the passages that bear on a question.

Deterministic. Two figures conflict when they have the same dimension and unit, are figures of the same thing (the words
around them, in either language, the places and schemes they name, what they limit and for whom, the day or year they
hold for), and differ in value. The bar is lower where a text itself says that its sources differ: such a sentence, or
section, has set the values side by side already. Figures of other things, years, applicants, totals against caps and
targets against counts are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.conflicts.differing import bears_on, distinct, groups_of, strength
from assistant.answering.conflicts.explaining import explain, judgement, shown_value, topic_of
from assistant.answering.conflicts.statements import Statement, statements_in
from assistant.answering.conflicts.wanted import wanted_of
from assistant.answering.text_cues import gives
from assistant.library.validity import status_as_of
from assistant.questions.read_once import Reading
from assistant.records import Citation, Conflict, ConflictValue, Hit

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.questions.question import Question

MOST = 2  # conflicts shown with one answer
MOST_VALUES = 6  # values of one conflict
MOST_FURTHER = 6  # passages read beyond what was found
LONGEST_DOCUMENT = 60  # passages of a document that is read for its sections on conflicts


@dataclass(frozen=True, slots=True)
class Found:
    """Conflicts; the answer's citations with those added that the conflicts need; a note for each conflict."""

    conflicts: tuple[Conflict, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()


def find_conflicts(question: Question, citations: Sequence[Citation], hits: Sequence[Hit], read: Reading) -> Found:
    """The conflicts that bear on a question, among the cited passages and the best hits.

    The markers of `citations` stay; a value that none of them quotes gets one of its own, counted on.
    """
    wanted, language = wanted_of(question), question.language
    if wanted is None:
        return Found(citations=tuple(citations))
    seen: dict[str, Hit] = {}
    for hit in (*(Hit(c.passage, c.record, c.status, 0.0) for c in citations), *hits):
        seen.setdefault(hit.passage.id, hit)
    everything = [statement for hit in seen.values() for statement in statements_in(hit, wanted.dimensions, read)]
    statements = [statement for statement in everything if bears_on(statement, wanted)]
    known, conflicts, notes = list(citations), [], list[str]()
    groups = sorted(groups_of(statements, wanted), key=lambda group: -strength(group))
    for group in groups[:MOST]:
        values = []
        for statement in distinct(group, language)[:MOST_VALUES]:
            marker = marker_for(statement, known)
            values.append((statement, marker))
        what = topic_of([statement for statement, _ in values], language)
        conflicts.append(
            Conflict(what, tuple(ConflictValue(shown_value(statement), marker) for statement, marker in values))
        )
        judge = judgement(group, everything, language)
        said = (judge, marker_for(judge, known)) if judge else None
        notes.append(explain(values, what, language, [citation.quote for citation in citations], said))
    return Found(tuple(conflicts), tuple(known), tuple(notes))


def further_hits(index: Index, citations: Sequence[Citation], hits: Sequence[Hit], as_of: date) -> list[Hit]:
    """Passages of the cited documents that gather differing figures, and that the search did not bring."""
    import numpy as np

    rows, known = index.rows, {hit.passage.id for hit in hits}
    found: list[Hit] = []
    for name in dict.fromkeys(citation.record.document for citation in citations):
        if name not in rows.documents or len(found) >= MOST_FURTHER:
            continue
        numbers = np.flatnonzero(rows.document == rows.documents.index(name))
        if len(numbers) > LONGEST_DOCUMENT:
            continue
        record = index.records[name]
        status = status_as_of(record, index.incoming.get(name, ()), as_of)
        for passage in index.passages(numbers.tolist()):
            if passage.id not in known and (gives("gathers", passage.section) or gives("gathers", record.title)):
                found.append(Hit(passage, record, status, 0.0))
    return found[:MOST_FURTHER]


def marker_for(statement: Statement, known: list[Citation]) -> int:
    """The marker of the citation that quotes a statement; a new one is added where there is none."""
    passage = statement.hit.passage
    for citation in known:
        end = citation.quote_start + len(citation.quote)
        if (
            citation.passage.id == passage.id
            and citation.quote_start <= statement.start + statement.quantity.start
            and statement.start + statement.quantity.end <= end
        ):
            return citation.marker
    marker = max((citation.marker for citation in known), default=0) + 1
    hit = statement.hit
    known.append(Citation(marker, passage, hit.record, hit.status, statement.sentence, statement.start))
    return marker
