"""Fits what the signs of `assistant.proving.proof_signs` are worth, and the threshold of "proven": proof_weights.tsv.

    python evaluations/claims_fitting.py --library DIR … [--scores OUT.scores.npz] [--write]

A logistic model over the claims of all hands that are learned from and, with a smaller weight, the project's own pairs
and every second mutation of them; only over claims that no exact check finds fault with. `--scores` has the reader's
logits on hands that it did not learn from (`reader_training.py`); without it only the weights without a reader are
fitted. Each hand is scored by a model fitted without it; the threshold is where at most SHARE of the false claims,
those that checks stop counted in, are called proven. Printed: the curve, and with 1, 3, 6 and more hands learned from.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from claims import LEARNED_FROM, SHARES, Claim, claims_of, libraries
from fitting import area, at_share, logistic
from mutating import mutations, read_pairs

from assistant.data import table
from assistant.proving import Evidence
from assistant.proving.case import open_case
from assistant.proving.chance import READ
from assistant.proving.following import follows
from assistant.proving.proof_signs import signs_of
from assistant.proving.reading import read
from assistant.proving.verbatim import is_verbatim
from assistant.proving.verdict import CHECKS

OWN, OWN_WEIGHT, RIDGE, SHARE = "own", 0.3, 100.0, 0.06
STOPPED, SURE = -99.0, 99.0


@dataclass(frozen=True, slots=True)
class Signed:
    """A claim's signs; `settled`: SURE or STOPPED where it is proven or stopped without them, else 0."""

    hand: str
    true: bool
    signs: dict[str, float]
    settled: float


@dataclass(frozen=True, slots=True)
class Fitted:
    intercept: float
    slopes: np.ndarray
    threshold: float  # in log odds


def own_claims() -> Iterator[Claim]:
    """The project's pairs, and every second mutation of each."""
    for number, pair in enumerate(read_pairs()):
        evidence = Evidence(pair.passage, pair.heading, pair.passage_language)
        yield Claim(OWN, pair.sentence, True, "", evidence)
        for mutation in list(mutations(pair))[number % 2 :: 2]:
            yield Claim(OWN, mutation.sentence, False, mutation.kind, evidence)


def signed(claim: Claim) -> Signed:
    case = open_case(read(claim.text), [claim.evidence])
    settled = STOPPED if any(check(case) for check in CHECKS) else SURE if follows(case) else 0.0
    return Signed(claim.hand, claim.true, signs_of(case), SURE if is_verbatim(claim.text, case.passages) else settled)


def fit(rows: Sequence[Signed], matrix: np.ndarray) -> tuple[float, np.ndarray]:
    use = np.array([row.settled != STOPPED for row in rows])
    true = np.array([float(row.true) for row in rows])
    weight = np.array([OWN_WEIGHT if row.hand == OWN else 1.0 for row in rows])
    return logistic(matrix[use], true[use], weight[use], RIDGE)


def unseen(rows: Sequence[Signed], matrix: np.ndarray, most: int = 99) -> np.ndarray:
    """Each hand's log odds by a model fitted on at most so many others (and the own pairs); settled ones stay."""
    hands = np.array([row.hand for row in rows])
    odds = np.array([row.settled for row in rows])
    names = [hand for hand in dict.fromkeys(hands) if hand != OWN]
    for at, hand in enumerate(names):
        others = [names[(at + 1 + step) % len(names)] for step in range(min(most, len(names) - 1))]
        learn = np.isin(hands, [*others, OWN])
        intercept, slopes = fit([row for row, used in zip(rows, learn, strict=True) if used], matrix[learn])
        mine = (hands == hand) & (odds == 0.0)
        odds[mine] = intercept + matrix[mine] @ slopes
    return odds


def fitted(rows: Sequence[Signed], matrix: np.ndarray, title: str) -> Fitted:
    strangers = np.array([row.hand != OWN for row in rows])
    true = np.array([row.true for row in rows])[strangers]
    for most in (1, 3, 6, 99):
        odds = unseen(rows, matrix, most)[strangers]
        shares = ", ".join(f"{share:.2f} → {at_share(odds, true, share)[1]:.3f}" for share in SHARES)
        print(
            f"{title}, from {min(most, len(LEARNED_FROM) - 1)} hands: AUC {area(odds[true], odds[~true]):.3f}; {shares}"
        )
    intercept, slopes = fit(rows, matrix)
    return Fitted(intercept, slopes, at_share(odds, true, SHARE)[0])


def write(path: Path, names: Sequence[str], alone: Fitted, reading: Fitted) -> None:
    def chance(odds: float) -> float:
        return float(1 / (1 + np.exp(-odds)))

    lines = ["# sign\tweight without a reader of pairs\twith one; fitted by evaluations/claims_fitting.py"]
    lines.append(f"threshold\t{chance(alone.threshold):.4f}\t{chance(reading.threshold):.4f}")
    lines.append(f"intercept\t{alone.intercept:.5g}\t{reading.intercept:.5g}")
    slopes = [*alone.slopes, 0.0]
    lines += [f"{name}\t{a:.5g}\t{b:.5g}" for name, a, b in zip(names, slopes, reading.slopes, strict=True)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, action="append", required=True)
    parser.add_argument("--scores", type=Path)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    rows = [signed(c) for c in [*claims_of(LEARNED_FROM, libraries(chosen.library)), *own_claims()]]
    names = list(rows[0].signs)
    matrix = np.array([list(row.signs.values()) for row in rows])
    alone = fitted(rows, matrix, "without a reader")
    if chosen.scores is None:
        return
    scores = np.load(chosen.scores)
    logits = np.concatenate([scores[hand] for hand in dict.fromkeys(row.hand for row in rows)])
    reading = fitted(rows, np.column_stack([matrix, logits]), "with the reader")
    if chosen.write:
        write(table("proof_weights.tsv"), [*names, READ], alone, reading)


if __name__ == "__main__":
    main()
