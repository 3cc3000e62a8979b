"""How likely it is that the best passages found bear on the question at all.

A logistic model over a few signs, one for passages in the question's own language and one for those in another, whose
words are known through translations only. The constants were fitted by `python evaluations/relevance.py` (see there and
docs/finding.md) on questions with and without an answer in their pool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.models.logistic import Logistic, odds, probability


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


# For the local embeddings.
OWN = Logistic(-32.28, Signs(34.08, 0.14, 1.74, 1.84, 0.49, 1.51))
TRANSLATED = Logistic(-16.33, Signs(16.62, -0.13, 2.60, 1.98, 0.55, 2.07))

# For other embeddings, whose scores mean something else: words alone.
OWN_BY_WORDS = Logistic(-3.69, Signs(0.0, 0.0, 2.75, 2.67, 0.46, 2.04))
TRANSLATED_BY_WORDS = Logistic(-3.95, Signs(0.0, 0.0, 2.81, 2.21, 0.59, 2.29))

# Of both together: what the likelier language says, what the question's own says, what the other says, as log odds.
TOGETHER = (-0.42, 0.62, 0.72, 0.21)
ALONE = (-1.05, 1.20)  # of one, when there is no other


def model_for(identity: str, own: bool) -> Logistic[Signs]:
    """The model for passages in the question's own language or another, with the embeddings of this identity."""
    if identity.startswith("local:"):
        return OWN if own else TRANSLATED
    return OWN_BY_WORDS if own else TRANSLATED_BY_WORDS


def together(own: Sequence[float], others: Sequence[float]) -> float:
    """One probability from those of the languages: the question's own (at most one) and the others.

    A chance likeness in another language is common, so that it counts for less where the question's own language has
    many passages and none of them bears on it.
    """
    if not own and not others:
        return 0.0
    if not own or not others:
        intercept, best = ALONE
        return probability(intercept + best * odds(max([*own, *others])))
    intercept, best, mine, theirs = TOGETHER
    first, second = odds(own[0]), max(map(odds, others))
    return probability(intercept + best * max(first, second) + mine * first + theirs * second)
