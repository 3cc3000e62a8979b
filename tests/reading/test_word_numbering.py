"""Numbers of Word's lists: generated lists beside an oracle written from the specification, and its rules one by one."""

# ruff: noqa: E501 - XML and rows of wide characters are kept on one line
from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import abstract, instance, level, paragraph, word_file

from assistant.reading.formats.list_numbers import list_number
from assistant.reading.formats.word.docx import parse_docx
from assistant.reading.limits import DEFAULTS

FORMS = {  # the numbers from 0 on, as the specification prints them; None where it says nothing
    "decimal": [str(number) for number in range(60)],
    "lowerLetter": [None, *"abcdefghijklmnopqrstuvwxyz", *(2 * letter for letter in "abcdefghijklmnopqrstuvwxyz")],
    "upperRoman": [
        None,
        *[
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
            "XVII",
            "XVIII",
            "XIX",
            "XX",
            "XXI",
            "XXII",
        ],
    ],
    "chineseCountingThousand": [
        None,
        *"一二三四五六七八九十",
        *(f"十{n}" for n in "一二三四五六七八九"),
        "二十",
        "二十一",
    ],
    "decimalZero": [f"0{number}" for number in range(10)] + [str(number) for number in range(10, 60)],
}
PATTERNS = {0: ("%1.", "Part %1"), 1: ("%1.%2", "(%2)", "%2-%1)"), 2: ("%1.%2.%3", "%3)", "%1/%3")}


@dataclass(frozen=True)
class Way:
    """A level of a generated list."""

    form: str
    pattern: str
    start: int
    restart: int | None
    legal: bool

    def xml(self, at: int) -> str:
        more = "" if self.restart is None else f'<w:lvlRestart w:val="{self.restart}"/>'
        return level(at, self.pattern, self.form, self.start, more + "<w:isLgl/>" * self.legal)


def ways(at: int) -> st.SearchStrategy[Way]:
    return st.builds(
        Way,
        st.sampled_from(sorted(FORMS)),
        st.sampled_from(PATTERNS[at]),
        st.integers(0, 4),
        st.sampled_from([None, None, 0, 1, 2, 3]),
        st.booleans(),
    )


lists = st.tuples(ways(0), ways(1), ways(2))
overrides = st.dictionaries(st.integers(0, 2), st.integers(1, 5), max_size=2)
used = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=14)


def value(items: list[tuple[int, int]], at: int, of: int, ways_: tuple[Way, ...], starts: list[dict[int, int]]) -> int:
    """What level `of` shows at item `at`, looked up backwards in the items (instance, level) of one abstract list."""
    instance_, own = items[at]
    start = starts[instance_].get(of, ways_[of].start)
    if of == own and of in starts[instance_] and items[at] not in items[:at]:
        return start
    for before in range(at - 1, -1, -1):
        above = items[before][1]
        if above >= of:
            return value(items, before, of, ways_, starts) + (of == own)
        rule = ways_[of].restart
        if rule != 0 and (rule is None or rule > of or above < rule):
            break
    return start


def printed(items: list[tuple[int, int]], at: int, ways_: tuple[Way, ...], starts: list[dict[int, int]]) -> str:
    own = ways_[items[at][1]]
    shown = own.pattern
    for named in range(items[at][1] + 1):
        if f"%{named + 1}" in shown:
            numbers = FORMS["decimal" if own.legal else ways_[named].form]
            number = value(items, at, named, ways_, starts)
            words = numbers[number] if number < len(numbers) else None
            if words is None:
                return ""
            shown = shown.replace(f"%{named + 1}", words)
    return shown


