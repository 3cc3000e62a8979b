"""Pages whose text layer is not what they show: turned, hidden, beyond the edge, stamped, filled in, or mapped wrongly."""

# ruff: noqa: E501 - content streams are kept on one line
from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import Sheet, pdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, RectangleObject, TextStringObject

from assistant.reading.formats.pdf import parse_pdf
from assistant.reading.formats.pdf.plausible import is_doubtful
from assistant.reading.limits import DEFAULTS
from assistant.reading.parsed import Parsed

LINES = [
    "Quarry Bay Audit Code", "1. An auditor must be independent of the supplier of the model.",
    "2. The fee may not exceed 6,500 dollars for a small system.", "3. The report must be filed within 45 days of the audit.",
]  # fmt: skip
UP, DOWN, LEFT = "0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"


def written(matrix: str, places: Sequence[tuple[float, float]], lines: list[str] = LINES) -> Sheet:
    sheet = Sheet()
    for (x, y), words in zip(places, lines, strict=True):
        sheet.parts.append(f"BT /F1 10 Tf {matrix} {x} {y} Tm ({words}) Tj ET")
    return sheet


def changed(data: bytes, change: Any) -> Parsed:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return parse_pdf(out.getvalue(), DEFAULTS)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("matrix", "places"),
    [
        ("1 0 0 1", [(60, 700 - 20 * n) for n in range(4)]), (UP, [(100 + 20 * n, 60) for n in range(4)]),
        (DOWN, [(500 - 20 * n, 780) for n in range(4)]), (LEFT, [(540, 100 + 20 * n) for n in range(4)]),
    ],
)  # fmt: skip
def test_text_is_read_along_its_direction_however_the_page_is_turned(
    rotate: int, matrix: str, places: Sequence[tuple[float, float]]
) -> None:
    parsed = changed(pdf([written(matrix, places)]), lambda writer: writer.pages[0].rotate(rotate))
    assert " ".join(parsed.text.split()) == " ".join(LINES)


@pytest.mark.parametrize("matrix", [UP, DOWN])
def test_a_part_set_sideways_is_read_after_the_page_and_a_note_in_the_margin_is_not(matrix: str) -> None:
    sheet = Sheet().lines(60, 780, ["The table beside sets the fees.", "It applies from 2027."])
    places = [(300 + 20 * n, 100) if matrix == UP else (500 - 20 * n, 700) for n in range(4)]
    sheet.parts += written(matrix, places).parts
    text = " ".join(parse_pdf(pdf([sheet]), DEFAULTS).text.split())
    assert text.startswith("The table beside sets the fees. It applies from 2027.")
    assert text.endswith(" ".join(LINES))
    margin = Sheet().lines(60, 780, LINES)
    margin.parts += written(UP, [(20, 300)], ["Printed by the office, 3 May"]).parts
    assert "Printed" not in parse_pdf(pdf([margin]), DEFAULTS).text


@settings(max_examples=20)
@given(st.sampled_from([20, 30, 45, 60, -35]), st.sampled_from(["DRAFT", "SUPERSEDED", "for comment"]))
def test_words_across_the_page_are_a_stamp_and_no_text(angle: int, words: str) -> None:
    import math

    sheet = Sheet().lines(60, 780, LINES, step=20)
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    sheet.parts.append(f"BT /F1 40 Tf {c:.4f} {s:.4f} {-s:.4f} {c:.4f} 120 600 Tm ({words}) Tj ET")
    parsed = parse_pdf(pdf([sheet]), DEFAULTS)
    assert " ".join(parsed.text.split()) == " ".join(LINES)
    assert [one.value for one in parsed.properties if one.field == "stamp"] == [words]
    assert any(words in note for note in parsed.notes)


def test_large_print_over_the_text_is_a_stamp_and_a_title_is_none() -> None:
    stamped = Sheet().lines(60, 780, LINES, step=20).write(80, 735, "SUPERSEDED", 50)
    parsed = parse_pdf(pdf([stamped]), DEFAULTS)
    assert "SUPERSEDED" not in parsed.text
    assert [one.value for one in parsed.properties if one.field == "stamp"] == ["SUPERSEDED"]
    titled = Sheet().write(60, 780, "Audit Code of the Bay", 30).lines(60, 740, LINES, step=20)
    assert parse_pdf(pdf([titled]), DEFAULTS).text.startswith("Audit Code of the Bay")


@pytest.mark.parametrize("edge", [(0, 0, 595, 700), (50, 0, 595, 842), (0, 100, 595, 842)])
def test_what_lies_beyond_the_edge_is_not_read(edge: tuple[int, int, int, int]) -> None:
    sheet = (
        Sheet()
        .lines(100, 600, LINES)
        .write(100, 760, "Above the edge.")
        .write(2, 400, "Left.")
        .write(100, 40, "Below the edge.")
    )

    def crop(writer: PdfWriter) -> None:
        writer.pages[0].cropbox = RectangleObject(edge)

    text = changed(pdf([sheet]), crop).text
    assert ("Above" in text, "Left" in text, "Below" in text) == (edge[3] > 700, edge[0] < 50, edge[1] < 100)
    assert all(line in " ".join(text.split()) for line in LINES)


