"""The list items that a paragraph begins with, and those that hold it."""

from __future__ import annotations

import pytest

from assistant.language.items import Items, begins_paragraph, mark_at


def paths(*paragraphs: str) -> list[tuple[str, ...]]:
    """The open items after each paragraph of one section."""
    items = Items()
    result = []
    for words in paragraphs:
        items.paragraph(words, 0, len(words))
        result.append(items.path)
    return result


def test_european_paragraphs_and_points() -> None:
    assert paths("1. The following:", "(a) one;", "(b) two:", "(i) inner;", "(ii) last;", "(c) end.", "2. Next.") == [
        ("1.",), ("1.", "(a)"), ("1.", "(b)"), ("1.", "(b)", "(i)"), ("1.", "(b)", "(ii)"), ("1.", "(c)"), ("2.",),
    ]  # fmt: skip


def test_a_letter_i_after_h_is_no_roman_numeral() -> None:
    assert paths("(a) one", "(h) eight", "(i) nine", "(j) ten")[2:] == [("(i)",), ("(j)",)]
    assert paths("(A) one", "(H) eight", "(I) nine")[2] == ("(I)",)


def test_a_list_that_begins_on_the_line_of_its_title() -> None:
    found = paths("4.1. Developing Guidelines. (a) Within 270 days:", "(i) one;", "(ii) two.", "(b) Within 90 days:")
    assert found == [("4.1.", "(a)"), ("4.1.", "(a)", "(i)"), ("4.1.", "(a)", "(ii)"), ("4.1.", "(b)")]
    assert paths("Article 3 (Title) (1) The State shall act.", "(2) It shall report.") == [("(1)",), ("(2)",)]


def test_lists_that_begin_together() -> None:
    found = paths('(9) (a) "SYSTEM" MEANS:', "(I) A SYSTEM;", "(A) OF A KIND.", "(b) ANOTHER.", "(10) NEXT.")
    assert found == [("(9)", "(a)"), ("(9)", "(a)", "(I)"), ("(9)", "(a)", "(I)", "(A)"), ("(9)", "(b)"), ("(10)",)]


def test_chinese_items() -> None:
    assert paths("（一）甲：", "1．乙；", "2．丙。", "（二）丁：", "（1）戊。") == [
        ("（一）",), ("（一）", "1."), ("（一）", "2."), ("（二）",), ("（二）", "（1）"),
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["Running text goes on.", "3.5 million was paid.", "2024年完成。", ""])
def test_text_without_a_mark_closes_the_list(words: str) -> None:
    assert paths("（一）甲。", words)[-1] == ()


def test_what_holds_an_item_is_not_guessed() -> None:
    assert paths("(ii) inner;", "(b) outer.") == [("(ii)",), ("(b)",)]


def test_dashes_hold_their_place_without_a_name() -> None:
    assert paths("1. The following:", "— one;", "— two.") == [("1.",), ("1.",), ("1.",)]


@pytest.mark.parametrize(
    ("line", "kind", "value", "rest"),
    [
        ("（三）鼓励企业", "chinese", "三", "鼓励企业"),
        ("> 三、支持", "heads", "三", "支持"),
        ("**1. First** rule", "number", "1", " First** rule"),
        ("2) second", "half", "2", " second"),
        ("(iii) third", "roman", "iii", " third"),
        ("(qqq) An order", "letter", "qqq", " An order"),
        ("a. Energy", "letter", "a", "Energy"),
        ("4.1 总则", "decimal", "4.1", " 总则"),
        ("* an item", "dash", "*", "an item"),
        ("①甲", "circled", "①", "甲"),
    ],
)
def test_marks(line: str, kind: str, value: str, rest: str) -> None:
    mark = mark_at(line)
    assert mark is not None
    assert (mark.kind, mark.value, line[mark.end :]) == (kind, value, rest)


@pytest.mark.parametrize(
    "line", ["3.5 亿元", "-5 % of it", "**bold** words", "2024. A year", "GPT-4 is meant", "第二款"]
)
def test_what_is_no_mark(line: str) -> None:
    assert mark_at(line) is None


@pytest.mark.parametrize("line", ["第二款 甲", "Article 5 Title", "GV-1 Govern", "问：什么？", "A. Scope", "（一）甲"])
def test_what_begins_a_paragraph(line: str) -> None:
    assert begins_paragraph(line)
    assert not begins_paragraph(f"running text {line}")
