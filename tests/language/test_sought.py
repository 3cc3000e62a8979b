"""Which kind of fact a question asks for, and which sentences hold one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.sought import (
    Sought,
    all_sought,
    gives_contact,
    gives_person,
    holds,
    offices_in,
    sought,
)

ASKED = [
    ("How much does it pay?", Sought.MONEY),
    ("训力券最高多少？", Sought.MONEY),
    ("How many companies got it?", Sought.COUNT),
    ("发给了多少家企业？", Sought.COUNT),
    ("How many working days does the review take?", Sought.DURATION),
    ("审批要多少个工作日？", Sought.DURATION),
    ("When does it end?", Sought.DATE),
    ("什么时候开始申报？", Sought.DATE),
    ("Why was it repealed?", Sought.REASON),
    ("为什么取消？", Sought.REASON),
    ("Who is the deputy director of the bureau?", Sought.PERSON),
    ("Who heads the bureau?", Sought.PERSON),
    ("局长叫什么名字？", Sought.PERSON),
    ("Who can apply?", Sought.BODY),
    ("由哪个部门负责？", Sought.BODY),
    ("Which phone number do I call?", Sought.CONTACT),
    ("咨询电话是多少？", Sought.CONTACT),
    ("What are the conditions?", Sought.ANY),
]


@pytest.mark.parametrize(("question", "kind"), ASKED)
def test_what_is_asked_for(question: str, kind: Sought) -> None:
    assert sought(question) is kind


def test_a_question_may_ask_for_two_things() -> None:
    assert {Sought.MONEY, Sought.DATE} <= set(all_sought("What is the cap? And the deadline?"))


@pytest.mark.parametrize(
    ("kind", "sentence", "there"),
    [
        (Sought.MONEY, "The cap is 10 million yuan.", True),
        (Sought.MONEY, "上限1000万元。", True),
        (Sought.MONEY, "It pays at most 50 %.", False),
        (Sought.RATE, "It pays at most 50 %.", True),
        (Sought.DATE, "In force since 1 November 2022.", True),
        (Sought.DATE, "It applies to everybody.", False),
        (Sought.REASON, "It is refused because the budget is spent.", True),
        (Sought.REASON, "It pays 30 %.", False),
        (Sought.ANY, "It pays 30 %.", False),
    ],
)
def test_what_a_sentence_holds(kind: Sought, sentence: str, there: bool) -> None:
    assert holds(kind, sentence) is there


@pytest.mark.parametrize(
    ("question", "sentence", "there"),
    [
        ("Which phone number?", "The lead office is the bureau, telephone 55521000.", True),
        ("咨询电话？", "咨询电话：0755-88101234。", True),
        ("Which phone number?", "See https://www.example.org/content/post_12210985.html.", False),
        ("Which phone number?", "It pays up to 10 million yuan until 2026-12-17.", False),
        ("email address?", "See https://www.example.org.", False),
        ("email address?", "Write to ai@example.org.", True),
        ("website?", "See https://www.example.org.", True),
    ],
)
def test_a_contact_detail_is_of_the_sort_asked_for(question: str, sentence: str, there: bool) -> None:
    assert gives_contact(question, sentence) is there


def test_a_deputy_is_not_the_head() -> None:
    sentence = "Ding Ning took part as deputy director of the institute."
    assert offices_in(sentence) == {"deputy head"}
    assert gives_person("Who is the deputy director of the institute?", sentence)
    assert gives_person("研究院的副院长是谁？", sentence)
    assert not gives_person("Who is the director of the institute?", sentence)
    assert not gives_person("Who is the director of the bureau?", "The director of the bureau decides.")


@given(st.text(max_size=80))
def test_any_text_is_safe(text: str) -> None:
    kind = sought(text)
    assert kind is Sought.ANY or kind in all_sought(text)
    holds(kind, text)
    gives_contact(text, text)
    gives_person(text, text)
