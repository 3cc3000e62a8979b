"""Scores `support_score` on AttributionBench and WiCE, and fits its weights on their development rows.

    python evaluations/support.py [FOLDER]   figures of the shipped weights; FOLDER holds attributionbench/ and wice/
    python evaluations/support.py --fit      weights fitted on all rows, and figures of 5-fold cross-validation

AttributionBench: macro-F1 for each source, then the plain mean over sources. WiCE: F1 of "supported" and accuracy.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fitting import logistic

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from assistant.verifying.support import BIAS, THRESHOLD, WEIGHTS, features  # noqa: E402

SHARED = Path(__file__).resolve().parents[2] / "shared" / "eval"
L2 = 5.0
FOLDS, SEEDS = 5, 3


@dataclass(frozen=True, slots=True)
class Rows:
    """Features (n, 10), labels (n,) 0/1, the source of each row, and the group that cross-validation keeps together."""

    x: np.ndarray
    y: np.ndarray
    source: np.ndarray
    group: np.ndarray

    def weights(self) -> np.ndarray:
        """Each source weighs the same; WiCE's rarer class a little more, as its F1 asks for."""
        weights = np.zeros(len(self.y))
        for name in np.unique(self.source):
            here = self.source == name
            weights[here] = 1000 / here.sum() if name == "wice" else 300 / here.sum()
            if name == "wice":
                weights[here] *= np.where(self.y[here] == 1, 1.4, 0.8)
        return weights


def load(folder: Path) -> Rows:
    """The development rows of both sets."""
    x, y, source, group = [], [], [], []
    for line in (folder / "attributionbench" / "claims_dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        x.append(features(row["claim"], row["references"]).row())
        y.append(row["label"] == "attributable")
        source.append(row["metadata"]["src"])
        group.append(row["question"])
    for line in (folder / "wice" / "claims_oracle_dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        x.append(features(row["claim"], row["evidence"]).row())
        y.append(row["label"] == "supported")
        source.append("wice")
        group.append(row["claim"])
    return Rows(np.array(x), np.array(y, int), np.array(source), np.array(group))


def f1(y: np.ndarray, predicted: np.ndarray, label: int) -> float:
    """F1 of one label."""
    right = ((y == label) & (predicted == label)).sum()
    return float(2 * right / max(1, (y == label).sum() + (predicted == label).sum()))


def figures(rows: Rows, scores: np.ndarray) -> dict[str, float]:
    """Macro-F1 by source and their mean; F1 supported and accuracy of WiCE."""
    predicted = (scores >= THRESHOLD).astype(int)
    found: dict[str, float] = {}
    for name in sorted(set(rows.source) - {"wice"}):
        here = rows.source == name
        found[name] = (f1(rows.y[here], predicted[here], 0) + f1(rows.y[here], predicted[here], 1)) / 2
    found["attributionbench macro_f1"] = sum(found.values()) / max(1, len(found))
    here = rows.source == "wice"
    found["wice f1_supported"] = f1(rows.y[here], predicted[here], 1)
    found["wice accuracy"] = float((rows.y[here] == predicted[here]).mean())
    return found


def fit(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, float]:
    """(weights, bias) of a logistic regression with an L2 penalty on standardised features, by Newton's method."""
    intercept, slopes = logistic(x, y, weights, 2 * L2)
    return slopes, intercept


def cross_validated(rows: Rows) -> dict[str, float]:
    """Figures of scores that were each made without the row's own group, averaged over several splits."""
    runs = []
    for seed in range(SEEDS):
        order = np.random.default_rng(seed).permutation(np.unique(rows.group))
        fold_of = {group: i % FOLDS for i, group in enumerate(order)}
        fold = np.array([fold_of[group] for group in rows.group])
        scores = np.zeros(len(rows.y))
        for k in range(FOLDS):
            w, bias = fit(rows.x[fold != k], rows.y[fold != k], rows.weights()[fold != k])
            scores[fold == k] = 1 / (1 + np.exp(-(rows.x[fold == k] @ w + bias)))
        runs.append(figures(rows, scores))
    return {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}


def main() -> None:
    folder = next((Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")), SHARED)
    if not (folder / "attributionbench").is_dir():
        raise SystemExit(f"{folder} has no attributionbench/ and wice/: name the folder that does.")
    rows = load(folder)
    if "--fit" in sys.argv:
        w, bias = fit(rows.x, rows.y, rows.weights())
        print("WEIGHTS = (" + ", ".join(f"{value:.4f}" for value in w) + f")\nBIAS = {bias:.4f}")
        columns = {
            "fitted on all": figures(rows, 1 / (1 + np.exp(-(rows.x @ w + bias)))),
            "cross-validated": cross_validated(rows),
        }
    else:
        columns = {"shipped weights": figures(rows, 1 / (1 + np.exp(-(rows.x @ np.array(WEIGHTS) + BIAS))))}
    print(f"{'':<28}" + "".join(f"{title:>18}" for title in columns))
    for name in next(iter(columns.values())):
        print(f"{name:<28}" + "".join(f"{column[name]:>18.3f}" for column in columns.values()))


if __name__ == "__main__":
    main()
