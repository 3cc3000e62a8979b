"""Register: which documents hold, begin, end or were issued when, from their records, complete and counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant.answering.pointing.stated_days import STATED, days_stated
from assistant.answering.replies import Reply
from assistant.language.dates import find_dates
from assistant.language.names import codes_in, lies_in, shown_place
from assistant.language.packs import pack_of
from assistant.language.packs.requests.cues_of_requests import RequestCues
from assistant.language.sentences import sentence_spans
from assistant.library.validity import status_as_of, status_note
from assistant.measures.measure import Quoted
from assistant.questions.read_once import Reading
from assistant.records import Kind, Record, Status, first_day, last_day
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

HELD = "held"  # the event of being in force on a day
MOST_QUOTED, MOST_NAMED = 8, 8
FIELDS = {"expires": "expires", "effective": "effective", "issued": "issued"}
STATES = {
    HELD: (Status.IN_FORCE,),
    "draft": (Status.DRAFT,),
    "repealed": (Status.REPEALED, Status.SUPERSEDED, Status.VETOED),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a register question wants: an event of a record, when, where, and of which kinds; empty does not narrow."""

    event: str  # "expires", "effective", "issued", "held", "draft", "repealed"
    since: date | None = None
    until: date | None = None
    places: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that fits: its record, status as of the day asked, the date that made it fit, where that was read."""

    record: Record
    status: Status
    note: str
    day: str
    origin: str


@dataclass(frozen=True, slots=True)
class Register:
    """All documents that fit, by date; `unknown` are those of the kind and place whose records lack the date."""

    wanted: Wanted
    as_of: date
    entries: tuple[Entry, ...]
    unknown: tuple[Record, ...]


def wanted_in(asked: str, language: str, as_of: date) -> Wanted | None:
    """What a question asks of the register, None where it names no event of a document's life."""
    cues = pack_of(language).request
    event = next((name for name, words in cues.events if re.search(words, asked, re.IGNORECASE)), "")
    if not event:
        return None
    since, until = _period(asked, cues, as_of)
    kinds = tuple(Kind(name) for name, words in cues.documents if re.search(words, asked, re.IGNORECASE))
    ended = re.search(cues.ended, asked, re.IGNORECASE)
    if event == "expires" and since is None and until is None and ended:
        until = as_of
    elif event == "expires" and since is None and until is not None and not ended:
        since = as_of  # what ended before the day of asking does not expire any more
    return Wanted(event, since, until, codes_in(asked), kinds)


def _period(asked: str, cues: RequestCues, as_of: date) -> tuple[date | None, date | None]:
    """The first and last day of the period that a question names."""
    found = [one for one in find_dates(asked, as_of.isoformat()) if one.iso and one.iso != as_of.isoformat()]
    if not found:
        return None, date(as_of.year, 12, 31) if re.search(cues.year_end, asked, re.IGNORECASE) else None
    first, last = found[0], found[-1]
    assert first.iso is not None
    assert last.iso is not None
    if len(found) > 1 or first.until:
        return first_day(first.iso), last_day(last.until or last.iso)
    lead_in = (
        asked[max(0, first.start - 20) : first.start] + re.split(r"\d", first.text)[0]
    )  # "after" may be of the date
    around = lead_in, asked[first.end : first.end + 6]
    if re.search(cues.before[0], around[0], re.IGNORECASE) or re.search(cues.before[1], around[1]):
        short = re.search(cues.before_itself, f"{lead_in}|{first.text[-1:]}{around[1]}", re.IGNORECASE)
        return None, first_day(first.iso) - timedelta(1) if short else last_day(first.iso)
    if re.search(cues.after[0], around[0], re.IGNORECASE) or re.search(cues.after[1], around[1]):
        beyond = re.search(cues.beyond, f"{lead_in}|{around[1]}", re.IGNORECASE)
        return (last_day(first.iso) + timedelta(1) if beyond else first_day(first.iso)), None
    return first_day(first.iso), last_day(first.iso)


def register(index: Index, wanted: Wanted, as_of: date, language: str) -> Register:
    """The documents of a library that fit, as of a day."""
    entries: list[Entry] = []
    unknown: dict[tuple[str, ...], Record] = {}
    for record in index.records.values():
        if not _concerned(record, wanted):
            continue
        status = status_as_of(record, index.incoming.get(record.document, ()), as_of)
        day = _day(record, status, wanted)
        if day is None:
            if wanted.event in FIELDS or status is Status.UNKNOWN:
                unknown.setdefault(_instrument(record), record)
        elif _within(day, wanted):
            note = status_note(record, index.incoming.get(record.document, ()), as_of, language=language)
            field = FIELDS.get(wanted.event, "effective")
            entries.append(Entry(record, status, note, day, record.origin.get(field, "")))
    entries.sort(key=lambda entry: (entry.day or "9999", entry.record.language != language, entry.record.document))
    once: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        once.setdefault(_instrument(entry.record), entry)
    return Register(wanted, as_of, tuple(once.values()), tuple(unknown.values()))


