"""What is refused, and what the refusal says: over a small real library, and for each part by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.answering.answerable import MODEL, NAMES, Signs
from assistant.answering.coverage import about_names
from assistant.answering.refusing import corrections_told, refusal
from assistant.questions.asking import counted, head_of
from assistant.questions.held import Held
from assistant.questions.question import Question, read_question
from assistant.questions.read_once import Reading, Wording
from assistant.questions.subjects import years_asked
from assistant.records import (
    Answer,
    AnswerStatus,
    Filters,
    Hit,
    Kind,
    Passage,
    Record,
    Status,
    Turn,
)

MEASURE = """---
title: Measures of Longhua District for supporting artificial intelligence
kind: measure
issuer: Longhua District Industry and Information Technology Bureau
jurisdiction: CN-Shenzhen-Longhua
issued: 2024-11-27
effective: 2024-11-27
expires: 2026-12-31
---
# Measures of Longhua District for supporting artificial intelligence

## Article 4 Compute voucher

Longhua's compute voucher pays at most 30 % of a company's purchases of computing power.
The cap is 3 million yuan for each company.

## Article 5 Model Camp

The initial investment in Longhua's Model Camp is 20 million yuan. About 40 companies work in the Model Camp.
"""
CAP = "What is the cap of Longhua's compute voucher?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("answerable")
    (folder / "measure.md").write_text(MEASURE, "utf-8")
    found = Assistant(Settings(library=folder / "library"))
    found.ingest([folder / "measure.md"])
    return found


def refused(answer: Answer) -> bool:
    return answer.status is AnswerStatus.NO_EVIDENCE


@pytest.mark.parametrize(
    "question",
    [CAP, "龙华算力券最高多少钱？", "How many companies work in Longhua's Model Camp?", "What does Article 4 pay?"],
)
def test_what_is_there_is_answered(assistant: Assistant, question: str) -> None:
    assert not refused(assistant.ask(question))


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What is the cap of Chengdu's compute voucher?", "Chengdu"),
        ("成都的算力券最高多少？", "成都"),
        ("What is the cap of Longhua's corpus voucher?", "corpus voucher"),
        ("How much of Longhua's compute voucher went to Huawei?", "Huawei"),
        ("What does Article 9 of Longhua's measures say?", "Article 9"),
        ("How many compute vouchers did Longhua hand out in 2019?", "2019"),
        ("What did Elon Musk say about Longhua's Model Camp?", "Elon Musk"),
    ],
)
def test_what_nothing_is_about_is_refused_by_name(assistant: Assistant, question: str, named: str) -> None:
    answer = assistant.ask(question)
    assert refused(answer)
    assert named in answer.text
    assert "1 document" in answer.text or "1 份文件" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Which phone number do I call about Longhua's compute voucher?",
        "Who is the director of the Longhua District Industry and Information Technology Bureau?",
        "Why was Longhua's compute voucher abolished?",
        "龙华为什么取消了算力券？",
    ],
)
def test_a_contact_a_person_or_a_reason_has_to_be_there(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert refused(answer)
    assert answer.citations == ()


def test_a_premise_with_another_value_is_corrected(assistant: Assistant) -> None:
    answer = assistant.ask("Why was the initial investment in Longhua's Model Camp 200 million yuan?")
    assert not refused(answer)
    assert "20 million yuan" in answer.citations[0].quote
    assert any("200 million yuan" in note and "20 million yuan" in note for note in answer.notes)


def test_the_place_of_a_follow_up_decides(assistant: Assistant) -> None:
    assert refused(assistant.ask("and in Chengdu?", [Turn(CAP, "…")]))


def test_a_refusal_tells_the_filters(assistant: Assistant) -> None:
    answer = assistant.ask("What is the cap of Chengdu's compute voucher?", filters=Filters(kind=(Kind.LAW,)))
    assert refused(answer)
    assert "0 documents searched, narrowed to law" in answer.text


# ---------------------------------------------------------------- parts


def read(question: str) -> Question:
    return read_question(question, (), Held({}))


def about(question: str, hits: list[Hit]) -> tuple[list[Hit], tuple[str, ...]]:
    return about_names(read(question), hits, Reading())


def hit(text: str, title: str = "Measures of Longhua District", jurisdiction: str = "CN-Shenzhen-Longhua") -> Hit:
    record = Record("a.md", title, Kind.MEASURE, "en", "0", jurisdiction=jurisdiction, effective="2024", expires="2026")
    return Hit(Passage("1", "a.md", text, (), "", "section", 0, len(text), "en", 0), record, Status.IN_FORCE, 1.0)


def test_a_common_title_beside_a_place_names_no_other_act() -> None:
    korean = hit("Korea's AI Framework Act sets a fine.", "Framework Act (Korea)", "KR")
    kept, missing = about("What is the fine under Korea's AI Act?", [korean])
    assert kept == [korean]
    assert missing == ()


def test_a_document_is_about_its_jurisdiction() -> None:
    taiwanese = hit("公務員不得以生成式AI製作機密文書。", "參考指引", "TW")
    assert about("Taiwan: may officials use it?", [taiwanese])[0] == [taiwanese]


def test_one_place_of_two_is_enough_and_the_other_is_named() -> None:
    kept, missing = about("Does Longhua or Chengdu pay more?", [hit("Longhua pays 30 %.")])
    assert len(kept) == 1
    assert missing == ("Chengdu",)


def test_a_year_that_is_claimed_is_not_asked_about() -> None:
    assert years_asked(Wording("How many were there in 2021?")) == ("2021",)
    assert years_asked(Wording("Why was it postponed to 2028?")) == ()
    assert years_asked(Wording("北京算力券延长到2027年了吧？")) == ()
    assert about("Longhua's money in 2025?", [hit("It pays 30 %.")])[0], "2025 lies within its validity"


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("What is the parking fee at the Model Camp?", "parking fee"),
        ("Which court hears disputes about the corpus voucher?", "court hears disputes"),
        ("What did the mayor of Shenzhen say?", "mayor"),
        ("How much does it pay?", ""),
        ("模力营有多少名工作人员？", "工作人员"),
        ("深圳为什么取消了训力券？", ""),
    ],
)
def test_the_thing_asked_for(question: str, head: str) -> None:
    assert head_of(Wording(question)) == head


def test_a_question_without_a_telling_word_is_refused(assistant: Assistant) -> None:
    for question in ("AND OR NOT", "What does it say?", "a" + "\u0301" * 3000):
        answer = assistant.ask(question)
        assert refused(answer)
        assert answer.citations == ()
    assert not read("Was the 30 % for 2024 or for 2025?").says_nothing
    assert not read("算力券").says_nothing


def test_what_is_to_be_counted() -> None:
    assert counted(Wording("How many AI companies are there?")).startswith("AI companies")
    assert counted(Wording("有多少家企业？")) == "企业"
    assert counted(Wording("哪几类单位？")) == ""


def test_the_estimate_rises_with_what_speaks_for_answering() -> None:
    low = Signs(*(0.0 for _ in NAMES))
    high = Signs(*(1.0 if weight > 0 else 0.0 for weight in (getattr(MODEL.coefficients, name) for name in NAMES)))
    assert 0 < MODEL.estimate(low) < MODEL.estimate(high) < 1


def test_the_words_of_a_refusal() -> None:
    text = refusal(
        read("What is the parking fee?"), missing=(), lacking=("parking", "fee"), searched=54, filters=Filters()
    )
    assert "“parking”, “fee”" in text
    assert "54 documents searched" in text
    chinese = refusal(read("为什么取消训力券？"), missing=(), lacking=("取消",), searched=54, filters=Filters())
    assert "取消" in chinese
    assert "政策解读" in chinese
    assert corrections_told((("200 million yuan", "20 million yuan"),), language="zh")[0].startswith("问题中的")
