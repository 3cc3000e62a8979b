"""Fits the constants of `assistant/finding/relevance.py` and prints them with what they do.

    python evaluations/relevance.py SETS --library CORPUS_LIBRARY --library SHARED_LIBRARY

SETS holds the data set folders `xquad_r`, `lawfactsqa_tw` and `obliqa`. A question asked of the pool that
holds its gold passage is an example of a pool that bears on it; the questions of the other sets are of the contrary.
The first library is one of `corpus/`, the second of the seed articles and the policy documents that
`relevance_questions.tsv` was written for. Each source and label weighs as the square root of its size.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from fitting import logistic
from tables import rows

from assistant.evaluating.folders import corpus_rows, read_rows
from assistant.evaluating.pools import cached_embedder, index_of
from assistant.finding.ranking import EVERYWHERE, rank
from assistant.finding.relevance import Signs, together
from assistant.library.generations import Library
from assistant.library.index import Index
from assistant.models.embedder import Embedder, open_embedder
from assistant.models.logistic import Logistic
from assistant.questions.read_once import Wording, readable
from assistant.settings import Settings

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"
SETS = {
    "xquad_r": ("queries_zh_mteb.jsonl", "queries_en_mteb.jsonl"),
    "lawfactsqa_tw": ("queries_synthetic.jsonl",),
    "obliqa": ("queries_dev.jsonl",),
}
EACH = 150  # questions of a file asked of its own pool, and half as many of foreign pools
PENALTY = 0.02  # on the squares of the standardised coefficients
LABELS = {True: "yes  ", False: "no   ", None: "near "}
LANGUAGES = ("en", "zh")  # pools of other languages have no examples
OF_LIBRARIES = ("gold", "library", "second")  # what the sources of their examples begin with
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One question asked of one index: the signs of each pool, and which pools are known to bear on it."""

    source: str
    question: str
    about: bool | None  # the question has an answer somewhere in the index; None for a near miss
    pools: tuple[tuple[str, bool, Signs], ...]  # language, the question's own?, signs
    bearing: tuple[str, ...] = ()  # languages of the pools that hold the answer, where it is known


def ask(
    index: Index, embedder: Embedder, question: str, source: str, about: bool | None, bearing: tuple[str, ...] = ()
) -> Example:
    (found,) = rank(index, embedder, Wording(readable(question)), [EVERYWHERE])
    pools = tuple((index.rows.languages[index.rows.language[pool.rows[0]]], pool.own, pool.signs) for pool in found)
    return Example(source, question, about, tuple(p for p in pools if p[0] in LANGUAGES), bearing)


