"""Whether a closed set of passages holds the answer: forms of questions, signs, and the estimate."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.embedding import Embedder
from assistant.evaluating.closed import MODELS, OTHER, Signs, form_of, holds_answer, parted, signs_of

HELD = Signs(0.9, 0.12, 0.89, 0.86, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
NOT_HELD = Signs(0.84, 0.05, 0.84, 0.82, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0)
VOUCHERS = [
    ("Training voucher", "A start-up gets at most 60 % of a compute contract. Others get at most 50 %."),
    ("Training voucher", "The voucher was first paid out in 2023."),
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    from assistant.embedding import open_embedder
    from assistant.settings import Settings

    return open_embedder(Settings())


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("When was the bureau founded?", "date"),
        ("In what year did it close?", "date"),
        ("How many vouchers were paid?", "number"),
        ("Who issued the measures?", "person"),
        ("Which country is joining the euro?", "place"),
        ("What is a training voucher?", "definition"),
        ("Why did the scheme end?", "reason"),
        ("Did the council meet in 2015?", "whether"),
        ("Which sport is associated with the club?", OTHER),
        ("昆虫有多少种类？", "number"),
        ("上海大学哪一年建立？", "date"),
        ("湖南有哪些有名的自然景点？", "list"),
        ("香港最大的地產開發商是誰？", "person"),
        ("世界上最高的山峰在哪里？", "place"),
        ("这项政策是否仍然有效？", "whether"),
        ("", OTHER),
    ],
)
def test_what_a_question_is_after(question: str, form: str) -> None:
    assert form_of(question) == form


def test_a_title_before_a_colon_is_parted_from_its_text() -> None:
    assert parted("Bees: They keep honey.") == ("Bees", "They keep honey.")
    assert parted("They keep honey.") == ("", "They keep honey.")
    assert parted(f"{'A long sentence ' * 8}: and more") == ("", f"{'A long sentence ' * 8}: and more")
    assert parted("Bees: ") == ("", "Bees: ")


def test_the_signs_of_years(embedder: Embedder) -> None:
    said = signs_of("Were vouchers paid in 2023?", VOUCHERS, embedder)
    assert (said.year, said.unsaid, said.after, said.whether) == (1.0, 0.0, 0.0, 1.0)
    later = signs_of("How many vouchers were paid in 2026?", VOUCHERS, embedder)
    assert (later.year, later.unsaid, later.after, later.number) == (1.0, 1.0, 1.0, 1.0)
    none = signs_of("What does the training voucher cover?", VOUCHERS, embedder)
    assert (none.year, none.unsaid, none.after, none.titled) == (0.0, 0.0, 0.0, 1.0)
    assert none.passage >= none.passages
    assert none.lead >= 0


@pytest.mark.parametrize("chinese", [False, True])
def test_each_model_tells_what_is_held_from_what_is_not(chinese: bool) -> None:
    model = MODELS[chinese]
    assert model.estimate(HELD) > 0.5 > model.estimate(NOT_HELD)
    assert model.estimate(replace(HELD, sentence=0.8, passage=0.8, lead=0.02)) < model.estimate(HELD)


@given(st.builds(Signs, *[st.floats(-1e6, 1e6)] * 12), st.booleans())
def test_an_estimate_is_a_probability(signs: Signs, chinese: bool) -> None:
    assert 0 <= MODELS[chinese].estimate(signs) <= 1


def test_the_nearer_passage_is_believed_sooner(embedder: Embedder) -> None:
    asked = "Which share of a compute contract does a start-up get?"
    about = signs_of(asked, VOUCHERS, embedder)
    aside = signs_of(asked, [("Bees", "Bees keep honey in combs of wax. A queen lays eggs.")], embedder)
    assert MODELS[False].estimate(about) > MODELS[False].estimate(aside)


@pytest.mark.parametrize("passages", [[], [("", "  ")], [("Title", "\n")]])
def test_blank_passages_hold_nothing(passages: list[tuple[str, str]], embedder: Embedder) -> None:
    assert not holds_answer("What is it?", passages, embedder)


@pytest.mark.parametrize("text", ["…", "|", "a", "\x00", "\ud800"])
def test_any_text_is_judged(text: str, embedder: Embedder) -> None:
    assert holds_answer(text, [("", text)], embedder) in (True, False)
