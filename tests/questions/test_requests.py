"""What people type, taken apart: places without capitals, sums and areas of their own, messages that only shape."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from assistant.questions.held import Held
from assistant.questions.parts import parts_in
from assistant.questions.question import read_question
from assistant.questions.read_once import readable
from assistant.questions.request import only_shapes, read_conversation, read_request, spoken
from assistant.questions.spending import sums_in
from assistant.records import Turn

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("and in longhua?", "and in Longhua?"),
        ("we moved to hong kong", "we moved to Hong Kong"),
        ("mail a@shenzhen.gov", "mail a@shenzhen.gov"),
        ("the union of both", "the union of both"),
    ],
)
def test_places_get_their_capitals(typed: str, read: str) -> None:
    assert readable(typed) == read


@pytest.mark.parametrize(
    ("clause", "sums"),
    [
        ("signed a GPU rental deal for 12.5m yuan", [(12_500_000, "CNY")]),
        ("bill is 22m a year", [(22_000_000, "")]),
        ("a bill of 900k", [(900_000, "")]),
        ("去年算力花了360万", [(3_600_000, "")]),
        ("a list price of HK$2 million", [(2_000_000, "HKD")]),
        ("we are 22 people", []),
    ],
)
def test_sums(clause: str, sums: list[tuple[int, str]]) -> None:
    assert [(int(one.figure.value), one.figure.unit) for one in sums_in(clause, told=True)] == sums


def test_what_is_spent_is_read_wherever_it_stands() -> None:
    asked = "GPU bill 15m rmb/yr, reg capital 30m. where do we get more back, Longgang or Longhua?"
    assert [one.amount for one in read_request(asked, TODAY).profile.activities] == [Fraction(15_000_000)]
    assert not read_request("Was InvestAI EUR 200m or EUR 200bn?", TODAY).profile.activities
    said = "Listed co, definitely not a start-up. 26 mio RMB contract for training. What do we get?"
    assert read_request(said, TODAY).profile.is_startup is False


@pytest.mark.parametrize(
    ("typed", "shapes", "language"),
    [
        ("in chinese please, shorter", True, "zh"),
        ("用中文再说一遍，简短点", True, "zh"),
        ("Sorry, my colleague only reads English, same answer in English please", True, "en"),
        ("用中文简短说：市里的钱能一起拿吗", False, "zh"),
        ("Is it available in English?", False, ""),
        ("thanks!", False, ""),
    ],
)
def test_a_message_may_ask_for_another_form_alone(typed: str, shapes: bool, language: str) -> None:
    assert (only_shapes(typed), spoken(typed)) == (shapes, language)


def test_such_a_message_asks_the_question_before_it_again() -> None:
    history = [Turn("What is the cap of the training voucher?", ""), Turn("shorter please", "")]
    request, earlier = read_conversation("用中文再说一遍", history, TODAY)
    assert (request.core.text, request.speaks, earlier) == ("What is the cap of the training voucher?", "zh", [])
    assert read_question(request.core, earlier, Held({}), request.speaks).language == "zh"


def test_an_announced_change_of_subject_leans_on_nothing() -> None:
    request, earlier = read_conversation("再问一个：一人公司那个方案管到哪天", [Turn("训力券上限是多少？", "")], TODAY)
    assert request.turns
    assert earlier == []


def test_what_askers_tell_stands_before_what_they_ask_and_decides_nothing() -> None:
    typed = "We make furniture in Zhangzhou, our contract with Bolt Data is 5 million yuan. What does the city chip in?"
    request, earlier = read_conversation(typed, [], TODAY)
    question = read_question(request.core, earlier, Held({}), situation=request.situation)
    assert question.leans
    assert "Zhangzhou" in question.whole.text
    assert question.subjects.names == question.subjects.people == ()


@pytest.mark.parametrize(
    ("asked", "language", "parts"),
    [
        (
            "Briefing on the one-person plan: validity, floor space, money for persons.",
            "en",
            ["Briefing on the one-person plan", "validity?", "floor space?", "money for persons?"],
        ),
        ("标识的那个办法:文号、施行日期、分哪两种?", "zh", ["标识的那个办法", "文号?", "施行日期?", "分哪两种?"]),
        ("What do you pay? we are registered in Futian", "en", ["What do you pay? we are registered in Futian"]),
    ],
)
def test_things_listed_are_parts_and_statements_are_none(asked: str, language: str, parts: list[str]) -> None:
    assert parts_in([asked], language) == parts
