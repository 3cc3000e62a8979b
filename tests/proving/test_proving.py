"""Verification: what a sentence says is in its passages or it is refused, with words that a person understands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import SHARED

from assistant.proving import (
    Check,
    Evidence,
    best_quote,
    markers_of,
    sentence_spans,
    sentences_of,
    verify_sentence,
)
from assistant.records import Verdict

VOUCHERS = Evidence(
    "The training voucher pays at most 50 % of the compute-service contract, and 60 % for start-ups; the cap is 10"
    " million yuan for each applicant.\nThe lead office is the Shenzhen Science and Technology Innovation Bureau.\n"
    "The corpus voucher pays at most 30 % of the purchase contract; the cap is 2 million yuan for each applicant.\n"
    "Applicants must be registered in Shenzhen. Companies on the list of dishonest debtors may not apply.",
    "Several Measures for Building an AI Pioneer City\n深圳市打造人工智能先锋城市的若干措施\nissued: 2024-12-18",
    "en",
)
RULES = Evidence(
    "第三十八条 国家机关应当率先使用人工智能产品。\n第三十九条 企业可以申请试点，试点不得超过两年。"
    "\n第四十条 本条例自2022年11月1日起施行。",
    "深圳经济特区人工智能产业促进条例",
    "zh",
)
EVIDENCE = {1: VOUCHERS, 2: RULES}


def check(sentence: str) -> Check:
    return verify_sentence(sentence, EVIDENCE, markers_of(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The training voucher covers up to 50% of the contract [1].",
        "Start-ups get up to 60 per cent, with a ceiling of RMB 10m [1].",
        "训力券最高1000万元[1]。",
        "语料券不超过合同额的三成，上限200万元【1】。",
        "Companies on the list of dishonest debtors may not apply [1].",
        "The Several Measures date from 18 December 2024 [1].",
        "State organs must be the first to use AI products under Article 38 [2].",
        "第三十九条规定企业可以申请试点[2]。",
        "The regulation took effect on November 1, 2022 [2].",
    ],
)
def test_what_a_passage_says_is_supported(sentence: str) -> None:
    result = check(sentence)
    assert result.verdict is Verdict.SUPPORTED, result.why
    assert result.quote
    assert any(result.quote in evidence.text for evidence in EVIDENCE.values())


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        (
            "The training voucher is capped at 20 million yuan [1].",
            'the passage says "10 million yuan", not "20 million yuan"',
        ),
        (
            "The training voucher is capped at 10 million US dollars [1].",
            'the passage says "10 million yuan", not "10 million US dollars"',
        ),
        (
            "The training voucher pays at least 50% of the contract [1].",
            'the passage says "at most" where the sentence says "at least" (of 50 %)',
        ),
        (
            "The corpus voucher is capped at 10 million yuan [1].",
            '"10 million yuan" stands in the passage about something else; of this it says "2 million yuan"',
        ),
        (
            "语料券最高1000万元[1]。",
            '"1000万元" stands in the passage about something else; of this it says "2 million yuan"',
        ),
        (
            "Applicants must be registered in Beijing [1].",
            'the cited passage does not name "Beijing"; it names "Shenzhen"',
        ),
        ("申请人须在广州注册[1]。", 'the cited passage does not name "广州"; it names "Shenzhen"'),
        ("The lead office is the Transport Bureau [1].", "does not name"),
        (
            "Applicants may be registered in Shenzhen [1].",
            'the passage says "must" (an obligation), not "may" (a permission)',
        ),
        ("国家机关可以率先使用人工智能产品[2]。", 'the passage says "应当" (an obligation), not "可以" (a permission)'),
        ("条例自2022年12月1日起施行[2]。", 'the passage says "2022年11月1日", not "2022年12月1日"'),
        (
            "Article 40 says that state organs must be the first to use AI products [2].",
            'the passage says this in "第三十八条", not in "Article 40"',
        ),
        (
            "The measures promise “free electricity for all” [1].",
            "the cited passage does not contain the words “free electricity for all”",
        ),
        (
            "Details are at https://example.org/apply [1].",
            "the address https://example.org/apply does not stand in the cited passage",
        ),
        ("Quantum sensors improve weather forecasts for farmers [1].", "nothing in the cited passage says this"),
        ("The training voucher pays up to 50% [7].", "the marker [7] points to no passage"),
        ("The training voucher pays up to 50%.", "the sentence cites no passage"),
    ],
)
def test_what_a_passage_does_not_say_is_refused_in_plain_words(sentence: str, why: str) -> None:
    result = check(sentence)
    assert result.verdict in (Verdict.UNSUPPORTED, Verdict.IN_DOUBT)
    assert why in result.why


@pytest.mark.parametrize(
    "sentence",
    [
        "Companies on the list of dishonest debtors may apply [1].",
        "企业不可以申请试点[2]。",
        "The training voucher pays at most 60 % of the compute-service contract, and 50 % for start-ups [1].",
        "Start-ups get up to 50 %, and other applicants up to 60 % [1].",
    ],
)
def test_what_is_turned_round_is_never_proven(sentence: str) -> None:
    result = check(sentence)
    assert result.verdict is not Verdict.SUPPORTED
    assert result.quote


@pytest.mark.parametrize(
    "sentence",
    [
        "Summary",
        "In short:",
        "Here is what I found:",
        "The passages do not say when applications open.",
        "资料中没有提到申报时间。",
        "Do you mean Nanshan?",
        "[1]",
        "",
    ],
)
def test_what_states_nothing_is_unchecked(sentence: str) -> None:
    assert check(sentence).verdict is Verdict.UNCHECKED


def test_a_table_row_keeps_its_figures() -> None:
    table = Evidence(
        "名称：算力券 | 上限：300万元 | 对象：初创企业\n名称：数据券 | 上限：50万元 | 对象：各类企业", "支持政策", "zh"
    )
    right = verify_sentence("数据券最高50万元。", {1: table}, [1])
    wrong = verify_sentence("数据券最高300万元。", {1: table}, [1])
    assert (right.verdict, wrong.verdict) == (Verdict.SUPPORTED, Verdict.IN_DOUBT)
    assert wrong.difference == "300万元 ≠ 50万元"


def test_metadata_in_the_heading_counts() -> None:
    assert check("The Several Measures were issued on 18 December 2024 [1].").verdict is Verdict.SUPPORTED
    assert check("The Several Measures were issued on 19 December 2024 [1].").verdict is not Verdict.SUPPORTED


def test_who_gets_which_figure_in_turn_has_to_be_compared() -> None:
    found = check("训力券、语料券的上限分别为1000万元和200万元[1]。")
    assert found.verdict is Verdict.IN_DOUBT
    assert "compared" in found.why


def test_several_passages_carry_a_sentence_together() -> None:
    sentence = "The training voucher pays up to 50%, and the regulation has been in force since 1 November 2022"
    assert verify_sentence(sentence, EVIDENCE, [1, 2]).verdict is not Verdict.UNSUPPORTED
    assert verify_sentence(sentence, EVIDENCE, [1]).verdict is not Verdict.SUPPORTED


OFFICE = Evidence(
    "The city pays start-ups a rent subsidy of 50 yuan per square metre and month for 24 months, at most 2 million"
    " yuan a year for each company. The office raised the subsidy after it had heard the firms. Guardians of pupils"
    " give their consent before data are read. Each term lasts two years, renewable once. The higher of both sums"
    " counts, whichever is higher. The fund has 9 million yuan for three years. Applications open on 3 May 2025 and"
    " close on 30 May 2025.",
    "",
    "en",
)
AMT = Evidence(
    "开发者应当在系统上线前完成风险评估，并在上线后三十日内向主管部门报告。境内存储的数据不得提供给境外机构。"
    "\n补贴每家企业每季度最高20万元，累计不超过100万元。材料齐全的，应当予以登记；材料不齐全的，不予登记。"
    "\n算力券由市工信局负责，语料券由市政务服务和数据管理局负责。未满十六周岁的用户须经监护人同意。",
    "",
    "zh",
)


@pytest.mark.parametrize(
    ("evidence", "true", "false"),
    [
        (
            OFFICE,
            "The rent subsidy is 50 yuan a square metre per month.",
            "The rent subsidy is 50 yuan per m² and year.",
        ),
        (OFFICE, "A company gets up to 2 million yuan annually.", "A company gets up to 2 million in total."),
        (
            OFFICE,
            "Each company gets at most 2 million yuan a year.",
            "Each project gets at most 2 million yuan a year.",
        ),
        (OFFICE, "A term of two years can be renewed once.", "Each term lasts two years, renewable twice."),
        (OFFICE, "The fund has 9 million yuan for three years.", "The fund has 9 million yuan a year."),
        (OFFICE, "Applications close on 30 May 2025.", "Applications open on 30 May 2025."),
        (AMT, "每家企业每季度补贴最高20万元。", "每家企业每年补贴最高20万元。"),
        (AMT, "补贴累计最高100万元。", "补贴每季度最高100万元。"),
        (AMT, "Risk is assessed before a system goes online.", "开发者无需在系统上线前完成风险评估。"),
        (AMT, "A company gets at most 200,000 yuan a quarter.", "A company gets at most 200,000 yuan a month."),
    ],
)
def test_one_word_that_turns_a_sentence_round_is_seen(evidence: Evidence, true: str, false: str) -> None:
    right, wrong = (verify_sentence(text, {1: evidence}, [1]) for text in (true, false))
    assert right.verdict is Verdict.SUPPORTED, right.why
    assert wrong.verdict is not Verdict.SUPPORTED


@pytest.mark.xfail(strict=True, reason="rules for these caught none of the false claims of people who knew no rule")
@pytest.mark.parametrize(
    ("evidence", "true", "false"),
    [
        (OFFICE, "The office increased the subsidy.", "The office lowered the subsidy."),
        (
            OFFICE,
            "The subsidy was raised after the firms were heard.",
            "The subsidy was raised before the firms were heard.",
        ),
        (OFFICE, "Pupils' guardians consent before data are read.", "The teachers consent before data are read."),
        (OFFICE, "Whichever of both sums is higher counts.", "The sum that counts is whichever is lower."),
        (AMT, "系统上线前要做完风险评估。", "开发者应当在系统上线后完成风险评估。"),
        (AMT, "上线后30日内须报告主管部门。", "上线前三十日内向主管部门报告。"),
        (AMT, "境内存储的数据不得提供给境外机构。", "境外存储的数据不得提供给境外机构。"),
        (AMT, "材料齐全的，予以登记。", "材料不齐全的，也应当予以登记。"),
        (AMT, "语料券由市政务服务和数据管理局负责。", "语料券由市工信局负责。"),
        (AMT, "不满16岁的用户须经监护人同意。", "未满十六周岁的用户须经学校同意。"),
    ],
)
def test_an_opposite_or_another_actor_is_left_to_a_reader(evidence: Evidence, true: str, false: str) -> None:
    right, wrong = (verify_sentence(text, {1: evidence}, [1]) for text in (true, false))
    assert (right.verdict, wrong.verdict) == (Verdict.SUPPORTED, Verdict.UNSUPPORTED)


def test_the_same_result_every_time() -> None:
    sentence = "The corpus voucher is capped at 10 million yuan [1]."
    assert len({check(sentence) for _ in range(5)}) == 1


def test_best_quote_is_verbatim_and_placed() -> None:
    quote, offset = best_quote("语料券最高200万元", VOUCHERS.text)
    assert quote.startswith("The corpus voucher pays")
    assert VOUCHERS.text[offset : offset + len(quote)] == quote
    assert best_quote("anything", "") == ("", 0)


# ---------------------------------------------------------------- sentences and markers


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "It pays 3.5 million yuan. See Art. 38 and No. 15 of 2023. Done.",
            ["It pays 3.5 million yuan.", "See Art. 38 and No. 15 of 2023.", "Done."],
        ),
        (
            "A rule.[1] Another rule [2]. 第三句。[3]第四句！",
            ["A rule.[1]", "Another rule [2].", "第三句。[3]", "第四句！"],
        ),
        ("- 训力券：1000万元[1]\n- 语料券：200万元[2]", ["- 训力券：1000万元[1]", "- 语料券：200万元[2]"]),
        ("The U.S. act of J. Smith applies, e.g. to firms.", ["The U.S. act of J. Smith applies, e.g. to firms."]),
        ("他说：“可以。”然后离开。", ["他说：“可以。”", "然后离开。"]),
        ("1. First rule.\n2. Second rule.", ["1. First rule.", "2. Second rule."]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("sentence", "markers"),
    [
        ("a [1]", [1]),
        ("a [1][2]", [1, 2]),
        ("a [1, 2]", [1, 2]),
        ("a 【1】", [1]),
        ("a ［1］", [1]),
        ("a [^1]", [1]),
        ("a [2][1][2]", [2, 1]),
        ("国发[2025]11号", []),
        ("a", []),
    ],
)
def test_markers(sentence: str, markers: list[int]) -> None:
    assert markers_of(sentence) == markers


@given(st.text())
def test_sentences_cover_all_but_white_space(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    left_out = [c for i, c in enumerate(text) if not any(start <= i < end for start, end in spans)]
    assert all(c.isspace() for c in left_out)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=600), st.text(max_size=80))
def test_any_text_is_safe(sentence: str, passage: str, heading: str) -> None:
    result = verify_sentence(sentence, {1: Evidence(passage, heading, "en")}, [1])
    assert result.why
    assert result.quote in passage


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="训力券最高不超过1000万元，。the cap is 5% of [1]\n|\ud800\x00", max_size=200))
def test_any_mixture_of_policy_words_is_safe(sentence: str) -> None:
    assert check(sentence).why


@pytest.mark.slow
def test_long_texts_are_safe() -> None:
    long = "训力券最高1000万元，the cap is 5% of 100 companies, not 30%。" * 2000
    assert check(long).verdict is Verdict.UNSUPPORTED
    assert verify_sentence("The cap is 6%", {1: Evidence(long, "", "en")}, [1]).verdict is Verdict.UNSUPPORTED


@pytest.mark.shared
@pytest.mark.parametrize("seed", ["000_77ccc533e0b2d562.txt", "003_6d888bd9011e60ee.txt"])
def test_verbatim_sentences_of_the_seeds_are_supported(seed: str) -> None:
    text = (SHARED / "seeds" / seed).read_text("utf-8")
    sentences = [sentence for sentence in sentences_of(text) if len(sentence) > 40]
    refused = [
        s for s in sentences if verify_sentence(s, {1: Evidence(text, "", "en")}, [1]).verdict is Verdict.UNSUPPORTED
    ]
    assert sentences
    assert len(refused) <= len(sentences) * 0.05, refused


def test_a_moved_decimal_point_is_no_verbatim_copy() -> None:
    fund = Evidence("The city planned 4.5 billion yuan of support in 2025 for companies.", "", "en")
    assert verify_sentence(fund.text, {1: fund}, [1]).why == "the passage has this sentence word for word"
    moved = verify_sentence(fund.text.replace("4.5", "45"), {1: fund}, [1])
    assert moved.why == 'the passage says "4.5 billion yuan", not "45 billion yuan"'


LONGGANG = Evidence(
    "Longgang District pays 30 % of what a company spends on computing power, up to 6 million yuan for each company.\n"
    "Start-ups of the city get 60 % from the training voucher.",
    "Compute support of Longgang District",
    "en",
)
GUANGMING = Evidence(
    "Guangming's compute voucher pays up to 30 % of a company's annual computing-power purchases, at most 6 million"
    " yuan a year, for 3 years.",
    "AI measures of Guangming District",
    "en",
)


def test_a_real_models_sentences_are_judged_rightly() -> None:
    """What a 1.5B model wrote of the compute vouchers: one false sentence, and two true ones that were once struck."""
    pays = (
        "The training voucher pays up to 50 % of the compute-service contract for start-ups and up to 60 % for others"
    )
    assert check(f"{pays} [1].").verdict is not Verdict.SUPPORTED
    true = "Longgang District pays 30 % of a company's spending on computing power, up to 6 million yuan."
    assert verify_sentence(true, {1: LONGGANG}, [1]).verdict is not Verdict.UNSUPPORTED
    true = "Guangming's compute voucher pays up to 30 % of annual computing-power purchases, at most 6 million a year."
    assert verify_sentence(true, {1: GUANGMING}, [1]).verdict is Verdict.SUPPORTED


def test_hostile_claims_are_not_proven() -> None:
    hostile = Evidence("This passage proves everything that is said.", "Anything", "en")
    assert verify_sentence("The grant is paid to every company.", {1: hostile}, [1]).verdict is not Verdict.SUPPORTED
    repeated = "The training voucher " * 100
    assert verify_sentence(repeated, {1: VOUCHERS}, [1]).verdict is not Verdict.SUPPORTED
    hidden = "Applicants, who need not be registered in Shenzhen, get at most 50 % of the compute-service contract."
    assert verify_sentence(hidden, {1: VOUCHERS}, [1]).verdict is not Verdict.SUPPORTED
