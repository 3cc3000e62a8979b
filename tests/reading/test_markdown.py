"""Markdown as converters and site generators write it: pages inside, pictures, slanted print, bullets before marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structures import document, labels, source

from assistant.reading.formats.plain import parse_markdown
from assistant.reading.limits import DEFAULTS

WORDS = "The keeper of the harbour writes down each boat and the day on which it left."


def text(markdown: str) -> str:
    return parse_markdown(markdown.encode(), DEFAULTS).text


@given(st.sampled_from(["Sec. {}.", "Section {}.", "Article {}"]), st.sampled_from(["*", "**", ""]), st.integers(3, 9))
def test_a_bullet_before_an_article_hides_it_not(form: str, print_: str, count: int) -> None:
    lines = [f"- {print_}{form.format(number)}{print_} {WORDS}" for number in range(1, count + 1)]
    parsed = parse_markdown("\n\n".join(["# Harbours Act", *lines]).encode(), DEFAULTS)
    sections = document(source(parsed.text, headings=parsed.headings)).sections
    assert labels(sections, "article") == [form.format(number).rstrip(".") for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("- (a) boats;\n- (b) rafts.", "(a) boats;\n(b) rafts."),
        ("- **5.** Boats pay.", "5. Boats pay."),
        ("- 第三条 船舶应当登记。", "第三条 船舶应当登记。"),
        ("- 第三方的船舶", "- 第三方的船舶"),
        ("- 5 boats and 3 rafts", "- 5 boats and 3 rafts"),
        ("- boats\n- rafts", "- boats\n- rafts"),
        ("*Sec. 2*. *Fees*. (a) Boats pay 3 * 4 dollars.", "Sec. 2. Fees. (a) Boats pay 3 * 4 dollars."),
        ("![a seal](_page_0_Picture_0.jpeg)\n\nBoats pay.", "a seal\n\nBoats pay."),
        ("Boats pay.\n\n{3}------------------------\n\nRafts pay.", "Boats pay.\n\nRafts pay."),
        ("The law<br>of <sup>the</sup> sea &amp; lakes", "The law\nof the sea & lakes"),
        ("A <keeper> writes a < b and c > d.", "A <keeper> writes a < b and c > d."),
        ("::: tip Note\n\nBoats pay.\n\n:::", "Note\n\nBoats pay."),
    ],
)
def test_what_is_written_as_shown(written: str, shown: str) -> None:
    assert text(written) == shown


@given(st.integers(2, 12), st.booleans())
def test_articles_in_paragraphs_of_a_page_are_articles(count: int, broken: bool) -> None:
    inner = "<br>\n&emsp;&emsp;船舶离港应当报告。" if broken else ""
    numbers = "一二三四五六七八九十"[: min(count, 10)]
    parts = [f'<p id="t{n}">&emsp;&emsp;<b>第{n}条</b>&emsp;港口应当登记船舶。{inner}</p>' for n in numbers]
    parsed = parse_markdown("\n".join(['## 第一章&emsp;总&emsp;则{align="center"}', "", *parts]).encode(), DEFAULTS)
    sections = document(source(parsed.text, headings=parsed.headings)).sections
    assert labels(sections, "article") == [f"第{n}条" for n in numbers]
    assert "<" not in parsed.text
    assert "{" not in parsed.text


def test_a_table_of_a_page_is_a_table_and_what_follows_is_not_lost() -> None:
    shown = text(
        "Fees:\n\n<table><tr><th>Boat</th><th>Fee</th></tr>\n\n<tr><td>Raft</td><td>5</td></tr></table>\n\nAll pay."
    )
    assert "Boat: Raft | Fee: 5" in shown or "Raft: 5" in shown
    assert shown.endswith("All pay.")
