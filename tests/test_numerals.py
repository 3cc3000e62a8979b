"""Chinese and Roman numerals in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.numerals import from_any, from_chinese, from_roman, to_chinese, to_roman

SAID = {
    1: "一", 10: "十", 11: "十一", 20: "二十", 38: "三十八", 99: "九十九", 100: "一百", 110: "一百一十",
    1001: "一千零一", 12000: "一万二千", 23: "廿三", 30: "卅", 3: "叁", 2: "两", 200: "兩百",
}  # fmt: skip
SAID_OTHERWISE = [("一百零二", 102), ("一百〇二", 102), ("二〇二四", 2024), ("38", 38), ("３８", 38), ("一 百", 100)]


@pytest.mark.parametrize(("text", "number"), [*((text, number) for number, text in SAID.items()), *SAID_OTHERWISE])
def test_chinese_numerals_say_their_number(text: str, number: int) -> None:
    assert from_chinese(text) == number


@pytest.mark.parametrize("text", ["", "条", "百", "一二十", "三十x", "第三", "甲", "一" * 40])
def test_what_is_no_chinese_numeral_says_none(text: str) -> None:
    assert from_chinese(text) is None


@given(st.integers(0, 9999))
def test_chinese_there_and_back(number: int) -> None:
    assert from_chinese(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "text"), [(10, "十"), (12, "十二"), (20, "二十"), (100, "一百"), (102, "一百零二"), (1010, "一千零一十")]
)
def test_statutes_print_numbers_so(number: int, text: str) -> None:
    assert to_chinese(number) == text


@given(st.integers(1, 3999))
def test_roman_there_and_back(number: int) -> None:
    assert from_roman(to_roman(number)) == number
    assert from_roman(to_roman(number).lower()) == number


@pytest.mark.parametrize("text", ["", "IIII", "IC", "VX", "IIX", "CIVIL", "MIX3", "XIIII"])
def test_malformed_roman_numerals_say_none(text: str) -> None:
    assert from_roman(text) is None


def test_numbers_outside_the_range_are_refused() -> None:
    for number in (0, 4000):
        with pytest.raises(ValueError, match="outside"):
            to_roman(number)
    with pytest.raises(ValueError, match="outside"):
        to_chinese(10_000)


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("十七", 17), ("XIII", 13), ("B", 2), ("?", None), ("ab", None)]
)
def test_any_numeral(text: str, number: int | None) -> None:
    assert from_any(text) == number


@given(st.text(max_size=30))
def test_no_text_is_a_problem(text: str) -> None:
    for said in (from_chinese(text), from_roman(text), from_any(text)):
        assert said is None or said >= 0
