"""Measures: sums and for whom they are, the sentence that carries each field, and two texts on one measure as one."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from making import document

from assistant.measures.gathering import measures_of
from assistant.measures.purposes import purposes_in
from assistant.measures.tiers import tiers_in
from assistant.records import Document, Instrument, Kind, Section


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at most 50 % of the contract; 60 % for start-ups", [(50, "%", "", False), (60, "%", "start-ups", True)]),
        ("不超过合同额的50%；初创企业60%", [(50, "%", "", False), (60, "%", "初创企业", True)]),
        (
            "in principle 1 million yuan, at most 2 million yuan for each company and year",
            [(1_000_000, "CNY", "", False), (2_000_000, "CNY", "", False)],
        ),
        (
            "示范项目最高200万元，标杆项目最高1000万元",
            [(2_000_000, "CNY", "示范项目", False), (10_000_000, "CNY", "标杆项目", False)],
        ),
        ("HK$3 billion over three years", [(3_000_000_000, "HKD", "", True)]),
        ("rent-free for up to 2 years", []),
        ("", []),
    ],
)
def test_rates_and_sums_are_read_with_whom_they_are_for(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(tier.value, tier.unit, tier.whom, tier.fixed) for tier in tiers_in(text)] == expected


def test_what_a_sum_is_counted_by_is_read() -> None:
    assert tiers_in("6 million yuan a year for each company")[0].per == ("year", "company")
    assert tiers_in("每个项目最高1000万元")[0].per == ("project",)


def test_purposes_are_told_in_either_language() -> None:
    assert "compute" in purposes_in("rent GPUs to train our model")
    assert "compute" in purposes_in("租用算力")
    assert purposes_in("buy corpora from a data exchange") == ("corpus",)
    assert purposes_in("we sell shoes") == ()


EN = """# Measures

The training voucher pays at most 50 % of the compute contract; start-ups get 60 %. The cap is 10 million yuan.

The corpus voucher pays at most 30 % of the contract. The cap is 2 million yuan.

Companies that rent computing power can apply for the training voucher.

District money may be combined with city money."""
ZH = "# 措施\n\n训力券不超过合同额的50%，初创企业60%，最高1000万元。主管单位是市科技创新局。"
TRAINING = Instrument(
    "Training voucher",
    "训力券",
    rate="at most 50 % of the compute contract; 60 % for start-ups",
    cap="10 million yuan",
    who="companies that rent computing power",
)
CORPUS = Instrument("Corpus voucher", "语料券", rate="at most 30 % of the contract", cap="2 million yuan")
ZH_TRAINING = Instrument(
    "训力券", "训力券", rate="不超过合同额的50%；初创企业60%", cap="最高1000万元", lead="市科技创新局"
)


def both() -> tuple[Document, Document]:
    shared: dict[str, Any] = {"kind": Kind.MEASURE, "jurisdiction": "CN-Shenzhen", "expires": "2026-12-17"}
    return (
        document("m.md", EN, title="Measures", instruments=(TRAINING, CORPUS), **shared),
        document("m.zh.md", ZH, title="措施", instruments=(ZH_TRAINING,), **shared),
    )


def test_every_field_has_the_sentence_that_states_it() -> None:
    training, corpus = measures_of(both(), "en")
    assert training.rate
    assert training.rate.quote.startswith("The training voucher pays at most 50 %")
    assert training.cap
    assert training.cap.quote == "The cap is 10 million yuan."
    assert corpus.rate
    assert corpus.rate.quote == "The corpus voucher pays at most 30 % of the contract."
    assert training.who
    assert "rent computing power" in training.who.quote
    assert training.stacking
    assert "combined" in training.stacking.quote
    for made in both():
        for one in (training.rate, training.cap, corpus.rate, training.office):
            if one and one.document == made.name:
                assert made.text[one.start : one.end] == one.quote


def test_two_texts_on_one_measure_are_one_worded_in_the_language_asked_for() -> None:
    english, chinese = measures_of(both(), "en")[0], measures_of(both(), "zh")[0]
    assert english.documents == ("m.md", "m.zh.md")
    assert (english.name, chinese.name) == ("Training voucher", "训力券")
    assert english.office
    assert english.office.text == "市科技创新局", "what only the other text states is taken from there"
    assert chinese.rates[1].whom == "初创企业"


def test_translations_without_a_common_name_are_told_by_their_sums() -> None:
    shared: dict[str, Any] = {"kind": Kind.MEASURE, "jurisdiction": "CN-Shenzhen"}
    english = document(
        "a.md",
        "R&D support is up to 10 million yuan.",
        instruments=(Instrument("Research support", cap="up to 10 million yuan"),),
        **shared,
    )
    chinese = document(
        "a.zh.md", "研发资助最高1000万元。", instruments=(Instrument("研发资助", cap="最高1000万元"),), **shared
    )
    found = measures_of((english, chinese), "en")
    assert [one.documents for one in found] in ([("a.md", "a.zh.md")], [("a.md",), ("a.zh.md",)])
    assert found[0].caps[0].value == Fraction(10_000_000)


CARD = """# Guide

1. Support for first purchases

Issuer: Bureau of Science
Document number: No. 5
Date of issue: 2022-06-16
Who can apply: firms in the zone
Support: The bureau pays 30 % of the contract, at most 5 million yuan a year. Projects cost at least 1 million yuan.
Conditions: The following hold:
(1) the product is the first of its kind;
(2) the contract is of the last year.
Application period: 1 January 2023 to 31 December 2025
Contact: /"""


def test_a_card_is_a_measure_with_verbatim_fields() -> None:
    made = document("guide.md", CARD, kind=Kind.MEASURE)
    whole = replace(made, sections=(Section(("1",), "1. Support for first purchases", "card", 0, len(CARD)),))
    (found,) = measures_of((whole,), "en")
    assert (found.name, found.record.issuer) == ("Support for first purchases", "Bureau of Science")
    assert found.record.number == "No. 5"
    assert found.record.issued == "2022-06-16"
    assert [tier.value for tier in found.rates] == [30]
    assert [tier.value for tier in found.caps] == [5_000_000], "what a project has to cost at least is no cap"
    points = ["(1) the product is the first of its kind;", "(2) the contract is of the last year."]
    assert [point.text for point in found.conditions] == points
    assert found.office
    assert found.office.text == "Bureau of Science", "a contact that says nothing is none"
    for one in (found.rate, found.cap, found.who, found.deadline, *found.conditions):
        assert one
        assert CARD[one.start : one.end] == one.quote
