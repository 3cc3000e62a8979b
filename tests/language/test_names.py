"""The gazetteer: one table of names for claims, questions and records of documents."""

from __future__ import annotations

import pytest

from assistant.language.names import codes_in, gazetteer, inside, known_names, mentions, place_name


def test_every_jurisdiction_has_a_name_in_both_languages() -> None:
    for code in set(gazetteer().codes.values()):
        assert place_name(code, "en"), code
        assert place_name(code, "zh"), code


def test_every_place_around_a_place_is_in_the_table() -> None:
    names = gazetteer()
    assert set(names.within.values()) <= set(names.kinds)


def test_mentions_give_spans() -> None:
    text = "In Longgang or 南山?"
    assert [text[mention.start : mention.end] for mention in mentions(text)] == ["Longgang", "南山"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Longgang, Shenzhen", ("CN-Shenzhen-Longgang",)),
        ("subsidies in kunming", ("CN-Kunming",)),
        ("温州市的补贴", ("CN-Wenzhou",)),
        ("what should we tell us and them", ()),
        ("the US and the EU", ("US", "EU")),
        ("What does the White House say?", ("US",)),
        ("a trade union in our city", ()),
        ("我市企业，全国首个", ()),  # which city or country only the text's own record tells
    ],
)
def test_jurisdictions_named(text: str, codes: tuple[str, ...]) -> None:
    assert codes_in(text) == codes


def test_forms_that_only_a_places_own_texts_use_are_names_in_claims() -> None:
    assert [name.id for name in known_names("我市企业")] == ["shenzhen"]
    assert [name.id for name in known_names("placed on the Union market")] == ["eu"]


def test_inside() -> None:
    assert inside("CN-Shenzhen-Nanshan", "CN-Shenzhen")
    assert inside("EU", "EU")
    assert not inside("CN-Shenzhen", "CN-Shen")
