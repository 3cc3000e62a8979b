"""How long a search takes beside embedding the question and a bare Chroma query, as the library grows.

    python benchmarks/searching.py [--sizes 1000 10000 100000] [--folder DIR]

Libraries are made of the sentences of `corpus/`, joined at random into passages of both languages; a passage's vector
is the mean of its sentences' own vectors, a little disturbed, so that no two are equal. All three are timed in turn,
question by question, in one run; `cpu` is the time of all threads on the processors, which other work on the machine
lengthens less than the time on the clock. Recall is the share of the exact ten nearest that is found: by our scan, by
Chroma.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant.finding.searching import read_query, search
from assistant.finding.view import view_of
from assistant.language.script import language_of
from assistant.library.index import Index
from assistant.library.index_writer import IndexWriter
from assistant.models.embedder import Embedder, open_embedder
from assistant.records import Document, Findings, Kind, Passage, Record
from assistant.settings import Settings

T = TypeVar("T")
PROJECT = Path(__file__).resolve().parents[1]
EACH_DOCUMENT = 50  # passages
SENTENCES = 4  # of a passage
ROUNDS = 3
TODAY = date(2026, 11, 22)


def sentences() -> dict[str, list[str]]:
    """The lines of the digests that are long enough to say something, by language."""
    found: dict[str, list[str]] = {"en": [], "zh": []}
    for path in sorted((PROJECT / "corpus").glob("*.md")):
        body = path.read_text("utf-8").split("---", 2)[-1]
        for line in body.splitlines():
            if len(line) > 25 and language_of(line) in found:
                found[language_of(line)].append(line.strip("-# "))
    return found


def documents(
    size: int, texts: dict[str, list[str]], vectors: dict[str, np.ndarray]
) -> Iterator[tuple[Document, list[Passage], np.ndarray]]:
    chance, noise = random.Random(5), np.random.default_rng(5)
    for number in range(0, size, EACH_DOCUMENT):
        language = "zh" if number // EACH_DOCUMENT % 3 == 0 else "en"
        name = f"document-{number}.md"
        passages, made, start = [], [], 0
        for position in range(min(EACH_DOCUMENT, size - number)):
            chosen = [chance.randrange(len(texts[language])) for _ in range(SENTENCES)]
            text = " ".join(texts[language][i] for i in chosen)
            identifier = hashlib.sha256(f"{name} {position}".encode()).hexdigest()[:32]
            path = (f"Part {position}",)
            passages.append(
                Passage(identifier, name, text, path, path[0], "section", start, start + len(text), language, position)
            )
            start += len(text) + 2
            vector = vectors[language][chosen].mean(axis=0) + noise.normal(0, 0.01, vectors[language].shape[1])
            made.append(vector / np.linalg.norm(vector))
        record = Record(name, f"Document {number}", Kind.OTHER, language, "0", issued="2024")
        whole = "\n\n".join(passage.text for passage in passages)
        yield Document(record, whole, ()), passages, np.array(made, np.float32)


def build(folder: Path, size: int, texts: dict[str, list[str]], vectors: dict[str, np.ndarray]) -> Index:
    folder.mkdir(parents=True)
    writer = IndexWriter.open(folder)
    for document, passages, made in documents(size, texts, vectors):
        writer.put(document, passages, made, files=(document.name,), fingerprint=document.name)
    writer.finish()
    writer.close()
    return Index.open(folder)


class Clock:
    """Milliseconds on the clock and on the processors, of each kind of call."""

    def __init__(self) -> None:
        self.wall: dict[str, list[float]] = {}
        self.cpu: dict[str, list[float]] = {}

    def __call__(self, name: str, action: Callable[..., T], *arguments: object, **more: object) -> T:
        wall, cpu = time.perf_counter(), time.process_time()
        result = action(*arguments, **more)
        self.cpu.setdefault(name, []).append(1000 * (time.process_time() - cpu))
        self.wall.setdefault(name, []).append(1000 * (time.perf_counter() - wall))
        return result


def p50(times: dict[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(values) for name, values in times.items()}


def asked(index: Index, embedder: Embedder, question: str) -> Findings:
    return search(index, embedder, read_query(index, question), as_of=TODAY)


def measure(index: Index, embedder: Embedder, questions: list[str]) -> dict[str, float]:
    collection = index.collection("passages") if hasattr(index, "collection") else index._collections["passages"]
    began = time.perf_counter()
    search(index, embedder, read_query(index, questions[0]), as_of=TODAY)
    first = time.perf_counter() - began
    clock = Clock()
    by_scan, by_chroma = [], []
    view, everything = view_of(index), np.arange(len(index.rows))
    for turn in range(ROUNDS):
        for question in questions:
            vector = clock("embed", embedder.embed_query, question)
            answer = clock("chroma", collection.query, query_embeddings=[vector], n_results=10)
            clock("search", asked, index, embedder, question)
            if turn == 0:
                exact = {index.rows.ids[row] for row in np.argsort(-(index.rows.vectors @ vector))[:10]}
                near = view.nearness.asked(vector).best(everything, 10, "en")
                by_scan.append(len(exact & {index.rows.ids[row] for row in near}) / 10)
                by_chroma.append(len(exact & set(answer["ids"][0])) / 10)
    wall, cpu = p50(clock.wall), p50(clock.cpu)
    return {
        "passages": len(index.rows),
        **{f"{name}_p50_ms": round(value, 2) for name, value in wall.items()},
        "search_p95_ms": round(float(np.percentile(clock.wall["search"], 95)), 2),
        "ratio": round(wall["search"] / (wall["embed"] + wall["chroma"]), 2),
        **{f"{name}_cpu_ms": round(value, 2) for name, value in cpu.items()},
        "cpu_ratio": round(cpu["search"] / (cpu["embed"] + cpu["chroma"]), 2),
        "first_search_s": round(first, 2),
        "recall_of_scan": round(float(np.mean(by_scan)), 4),
        "recall_of_chroma": round(float(np.mean(by_chroma)), 4),
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--folder", type=Path, help="keep the libraries here and use them again")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    embedder = open_embedder(Settings())
    texts = sentences()
    questions = [
        line.split("\t")[1]
        for line in (PROJECT / "evaluations" / "relevance_questions.tsv").read_text("utf-8").splitlines()[1:61]
    ]
    vectors: dict[str, np.ndarray] = {}
    rows = []
    with tempfile.TemporaryDirectory(prefix="policy-assistant-benchmark-") as temporary:
        for size in chosen.sizes:
            folder = (chosen.folder or Path(temporary)) / str(size)
            if not folder.exists() and not vectors:
                vectors = {language: embedder.embed_passages(lines) for language, lines in texts.items()}
            index = Index.open(folder) if folder.exists() else build(folder, size, texts, vectors)
            rows.append(measure(index, embedder, questions))
            index.close()
            if not chosen.json:
                print("  ".join(f"{name} {value}" for name, value in rows[-1].items()), flush=True)
    if chosen.json:
        print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
