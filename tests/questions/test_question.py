"""What a question is after: what came of a thing, and whether a fact of some kind is asked for."""

from __future__ import annotations

import pytest

from assistant.questions.held import Held
from assistant.questions.question import read_question


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("How much was actually paid out in 2025, and to how many firms?", True),
        ("深圳到2025年年底实际可调度的智能算力达到了多少P？", True),
        ("How much does the voucher pay?", False),
        ("We took no public money so far. What does Beijing pay per unit?", False),  # told of the asker
        ("公司实际控制人在香港。算力券最高多少？", False),
    ],
)
def test_what_came_of_a_thing_is_asked_for_by_a_sentence_that_asks(text: str, outcome: bool) -> None:
    assert read_question(text, (), Held({})).outcome is outcome


def test_who_asks_whether_asks_for_no_fact() -> None:
    assert not read_question("Are the rent-free rules final or only a draft?", (), Held({})).asks_a_fact
    assert read_question("Who spoke at the press conference?", (), Held({})).asks_a_fact


@pytest.mark.parametrize(
    ("text", "asked"), [("按现行网络安全法，最高罚多少？", False), ("这个办法现在还有效吗？", True)]
)
def test_the_law_as_it_stands_is_no_question_about_its_validity(text: str, asked: bool) -> None:
    assert read_question(text, (), Held({})).validity is asked
