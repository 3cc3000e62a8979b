"""How likely a sentence of a source bears a claim out: a logistic model over what the two have in common and apart."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.desks.check.beside import Beside, in_common, shares, words_of
from assistant.desks.check.said_otherwise import differences
from assistant.desks.check.says_more import wanted_only
from assistant.language.names import covers, known_names
from assistant.language.quantities import find_quantities
from assistant.proving import Check
from assistant.proving.case import Reads
from assistant.records import Verdict

# Log odds by sign, without a reader of pairs and with one; fitted by evaluations/drafts_fitting.py on the drafts of
# four hands (tests/gold/drafts_*dev).
WEIGHTS: Mapping[bool, Mapping[str, float]] = {
    False: {
        "intercept": -3.79, "own": 1.86, "figures": 1.37, "several": 0.87, "long": -1.22, "unnamed": -1.07,
        "first": 1.39, "about": 1.12, "differs": -1.79, "aimed": -1.93, "proven": 0.87,
    },
    True: {
        "intercept": -3.63, "own": 1.59, "figures": 1.2, "several": 0.83, "long": -1.14, "unnamed": -1.07,
        "first": 1.71, "about": 1.07, "differs": -1.65, "aimed": -1.87, "proven": 0.74, "read": 0.18,
    },
}  # fmt: skip
SURE = {False: 0.33, True: 0.38}  # from which on a claim is supported: .11 of the wrong ones, each hand by the others',
# before doubts
SEVERAL = 2  # figures in common that are no chance
ROOM = 3.0  # times a claim's words that a sentence has which says much else
EXTREME = 6.0  # logits of the reader beyond which it says no more


def signs_of(beside: Beside, check: Check, *, first: bool, about: bool) -> dict[str, float]:
    """Each sign by its name. `first`: of all passages the one with most of the claim; `about`: of its names."""
    words, figures, common = words_of(beside.basis), find_quantities(beside.claim), in_common(beside)
    stated = {name.id for name in known_names(f"{beside.quote}\n{beside.heading}")}
    return {
        "own": shares(beside, words)[1] / max(1, len(words)),
        "figures": common / max(1, len(figures)),
        "several": common >= SEVERAL,
        "long": min(1.0, len(words_of(beside.quote)) / max(1, len(words)) / ROOM),
        "unnamed": sum(not covers(stated, name.id) for name in known_names(beside.claim)),
        "first": first,
        "about": about,
        "differs": any(differences(beside)),
        "aimed": bool(wanted_only(beside)),
        "proven": check.verdict is Verdict.SUPPORTED,
    }


def read_sign(beside: Beside, reads: Reads) -> dict[str, float]:
    """The sign of a reader of pairs, which takes its time: it is asked of the likeliest sentences."""
    return {"read": max(-EXTREME, min(EXTREME, reads(beside.claim, beside.quote)))}


def chance_of(signs: Mapping[str, float]) -> float:
    """Log odds that the claim is right."""
    weights = WEIGHTS["read" in signs]
    return weights["intercept"] + sum(weights[name] * sign for name, sign in signs.items())


def is_sure(signs: Mapping[str, float]) -> bool:
    return chance_of(signs) >= SURE["read" in signs]
