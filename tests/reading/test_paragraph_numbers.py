"""Paragraphs numbered right through a text, and what only looks like them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from structures import labels, markdown, source

from assistant.reading.structure.outline import outline
from assistant.reading.structure.paragraph_numbers import FEWEST

WORDS = "The keeper of the harbour writes down each boat, its owner, its cargo and the day on which it left."
WIDE = "港口管理人应当登记每一艘船舶及其所有人、货物和离港日期，并妥善保存登记簿。"


def numbered(count: int, wide: bool, every: int, inner: int) -> str:
    """Paragraphs (1) to (count), a heading before each so many, lists that begin anew inside them."""
    parts = []
    for number in range(1, count + 1):
        if number % every == 1 or every == 1:
            parts.append(f"{number // every + 1}. DUTIES OF KEEPERS {'ABCDEFGHIJ'[number // every % 10]}")
        mark = f"（{number}）" if wide else f"({number}) "
        parts.append(f"{mark}{WIDE if wide else WORDS}")
        parts += [f"({item}) {WORDS}" for item in range(1, inner + 1) if number % 4 == 0]
    return "\n\n".join(parts)


@given(st.integers(FEWEST, 40), st.booleans(), st.integers(3, 9), st.integers(0, 3))
def test_paragraphs_are_parts_whatever_heading_they_stand_under(count: int, wide: bool, every: int, inner: int) -> None:
    text = source(numbered(count, wide, every, inner))
    sections = outline(text)
    expected = [f"（{number}）" if wide else f"({number})" for number in range(1, count + 1)]
    assert [label for label in labels(sections, "section") if label[:1] in "(（"] == expected
    assert "".join(text.text[section.start : section.end] for section in sections) == text.text


@given(st.integers(2, FEWEST - 1), st.booleans())
def test_a_short_row_is_a_list(count: int, wide: bool) -> None:
    sections = outline(source(numbered(count, wide, 50, 0)))
    assert not [label for label in labels(sections, "section") if label[:1] in "(（" and len(label) < 5]


def test_numbers_of_notes_and_references_do_not_go_on_with_a_row() -> None:
    parts = [f"({number}) {WORDS}" for number in range(1, 13)]
    parts.insert(6, "as laid down in Article 3 and paragraph\n(7) of the Boats Act, which the keeper follows.")
    sections = outline(markdown("\n\n".join(parts)))
    assert [label for label in labels(sections, "section") if label[:1] == "("] == [f"({n})" for n in range(1, 13)]
