"""What may be asked of a library first, and after an answer: only what its records and measures have words on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.pointing.stated_days import days_stated
from assistant.desks.subsidies.measure_fields import all_measures
from assistant.measures.measure import Measure
from assistant.questions.read_once import Reading
from assistant.records import Answer, AnswerStatus, Kind, Record, RelationKind
from assistant.told import told
from assistant.told.desk_words import DeskWords

if TYPE_CHECKING:
    from assistant.library.index import Index

MOST = 3
SOURCES = 3  # documents, the first that an answer cites, that questions are made of
LONGEST = 60  # characters of a title that still reads well within a question
SUCCEEDS = (RelationKind.SUPERSEDES, RelationKind.AMENDS, RelationKind.REPEALS)


def next_questions(index: Index, answer: Answer) -> tuple[str, ...]:
    """At most three questions in the answer's language, none of which is the one just asked."""
    if answer.status is AnswerStatus.NO_EVIDENCE:
        return ()
    cited = dict.fromkeys(one.record.document for one in answer.citations)
    records = [index.records[name] for name in list(cited)[:SOURCES] if name in index.records]
    words = told(answer.language).desks
    found: list[str] = []
    for question in _about(records, index, answer, words):
        if question.casefold() != answer.question.strip().casefold() and question not in found:
            found.append(question)
    return tuple(found[:MOST])


def first_questions(index: Index, as_of: date, language: str) -> tuple[str, ...]:
    """For whoever meets a library for the first time, at most two: of a measure, and of what expires."""
    words, found = told(language).desks, []
    for measure in all_measures(index, language):
        name = measure.name_zh if language == "zh" else measure.name
        if (
            name
            and (measure.who or measure.conditions)
            and len(name) <= LONGEST
            and (language == "zh" or name.isascii())
        ):
            found.append(words.next_who.format(name=name))
            break
    year = as_of.year + 1
    if any(record.expires and str(as_of) <= record.expires <= f"{year}-12-31" for record in index.records.values()):
        found.append(words.next_expires.format(year=year))
    return tuple(found)


def _about(records: list[Record], index: Index, answer: Answer, words: DeskWords) -> Iterator[str]:
    """The telling questions first: of each measure, then of each document."""
    sources = {record.document for record in records}
    said = f"{answer.question} {answer.text}".casefold()
    for measure in all_measures(index, answer.language) if sources else ():
        name = measure.name_zh if answer.language == "zh" else measure.name
        if name and name.casefold() in said and sources & {measure.record.document, *measure.documents}:
            yield from (template.format(name=name) for template in _fields(measure, words))
    for record in records:
        title = record.title_in(answer.language)
        if len(title) > LONGEST or record.kind in (Kind.NEWS, Kind.OTHER):
            continue
        if any(days_stated(["expires", "effective"], [record.document], index, Reading())):
            yield words.next_valid.format(title=title)
        for relation in index.relations.get(record.document, ()):
            other = index.records.get(relation.target_document or "")
            if other and relation.relation in SUCCEEDS and len(other.title_in(answer.language)) <= LONGEST:
                yield words.next_changed.format(a=other.title_in(answer.language), b=title)


def _fields(measure: Measure, words: DeskWords) -> Iterator[str]:
    if measure.deadline or measure.apply:
        yield words.next_apply
    if measure.who or measure.conditions:
        yield words.next_who
