"""A question in the other language, by a chat model on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_server import ModelServer, Reply, cut_after, fails, says, sends, serving, silent

from assistant.finding import interpreting
from assistant.finding.interpreting import Interpreter, translation_in
from assistant.model import ChatModel
from assistant.settings import Settings

QUESTION = "Which companies can apply for the training voucher?"
TRANSLATION = "哪些企业可以申请训力券？"


@contextmanager
def interpreter(*replies: Reply, seconds: float = 5.0) -> Iterator[tuple[Interpreter, ModelServer]]:
    with serving(*replies, translates=True) as server:
        settings = Settings(model="test", openai_base_url=server.url, openai_api_key="none")
        yield Interpreter(ChatModel(settings, "test"), seconds), server


def test_a_question_is_translated_once() -> None:
    with interpreter(says(TRANSLATION), fails(500)) as (interpret, server):
        assert interpret(QUESTION, "en", "zh") == TRANSLATION
        assert interpret(QUESTION, "en", "zh") == TRANSLATION
        assert len(server.requests) == 1
        assert QUESTION in server.requests[0]["messages"][-1]["content"]


@pytest.mark.parametrize(
    "reply",
    [
        fails(500),
        fails(401),
        cut_after("哪些企业"),
        sends("text/html", b"<html>hello</html>"),
        silent(1.5),
    ],
    ids=["error", "no key", "cut off", "web page", "silent"],
)
def test_a_server_that_fails_is_passed_over_and_left_alone_for_a_while(
    reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    with interpreter(reply, says(TRANSLATION), seconds=0.5) as (interpret, server):
        assert interpret(QUESTION, "en", "zh") is None
        asked = len(server.requests)
        assert interpret(QUESTION, "en", "zh") is None
        assert len(server.requests) == asked
        now = interpreting.time.monotonic()
        monkeypatch.setattr(interpreting.time, "monotonic", lambda: now + interpreting.PAUSE + 1)
        interpret(QUESTION, "en", "zh")
        assert len(server.requests) == asked + 1


def test_what_is_no_translation_is_dropped_and_not_asked_for_again() -> None:
    with interpreter(says("I cannot help with that."), says(TRANSLATION)) as (interpret, server):
        assert interpret(QUESTION, "en", "zh") is None
        assert interpret(QUESTION, "en", "zh") is None
        assert len(server.requests) == 1


def test_only_questions_between_the_two_languages_are_sent() -> None:
    with interpreter(says(TRANSLATION)) as (interpret, server):
        assert interpret("AI 기본법은 언제 시행되나요?", "ko", "en") is None
        assert interpret("?", "en", "zh") is None
        assert interpret("many words " * 100, "en", "zh") is None
        assert not server.requests


@pytest.mark.parametrize(
    ("reply", "question", "target", "found"),
    [
        (TRANSLATION, QUESTION, "zh", TRANSLATION),
        (f"译文：“{TRANSLATION}”\n\n希望有帮助！", QUESTION, "zh", TRANSLATION),
        ("Translation: Who may apply?", "谁可以申请？", "en", "Who may apply?"),
        ("Hyde Park Day School在哪里？", "Where is the Hyde Park Day School?", "zh", "Hyde Park Day School在哪里？"),
        ("谁可以申请？", "谁可以申请？", "en", None),
        (QUESTION, QUESTION, "zh", None),
        ("训练", QUESTION, "zh", None),
        ("训力券" * 20, QUESTION, "zh", None),
        ("企业可以申请。" * 40, QUESTION, "zh", None),
        ("", QUESTION, "zh", None),
    ],
)
def test_replies_are_checked(reply: str, question: str, target: str, found: str | None) -> None:
    assert translation_in(reply, question, target) == found


@given(st.text(max_size=300), st.sampled_from(["en", "zh"]))
def test_any_reply_is_a_line_or_nothing(reply: str, target: str) -> None:
    found = translation_in(reply, QUESTION, target)
    assert found is None or ("\n" not in found and found in reply)
