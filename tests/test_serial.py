"""Records to JSON and back, every field kept; and the shapes that the contract promises."""

from __future__ import annotations

import dataclasses
import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from making import document, passages

from assistant.records import (
    Answer,
    AnswerStatus,
    Citation,
    Conflict,
    ConflictValue,
    Findings,
    Hit,
    Instrument,
    Kind,
    Record,
    Relation,
    RelationKind,
    Sentence,
    Status,
    Verdict,
)
from assistant.serial import (
    pack_record,
    pack_relation,
    show_answer,
    show_document,
    show_findings,
    show_record,
    unpack_record,
    unpack_relation,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
DATES = st.none() | st.sampled_from(["2024", "2024-05", "2024-05-31"])
INSTRUMENTS = st.builds(Instrument, name=WORDS, cap=WORDS, conditions=st.lists(WORDS, max_size=2).map(tuple))
RECORDS = st.builds(
    Record,
    document=WORDS,
    title=WORDS,
    kind=st.sampled_from(Kind),
    language=st.sampled_from(["en", "zh"]),
    sha256=WORDS,
    title_zh=WORDS,
    issuer=WORDS,
    issued=DATES,
    effective=DATES,
    expires=DATES,
    fixed_status=st.none() | st.sampled_from(Status),
    pages=st.none() | st.integers(1, 900),
    also_at=st.lists(WORDS, max_size=2).map(tuple),
    instruments=st.lists(INSTRUMENTS, max_size=2).map(tuple),
    notes=st.lists(WORDS, max_size=2).map(tuple),
    origin=st.dictionaries(WORDS, WORDS, max_size=3),
)
RELATIONS = st.builds(
    Relation, st.sampled_from(RelationKind), WORDS, WORDS, DATES, st.none() | WORDS
)  # fmt: skip


@given(RECORDS)
def test_a_record_survives_json(record: Record) -> None:
    assert unpack_record(json.loads(json.dumps(pack_record(record)))) == record


@given(RELATIONS)
def test_a_relation_survives_json(relation: Relation) -> None:
    assert unpack_relation(json.loads(json.dumps(pack_relation(relation)))) == relation


def test_a_record_of_an_older_library_is_read() -> None:
    old = {"document": "a.md", "title": "A", "kind": "law", "language": "en", "sha256": "0"}
    assert unpack_record(old) == Record("a.md", "A", Kind.LAW, "en", "0")


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
        "conflicts", "notes", "closest",
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
