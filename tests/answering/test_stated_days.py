"""The days in a document's life, and the sentences that state them."""

from __future__ import annotations

import pytest

from assistant import Assistant, Settings
from assistant.answering.pointing.stated_days import days_stated, documents_meant
from assistant.questions.held import Held
from assistant.questions.question import read_question
from assistant.questions.read_once import Reading

MEASURES = """---
title: 南山区算力券实施办法
issuer: 南山区人民政府
---
# 南山区算力券实施办法

南山区人民政府 2024年3月5日印发

第一条 为支持企业使用算力，制定本办法。

第二条 符合条件的企业最高可获得200万元算力券。

第三条 本办法自2024年4月1日起施行，有效期3年。
"""
ACT = """# Robot Safety Act

Approved: May 14, 2026

Article 1. A deployer shall keep records for three years.

Article 2. This act takes effect January 1, 2027.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("stating")
    (folder / "measures.md").write_text(MEASURES, "utf-8")
    (folder / "act.md").write_text(ACT, "utf-8")
    assistant = Assistant(Settings(library=folder / "library"))
    assistant.ingest([folder / "measures.md", folder / "act.md"])
    return assistant


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("南山算力券办法什么时候到期？", ["expires"]),
        ("该办法自哪天起施行？", ["effective"]),
        ("办法是哪天印发的？", ["issued"]),
        ("How much longer does it stay in force?", ["expires"]),
        ("When does the act take effect?", ["effective"]),
        ("When was the act signed?", ["issued"]),
        ("What is the cap of the compute voucher?", []),
        ("算力券最高多少钱？", []),
    ],
)
def test_the_day_asked_for(question: str, fields: list[str]) -> None:
    assert list(read_question(question, (), Held({})).days) == fields


def test_sentences_that_state_a_day(assistant: Assistant) -> None:
    index = assistant.library.index

    def stated(field: str, name: str) -> list[str]:
        return [passage.text[start:end] for passage, start, end in days_stated([field], [name], index, Reading())]

    assert stated("expires", "measures.md") == ["第三条 本办法自2024年4月1日起施行，有效期3年。"]
    assert "2024年3月5日印发" in "".join(stated("issued", "measures.md"))
    assert "takes effect January 1, 2027" in "".join(stated("effective", "act.md"))
    assert stated("expires", "act.md") == []  # three years of keeping records are nobody's validity


def test_a_document_is_meant_by_most_of_its_title(assistant: Assistant) -> None:
    records = list(assistant.library.index.records.values())

    def meant(question: str) -> list[str]:
        return documents_meant(read_question(question, (), Held({})), records, Reading())

    assert meant("南山区的算力券办法还有效吗") == ["measures.md"]
    assert meant("When does the robot safety act apply?") == ["act.md"]
    assert meant("When are robots safe?") == []


def test_the_statement_is_quoted_first(assistant: Assistant) -> None:
    answer = assistant.ask("南山区算力券实施办法什么时候到期？")
    assert answer.citations[0].quote.endswith("有效期3年。")
    answer = assistant.ask("From when is the Robot Safety Act effective?")
    assert "January 1, 2027" in answer.citations[0].quote
