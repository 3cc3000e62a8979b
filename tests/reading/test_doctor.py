"""What the library's doctor says of documents: readers, notes, pages, articles, dates with their quotes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import document

from assistant.faces.json_shapes import show_checkup
from assistant.faces.terminal import tell_checkup
from assistant.reading.doctor import check_up
from assistant.records import Document, Page, Section

WORDS = (
    "The auditor must be independent of the supplier and shall file the report with the office within the period set. "
)


def articles(numbers: list[int], form: str) -> Document:
    made = document("law.md", "x" * max(len(numbers), 1))
    sections = tuple(Section((), form.format(number), "article", at, at + 1) for at, number in enumerate(numbers))
    return replace(made, sections=sections)


@pytest.mark.parametrize("form", ["第{}条", "Article {}", "Sec. {}"])
@given(st.integers(2, 30), st.integers(1, 40), st.integers(2, 9))
def test_articles_out_of_sequence_are_named(form: str, count: int, place: int, gap: int) -> None:
    numbers = list(range(1, count + 1))
    assert check_up(articles(numbers, form)).out_of_sequence == ()
    assert check_up(articles(numbers + numbers, form)).out_of_sequence == ()  # a second count begins anew
    at = place % count
    skipped = [number + (gap if number > at + 1 else 0) for number in numbers]
    jumps = check_up(articles(skipped, form)).out_of_sequence
    expected = ((form.format(at + 1), form.format(at + 2 + gap)),) if at + 1 < count else ()
    assert jumps == expected


def test_pages_without_text_and_with_text_of_no_language_are_named() -> None:
    moved = "".join(chr((ord(c) - 97 + 5) % 26 + 97) if c.islower() else c for c in WORDS.lower())
    parts = [WORDS * 2, "  ", moved * 2]
    made, start, pages = document("a.pdf", "".join(parts)), 0, []
    for number, words in enumerate(parts, 1):
        pages.append(Page(number, start, start + len(words)))
        start += len(words)
    checkup = check_up(replace(made, pages=tuple(pages)))
    assert (checkup.blank_pages, checkup.doubtful_pages) == ((2,), (3,))


def test_dates_stand_with_the_words_that_state_them() -> None:
    text = "Audit Code\n\nThis code takes effect on 1 March 2026.\n\nName | Rate | Cap\n\nName: a | Rate: b | Cap: c"
    origin = {"effective": "text", "issued": "file name", "text": "markdown"}
    made = document("c.md", text, effective="2026-03-01", issued="2026", origin=origin, notes=("a part was not read",))
    checkup = check_up(made)
    assert [(one.field, one.value, one.origin, one.quote) for one in checkup.dates] == [
        ("issued", "2026", "file name", ""),
        ("effective", "2026-03-01", "text", "This code takes effect on 1 March 2026."),
    ]
    assert (checkup.reader, checkup.rows_without_heads, checkup.sound) == ("markdown", 1, False)
    told = tell_checkup(checkup)
    assert all(words in told for words in ("markdown reader", "a part was not read", "on 1 March 2026"))
    assert show_checkup(checkup)["dates"][1]["quote"] == "This code takes effect on 1 March 2026."
