"""Retrieval sets: the real index and the real search, scored with ir-measures (over trec_eval)."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.evaluating.folders import Row, corpus_rows, question_fields
from assistant.evaluating.pools import cached_embedder, index_of

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.models.embedder import Embedder
    from assistant.models.sentences.encoder import SentenceEncoder
    from assistant.settings import Settings

DEPTH = 10
Run = dict[str, dict[str, float]]  # question → row → score


def score_retrieval(folder: Path, rows: list[Row], settings: Settings, config: dict[str, Any]) -> dict[str, float]:
    """Metrics of the set's questions over its corpus; where questions come in several languages, of each (`en:…`)."""
    from assistant.models.embedder import open_embedder
    from assistant.models.sentences.encoder import encoder_or_none

    embedder = open_embedder(settings)
    corpus = corpus_rows(folder)
    fields = question_fields(rows)
    config |= {"corpus_rows": len(corpus), "question_fields": fields, "embeddings": embedder.identity}
    config["search"] = search_settings()
    gold = {str(row["id"]): {str(identifier) for identifier in row["gold_ids"]} for row in rows}
    metrics: dict[str, float] = {}
    encoder = encoder_or_none(settings.cache)
    encode = encoder.vectors if encoder else None
    with index_of(corpus, cached_embedder(embedder, settings.cache), encode) as (index, row_ids):
        config["indexed_passages"] = len(index.rows)
        for field in fields:
            questions = {str(row["id"]): row[field] for row in rows}
            run, config[f"p50_ms {field}"] = run_questions(questions, index, embedder, row_ids, encoder)
            found = measure(gold, run)
            if field in ("text", "text_en"):
                metrics |= found
            if field != "text":
                metrics |= {f"{field.removeprefix('text_')}:{name}": value for name, value in found.items()}
    return metrics


def search_settings() -> dict[str, Any]:
    """Everything that decides a ranking, to stand beside the figures."""
    from dataclasses import asdict

    from assistant.finding import ranking, scoring

    return {
        "own_language": asdict(ranking.OWN),
        "own_language_chinese": asdict(ranking.OWN_CHINESE),
        "translated": asdict(ranking.TRANSLATED),
        "other_language": ranking.OTHER_LANGUAGE,
        "candidates": ranking.CANDIDATES,
        "floor_rank": ranking.FLOOR_RANK,
        "k1": scoring.K1,
        "b": scoring.B,
        "neighbours": scoring.NEIGHBOURS,
    }


def run_questions(
    questions: dict[str, str],
    index: Index,
    embedder: Embedder,
    row_ids: dict[str, str],
    encoder: SentenceEncoder | None = None,
) -> tuple[Run, float]:
    """The ranking of each question, and the median time of a search in milliseconds."""
    from assistant.finding.searching import read_query, search

    run: Run = {}
    times = []
    for identifier, question in questions.items():
        began = time.perf_counter()
        findings = search(index, embedder, read_query(index, question), limit=DEPTH, encoder=encoder)
        times.append(time.perf_counter() - began)
        # Ranks as scores, so that the metrics library cannot break ties in its own way.
        run[identifier] = {row_ids[hit.passage.id]: DEPTH - rank for rank, hit in enumerate(findings.hits)}
    return run, round(1000 * statistics.median(times), 2)


def measure(gold: dict[str, set[str]], run: Run) -> dict[str, float]:
    """recall@1/5/10, map@10, mrr@10 and ndcg@10, each the plain mean over all questions."""
    import ir_measures
    from ir_measures import AP, RR, R, nDCG

    names = {
        "recall@1": R @ 1,
        "recall@5": R @ 5,
        "recall@10": R @ 10,
        "map@10": AP @ 10,
        "mrr@10": RR @ 10,
        "ndcg@10": nDCG @ 10,
    }
    relevant = {question: dict.fromkeys(rows, 1) for question, rows in gold.items() if rows}
    found = ir_measures.calc_aggregate(list(names.values()), relevant, run)
    return {name: float(found[measure]) for name, measure in names.items()}
