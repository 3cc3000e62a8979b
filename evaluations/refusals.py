"""Fit the weights of `assistant.answering.answerable.Signs`, and say how well refusals carry over to fresh questions.

    python evaluations/refusals.py LIBRARY=QUESTIONS … [--failures]

QUESTIONS is a gold folder's `questions.jsonl` (never a held-out one), or a table like `refusal_questions.tsv`: near
misses of many sorts and paraphrases of what can be answered. The questions must not be among those that the judge
learned from. Every question is scored by weights fitted on the other folds. Printed: at several thresholds the share of
near misses and of answerable questions that are not answered, by file; the area under the curve; the weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from fitting import logistic

from assistant import Assistant, Settings
from assistant.answering.answerable import NAMES, about_names, judge, signs_of
from assistant.answering.composing import Composer
from assistant.answering.stating import days_asked, days_stated, documents_meant
from assistant.answering.steps import FOUND, MEANT
from assistant.answering.understanding import understand_question
from assistant.records import Turn

FOLDS, PENALTY = 5, 20.0
MISS = 3.0  # weight of a near miss: there are fewer of them, and a wrong answer harms more than none
KEPT = (0.99, 0.97, 0.95, 0.9, 0.85)  # shares of answerable questions


@dataclass(frozen=True)
class Asked:
    """One question; `signs` is None where names or the kind of fact settled it."""

    file: str
    text: str
    answerable: bool
    signs: tuple[float, ...] | None
    answered: bool  # where it was settled


def questions(path: Path) -> Iterator[tuple[str, tuple[str, ...], date | None, bool]]:
    for line in path.read_text("utf-8").splitlines():
        if path.suffix == ".tsv":
            if not line.startswith("#"):
                _, sort, _, text, *_ = line.split("\t")
                yield text, (), None, sort == "answerable"
        else:
            row = json.loads(line)
            day = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
            yield row["q"], tuple(row.get("history", ())), day, not row.get("abstain")


def ask(library: Path, path: Path) -> Iterator[Asked]:
    assistant = Assistant(Settings(library=library))
    index = assistant.library.index
    composer = Composer(assistant.embedder, assistant.settings.cache)
    for text, history, as_of, answerable in questions(path):
        question = understand_question(text, [Turn(earlier, "") for earlier in history])
        hits, _ = about_names(question.standalone, assistant.search(question.standalone, FOUND, as_of=as_of).hits)
        meant = documents_meant(question.standalone, [hit.record for hit in hits[:MEANT]])
        if days_stated(days_asked(question.text), meant, index):
            yield Asked(path.parent.name, text, answerable, None, True)
            continue
        composed = composer.compose(question, hits, index)
        judgement = judge(question, composed, index)
        settled = not composed.quotes or judgement.chance in (0.0, 1.0)
        signs = None if settled else tuple(getattr(signs_of(question, composed, index), name) for name in NAMES)
        yield Asked(path.parent.name, text, answerable, signs, judgement.answerable)


def fit(signs: np.ndarray, wanted: np.ndarray) -> tuple[float, np.ndarray]:
    """Intercept and weights (k,)."""
    return logistic(signs, wanted, np.where(wanted, 1.0, MISS), PENALTY)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="LIBRARY=QUESTIONS")
    parser.add_argument("--failures", action="store_true", help="list what is on the wrong side at 0.95 kept")
    arguments = parser.parse_args()
    pairs = [tuple(map(Path, pair.split("=", 1))) for pair in arguments.sets]
    asked = [one for library, path in pairs for one in ask(library, path)]
    wanted = np.array([one.answerable for one in asked])
    open_ = np.array([one.signs is not None for one in asked])
    signs = np.array([one.signs or (0.0,) * len(NAMES) for one in asked])
    chance = np.array([1.0 if one.answered else 0.0 for one in asked])
    fold = np.random.default_rng(2).permutation(len(asked)) % FOLDS
    for number in range(FOLDS):
        rest, mine = open_ & (fold != number), open_ & (fold == number)
        intercept, slopes = fit(signs[rest], wanted[rest])
        chance[mine] = 1 / (1 + np.exp(-(intercept + signs[mine] @ slopes)))
    print(f"{len(asked)} questions, {int((~wanted).sum())} near misses, {int((~open_).sum())} settled by names or kind")
    above = chance[wanted][:, None] - chance[~wanted][None]
    print(f"area under the curve {(above > 0).mean() + (above == 0).mean() / 2:.3f}")
    files = [one.file for one in asked]
    for kept in KEPT:
        threshold = np.quantile(chance[wanted], 1 - kept)
        refused = chance < threshold
        shares = [
            f"{name} {refused[mine & ~wanted].mean():.2f}/{refused[mine & wanted].mean():.2f}"
            for name in dict.fromkeys(files)
            if (mine := np.array([file == name for file in files])).any() and (mine & ~wanted).any()
        ]
        print(
            f"threshold {threshold:.3f}: near misses not answered {refused[~wanted].mean():.2f}, answerable "
            f"{refused[wanted].mean():.2f}; " + ", ".join(shares)
        )
    intercept, slopes = fit(signs[open_], wanted[open_])
    values = ", ".join(f"{name}={value:.2f}" for name, value in zip(NAMES, slopes, strict=True))
    print(f"MODEL = Model({intercept:.2f}, Signs({values}))")
    if arguments.failures:
        threshold = np.quantile(chance[wanted], 0.05)
        for one, value in zip(asked, chance, strict=True):
            if (value < threshold) == one.answerable:
                print(f"  {value:.2f} {'answerable' if one.answerable else 'near miss'}: {one.text}")


if __name__ == "__main__":
    main()
