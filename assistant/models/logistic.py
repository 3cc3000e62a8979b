"""A logistic model: a few signs, each a number, to the probability of what it was fitted on."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from typing import Any, Generic, TypeVar, cast

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Logistic(Generic[S]):
    """A logistic model over signs, a dataclass of numbers: an intercept, and a coefficient for each sign."""

    intercept: float
    coefficients: S

    def estimate(self, signs: S) -> float:
        """A probability (0–1), of what the model was fitted on."""
        pairs = zip(astuple(cast("Any", self.coefficients)), astuple(cast("Any", signs)), strict=True)
        return probability(self.intercept + sum(coefficient * sign for coefficient, sign in pairs))


def probability(odds: float) -> float:
    """The probability (0–1) that log odds stand for."""
    return 1 / (1 + math.exp(-max(min(odds, 60.0), -60.0)))


def odds(chance: float) -> float:
    """The log odds of a probability (0–1)."""
    return math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))