@pytest.mark.parametrize("way", ["OFF", "BaseState"])
def test_layers_that_are_off_are_not_read(way: str) -> None:
    sheet = Sheet()
    for name, words, y in (("L0", "The fine is 20,000 euro.", 700), ("L1", "The fine is 75,000 euro.", 660)):
        sheet.parts.append(f"/OC /{name} BDC BT /F1 10 Tf 1 0 0 1 60 {y} Tm ({words}) Tj ET EMC")

    def layer(writer: PdfWriter) -> None:
        layers = [
            writer._add_object(
                DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject(name)})
            )
            for name in ("old", "new")
        ]
        resources: Any = writer.pages[0]["/Resources"]
        resources[NameObject("/Properties")] = DictionaryObject(
            {NameObject(f"/L{n}"): one for n, one in enumerate(layers)}
        )
        shown = (
            {NameObject("/OFF"): ArrayObject(layers[:1])}
            if way == "OFF"
            else {NameObject("/BaseState"): NameObject("/OFF"), NameObject("/ON"): ArrayObject(layers[1:])}
        )
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
            {NameObject("/OCGs"): ArrayObject(layers), NameObject("/D"): DictionaryObject(shown)}
        )

    assert changed(pdf([sheet]), layer).text == "The fine is 75,000 euro."


def test_what_is_attached_or_remarked_is_named() -> None:
    def add(writer: PdfWriter) -> None:
        writer.add_attachment("call.txt", b"words")
        remark = DictionaryObject({
            NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/FreeText"), NameObject("/Contents"): TextStringObject("the threshold is 25,000 pounds"),
            NameObject("/Rect"): ArrayObject([FloatObject(60), FloatObject(400), FloatObject(300), FloatObject(430)]), NameObject("/DA"): TextStringObject("/Helv 10 Tf"),
        })  # fmt: skip
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(remark)])

    said = " ".join(changed(pdf([Sheet().lines(60, 780, LINES)]), add).notes)
    assert "call.txt" in said
    assert "25,000 pounds" in said


@pytest.mark.parametrize("shift", [1, 3, 7, 13])
def test_a_text_layer_that_says_other_letters_is_not_believed(shift: int) -> None:
    words = (
        "The auditor must be independent of the supplier and shall file the report with the office within the period that the law sets. "
        * 4
    )
    moved = "".join(chr((ord(c) - 97 + shift) % 26 + 97) if c.islower() else c for c in words.lower())
    assert is_doubtful(moved)
    assert not is_doubtful(words)
    parsed = parse_pdf(
        pdf([Sheet().lines(60, 780, [moved[at : at + 80] for at in range(0, len(moved), 80)])]), DEFAULTS
    )
    assert parsed.text == ""
    assert parsed.scans == (1,)
    assert "does not say what is shown" in parsed.notes[0]


@given(st.integers(2, 300), st.sampled_from(["private", "shifted", "lost"]))
def test_chinese_text_layers_that_lie_are_told(shift: int, how: str) -> None:
    words = (
        "为了促进生成式人工智能健康发展和规范应用，维护国家安全和社会公共利益，保护公民、法人和其他组织的合法权益，根据有关法律，制定本办法。"
        * 3
    )
    moved = {
        "private": "".join(chr(0xE000 + ord(c) % 0x1000) if c > "\u4e00" else c for c in words),
        "shifted": "".join(chr(ord(c) + shift) if "\u4e00" <= c < "\u9e00" else c for c in words),
        "lost": "\ufffd" * len(words),
    }[how]
    assert is_doubtful(moved)
    assert not is_doubtful(words)


@pytest.mark.parametrize(
    "text",
    [
        "Müller, Schmidt, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Koch, Richter, Klein, Wolf, Neumann, Schwarz, Braun, Zimmermann",
        "北京市朝阳区望京东路王小明张三李四赵六钱七孙八周九吴十郑十一冯十二陈十三褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳市政府部门企业",
        "Contents .......................... 3 Part one ................................ 7 Part two .............................. 12",
        "12 345 678 90 1.5 2.5 3.5 10% 20% 30% 1,000 2,000 3,000 A B C D 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29",
        "L'autorité compétente fixe les règles applicables aux systèmes et publie chaque année un rapport sur leur emploi dans les services de la ville",
    ],
)
def test_lists_tables_and_other_languages_are_believed(text: str) -> None:
    assert not is_doubtful(text)


def test_letters_that_lean_are_no_slanted_text() -> None:
    sheet = written("1 0 0.34 1", [(60, 700 - 20 * n) for n in range(4)])
    assert " ".join(parse_pdf(pdf([sheet]), DEFAULTS).text.split()) == " ".join(LINES)
