"""Fit the weights of `assistant.answering.answerable.Signs`, and say how well refusals carry over to fresh questions.

    python evaluations/refusals.py LIBRARY=QUESTIONS … [--failures]

QUESTIONS is a gold folder's `questions.jsonl` (never a held-out one), or a table like `refusal_questions.tsv`: near
misses of many sorts and paraphrases of what can be answered. The questions must not be among those that the judge
learned from. Every question is scored by weights fitted on the other folds. Printed: at several thresholds the share of
near misses and of answerable questions that are not answered, by file; the area under the curve; the weights.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from fitting import area, logistic
from tables import rows

from assistant import Assistant, Settings
from assistant.answering.answerable import NAMES, judge, signs_of
from assistant.answering.coverage import about_names
from assistant.answering.pointing import MEANT
from assistant.answering.quoting import Composer
from assistant.answering.stated_days import days_stated, documents_meant
from assistant.answering.steps import FOUND
from assistant.evaluating.folders import read_rows
from assistant.finding.view import view_of
from assistant.questions.question import read_question
from assistant.questions.read_once import Reading
from assistant.questions.request import read_conversation
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
    if path.suffix == ".tsv":
        for _, sort, _, text, *_ in rows(path.resolve()):
            yield text, (), None, sort == "answerable"
        return
    for row in read_rows(path):
        day = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
        yield row["q"], tuple(row.get("history", ())), day, not row.get("abstain")


def ask(library: Path, path: Path) -> Iterator[Asked]:
    assistant = Assistant(Settings(library=library))
    index = assistant.library.index
    composer, held = Composer(assistant.embedder, assistant.settings.cache), view_of(index).held
    for text, history, as_of, answerable in questions(path):
        request, turns = read_conversation(text, [Turn(earlier, "") for earlier in history], as_of or date.today())
        question = read_question(request.core, turns, held, request.speaks, request.situation)
        read = Reading()
        hits, _ = about_names(question, assistant.search(question.whole.text, FOUND, as_of=as_of).hits, read)
        meant = documents_meant(question, [hit.record for hit in hits[:MEANT]], read)
        if days_stated(question.days, meant, index, read):
            yield Asked(path.parent.name, text, answerable, None, True)
            continue
        composed = composer.compose(question, hits, index, read)
        judgement = judge(question, composed, index, read)
        settled = not composed.quotes or judgement.chance in (0.0, 1.0)
        signs = None if settled else tuple(getattr(signs_of(question, composed, index, read), name) for name in NAMES)
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
    print(f"area under the curve {area(chance[wanted].tolist(), chance[~wanted].tolist()):.3f}")
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
    print(f"MODEL = Logistic({intercept:.2f}, Signs({values}))")
    if arguments.failures:
        threshold = np.quantile(chance[wanted], 0.05)
        for one, value in zip(asked, chance, strict=True):
            if (value < threshold) == one.answerable:
                print(f"  {value:.2f} {'answerable' if one.answerable else 'near miss'}: {one.text}")


if __name__ == "__main__":
    main()
