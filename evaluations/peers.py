"""Our search beside what others do, on the same index, vectors and questions, in one run.

    python evaluations/peers.py FOLDER --queries FILE [--field text_en]

- `chroma`: Chroma's vector query, which is what LangChain's vector retriever over Chroma returns.
- `relative`: relative-score fusion as LlamaIndex's QueryFusionRetriever computes it (each retriever's scores between
  its lowest and highest, halves added) over Chroma's vectors and BM25, each with twice the ten passages wanted.
- `ours`: `assistant.finding.searching.search`.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.embedding import Embedder, open_embedder
from assistant.evaluating.folders import corpus_rows, query_file, read_rows
from assistant.evaluating.pools import cached_embedder, index_of
from assistant.evaluating.retrieval import DEPTH, measure
from assistant.finding.scoring import Query, score_words
from assistant.finding.searching import search, view_of
from assistant.finding.translating import own_terms
from assistant.settings import Settings
from assistant.storing.index import Index

Ranking = dict[str, float]  # passage → score


def nearest(index: Index, embedder: Embedder, question: str, limit: int) -> Ranking:
    collection = index._collections["passages"]  # the bare collection, as a peer would hold it
    found = collection.query(query_embeddings=[embedder.embed_query(question)], n_results=limit)
    return {name: 1 - distance for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)}


def by_words(index: Index, question: str, limit: int) -> Ranking:
    """BM25 of each passage by itself, in whatever language it is."""
    view, terms = view_of(index), own_terms(question)
    found: Ranking = {}
    for language, pool in view.pools.items():
        query = Query.of(terms, index.words, len(pool))
        rows = view.row_of[index.words.find(language, query.boosts(index.words), limit)]
        rows = rows[rows >= 0]
        scores = score_words(
            query, index.words, view.surroundings, rows, view.mean[language], view.mean_around[language]
        )
        found |= {index.rows.ids[row]: float(score) for row, score in zip(rows, scores.passage, strict=True)}
    return dict(sorted(found.items(), key=lambda pair: -pair[1])[:limit])


def relative(first: Ranking, second: Ranking) -> Ranking:
    fused: Ranking = {}
    for ranking in (first, second):
        if ranking:
            low, high = min(ranking.values()), max(ranking.values())
            for name, score in ranking.items():
                fused[name] = fused.get(name, 0.0) + 0.5 * (score - low) / max(high - low, 1e-9)
    return fused


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--field", default="text")
    chosen = parser.parse_args()
    settings = Settings()
    embedder = open_embedder(settings)
    rows = read_rows(query_file(chosen.folder, chosen.queries))
    gold = {str(row["id"]): {str(name) for name in row["gold_ids"]} for row in rows}
    with index_of(corpus_rows(chosen.folder), cached_embedder(embedder, settings.cache)) as (index, row_ids):

        def ours(question: str) -> Ranking:
            hits = search(index, embedder, question, limit=DEPTH).hits
            return {hit.passage.id: float(DEPTH - rank) for rank, hit in enumerate(hits)}

        peers: Mapping[str, Callable[[str], Ranking]] = {
            "chroma": lambda question: nearest(index, embedder, question, DEPTH),
            "relative": lambda question: relative(
                nearest(index, embedder, question, 2 * DEPTH), by_words(index, question, 2 * DEPTH)
            ),
            "ours": ours,
        }
        for name, peer in peers.items():
            run, times = {}, []
            for row in rows:
                began = time.perf_counter()
                found = peer(row[chosen.field])
                times.append(time.perf_counter() - began)
                best = sorted(found, key=lambda passage: -found[passage])[:DEPTH]
                run[str(row["id"])] = {row_ids[passage]: float(DEPTH - rank) for rank, passage in enumerate(best)}
            figures = "  ".join(f"{key} {value:.3f}" for key, value in measure(gold, run).items())
            print(f"{name:9} {figures}  p50 {1000 * statistics.median(times):.1f} ms", flush=True)


if __name__ == "__main__":
    main()
