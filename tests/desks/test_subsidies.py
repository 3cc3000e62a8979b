"""Subsidies: verdicts with their conditions, sums with their arithmetic, and nothing called available that is not."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libraries import assistant_of
from places import PROJECT
from word_embedder import WordEmbedder

from assistant import Settings
from assistant.desks.subsidies import subsidies
from assistant.desks.subsidies.matches import Eligibility, Match, Subsidies
from assistant.desks.subsidies.measure_fields import all_measures
from assistant.desks.subsidies.money_replies import sum_of_found
from assistant.desks.subsidies.profiles import jurisdiction_of, profile_from
from assistant.desks.subsidies.subsidy_files import json_shape, markdown, xlsx
from assistant.errors import UsageError
from assistant.language.names import lies_in
from assistant.library.generations import Library
from assistant.measures.measure import Quoted

FILES = (
    *("sz-several-measures-2024.md", "sz-several-measures-2024.zh.md", "longhua-compute-voucher.md"),
    *(
        "qianhai-ai-measures.md",
        "bj-compute-voucher-2023.md",
        "gd-ai-robotics-measures-2025.md",
        "nanshan-model-camp.md",
    ),
)
WHEN = date(2026, 11, 30)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    from assistant.ingesting import ingest

    folder: Path = tmp_path_factory.mktemp("subsidies") / "library"
    held = Library(Settings(library=folder), WordEmbedder().identity)
    ingest(held, WordEmbedder(), [PROJECT / "corpus" / name for name in FILES])
    return held


def asked(library: Library, when: date = WHEN, language: str = "en", **profile: object) -> Subsidies:
    return subsidies(library.index, profile_from(profile), when, language)


def one(result: Subsidies, name: str, place: str = "CN-Shenzhen") -> Match:
    return next(match for match in result.matches if match.measure.name == name and match.measure.jurisdiction == place)


def renting(amount: object, **more: object) -> list[dict[str, object]]:
    return [{"what": "rent GPUs to train our model", "amount": amount, **more}]


def test_a_range_where_it_is_open_whether_the_asker_is_a_start_up(library: Library) -> None:
    result = asked(library, place="Shenzhen", district="Nanshan", organisation="firm", activities=renting(3_200_000))
    voucher = one(result, "Training voucher")
    assert voucher.verdict is Eligibility.ELIGIBLE
    assert voucher.worth
    assert (voucher.worth.low, voucher.worth.high) == (1_600_000, 1_920_000)
    assert "60 % × 3.2 million = 1.92 million" in voucher.worth.arithmetic
    assert "Are you a start-up?" in result.questions
    assert result.matches[0] == voucher, "what is sure and worth most comes first"


@pytest.mark.parametrize(
    ("startup", "amount", "worth"),
    [(True, 8_000_000, 4_800_000), (False, 8_000_000, 4_000_000), (True, 40_000_000, 10_000_000)],
)
def test_sums_follow_the_rate_and_stop_at_the_cap(library: Library, startup: bool, amount: int, worth: int) -> None:
    result = asked(library, place="Shenzhen", organisation="firm", is_startup=startup, activities=renting(amount))
    found = one(result, "Training voucher").worth
    assert found
    assert found.low == found.high == worth
    assert ("above the cap" in found.arithmetic) == (worth == 10_000_000)


def test_other_places_expired_measures_and_drafts_are_never_available(library: Library) -> None:
    result = asked(library, place="Shenzhen", district="Nanshan", organisation="firm", activities=renting(3_200_000))
    for name, place in (
        ("Compute voucher", "CN-Beijing"),
        ("Compute voucher", "CN-Shenzhen-Longhua"),
        ("Rent for teams in the Model Camp", "CN-Shenzhen-Nanshan"),
    ):
        match = one(result, name, place)
        assert match.verdict is Eligibility.NOT_ELIGIBLE
        assert match.worth is None
    beijing = asked(library, place="Beijing", organisation="firm", activities=renting(3_200_000))
    assert one(beijing, "Compute voucher", "CN-Beijing").verdict is Eligibility.NOT_ELIGIBLE, "it has expired"
    earlier = asked(library, date(2025, 6, 1), place="Beijing", organisation="firm", activities=renting(3_200_000))
    assert one(earlier, "Compute voucher", "CN-Beijing").verdict is not Eligibility.NOT_ELIGIBLE


def test_stated_conditions_are_met_unmet_or_asked(library: Library) -> None:
    related = renting(3_200_000, supplier_related=True, contract_from="2024-01-01", contract_to="2024-12-31")
    when = date(2025, 6, 1)
    related_one = one(
        asked(library, when, place="Beijing", organisation="firm", activities=related), "Compute voucher", "CN-Beijing"
    )
    assert [c.verdict for c in related_one.conditions if "unrelated" in c.text] == ["not_met"]
    early = renting(3_200_000, supplier_related=False, contract_from="2023-08-01", contract_to="2024-07-31")
    early_one = one(
        asked(library, when, place="Beijing", organisation="firm", activities=early), "Compute voucher", "CN-Beijing"
    )
    assert [c.verdict for c in early_one.conditions if "signed" in c.text] == ["not_met"]
    assert [c.verdict for c in early_one.conditions if "unrelated" in c.text] == ["met"]
    capital = asked(
        library, place="Shenzhen", district="Qianhai", organisation="firm", registered_capital="30 million yuan"
    )
    conditions = one(capital, "Office rent subsidy", "CN-Shenzhen-Qianhai").conditions
    assert [c.verdict for c in conditions if "capital" in c.text] == ["met"], (
        "further keys are asked of conditions by their words"
    )


def test_a_profile_says_where_it_is_in_either_language() -> None:
    assert jurisdiction_of("Shenzhen", "Nanshan") == jurisdiction_of("深圳", "南山") == "CN-Shenzhen-Nanshan"
    assert jurisdiction_of("Shanghai", "") == "CN-Shanghai"
    assert jurisdiction_of("Atlantis", "") == ""
    assert lies_in("CN-Shenzhen-Nanshan", "CN-Shenzhen")
    assert lies_in("CN-Shenzhen", "CN-Guangdong"), "a city's firms have their province's measures too"
    assert not lies_in("CN-Shenzhen", "CN-Beijing")
    assert not lies_in("CN-Shenzhen", "CN-Shenzhen-Nanshan")


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        "x",
        {"activities": "x"},
        {"activities": [1]},
        {"activities": [{"what": "x", "amount": "much"}]},
        {"is_startup": "maybe"},
    ],
)
def test_a_profile_that_cannot_be_read_is_one_plain_line(values: object) -> None:
    with pytest.raises(UsageError) as error:
        profile_from(values)
    assert "\n" not in str(error.value)


@given(st.integers(0, 10**12), st.sampled_from([True, False, None]))
def test_a_sum_is_never_above_the_cap_nor_below_nothing(amount: int, startup: bool | None) -> None:
    from assistant.desks.subsidies.worth import worth_of
    from assistant.measures.measure import Measure, Tier
    from assistant.records import Activity, Kind, Profile, Record

    tiers = (Tier(Fraction(50), "%"), Tier(Fraction(60), "%", "start-ups"))
    measure = Measure(
        "x",
        "",
        Record("x", "x", Kind.MEASURE, "en", "0"),
        ("x",),
        rates=tiers,
        caps=(Tier(Fraction(10_000_000), "CNY"),),
    )
    activity = Activity("x", Fraction(amount))
    worth = worth_of(measure, Profile(is_startup=startup, activities=(activity,)), activity, "en")
    assert worth
    assert 0 <= worth.low <= worth.high <= 10_000_000


def test_exports_carry_sums_quotes_and_no_running_formula(library: Library) -> None:
    from openpyxl import load_workbook

    result = asked(library, place="Shenzhen", organisation="firm", is_startup=True, activities=renting(3_200_000))
    shape = json_shape(result)
    first = shape["measures"][0]
    assert first["worth"]["high"] == 1_920_000
    assert {"name", "conditions", "citations", "stacking", "window", "office", "verdict", "questions"} - set(first) == {
        "questions"
    }
    assert all(citation["quote"] for citation in first["citations"])
    text = markdown(result)
    assert "Training voucher" in text
    assert "> [1] " in text
    sheet = load_workbook(io.BytesIO(xlsx(result))).active
    assert sheet["E2"].value == 1_920_000
    assert not any(
        isinstance(cell.value, str) and cell.value.startswith("=") for row in sheet.iter_rows() for cell in row
    )


def quoted(library: Library, name: str, place: str) -> Quoted:
    found = next(one.rate for one in all_measures(library.index, "en") if (one.name, one.jurisdiction) == (name, place))
    assert found is not None
    return found


def summed(library: Library, quotes: list[Quoted], places: tuple[str, ...] = (), **profile: object) -> str:
    found = sum_of_found(library.index, profile_from(profile), places, quotes, WHEN, "en")
    return found.lead if found else ""


def test_an_answer_that_quotes_a_measure_says_what_it_brings_for_the_askers_figures(library: Library) -> None:
    voucher = quoted(library, "Training voucher", "CN-Shenzhen")
    lead = summed(library, [voucher], start_up=True, activities=[{"what": "our contract", "amount": 3_200_000}])
    assert "60 % × 3.2 million = 1.92 million" in lead
    assert summed(library, [voucher]) == ""


def test_of_two_places_asked_about_each_has_its_sum(library: Library) -> None:
    quotes = [
        quoted(library, "Training voucher", "CN-Shenzhen"),
        quoted(library, "Compute voucher", "CN-Shenzhen-Longhua"),
    ]
    spent = [{"what": "our bill", "amount": 8_000_000}]
    lead = summed(library, quotes, ("CN-Shenzhen", "CN-Shenzhen-Longhua"), activities=spent)
    assert "30 % × 8 million = 2.4 million" in lead
    assert "50 % × 8 million = 4 million" in lead


def test_a_rent_by_area_is_told_by_month_and_year(library: Library) -> None:
    rent = quoted(library, "Office rent subsidy", "CN-Shenzhen-Qianhai")
    lead = summed(library, [rent], activities=[{"what": "1,400 square metres of office"}])
    assert "84,000 a month" in lead
    assert "1.008 million a year" in lead


FINES = """---
title: Robot Act
issuer: Parliament of Robotland
issued: 2025-01-05
---
# Robot Act

Article 7. Who builds a forbidden robot pays a fine of up to 35 million euros or up to 7 % of worldwide annual turnover.

Article 8. Who does not label a robot pays a fine of up to 15 million euros or up to 3 % of worldwide annual turnover.
"""


def test_every_share_of_a_turnover_that_a_text_states_is_told_and_none_taken_for_the_one_due(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, FINES)
    asked = "Our worldwide turnover is 40 million euros. What is the fine in the Robot Act for not labelling?"
    answer = assistant.ask(asked)
    assert "7 % × 40 million = 2.8 million" in answer.lead
    assert "3 % × 40 million = 1.2 million" in answer.lead
    assert any("Which of the shares is due" in note for note in answer.notes)
    assert {"35 million", "15 million"} <= {text for one in answer.citations for text in ("35 million", "15 million")
                                           if text in one.quote}  # fmt: skip
    assert assistant.ask(asked.replace("worldwide turnover is", "rent is")).lead == ""
