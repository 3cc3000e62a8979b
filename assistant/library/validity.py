"""Whether a document holds as of a date: from its own dates and from what other documents do to it.

`resolve_relations` links what documents say about each other; `incoming_relations` turns that round; the rest are pure
functions of a record, what comes in, and a day. A draft or a vetoed text changes nothing; a repeal counts from the day
it states, else from the day its document takes effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.language.dates import dates_in
from assistant.library.linking import resolve_relations
from assistant.reading.record.clauses import period_in
from assistant.records import Kind, Record, Relation, RelationKind, Status, first_day, last_day
from assistant.told import Told, told

__all__ = [
    "incoming_relations",
    "resolve_relations",
    "section_note",
    "section_status",
    "standing_told",
    "stated_day",
    "status_as_of",
    "status_note",
]

GUESSED = ("properties", "file name", "estimated", "inferred")  # origins of a day that no text states
SOON = 180  # days: how many are left is told from here on

Incoming = Sequence[tuple[Relation, Record]]
_ENDS = {
    RelationKind.REPEALS: Status.REPEALED,
    RelationKind.REPEALED_BY: Status.REPEALED,
    RelationKind.SUPERSEDES: Status.SUPERSEDED,
    RelationKind.SUPERSEDED_BY: Status.SUPERSEDED,
}
_FINAL = (RelationKind.SUPERSEDED_BY, RelationKind.SUPERSEDES, RelationKind.DRAFT_OF)
_OWN_WORDS = (RelationKind.REPEALED_BY, RelationKind.SUPERSEDED_BY, RelationKind.AMENDED_BY)


@dataclass(frozen=True, slots=True)
class _Span:
    """From when to when a document holds as of a day, and what ended it."""

    start: str | None
    expires: str | None
    ended: str | None = None  # ISO date of the repeal or the successor
    how: Status | None = None
    by: str = ""  # who ended it, for people
    moved: bool = False  # whether an amendment moved the start


def incoming_relations(
    records: Iterable[Record], resolved: Mapping[str, Sequence[Relation]]
) -> dict[str, tuple[tuple[Relation, Record], ...]]:
    """For each document's name, what others (or its own "repealed by …") do to it: (relation, who says it)."""
    by_name = {record.document: record for record in records}
    found: dict[str, list[tuple[Relation, Record]]] = {name: [] for name in by_name}
    for name, relations in resolved.items():
        if name not in by_name:
            continue
        for relation in relations:
            if relation.relation in (*_OWN_WORDS, RelationKind.DRAFT_OF):
                other = by_name.get(relation.target_document or "", by_name[name])
                found[name].append((relation, other))
            elif relation.target_document in found and relation.target_document != name:
                found[relation.target_document].append((relation, by_name[name]))
    return {name: tuple(pairs) for name, pairs in found.items()}


def status_as_of(record: Record, incoming: Incoming, as_of: date) -> Status:
    """The status of a document on a day.

    News is never in force or not: unknown. So is what has no date at all, and a measure whose only date is a guess from
    its file (offers of money end; nothing says whether this one has).
    """
    if record.fixed_status is not None:
        return record.fixed_status
    if record.kind is Kind.NEWS:
        return Status.UNKNOWN
    span = _span(record, incoming, as_of)
    if span.ended and span.how and as_of >= first_day(span.ended) and not _expired_before(span, span.ended):
        return span.how
    if span.start and as_of < first_day(span.start):
        return Status.UPCOMING
    if span.expires and as_of > last_day(span.expires):
        return Status.EXPIRED
    if not span.start and not span.expires:
        return Status.UNKNOWN
    return Status.UNKNOWN if _only_guessed(record) else Status.IN_FORCE


def _expired_before(span: _Span, ended: str) -> bool:
    return bool(span.expires) and last_day(span.expires or "") < first_day(ended)


def _only_guessed(record: Record) -> bool:
    weak = record.origin.get("issued", "") in ("file name", "pdf properties", "office properties")
    return record.kind is Kind.MEASURE and weak and not record.effective and not record.expires


def _holds(record: Record) -> str | None:
    """Since when what a document does to others counts; None for what does nothing: a draft, a vetoed text, and
    news or a text of no known kind, which may report that a measure ended but cannot end it."""
    if record.fixed_status in (Status.DRAFT, Status.VETOED) or record.kind in (Kind.NEWS, Kind.OTHER):
        return None
    return record.effective or record.issued or "0001-01-01"


def _span(record: Record, incoming: Incoming, as_of: date) -> _Span:
    start, expires, moved = record.effective or record.issued, record.expires, False
    ends: list[tuple[str, Status, str]] = []
    for relation, other in incoming:
        holds = _holds(other)
        if holds is None:
            continue
        since = relation.date or (holds if other is not record else record.issued or holds)
        born = record.issued or start
        if relation.relation in _ENDS and (not born or last_day(since) >= first_day(born)):
            ends.append((since, _ENDS[relation.relation], _name_of(relation, other, record)))
        elif relation.relation is RelationKind.AMENDS and first_day(since) <= as_of:
            new_start, new_end = _moved(relation, record)
            start, moved = (new_start, True) if new_start else (start, moved)
            expires = new_end or expires
    ends.sort(key=lambda end: first_day(end[0]))
    if not ends:
        return _Span(start, expires, moved=moved)
    return _Span(start, expires, *ends[0], moved=moved)


