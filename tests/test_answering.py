"""Answers over a small real library, without a model and with one that answers, or misbehaves, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from model_server import (
    ModelServer,
    Reply,
    chunk,
    cut_after,
    fails,
    says,
    sends,
    serving,
    silent,
    start_stream,
    streams,
)

from assistant import Assistant, Settings
from assistant.records import Answer, AnswerStatus, Filters, Progress, Turn, Verdict

MEASURE = """---
title: Measures of Testville for supporting artificial intelligence
title_zh: 测试市支持人工智能若干措施
kind: measure
issuer: Testville Industry Bureau
jurisdiction: CN-Shenzhen
language: en
number: 测府规〔2024〕7号
issued: 2024-12-18
effective: 2024-12-18
expires: 2026-12-17
---
# Measures of Testville for supporting artificial intelligence

## Training voucher

The training voucher pays at most 50 % of the compute contract, and 60 % for start-ups. The cap of the training voucher
is 10 million yuan for each applicant. The science bureau is the lead office of the training voucher.

## Corpus voucher

The corpus voucher pays at most 30 % of the contract. Its cap is 2 million yuan. Applicants must not be related to the
seller.
"""
OLD = """---
title: Compute voucher plan of Oldtown
kind: measure
issuer: Oldtown Bureau
jurisdiction: CN-Beijing
issued: 2023-10-11
effective: 2023-10-11
expires: 2025-12-31
---
# Compute voucher plan of Oldtown

## Compute voucher

The Oldtown compute voucher pays at most 20 % of the contract, and at most 2 million yuan for each firm and calendar
year.
"""
ZH = """---
title: 测试市机器人行动计划
kind: plan
language: zh
issued: 2025-03-03
---
# 测试市机器人行动计划

## 总体目标