@settings(max_examples=150)
@given(lists, st.lists(overrides, min_size=4, max_size=4), used, st.booleans())
def test_lists_are_numbered_as_the_specification_says(
    ways_: tuple[Way, ...], starts: list[dict[int, int]], items: list[tuple[int, int]], by_style: bool
) -> None:
    """Four instances of one abstract list, or of one that a numbering style defines."""
    levels = [way.xml(at) for at, way in enumerate(ways_)]
    held = abstract("7", levels, '<w:styleLink w:val="Own"/>' * by_style)
    other = abstract("8", [], '<w:numStyleLink w:val="Own"/>') if by_style else ""
    styles = (
        '<w:style w:type="numbering" w:styleId="Own"><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
    )
    instances = [
        instance(
            str(name), "8" if by_style else "7", {at: f'<w:startOverride w:val="{start}"/>' for at, start in of.items()}
        )
        for name, of in enumerate(starts, 1)
    ]
    body = "".join(paragraph(f"words {at}", str(name + 1), deep) for at, (name, deep) in enumerate(items))
    parsed = parse_docx(word_file(body, held + other + "".join(instances) + instance("9", "7"), styles), DEFAULTS)
    expected = [f"{printed(items, at, ways_, starts)} words {at}".strip() for at in range(len(items))]
    assert parsed.text.split("\n\n") == expected
    shown = sum(not line.startswith("words") for line in expected)
    assert bool(parsed.notes) == (shown < len(items))


def numbers(body: str, numbering: str, styles: str = "") -> list[str]:
    return parse_docx(word_file(body, numbering, styles), DEFAULTS).text.split("\n\n")


TWO = abstract("1", [level(0, "%1."), level(1, "%1.%2")])


def test_instances_of_one_list_count_on_and_other_lists_count_for_themselves() -> None:
    body = "".join(paragraph("x", number, 0) for number in "12312")
    assert numbers(body, TWO + abstract("2", [level(0, "%1)")]) + instance("1", "1") + instance("2", "1") + instance("3", "2")) == [
        "1. x", "2. x", "1) x", "3. x", "4. x"
    ]  # fmt: skip


