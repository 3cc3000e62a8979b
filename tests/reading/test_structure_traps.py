"""Outlines that are easily wrong: contents lines with page numbers, points of one sentence, questions, dotted numbers."""

# ruff: noqa: E501 - texts are kept on one line

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structures import document, source

from assistant.answering.quotes import sentences_in
from assistant.language.tokens import tokens
from assistant.questions.mentions import articles_asked
from assistant.reading.formats.plain import parse_markdown
from assistant.reading.limits import DEFAULTS
from assistant.reading.structure.outline import outline
from assistant.reading.structure.splitting import split
from assistant.records import Document, Hit, Status

NAMES = ("Name", "Quorum", "Interests", "Duties of members", "Appeals", "Fees")
BODY = "The board of the province decides on this within four weeks of the day on which it was asked."


def read(markdown: str) -> Document:
    parsed = parse_markdown(markdown.encode(), DEFAULTS)
    return document(source(parsed.text, headings=parsed.headings))


@given(
    st.integers(3, 6),
    st.lists(st.integers(0, 9), min_size=6, max_size=6),
    st.sampled_from(["\n", "\n\n"]),
    st.booleans(),
)
def test_contents_lines_with_page_numbers_are_no_sections(count: int, steps: list[int], gap: str, headed: bool) -> None:
    entries = [f"1.{number} {name}" for number, name in enumerate(NAMES[:count], 1)]
    pages = [1 + sum(steps[: place + 1]) for place in range(count)]
    listed = gap.join(f"{entry} {page}" for entry, page in zip(entries, pages, strict=True))
    text = f"Board Constitution\n\n{'Contents' + gap if headed else ''}{listed}\n\n" + "\n\n".join(
        f"{entry}\n\n{BODY}" for entry in entries
    )
    found = [section.label for section in outline(source(text)) if section.unit == "section"]
    assert found == entries


def test_rows_that_end_in_figures_and_never_come_again_are_no_contents() -> None:
    text = "Fees\n\n" + "\n\n".join(f"Kind {name} costs {cost}" for name, cost in (("a", 10), ("b", 20), ("c", 30)))
    assert all("Kind" in section.path or section.unit != "heading" for section in outline(source(text)))


@pytest.mark.parametrize("level", ["## ", "### "])
@pytest.mark.parametrize(
    "point", ["本要点由市工业和信息化局负责解释。", "对符合条件的企业，按实际支出的百分之三十给予补贴，最高二百万元。"]
)
def test_a_point_of_one_sentence_can_be_quoted(level: str, point: str) -> None:
    made = read(
        f"# 南海市补贴要点\n\n{level}一、为支持企业，制定本要点。\n\n{level}二、{point}\n\n{level}三、本要点自2026年1月1日起施行。"
    )
    quotable = [passage.text for passage in split(made) if passage.unit != "heading"]
    assert any(point in text for text in quotable)
    assert any("自2026年1月1日起施行" in text for text in quotable)


def test_a_heading_that_says_nothing_stays_one() -> None:
    made = read(
        "# 南海市补贴要点\n\n## 一、总体要求\n\n### （一）指导思想\n\n坚持创新驱动，推动产业发展，服务企业。\n\n### （二）目标\n\n到2027年建成。"
    )
    assert [section.label for section in made.sections if section.unit == "heading"][-1] == "一、总体要求"


@pytest.mark.parametrize("mark", ["Q1. ", "Q1: ", "1. ", "Question 1: "])
def test_the_question_over_an_answer_is_no_answer(mark: str) -> None:
    question = "Can we include costs for training that is not about AI?"
    made = read(
        f"# Questions\n\n## {mark}{question}\n\nMost of it should be, but a small part may go to safety training.\n\n## {mark.replace('1', '2')}Can volunteers apply?\n\nNo."
    )
    passage = next(passage for passage in split(made) if "safety training" in passage.text)
    hit = Hit(passage, made.record, Status.UNKNOWN, 1.0)
    assert [passage.text[start:end] for start, end in sentences_in(hit)] == [
        "Most of it should be, but a small part may go to safety training."
    ]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("1.2 Quorum", "§1.2"), ("# 4.10. Fees are due", "§4.10"), ("see section 3.1.4 on this", "§3.1.4"), ("依資料保護法第 44 條", "§44"),
        ("第四十四条", "§44"), ("1.5 million was paid", "§1.5"), ("paid 1.5 million", None), ("1.5% of turnover", None),
    ],
)  # fmt: skip
def test_numbers_of_parts_are_looked_up_as_they_are_printed(text: str, token: str | None) -> None:
    assert next((word for word in tokens(text) if word.startswith("§")), None) == token


@pytest.mark.parametrize(
    ("question", "label"),
    [("What does section 1.2 say?", "1.2"), ("paragraph 4.7.1?", "4.7.1"), ("Section 5?", "Section 5")],
)
def test_articles_asked(question: str, label: Any) -> None:
    asked = articles_asked(question)
    assert label in asked
    assert "Section 1" not in asked
