"""Fits the constants of `assistant/evaluating/closed.py` and prints them with how well they do on questions not seen.

    python evaluations/closed.py SETS [--made 200]

SETS holds the data set folders `nomiracl` and `xquad_r`. Figures are balanced accuracies of five-fold predictions over
ten shuffles: with all signs, with those of the passages alone, with the question's form alone. Then the model is tried
on rows that it never saw and that no form can tell: XQuAD's questions with ten paragraphs of which one is right, and
with the eleventh in its place.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from fitting import logistic

from assistant.embedding import Embedder, open_embedder
from assistant.evaluating.closed import MODELS, Signs, signs_of
from assistant.evaluating.folders import corpus_rows, read_rows
from assistant.evaluating.pools import cached_embedder, index_of
from assistant.evaluating.refusal import passages_of
from assistant.finding.relevance import Model
from assistant.finding.searching import search
from assistant.records import Filters
from assistant.settings import Settings

FOLDS, SHUFFLES, PENALTY = 5, 10, 0.03
LANGUAGES = ("en", "zh")
NAMES = [field.name for field in fields(Signs)]
OF_PASSAGES = ["sentence", "lead", "passage", "passages", "titled", "unsaid", "after"]
OF_FORM = ["year", "number", "listing", "whether", "thing"]
CONTEXTS = 10


def fit(x: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Intercept and slopes of a penalised logistic model, both labels weighing the same; x (n, signs), y (n,) 0/1."""
    weight = np.where(y > 0, 0.5 / max((y > 0).sum(), 1), 0.5 / max((y == 0).sum(), 1))
    return logistic(x, y, weight, 2 * PENALTY)


def balanced(y: np.ndarray, said: np.ndarray) -> float:
    return float((said[y > 0].mean() + (~said[y == 0]).mean()) / 2)


def out_of_fold(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(SHUFFLES, 3): balanced accuracy, hallucination and error of predictions for rows that were left out."""
    found = []
    for seed in range(SHUFFLES):
        fold = np.random.default_rng(seed).permutation(len(y)) % FOLDS
        said = np.zeros(len(y), bool)
        for number in range(FOLDS):
            intercept, slopes = fit(x[fold != number], y[fold != number])
            said[fold == number] = intercept + x[fold == number] @ slopes >= 0
        found.append([balanced(y, said), said[y == 0].mean(), (~said[y > 0]).mean()])
    return np.array(found)


def nomiracl(sets: Path, language: str, embedder: Embedder) -> tuple[np.ndarray, np.ndarray]:
    """Signs (n, signs) and labels (n,) of the development rows."""
    rows = read_rows(sets / "nomiracl" / f"queries_{language}.jsonl")
    x = np.array([astuple(signs_of(row["text"], passages_of(row), embedder)) for row in rows])
    return x, np.array([float(row["answerable"]) for row in rows])


def made(sets: Path, language: str, embedder: Embedder, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Signs and labels of `count` XQuAD questions, each with the paragraph that answers and without it."""
    folder = sets / "xquad_r"
    rows = [row for row in corpus_rows(folder) if str(row["id"]).startswith(language)]
    by_id = {str(row["id"]): (str(row["title"]).replace("_", " "), row["text"]) for row in rows}
    queries = read_rows(folder / f"queries_{language}_mteb.jsonl")
    signs, labels = [], []
    with index_of(rows, embedder) as (index, row_ids):
        for query in random.Random(7).sample(queries, min(count, len(queries))):
            hits = search(index, embedder, query["text"], limit=CONTEXTS + 1, filters=Filters(), infer=False).hits
            found = [row_ids[hit.passage.id] for hit in hits]
            gold = query["gold_ids"][0]
            others = [name for name in found if name != gold]
            for label, chosen in ((1.0, [gold, *others[: CONTEXTS - 1]]), (0.0, others[:CONTEXTS])):
                # XQuAD's titles are English: a Chinese passage goes without
                passages = [("" if language == "zh" else by_id[name][0], by_id[name][1]) for name in chosen]
                signs.append(astuple(signs_of(query["text"], passages, embedder)))
                labels.append(label)
    return np.array(signs), np.array(labels)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--made", type=int, default=200, help="XQuAD questions of each language")
    chosen = parser.parse_args()
    settings = Settings()
    embedder = cached_embedder(open_embedder(settings), settings.cache)
    print(f"{'':36}balanced accuracy, its deviation between shuffles, hallucination, error")
    for language in LANGUAGES:
        x, y = nomiracl(chosen.sets, language, embedder)
        for name, kept in (("all signs", NAMES), ("of the passages", OF_PASSAGES), ("of the form", OF_FORM)):
            found = out_of_fold(x[:, [NAMES.index(sign) for sign in kept]], y)
            print(
                f"{language} {name:33}{found[:, 0].mean():.3f} ±{found[:, 0].std():.3f}  "
                f"{found[:, 1].mean():.2f} {found[:, 2].mean():.2f}"
            )
        intercept, slopes = fit(x, y)
        model = Model(intercept, Signs(*slopes))
        shipped = MODELS[language == "zh"]
        for name, one in (("fitted on all of them", model), ("as shipped", shipped)):
            said = np.array([one.estimate(Signs(*row)) >= 0.5 for row in x])
            print(f"{language} {name:33}{balanced(y, said):.3f}")
        signs, labels = made(chosen.sets, language, embedder, chosen.made)
        estimates = np.array([model.estimate(Signs(*row)) for row in signs])
        higher = estimates[labels > 0] > estimates[labels == 0]
        print(f"{language} made of XQuAD: balanced          {balanced(labels, estimates >= 0.5):.3f}")
        print(f"{language} made of XQuAD: right one higher  {higher.mean():.3f}")
        values = ", ".join(f"{name}={value:.2f}" for name, value in zip(NAMES, slopes, strict=True))
        print(f"{'CHINESE' if language == 'zh' else 'ENGLISH'} = Model({intercept:.2f}, Signs({values}))")


if __name__ == "__main__":
    main()
