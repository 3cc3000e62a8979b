"""What stands over the quotes of a document: its names, its number and the day that it states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.outcomes import identified
from assistant.records import Kind, Record

ORDER = Record(
    document="order.pdf", title="Initial Rescissions", kind=Kind.REGULATION, language="en", sha256="0",
    number="EO 14148",
    issued="2025-01-20", origin={"issued": "text", "number": "text"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "shown"), [("en", " · EO 14148 · 20 January 2025"), ("zh", " · EO 14148 · 2025年1月20日")]
)
def test_number_and_day_stand_behind_the_name(language: str, shown: str) -> None:
    assert identified(ORDER, language) == shown


@pytest.mark.parametrize("origin", ["pdf properties", "file name", "text, estimated", "inferred"])
def test_a_day_that_no_text_states_is_not_shown(origin: str) -> None:
    assert identified(replace(ORDER, origin={"issued": origin}), "en") == " · EO 14148"


def test_what_is_not_known_leaves_nothing() -> None:
    assert identified(replace(ORDER, number="", issued=None), "en") == ""