def set_examples(sets: Path, embedder: Embedder, settings: Settings) -> list[Example]:
    """Every set's questions asked of its own pool and of the others'."""
    chance = random.Random(7)
    questions: dict[str, list[str]] = {}
    for name, files in SETS.items():
        questions[name] = []
        for file in files:
            asked = read_rows(sets / name / file)
            for field in ("text", "text_en", "text_zh"):
                texts = [row[field] for row in asked if field in row]
                questions[name] += chance.sample(texts, min(EACH, len(texts)))
    ours = own_questions()
    examples = []
    for name in SETS:
        with index_of(corpus_rows(sets / name), cached_embedder(embedder, settings.cache)) as (index, _):
            bearing = tuple(index.rows.languages)
            for text in questions[name]:
                examples.append(ask(index, embedder, text, f"{name} its own", True, bearing))
            for other in SETS:
                if other != name:
                    for text in chance.sample(questions[other], EACH // 2):
                        examples.append(ask(index, embedder, text, f"{name} of {other}", False))
            examples += [ask(index, embedder, text, f"{name} off topic", False) for text, about in ours if not about]
    return examples


def own_questions() -> list[tuple[str, bool]]:
    return [(question, label == "about") for label, question in rows("relevance_questions.tsv")]


def library_examples(libraries: list[Path], embedder: Embedder) -> list[Example]:
    """The gold development questions, and our own with and without an answer in the second library."""
    examples = []
    for folder, gold in zip(libraries, ("dev", "shared_dev"), strict=True):
        index = Library(Settings(library=folder), embedder.identity).index
        for row in read_rows(GOLD / gold / "questions.jsonl"):
            if row["category"] == "follow_up":
                continue
            documents = [name for name in row.get("doc", "").split("|") if name in index.records]
            bearing = tuple({index.records[name].language for name in documents})
            about = None if row.get("abstain") else True
            examples.append(
                ask(index, embedder, row["q"], f"gold {gold}" + (" near miss" if about is None else ""), about, bearing)
            )
        for question, about in own_questions():
            if gold == "shared_dev" or not about:
                source = f"library {gold} " + ("about" if about else "off topic")
                examples.append(ask(index, embedder, question, source, about))
        examples += [
            ask(index, embedder, question, f"second {library} {kind.replace('_', ' ')}", kind == "answerable")
            for library, kind, question in second_questions()
            if library == ("corpus" if gold == "dev" else "shared")
        ]
    return examples


def second_questions() -> list[tuple[str, str, str]]:
    """Library ("corpus" or "shared"), kind ("answerable", "off_topic", "off_library") and question."""
    return [(library, kind, question) for _, library, kind, question in rows("relevance_second.tsv")]


def fit(examples: list[Example], own: bool, before: Logistic[Signs] | None, by_words: bool = False) -> Logistic[Signs]:
    """A weighted, penalised logistic model by Newton's method, for pools in the question's language or another.

    `by_words` leaves out the signs that mean something for one embedding model alone.
    """
    rows: list[tuple[tuple[float, ...], float, str]] = []
    for example in examples:
        for language, is_own, signs in example.pools:
            if is_own is not own or example.about is None:
                continue
            # Where nobody knows which pool holds the answer, a pool that was believed before is an example.
            unknown = not example.bearing and (before is None or before.estimate(signs) < 0.5)
            if example.about and language not in example.bearing and (example.bearing or unknown):
                continue
            rows.append((astuple(signs), float(example.about), example.source))
    x, y = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    if by_words:
        x[:, :2] = 0.0
    intercept, slopes = fitted(x, y, [row[2] for row in rows])
    return Logistic(intercept, Signs(*slopes))


def fitted(x: np.ndarray, y: np.ndarray, sources: list[str], penalty: float = PENALTY) -> tuple[float, list[float]]:
    """Intercept and slopes; x (n, signs), y (n,) 0 or 1. Labels weigh the same, a source as the root of its size."""
    sizes = Counter(sources)
    weight = np.array([sizes[source] ** -0.5 for source in sources])
    for label in (0.0, 1.0):
        weight[y == label] /= 2 * weight[y == label].sum()
    intercept, slopes = logistic(x, y, weight, 2 * penalty)
    return intercept, [float(slope) for slope in slopes]


def odds(example: Example, own: Logistic[Signs], translated: Logistic[Signs]) -> tuple[list[float], list[float]]:
    """Log odds of the question's own pools and of the others."""
    estimates = [(is_own, (own if is_own else translated).estimate(signs)) for _, is_own, signs in example.pools]
    pairs = [(is_own, float(np.log(max(p, 1e-9) / max(1 - p, 1e-9)))) for is_own, p in estimates]
    return [value for is_own, value in pairs if is_own], [value for is_own, value in pairs if not is_own]


def fit_together(examples: list[Example], own: Logistic[Signs], translated: Logistic[Signs]) -> None:
    """Prints TOGETHER and ALONE."""
    rows = [(*odds(example, own, translated), example) for example in examples if example.about is not None]
    both = [row for row in rows if row[0] and row[1]]
    for name, chosen, columns in (
        ("TOGETHER", both, [[max(mine[0], theirs[0]), mine[0], max(theirs)] for mine, theirs, _ in both]),
        ("ALONE", both, [[max(mine[0], theirs[0])] for mine, theirs, _ in both]),
    ):
        y = np.array([float(bool(row[2].about)) for row in chosen])
        intercept, slopes = fitted(np.array(columns), y, [row[2].source for row in chosen], penalty=0.005)
        print(f"{name} = ({', '.join(f'{value:.2f}' for value in [intercept, *slopes])})")


def report_out_of_fold(examples: list[Example]) -> None:
    """Shares answered of the libraries' questions, as `report`; the constants of joining languages stay as shipped."""
    questions = sorted({example.question for example in examples if example.source.startswith(OF_LIBRARIES)})
    fold = dict(zip(questions, np.random.default_rng(3).permutation(len(questions)) % FOLDS, strict=True))
    by_source: dict[tuple[bool | None, str], list[float]] = defaultdict(list)
    for number in range(FOLDS):
        rest = [example for example in examples if fold.get(example.question) != number]
        own, translated = fit_both(rest)
        for example in examples:
            if fold.get(example.question) == number and example.source.startswith(OF_LIBRARIES):
                by_source[(example.about, example.source)].append(believed(example, own, translated))
    print_shares(by_source)


def fit_both(examples: list[Example], by_words: bool = False) -> tuple[Logistic[Signs], Logistic[Signs]]:
    """Models of the question's own pools and of the others; what each believes decides what the next learns from."""
    own, translated = fit(examples, True, None, by_words), fit(examples, False, None, by_words)
    for _ in range(2):
        own, translated = fit(examples, True, own, by_words), fit(examples, False, translated, by_words)
    return own, translated


def believed(example: Example, own: Logistic[Signs], translated: Logistic[Signs]) -> float:
    estimates = [(is_own, (own if is_own else translated).estimate(signs)) for _, is_own, signs in example.pools]
    return together([p for is_own, p in estimates if is_own], [p for is_own, p in estimates if not is_own])


def report(examples: list[Example], own: Logistic[Signs], translated: Logistic[Signs]) -> None:
    by_source: dict[tuple[bool | None, str], list[float]] = defaultdict(list)
    for example in examples:
        by_source[(example.about, example.source)].append(believed(example, own, translated))
    print_shares(by_source)


def print_shares(by_source: dict[tuple[bool | None, str], list[float]]) -> None:
    thresholds = (0.4, 0.5, 0.6, 0.7)
    print(f"\n{'asked':44}{'n':>5}  answered at {thresholds}, and estimates at 10/50/90 %")
    for (about, source), values in sorted(by_source.items(), key=str):
        shares = "  ".join(f"{np.mean([value >= t for value in values]):.2f}" for t in thresholds)
        quantiles = "/".join(f"{q:.2f}" for q in np.percentile(values, [10, 50, 90]))
        print(f"{LABELS[about] + source:44}{len(values):5}  {shares}   {quantiles}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--library", type=Path, action="append", required=True)
    chosen = parser.parse_args()
    settings = Settings()
    embedder = open_embedder(settings)
    examples = library_examples(chosen.library, embedder) + set_examples(chosen.sets, embedder, settings)
    for suffix in ("_BY_WORDS", ""):
        own, translated = fit_both(examples, bool(suffix))
        for name, model in (("OWN", own), ("TRANSLATED", translated)):
            values = ", ".join(f"{value:.2f}" for value in astuple(model.coefficients))
            print(f"{name}{suffix} = Logistic({model.intercept:.2f}, Signs({values}))")
        fit_together(examples, own, translated)
        report(examples, own, translated)
    print("\nThe questions of the libraries, each fifth by a model that was fitted without it:")
    report_out_of_fold(examples)
    foreign = [example for example in examples if not example.source.startswith(OF_LIBRARIES)]
    own, translated = fit(foreign, True, own), fit(foreign, False, translated)
    print("\nFitted without the libraries, tried on them:")
    report([example for example in examples if example not in foreign], own, translated)


if __name__ == "__main__":
    main()
