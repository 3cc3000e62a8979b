"""The form of what the desks tell people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeskWords:
    """Templates of the desks in one language, filled by `str.format`."""

    comma: str
    # the desk Compare
    compare_title: str
    compare_summary: str  # {total}, {counts}
    compare_count: str  # {count}, {change}
    compare_changes: Mapping[str, str]  # of each `Change`
    compare_moved: str
    compare_column: str  # head of the column with labels and changes

    # the desk Check
    page: str  # {page}
    check_title: str
    check_summary: str  # {total}, {counts}
    check_count: str  # {count}, {finding}
    check_findings: Mapping[str, str]  # of each `Finding`
    check_difference: str  # {draft}, {source}
    check_target: str
    check_draft: str
    check_compare: str  # a passage may say it, in other words
    check_criterion: str  # {by}
    check_misquoted: str  # {words}
    check_translated: str
    check_nearest: str
    check_too_long: str  # {length}, {most}
    check_nothing: str
    check_columns: Sequence[str]  # claim, finding, difference

    # the desk Brief
    brief_title: str
    brief_ask: str
    brief_too_much: str  # {most}, {length}
    brief_answer: str
    brief_background: Mapping[str, str]  # headings by `Kind`
    brief_figures: str
    brief_measures: str
    brief_measure_columns: Sequence[str]  # measure, place, rate, cap, status, source
    brief_disputed: str
    brief_not_covered: str
    brief_open: str
    brief_sources: str
    brief_says: str  # {name}, {details}
    brief_effective: str  # {day}
    brief_foreign: str  # {quote}, {language}
    brief_unheld: str  # {places}
    brief_unanswered: str  # {question}
    brief_no_validity: str  # {title}
    brief_undated: str
    brief_made: str  # {day}, {fingerprint}
    brief_columns: Sequence[str]  # figure, of what, as of, source
    brief_nothing: str
    brief_lead: str  # {sentences}, {documents}
    languages: Mapping[str, str]

    # sums of money
    large_numbers: Sequence[tuple[int, str]]  # from which size on which word, the largest first

    # the desk Subsidies
    subsidies_title: str
    subsidies_purposes: Mapping[str, str]  # the names in data/purposes.tsv that are said otherwise
    subsidies_place: str  # {place}
    subsidies_purpose: str  # {what}
    subsidies_validity_unknown: str
    subsidies_ask: str  # {condition}
    subsidies_ask_place: str
    subsidies_ask_district: str  # {place}
    subsidies_ask_purpose: str  # {what}
    subsidies_ask_start_up: str
    subsidies_product: str  # {rate}, {amount}, {sum}
    subsidies_capped: str  # {cap}
    subsidies_below_cap: str  # {cap}
    subsidies_for: str  # {line}, {whom}
    subsidies_or: str
    subsidies_up_to: str  # {cap}
    subsidies_not_stated: str
    subsidies_verdicts: Mapping[str, str]
    subsidies_met: Mapping[str, str]
    subsidies_columns: Sequence[
        str
    ]  # measure, place, verdict, low, high, arithmetic, rate, cap, deadline, office, status
    subsidies_questions: str
    subsidies_who_unknown: str
    full_stop: str
    kinds: Mapping[str, str]  # of each `Kind`

    # the desk Register
    register_lead: str  # {count}, {event}
    register_events: Mapping[str, str]
    register_periods: Mapping[tuple[bool, bool], str]  # by whether there is a first and a last day: {since}, {until}
    register_unknown: str  # {count}
    register_columns: Sequence[str]  # document, number, issuer, kind, place, date, status
    register_gap: str
    register_lacking: str  # {titles}
    shown_of: str  # {shown}, {all}
    currencies: Mapping[str, str]  # by code
    # two documents that are no versions of one text
    apart_lead: str  # {a}, {b}
    apart_fields: Sequence[str]  # number, issued, effective, expires, status
    apart_figures: str
    # duties
    duties_lead: str  # {title}, {named}, {others}, {articles}
    duties_columns: Sequence[str]  # article, whether those asked for are named, what it says
    duties_named: str
    duties_unnamed: str
    subsidies_worth: str  # {name}, {sum}, {arithmetic}
    subsidies_at: str  # {name}, {place}
    subsidies_lead: str  # {count}, {eligible}
    subsidies_short_columns: Sequence[str]
    compare_columns: Sequence[str]
    turnover_beside: str  # {sum}
    turnover_several: str
    subsidies_rent: str  # {rate}, {area}, {month}, {sum}
    subsidies_over: str  # {months}, {sum}
    subsidies_also: str  # {arithmetic} of a further sum

    # a measure's fields
    measure: str
    place: str
    fields: Mapping[str, str]  # names of `Measure`'s fields
    not_known: str
    missing_fields: str  # {what}
    measures_found: str  # {count}

    # what may be asked next
    next_apply: str  # {name}
    next_who: str  # {name}
    next_valid: str  # {title}
    next_changed: str  # {a}, {b}
    next_expires: str  # {year}
