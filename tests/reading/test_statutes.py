"""Statutes whose sections are numbered bare, as common law does, with words above them that say what they are about."""

from __future__ import annotations

import pytest

from assistant.reading.formats.plain import parse_text
from assistant.reading.limits import Limits
from assistant.reading.structure.outline import outline
from assistant.records import Section, Source

BODY = "For the purposes of this Act, an organisation must protect the data that it holds, as this Part says."


def sections_of(text: str) -> list[Section]:
    parsed = parse_text(text.encode(), Limits())
    source = Source("act.txt", "act.txt", "0", "text", parsed.text, headings=parsed.headings)
    return [section for section in outline(source) if section.unit == "article"]


def statute(form: str, numbers: list[str], list_form: str) -> str:
    parts = ["PART 1", "PRELIMINARY"]
    for place, number in enumerate(numbers):
        parts += [f"Matter number {'abcdefghijkl'[place]}", form.format(number, BODY)]
        parts += [list_form.format(item, "A thing that is named in a list and is long enough.") for item in (1, 2, 3)]
    return "\n\n".join(parts)


@pytest.mark.parametrize(
    ("form", "list_form"),
    [("{}.—(1) {}", "({}) {}"), ("{} (1) {}", "{}. {}"), ("{}. {}", "({}) {}"), ("{} {}", "{}. {}")],
)
def test_sections_are_told_from_the_lists_inside_them(form: str, list_form: str) -> None:
    numbers = ["1", "2", "3", "3A", "3B", "4", "5", "6"]
    found = sections_of(statute(form, numbers, list_form))
    assert [section.label for section in found] == numbers
    assert found[4].path[-1] == "3B Matter number e"


def test_decimal_sections_stand_between_their_numbers() -> None:
    numbers = ["1", "2", "2.1", "2.2", "3", "4", "5", "6"]
    assert [section.label for section in sections_of(statute("{} (1) {}", numbers, "{}. {}"))] == numbers


def test_numbered_points_of_what_is_no_statute_are_not_sections() -> None:
    assert sections_of(statute("{}. {}", ["1", "2", "3", "4", "5", "6"], "({}) {}").replace("this Act", "it")
                       .replace("this Part", "it")) == []  # fmt: skip


def test_the_sections_of_a_code_s_chapter_are_its_articles() -> None:
    numbers = ["59.1-575", "59.1-576", "59.1-577", "59.1-577.1", "59.1-578", "59.1-579"]
    found = sections_of("\n\n".join(f"§ {number}. Matter.\n\n{BODY}" for number in numbers))
    assert [section.label for section in found] == numbers
