"""Fit the weights of `answering.answerable.Signs`, and say how well refusals carry over to questions not fitted on.

    python evaluations/refusals.py LIBRARY tests/gold/dev [MORE GOLD FOLDERS] [--failures]

LIBRARY is one of corpus/. The questions are those of the gold folders (never the held-out ones) and those of
`refusal_questions.tsv`: near misses of many sorts and paraphrases of what can be answered. Its tuning half is fitted
on with the gold ones; its checking half is only scored. An answerable gold question asked of the library without the
documents that answer it counts as unanswerable too, at a smaller weight. For tuned questions the figures are of
weights fitted on the other four fifths.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import numpy as np

from assistant import Assistant, Settings
from assistant.answering.answerable import NAMES, THRESHOLD, about_names, judge, signs_of
from assistant.answering.composing import Composer, kind_sought
from assistant.answering.understanding import understand_question
from assistant.evaluating.answers import squeezed
from assistant.facts import Sought
from assistant.records import Filters, Turn

QUESTIONS = Path(__file__).with_name("refusal_questions.tsv")
FOLDS, PENALTY, ROUNDS = 5, 0.0005, 40
NEAR, LEFT_OUT = 1.5, 0.4  # weight of a near miss, and of a question whose documents were left out
OUTRIGHT = (Sought.CONTACT, Sought.PERSON, Sought.REASON)


@dataclass(frozen=True)
class Case:
    """One question; `sort` is its category, "left out" where its documents are."""

    half: str  # "tuning" or "checking"
    sort: str
    language: str
    text: str
    history: tuple[str, ...] = ()
    as_of: date | None = None
    answerable: bool = True
    documents: tuple[str, ...] = ()  # the only ones asked, all when empty


def cases(folders: list[Path], assistant: Assistant) -> Iterator[Case]:
    index = assistant.library.index
    texts = {name: squeezed(index.document(name).text) for name in index.records}
    for folder in folders:
        for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            day = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
            history = tuple(row.get("history", ()))
            yield Case("tuning", row["category"], row["lang"], row["q"], history, day, not row.get("abstain"))
            if row.get("abstain") or history:
                continue
            rest = tuple(name for name in index.records if name not in row["doc"].split("|"))
            if not any(
                all(any(squeezed(f) in texts[n] for f in must.split("|")) for must in row["must"]) for n in rest
            ):
                yield Case("tuning", "left out", row["lang"], row["q"], (), day, False, rest)
    for line in QUESTIONS.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            half, sort, language, text, *_ = line.split("\t")
            yield Case(half, sort, language, text, answerable=sort == "answerable")


def look(case: Case, assistant: Assistant, composer: Composer) -> tuple[list[float], bool | None]:
    """The signs of a question, and whether it is settled without them: True refused, False answered, None open."""
    index = assistant.library.index
    question = understand_question(case.text, [Turn(earlier, "") for earlier in case.history])
    filters = Filters(document=case.documents)
    findings = assistant.search(question.standalone, 16, filters, as_of=case.as_of)
    hits, _ = about_names(question.standalone, findings.hits)
    quotes = composer.quotes(question, hits, index)
    if not quotes:
        return [0.0] * len(NAMES), True
    settled = None
    if kind_sought(question) in OUTRIGHT:
        answered = judge(question, findings, quotes, index).answerable
        settled = not answered if not answered or kind_sought(question) is Sought.REASON else None
    return list(astuple(signs_of(question, findings, quotes, index))), settled


def fit(signs: np.ndarray, wanted: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Logistic regression with a small penalty, by Newton's method; both classes weigh the same."""
    padded = np.c_[np.ones(len(signs)), signs]
    weight = np.where(wanted > 0, weight[wanted == 0].sum() / weight[wanted > 0].sum(), 1.0) * weight
    weight = weight / weight.mean()
    penalty = PENALTY * np.diag([0.0] + [1.0] * signs.shape[1])
    found = np.zeros(padded.shape[1])
    for _ in range(ROUNDS):
        chance = probability(found, signs)
        slope = padded.T @ (weight * (chance - wanted)) / len(wanted) + penalty @ found
        bend = (padded * (weight * chance * (1 - chance))[:, None]).T @ padded / len(wanted) + penalty
        found -= np.linalg.solve(bend + 1e-6 * np.eye(len(found)), slope)
    return found


def probability(weights: np.ndarray, signs: np.ndarray) -> np.ndarray:
    result: np.ndarray = 1 / (1 + np.exp(-np.c_[np.ones(len(signs)), signs] @ weights))
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--failures", action="store_true", help="list those of the tuned questions")
    arguments = parser.parse_args()
    assistant = Assistant(Settings(library=arguments.library))
    composer = Composer(assistant.embedder)
    asked = list(cases(arguments.folders, assistant))
    looked = [look(case, assistant, composer) for case in asked]
    signs = np.array([row for row, _ in looked])
    wanted = np.array([float(case.answerable) for case in asked])
    weight = np.where([case.sort == "left out" for case in asked], LEFT_OUT, np.where(wanted > 0, 1.0, NEAR))
    open_ = np.array([settled is None for _, settled in looked])
    tuned = open_ & np.array([case.half == "tuning" for case in asked])
    fold = np.random.default_rng(2).permutation(len(asked)) % FOLDS
    whole = fit(signs[tuned], wanted[tuned], weight[tuned])
    chance = probability(whole, signs)
    for number in range(FOLDS):
        rest, mine = tuned & (fold != number), tuned & (fold == number)
        chance[mine] = probability(fit(signs[rest], wanted[rest], weight[rest]), signs[mine])
    settled = np.array([bool(refused) for _, refused in looked])
    for threshold in (THRESHOLD, 0.1, 0.15, 0.2, 0.25, 0.3):
        print(f"\nat {threshold}")
        print_shares(asked, np.where(open_, chance < threshold, settled))
    print(f"\nINTERCEPT = {whole[0]:.2f}")
    print("WEIGHTS = Signs(" + ", ".join(f"{n}={v:.2f}" for n, v in zip(NAMES, whole[1:], strict=True)) + ")")
    refused = np.where(open_, chance < THRESHOLD, settled)
    if arguments.failures:
        for case, one, value in zip(asked, refused, chance, strict=True):
            if case.half == "tuning" and case.sort != "left out" and bool(one) == case.answerable:
                print(f"  {value:.2f} {'refused' if one else 'answered'} {case.text}")


def print_shares(asked: list[Case], refused: np.ndarray) -> None:
    """Shares refused, by half, language and sort of question."""
    groups: defaultdict[str, list[bool]] = defaultdict(list)
    for case, one in zip(asked, refused.tolist(), strict=True):
        sort = "answerable" if case.answerable else "left out" if case.sort == "left out" else "near miss"
        groups[f"{case.half:9} {sort:11}"].append(one)
        groups[f"{case.half:9} {sort:11} {case.language}"].append(one)
    for name, found in sorted(groups.items()):
        print(f"  {name:26} {sum(found):3} of {len(found):3} refused  {sum(found) / len(found):.3f}")


if __name__ == "__main__":
    main()