def test_levels_that_no_paragraph_used_stand_at_their_start_and_count_as_used() -> None:
    body = "".join(paragraph("x", "1", deep) for deep in (1, 0, 2, 1, 0))
    three = abstract("1", [level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3")])
    assert numbers(body, three + instance("1", "1")) == ["1.1 x", "2. x", "2.1.1 x", "2.2 x", "3. x"]


def test_what_is_deleted_moved_away_or_hidden_has_no_number() -> None:
    gone = '<w:del w:id="1"/>', '<w:moveFrom w:id="2"/>', "<w:vanish/>"
    body = paragraph("a", "1", 0) + "".join(paragraph("", "1", 0, mark=mark) for mark in gone) + paragraph("b", "1", 0)
    assert numbers(body, TWO + instance("1", "1")) == ["1. a", "2. b"]
    runs_on = paragraph("a and", "1", 0, mark=gone[0]) + paragraph(" b", "1", 0)
    assert numbers(runs_on, TWO + instance("1", "1")) == ["1. a and b"]


def test_an_empty_paragraph_of_a_list_counts_and_a_section_break_does_not() -> None:
    body = paragraph("a", "1", 0) + paragraph("", "1", 0) + paragraph("b", "1", 0)
    assert numbers(body, TWO + instance("1", "1")) == ["1. a", "3. b"]
    breaks = paragraph("", "1", 0).replace("</w:pPr>", "<w:sectPr/></w:pPr>")
    assert numbers(paragraph("a", "1", 0) + breaks + paragraph("b", "1", 0), TWO + instance("1", "1")) == [
        "1. a",
        "2. b",
    ]


def style(name: str, based: str, numbered: str) -> str:
    of = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}">{of}<w:pPr>{numbered}</w:pPr></w:style>'


def test_styles_number_their_paragraphs_at_the_level_that_is_linked_to_them() -> None:
    linked = [level(0, "Ch %1", more='<w:pStyle w:val="H1"/>'), level(1, "%1.%2", more='<w:pStyle w:val="H2"/>')]
    styles = style("H1", "", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    styles += style("H2", "H1", '<w:numPr><w:ilvl w:val="0"/></w:numPr>') + style("H2b", "H2", "")
    styles += style("Plain", "H1", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    body = "".join(paragraph("x", style=name) for name in ("H1", "H2", "H2b", "Plain", "H1", "H2"))
    body += paragraph("x", "0", style="H2") + paragraph("x", level=0, style="H2")
    assert numbers(body, abstract("1", linked) + instance("1", "1"), styles) == [
        "Ch 1 x", "1.1 x", "1.2 x", "x", "Ch 2 x", "2.1 x", "x", "Ch 3 x",
    ]  # fmt: skip


def test_what_cannot_be_derived_is_not_shown_and_noted() -> None:
    odd = abstract("1", [level(0, "%1.", "hebrew1"), level(1, "%1.%2"), level(2, "%5.")])
    parsed = parse_docx(
        word_file("".join(paragraph("x", "1", deep) for deep in (0, 1, 2, 3)), odd + instance("1", "1")), DEFAULTS
    )
    assert parsed.text == "x\n\nx\n\nx\n\nx"
    assert len(parsed.notes) == 3
    assert all("could not be derived" in note for note in parsed.notes)
    assert numbers(paragraph("x", "77", 0), TWO + instance("1", "1")) == ["x"]  # Word prints no number there either


@pytest.mark.parametrize(("document", "run", "shown"), [("en-GB", "", "First x"), ("fr-FR", "", "x"), ("", "", "x"), ("fr-FR", "en-US", "First x"), ("en-US", "ru-RU", "x")])  # fmt: skip
def test_numbers_in_words_are_shown_where_the_language_is_known_to_be_english(
    document: str, run: str, shown: str
) -> None:
    styles = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{document}"/></w:rPr></w:rPrDefault></w:docDefaults>'
        if document
        else ""
    )
    body = paragraph("x", "1", 0, mark=f'<w:lang w:val="{run}"/>' if run else "")
    assert numbers(body, abstract("1", [level(0, "%1", "ordinalText")]) + instance("1", "1"), styles) == [shown]


def test_text_boxes_count_by_themselves_and_stand_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('in', '1', 0)}{paragraph('side', '1', 0)}</w:txbxContent>"
    drawn = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    body = paragraph("a", "1", 0, before=drawn) + paragraph("b", "1", 0)
    assert numbers(body, TWO + instance("1", "1")) == ["1. a", "1. in", "2. side", "2. b"]


def test_an_instance_may_define_a_level_anew() -> None:
    other = instance("2", "1", {0: f"<w:startOverride w:val='5'/>{level(0, '(%1)', 'upperRoman', 9)}"})
    body = paragraph("x", "1", 0) + paragraph("x", "2", 0) + paragraph("x", "2", 0) + paragraph("x", "1", 0)
    assert numbers(body, TWO + instance("1", "1") + other) == ["1. x", "(V) x", "(VI) x", "7. x"]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("lowerLetter", 26, "z"), ("lowerLetter", 27, "aa"), ("lowerLetter", 54, "bbb"), ("upperLetter", 28, "BB"),
        ("lowerRoman", 49, "xlix"), ("decimalZero", 7, "07"), ("decimalZero", 107, "107"), ("ordinal", 112, "112th"),
        ("ordinal", 103, "103rd"), ("cardinalText", 42, "Forty-two"), ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 35, "Thirty-fifth"), ("chineseCounting", 99, "九十九"), ("chineseCounting", 100, "一○○"),
        ("chineseCountingThousand", 100, "一百"), ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"), ("taiwaneseCounting", 112, "一一二"), ("japaneseCounting", 111, "百十一"),
        ("chineseLegalSimplified", 16, "壹拾陆"), ("ideographLegalTraditional", 206, "貳佰零陸"), ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 10, "癸"), ("ideographTraditional", 11, None), ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 13, "丙子"), ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedCircle", 21, None),
        ("001, 002, 003, ...", 12, "012"), ("none", 3, ""), ("hebrew1", 3, None), ("lowerLetter", 0, None),
        ("decimalFullWidth", 12, "１２"), ("numberInDash", 4, "- 4 -"), ("ganada", 3, "다"), ("hex", 255, "FF"),
    ],
)  # fmt: skip
def test_forms_of_numbers(form: str, number: int, shown: str | None) -> None:
    assert list_number(form, number) == shown