def _instrument(record: Record) -> tuple[str, ...]:
    """What a text shares with its translation: place and number, or Chinese title."""
    return record.jurisdiction, record.number or record.title_zh or record.title, record.issued or ""


def _concerned(record: Record, wanted: Wanted) -> bool:
    if wanted.kinds and record.kind not in wanted.kinds:
        return False
    if not wanted.kinds and record.kind in (Kind.NEWS, Kind.OTHER):
        return False  # news and overviews are no documents that hold or end
    return _lies(record, wanted)


def _lies(record: Record, wanted: Wanted) -> bool:
    return not wanted.places or any(lies_in(record.jurisdiction, place) for place in wanted.places)


def _day(record: Record, status: Status, wanted: Wanted) -> str | None:
    """The day of the event, "" for a state that needs none, None where it is not known or does not hold."""
    if wanted.event in FIELDS:
        day: str | None = getattr(record, FIELDS[wanted.event])
        return day
    if status not in STATES.get(wanted.event, ()):
        return None
    return record.expires or record.effective or record.issued or ""


def _within(day: str, wanted: Wanted) -> bool:
    if wanted.event not in FIELDS or not day:
        return True
    begins = wanted.since is None or last_day(day) >= wanted.since
    return begins and (wanted.until is None or first_day(day) <= wanted.until)


def lead(found: Register, language: str) -> str:
    """One line that answers: how many, and which event and period."""
    words = told(language).desks
    until = told(language).day(found.wanted.until.isoformat()) if found.wanted.until else ""
    since = told(language).day(found.wanted.since.isoformat()) if found.wanted.since else ""
    period = words.register_periods[(bool(since), bool(until))].format(since=since, until=until)
    line = words.register_lead.format(count=len(found.entries), event=words.register_events[found.wanted.event])
    unknown = words.register_unknown.format(count=len(found.unknown)) if found.unknown else ""
    return f"{line}{period}{words.full_stop}{unknown}"


def table(found: Register, language: str) -> Iterator[tuple[str, ...]]:
    """The head and a row a document: title, kind, place, date, status in words."""
    words = told(language).desks
    yield tuple(words.register_columns)
    for entry in found.entries:
        record = entry.record
        day = told(language).day(entry.day) if entry.day else ""
        place = shown_place(record.jurisdiction, language)
        number, issuer = (value or words.register_gap for value in (record.number, record.issuer))
        yield record.title_in(language), number, issuer, words.kinds[record.kind], place, day, entry.note


def reply(index: Index, kind: str, asked: str, as_of: date, language: str) -> Reply | None:
    """A register question answered; None for another kind, or where it names no event of a document's life."""
    wanted = wanted_in(asked, language, as_of) if kind == "register" else None
    if wanted is None:
        return None
    found = register(index, wanted, as_of, language)
    if not found.entries and not found.unknown:
        return None
    rows = tuple(table(found, language))
    return Reply(lead(found, language), tuple(_stated(index, found)), rows, tuple(_told(found, language)))


def _told(found: Register, language: str) -> Iterator[str]:
    """What the records note of the dates, and which documents lack the date."""
    words = told(language).desks
    for entry in found.entries:
        if entry.record.notes and entry.record.language == language:
            yield f"{entry.record.title_in(language)}: {' '.join(entry.record.notes)}"
    lacking = [record.title_in(language) for record in found.unknown]
    if lacking:
        more = [words.shown_of.format(shown=MOST_NAMED, all=len(lacking))] if len(lacking) > MOST_NAMED else []
        yield words.register_lacking.format(titles="; ".join([*lacking[:MOST_NAMED], *more]))


def _stated(index: Index, found: Register) -> Iterator[Quoted]:
    """The sentence of each document that states the day, where one does; then what overviews state of such days."""
    field = FIELDS.get(found.wanted.event, "expires")
    for entry in found.entries[:MOST_QUOTED]:
        for passage, start, end in days_stated([field], [entry.record.document], index, Reading()):
            yield _quoted(passage.document, passage.text[start:end], passage.start + start)
    if found.wanted.event not in FIELDS or not (found.wanted.since and found.wanted.until):
        return
    years = "|".join(str(year) for year in range(found.wanted.since.year, found.wanted.until.year + 1))
    for record in index.records.values():
        if record.kind is Kind.OTHER and _lies(record, found.wanted):
            text = index.document(record.document).text
            for line in re.finditer(rf"[^\n]*(?:{years})[^\n]*", text):
                for start, end in sentence_spans(line.group()):
                    sentence = line.group()[start:end]
                    if STATED[field].search(sentence) and _dated(sentence, found):
                        yield _quoted(record.document, sentence, line.start() + start)


def _dated(sentence: str, found: Register) -> bool:
    dates = find_dates(sentence, found.as_of.isoformat())
    return any(bool(day) and _within(day, found.wanted) for one in dates for day in (one.iso, one.until) if day)


def _quoted(document: str, text: str, start: int) -> Quoted:
    return Quoted(text, document, text, start, start + len(text))
