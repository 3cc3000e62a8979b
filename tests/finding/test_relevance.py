"""The estimate of how likely the passages found bear on the question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.finding.relevance import Signs, model_for, together

NEAR = Signs(nearness=0.9, lead=6.0, coverage=0.8, around=0.85, rare=1.0, known=1.0)
FAR = Signs(nearness=0.78, lead=2.0, coverage=0.1, around=0.1, rare=0.0, known=0.2)
LOCAL = "local:multilingual-e5-small"


@pytest.mark.parametrize("identity", [LOCAL, "openai:any"])
@pytest.mark.parametrize("own", [True, False])
def test_passages_that_carry_the_question_are_believed_and_others_are_not(identity: str, own: bool) -> None:
    model = model_for(identity, own)
    assert model.estimate(NEAR) > 0.8
    assert model.estimate(FAR) < 0.3


@pytest.mark.parametrize("sign", ["coverage", "around", "known"])
@pytest.mark.parametrize("own", [True, False])
def test_more_of_the_questions_words_never_lower_the_estimate(sign: str, own: bool) -> None:
    model = model_for(LOCAL, own)
    assert model.estimate(replace(FAR, **{sign: 0.9})) >= model.estimate(FAR)


def test_other_embeddings_are_judged_by_words_alone() -> None:
    model = model_for("openai:text-embedding-3-small", True)
    assert model.estimate(NEAR) == model.estimate(replace(NEAR, nearness=0.2, lead=0.0))


@given(st.builds(Signs, *[st.floats(-1e6, 1e6)] * 6), st.booleans())
def test_an_estimate_is_a_probability(signs: Signs, own: bool) -> None:
    assert 0 <= model_for(LOCAL, own).estimate(signs) <= 1


def test_the_question_s_own_language_weighs_more_than_a_chance_likeness_in_another() -> None:
    assert together([], []) == 0
    assert together([0.9], []) > 0.8 > 0.5 > together([0.2], [])
    assert together([0.95], [0.1]) > together([0.1], [0.95])
    assert together([0.05], [0.9, 0.1]) == together([0.05], [0.1, 0.9])
    assert together([0.3], [0.97]) > 0.5


@given(st.lists(st.floats(0, 1), max_size=1), st.lists(st.floats(0, 1), max_size=3))
def test_together_is_a_probability(own: list[float], others: list[float]) -> None:
    assert 0 <= together(own, others) <= 1
