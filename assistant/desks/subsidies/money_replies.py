"""A request for money answered by the desk: what the asker's own figures bring, or what they may apply for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.replies import Reply
from assistant.desks.subsidies import match as beside_profile
from assistant.desks.subsidies import subsidies
from assistant.desks.subsidies.conditions import activity_for
from assistant.desks.subsidies.matches import Eligibility, Match, Met, Subsidies
from assistant.desks.subsidies.measure_fields import all_measures, fields_asked, named_in
from assistant.desks.subsidies.subsidy_files import name_of, place_of, quotes_of
from assistant.desks.subsidies.turnover import TURNOVER, share_of_turnover
from assistant.desks.subsidies.worth import area_of, open_for, shown
from assistant.language.folding import fold
from assistant.language.names import lies_in
from assistant.language.packs import pack_of
from assistant.measures.measure import Measure, Quoted
from assistant.measures.purposes import purposes_in
from assistant.records import Activity, Profile, Status
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.questions.request import Request

KINDS = ("amount", "apply", "list")  # of answer, in which all that an asker may have is listed
ELSEWHERE = ("check", "register", "quote", "changed")  # kinds that no sum answers
ALWAYS = ("office",)  # the field that everybody needs who may apply
MOST = 10  # measures in a reply's table
QUOTED = 14  # all that a table of four measures says
DISTRICT = 2  # hyphens in the code of a district: "CN-Shenzhen-Nanshan"


def reply(index: Index, request: Request, as_of: date, language: str) -> Reply | None:
    """The desk's answer, None where the asker tells nothing that it could choose or compute by."""
    profile, asked = request.profile, request.wording.text
    if not profile.activities or request.kind in ELSEWHERE:
        return None
    # what is spent is spent on what the request names: "our contract is 8 million, how much is the training voucher?"
    doing = tuple(
        one if purposes_in(one.what) else replace(one, what=f"{one.what}\n{asked}")
        for one in profile.activities
        if not TURNOVER.search(one.what) or purposes_in(one.what)  # what is earned is not spent
    )
    profile = replace(profile, activities=doing)
    result = of_level(subsidies(index, profile, as_of, language), request.typed, language)
    meant = {id(one) for one in named_in(asked, [match.measure for match in result.matches])}
    named = [match for match in result.matches if id(match.measure) in meant]
    own = [match for match in result.matches if computed(match, profile)]
    if own:
        further = [one for one in (*named, *closed(result, profile)) if one not in own]
        fields = dict.fromkeys((*ALWAYS, *fields_asked(asked, language)))
        return _told((*own, *further), own, (), tuple(fields), language, profile)
    wanted = any(one.amount is not None for one in doing) and re.search(
        pack_of(language).request.wants_sum, asked, re.IGNORECASE
    )
    if named or not (wanted or request.kind in KINDS):
        return None
    if not profile.jurisdiction and not _doing(profile):
        return None  # nothing that could choose
    fitting = [match for match in result.matches if _fits(match, profile)]
    if not fitting:
        return None
    return _told(fitting, (), result.questions[:3], fields_asked(asked, language), language, profile)


def of_level(result: Subsidies, typed: str, language: str) -> Subsidies:
    """Only the district's measures, or only those of the city and above, where the asker wants no others."""
    district, city = (re.search(words, typed, re.IGNORECASE) for words in pack_of(language).request.levels)
    if bool(district) == bool(city):
        return result
    kept = [one for one in result.matches if (one.measure.jurisdiction.count("-") >= DISTRICT) == bool(district)]
    return replace(result, matches=tuple(kept))


def computed(match: Match, profile: Profile) -> bool:
    """Whether a measure's worth is reckoned from what the asker spends."""
    activity = activity_for(match.measure, profile)
    if activity is None or match.worth is None:
        return False
    shares = activity.amount is not None and any(tier.unit == "%" for tier in match.measure.rates)
    rents = area_of(profile, activity) is not None and any("area" in tier.per for tier in match.measure.rates)
    return shares or rents


def closed(result: Subsidies, profile: Profile) -> Iterator[Match]:
    """Measures of the asker's place for what they spend on that do not hold on the day: shown, not as available."""
    for match in result.matches:
        here = profile.jurisdiction and lies_in(profile.jurisdiction, match.measure.jurisdiction)
        over = match.status not in (Status.IN_FORCE, Status.UNKNOWN)
        if here and over and activity_for(match.measure, profile) is not None:
            yield match


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
        return share_of_turnover(index, profile, quoted, language)
    lead = " ".join(worth_line(one, language) for one in best)
    notes = dict.fromkeys(note for one in best for note in _open(one, profile, language))
    return Reply(lead, quotes_for(best, ()), told=tuple(notes), beside=True)


