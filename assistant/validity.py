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

from assistant.linking import resolve_relations
from assistant.reading.dates import dates_in
from assistant.records import Kind, Record, Relation, RelationKind, Status, first_day, last_day

__all__ = [
    "current_version",
    "incoming_relations",
    "resolve_relations",
    "section_note",
    "section_status",
    "status_as_of",
    "status_note",
]

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


def current_version(versions: Sequence[Record], incoming: Mapping[str, Incoming], as_of: date) -> Record | None:
    """Of an instrument's versions the one in force on a day (the latest start where several are), else None."""
    holding = [
        record
        for record in versions
        if status_as_of(record, incoming.get(record.document, ()), as_of) is Status.IN_FORCE
    ]
    return max(holding, key=lambda record: (record.effective or record.issued or "", record.document), default=None)


def section_status(text: str, as_of: date) -> tuple[Status, str | None]:
    """The status of a card or paragraph that states its own period, with its last day; else (unknown, None)."""
    from assistant.reading.clauses import period_in

    first, last = period_in(text)
    if not first or not last:
        return Status.UNKNOWN, None
    if as_of < first_day(first):
        return Status.UPCOMING, last
    return (Status.EXPIRED if as_of > last_day(last) else Status.IN_FORCE), last


def section_note(text: str, as_of: date, language: str = "en") -> str:
    """The status of a card that states its own period, in words, since its collection may outlast it; "" for others."""
    status, last = section_status(text, as_of)
    if status is Status.UNKNOWN:
        return ""
    words = _CHINESE if language == "zh" else _ENGLISH
    day = _end_in_words(last or "", False, "", language)
    if status is Status.EXPIRED:
        return words[status].format(day=_end_in_words(last or "", False, words["at"], language)) + words["entry"]
    return (words["until"].format(day=day) if status is Status.IN_FORCE else words["later"]) + words["entry"]


def status_note(record: Record, incoming: Incoming, as_of: date, language: str = "en") -> str:
    """The status in words: "in force until about 17 Dec 2026 (26 days left)", 已于2025年12月31日失效; "" when there is
    nothing to say."""
    words = _CHINESE if language == "zh" else _ENGLISH
    status, span = status_as_of(record, incoming, as_of), _span(record, incoming, as_of)
    computed = _is_computed(record, span)
    day = day_in_words(span.ended or "", language)
    if status in (Status.DRAFT, Status.VETOED):
        final = next(
            (other for relation, other in incoming if relation.relation in _FINAL and other is not record), None
        )
        if status is Status.VETOED or final is None:
            return words[status]
        since = final.issued or final.effective
        return words[status] + words["final"].format(by=final.number or final.title, day=day_in_words(since, language))
    if status is Status.UNKNOWN:
        return (
            words["published"].format(day=day_in_words(record.issued, language))
            if record.kind is Kind.NEWS and record.issued
            else words[status]
        )
    if status is Status.UPCOMING:
        moved = words["moved"].format(day=day_in_words(record.effective or "", language)) if span.moved else ""
        near = words["about"] if "estimated" in record.origin.get("effective", "") and not span.moved else ""
        return words[status].format(day=near + day_in_words(span.start or "", language)) + moved
    if status is Status.EXPIRED:
        return words[status].format(day=_end_in_words(span.expires or "", computed, words["at"], language))
    if status in (Status.SUPERSEDED, Status.REPEALED):
        return words[status].format(by=span.by, day=day)
    note = words[status]
    if span.expires and not (span.ended and _before(span.ended, span.expires)):
        left = (last_day(span.expires) - as_of).days
        note = words["until"].format(day=_end_in_words(span.expires, computed, "", language))
        note += words["left"].format(count=left, s="" if left == 1 else "s") if left <= 180 else ""
    elif span.ended and span.how:
        note += words[f"to be {span.how}"].format(by=span.by, day=day)
    return note


def _before(first: str, second: str) -> bool:
    return first_day(first) <= last_day(second)


def _is_computed(record: Record, span: _Span) -> bool:
    """Whether the end was reckoned (有效期两年) rather than printed, by us or by who described the document."""
    origin = record.origin.get("expires", "")
    told = any(re.search(r"computed|推算", note) for note in record.notes)
    return span.expires == record.expires and ("computed" in origin or "inferred" in origin or told)


def _end_in_words(day: str, computed: bool, at: str, language: str) -> str:
    """The last day: "about" when it was reckoned, "the end of" a month or year; `at` stands before a plain day."""
    said = day_in_words(day, language)
    if len(day) < 10:
        return f"{said}底" if language == "zh" else f"{'at ' if at else ''}the end of {said}"
    if computed:
        return f"约{said}" if language == "zh" else f"about {said}"
    return at + said


_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_in_words(day: str | None, language: str = "en") -> str:
    """ "2025-12-31" as "31 Dec 2025" or 2025年12月31日; of reduced precision likewise; "" for none."""
    if not day:
        return ""
    parts = [int(part) for part in day.split("-")]
    if language == "zh":
        return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
    return " ".join(
        [*(str(part) for part in parts[2:]), *(_MONTH_NAMES[part - 1] for part in parts[1:2]), str(parts[0])]
    )


_ENGLISH: dict[str, str] = {
    "entry": " (this entry)",
    "later": "not yet in force",
    "about": "about ",
    "at": "on ",
    "published": "published {day}",
    "final": "; the final text is {by} of {day}",
    "until": "in force until {day}",
    "left": " ({count} day{s} left)",
    "moved": " (first set for {day})",
    "to be superseded": "; to be superseded by {by} from {day}",
    "to be repealed": "; to be repealed by {by} from {day}",
    Status.DRAFT: "draft, not in force",
    Status.VETOED: "vetoed, never in force",
    Status.UNKNOWN: "validity unknown",
    Status.UPCOMING: "not yet in force: from {day}",
    Status.EXPIRED: "expired {day}",
    Status.SUPERSEDED: "superseded by {by} from {day}",
    Status.REPEALED: "repealed by {by} from {day}",
    Status.IN_FORCE: "in force",
}
_CHINESE: dict[str, str] = {
    "entry": "（本条目）",
    "later": "尚未生效",
    "about": "约",
    "at": "",
    "published": "{day}发布",
    "final": "；正式文本为{day}的{by}",
    "until": "有效至{day}",
    "left": "（还剩{count}天）",
    "moved": "（原定{day}）",
    "to be superseded": "；将自{day}起被{by}取代",
    "to be repealed": "；将自{day}起被{by}废止",
    Status.DRAFT: "草案，尚未生效",
    Status.VETOED: "已被否决，从未生效",
    Status.UNKNOWN: "效力状态不明",
    Status.UPCOMING: "尚未施行：自{day}起施行",
    Status.EXPIRED: "已于{day}失效",
    Status.SUPERSEDED: "自{day}起已被{by}取代",
    Status.REPEALED: "自{day}起已被{by}废止",
    Status.IN_FORCE: "现行有效",
}
