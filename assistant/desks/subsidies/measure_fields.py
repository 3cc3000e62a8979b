"""Questions about a measure's own fields: how, where and until when to apply, who decides, what may be combined; and
all measures of a place. What no text states is named as not stated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from assistant.answering.replies import Reply
from assistant.desks.subsidies.subsidy_files import name_of, place_of
from assistant.language.folding import fold
from assistant.language.names import codes_in, inside
from assistant.language.packs import pack_of
from assistant.measures.gathering import measures_of
from assistant.measures.measure import Measure, Quoted
from assistant.measures.purposes import purposes_in
from assistant.records import Kind, Profile, Record
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

FIELDS = {
    "apply": ("deadline", "office", "apply"),
    "who": ("office",),
    "combine": ("stacking",),
    "list": ("rate", "cap", "who"),
}
_gathered: WeakKeyDictionary[Index, dict[str, list[Measure]]] = WeakKeyDictionary()
MOST = 12  # measures in a table
QUOTED = 6


def fields_asked(asked: str, language: str) -> tuple[str, ...]:
    """The fields of measures that a request asks for beside what they are worth: by when, of whom, with what else."""
    kinds = dict(pack_of(language).request.kinds)
    wanted = [kind for kind in FIELDS if kind != "list" and re.search(kinds[kind], asked, re.IGNORECASE)]
    return tuple(dict.fromkeys(field for kind in wanted for field in FIELDS[kind]))


def may_offer(record: Record) -> bool:
    """Whether a document may hold measures: its record lists them, or it is of a kind whose entries may be some."""
    return bool(record.instruments) or record.kind is Kind.MEASURE


def all_measures(index: Index, language: str) -> list[Measure]:
    """The measures of a library, gathered at the first request for them and kept as long as its index is."""
    known = _gathered.setdefault(index, {})
    if language not in known:
        offering = (index.document(name) for name, record in index.records.items() if may_offer(record))
        known[language] = measures_of(offering, language)
    return known[language]


def named_in(asked: str, measures: Sequence[Measure]) -> list[Measure]:
    """The measures that a request names, in either language; of one name those of the places it names, if any."""
    text = fold(asked).lower()
    named = [
        one
        for one in measures
        if any(name and fold(name).lower() in text for name in (one.name, one.name_zh, *one.also_called))
    ]
    places = codes_in(asked)
    own = [one for one in named if any(inside(one.jurisdiction, place) for place in places)]
    return own or named


def reply(index: Index, kind: str, asked: str, profile: Profile, language: str) -> Reply | None:
    """The fields asked for of the measures that the request is about; None where it is about none."""
    if kind not in FIELDS:
        return None
    measures = all_measures(index, language)
    concerned = list(of_place(asked, measures, language) if kind == "list" else _concerned(asked, profile, measures))
    if not concerned or (kind == "list" and len(concerned) < 2):
        return None
    return _told(concerned, FIELDS[kind], language)


def _concerned(asked: str, profile: Profile, measures: Sequence[Measure]) -> Iterator[Measure]:
    """The measures named; beside them those of the asker's own district that pay for the same."""
    named = named_in(asked, measures)
    if not named:
        return
    yield from named
    doing = set(purposes_in(" ".join((asked, *(one.what for one in profile.activities)))))
    for code in dict.fromkeys((*codes_in(asked), profile.jurisdiction)):
        for one in measures:
            if code and one.jurisdiction == code and one not in named and doing & set(one.purposes):
                yield one


def of_place(asked: str, measures: Sequence[Measure], language: str) -> Iterator[Measure]:
    """All measures of the places named, where the request is for support; those of one sort where it names a sort."""
    cues = pack_of(language).request
    places = codes_in(asked)
    if not places or not re.search(cues.support, asked, re.IGNORECASE):
        return
    sort = re.search(cues.voucher, asked, re.IGNORECASE)
    for one in measures:
        if not any(inside(one.jurisdiction, place) for place in places):
            continue
        if not sort or re.search(cues.voucher, f"{one.name} {one.name_zh}", re.IGNORECASE):
            yield one


def _told(measures: Sequence[Measure], fields: Sequence[str], language: str) -> Reply:
    words = told(language).desks
    heads = (words.measure, words.place, *(words.fields[field] for field in fields))
    rows = [heads]
    quotes: list[Quoted] = []
    missing: list[str] = []
    for measure in measures[:MOST]:
        cells = []
        for field in fields:
            stated: Quoted | None = getattr(measure, field)
            cells.append(stated.text if stated else words.not_known)
            if stated and stated.quote:
                quotes.append(stated)
            elif not stated:
                missing.append(f"{name_of(measure, language)}, {place_of(measure, language)}: {words.fields[field]}")
        rows.append((name_of(measure, language), place_of(measure, language), *cells))
    lead = _lead(measures, fields, language)
    more = (words.shown_of.format(shown=MOST, all=len(measures)),) if len(measures) > MOST else ()
    gaps = (words.missing_fields.format(what="; ".join(missing[:4])),) if missing else ()
    return Reply(lead, tuple(dict.fromkeys(quotes))[:QUOTED], tuple(rows), (*more, *gaps))


def _lead(measures: Sequence[Measure], fields: Sequence[str], language: str) -> str:
    """One line: the fields of one measure, or how many measures there are."""
    words = told(language).desks
    if len(measures) > 1 or len(fields) > 3:
        return words.measures_found.format(count=len(measures))
    (measure,) = measures
    stated = [(field, getattr(measure, field)) for field in fields]
    parts = [f"{words.fields[field]}: {one.text if one else words.not_known}" for field, one in stated]
    return f"{name_of(measure, language)} – {'; '.join(parts)}."
