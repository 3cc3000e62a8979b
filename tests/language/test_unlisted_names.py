"""Names that no list has, and the patterns that lists are found by."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.data import any_of
from assistant.language.dictionary import is_word
from assistant.language.names import known_names
from assistant.language.unlisted_names import (
    ordinary,
    persons,
    read_aloud,
    sectors,
    shortened,
    unlisted_bodies,
    unlisted_names,
    unlisted_places,
)


def test_capitalised_names_without_those_that_are_known() -> None:
    text = "Shenzhen hired Elon Musk for the Bureau of Wonders."
    assert [shown for shown, _ in unlisted_names(text, known_names(text))] == ["Elon Musk for the Bureau of Wonders"]
    assert [words for _, words in unlisted_names(text, known_names(text))] == [["Elon", "Musk", "Wonders"]]


def test_chinese_names() -> None:
    assert unlisted_bodies("由环境局和合作银行办理", ()) == ["环境局"]
    assert list(unlisted_places("企业在云溪区，各县市", ())) == ["云溪"]
    assert list(sectors("面向大健康产业和重点行业")) == ["健康"]
    assert list(persons("局长王小明表示，")) == ["王小明"]
    assert shortened("科创委", "市科技创新委")


def test_names_are_read_aloud() -> None:
    assert read_aloud("Longgang", "深圳龙岗区")
    assert not read_aloud("Longgang", "深圳福田区")


@pytest.mark.parametrize(("word", "known"), [("Which", True), ("Organised", True), ("Musk", True), ("Qwzrt", False)])
def test_ordinary_words(word: str, known: bool) -> None:
    assert ordinary(word) is known


def test_words_by_their_stems() -> None:
    assert is_word("subsidi")
    assert is_word("build")
    assert not is_word("qwzrt")


@given(st.lists(st.text(alphabet="ab深.", min_size=1, max_size=4), min_size=1), st.text(alphabet="ab深.", max_size=12))
def test_a_pattern_of_words_finds_the_longest(words: list[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    assert re.findall(any_of(words), text) == re.findall(plain, text)