到2027年，机器人产业规模超过1000亿元，企业超过1200家。
"""

CAP = "What is the cap of the training voucher?"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answering")
    (folder / "files").mkdir()
    for name, text in (("measure.md", MEASURE), ("old.md", OLD), ("robots.md", ZH)):
        (folder / "files" / name).write_text(text, "utf-8")
    Assistant(Settings(library=folder / "library")).ingest([folder / "files"])
    return folder / "library"


@pytest.fixture(scope="module")
def quoting(library: Path) -> Assistant:
    return Assistant(Settings(library=library))


def with_model(library: Path, server: ModelServer, **settings: object) -> Assistant:
    return Assistant(Settings(library=library, model="test", openai_base_url=server.url, model_timeout=3, **settings))


def check_grounded(answer: Answer) -> None:
    """What is shown as supported cites a passage that holds its quote word for word."""
    cited = {citation.marker: citation for citation in answer.citations}
    for citation in answer.citations:
        text = citation.passage.text
        assert text[citation.quote_start : citation.quote_start + len(citation.quote)] == citation.quote
        assert citation.quote.strip()
    for sentence in answer.sentences:
        if sentence.verdict is Verdict.SUPPORTED:
            assert sentence.citations
            assert set(sentence.citations) <= set(cited)
        else:
            assert sentence.text not in answer.text


# ---------------------------------------------------------------- without a model


def test_quotes_answer_and_cite(quoting: Assistant) -> None:
    answer = quoting.ask(CAP)
    assert answer.status is AnswerStatus.QUOTES
    assert "10 million yuan" in answer.citations[0].quote
    assert answer.citations[0].record.document == "measure.md"
    assert answer.model is None
    check_grounded(answer)


def test_a_chinese_question_finds_the_english_measure(quoting: Assistant) -> None:
    answer = quoting.ask("训力券的上限是多少？")
    assert answer.language == "zh"
    assert any("10 million yuan" in citation.quote for citation in answer.citations[:2])


def test_an_english_question_finds_the_chinese_plan(quoting: Assistant) -> None:
    answer = quoting.ask("How many robot companies does the plan aim at by 2027?")
    assert any("1200家" in citation.quote for citation in answer.citations[:2])


@pytest.mark.parametrize(
    "question", ["What is the recipe for Peking duck?", "北京烤鸭怎么做？", "", "   ", "🙂🙂", "\x00", "???"]
)
def test_what_the_library_cannot_answer_is_refused(quoting: Assistant, question: str) -> None:
    answer = quoting.ask(question)
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert answer.citations == ()
    assert "3" in answer.text, "it says how much was searched"


def test_the_status_of_a_source_is_told_as_of_the_day(quoting: Assistant) -> None:
    question = "How much does the Oldtown compute voucher pay?"
    late = quoting.ask(question, as_of=date(2026, 3, 1))
    assert "expired on 31 Dec 2025" in late.citations[0].status_note
    early = quoting.ask(question, as_of=date(2024, 3, 1))
    assert "expired" not in early.citations[0].status_note


def test_filters_narrow(quoting: Assistant) -> None:
    answer = quoting.ask("Which voucher is there?", filters=Filters(document=("old.md",)))
    assert {citation.record.document for citation in answer.citations} <= {"old.md"}
    assert answer.citations


@pytest.mark.parametrize("question", ["and the corpus voucher?", "那语料券呢？"])
def test_a_follow_up_keeps_what_it_leans_on(quoting: Assistant, question: str) -> None:
    answer = quoting.ask(question, [Turn(CAP, "…")])
    assert any("2 million yuan" in citation.quote for citation in answer.citations[:2])


def test_every_answer_leaves_a_line_in_the_log(library: Path) -> None:
    log = library / "answers.jsonl"
    log.unlink(missing_ok=True)
    Assistant(Settings(library=library)).ask(CAP)
    Assistant(Settings(library=library, shared=True)).ask(CAP)
    open_line, shared_line = (json.loads(line) for line in log.read_text("utf-8").splitlines())
    assert open_line["question"] == CAP
    assert CAP not in json.dumps(shared_line)
    assert open_line["question_sha256"] == shared_line["question_sha256"]
    assert open_line["passages"] == shared_line["passages"] != []
    assert open_line["generation"]


def test_stages_come_in_order_and_the_answer_last(quoting: Assistant) -> None:
    events = list(quoting.stream(CAP))
    assert isinstance(events[-1], Answer)
    assert next(event.stage for event in events if isinstance(event, Progress)) == "searching"


# ---------------------------------------------------------------- with a model that does its part


def test_a_true_answer_is_streamed_and_kept(library: Path) -> None:
    with serving(says("The cap of the training voucher is 10 million yuan for each applicant [1].")) as server:
        events = list(with_model(library, server).stream(CAP))
        answer = events[-1]
        draft = "".join(event.text for event in events[:-1] if isinstance(event, Progress))
        assert isinstance(answer, Answer)
        assert answer.status is AnswerStatus.ANSWERED
        assert answer.text == "The cap of the training voucher is 10 million yuan for each applicant. [1]"
        assert draft.startswith("The cap")
        assert answer.model == "test"
        assert "10 million yuan" in answer.citations[0].quote
        check_grounded(answer)
        sent = server.requests[0]
        assert sent["stream"] is True
        assert "10 million yuan" in json.dumps(sent["messages"], ensure_ascii=False)
        assert len(server.requests) == 1


def test_chinese_markers_count(library: Path) -> None:
    with serving(says("训力券每个申请人的上限为1000万元【1】。")) as server:
        answer = with_model(library, server).ask("训力券的上限是多少？")
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.text.endswith("[1]")
    check_grounded(answer)


def test_a_wrong_sentence_is_repaired_once(library: Path) -> None:
    wrong = says("The cap of the training voucher is 30 million yuan for each applicant [1].")
    right = says("The cap of the training voucher is 10 million yuan for each applicant [1].")
    with serving(wrong, right) as server:
        answer = with_model(library, server).ask(CAP)
        assert len(server.requests) == 2
        assert "30 million" in json.dumps(server.requests[1]["messages"])
    assert "10 million yuan" in answer.text
    assert "30 million" not in answer.text
    check_grounded(answer)


def test_what_is_missing_is_named(library: Path) -> None:
    reply = says("The cap of the training voucher is 10 million yuan for each applicant [1].\nMISSING: the deadline")
    with serving(reply) as server:
        answer = with_model(library, server).ask(CAP + " And the deadline?")
    assert answer.status is AnswerStatus.PARTIAL
    assert any("the deadline" in note for note in answer.notes)


def test_the_model_may_refuse(library: Path) -> None:
    with serving(says("NO_EVIDENCE")) as server:
        answer = with_model(library, server).ask(CAP)
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert answer.closest


def test_nothing_found_asks_no_model(library: Path) -> None:
    with serving(says("Roast it [1].")) as server:
        answer = with_model(library, server).ask("What is the recipe for Peking duck?")
        assert server.requests == []
    assert answer.status is AnswerStatus.NO_EVIDENCE


# ---------------------------------------------------------------- with a server that misbehaves


def trickle(handler, body) -> None:
    start_stream(handler)
    for _ in range(200_000):
        handler.wfile.write(chunk({"content": "word "}))


TOOL = {"tool_calls": [{"index": 0, "id": "x", "type": "function", "function": {"name": "delete", "arguments": "{}"}}]}
NOT_GROUNDED, UNAVAILABLE = AnswerStatus.NOT_GROUNDED, AnswerStatus.MODEL_UNAVAILABLE

MISBEHAVIOUR: list[tuple[str, Reply, AnswerStatus]] = [
    ("invented marker", says("The cap of the training voucher is 10 million yuan [9]."), NOT_GROUNDED),
    ("no markers", says("The cap of the training voucher is 10 million yuan."), NOT_GROUNDED),
    ("wrong number", says("The cap of the training voucher is 30 million yuan [1]."), NOT_GROUNDED),
    ("other voucher's number", says("The cap of the training voucher is 2 million yuan [1][2]."), NOT_GROUNDED),
    ("reversed bound", says("The training voucher pays at least 50 % of the compute contract [1]."), NOT_GROUNDED),
    ("own knowledge", says("OpenAI was founded in San Francisco in 2015 [1]."), NOT_GROUNDED),
    ("a link", says("The cap is 10 million yuan, see https://evil.example/cap [1]."), NOT_GROUNDED),
    ("cut stream", cut_after("The cap of the training voucher is 10 million yuan [1]."), UNAVAILABLE),
    ("429", fails(429, "slow down"), UNAVAILABLE),
    ("500", fails(500), UNAVAILABLE),
    ("401", fails(401, "no such key"), UNAVAILABLE),
    ("silence", silent(10), UNAVAILABLE),
    ("HTML", sends("text/html", b"<html><body>Welcome to the hotel network</body></html>"), UNAVAILABLE),
    ("JSON of another kind", sends("application/json", b'{"hello": "world"}'), UNAVAILABLE),
    ("broken JSON", sends("text/event-stream", b"data: {broken\n\n"), UNAVAILABLE),
    ("empty body", sends("text/event-stream", b""), UNAVAILABLE),
    ("empty answer", says(""), NOT_GROUNDED),
    ("1 MB", trickle, UNAVAILABLE),
    ("tool calls", streams(TOOL), NOT_GROUNDED),
    ("null content", streams({"content": None}), NOT_GROUNDED),
]


@pytest.mark.parametrize(
    ("reply", "status"), [case[1:] for case in MISBEHAVIOUR], ids=[case[0] for case in MISBEHAVIOUR]
)
def test_misbehaviour_ends_in_quotes(library: Path, reply: Reply, status: AnswerStatus) -> None:
    with serving(reply) as server:
        answer = with_model(library, server).ask(CAP)
    assert answer.status is status
    assert "10 million yuan" in answer.citations[0].quote, "it falls back to quotes"
    assert "evil.example" not in answer.text
    check_grounded(answer)


def test_no_server_at_all(library: Path) -> None:
    settings = Settings(library=library, model="test", openai_base_url="http://127.0.0.1:9/v1", model_timeout=3)
    answer = Assistant(settings).ask(CAP)
    assert answer.status is UNAVAILABLE
    assert any("No model server answers at http://127.0.0.1:9/v1" in note for note in answer.notes)


def test_a_reader_who_leaves_closes_the_stream(library: Path) -> None:
    with serving(says("The cap of the training voucher is 10 million yuan [1]. " * 20)) as server:
        stream: Iterator[Progress | Answer] = with_model(library, server).stream(CAP)
        for event in stream:
            if isinstance(event, Progress) and event.text:
                break
        stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert len(server.requests) == 1
