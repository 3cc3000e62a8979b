"""Fit the weights of `assistant.answering.answerable.Signs`, and say how well refusals carry over to fresh questions.

    python evaluations/refusals.py LIBRARY=QUESTIONS … [--failures]

QUESTIONS is a gold folder's `questions.jsonl` (never a held-out one), or a table like `refusal_questions.tsv`: near
misses of many sorts and paraphrases of what can be answered. The questions must not be among those that the judge
learned from. Questions are read, searched and quoted by the steps of an answer; those of one writer are scored by
weights fitted on the other writers' (`HANDS`). Printed: at several thresholds the share of near misses and of
answerable questions that are not answered, by file; the area under the curve; the weights.
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
from assistant.answering.state import Case
from assistant.answering.steps import STEPS, quote
from assistant.evaluating.folders import read_rows
from assistant.records import Filters, Turn

PENALTY = 5.0
MISS = 3.0  # weight of a near miss: there are fewer of them, and a wrong answer harms more than none
# Folders of conversations, and the one of the same writer.
HANDS = {"conversations_dev": "third_requests_dev", "second_conversations_dev": "fourth_requests_dev"}
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
    answering = Assistant(Settings(library=library))._answering
    for text, history, as_of, answerable in questions(path):
        turns, day = [Turn(earlier, "") for earlier in history], as_of or date.today()
        case = Case(text, turns, day, Filters(), *answering.library.newest())
        for step in STEPS[: STEPS.index(quote) + 1]:
            list(step(answering, case))
        judgement = judge(case.asked, case.composed, case.index, case.read)
        settled = bool(case.pinned or case.reply) or not case.composed.quotes or judgement.chance in (0.0, 1.0)
        found = None if settled else signs_of(case.asked, case.composed, case.index, case.read)
        signs = None if found is None else tuple(getattr(found, name) for name in NAMES)
        yield Asked(path.parent.name, text, answerable, signs, bool(case.pinned or case.reply) or judgement.answerable)


def hand_of(file: str) -> str:
    """Who wrote a set: what is learned from a writer says nothing about how it carries over to that writer."""
    name = file.removeprefix("shared_")
    return HANDS.get(name, name)


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
    hands = np.array([hand_of(one.file) for one in asked])
    for hand in np.unique(hands):
        rest, mine = open_ & (hands != hand), open_ & (hands == hand)
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
