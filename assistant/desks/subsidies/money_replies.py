"""A request for money answered by the desk: what the asker's own figures bring, or what they may apply for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.replies import Reply
from assistant.desks.subsidies import match as beside_profile
from assistant.desks.subsidies import subsidies
from assistant.desks.subsidies.matches import Eligibility, Match
from assistant.desks.subsidies.measure_fields import all_measures, named_in
from assistant.desks.subsidies.subsidy_files import name_of, place_of, quotes_of
from assistant.desks.subsidies.turnover import share_of_turnover
from assistant.desks.subsidies.worth import open_for, shown
from assistant.language.folding import fold
from assistant.language.names import lies_in
from assistant.language.packs import pack_of
from assistant.measures.measure import Measure, Quoted
from assistant.measures.purposes import purposes_in
from assistant.records import Activity, Profile
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

KINDS = ("amount", "apply", "list", "fact")  # of answer, in which an asker's own figures may be computed with
MOST = 8  # measures in a reply's table
QUOTED = 5


def reply(index: Index, kind: str, asked: str, profile: Profile, as_of: date, language: str) -> Reply | None:
    """The desk's answer, None where the asker tells nothing that it could choose or compute by."""
    spends = any(one.amount is not None for one in profile.activities)
    wanted = spends and re.search(pack_of(language).request.wants_sum, asked, re.IGNORECASE)
    if not profile.activities or not (wanted or kind in KINDS):
        return None
    # what is spent is spent on what the request names: "our contract is 8 million, how much is the training voucher?"
    doing = tuple(replace(one, what=f"{one.what}\n{asked}") for one in profile.activities)
    result = subsidies(index, replace(profile, activities=doing), as_of, language)
    meant = {id(one) for one in named_in(asked, [match.measure for match in result.matches])}
    named = [match for match in result.matches if id(match.measure) in meant]
    if named and spends:
        return _sum_of(named, profile, language)
    if not wanted and (kind == "fact" or named):
        return None
    if not profile.jurisdiction and not _doing(profile):
        return None  # nothing that could choose
    fitting = [match for match in result.matches if _fits(match, profile)]
    return _list_of(fitting, result.questions, language) if fitting else None


def sum_of_found(
    index: Index, profile: Profile, places: Sequence[str], quoted: Sequence[Quoted], as_of: date, language: str
) -> Reply | None:
    """What the measures that an answer quotes bring for the asker's own figures, to stand above the quotes: one of each
    of the `places` asked about, else the first. None where none can be computed."""
    if not profile.activities:
        return None
    able: list[Match] = []
    for quote in quoted:
        for one in all_measures(index, language):
            if carries(one, quote) and all(one is not other.measure for other in able):
                spent = replace(profile, activities=_spent_on(one, profile))
                found = beside_profile(one, index, spent, as_of, language)
                able += [found] if found.worth and found.worth.low > 0 else []
    wanted = [place for place in dict.fromkeys((*places, profile.jurisdiction)) if place]
    own = [next((one for one in able if one.measure.jurisdiction == place), None) for place in wanted]
    near = [one for one in able if any(lies_in(place, one.measure.jurisdiction) for place in wanted)]
    best = [one for one in own if one] or near[:1] or able[:1]
    if not best:
        return share_of_turnover(profile, quoted, language)
    lead = " ".join(_worth_line(one, language) for one in best)
    notes = dict.fromkeys(note for one in best for note in _open(one, profile, language))
    return Reply(lead, _quotes(best), told=tuple(notes), beside=True)


def _spent_on(measure: Measure, profile: Profile) -> tuple[Activity, ...]:
    """The asker's spending as spent on what the measure pays for: an answer that quotes it takes it so."""
    return tuple(replace(one, what=f"{one.what}\n{measure.name} {measure.name_zh}") for one in profile.activities)


