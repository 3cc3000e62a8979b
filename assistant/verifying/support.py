"""How far a text supports a claim, as a number: for data sets of claims, without a model."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.verifying.matching import coverage
from assistant.verifying.terms import content_of, terms_of

THRESHOLD = 0.5


def support_score(claim: str, evidence: Sequence[str]) -> float:
    """Estimated probability, 0–1, that the evidence supports the whole claim."""
    return coverage(terms_of(claim), content_of("\n".join(evidence), glossed=False))


def supports(claim: str, evidence: Sequence[str]) -> bool:
    """Whether the evidence supports the claim, at the threshold chosen on development rows."""
    return support_score(claim, evidence) >= THRESHOLD
