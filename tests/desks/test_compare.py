"""Comparing: units find their partners whatever was moved, renumbered, split or rewritten; differences are named."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.desks.compare.aligning import aligned, in_order, likeness, with_parts
from assistant.desks.compare.comparison import Change, Comparison, Difference, Differing, Row, Unit
from assistant.desks.compare.comparison_files import docx, markdown
from assistant.desks.compare.differences import differences, runs
from assistant.desks.compare.document_units import number_of
from assistant.records import Kind, Record

WORDS = (
    *(
        "provider",
        "network",
        "operator",
        "shall",
        "report",
        "incident",
        "authority",
        "within",
        "data",
        "security",
        "model",
    ),
    *(
        "training",
        "voucher",
        "subsidy",
        "cap",
        "application",
        "district",
        "enterprise",
        "review",
        "filing",
        "label",
        "fine",
    ),
)


def unit(number: int, body: str) -> Unit:
    return Unit(f"Article {number}", f"article {number}", body, 0, len(body))


def articles(count: int, seed: int = 1) -> list[Unit]:
    """Articles of 40 words each, drawn at random: alike in vocabulary, as articles of one law are."""
    draw = random.Random(seed)
    return [unit(n, " ".join(draw.choices(WORDS, k=40)) + f" number{n}.") for n in range(1, count + 1)]


def partners(a: list[Unit], b: list[Unit]) -> list[tuple[str | None, str | None, bool]]:
    rows = with_parts(aligned(a, b, likeness(a, b)))
    return [(row.a.label if row.a else None, row.b.label if row.b else None, row.moved) for row in rows]


def test_an_inserted_article_numbers_the_later_ones_anew() -> None:
    old = articles(8)
    new = [*old[:3], unit(4, "Artificial intelligence research is supported by the State."), *old[3:]]
    new = [unit(n, made.body) for n, made in enumerate(new, 1)]
    found = partners(old, new)
    assert found[3] == (None, "Article 4", False)
    assert found[4:] == [(f"Article {n}", f"Article {n + 1}", False) for n in range(4, 9)]


def test_an_article_in_another_place_is_moved_and_one_left_out_is_removed() -> None:
    old = articles(8)
    new = [*old[1:5], *old[6:], old[0]]
    found = partners(old, new)
    assert (old[0].label, old[0].label, True) in found
    assert found[4] == (old[5].label, None, False), "it stands where it stood"


def test_an_article_that_alone_stands_between_two_pairs_was_rewritten() -> None:
    old = articles(5)
    kept = old[2].body.split()
    new = [*old[:2], unit(3, " ".join(kept[:16] + ["entirely", "other", "words", "now"] * 5)), *old[3:]]
    assert partners(old, new)[2] == ("Article 3", "Article 3", False)


def test_a_paragraph_split_in_two_is_no_deletion_and_no_insertion() -> None:
    old = articles(4)
    words = old[1].body.split()
    new = [old[0], unit(2, " ".join(words[:18])), unit(3, " ".join(words[18:])), *old[2:]]
    found = partners(old, new)
    assert (None, "Article 3", False) not in found
    assert ("Article 2", "Article 2 + Article 3", False) in found
    assert ("Article 2 + Article 3", "Article 2", False) in partners(new, old)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 11), unique=True, max_size=12), st.integers(0, 99))
def test_every_unit_of_both_sides_stands_in_one_row(kept: list[int], seed: int) -> None:
    old = articles(12, seed)
    new = [old[at] for at in kept]
    rows = aligned(old, new, likeness(old, new))
    assert sorted(row.a.label for row in rows if row.a) == sorted(made.label for made in old)
    assert [row.b.label for row in rows if row.b] == [made.label for made in new]
    assert all(row.a is row.b for row in rows if row.a and row.b)


@settings(deadline=None, max_examples=100)
@given(st.text("ab第一条12。, \n", max_size=60), st.text("ab第一条12。, \n", max_size=60))
def test_runs_joined_are_the_texts_again(a: str, b: str) -> None:
    found = runs(a, b)
    tail = (a, b) if not found else ("".join(run.a for run in found), "".join(run.b for run in found))
    assert tail == (a, b) or not (tail[0] + tail[1]).strip("。, \n")


@given(st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=3, max_size=3))
def test_pairs_in_order_rise_on_both_sides(worths: list[list[float]]) -> None:
    import numpy as np

    pairs = in_order(np.array(worths))
    assert pairs == sorted(pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("a fine of 10,000 yuan", "a fine of 50,000 yuan", Differing(Difference.NUMBER, "10,000 yuan", "50,000 yuan")),
        ("处五千元以上罚款", "处五万元以上罚款", Differing(Difference.NUMBER, "五千元", "五万元")),
        ("in force on 1 May 2025", "in force on 1 June 2025", Differing(Difference.DATE, "1 May 2025", "1 June 2025")),
        ("Providers may file.", "Providers shall file.", Differing(Difference.MODALITY, "may", "")),
        ("依照第二十一条处罚", "依照第二十三条处罚", Differing(Difference.WORDS, "第二十一条", "第二十三条")),
        ("The city supports models.", "The city supports robots.", Differing(Difference.WORDS, "models", "robots")),
    ],
)
def test_what_differs_is_named(a: str, b: str, expected: Differing) -> None:
    assert expected in differences(unit(1, a), unit(1, b), across=False)


def test_across_languages_a_clause_that_is_not_said_is_named_and_figures_are_compared() -> None:
    zh = unit(21, "由主管部门予以警告、通报批评，责令限期改正；拒不改正的，处五万元罚款。")
    en = unit(21, "The competent department shall issue a warning and a notice of criticism; a fine of 80,000 yuan.")
    found = differences(zh, en, across=True)
    assert any(one.kind is Difference.NUMBER and "五万元" in one.a and "80,000" in one.b for one in found)
    assert any(one.kind is Difference.WORDS and "改正" in one.a and not one.b for one in found)


def test_a_label_has_one_number_in_both_languages() -> None:
    assert number_of("第三十八条") == number_of("Article 38") != ""
    assert number_of("Overall goals") == ""


def comparison() -> Comparison:
    record = Record("a.md", "Measures <old>", Kind.MEASURE, "en", "0")
    old, new = unit(1, "A cap of 5 million yuan.\x0b\n\nMore."), unit(2, "A cap of 8 million yuan.\n\nMore.")
    rows = (
        Row(old, new, Change.CHANGED, False, differences(old, new, across=False)),
        Row(None, unit(3, "New & added."), Change.ADDED),
        Row(unit(2, "Gone."), None, Change.REMOVED),
    )
    return Comparison(record, record, rows)


@pytest.mark.parametrize(("language", "said"), [("en", "3 units: 1 changed, 1 added, 1 removed."), ("zh", "共3处")])
def test_exports_hold_every_row_in_the_language_asked_for(language: str, said: str) -> None:
    from docx import Document

    text = markdown(comparison(), language)
    assert said in text
    assert "~~5~~ **8** million" in text
    assert "> Gone." in text
    document = Document(io.BytesIO(docx(comparison(), language)))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert any("5 million yuan" in cell for cell in cells)
    assert "New & added." in cells
    runs_of = (run for row in document.tables[0].rows for cell in row.cells for p in cell.paragraphs for run in p.runs)
    assert [run.text.strip() for run in runs_of if run.font.strike] == ["5", "Gone."]
