"""Dates in both languages: where they stand, how precise they are, and what stays unresolved."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.absolute_dates import iso
from assistant.language.dates import add_period, dates_in, find_dates
from assistant.language.quantities import Bound, find_quantities

ABSOLUTE = [
    ("2022年11月1日", "2022-11-01", "day"),
    ("2025年6月 18日", "2025-06-18", "day"),
    ("2023 年10 月11 日", "2023-10-11", "day"),
    ("2023年7\n月10日", "2023-07-10", "day"),
    ("二〇二二年十一月一日", "2022-11-01", "day"),
    ("二○二四年十二月十八日", "2024-12-18", "day"),
    ("2024年12月", "2024-12", "month"),
    ("2024年", "2024", "year"),
    ("二〇二四年", "2024", "year"),
    ("中華民國112年10月3日", "2023-10-03", "day"),
    ("2025년 1월 21일", "2025-01-21", "day"),
    ("1 November 2022", "2022-11-01", "day"),
    ("31st of May 2023", "2023-05-31", "day"),
    ("November 1, 2022", "2022-11-01", "day"),
    ("Tuesday, November 1, 2022", "2022-11-01", "day"),
    ("Jan. 21, 2025", "2025-01-21", "day"),
    ("FEBRUARY 1, 2026", "2026-02-01", "day"),
    ("JUNE 30,2026", "2026-06-30", "day"),
    ("July 2024", "2024-07", "month"),
    ("2024-05-17", "2024-05-17", "day"),
    ("2026.01.09", "2026-01-09", "day"),
    ("2026/7/24", "2026-07-24", "day"),
    ("12.07.2024", "2024-07-12", "day"),
    ("7/28/25", "2025-07-28", "day"),
    ("by 2027", "2027", "year"),
]


@pytest.mark.parametrize(("words", "expected", "precision"), ABSOLUTE)
def test_an_absolute_date_is_read_where_it_stands(words: str, expected: str, precision: str) -> None:
    text = f"Before it, {words} and after."
    (found,) = find_dates(text, relative=False)
    assert (found.iso, found.precision, found.inferred) == (expected, precision, False)
    assert text[found.start : found.end] == found.text
    assert found.text in words


def test_a_lost_space_before_a_month_does_not_hide_the_date() -> None:
    assert dates_in("brought on or afterFebruary\n1, 2026 JUNE 30, 2026") == ["2026-02-01", "2026-06-30"]


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("03/04/2024", "2024"), ("03/03/2024", "2024-03-03"), ("13/04/2024", "2024-04-13"),
        ("04/13/2024", "2024-04-13"),
        ("12.07.2024", "2024-07-12"),
    ],
)  # fmt: skip
def test_the_order_of_figures_is_never_guessed(words: str, iso: str) -> None:
    assert find_dates(words, relative=False)[0].iso == iso


def test_the_calendar_of_taiwan_is_read_only_when_asked_for() -> None:
    assert dates_in("112年10月3日", roc=True) == ["2023-10-03"]
    assert dates_in("112年10月3日") == []


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2024—2026年", "2024", "2026"),
        ("（2023-2024年）", "2023", "2024"),
        ("2023–24", "2023", "2024"),
        ("2024至2026年", "2024", "2026"),
        ("September 1-30, 2025", "2025-09-01", "2025-09-30"),
        ("28–29 June 2021", "2021-06-28", "2021-06-29"),
    ],
)
def test_a_range_keeps_both_ends(words: str, first: str, last: str) -> None:
    (found,) = find_dates(words, relative=False)
    assert (found.iso, found.until) == (first, last)


@pytest.mark.parametrize(
    "words", ["国发〔2025〕11号", "Regulation (EU) 2024/1689", "1,646 companies", "31 February 2024", "version 1.2.3"]
)
def test_what_is_no_date_is_not_read_as_one(words: str) -> None:
    assert [found for found in find_dates(words, relative=False) if found.precision == "day"] == []
    assert "2024-1689" not in dates_in(words)


RELATIVE = [  # said on Thursday, 8 June 2023
    ("yesterday", "2023-06-07", None),
    ("the day before yesterday", "2023-06-06", None),
    ("today", "2023-06-08", None),
    ("on Tuesday", "2023-06-06", None),
    ("Thursday", "2023-06-08", None),
    ("last Thursday", "2023-06-01", None),
    ("next Monday", "2023-06-12", None),
    ("last year", "2022", None),
    ("at the end of last year", "2022", None),
    ("earlier this year", "2023", None),
    ("last month", "2023-05", None),
    ("last quarter", "2023-01", "2023-03"),
    ("last week", "2023-05-29", "2023-06-04"),
    ("two years ago", "2021", None),
    ("3 days ago", "2023-06-05", None),
    ("in February", "2023-02", None),
    ("May 31", "2023-05-31", None),
    ("去年底", "2022", None),
    ("去年年底", "2022", None),
    ("今年", "2023", None),
    ("昨日", "2023-06-07", None),
    ("前天", "2023-06-06", None),
    ("上个月", "2023-05", None),
    ("上月15日", "2023-05-15", None),
    ("去年12月5日", "2022-12-05", None),
    ("今年上半年", "2023-01", "2023-06"),
    ("上周三", "2023-05-31", None),
    ("5月31日", "2023-05-31", None),
    ("三年前", "2020", None),
]


@pytest.mark.parametrize(("words", "first", "last"), RELATIVE)
def test_relative_dates_are_resolved_against_the_articles_day_and_marked(
    words: str, first: str, last: str | None
) -> None:
    (found,) = find_dates(words, "2023-06-08")
    assert (found.iso, found.until, found.relative, found.inferred) == (first, last, True, True)


@pytest.mark.parametrize("words", [words for words, _, _ in RELATIVE])
def test_without_an_articles_day_they_stay_unresolved(words: str) -> None:
    (found,) = find_dates(words)
    assert (found.iso, found.relative, found.inferred, found.precision) == (None, True, False, "unresolved")


def test_an_articles_date_of_low_precision_resolves_only_what_it_can() -> None:
    found = {one.text: one.iso for one in find_dates("yesterday, last month, last year", "2024")}
    assert found == {"yesterday": None, "last month": None, "last year": "2023"}


def test_a_day_without_a_year_takes_the_nearest_one() -> None:
    assert find_dates("December 28", "2024-01-05")[0].iso == "2023-12-28"
    assert find_dates("1月3日", "2023-12-30")[0].iso == "2024-01-03"


@pytest.mark.parametrize(
    "words", ["You may apply in may.", "Marching on", "目前的先前条件", "以前和之前", "本年度", "上周边"]
)
def test_words_that_only_look_relative_are_left_alone(words: str) -> None:
    assert find_dates(words, "2024-01-05") == ()


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2024-12-18", {"years": 2}, "2026-12-17"),
        ("2023-09-08", {"years": 3}, "2026-09-07"),
        ("2024-02-29", {"years": 1}, "2025-02-28"),
        ("2025-06-01", {"days": 30}, "2025-06-30"),
        ("2024-01-01", {"months": 6}, "2024-06-30"),
        ("2024", {"years": 2}, "2026"),
        ("2024-05", {"years": 1}, "2025-05"),
    ],
)
def test_a_period_ends_on_its_last_day(start: str, length: dict[str, int], end: str) -> None:
    assert add_period(start, **length) == end


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day: date) -> None:
    plain = f"{day:%Y-%m-%d}"
    english = [f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}"]
    written = [plain, f"{day.year}年{day.month}月{day.day}日", f"{day:%d.%m.%Y}", *english]
    assert [dates_in(words) for words in written] == [[plain]] * len(written)


@pytest.mark.parametrize(("words", "expected", "precision"), ABSOLUTE)
def test_figures_have_the_same_dates(words: str, expected: str, precision: str) -> None:
    (found,) = [
        quantity for quantity in find_quantities(f"Before it, {words} and after.") if quantity.dimension == "date"
    ]
    assert found.name == f"{expected}-00-00"[:10]


@pytest.mark.parametrize("words", ["2024—2026年", "2023–24", "28–29 June 2021", "September 1-30, 2025"])
def test_figures_have_both_ends_of_a_range(words: str) -> None:
    (range_,) = find_dates(words, relative=False)
    low, high = find_quantities(words)
    assert [low.name, high.name] == [f"{end}-00-00"[:10] for end in (range_.iso, range_.until)]
    assert (low.bound, high.bound) == (Bound.LOW, Bound.HIGH)


def test_dates_one_after_another_are_read_each() -> None:
    assert dates_in("2017-12-28/2019-08-15") == ["2017-12-28", "2019-08-15"]
    assert dates_in("07-25-2024") == ["2024-07-25"]


def test_may_is_a_month_only_in_capitals_where_no_year_follows() -> None:
    assert find_dates("as in paragraphs 1 to 9 may be part of it", "2024-05-17") == ()
    assert find_dates("on 9 May", "2024-05-17")[0].iso == "2024-05-09"


_PIECES = "0123456789年月日-/., 去今上个JanuarylastDec底agoyesterday"


@given(st.text(alphabet=_PIECES, max_size=60), st.sampled_from([None, "2024-05-17", "2024-05", "2024"]))
def test_spans_are_in_order_and_never_overlap(text: str, said: str | None) -> None:
    found = find_dates(text, said)
    for one in found:
        assert text[one.start : one.end] == one.text
        assert one.iso is None or iso(*(int(part) for part in one.iso.split("-"))) == one.iso
    assert all(before.end <= after.start for before, after in pairwise(found))
