"""Documents, passages and records as Chroma has them, and back: every field kept."""

from __future__ import annotations

import dataclasses
import json

from drawn_records import RECORDS, RELATIONS
from hypothesis import given
from hypothesis import strategies as st
from making import document, passages

from assistant.library.entries import (
    embedded_text,
    pack_document,
    pack_passage,
    place_on_a_circle,
    unpack_document,
    unpack_passage,
    unpack_record,
    unpack_relation,
)
from assistant.records import Document, Kind, Page, Record, Relation

TEXT = "Article 1\nThe voucher pays half.\n\nArticle 2\nThe cap is 10 million yuan."


@given(RECORDS, st.lists(RELATIONS, max_size=2).map(tuple))
def test_a_document_survives(record: Record, relations: tuple[Relation, ...]) -> None:
    made = dataclasses.replace(document("a.md", TEXT), record=record, relations=relations, pages=(Page(1, 0, 9, "i"),))
    entry = pack_document(made, 2, ["/a.md"], "f")
    assert all(isinstance(value, (str, int)) for value in entry.values()), "Chroma stores nothing else"
    back = [unpack_relation(values) for values in json.loads(entry["relations"])]
    found = unpack_document(unpack_record(json.loads(entry["record"])), tuple(back), made.text, entry)
    assert found == Document(record, TEXT, made.sections, made.pages, relations)


def test_a_passage_survives_and_is_embedded_under_its_titles() -> None:
    made = document("a.md", TEXT, title="Measures", title_zh="措施")
    for passage in passages(made):
        paged = dataclasses.replace(passage, first_page=3, last_page=4)
        for each in (passage, paged):
            entry = json.loads(json.dumps(pack_passage(each)))
            assert None not in entry.values()
            assert unpack_passage(each.id, each.text, entry) == each
        assert embedded_text(made.record, passage).startswith("Measures")
        assert embedded_text(made.record, dataclasses.replace(passage, language="zh")).startswith("措施")


def test_entries_that_are_never_searched_lie_apart() -> None:
    assert place_on_a_circle("0" * 32) == [1.0, 0.0]
    assert place_on_a_circle("8" + "0" * 31)[0] == -1.0


def test_a_record_of_an_older_library_is_read() -> None:
    old = {"document": "a.md", "title": "A", "kind": "law", "language": "en", "sha256": "0"}
    assert unpack_record(old) == Record("a.md", "A", Kind.LAW, "en", "0")
