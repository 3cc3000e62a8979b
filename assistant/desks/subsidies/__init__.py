"""Subsidies: which measures apply to a profile, what they are worth to it, and what would have to be known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from assistant.desks.subsidies.conditions import activities_for, activity_for, conditions_of
from assistant.desks.subsidies.matches import Eligibility, Match, Met, Subsidies
from assistant.desks.subsidies.measure_fields import all_measures
from assistant.desks.subsidies.worth import open_for, worth_of
from assistant.library.validity import section_note, section_status, status_as_of, status_note
from assistant.measures.measure import Measure
from assistant.records import Profile, Status
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

__all__ = ["subsidies"]


def subsidies(index: Index, profile: Profile, as_of: date, language: str) -> Subsidies:
    """All measures of a library beside a profile: eligible ones first, then open ones, each by what it is worth."""
    measures = all_measures(index, language)
    matches = [match(measure, index, profile, as_of, language) for measure in measures]
    matches.sort(key=_rank)
    return Subsidies(as_of.isoformat(), language, tuple(matches), questions(matches, profile, language))


def match(measure: Measure, index: Index, profile: Profile, as_of: date, language: str) -> Match:
    """One measure beside the profile, as of a day."""
    record = measure.record
    incoming = index.incoming.get(record.document, ())
    status = status_as_of(record, incoming, as_of)
    activity = activity_for(measure, profile)
    note = status_note(record, incoming, as_of, language=language)
    if measure.period and (own := section_status(measure.period.text, as_of)[0]) is not Status.UNKNOWN:
        status, note = own, section_note(measure.period.text, as_of, language)
    conditions = tuple(conditions_of(measure, profile, activity, status, note, language))
    verdicts = {condition.verdict for condition in conditions}
    verdict = Eligibility.ELIGIBLE
    if Met.NOT_MET in verdicts:
        verdict = Eligibility.NOT_ELIGIBLE
    elif Met.UNKNOWN in verdicts:
        verdict = Eligibility.UNKNOWN
    worth = None if verdict is Eligibility.NOT_ELIGIBLE else worth_of(measure, profile, activity, language)
    if worth is not None and activity is not None and activity.amount is not None:
        worth = replace(worth, arithmetic="".join((worth.arithmetic, *_others(measure, profile, language))))
    return Match(measure, status, note, verdict, conditions, worth)


def _others(measure: Measure, profile: Profile, language: str) -> Iterator[str]:
    """What the measure brings for each further sum that is spent on what it pays for: another project, another firm."""
    first, *others = activities_for(measure, profile)
    for one in others:
        worth = worth_of(measure, profile, one, language)
        if worth is not None and one.amount not in (None, first.amount):
            yield told(language).desks.subsidies_also.format(arithmetic=worth.arithmetic)


def _rank(match: Match) -> tuple[object, ...]:
    """Eligible first; then what is sure to be in force, what the profile spends on, worth, and what ends soonest."""
    unmet = sum(one.verdict is Met.NOT_MET for one in match.conditions)
    sure = match.worth is not None and match.worth.low > 0
    high = match.worth.high if match.worth else Fraction(0)
    ends = match.measure.record.expires or "9999"
    held = match.status is not Status.IN_FORCE
    return list(Eligibility).index(match.verdict), unmet, held, not sure, -high, ends, match.measure.name


def questions(matches: list[Match], profile: Profile, language: str) -> tuple[str, ...]:
    """What would have to be known, the questions first that stand alone between the asker and a verdict."""
    weights: Counter[str] = Counter()
    for one in matches:
        if one.verdict is not Eligibility.UNKNOWN:
            continue
        asked = [condition.question for condition in one.conditions if condition.question]
        for question in asked:
            weights[question] += 12 // len(asked)  # type: ignore[assignment]
        if open_for(one.measure, profile):
            weights[told(language).desks.subsidies_ask_start_up] += 6
    if any(one.verdict is Eligibility.ELIGIBLE and open_for(one.measure, profile) for one in matches):
        weights[told(language).desks.subsidies_ask_start_up] += 12
    return tuple(question for question, _ in weights.most_common())
