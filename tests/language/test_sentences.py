"""Where sentences end: one notion for passages, proofs and quotes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.sentences import quotations, sentence_ends, sentence_spans, sentences_of

ONE = (
    "It needs 3.5 million yuan in all.",
    "See 42 U.S.C. § 11101 and Pub. L. No. 117-207 for that.",
    "a. Supply of energy under the act of J. Smith.",
    "4.1. Attracting talent.",
    "6-2. Matters of education.",
    "He wrote “Yes.”, and went.",
    "He wrote \"Yes.\" and went.",
    "他说“可以。”，然后离开。",
    "Write to alt@dsit.gov.uk or go to https://dsit.gov.uk/?q=a.",
    "Next steps … 7",
)  # fmt: skip
TWO = (
    ("It pays for R&D.", "It is new."),
    ("Write to alt@dsit.gov.uk.", "Ask for a copy."),
    ("A rule.[1]", "Another one."),
    ("真的吗？", "当然。"),
    ("很多……", "还有。"),
)


@pytest.mark.parametrize("sentence", ONE)
def test_one_sentence(sentence: str) -> None:
    assert sentences_of(sentence) == [sentence]
    assert sentence_ends(sentence, 0, len(sentence)) == [len(sentence)]


@pytest.mark.parametrize(("first", "second"), TWO)
def test_two_sentences(first: str, second: str) -> None:
    text = f"{first} {second}"
    assert sentences_of(text) == [first, second]
    assert sentence_ends(text, 0, len(text)) == [len(first) + 1, len(text)]


def test_what_passages_keep_together_and_proofs_do_not() -> None:
    speech = "“我们要算力。我们要数据。”他说。"
    assert sentence_ends(speech, 0, len(speech)) == [speech.index("他"), len(speech)]
    assert sentences_of(speech) == ["“我们要算力。", "我们要数据。”", "他说。"]
    wrapped = "The printed line\nwas full."
    assert sentence_ends(wrapped, 0, len(wrapped)) == [len(wrapped)]
    assert sentences_of(wrapped) == ["The printed line", "was full."]


@given(st.text(alphabet="第一。a.A!? \n“”1、[]…,", max_size=80))
def test_both_needs_agree_within_a_line(text: str) -> None:
    line = text.replace("\n", " ").strip()
    ends = set(sentence_ends(line, 0, len(line), ()))
    for (_, end), (start, _) in pairwise(sentence_spans(line)):
        assert not line[end:start].strip()
        assert start in ends


def test_unpaired_marks_open_nothing() -> None:
    assert quotations("“a ”b” “c") == [(0, 4)]
