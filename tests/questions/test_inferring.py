"""What a question itself narrows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.names import codes_in
from assistant.questions.held import Held
from assistant.questions.inferring import Inference, infer, preference
from assistant.questions.read_once import Wording
from assistant.records import Filters, Kind, Record


def record(jurisdiction: str, kind: Kind = Kind.MEASURE, issued: str | None = None) -> Record:
    return Record(jurisdiction or "none", "", kind, "en", "0", jurisdiction=jurisdiction, issued=issued)


LIBRARY = {
    str(number): made
    for number, made in enumerate(
        [
            record("CN-Shenzhen", issued="2024-12-18"),
            record("CN-Shenzhen-Longgang", issued="2025"),
            record("CN-Shenzhen-Nanshan"),
            record("EU", Kind.REGULATION, "2024-06-13"),
            record("US-CO", Kind.LAW),
            record("CN-Beijing", Kind.PLAN),
            record("", Kind.NEWS),
        ]
    )
}
HELD = Held(LIBRARY)


def inferred(question: str) -> Inference:
    wording = Wording(question)
    return infer(wording, codes_in(wording.folded), HELD)


@pytest.mark.parametrize(
    ("question", "jurisdictions"),
    [
        ("What compute subsidies are there in Longgang?", ("CN-Shenzhen-Longgang",)),
        ("what is paid in longgang district, Shenzhen?", ("CN-Shenzhen-Longgang",)),
        ("龙岗区有哪些算力补贴？", ("CN-Shenzhen-Longgang",)),
        ("龍崗區有哪些補貼？", ("CN-Shenzhen-Longgang",)),
        ("Compare Longgang and Nanshan", ("CN-Shenzhen-Longgang", "CN-Shenzhen-Nanshan")),
        ("subsidies in Hetao, Shenzhen", ("CN-Shenzhen",)),  # of Hetao nothing is here
        ("fines in the EU", ("EU",)),
        ("欧盟的罚款", ("EU",)),
        ("what should we tell us and them", ()),
        ("subsidies in Hangzhou", ()),  # nothing of it is here
        ("光明的未来", ()),  # "bright", not the district
    ],
)
def test_places(question: str, jurisdictions: tuple[str, ...]) -> None:
    assert set(inferred(question).filters.jurisdiction) == set(jurisdictions)


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("measures of 2024", "2024"),
        ("2024年的措施", "2024"),
        ("from 2024 to 2025", None),
        ("2024/1689", None),
        ("1999", None),
    ],
)
def test_one_year_that_the_library_knows(question: str, year: str | None) -> None:
    assert inferred(question).filters.since == year


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("what does the regulation say", (Kind.REGULATION,)),
        ("条例怎么规定的", (Kind.REGULATION,)),
        ("the action plan", (Kind.PLAN,)),
        ("laws and regulations", ()),  # two kinds: neither is preferred
        ("guidelines", ()),  # none is here
    ],
)
def test_kinds(question: str, kinds: tuple[Kind, ...]) -> None:
    assert inferred(question).filters.kind == kinds


def test_each_inference_is_told_in_the_language_of_the_question() -> None:
    assert inferred("the regulation of the EU, 2024").because == (
        "documents of European Union preferred",
        "documents of 2024 preferred",
        "documents of the kind regulation preferred",
    )
    assert inferred("深圳2024年的措施").because == ("优先深圳的文件", "优先2024年的文件")


def test_what_fits_is_preferred_and_a_rival_stands_back_but_what_holds_around_does_not() -> None:
    asked = Filters(jurisdiction=("CN-Shenzhen-Longgang",))
    assert preference(asked, record("CN-Shenzhen-Longgang")) > 1
    assert preference(asked, record("CN-Shenzhen")) == 1
    assert preference(asked, record("CN")) == 1
    assert preference(asked, record("")) == 1
    assert 0 < preference(asked, record("CN-Shenzhen-Nanshan")) < 1
    assert preference(Filters(), record("EU")) == 1


@given(st.text(max_size=200))
def test_any_question_is_safe(question: str) -> None:
    inference = inferred(question)
    assert len(inference.because) >= len(inference.filters.jurisdiction)
