"""Numerals in every form that texts have, in both directions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.numerals import from_roman, number_of_part, to_chinese, to_roman, value_of, whole_number

# What four readers used to read each in its own way: articles, amounts, days, and tokens of the word index.
SAID = [
    ("零", 0), ("〇", 0), ("一", 1), ("两", 2), ("兩", 2), ("叁", 3), ("十", 10), ("十一", 11), ("拾贰", 12),
    ("二十", 20),
    ("廿", 20), ("廿三", 23), ("卅", 30), ("三十八", 38), ("38", 38), ("３８", 38), ("九十九", 99), ("百", 100),
    ("一百", 100),
    ("一 百", 100), ("一百零二", 102), ("一百〇二", 102), ("一〇二", 102), ("1〇2", 102), ("一百一十", 110),
    ("一百廿三", 123),
    ("兩百", 200), ("1,646", 1646), ("一千零一", 1001), ("一千零十", 1010), ("二〇二四", 2024), ("二零二四", 2024),
    ("2024", 2024),
    ("万", 10_000), ("一万二千", 12_000), ("3万", 30_000), ("三萬", 30_000), ("十万零五百", 100_500), ("千万", 10**7),
    ("3千万", 3 * 10**7), ("三千五百万", 35 * 10**6), ("35 000 000", 35 * 10**6), ("1.5亿", 15 * 10**7),
    ("一点五亿", 15 * 10**7),
    ("三亿五千万", 35 * 10**7), ("三亿5000万", 35 * 10**7), ("三万五千亿", 35 * 10**11), ("万亿", 10**12),
    ("两兆", 2 * 10**12),
    ("two", 2), ("twelve", 12), ("twenty-five", 25), ("Twenty five", 25), ("a hundred", 100),
    ("twenty-five hundred", 2500),
    ("one hundred and fifty thousand", 150_000), ("a million", 10**6), ("two million three hundred", 2_000_300),
    ("thousand million", 10**9), ("half a million", 500_000), ("a quarter of a million", 250_000),
    ("38.7", Fraction("38.7")),
    ("三点一四", Fraction("3.14")), ("零点五", Fraction(1, 2)), ("五成", Fraction(1, 2)), ("三成五", Fraction("0.35")),
    ("3成半", Fraction("0.35")), ("百分之三十", Fraction(3, 10)), ("百分之零", 0), ("千分之2.5", Fraction("0.0025")),
    ("三分之二", Fraction(2, 3)), ("two thirds", Fraction(2, 3)), ("a quarter", Fraction(1, 4)),
    ("one half", Fraction(1, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), SAID)
def test_a_numeral_says_one_value_to_every_reader(text: str, value: int | Fraction) -> None:
    assert value_of(text) == value
    assert whole_number(text) == (value if value == int(value) else None)


@pytest.mark.parametrize(
    "text",
    ["", "条", "一二十", "十十", "百千", "三十x", "第三", "甲", "一" * 61, "one two", "half fifty", "分之", "成"],
)  # fmt: skip
def test_what_is_no_numeral_says_none(text: str) -> None:
    assert value_of(text) is None
    assert whole_number(text) is None


@given(st.one_of(st.integers(0, 99_999), st.integers(0, 10**16 - 1)))
def test_chinese_there_and_back(number: int) -> None:
    assert whole_number(to_chinese(number)) == number


@given(st.integers(0, 10**16), st.sampled_from(["{}", "{:,}", "{:_}"]))
def test_figures_are_read_with_and_without_groups(number: int, form: str) -> None:
    assert value_of(form.format(number).replace("_", " ")) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"), (10, "十"), (12, "十二"), (20, "二十"), (100, "一百"), (102, "一百零二"), (110, "一百一十"),
        (1010, "一千零一十"),
        (12_000, "一万二千"), (100_500, "十万零五百"), (100_010_000, "一亿零一万"), (10**12, "一万亿"),
    ],
)  # fmt: skip
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
    for number in (-1, 10**16):
        with pytest.raises(ValueError, match="outside"):
            to_chinese(number)


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("十七", 17), ("XIII", 13), ("B", 2), ("?", None), ("ab", None)]
)
def test_the_number_of_a_part(text: str, number: int | None) -> None:
    assert number_of_part(text) == number


@given(st.text(max_size=30) | st.text("〇一十百万亿点成分之半1.,- aofhalftwon", max_size=12))
def test_no_text_is_a_problem(text: str) -> None:
    for said in (value_of(text), whole_number(text), from_roman(text), number_of_part(text)):
        assert said is None or said >= 0
