"""Quantities of both languages: the same thing in any form is the same quantity, and nothing else is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language.quantities import Bound, Quantity, bounds_agree, find_quantities, same_unit, same_value


def only(text: str) -> Quantity:
    """The one quantity of a text."""
    found = find_quantities(text)
    assert len(found) == 1, (text, found)
    return found[0]


def same(*texts: str) -> None:
    """Every text reads as one quantity, the same as the first."""
    first = only(texts[0])
    for text in texts[1:]:
        other = only(text)
        assert same_value(first, other), (texts[0], text, first, other)
        assert same_unit(first, other), (texts[0], text, first, other)
        assert first.unit == other.unit


@pytest.mark.parametrize(
    "forms",
    [
        (
            "1000亿元",
            "100 billion yuan",
            "RMB 100bn",
            "CNY 100,000 million",
            "一千亿元",
            "RMB100bn",
            "100 billion RMB",
            "1,000億元",
        ),
        ("30%", "30 %", "三成", "30 per cent", "百分之三十", "thirty percent", "３０％"),
        ("35%", "三成五", "百分之三十五"),
        (
            "2022年11月1日",
            "1 November 2022",
            "November 1, 2022",
            "1st November 2022",
            "Nov. 1, 2022",
            "2022-11-01",
            "2022/11/1",
            "二〇二二年十一月一日",
        ),
        ("2022年11月", "November 2022"),
        ("HK$3 bn", "30億港元", "30亿港元", "3 billion Hong Kong dollars", "HKD 3,000 million"),
        ("€35 m", "EUR 35 000 000", "3500万欧元", "35 million euros"),
        ("1,646家企业", "1,646 companies", "1646 firms", "1,646 AI companies", "1646家人工智能企业"),
        ("18项措施", "eighteen measures", "18 measures", "十八项举措"),
        ("26个应用场景", "26 application scenarios", "二十六个场景"),
        ("两年", "2 years", "two years", "24个月", "24 months"),
        ("20个工作日", "twenty working days", "20 business days"),
        ("30 EFLOPS", "30,000 PFLOPS", "30000P"),
        ("5万平方米", "50,000 square metres", "50,000 m²", "5 hectares"),
        ("三分之二", "two thirds", "two-thirds"),
        ("半年", "6 months", "half a year"),
        ("5个百分点", "5 percentage points"),
        ("Article 38", "第三十八条", "Art. 38", "第38条"),
        ("Chapter IV", "第四章", "chapter 4"),
        ("国发〔2025〕11号", "国发[2025]11号", "国发（2025）11号"),
        ("Executive Order 14110", "EO 14110", "E.O. 14110"),
        ("第15号令", "Order No. 15"),
        ("排名第三", "ranked third", "ranked 3rd"),
        ("10^25", "10²⁵"),
    ],
    ids=lambda forms: forms[0],
)
def test_forms_of_one_quantity(forms: tuple[str, ...]) -> None:
    same(*forms)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at most 10 million yuan", Bound.AT_MOST),
        ("up to RMB 10m", Bound.AT_MOST),
        ("no more than 30%", Bound.AT_MOST),
        ("not exceeding 30% of the contract", Bound.AT_MOST),
        ("capped at 6 million yuan", Bound.AT_MOST),
        ("a 10 million yuan cap", Bound.AT_MOST),
        ("≤ 30 %", Bound.AT_MOST),
        ("不超过1000万元", Bound.AT_MOST),
        ("不得超过合同金额的30%", Bound.AT_MOST),
        ("最高给予200万元", Bound.AT_MOST),
        ("上限：每人8万元", Bound.AT_MOST),
        ("200万元以内", Bound.AT_MOST),
        ("at least 100 firms", Bound.AT_LEAST),
        ("a minimum of 100 AI firms", Bound.AT_LEAST),
        ("no fewer than 100 firms", Bound.AT_LEAST),
        ("≥10 incubators", Bound.AT_LEAST),
        ("不少于10家", Bound.AT_LEAST),
        ("50家以上", Bound.AT_LEAST),
        ("more than 3,000 AI firms", Bound.MORE),
        ("over 3,000 firms", Bound.MORE),
        (">10 unicorns", Bound.MORE),
        ("超过1000亿元", Bound.MORE),
        ("2200多家", Bound.MORE),
        ("fewer than 50 employees", Bound.LESS),
        ("不足50人", Bound.LESS),
        ("about 40 companies", Bound.ABOUT),
        ("约40家", Bound.ABOUT),
        ("40家左右", Bound.ABOUT),
        ("in principle 1 million yuan", Bound.EXACT),
        ("38.7 billion yuan", Bound.EXACT),
    ],
)
def test_bounds(text: str, bound: Bound) -> None:
    assert only(text).bound is bound


def test_at_most_is_kept_apart_from_at_least() -> None:
    assert not bounds_agree(Bound.AT_MOST, Bound.AT_LEAST)
    assert not bounds_agree(Bound.AT_LEAST, Bound.AT_MOST)
    assert not bounds_agree(Bound.EXACT, Bound.AT_MOST)
    assert bounds_agree(Bound.MORE, Bound.AT_LEAST)


@pytest.mark.parametrize("text", ["30–70 %", "30% to 70%", "30%至70%", "between 30 and 70 per cent", "30%—70%"])
def test_ranges_give_both_ends(text: str) -> None:
    low, high = find_quantities(text)
    assert (low.value, low.unit, low.bound) == (30, "%", Bound.LOW)
    assert (high.value, high.unit, high.bound) == (70, "%", Bound.HIGH)


def test_range_shares_scale_and_unit() -> None:
    low, high = find_quantities("5-10 billion yuan")
    assert (low.value, high.value, low.unit) == (5 * 10**9, 10**10, "CNY")


def test_spans_are_verbatim() -> None:
    text = "训力券最高1000万元（RMB 10 million），自2022年11月1日起，Article 38。"
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
    assert [q.text for q in find_quantities(text)] == ["1000万元", "RMB 10 million", "2022年11月1日", "Article 38"]


def test_a_table_header_gives_scale_and_currency() -> None:
    assert only("金额(万元): 200").value == 2_000_000
    assert only("cap (million yuan): 6").value == 6_000_000


@pytest.mark.parametrize(
    "text",
    ["GPT-4", "GB18030", "5G", "统一", "十分重要", "一个", "百度", "Qwen2.5", "the first", "a third party", "第三方"],
)
def test_what_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


def test_references_are_not_amounts() -> None:
    kinds = {q.dimension for q in find_quantities("Article 38, 第三十八条, page 12, Annex III, (EU) 2024/1689")}
    assert kinds == {"reference", "document"}


def test_a_date_of_less_precision_may_rest_on_a_fuller_one_only() -> None:
    full, month, year = only("1 November 2022"), only("November 2022"), only("2022年")
    assert same_value(year, full)
    assert same_value(month, full)
    assert not same_value(full, month)


def test_currencies_are_kept_apart_and_bare_dollars_pass_for_any_dollar() -> None:
    assert not same_unit(only("20 million yuan"), only("US$20 million"))
    assert same_unit(only("$20 million"), only("HK$20 million"))
    assert not same_unit(only("5%"), only("5 percentage points"))
    assert not same_unit(only("26 companies"), only("26 scenarios"))
    assert same_unit(only("20 million"), only("20 million yuan"))


# ---------------------------------------------------------------- properties

_HAN = "零一二三四五六七八九"


def han(number: int) -> str:
    """An integer below 10¹² in Chinese numerals."""
    if number == 0:
        return "零"
    parts: list[str] = []
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, scale)
        if section:
            digits = [(section // p % 10, w) for p, w in ((1000, "千"), (100, "百"), (10, "十"), (1, ""))]
            word = "".join(_HAN[d] + w if d else "零" for d, w in digits).strip("零")
            while "零零" in word:
                word = word.replace("零零", "零")
            parts.append(("零" if parts and section < 1000 else "") + word + name)
    return "".join(parts)


def forms_of_yuan(yuan: int) -> list[str]:
    """Ways to write an amount of yuan that say it exactly."""
    forms = [
        f"{yuan}元",
        f"{yuan:,}元",
        f"{yuan:,} yuan",
        f"RMB {yuan:,}",
        f"CNY{yuan}",
        f"¥{yuan:,}",
        f"{han(yuan)}元",
    ]
    for scale, names in (
        (10**4, ["万元"]),
        (10**6, [" million yuan", "m yuan", " mn yuan"]),
        (10**8, ["亿元"]),
        (10**9, [" billion yuan", "bn yuan"]),
    ):
        if Fraction(yuan, scale).limit_denominator(1000) == Fraction(yuan, scale) and yuan * 1000 % scale == 0:
            figure = f"{yuan / scale:.3f}".rstrip("0").rstrip(".")
            forms += [figure + name for name in names]
    return forms


amounts = st.one_of(
    st.integers(2, 10**6), st.integers(2, 9999).map(lambda n: n * 10**4), st.integers(2, 999).map(lambda n: n * 10**8)
)


@given(amounts)
def test_an_amount_in_any_form_reads_back(yuan: int) -> None:
    for form in forms_of_yuan(yuan):
        quantity = only(form)
        assert (quantity.value, quantity.unit) == (yuan, "CNY"), form


@given(amounts, amounts)
def test_a_changed_amount_is_never_equal(a: int, b: int) -> None:
    if a != b:
        for x, y in zip(forms_of_yuan(a), forms_of_yuan(b), strict=False):
            assert not same_value(only(x), only(y)), (x, y)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_a_date_in_any_form_reads_back(day: date) -> None:
    forms = [
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{han(day.month).removeprefix('一') if day.month > 9 else han(day.month)}月{day.day}日",
    ]
    for form in forms:
        assert only(form).name == day.isoformat(), form


@given(st.integers(1, 99))
def test_a_rate_in_any_form_reads_back(rate: int) -> None:
    forms = [f"{rate}%", f"{rate} %", f"{rate} per cent", f"{rate} percent", f"百分之{han(rate)}"]
    if rate % 10 == 0:
        forms.append(f"{_HAN[rate // 10]}成")
    for form in forms:
        assert (only(form).value, only(form).unit) == (rate, "%"), form


@settings(max_examples=200)
@given(st.text())
def test_any_text_is_safe(text: str) -> None:
    for quantity in find_quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text


_PIECES = [
    "1",
    "000",
    ",",
    ".",
    " ",
    "万",
    "亿",
    "元",
    "%",
    "三",
    "十",
    "成",
    "年",
    "月",
    "日",
    "不超过",
    "up to ",
    "million ",
    "yuan ",
    "第",
    "条",
    "〔2024〕",
    "号",
    "-",
    "–",
    "to ",
    "May ",
    "2024",
    "€",
    "RMB",
    "twenty ",
    "hundred ",
    "\n",
    "|",
]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_any_mixture_of_its_own_pieces_is_safe(text: str) -> None:
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a twentyfold rise", "by 20x"),
        ("under 14 years of age", "未满十四周岁"),
        ("twice a year", "two times a year"),
        ("renewable once", "可连任一次"),
        ("four times", "400%"),
    ],
)
def test_ways_of_saying_how_often_and_how_old(one: str, other: str) -> None:
    ours, theirs = find_quantities(one)[0], find_quantities(other)[0]
    assert same_value(ours, theirs)
    assert same_unit(ours, theirs)
