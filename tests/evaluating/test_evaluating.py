"""Data set folders of each kind, scored as the command does, with the local embeddings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from places import SHARED

from assistant.errors import MissingPath, UsageError
from assistant.evaluating import evaluate
from assistant.evaluating.folders import kind_of, read_rows
from assistant.evaluating.pools import document_from, place_of
from assistant.evaluating.refusal import parted
from assistant.evaluating.retrieval import measure
from assistant.evaluating.support import f1, macro_f1
from assistant.faces.json_shapes import show_evaluation
from assistant.settings import Settings

CORPUS = [
    {"id": "d#1", "title": "Bees", "text": "Bees keep honey in combs of wax."},
    {"id": "d#2", "title": "Bees", "text": "A queen lays two thousand eggs a day."},
    {"id": "e#1", "title": "Vouchers", "text": "The training voucher covers half of a compute contract."},
    {"id": "e#2", "title": "Vouchers", "text": "  "},
    {"id": "z#1", "title": "算力", "text": "算力券最高资助二百万元。"},
]
QUESTIONS = [
    {"id": "q1", "text": "where do bees keep honey", "gold_ids": ["d#1"]},
    {"id": "q2", "text": "training voucher for a compute contract", "gold_ids": ["e#1"]},
    {"id": "q3", "text": "算力券最高多少", "gold_ids": ["z#1"]},
]


def write(folder: Path, name: str, rows: list[dict[str, Any]]) -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    # The converted weights are the user's own; only what this run embeds is kept apart.
    return Settings(library=tmp_path / "library")


def test_retrieval(tmp_path: Path, settings: Settings) -> None:
    write(tmp_path, "corpus_one.jsonl", CORPUS[:2])
    write(tmp_path, "corpus_two.jsonl", CORPUS[2:])
    write(tmp_path, "queries.jsonl", QUESTIONS)
    report = evaluate(tmp_path, settings)
    assert report.kind == "retrieval"
    assert report.metrics["recall@1"] == 1.0
    assert set(report.metrics) == {"recall@1", "recall@5", "recall@10", "map@10", "mrr@10", "ndcg@10"}
    printed = json.loads(json.dumps(show_evaluation(report)))
    assert set(printed) == {"kind", "folder", "queries", "metrics", "config", "seconds"}
    assert printed["config"]["corpus_rows"] == 5
    assert printed["config"]["indexed_passages"] == 4, "the blank row is not indexed"
    assert printed["config"]["search"]["k1"] == 1.2


def test_questions_in_several_languages_are_each_scored(tmp_path: Path, settings: Settings) -> None:
    write(tmp_path, "corpus.jsonl", CORPUS)
    write(tmp_path, "q.jsonl", [{"id": "1", "text_en": "honey", "text_zh": "训力券", "gold_ids": ["d#1"]}])
    metrics = evaluate(tmp_path, settings).metrics
    assert metrics["recall@1"] == metrics["en:recall@1"] == 1.0
    assert metrics["zh:recall@1"] == 0.0


def test_refusal(tmp_path: Path, settings: Settings) -> None:
    bees, vouchers = CORPUS[:2], CORPUS[2:3]
    rows = [
        {"id": "1", "text": "where do bees keep honey", "answerable": True, "contexts": bees},
        {"id": "2", "text": "who won the chess olympiad in Batumi", "answerable": False, "contexts": vouchers},
    ]
    write(tmp_path, "queries.jsonl", rows)
    assert evaluate(tmp_path, settings).metrics == {"hallucination": 0.0, "error": 0.0, "balanced_accuracy": 1.0}


def test_a_refusal_is_decided_on_the_rows_own_contexts(tmp_path: Path, settings: Settings) -> None:
    rows = [
        {"id": "1", "text": "where do bees keep honey", "answerable": False, "contexts": CORPUS[2:3]},
        {"id": "2", "text": "where do bees keep honey", "answerable": True, "contexts": CORPUS[:3]},
        {"id": "3", "text": "where do bees keep honey", "answerable": False, "contexts": CORPUS[3:4]},  # a blank one
    ]
    write(tmp_path, "queries.jsonl", rows)
    assert evaluate(tmp_path, settings).metrics["balanced_accuracy"] == 1.0


def test_a_title_before_a_colon_is_parted_from_its_text() -> None:
    assert parted("Bees: They keep honey.") == ("Bees", "They keep honey.")
    assert parted("They keep honey.") == ("", "They keep honey.")
    assert parted(f"{'A long sentence ' * 8}: and more") == ("", f"{'A long sentence ' * 8}: and more")
    assert parted("Bees: ") == ("", "Bees: ")


def test_support(tmp_path: Path, settings: Settings) -> None:
    evidence = ["The voucher covers at most 50 % of the contract, and at most 10 million yuan a year."]
    rows = [
        {"id": "1", "claim": "The voucher covers at most 50 % of the contract.", "evidence": evidence, "label": "yes"},
        {
            "id": "2",
            "claim": "Bees keep 70 kg of honey in Zurich.",
            "references": evidence,
            "label": "not attributable",
        },
    ]
    write(tmp_path, "claims.jsonl", rows)
    metrics = evaluate(tmp_path, settings).metrics
    assert metrics == {"accuracy": 1.0, "macro_f1": 1.0, "f1_supported": 1.0}


def test_what_cannot_be_scored_is_said_in_one_line(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(MissingPath, match="not a folder"):
        evaluate(tmp_path / "nowhere", settings)
    with pytest.raises(UsageError, match="no file of questions"):
        evaluate(tmp_path, settings)
    write(tmp_path, "a.jsonl", [{"id": "1", "x": 2}])
    with pytest.raises(UsageError, match="no known kind"):
        evaluate(tmp_path, settings)
    write(tmp_path, "b.jsonl", QUESTIONS)
    with pytest.raises(UsageError, match="--queries"):
        evaluate(tmp_path, settings)
    with pytest.raises(MissingPath, match="does not exist"):
        evaluate(tmp_path, settings, queries=Path("c.jsonl"))
    with pytest.raises(UsageError, match="corpus"):
        evaluate(tmp_path, settings, queries=Path("b.jsonl"))
    (tmp_path / "a.jsonl").write_text('{"id": 1}\n{broken')
    with pytest.raises(UsageError, match="line 2"):
        evaluate(tmp_path, settings, queries=Path("a.jsonl"))


def test_rows_become_documents_in_their_own_order() -> None:
    assert sorted(["63#20", "63#9"], key=lambda name: place_of({"id": name})) == ["63#9", "63#20"]
    rows = [
        {"id": "1", "title": "Rulebook 7 1.1", "text": "a"},
        {"id": "2", "title": "Rulebook 7 1.2", "text": "b"},
    ]
    document, passages = document_from("7", rows)
    assert document.record.title == "Rulebook 7"
    assert [passage.path for passage in passages] == [("1.1",), ("1.2",)]
    assert all(document.text[passage.start : passage.end] == passage.text for passage in passages)


def test_metrics_are_those_of_hand_computed_cases() -> None:
    gold = {"one": {"a", "b"}, "two": {"c"}, "three": {"x"}}
    run = {"one": {"a": 10.0, "z": 9.0, "b": 8.0}, "two": {"z": 10.0, "c": 9.0}, "three": {}}
    metrics = measure(gold, run)
    assert metrics["recall@1"] == pytest.approx((0.5 + 0 + 0) / 3)
    assert metrics["recall@10"] == pytest.approx((1 + 1 + 0) / 3)
    assert metrics["map@10"] == pytest.approx(((1 + 2 / 3) / 2 + 1 / 2 + 0) / 3)
    assert metrics["mrr@10"] == pytest.approx((1 + 1 / 2 + 0) / 3)


def test_f1() -> None:
    pairs = [(True, True), (True, False), (False, False), (False, False)]
    assert f1(pairs, True) == pytest.approx(2 / 3)
    assert macro_f1(pairs) == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert f1([(False, False)], True) == 0


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("obliqa/queries_dev.jsonl", "retrieval"),
        ("lawfactsqa_tw/queries_synthetic.jsonl", "retrieval"),
        ("nomiracl/queries_en.jsonl", "refusal"),
        ("attributionbench/claims_dev.jsonl", "support"),
        ("wice/claims_oracle_dev.jsonl", "support"),
    ],
)
def test_kinds_of_the_shared_sets(file: str, kind: str) -> None:
    path = SHARED / "eval" / file
    assert kind_of(path, read_rows(path)) == kind
