"""What the page keeps, and what it gives away as files: without a browser."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import docx
from hypothesis import given
from hypothesis import strategies as st

from assistant.faces.page.keeping import FEEDBACK, FILE, Kept
from assistant.faces.page.markup import Exchange
from assistant.faces.page.routes import answer_files
from assistant.faces.page.routes.pdf_page import found_in, letters
from assistant.faces.page.words import CHINESE, ENGLISH
from assistant.records import (
    Activity,
    Answer,
    AnswerStatus,
    Citation,
    Conflict,
    ConflictValue,
    Kind,
    Passage,
    Profile,
    Record,
    Sentence,
    Status,
    Understood,
    Verdict,
)

TEXT = "The voucher pays at most 60 % of the price."
RECORD = Record("v.pdf", "Voucher Measures", Kind.MEASURE, "en", "00", issuer="Bureau", number="No. 14", pages=3)
PASSAGE = Passage("p1", "v.pdf", TEXT, ("Article 5",), "Article 5", "article", 0, len(TEXT), "en", 0, 2, 2)
ANSWER = Answer(
    question="How much?",
    status=AnswerStatus.QUOTES,
    text="**Voucher**\n\n> " + TEXT + " [1]\n\n| Measure | Rate |\n| --- | --- |\n| Voucher | 60 % |",
    language="en",
    as_of="2026-11-21",
    model=None,
    seconds=0.2,
    sentences=(Sentence(TEXT, (1,), Verdict.SUPPORTED),),
    citations=(Citation(1, PASSAGE, RECORD, Status.IN_FORCE, TEXT, 0),),
    conflicts=(Conflict("the rate", (ConflictValue("60 %", 1), ConflictValue("50 %", 1))),),
    understood=Understood("How much?", Profile(activities=(Activity("GPUs", Fraction(16, 5)),)), "2026-11-21"),
)
EXCHANGE = Exchange(1, "How much?", ANSWER)


def test_a_conversation_is_found_again_whole_after_a_restart(tmp_path: Path) -> None:
    (kept,) = Kept(tmp_path / FILE).keep("me", (EXCHANGE,), 0)
    assert len(kept.chat) > 12
    again = Kept(tmp_path / FILE)
    assert again.latest("me") == (kept,)
    assert again.latest("somebody else") == ()
    assert again.conversation(kept.chat) == (kept,)
    assert [told.title for told in again.listed("me")] == ["How much?"]
    again.forget("me")
    assert again.listed("me") == []


def test_what_another_tab_or_another_browser_wrote_is_left_as_it_is() -> None:
    store = Kept()
    first = store.keep("me", (EXCHANGE,), 0)
    here = store.keep("me", (*first, replace(EXCHANGE, number=2)), 1)
    elsewhere = store.keep("me", (*first, replace(EXCHANGE, number=2, question="Other?")), 1)
    assert here[0].chat == first[0].chat != elsewhere[0].chat
    linked = store.keep("you", (*here, replace(EXCHANGE, number=3)), 2)
    assert linked[0].chat != here[0].chat
    assert store.conversation(here[0].chat) == here


def test_judgements_are_kept_beside_the_library_and_nowhere_when_nothing_is(tmp_path: Path) -> None:
    Kept(tmp_path / FILE).judge(EXCHANGE, "bad", "The cap is missing.")
    (line,) = (tmp_path / FEEDBACK).read_text("utf-8").splitlines()
    assert {**json.loads(line), "time": ""} == {
        **{"time": "", "conversation": "", "turn": 1, "question": "How much?", "status": "quotes"},
        **{"verdict": "bad", "remark": "The cap is missing."},
    }
    Kept().judge(EXCHANGE, "good", "")


def test_an_answer_as_a_file_has_all_by_which_it_is_checked() -> None:
    said = answer_files.markdown(EXCHANGE, ANSWER, ENGLISH)
    for part in (
        "# How much?",
        "| Voucher | 60 % |",
        "the rate: 60 % [1]",
        f"“{TEXT}”",
        "Article 5",
        "page 2",
        "No. 14",
    ):
        assert part in said
    made = docx.Document(io.BytesIO(answer_files.docx(EXCHANGE, ANSWER, CHINESE)))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    for part in ("How much?", f"“{TEXT}”", "第 2 页", "截至 2026年11月21日"):
        assert part in text
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["Voucher", "60 %"]


def test_quotation_marks_stand_around_originals_only() -> None:
    summary = replace(RECORD, origin={"kind": "front matter"})
    answer = replace(ANSWER, citations=(replace(ANSWER.citations[0], record=summary),))
    said = answer_files.markdown(EXCHANGE, answer, ENGLISH)
    assert "“" not in said
    assert "summary, not the original" in said


@given(
    st.text("abcdefgh ,.-\nＡ５", min_size=12, max_size=80), st.text("xyz ", max_size=30), st.text("xyz ", max_size=9)
)
def test_a_passage_is_found_on_its_page_whatever_the_line_ends_are(passage: str, before: str, after: str) -> None:
    printed = before + passage.replace(" ", "\n") + after
    places = found_in(printed, passage)
    found = "".join(printed[place] for place in dict.fromkeys(places))
    assert letters(found)[0] == letters(passage)[0]
