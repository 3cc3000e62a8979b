"""The JSON shapes that the contract promises."""

from __future__ import annotations

import dataclasses
import json
from datetime import date

from drawn_records import RECORDS
from hypothesis import given
from making import document, passages

from assistant.faces.json_shapes import show_answer, show_document, show_findings, show_record
from assistant.records import (
    Answer,
    AnswerStatus,
    Citation,
    Conflict,
    ConflictValue,
    Findings,
    Hit,
    Kind,
    Record,
    Relation,
    RelationKind,
    Sentence,
    Status,
    Verdict,
)


@given(RECORDS)
def test_the_shown_record_has_every_field_of_the_record_but_the_fixed_status(record: Record) -> None:
    shown = show_record(record, Status.IN_FORCE, date(2026, 11, 22))
    assert set(shown) == {field.name for field in dataclasses.fields(Record)} - {"fixed_status"} | {"status", "as_of"}
    assert json.loads(json.dumps(shown))["status"] == "in_force"


def test_a_document_is_shown_with_sections_and_relations() -> None:
    made = document("a.md", "First part.\n\nSecond part.")
    made = dataclasses.replace(made, relations=(Relation(RelationKind.REPEALS, "Old", "repeals Old"),))
    shown = json.loads(json.dumps(show_document(made, Status.UNKNOWN, date(2026, 11, 22))))
    assert set(shown) == {"document", "sections", "relations"}
    assert "".join(section["text"] for section in shown["sections"]) == made.text
    assert set(shown["sections"][0]) >= {"section", "label", "first_page", "last_page", "start", "end", "text"}
    assert shown["relations"] == [
        {"relation": "repeals", "target": "Old", "quote": "repeals Old", "date": None, "target_document": None}
    ]


def test_an_answer_has_the_contract_s_fields() -> None:
    made = document("a.md", "The cap is 10 million yuan.", kind=Kind.MEASURE)
    passage = passages(made)[0]
    hit = Hit(passage, made.record, Status.IN_FORCE, 0.5)
    answer = Answer(
        "q", AnswerStatus.PARTIAL, "The cap is 10 million yuan. [1]", "en", "2026-11-22", "m", 0.5,
        sentences=(Sentence("The cap is 10 million yuan. [1]", (1,), Verdict.SUPPORTED, "verbatim"),),
        citations=(Citation(1, passage, made.record, Status.IN_FORCE, passage.text, 0, "in force"),),
        conflicts=(Conflict("cap", (ConflictValue("10 million", 1), ConflictValue("5 million", 1))),),
        notes=("n",), closest=(hit,), id="7",
    )  # fmt: skip
    shown = json.loads(json.dumps(show_answer(answer)))
    assert list(shown) == [
        "id", "question", "status", "answer", "language", "as_of", "model", "seconds", "sentences", "citations",
        "conflicts", "notes", "closest", "kind", "lead", "understood",
    ]  # fmt: skip
    assert shown["sentences"] == [
        {"text": answer.text, "citations": [1], "verdict": "supported", "why": "verbatim"}
    ]  # fmt: skip
    assert set(shown["citations"][0]) >= {
        "marker", "document", "title", "kind", "authority", "status", "issuer", "issued", "page", "section", "quote",
        "url",
    }  # fmt: skip
    assert shown["citations"][0]["authority"] == 4
    assert shown["conflicts"] == [
        {"what": "cap", "values": [{"value": "10 million", "marker": 1}, {"value": "5 million", "marker": 1}]}
    ]
    (row,) = show_findings(Findings((hit,), 0.9))
    assert list(row) == ["document", "title", "kind", "language", "status", "page", "section", "text", "score"]
