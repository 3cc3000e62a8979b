"""What may be asked next is made of what the sources of an answer have words on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant import Assistant, Settings
from assistant.desks.next_questions import first_questions
from assistant.records import AnswerStatus

MEASURE = """---
title: Measures of Shenzhen on Vouchers
kind: measure
issuer: Bureau of Industry
jurisdiction: CN-Shenzhen
language: en
issued: "2024-12-18"
effective: "2024-12-18"
expires: "2026-12-17"
instruments:
  - name: Training voucher
    rate: 50 %
    cap: 10 million yuan
    who: companies that rent computing power to train models
    deadline: 30 September of each year
---
# Measures of Shenzhen on Vouchers

## Training voucher

The training voucher pays 50 % of a contract, with a cap of 10 million yuan, to companies that rent computing power.
Applications for the training voucher are open until 30 September of each year.

## Validity

These measures come into force on 18 December 2024 and are valid until 17 December 2026.
"""


def test_next_questions_are_of_the_sources_and_the_library_answers_them(tmp_path: Path) -> None:
    (tmp_path / "vouchers.md").write_text(MEASURE, "utf-8")
    assistant = Assistant(Settings(library=tmp_path / "library", model="none"))
    assistant.ingest([tmp_path / "vouchers.md"])
    answer = assistant.ask("What is the cap of the training voucher?")
    questions = assistant.next_questions(answer)
    assert "How and by when does one apply for the Training voucher?" in questions
    assert "Is “Measures of Shenzhen on Vouchers” still in force?" in questions
    assert all(assistant.ask(question).status is not AnswerStatus.NO_EVIDENCE for question in questions)
    assert first_questions(assistant.library.index, date(2026, 11, 30), "en") == (
        "Who can get the Training voucher, and on what conditions?",
        "Which documents expire by the end of 2027?",
    )
    assert first_questions(assistant.library.index, date(2026, 12, 30), "zh") == ()
    refused = assistant.ask("How is Peking duck roasted?")
    assert assistant.next_questions(refused) == ()
    assistant.close()
