"""Measures beside a profile → HTML. Pure functions."""

from __future__ import annotations

from assistant.desks.subsidies.matches import Condition, Eligibility, Match, Met, Subsidies
from assistant.desks.subsidies.subsidy_files import name_of, place_of, quotes_of
from assistant.desks.subsidies.worth import shown
from assistant.faces.page.markup import escape, lang, link_to, shorten, status_badge
from assistant.faces.page.words import Words
from assistant.told import told

FIRST = 5  # questions shown
SIGNS = {Met.MET: "✓", Met.NOT_MET: "✗", Met.UNKNOWN: "?"}


def subsidies_html(result: Subsidies, words: Words) -> str:
    """The questions that would settle most, the measures that may apply, and by name those that do not."""
    says = told(words.language).desks
    if not result.matches:
        return f'<p class="hint">{escape(words.desks.none_found)}</p>'
    parts = []
    if result.questions:
        items = "".join(f"<li>{escape(question)}</li>" for question in result.questions[:FIRST])
        parts.append(
            f'<div class="notes"><p class="label">{escape(says.subsidies_questions)}</p><ul>{items}</ul></div>'
        )
    applying = [match for match in result.matches if match.verdict is not Eligibility.NOT_ELIGIBLE]
    parts += [match_html(match, words) for match in applying]
    others = [match for match in result.matches if match.verdict is Eligibility.NOT_ELIGIBLE]
    if others:
        head = f"<summary>{escape(words.desks.not_for_you.format(count=len(others)))}</summary>"
        parts.append(f"<details>{head}<ul>{''.join(unmet_html(match, words) for match in others)}</ul></details>")
    return f'<div class="measures">{"".join(parts)}</div>'


def match_html(match: Match, words: Words) -> str:
    """One measure: its worth with the arithmetic, each condition, and the sentences that say so."""
    says, measure = told(words.language).desks, match.measure
    name, place = name_of(measure, words.language), place_of(measure, words.language)
    verdict = f'<span class="badge {match.verdict.value}">{escape(says.subsidies_verdicts[match.verdict])}</span>'
    worth = ""
    if match.worth:
        low = f"{shown(match.worth.low, words.language)}–" if 0 < match.worth.low < match.worth.high else ""
        total = f"{low}{shown(match.worth.high, words.language)} {match.worth.currency}"
        worth = f'<p class="worth"><strong>{escape(total)}</strong> {escape(match.worth.arithmetic)}</p>'
    conditions = "".join(condition_html(one, words) for one in match.conditions)
    label = escape(words.asking.open_text)
    quotes = "".join(
        f'<li lang="{lang(measure.record.language)}">{escape(one.quote)} '
        f'<a class="open" href="{link_to(one.document, words, one.start, one.end)}">{label}</a></li>'
        for one in quotes_of(measure)
    )
    quoted = f'<details><summary>{escape(words.copy_sources)}</summary><ul class="quotes">{quotes}</ul></details>'
    return (
        f'<article class="card measure"><h3 class="card-title">{escape(name)} · {escape(place)}</h3>'
        f'<p class="badges">{verdict} {status_badge(match.status, words, match.validity)}</p>'
        f'{worth}<ul class="conditions">{conditions}</ul>{quoted if quotes else ""}</article>'
    )


def condition_html(one: Condition, words: Words) -> str:
    met = told(words.language).desks.subsidies_met[one.verdict]
    sign = f'<span class="sign {one.verdict.value}" title="{escape(met)}">{SIGNS[one.verdict]}</span>'
    return f"<li>{sign} {escape(one.text)}: {escape(met)}</li>"


def unmet_html(match: Match, words: Words) -> str:
    reasons = [one.text for one in match.conditions if one.verdict is Met.NOT_MET]
    name, place = name_of(match.measure, words.language), place_of(match.measure, words.language)
    return f"<li>{escape(name)} ({escape(place)}): {escape(shorten('; '.join(reasons), 200))}</li>"
