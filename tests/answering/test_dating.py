"""Relative dates in quotes: resolved with the document's date and said to be inferred, or said to be unresolved."""

from __future__ import annotations

from pathlib import Path

import pytest
from libraries import assistant_of
from making import document, passages

from assistant.answering.dating import date_notes
from assistant.records import Citation, Kind, Status


def cited(text: str, marker: int = 1, **fields: object) -> Citation:
    made = document("news.md", text, **{"kind": Kind.NEWS, **fields})
    passage = passages(made)[0]
    return Citation(marker, passage, made.record, Status.UNKNOWN, passage.text, 0)


@pytest.mark.parametrize(
    ("text", "issued", "said", "meant"),
    [
        ("The plan was released yesterday.", "2023-06-01", "yesterday", "31 May 2023"),
        ("The city had 1,646 companies at the end of last year.", "2024-06-12", "at the end of last year", "2023"),
        ("A report published last month ranks the city third.", "2024-06-12", "last month", "May 2024"),
        ("The roundtable was broadcast on Tuesday.", "2024-06-12", "Tuesday", "11 Jun 2024"),
        ("去年底，深圳有1646家企业。", "2024-06-12", "去年底", "2023"),
        ("昨日，该市发布了行动方案。", "2023-06-01", "昨日", "31 May 2023"),
    ],
)
def test_resolved_and_said_to_be_inferred(text: str, issued: str, said: str, meant: str) -> None:
    (note,) = date_notes([cited(text, marker=3, issued=issued)], "en")
    assert f"“{said}” in [3] means {meant}" in note
    assert "inferred from the document's date" in note
    assert "not stated" in note


def test_in_chinese() -> None:
    (note,) = date_notes([cited("去年底，深圳有1646家企业。", issued="2024-06-12")], "zh")
    assert note == "[1]中的“去年底”应指2023年：由该文件的日期（2024年6月12日）推算，并非原文所写。"


def test_a_guessed_date_is_called_a_guess() -> None:
    guessed = cited("The plan was released yesterday.", issued="2023-06-01", origin={"issued": "file name"})
    (note,) = date_notes([guessed], "en")
    assert note.endswith("that date is itself a guess.")


def test_without_a_date_all_words_of_a_document_are_unresolved_together() -> None:
    text = "The plan came out yesterday. It was made last year."
    (note,) = date_notes([cited(text)], "en")
    assert note == (
        "“yesterday”, “last year” in [1] are left unresolved: they are relative, and the document carries no date."
    )
    (note,) = date_notes([cited(text)], "zh")
    assert "该文件没有日期" in note


def test_a_date_that_is_not_precise_enough_resolves_only_what_it_can() -> None:
    notes = date_notes([cited("It was released yesterday, after talks last year.", issued="2024")], "en")
    assert any("“last year” in [1] means 2023" in note for note in notes)
    assert any("“yesterday” in [1] is left unresolved" in note and "(2024)" in note for note in notes)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('It says "last year" (inferred: 2023) for the 1,646 companies.', Kind.NEWS),
        ("报道称，“去年”年底（推断为2023年）有1646家企业。", Kind.NEWS),
        ("当年最高300万元，上年度营收不计。", Kind.MEASURE),
        ("Applications close on 30 June of the current year.", Kind.MEASURE),
        ("2022年8月30日通过，9月5日公布，11月1日起施行。", Kind.REGULATION),
        ("The first training vouchers were reported on 29 March 2025.", Kind.NEWS),
        ("The cap is 10 million yuan.", Kind.NEWS),
    ],
)
def test_no_note_where_nothing_points_or_the_text_explains_it(text: str, kind: Kind) -> None:
    assert date_notes([cited(text, issued="2024-06-12", kind=kind)], "en") == ()


def test_a_passage_that_explains_its_words_elsewhere_needs_no_note() -> None:
    text = 'The article says "at the end of last year". We infer that "last year" means 2023.'
    citation = cited(text)
    short = Citation(1, citation.passage, citation.record, citation.status, text[:48], 0)
    assert date_notes([short], "en") == ()


def test_the_same_words_of_one_document_are_noted_once() -> None:
    one = cited("It was released yesterday.", 1, issued="2023-06-01")
    assert len(date_notes([one, cited("It was released yesterday.", 2, issued="2023-06-01")], "en")) == 1


ORDERED = """---
title: Robot Order
issuer: Robot Bureau
issued: 2025-04-03
effective: 2025-05-01
---
# Robot Order

Within 60 days of the issuance of this order each office shall name a robot officer.

Within 10 days of the effective date of this order each office shall buy a robot.

Within 30 days of a complaint the robot officer shall answer.
"""


def test_limits_counted_from_a_documents_own_day_are_told_with_the_day_they_end(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, ORDERED)
    notes = assistant.ask("Which deadlines does the Robot Order set?").notes
    assert any("2 June 2025" in note and "3 April 2025" in note for note in notes)
    assert any("11 May 2025" in note for note in notes)
    assert not any("complaint" in note for note in notes)
