"""How likely it is that the best passages found bear on the question at all."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from assistant.records import Findings

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Signs:
    """What the estimate rests on, of the best passages of one search.

    `nearness`: highest dot product of question and passage; `lead`: how far that lies above the mean of the library, in
    standard deviations; `coverage`: highest share (0–1) of the question's words, weighted by rarity, in one passage or
    its headings; `rare`: the same over the question's rarest words, numbers and names alone.
    """

    nearness: float
    lead: float
    coverage: float
    rare: float


INTERCEPT = -18.0
COEFFICIENTS = Signs(nearness=18.0, lead=0.2, coverage=3.0, rare=1.0)


def estimate(signs: Signs) -> float:
    """Probability (0–1) that a passage bears on the question."""
    total = INTERCEPT + sum(a * b for a, b in zip(astuple(COEFFICIENTS), astuple(signs), strict=True))
    return 1 / (1 + math.exp(-max(min(total, 60.0), -60.0)))


def is_about(findings: Findings) -> bool:
    """Whether an answer should be tried; False means to refuse."""
    return bool(findings.hits) and findings.relevance >= THRESHOLD