def carries(measure: Measure, quote: Quoted) -> bool:
    """Whether a quote states the measure's rate or cap, or is of another of its documents and names it."""
    stated = (one for one in (measure.rate, measure.cap) if one and one.quote)
    if any(one.document == quote.document and one.start < quote.end and quote.start < one.end for one in stated):
        return True
    named = (fold(name).lower() for name in (measure.name, measure.name_zh) if name)
    return quote.document in measure.documents and any(name in fold(quote.quote).lower() for name in named)


def _doing(profile: Profile) -> set[str]:
    """What the asker spends on."""
    return {purpose for one in profile.activities for purpose in purposes_in(one.what)}


def _fits(match: Match, profile: Profile) -> bool:
    """Whether a measure may be the asker's and pays for what they do."""
    doing = _doing(profile)
    return match.verdict is not Eligibility.NOT_ELIGIBLE and (not doing or bool(doing & set(match.measure.purposes)))


def _sum_of(named: list[Match], profile: Profile, language: str) -> Reply | None:
    """What the measures that the request names bring: those of the asker's place, else the only one of that name."""
    own = [match for match in named if match.verdict is not Eligibility.NOT_ELIGIBLE]
    able = [match for match in own if match.worth and match.worth.low > 0]
    if not able or (not profile.jurisdiction and len({match.measure.jurisdiction for match in able}) > 1):
        return None  # of several towns' measures of one name none is the asker's for certain
    best = able[0]
    return Reply(_worth_line(best, language), _quotes([best]), told=_open(best, profile, language))


def _worth_line(match: Match, language: str) -> str:
    """ "Training voucher: at most 1.92 million CNY (60 % × 3.2 million = …)."."""
    words, worth = told(language).desks, match.worth
    assert worth is not None
    low = f"{shown(worth.low, language)}–" if worth.low < worth.high else ""
    total = f"{low}{shown(worth.high, language)} {words.currencies.get(worth.currency, worth.currency)}"
    name = name_of(match.measure, language)
    return words.subsidies_worth.format(name=name, sum=total, arithmetic=worth.arithmetic)


def _open(match: Match, profile: Profile, language: str) -> tuple[str, ...]:
    question = told(language).desks.subsidies_ask_start_up if open_for(match.measure, profile) else ""
    asked = tuple(one.question for one in match.conditions if one.question)
    return tuple(dict.fromkeys(one for one in (question, *asked) if one))


def _list_of(matches: list[Match], questions: tuple[str, ...], language: str) -> Reply:
    """All measures that may apply, the surest and dearest first, counted."""
    words = told(language).desks
    shown_ones = matches[:MOST]
    first = next((match for match in matches if match.worth and match.worth.low > 0), None)
    lead = words.subsidies_lead.format(
        count=len(matches), eligible=sum(match.verdict is Eligibility.ELIGIBLE for match in matches)
    )
    if first is not None:
        lead = f"{_worth_line(first, language)} {lead}"
    rows = [tuple(words.subsidies_short_columns)]
    for match in shown_ones:
        measure = match.measure
        worth = match.worth.arithmetic if match.worth else words.subsidies_not_stated
        verdict = words.subsidies_verdicts[match.verdict]
        rows.append((name_of(measure, language), place_of(measure, language), verdict, worth, match.validity))
    left = len(matches) - len(shown_ones)
    more = (words.shown_of.format(shown=len(shown_ones), all=len(matches)),) if left else ()
    return Reply(lead, _quotes(shown_ones), tuple(rows), (*more, *questions[:3]), beside=True)


def _quotes(matches: list[Match]) -> tuple[Quoted, ...]:
    """The sentences that carry the measures' rates, caps and applicants, those of the first measures first."""
    found: list[Quoted] = []
    for match in matches:
        measure = replace(match.measure, budget=None, office=None)
        found += [one for one in quotes_of(measure) if one not in found][: 4 if match is matches[0] else 1]
    return tuple(found[:QUOTED])
