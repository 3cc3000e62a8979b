"""Fit the weights of `assistant.answerable.Signs`, and say how well they carry over.

    python evaluations/refusals.py LIBRARY tests/gold/dev [MORE GOLD FOLDERS]

Answerable and unanswerable questions are those of the gold folders (never the held-out ones), and near-misses made of
the answerable ones: with another place that the library does not know, another scheme, or asked for something that is
nowhere said of it. Printed: shares refused rightly and wrongly, with weights fitted on the other four fifths.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import astuple
from datetime import date
from pathlib import Path

import numpy as np

from assistant import Assistant, Settings
from assistant.answerable import NAMES, about_names, signs_of
from assistant.composing import Composer
from assistant.records import Turn
from assistant.understanding import Question, understand_question
from assistant.verifying.names import gazetteer, known_names

ELSEWHERE = {"en": ["Wuhan", "Chengdu", "Xiamen", "Nanjing", "Tianjin"], "zh": ["武汉", "成都", "厦门", "南京", "天津"]}
SCHEMES = {"en": ["innovation voucher", "talent voucher", "export credit"], "zh": ["创新券", "人才券", "出口信用补贴"]}
ASKED = {
    "en": ["How many people work on {}?", "What did the mayor say about {}?", "How many applications for {} were rejected?",
           "What does {} cost each taxpayer?", "Which court ruled on {}?", "What software does {} use?"],
    "zh": ["{}有多少工作人员？", "市长对{}说了什么？", "{}有多少申请被驳回？", "哪个法院审理过{}？", "{}用的是什么软件？"],
}  # fmt: skip
FOLDS, STEPS = 5, 3000


def near_misses(rows: list[dict[str, object]], chance: random.Random) -> list[str]:
    """Questions like the answerable ones that the library cannot answer."""
    made = []
    for row in rows:
        question, language = str(row["q"]), "zh" if row["lang"] == "zh" else "en"
        if row.get("history"):
            continue
        for name in known_names(question):
            kind = gazetteer().kinds.get(name.id)
            pool = ELSEWHERE if kind == "place" else SCHEMES if kind == "scheme" else None
            if pool and name.id not in ("china", "shenzhen"):
                made.append(question[: name.start] + chance.choice(pool[language]) + question[name.end :])
                if kind == "scheme":
                    made.append(chance.choice(ASKED[language]).format(name.text))
                break
    return made


def signs_for(
    text: str, history: list[str], as_of: date | None, assistant: Assistant, composer: Composer
) -> list[float]:
    question: Question = understand_question(text, [Turn(earlier, "") for earlier in history])
    findings = assistant.search(question.standalone, 16, as_of=as_of)
    hits, missing = about_names(question.standalone, findings.hits)
    quotes = composer.quotes(question, hits, assistant.library.index)
    return [
        *astuple(signs_of(question, findings, quotes, assistant.library.index, composer)),
        float(bool(missing) and not hits),
    ]


def fit(signs: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Logistic regression with a small penalty; both classes weigh the same."""
    padded = np.c_[np.ones(len(signs)), signs]
    balance = np.where(wanted > 0, 0.5 / wanted.mean(), 0.5 / (1 - wanted.mean()))
    weights = np.zeros(padded.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-padded @ weights))
        slope = padded.T @ (balance * (chance - wanted)) / len(wanted) + 0.002 * np.r_[0, weights[1:]]
        weights -= 0.5 * slope
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    arguments = parser.parse_args()
    rows = [
        json.loads(line)
        for folder in arguments.folders
        for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()
    ]
    assistant = Assistant(Settings(library=arguments.library))
    composer = Composer(assistant.embedder)
    asked = [(row["q"], row.get("history", []), row.get("as_of"), not row.get("abstain")) for row in rows]
    made = near_misses([row for row in rows if not row.get("abstain")], random.Random(3))
    asked += [(question, [], None, False) for question in made]
    table = np.array(
        [signs_for(q, h, date.fromisoformat(d) if d else None, assistant, composer) for q, h, d, _ in asked]
    )
    wanted = np.array([float(answerable) for *_, answerable in asked])
    signs, elsewhere = table[:, :-1], table[:, -1] > 0
    fold = np.random.default_rng(2).permutation(len(wanted)) % FOLDS
    chance = np.zeros(len(wanted))
    for number in range(FOLDS):
        weights = fit(signs[fold != number], wanted[fold != number])
        chance[fold == number] = 1 / (
            1 + np.exp(-np.c_[np.ones((fold == number).sum()), signs[fold == number]] @ weights)
        )
    gold = np.arange(len(wanted)) < len(rows)
    print(f"{len(rows)} gold questions, {len(made)} near-misses made of them")
    print(
        f"place unknown: {elsewhere[wanted == 0].mean():.2f} of the unanswerable, {elsewhere[wanted == 1].mean():.3f} of the answerable"
    )
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
        refused = (chance < threshold) | elsewhere
        print(
            f"at {threshold}: refused rightly {refused[wanted == 0].mean():.3f} (gold {refused[(wanted == 0) & gold].mean():.3f}), "
            f"wrongly {refused[wanted == 1].mean():.3f}"
        )
    weights = fit(signs, wanted)
    print(f"INTERCEPT = {weights[0]:.2f}")
    print(
        "WEIGHTS = Signs("
        + ", ".join(f"{name}={value:.2f}" for name, value in zip(NAMES, weights[1:], strict=True))
        + ")"
    )
    for (question, *_), value, answerable, unknown in zip(asked, chance, wanted, elsewhere, strict=True):
        if (value < 0.4 or unknown) == bool(answerable):
            print(
                f"  {value:.2f} {'answerable' if answerable else 'unanswerable'} {'?' if unknown else ' '} {question}"
            )


if __name__ == "__main__":
    main()