def _spent_on(measure: Measure, profile: Profile) -> tuple[Activity, ...]:
    """The asker's spending as spent on what the measure pays for: an answer that quotes it takes it so."""
    spent = (one for one in profile.activities if not TURNOVER.search(one.what) or purposes_in(one.what))
    return tuple(replace(one, what=f"{one.what}\n{measure.name} {measure.name_zh}") for one in spent)


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


def worth_line(match: Match, language: str, several: bool = False) -> str:
    """ "Training voucher: at most 1.92 million CNY (60 % × 3.2 million = …)."."""
    words, worth = told(language).desks, match.worth
    assert worth is not None
    low = f"{shown(worth.low, language)}–" if worth.low < worth.high else ""
    total = f"{low}{shown(worth.high, language)} {words.currencies.get(worth.currency, worth.currency)}"
    name = name_of(match.measure, language)
    name = words.subsidies_at.format(name=name, place=place_of(match.measure, language)) if several else name
    return words.subsidies_worth.format(name=name, sum=total, arithmetic=worth.arithmetic)


def _told(
    matches: Sequence[Match],
    own: Sequence[Match],
    questions: Sequence[str],
    fields: Sequence[str],
    language: str,
    profile: Profile,
) -> Reply:
    """The sums of the asker's `own` figures in words; all measures that bear on the request in a table, counted."""
    words = told(language).desks
    able = [match for match in matches if match.verdict is not Eligibility.NOT_ELIGIBLE]
    lines = [worth_line(match, language, len(own) > 1) for match in own[:MOST]]
    lines.append(
        words.subsidies_lead.format(
            count=len(able), eligible=sum(match.verdict is Eligibility.ELIGIBLE for match in able)
        )
    )
    heads = words.subsidies_short_columns
    rows = [(*heads, *(words.fields[field] for field in fields))]
    rows += [_row(match, fields, language) for match in matches[:MOST]]
    left = len(matches) - MOST
    more = (words.shown_of.format(shown=MOST, all=len(matches)),) if left > 0 else ()
    notes = [note for match in own if match.measure.record.language == language for note in match.measure.record.notes]
    asks = questions or [question for match in own for question in _open(match, profile, language)]
    told_so = tuple(dict.fromkeys(one for one in (*more, *notes, *asks[:4]) if one))
    return Reply(" ".join(lines), quotes_for(matches[:MOST], fields), tuple(rows), told_so)


def _row(match: Match, fields: Sequence[str], language: str) -> tuple[str, ...]:
    """A measure with its verdict, worth and validity; of one that is not the asker's, why."""
    words, measure = told(language).desks, match.measure
    worth = match.worth.arithmetic if match.worth else words.subsidies_not_stated
    if match.verdict is Eligibility.NOT_ELIGIBLE:
        worth = words.comma.join(one.text for one in match.conditions if one.verdict is Met.NOT_MET)
    stated = (getattr(measure, field) for field in fields)
    return (
        name_of(measure, language),
        place_of(measure, language),
        words.subsidies_verdicts[match.verdict],
        worth,
        match.validity or words.subsidies_validity_unknown,
        *(one.text if one else words.not_known for one in stated),
    )


def _open(match: Match, profile: Profile, language: str) -> Iterator[str]:
    """What would have to be known of the asker, the questions whose answers change a sum first."""
    if open_for(match.measure, profile):
        yield told(language).desks.subsidies_ask_start_up
    yield from (one.question for one in match.conditions if one.question)


def quotes_for(matches: Sequence[Match], fields: Sequence[str]) -> tuple[Quoted, ...]:
    """The sentences that carry the fields asked for, and the measures' rates, caps and applicants, first ones first."""
    found: dict[tuple[str, int], Quoted] = {}
    each = 4 if len(matches) == 1 else 2
    for match in matches:
        measure = replace(match.measure, budget=None, office=None)
        asked = [one for field in fields if (one := getattr(match.measure, field)) and one.quote]
        for one in (*quotes_of(measure)[:each], *asked):
            found.setdefault((one.document, one.start), one)
    return tuple(found.values())[:QUOTED]
