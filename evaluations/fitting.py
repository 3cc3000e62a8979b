"""The logistic regression by which the project's estimates are fitted, and what is read off its odds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

ROUNDS = 60  # Newton's method needs about ten


def logistic(x: np.ndarray, y: np.ndarray, weight: np.ndarray, ridge: float) -> tuple[float, np.ndarray]:
    """Intercept and slopes (k,) for signs x (n, k), labels y (n,) of 0 or 1 and weights (n,), by Newton's method.

    Half of `ridge` is the penalty on the square of each slope, the signs brought to unit variance.
    """
    mean, deviation = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-9)
    z = np.column_stack([np.ones(len(x)), (x - mean) / deviation])
    penalty = np.diag([0.0] + [ridge] * x.shape[1])
    beta = np.zeros(z.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-z @ beta))
        gradient = z.T @ (weight * (p - y)) + penalty @ beta
        beta -= np.linalg.solve((z * (weight * p * (1 - p))[:, None]).T @ z + penalty, gradient)
    slopes = beta[1:] / deviation
    return float(beta[0] - slopes @ mean), slopes


def area(ones: Sequence[float], others: Sequence[float]) -> float:
    """Chance that one of `ones` is above one of `others` (the area under the curve); nan where either is empty."""
    a, b = np.array(ones)[:, None], np.array(others)[None]
    return float((a > b).mean() + 0.5 * (a == b).mean()) if a.size and b.size else float("nan")


def at_share(odds: np.ndarray, true: np.ndarray, share: float) -> tuple[float, float]:
    """(threshold, share of the true ones above it) where so many of the false ones are."""
    false = np.sort(odds[~true])[::-1]
    threshold = float(false[min(int(share * len(false)), len(false) - 1)])
    return threshold, float((odds[true] > threshold).mean())
