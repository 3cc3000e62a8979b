"""How likely it is that the best passages found bear on the question at all.

A logistic model over a few signs, one for passages in the question's own language and one for those in another, whose
words are known through translations only. The constants were fitted by `python evaluations/relevance.py` (see there and
docs/finding.md) on questions with and without an answer in their pool.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from assistant.records import Findings

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Signs:
    """What the estimate rests on, of the five best passages of one language.

    `nearness`: highest dot product of question and passage; `lead`: how far that lies above the mean of the pool, in
    standard deviations; `coverage`: highest share (0–1) of the question's words, weighted by rarity, in one passage and
    its headings; `around`: the same with its neighbours; `rare`: as `coverage`, of the question's rarest third alone,
    where names and numbers are; `known`: the share that occurs in the library at all.
    """

    nearness: float
    lead: float
    coverage: float
    around: float
    rare: float
    known: float


@dataclass(frozen=True, slots=True)
class Model:
    intercept: float
    coefficients: Signs

    def estimate(self, signs: Signs) -> float:
        """Probability (0–1) that the passages bear on the question."""
        pairs = zip(astuple(self.coefficients), astuple(signs), strict=True)
        total = self.intercept + sum(coefficient * sign for coefficient, sign in pairs)
        return 1 / (1 + math.exp(-max(min(total, 60.0), -60.0)))


# For the local embeddings.
OWN = Model(-32.7, Signs(33.9, 0.31, 1.71, 1.40, 0.72, 1.41))
TRANSLATED = Model(-14.9, Signs(15.5, -0.20, 2.57, 2.09, 0.37, 1.82))

# For other embeddings, whose scores mean something else: words alone.
OWN_BY_WORDS = Model(-3.5, Signs(0.0, 0.0, 3.0, 2.5, 1.0, 1.5))
TRANSLATED_BY_WORDS = Model(-3.5, Signs(0.0, 0.0, 3.0, 2.5, 0.5, 1.5))


def model_for(identity: str, own: bool) -> Model:
    """The model for passages in the question's own language or another, with the embeddings of this identity."""
    if identity.startswith("local:"):
        return OWN if own else TRANSLATED
    return OWN_BY_WORDS if own else TRANSLATED_BY_WORDS


def is_about(findings: Findings) -> bool:
    """Whether an answer should be tried; False means to refuse."""
    return bool(findings.hits) and findings.relevance >= THRESHOLD