def _moved(relation: Relation, record: Record) -> tuple[str | None, str | None]:
    """The new start or end that an amendment's words give: they name the old day and right after it the new one, or say
    to when the validity is extended."""
    days = dates_in(relation.quote)
    if re.search(r"有效期(?:限)?(?:延长|延续|顺延)|extended (?:to|until)", relation.quote) and days:
        return None, days[-1]
    for old, new in pairwise(days):
        if record.effective == old and new > old:
            return new, None
    return None, None


def _name_of(relation: Relation, other: Record, record: Record) -> str:
    if relation.relation in _OWN_WORDS and other is record:
        return relation.target.strip("《》")
    return other.number or other.title


def section_status(text: str, as_of: date) -> tuple[Status, str | None]:
    """The status of a card or paragraph that states its own period, with its last day; else (unknown, None)."""
    first, last = period_in(text)
    if not first or not last:
        return Status.UNKNOWN, None
    if as_of < first_day(first):
        return Status.UPCOMING, last
    return (Status.EXPIRED if as_of > last_day(last) else Status.IN_FORCE), last


def section_note(text: str, as_of: date, language: str = "en", *, in_full: bool = False) -> str:
    """The status of a card that states its own period, in words, since its collection may outlast it; "" for others."""
    status, last = section_status(text, as_of)
    words = told(language).in_full() if in_full else told(language)
    if status is Status.UNKNOWN or last is None:
        return ""
    if status is Status.UPCOMING:
        note = words.later
    elif status is Status.EXPIRED:
        note = words.standing[status].format(day=_end_in_words(last, words, on=True))
    else:
        note = words.until.format(day=_end_in_words(last, words))
    return note + words.this_entry


def status_note(record: Record, incoming: Incoming, as_of: date, language: str = "en", *, in_full: bool = False) -> str:
    """The status in words: "in force until about 17 Dec 2026 (26 days left)", 已于2025年12月31日失效; "" when there is
    nothing to say. Months are named `in_full` if asked."""
    words = told(language).in_full() if in_full else told(language)
    status, span = status_as_of(record, incoming, as_of), _span(record, incoming, as_of)
    said = words.standing[status]
    if status is Status.DRAFT:
        return said + _final_in_words(record, incoming, words)
    if status is Status.UNKNOWN and record.kind is Kind.NEWS and record.issued:
        return words.published.format(day=words.day(record.issued))
    if status is Status.UPCOMING:
        moved = words.moved.format(day=words.day(record.effective)) if span.moved else ""
        near = words.about if "estimated" in record.origin.get("effective", "") and not span.moved else "{day}"
        return said.format(day=near.format(day=words.day(span.start))) + moved
    if status is Status.EXPIRED:
        return said.format(day=_end_in_words(span.expires or "", words, _is_computed(record, span), on=True))
    if status in (Status.SUPERSEDED, Status.REPEALED):
        return said.format(by=span.by, day=words.day(span.ended))
    if status is not Status.IN_FORCE:
        return said
    if span.expires and not (span.ended and _before(span.ended, span.expires)):
        left = (last_day(span.expires) - as_of).days
        note = words.until.format(day=_end_in_words(span.expires, words, _is_computed(record, span)))
        return note + ((words.day_left if left == 1 else words.days_left).format(count=left) if left <= SOON else "")
    return said + (words.to_end[span.how].format(by=span.by, day=words.day(span.ended)) if span.how else "")


def stated_day(record: Record, field: str) -> str:
    """The day in a field of a record where a text states it, "" where it was guessed or is not known."""
    return "" if record.origin.get(field, "").endswith(GUESSED) else getattr(record, field) or ""


def standing_told(record: Record, incoming: Incoming, as_of: date, language: str) -> str:
    """How a document stands, for the line over what is quoted of it: what ended or will end it, that it is no law yet,
    else since when it holds; "" where its text tells none of it."""
    status = status_as_of(record, incoming, as_of)
    if status is Status.UNKNOWN:
        return ""
    span = _span(record, incoming, as_of)
    if status is not Status.IN_FORCE or span.expires or span.how:
        return status_note(record, incoming, as_of, language, in_full=True)
    if not stated_day(record, "effective") or record.effective == record.issued or span.moved:
        return ""
    words = told(language)
    return words.since.format(day=words.full_day(record.effective))


def _final_in_words(record: Record, incoming: Incoming, words: Told) -> str:
    """The text that a draft became, if it is known."""
    final = next((other for relation, other in incoming if relation.relation in _FINAL and other is not record), None)
    if final is None:
        return ""
    return words.final.format(by=final.number or final.title, day=words.day(final.issued or final.effective))


def _before(first: str, second: str) -> bool:
    return first_day(first) <= last_day(second)


def _is_computed(record: Record, span: _Span) -> bool:
    """Whether the end was reckoned (有效期两年) rather than printed, by us or by who described the document."""
    origin = record.origin.get("expires", "")
    told = any(re.search(r"computed|推算", note) for note in record.notes)
    return span.expires == record.expires and ("computed" in origin or "inferred" in origin or told)


def _end_in_words(day: str, words: Told, computed: bool = False, on: bool = False) -> str:
    """The last day: "about" when it was reckoned, "the end of" a month or year; "on" before a plain day if asked."""
    if len(day) < 10:
        return (words.at_the_end if on else words.the_end).format(day=words.day(day))
    template = words.about if computed else words.on if on else "{day}"
    return template.format(day=words.day(day))
