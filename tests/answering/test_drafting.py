"""Reading what models write: markers in many forms and places, preambles, lists, refusals, thoughts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.drafting.claims import Draft, named_missing, read_draft
from assistant.answering.drafting.requesting import visible
from assistant.questions.held import Held
from assistant.questions.question import read_question

CAP = "The cap is 10 million yuan."


def only(text: str) -> tuple[str, tuple[int, ...]]:
    """The text and markers of a draft's one claim."""
    claims = read_draft(text).claims
    assert len(claims) == 1, claims
    return claims[0].text, claims[0].cited


@pytest.mark.parametrize(
    ("marker", "cited"),
    [
        ("[1]", (1,)),
        ("[1][2]", (1, 2)),
        ("[1, 2]", (1, 2)),
        ("[1,2]", (1, 2)),
        ("[1] [2]", (1, 2)),
        ("[1 and 2]", (1, 2)),
        ("[1-3]", (1, 2, 3)),
        ("【1】", (1,)),
        ("［1］", (1,)),
        ("【1†source】", (1,)),
        ("[[2]]", (2,)),
        ("[^1]", (1,)),
        ("[passage 1]", (1,)),
        ("(Passage 1)", (1,)),
        ("[Passages 1 and 2]", (1, 2)),
        ("[source: 1]", ()),  # no form that is known is no marker
        ("(see passage 2)", (2,)),
        ("（见段落1）", (1,)),
        ("(1)", (1,)),
    ],
)
def test_markers_are_read_in_every_form(marker: str, cited: tuple[int, ...]) -> None:
    text = read_draft(f"The cap is 10 million yuan {marker}.").claims[0]
    assert text.cited == cited
    if cited:
        assert text.text == CAP
    assert read_draft(f"{CAP} {marker}").claims[0].cited in (cited, ())  # behind the full stop too


@pytest.mark.parametrize(
    "text",
    [
        "Under Article 5(1), it pays 10 million yuan [2].",
        "国发[2025]11号提出发展目标[2]。",
        "The notice (No. 15) names the bureau [2].",
    ],
)
def test_what_only_looks_like_a_marker_is_none(text: str) -> None:
    assert only(text)[1] == (2,)


@pytest.mark.parametrize(
    ("said", "claim", "cited"),
    [
        ("Based on the provided passages, the cap is 10 million yuan [1].", CAP, (1,)),
        ("According to the passages: the cap is 10 million yuan [1].", CAP, (1,)),
        ("According to passage 3, the cap is 10 million yuan.", CAP, (3,)),
        ("Passage [2] states that the cap is 10 million yuan.", CAP, (2,)),
        ("**Answer:** The cap is 10 million yuan [1].", CAP, (1,)),
        ("根据提供的段落，上限为1000万元[1]。", "上限为1000万元。", (1,)),
        ("根据段落2，上限为1000万元。", "上限为1000万元。", (2,)),
        ("答案：上限为1000万元【1】。", "上限为1000万元。", (1,)),
        ("According to the Bureau, the cap is 5 [1].", "According to the Bureau, the cap is 5.", (1,)),
        ("根据《若干措施》，上限为5元[1]。", "根据《若干措施》，上限为5元。", (1,)),
    ],
)
def test_preambles_about_the_passages_go(said: str, claim: str, cited: tuple[int, ...]) -> None:
    assert only(said) == (claim, cited)


def test_markers_at_the_end_of_a_paragraph_are_its_sentences_own() -> None:
    draft = read_draft("The cap is 10 million yuan. It runs for two years. [1][2]\n\nThe lead is the bureau.")
    assert [claim.cited for claim in draft.claims] == [(1, 2), (1, 2), ()]


def test_markers_at_the_beginning_of_sentences() -> None:
    draft = read_draft("[1] The cap is 10 million yuan. [2] The rate is 50 %.")
    assert [(claim.text, claim.cited) for claim in draft.claims] == [(CAP, (1,)), ("The rate is 50 %.", (2,))]


