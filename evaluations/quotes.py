"""Fit the weights of `assistant.answering.quoting.Signs` on gold questions, and say how well they carry over.

    python evaluations/quotes.py LIBRARY tests/gold/dev [MORE GOLD FOLDERS]

For each answerable question every sentence of the found passages gets a target: the share of the row's `must` that it
holds (0 when it stands in another document than the row names). The weights maximise the likelihood of picking a
target sentence (softmax over the question's sentences, a penalty on the distance from the starting weights). Printed:
the share of questions of which one of the best two sentences has the highest target there is, with weights fitted on
the other four fifths.
Never run it on held-out questions.
"""

from __future__ import annotations

import argparse
from dataclasses import astuple
from datetime import date
from pathlib import Path

import numpy as np

from assistant import Assistant, Settings
from assistant.answering.quoting import NAMES, WEIGHTS, Composer
from assistant.evaluating.answers import squeezed
from assistant.evaluating.folders import Row, read_rows
from assistant.finding.view import view_of
from assistant.questions.question import read_question
from assistant.questions.read_once import Reading
from assistant.records import Turn

PENALTY, STEPS, RATE, FOLDS = 0.02, 1500, 0.1, 5


def target(row: Row, text: str, document: str) -> float:
    """Share of the row's musts that a sentence holds."""
    if row.get("doc") and document not in str(row["doc"]).split("|"):
        return 0.0
    found = squeezed(text)
    musts = [str(must).split("|") for must in row["must"]]
    return sum(any(squeezed(form) in found for form in forms) for forms in musts) / len(musts)


def examples(library: Path, folders: list[Path]) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each question its sentences' signs (n, k) and targets (n,)."""
    assistant = Assistant(Settings(library=library))
    composer, held = Composer(assistant.embedder, assistant.settings.cache), view_of(assistant.library.index).held
    found = []
    for folder in folders:
        for row in read_rows(folder / "questions.jsonl"):
            if row.get("abstain"):
                continue
            history = [Turn(text, "") for text in row.get("history", [])]
            question = read_question(row["q"], history, held)
            as_of = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
            hits = assistant.search(question.whole.text, 16, as_of=as_of).hits
            pairs = composer.candidates(question, hits, assistant.library.index, Reading())
            targets = np.array([target(row, quote.text, quote.hit.record.document) for quote, _ in pairs])
            if len(pairs) and targets.max() > 0:
                found.append((np.array([astuple(signs) for _, signs in pairs]), targets))
    return found


def fit(data: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    start = np.array(astuple(WEIGHTS))
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        slope = PENALTY * len(data) * (weights - start)
        for signs, targets in data:
            scores = signs @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            wanted = chance * (targets**2)
            slope += signs.T @ (chance - wanted / max(wanted.sum(), 1e-12))
        slope /= len(data)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def success(data: list[tuple[np.ndarray, np.ndarray]], weights: np.ndarray) -> float:
    """Share of questions of which one of the best two sentences has the highest target there is."""
    good = 0
    for signs, targets in data:
        best = np.argsort(-(signs @ weights), kind="stable")[:2]
        good += targets[best].max() >= targets.max()
    return good / len(data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    arguments = parser.parse_args()
    data = examples(arguments.library, arguments.folders)
    order = np.random.default_rng(1).permutation(len(data))
    held = []
    for fold in range(FOLDS):
        inside = [data[i] for place, i in enumerate(order) if place % FOLDS != fold]
        outside = [data[i] for place, i in enumerate(order) if place % FOLDS == fold]
        held.append(success(outside, fit(inside)) * len(outside))
    weights = fit(data)
    print(f"{len(data)} questions with an answering sentence among those found")
    print(
        f"as they stand {success(data, np.array(astuple(WEIGHTS))):.3f}, fitted on all {success(data, weights):.3f}, ",
        end="",
    )
    print(f"fitted on four fifths and asked on the fifth {sum(held) / len(data):.3f}")
    print(
        "WEIGHTS = Signs(" + ", ".join(f"{name}={value:.2f}" for name, value in zip(NAMES, weights, strict=True)) + ")"
    )


if __name__ == "__main__":
    main()
