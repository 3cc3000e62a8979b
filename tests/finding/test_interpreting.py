"""A question in the other language, by a chat model on loopback."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_server import ModelServer, Reply, cut_after, fails, says, sends, serving, silent

from assistant.evaluating.pools import index_of
from assistant.finding import interpreting
from assistant.finding.interpreting import Interpreter, translation_in
from assistant.finding.ranking import normalised
from assistant.finding.searching import read_query, search
from assistant.models.chat import ChatModel
from assistant.models.embedder import Embedder
from assistant.records import Filters
from assistant.settings import Settings

QUESTION = "Which companies can apply for the training voucher?"
TRANSLATION = "哪些企业可以申请训力券？"


@contextmanager
def interpreter(*replies: Reply, seconds: float = 30.0) -> Iterator[tuple[Interpreter, ModelServer]]:
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
        now = time.monotonic()
        monkeypatch.setattr("assistant.finding.interpreting.time.monotonic", lambda: now + interpreting.PAUSE + 1)
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


NAMES = "Where is a Kuxing registered?"
POOL = [
    {"id": f"{number}", "title": name, "text": text}
    for number, (name, text) in enumerate(
        [
            ("甲", "企业在市场监督管理部门登记。"),
            ("乙", "酷星的持有人到档案馆办理手续。"),
            ("丙", "补贴每年申请一次。"),
            ("丁", "本办法自公布之日起施行。"),
            ("戊", "The bureau keeps a register of firms."),
        ]
    )
]


def test_a_translation_finds_what_the_dictionary_does_not_know(embedder: Embedder) -> None:
    asked: list[tuple[str, str, str]] = []

    def translator(question: str, source: str, target: str) -> str | None:
        asked.append((question, source, target))
        return "酷星在哪里登记？"

    with index_of(POOL, embedder) as (index, row_ids):
        chinese = Filters(language=("zh",))
        found = search(index, embedder, read_query(index, NAMES), filters=chinese, translator=translator).hits
        assert asked == [(NAMES, "en", "zh")]
        assert row_ids[found[0].passage.id] == "1"
        plain = search(index, embedder, read_query(index, NAMES), filters=chinese).hits
        silent_one = search(index, embedder, read_query(index, NAMES), filters=chinese, translator=lambda *_: None).hits
        assert row_ids[plain[0].passage.id] != "1"
        assert [(hit.passage.id, hit.score) for hit in silent_one] == [(hit.passage.id, hit.score) for hit in plain]


def test_the_own_language_needs_no_translation(embedder: Embedder) -> None:
    def translator(*_: str) -> str | None:
        raise AssertionError("asked for a translation into the question's own language")

    with index_of(POOL, embedder) as (index, _):
        assert search(
            index, embedder, read_query(index, NAMES), filters=Filters(language=("en",)), translator=translator
        ).hits


def test_scores_that_lie_close_together_are_not_stretched() -> None:
    scores = np.array([0.82, 0.81, 0.80], np.float32)
    assert normalised(scores).tolist() == pytest.approx([1.0, 0.5, 0.0], abs=1e-4)
    assert normalised(scores, least=0.04).tolist() == pytest.approx([0.5, 0.25, 0.0], abs=1e-4)
    assert normalised(scores, least=0.01).tolist() == pytest.approx([1.0, 0.5, 0.0], abs=1e-4)
