"""Several things asked for in one message."""

from __future__ import annotations

import pytest

from assistant.questions.held import Held
from assistant.questions.parts import parts_in, questions_of
from assistant.questions.question import read_question


@pytest.mark.parametrize(
    ("asked", "language", "parts"),
    [
        (
            ["Who wrote the plan, and which minister ordered it?"],
            "en",
            ["Who wrote the plan", "which minister ordered it?"],
        ),
        (["What is the maximum and for how long?"], "en", ["What is the maximum", "for how long?"]),
        (
            ["Which measures combine city and district money?"],
            "en",
            ["Which measures combine city and district money?"],
        ),
        (["What did it pay as of 1 May 2024?"], "en", ["What did it pay as of 1 May 2024?"]),
        (["创业担保贷款最多能贷多少,利息政府补几成?"], "zh", ["创业担保贷款最多能贷多少", "利息政府补几成?"]),
        (["我们在番禺,买机器人每台补多少?"], "zh", ["我们在番禺, 买机器人每台补多少?"]),
        (["北京算力券的补贴比例和上限是多少?"], "zh", ["北京算力券的补贴比例和上限是多少?"]),
    ],
)
def test_parts(asked: list[str], language: str, parts: list[str]) -> None:
    assert parts_in(asked, language) == parts


def test_a_part_leans_on_the_one_before() -> None:
    held = Held({})
    asked = ["What is the cap of the training voucher?", "And until when?"]
    one, other = questions_of(read_question(" ".join(asked), (), held), asked, (), held)
    assert not one.leans
    assert "training voucher" in other.whole.text


def test_one_question_has_no_parts() -> None:
    held = Held({})
    asked = ["What is the cap of the training voucher?"]
    assert questions_of(read_question(asked[0], (), held), asked, (), held) == []


def test_a_premise_is_no_part_but_is_leant_on() -> None:
    held = Held({})
    asked = ["A wire story says the plan wants 200 use cases.", "Is it right?", "Who said so?"]
    found = questions_of(read_question(" ".join(asked), (), held), asked, (), held)
    assert [question.text.text for question in found] == ["Is it right?", "Who said so?"]
    assert "200 use cases" in found[0].whole.text
