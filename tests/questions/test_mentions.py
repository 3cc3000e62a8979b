"""Which documents a question points to, by number, title, or place and sort."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.questions.held import Held
from assistant.questions.mentions import articles_asked, parts_asked, under
from assistant.questions.question import read_question
from assistant.questions.read_once import Wording
from assistant.records import Kind, Record


def record(name: str, title: str, kind: Kind, jurisdiction: str, number: str = "", issued: str | None = None) -> Record:
    return Record(
        document=name,
        title=title,
        kind=kind,
        jurisdiction=jurisdiction,
        number=number,
        issued=issued,
        title_zh=title if title >= "\u3400" else "",
        language="zh" if title >= "\u3400" else "en",
        sha256="",
    )


LIBRARY = {
    item.document: item
    for item in (
        record("co-2024", "Concerning consumer protections", Kind.LAW, "US-CO", "SB24-205", "2024-05-17"),
        record("co-2026", "Concerning automated decisions", Kind.LAW, "US-CO", "SB26-189", "2026-05-14"),
        record("eu", "Artificial Intelligence Act", Kind.LAW, "EU", "2024/1689", "2024-06-13"),
        record("uk", "AI Opportunities Action Plan", Kind.PLAN, "UK", "", "2025-01-13"),
        record("sz-data", "深圳经济特区数据条例", Kind.REGULATION, "CN-Shenzhen", "", "2021-07-06"),
        record("bj-plan", "北京市“数据要素×”实施方案", Kind.PLAN, "CN-Beijing", "京大数据发〔2024〕1号", "2024-09-27"),
        record("cn-network", "网络数据安全管理条例", Kind.REGULATION, "CN", "国务院令第790号", "2024-09-24"),
    )
}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What does the 2024 Colorado act ask of deployers?", ["co-2024"]),
        ("科罗拉多2026年的新法什么时候施行？", ["co-2026"]),
        ("What does SB26-189 say?", ["co-2026"]),
        ("Which laws has Colorado passed?", ["co-2024", "co-2026"]),
        ("Wen betrifft 2024/1689?", ["eu"]),
        ("What did Britain's plan say about compute?", ["uk"]),
        ("深圳的数据条例第二条说什么？", ["sz-data"]),
        ("京大数据发〔2024〕1号的目标是什么？", ["bj-plan"]),
        # a year is no document number, the end of another title no title, and a place decides
        ("How many firms were there in 2024?", []),
        ("网络数据条例罚多少？", []),
        ("上海的数据条例什么时候施行？", []),
        ("What does SB 942 of Colorado fine?", []),
        ("what is the weather like?", []),
    ],
)
def test_documents_named(question: str, named: list[str]) -> None:
    assert list(read_question(question, (), Held(LIBRARY)).documents) == named


def test_articles_in_the_forms_that_documents_print() -> None:
    assert {"Article 5", "第五条", "第5条"} <= set(articles_asked("第五条 / Article 5"))
    assert articles_asked("article about cats") == []


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("What is in Annex III?", "ANNEX III High-risk AI systems"),
        ("附件三列了哪些领域？", "ANNEX III High-risk AI systems"),
        ("What does annex 2 say?", "附件2 数据目录"),
        ("附件二是什么？", "附件2 数据目录"),
        ("What does principle 4 ask for?", "Principle 4: You have meaningful human control"),
        ("What is chapter V about?", "第五章 附则"),
        ("第五章讲什么？", "Chapter V Supplementary provisions"),
    ],
)
def test_parts_by_number_in_either_language(question: str, heading: str) -> None:
    assert under(("Part one", heading), parts_asked(Wording(question)))


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("What does principle 4 ask for?", "Principle 40: Something else"),
        ("What is in Annex I?", "ANNEX II Something else"),
        ("附件一是什么？", "附件十一 其他"),
        ("第五条讲什么？", "第五章 附则"),
        ("两项原则四个方面是什么？", "原则四 其他"),
        ("In principle, what do I have to do?", "Principle 1: Know what it is"),
    ],
)
def test_other_parts_are_not_meant(question: str, heading: str) -> None:
    assert not under((heading,), parts_asked(Wording(question)))


def test_a_part_that_is_asked_for_is_quoted_first_with_its_heading(tmp_path: Path) -> None:
    text = """# Playbook of Testland for public bodies

## Principle 1: You know what the tools are

The playbook asks for knowledge of what the tools of the playbook can do.

## Principle 2: You keep people in charge

Somebody checks every decision before it is sent out.
"""
    (tmp_path / "testland-playbook.md").write_text(text, "utf-8")
    assistant = Assistant(Settings(library=tmp_path / "library"))
    assistant.ingest([tmp_path / "testland-playbook.md"])
    answer = assistant.ask("What does principle 2 of the Playbook of Testland for public bodies ask for?")
    first = answer.citations[0].quote
    assert first.startswith("Principle 2: You keep people in charge")
    assert first.endswith("Somebody checks every decision before it is sent out.")
    assert first in assistant.library.index.document("testland-playbook.md").text
