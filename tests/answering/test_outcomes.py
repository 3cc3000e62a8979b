"""What stands over the quotes of a document: its names, its number and the day that it states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from libraries import assistant_of

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


EXPIRED = """---
title: Robot Voucher Measures
issuer: Robot Bureau
issued: 2023-01-05
effective: 2023-02-01
expires: 2025-12-31
---
# Robot Voucher Measures

The robot voucher pays at most 30 % of the price of a robot.
"""


def test_that_a_document_has_ended_stands_over_what_is_quoted_of_it(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, EXPIRED)
    for day, shown in ((date(2026, 5, 1), "expired on 31 December 2025"), (date(2025, 1, 1), "until 31 December 2025")):
        heading = assistant.ask("What does the robot voucher pay?", as_of=day).text.splitlines()[0]
        assert heading.startswith("**Robot Voucher Measures**")
        assert shown in heading