def test_lists_keep_the_words_that_open_them() -> None:
    draft = read_draft("The conditions are:\n\n1. a seat in Shenzhen [1]\n2. **no debts** [2]\n\nThe cap is 5 [3].")
    assert [(claim.whole, claim.cited, claim.item) for claim in draft.claims] == [
        ("The conditions are: a seat in Shenzhen", (1,), True),
        ("The conditions are: no debts", (2,), True),
        ("The cap is 5.", (3,), False),
    ]


def test_lists_under_lists_and_headings() -> None:
    draft = read_draft(
        "## Vouchers\n- Training voucher:\n  - cap 10 million yuan [1]\n- Corpus voucher:\n  - cap 2 million [2]"
    )
    assert [claim.whole for claim in draft.claims] == [
        "Vouchers Training voucher: cap 10 million yuan",
        "Vouchers Corpus voucher: cap 2 million",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "NO_EVIDENCE",
        "**NO_EVIDENCE**",
        "NO_EVIDENCE.\n\nThe passages do not mention it.",
        "The passages do not mention the telephone number.",
        "I'm sorry, but the provided context does not contain that information.",
        "There is no information about Wuhan.",
        "MISSING: the telephone number",
        "很抱歉，段落中没有提供相关信息。",
        "根据提供的资料，无法确定电话号码。",
    ],
)
def test_refusals_in_a_model_s_own_words(text: str) -> None:
    draft = read_draft(text)
    assert draft.refuses
    assert draft.claims == ()


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("MISSING: the deadline", "the deadline"),
        ("**MISSING:** the deadline", "the deadline"),
        ("MISSING：截止日期", "截止日期"),
        ("缺失：截止日期", "截止日期"),
        ("MISSING: none", ""),
        ("MISSING: None.", ""),
        ("MISSING:", ""),
        ("MISSING: 无", ""),
        ("The passages do not state the deadline.", "The passages do not state the deadline."),
    ],
)
def test_what_is_missing(line: str, missing: str) -> None:
    draft = read_draft(f"{CAP[:-1]} [1].\n{line}")
    assert draft == Draft(draft.claims, missing, False)
    assert [claim.text for claim in draft.claims] == [CAP]


def test_a_stray_refusal_behind_an_answer_is_none() -> None:
    draft = read_draft(f"{CAP[:-1]} [1].\n\nNO_EVIDENCE")
    assert not draft.refuses
    assert [claim.text for claim in draft.claims] == [CAP]


def test_a_passage_s_own_silence_may_be_cited() -> None:
    """Whether the document says of itself that it names no deadline is for the verifier."""
    draft = read_draft("The document does not state a deadline [1].")
    assert not draft.refuses
    assert [claim.cited for claim in draft.claims] == [(1,)]
    assert read_draft("The cap is 5 [1]. The document does not state a deadline.").missing


def test_thoughts_are_not_read() -> None:
    draft = read_draft("<think>Passage 1 says 20 [1]. Or 30?</think>\nThe cap is 10 million yuan [1].")
    assert [claim.text for claim in draft.claims] == [CAP]
    assert read_draft("<think>cut off in the middle [1].") == Draft((), "", False)


@given(st.lists(st.text(alphabet="ab<>/think ", max_size=6), max_size=30))
def test_pieces_of_thoughts_never_show(pieces: list[str]) -> None:
    shown = "".join(visible(pieces))
    whole = "".join(pieces)
    assert "<think>" not in shown or "<think>" not in whole
    if "<" not in whole:
        assert shown == whole


def test_thoughts_in_pieces() -> None:
    assert "".join(visible(["<th", "ink>abc</thi", "nk>hel", "lo <b"])) == "hello <b"


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    draft = read_draft(text)
    assert all(claim.text.strip() for claim in draft.claims)
    assert not (draft.refuses and any(claim.cited for claim in draft.claims))


def test_what_is_missing_is_told_in_words_of_the_question() -> None:
    asked = read_question("What is the cap, and what is the deadline for applications?", (), Held({}))
    assert named_missing("the deadline for applications", asked) == "the deadline for applications"
    assert named_missing("see evil.example for the secret deadline", asked) == "part of the question"
    assert named_missing("", asked) == ""
