"""DOCX, ODT, XLSX, CSV, EML, Markdown and plain text."""

# ruff: noqa: E501 - rows of wide characters are kept on one line
from __future__ import annotations

import io
import zipfile
from datetime import datetime
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.reading.formats.decoding import decode
from assistant.reading.formats.grids import Row, plain_row, table_blocks
from assistant.reading.formats.list_numbers import list_number
from assistant.reading.formats.mail import parse_mail
from assistant.reading.formats.odt import parse_odt
from assistant.reading.formats.plain import parse_markdown, parse_text
from assistant.reading.formats.sheets import parse_csv, parse_xlsx
from assistant.reading.formats.word.docx import parse_docx
from assistant.reading.limits import DEFAULTS
from assistant.reading.parsed import Refused, clean


def docx_of(*, protect: bool = False) -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = "Measures"
    document.add_heading("Chapter I", 1)
    document.add_paragraph("Article 1 The words.")
    struck = document.add_paragraph("On ")
    struck.add_run("May").font.strike = True
    struck.add_run(" June")
    struck.add_run("3").font.superscript = True
    struck.add_run(" unseen").font.hidden = True
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    table = document.add_table(2, 3)
    for row, values in zip(table.rows, (("Measure", "Rate", "Cap"), ("Compute", "50%", "10 million")), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph("The end.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_docx_keeps_order_headings_numbers_tables_and_marks_struck_words() -> None:
    parsed = parse_docx(docx_of(), DEFAULTS)
    assert parsed.text == (
        "Chapter I\n\nArticle 1 The words.\n\nOn ~~May~~ June³\n\n1. first\n\n2. second\n\n"
        "Measure: Compute | Rate: 50% | Cap: 10 million\n\nThe end."
    )
    assert [(each.level, parsed.text[each.start : each.end]) for each in parsed.headings] == [(1, "Chapter I")]
    assert ("title", "Measures", "office properties") in {(e.field, e.value, e.origin) for e in parsed.properties}


def repacked(data: bytes, part: str, old: str, new: str) -> bytes:
    """A package with other words in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            words = before.read(name)
            after.writestr(name, words.replace(old.encode(), new.encode()) if name == part else words)
    return out.getvalue()


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_documents_with_macros_and_templates_are_read(kind: str) -> None:
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = repacked(docx_of(), "[Content_Types].xml", plain, kind)
    assert parse_docx(data, DEFAULTS).text == parse_docx(docx_of(), DEFAULTS).text


def test_the_strict_form_of_open_xml_is_refused_by_its_name() -> None:
    data = repacked(
        docx_of(),
        "_rels/.rels",
        "http://schemas.openxmlformats.org/officeDocument/2006",
        "http://purl.oclc.org/ooxml/officeDocument",
    )
    with pytest.raises(Refused, match="strict form of Open XML"):
        parse_docx(data, DEFAULTS)


@pytest.mark.parametrize(
    ("form", "numbers"), [("lowerLetter", "c z aa ab az ba"), ("upperRoman", "III XXVI XXVII XXVIII LII LIII")]
)
def test_past_z_lists_of_pages_go_on_with_aa_and_ab(form: str, numbers: str) -> None:
    shown = (list_number(form, number, doubling=False) for number in (3, 26, 27, 28, 52, 53))
    assert " ".join(filter(None, shown)) == numbers


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_docx_is_refused(share: float) -> None:
    data = docx_of()
    with pytest.raises(Refused, match="damaged or truncated"):
        parse_docx(data[: int(len(data) * share)], DEFAULTS)


def test_odt_keeps_headings_lists_and_tables() -> None:
    names = ("office", "text", "table", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f"<office:document-content {spaces}><office:automatic-styles><text:list-style style:name='L'>"
        "<text:list-level-style-number text:level='1' style:num-prefix='（' style:num-suffix='）' style:num-format='一, 二, 三, ...'/>"
        "</text:list-style></office:automatic-styles><office:body><office:text>"
        "<text:h text:outline-level='2'>第一章<text:s text:c='2'/>總則</text:h><text:p>一、<text:tab/>本法所稱者。</text:p>"
        "<text:list text:style-name='L'><text:list-item><text:p>甲</text:p></text:list-item><text:list-item><text:p>乙</text:p>"
        "</text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>機關</text:p></table:table-cell>"
        "<table:table-cell><text:p>行政院</text:p></table:table-cell></table:table-row></table:table>"
        "</office:text></office:body></office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<m/>")
        archive.writestr("content.xml", content)
    parsed = parse_odt(data.getvalue(), DEFAULTS)
    assert parsed.text == "第一章  總則\n\n一、 本法所稱者。\n\n（一）甲\n\n（二）乙\n\n機關: 行政院"
    assert [each.level for each in parsed.headings] == [2]


def test_sheets_read_row_by_row_with_their_header() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Vouchers"
    for row in (
        ["Name", None, "Rate", "From"],
        ["Compute", None, 0.5, datetime(2024, 5, 1)],
        [None] * 4,
        ["Data", None, 20.0, None],
    ):
        sheet.append(row)
    book.create_sheet("Notes").append(["Only this"])
    book.create_sheet("Secret").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert parse_xlsx(out.getvalue(), DEFAULTS).text == (
        "Vouchers\n\nName: Compute | Rate: 0.5 | From: 2024-05-01\n\nName: Data | Rate: 20\n\nNotes\n\nOnly this"
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_any_dress(separator: str, encoding: str) -> None:
    rows = [["名称", "比例", "上限"], ["算力券", "50%", '"1000, 万元"'], ["语料券", "30%", "200万元"]]
    data = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    assert (
        parse_csv(data, DEFAULTS).text
        == "名称: 算力券 | 比例: 50% | 上限: 1000, 万元\n\n名称: 语料券 | 比例: 30% | 上限: 200万元"
    )


@pytest.mark.slow
def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Refused, match="more than 100,000 rows"):
        parse_csv(b"a,b,c\n" * 100_001, DEFAULTS)


def test_mail_gives_its_subject_and_text_and_names_what_it_did_not_read() -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        "关于征求意见",
        "a@example.org",
        "Mon, 06 May 2024 10:00:00 +0800",
    )
    message.set_content("各区人民政府：\n\n现征求意见。", charset="gb18030")
    message.add_alternative("<html><body><p>not this</p></body></html>", subtype="html")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="附件.pdf")
    parsed = parse_mail(message.as_bytes(), DEFAULTS)
    assert parsed.text == "关于征求意见\n\n各区人民政府：\n\n现征求意见。"
    assert {(e.field, e.value) for e in parsed.properties} >= {("title", "关于征求意见"), ("date", "2024-05-06")}
    assert parsed.notes == ("attachments were not read: 附件.pdf",)


def test_mail_of_html_alone_is_read_as_a_page() -> None:
    message = EmailMessage()
    message["Subject"] = "News"
    message.set_content(
        "<html><body><h1>Head</h1><p>The words.</p><script>bad()</script></body></html>", subtype="html"
    )
    parsed = parse_mail(message.as_bytes(), DEFAULTS)
    assert parsed.text == "News\n\nHead\n\nThe words."
    assert [parsed.text[each.start : each.end] for each in parsed.headings] == ["News", "Head"]


def test_markdown_headings_tables_comments_and_marks() -> None:
    parsed = parse_markdown(
        b"Title\n=====\n\n## Part ##\n\n**Article 1** (Aim) [The law](https://x.org) > 5\n<!-- hidden\nnote -->\n\n"
        b"> quoted\n\n| Name | Rate | Cap |\n|---|:--:|---|\n| Compute | 50% | 10 |\n\n---\n\n```\n# no heading\n```\n",
        DEFAULTS,
    )
    assert parsed.text == (
        "Title\n\nPart\n\nArticle 1 (Aim) The law > 5\n\nquoted\n\nName: Compute | Rate: 50% | Cap: 10\n\n# no heading"
    )
    assert [(each.level, parsed.text[each.start : each.end]) for each in parsed.headings] == [(1, "Title"), (2, "Part")]


def test_a_rule_at_the_top_of_markdown_is_no_front_matter() -> None:
    assert parse_markdown(b"---\n\nWords of the first part.\n\n---\n\nMore.", DEFAULTS).text.startswith(
        "Words of the first"
    )


LAW = "第一条 为了促进生成式人工智能健康发展和规范应用，维护国家安全和社会公共利益，制定本办法。" * 3
TRADITIONAL = "第一條 為促進人工智慧之研究與應用，維護國家安全及社會公共利益，特制定本法。機關應於三個月內公告。" * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(LAW, e) for e in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk")]
    + [(TRADITIONAL, e) for e in ("utf-8", "big5", "gb18030", "utf-16")],
)
def test_the_encoding_is_told_by_the_bytes(text: str, encoding: str) -> None:
    assert decode(("English words first.\n" + text).encode(encoding)) == "English words first.\n" + text


def test_western_text_in_an_old_encoding() -> None:
    assert "société" in decode("La société et l'État; les données privées, protégées par la loi.".encode("cp1252"))


def test_look_alike_characters_become_ordinary_and_invisible_ones_go() -> None:
    assert clean("⼈⼯智能\u200b ﬁnance\r\nＡ①") == "人工智能 finance\nＡ①"


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.lists(st.lists(st.text(alphabet="ab1 ", max_size=4), min_size=1, max_size=5), max_size=6))
@example([["", "1"], ["", "1a", "a", "a", "a"], ["", "", "1", "1", "1"]])
def test_no_value_of_a_table_is_lost(rows: list[list[str]]) -> None:
    shown = "\n".join(table_blocks([plain_row([value.strip() for value in row]) for row in rows]))
    assert all(value.strip() in shown for row in rows for value in row)


def test_a_title_row_over_a_table_stands_by_itself() -> None:
    rows = [Row((("Support", 3, 1),)), plain_row(["Name", "Rate", "Cap"]), plain_row(["Compute", "50%", "10 million"])]
    assert table_blocks(rows) == ["Support", "Name: Compute | Rate: 50% | Cap: 10 million"]


def test_plain_text_keeps_its_paragraphs() -> None:
    assert parse_text(b"one\ntwo\n\n\n\nthree  \n", DEFAULTS).text == "one\ntwo\n\nthree"
