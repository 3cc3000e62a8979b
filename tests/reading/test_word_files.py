"""What Word files hold besides paragraphs: formulas, ticked boxes, symbols, text boxes, skipped columns, other files."""

# ruff: noqa: E501 - XML is kept on one line
from __future__ import annotations

import pytest
from word_files import paragraph, word_file

from assistant.reading.formats.word.docx import parse_docx
from assistant.reading.limits import DEFAULTS
from assistant.reading.parsed import Parsed


def read(body: str, **parts: tuple[str, bytes]) -> Parsed:
    return parse_docx(word_file(body, parts={name.replace("_", "."): part for name, part in parts.items()}), DEFAULTS)


def run(inside: str, form: str = "") -> str:
    return f"<w:r><w:rPr>{form}</w:rPr>{inside}</w:r>"


def t(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (t("a+b"), "a+b"),
        (f"<m:f><m:num>{t('a+b')}</m:num><m:den>{t('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:sSup><m:e>{t('x')}</m:e><m:sup>{t('n')}</m:sup></m:sSup>", "x^n"),
        (f"<m:sSub><m:e>{t('R')}</m:e><m:sub>{t('i')}</m:sub></m:sSub>", "R_i"),
        (f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e>{t('x')}</m:e><m:e>{t('y')}</m:e></m:d>", "[x, y]"),
        (f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{t('i=1')}</m:sub><m:sup>{t('n')}</m:sup><m:e>{t('x')}</m:e></m:nary>", "∑_(i=1)^n x"),
        (f"<m:rad><m:deg/><m:e>{t('x')}</m:e></m:rad>", "√(x)"),
    ],
)  # fmt: skip
def test_formulas_stand_on_one_line_where_they_are(inside: str, shown: str) -> None:
    body = f"<w:p>{run('<w:t>if </w:t>')}<m:oMath>{inside}</m:oMath>{run('<w:t> holds</w:t>')}</w:p>"
    assert read(body).text == f"if {shown} holds"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ('<w:sym w:font="Wingdings" w:char="F06F"/>', "☐"),
        ('<w:sym w:font="Wingdings 2" w:char="F054"/>', "☒"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
        ('<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>', "☑"),
        ('<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar>', "☐"),
        ("<mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>☐</w:t></mc:Fallback></mc:AlternateContent>", "☐"),
        ("<w:ruby><w:rt><w:r><w:t>zhi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>智</w:t></w:r></w:rubyBase></w:ruby>", "智"),
    ],
)  # fmt: skip
def test_signs_that_are_no_plain_text(inside: str, shown: str) -> None:
    parsed = read(f"<w:p>{run(inside)}{run('<w:t>x</w:t>')}</w:p>")
    assert parsed.text == f"{shown}x"
    assert parsed.notes == ()


def test_a_sign_that_cannot_be_told_is_shown_as_such_and_noted() -> None:
    sign = '<w:sym w:font="Webdings" w:char="F021"/>'
    parsed = read(f"<w:p>{run(sign)}{run('<w:t>x</w:t>')}</w:p>")
    assert parsed.text == "\ufffdx"
    assert "symbol font" in parsed.notes[0]


def row(cells: list[str], skipped: int = 0) -> str:
    before = f'<w:trPr><w:gridBefore w:val="{skipped}"/></w:trPr>' if skipped else ""
    return f"<w:tr>{before}{''.join(f'<w:tc>{paragraph(words)}</w:tc>' for words in cells)}</w:tr>"


@pytest.mark.parametrize("skipped", [1, 2])
def test_values_keep_their_columns_where_a_row_skips_the_first_ones(skipped: int) -> None:
    heads = ["Tier", "Rate", "Cap", "Office"]
    table = f"<w:tbl>{row(heads)}{row(['a', '1%', '2', 'x'])}{row(['v', 'w', 'z'][: 4 - skipped], skipped)}</w:tbl>"
    values = " | ".join(f"{head}: {word}" for head, word in zip(heads[skipped:], "vwz", strict=False))
    assert read(table).text.split("\n\n") == ["Tier: a | Rate: 1% | Cap: 2 | Office: x", values]


def test_files_taken_in_as_they_are_are_read_or_named() -> None:
    body = paragraph("Before.") + '<w:altChunk r:id="a.html"/><w:altChunk r:id="b.bin"/>' + paragraph("After.")
    parsed = read(body, a_html=("aFChunk", b"<html><body><p>Annex 1.</p></body></html>"), b_bin=("aFChunk", b"\0"))
    assert parsed.text == "Before.\n\nAnnex 1.\n\nAfter."
    assert parsed.notes == ("an embedded part, b.bin, was not read",)


def test_notes_are_numbered_by_their_marks_and_follow_the_text() -> None:
    marks = "".join(f'<w:footnoteReference w:id="{name}"/>' for name in ("7", "3"))
    notes = "".join(f'<w:footnote w:id="{name}">{paragraph(f"note {name}")}</w:footnote>' for name in ("3", "7"))
    xml = f'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{notes}</w:footnotes>'
    parsed = read(f"<w:p>{run('<w:t>x</w:t>' + marks)}</w:p>", footnotes_xml=("footnotes", xml.encode()))
    assert parsed.text == "x¹²\n\n¹ note 7\n\n² note 3"
