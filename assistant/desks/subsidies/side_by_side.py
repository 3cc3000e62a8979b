"""Measures for one purpose in several places side by side, and what each would bring for the asker's own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.replies import Reply
from assistant.desks.subsidies import match
from assistant.desks.subsidies.matches import Match
from assistant.desks.subsidies.measure_fields import all_measures, fields_asked
from assistant.desks.subsidies.money_replies import ELSEWHERE, computed, quotes_for, worth_line
from assistant.desks.subsidies.subsidy_files import name_of
from assistant.language.names import codes_in, shown_place
from assistant.language.packs import pack_of
from assistant.measures.purposes import purposes_in
from assistant.records import Profile
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.questions.request import Request

STATED = ("rate", "cap", "budget")
MOST = 16  # rows


def reply(index: Index, request: Request, as_of: date, language: str) -> Reply | None:
    """A table of the places that the request names, None where it names but one, or the asker is in one of them."""
    asked, profile = request.wording.text, request.profile
    places = codes_in(asked)
    own = codes_in(" ".join(request.told))
    spends = any(one.amount is not None for one in profile.activities)
    if len(places) < 2 or own or request.kind in (*ELSEWHERE, "combine") or (request.kind == "brief" and not spends):
        return None
    purposes = set(purposes_in(" ".join((asked, *(one.what for one in profile.activities)))))
    if not purposes or not (profile.activities or re.search(pack_of(language).request.support, asked, re.IGNORECASE)):
        return None
    found = [one for place in places for one in of_one(index, place, purposes, profile, as_of, language)]
    if len({one.measure.jurisdiction for one in found}) < 2:
        return None
    return _told(found, places, profile, fields_asked(asked, language), language)


def of_one(
    index: Index, place: str, purposes: set[str], profile: Profile, as_of: date, language: str
) -> Iterator[Match]:
    """The measures of one place for these purposes, as if the asker were there; the one that brings most first."""
    there = replace(profile, jurisdiction=place)
    found = [
        match(measure, index, there, as_of, language)
        for measure in all_measures(index, language)
        if measure.jurisdiction == place and purposes & set(measure.purposes)
    ]
    yield from sorted(found, key=lambda one: -one.worth.high if one.worth else 0)


def _told(
    found: list[Match], places: tuple[str, ...], profile: Profile, fields: tuple[str, ...], language: str
) -> Reply:
    words = told(language).desks
    own = [one for one in found if computed(one, profile)]
    columns = (*STATED, *(field for field in fields if field not in STATED))
    heads = (words.measure, words.place, *(words.fields[field] for field in columns))
    rows = [(*heads, *((words.fields["worth"],) if own else ()), words.fields["validity"])]
    for one in found[:MOST]:
        stated = (getattr(one.measure, field) for field in columns)
        worth = one.worth.arithmetic if one.worth and one in own else words.not_known
        rows.append(
            (
                name_of(one.measure, language),
                shown_place(one.measure.jurisdiction, language),
                *(field.text if field else words.not_known for field in stated),
                *((worth,) if own else ()),
                one.validity or words.subsidies_validity_unknown,
            )
        )
    held = {one.measure.jurisdiction for one in found}
    missing = [shown_place(place, language) for place in places if place not in held]
    gaps = (words.missing_fields.format(what=words.comma.join(missing)),) if missing else ()
    lines = [worth_line(one, language, several=True) for one in own]
    lead = " ".join((*lines, words.measures_found.format(count=len(found))))
    return Reply(lead, quotes_for(found[:MOST], columns), tuple(rows), gaps, beside=True)
