"""How sure the reader is that a quote proves a claim: a logistic model over what is left over on either side.

It is asked only of claims that no exact check finds fault with. Its weights and its threshold are in
`data/proof_weights.tsv`, fitted by `evaluations/claims_fitting.py` on claims of several hands and on the project's own
pairs; docs/verifying.md says how well it does on hands that it never saw.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from assistant.data import once, rows
from assistant.proving.case import Case
from assistant.proving.matching import nearest_text
from assistant.proving.proof_signs import signs_of

READ = "read"  # the sign that the reader of pairs gives


@once
def weights() -> Mapping[bool, Mapping[str, float]]:
    """By whether a reader of pairs is installed: each sign's weight, with "intercept", and "threshold", the probability
    from which on a claim counts as proven."""
    table = rows("proof_weights.tsv")
    return {read: {name: float(weight[read]) for name, *weight in table} for read in (False, True)}


def chance_of(case: Case) -> float:
    """The probability (0–1) that the claim is true to its passages, as far as the signs tell."""
    known = weights()[case.reads is not None]
    signs = signs_of(case)
    if case.reads is not None:
        signs[READ] = case.reads(case.text, nearest_text(case.claim, case.passages))
    odds = known["intercept"] + sum(known[name] * sign for name, sign in signs.items())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, odds))))


def is_sure(case: Case) -> bool:
    """Whether that is enough to call the claim proven."""
    return chance_of(case) >= weights()[case.reads is not None]["threshold"]
