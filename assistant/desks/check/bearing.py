"""How likely a sentence of a source bears a claim out: a logistic model over what the two have in common and apart."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.desks.check.beside import Beside, content, in_common, shares, words_of
from assistant.desks.check.said_otherwise import differences
from assistant.desks.check.says_more import wanted_only
from assistant.language.quantities import find_quantities
from assistant.proving import Check
from assistant.records import Verdict

# Fitted by evaluations/drafts_fitting.py on tests/gold/drafts_dev and drafts_second_dev: log odds, by sign.
INTERCEPT = -2.63
WEIGHTS = {
    "own": 1.2,
    "figures": 0.98,
    "some": 0.4,
    "left": -1.71,
    "first": 1.16,
    "about": 1.11,
    "across": -0.33,
    "differs": -1.4,
    "aimed": -1.82,
    "refuted": -0.43,
    "proven": 0.64,
}
SURE = 0.2  # from which on a claim is supported: .12 of the wrong claims, each hand by the other's weights; more of
# them are contradicted by another sentence


def signs_of(beside: Beside, check: Check, *, first: bool, about: bool) -> dict[str, float]:
    """Each sign by its name, 0 to 1. `first`: of all passages the one with most of the claim; `about`: of its names."""
    words, figures, theirs = words_of(beside.basis), find_quantities(beside.claim), words_of(beside.quote)
    mine = content(beside.basis)
    return {
        "own": shares(beside, words)[1] / max(1, len(words)),
        "figures": in_common(beside) / max(1, len(figures)),
        "some": bool(figures),
        "left": sum(not mine.has(word) for word in theirs) / max(1, len(theirs)),
        "first": first,
        "about": about,
        "across": beside.across,
        "differs": any(differences(beside)),
        "aimed": bool(wanted_only(beside)),
        "refuted": check.verdict is Verdict.UNSUPPORTED,
        "proven": check.verdict is Verdict.SUPPORTED,
    }


def chance_of(signs: Mapping[str, float]) -> float:
    """Log odds that the claim is right."""
    return INTERCEPT + sum(WEIGHTS[name] * sign for name, sign in signs.items())
