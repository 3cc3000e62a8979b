"""Records in words for a terminal."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from making import document, passages

from assistant.faces.terminal import (
    STATUS_LINES,
    place,
    tell_answer,
    tell_document,
    tell_documents,
    tell_findings,
)
from assistant.records import (
    Answer,
    AnswerStatus,
    Citation,
    Conflict,
    ConflictValue,
    Findings,
    Hit,
    Kind,
    Relation,
    RelationKind,
    Sentence,
    Status,
    Verdict,
)

MADE = document(
    "measure.md", "The cap is 10 million yuan.", title="Measures", title_zh="措施", kind=Kind.MEASURE,
    issued="2024-12-18", origin={"issued": "front matter"}, notes=("page 3 holds no text",),
)  # fmt: skip
PASSAGE = dataclasses.replace(passages(MADE)[0], first_page=4, last_page=5)
HIT = Hit(PASSAGE, MADE.record, Status.IN_FORCE, 0.75)


def answer(status: AnswerStatus, **fields: Any) -> Answer:
    return dataclasses.replace(Answer("q", status, "", "en", "2026-11-22", None, 0.1), **fields)


def test_an_answer_names_its_sources_with_status_and_place() -> None:
    citation = Citation(1, PASSAGE, MADE.record, Status.IN_FORCE, PASSAGE.text, 0, "in force until 17 Dec 2026")
    told = tell_answer(
        answer(
            AnswerStatus.QUOTES,
            text="The cap is 10 million yuan. [1]",
            sentences=(Sentence("The cap is 10 million yuan. [1]", (1,), Verdict.SUPPORTED),),
            citations=(citation,),
            conflicts=(Conflict("the cap", (ConflictValue("10 million", 1), ConflictValue("5 million", 1))),),
            notes=("narrowed to Shenzhen",),
        )
    )
    assert told.startswith(STATUS_LINES[AnswerStatus.QUOTES])
    for words in (
        "The cap is 10 million yuan. [1]",
        "Sources differ on the cap: 10 million [1]; 5 million [1]",
        "in force until 17 Dec 2026",
        "p. 4",
        "Note: narrowed to Shenzhen",
    ):
        assert words in told


def test_every_outcome_but_a_plain_answer_is_explained() -> None:
    for status in AnswerStatus:
        explained = tell_answer(answer(status, text="words"))
        assert (explained == "words") is (status is AnswerStatus.ANSWERED)


def test_a_refusal_names_the_closest() -> None:
    told = tell_answer(answer(AnswerStatus.NO_EVIDENCE, text="Nothing.", closest=(HIT,)))
    assert "Closest, not an answer:" in told
    assert place(HIT) in told


def test_findings_are_numbered_and_say_what_was_narrowed() -> None:
    told = tell_findings(Findings((HIT, HIT), 0.9, because=("only Shenzhen",)))
    assert told.startswith("(only Shenzhen)")
    assert "1. Measures" in told
    assert "2. Measures" in told
    assert tell_findings(Findings((), 0.0)) == "Nothing found."


def test_a_chinese_document_is_called_by_its_chinese_title() -> None:
    chinese = dataclasses.replace(MADE.record, language="zh")
    told = tell_documents([(MADE.record, Status.IN_FORCE), (chinese, Status.EXPIRED)])
    first, second, total = told.splitlines()
    assert first.endswith("Measures")
    assert second.endswith("措施")
    assert total == "2 documents."


def test_a_document_tells_where_its_facts_were_read() -> None:
    made = dataclasses.replace(MADE, relations=(Relation(RelationKind.REPEALS, "Old Measures", ""),))
    told = tell_document(made, Status.IN_FORCE, date(2026, 11, 22))
    for words in (
        "issued: 2024-12-18  (front matter)",
        "status: in force as of 2026-11-22",
        "repeals: Old Measures",
        "note: page 3 holds no text",
        "1 sections:",
    ):
        assert words in told
    assert "expires" not in told
