"""PDF: order, furniture, tables, marks of print, pages; and files that mean harm."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pdf_files import Sheet, empty_pages, pdf

from assistant.reading.formats.pdf import parse_pdf, parse_pdf_with_ocr
from assistant.reading.formats.tesseract import languages
from assistant.reading.limits import DEFAULTS
from assistant.reading.parsed import Parsed, Refused

PROSE = [
    "The municipal government shall set up a mechanism for the coordination of the",
    "development of artificial intelligence, and shall report on its work to the standing",
    "committee of the congress once in every year.",
]


def read(*sheets: Sheet, **info: str) -> Parsed:
    return parse_pdf(pdf(list(sheets), info or None), DEFAULTS)


def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept_apart() -> None:
    parsed = read(Sheet().lines(60, 700, PROSE).lines(60, 640, PROSE))
    joined = " ".join(PROSE)
    assert parsed.text == f"{joined}\n\n{joined}"


def test_chinese_lines_join_without_a_space_and_indents_begin_paragraphs() -> None:
    full = "市人民政府应当建立本市人工智能产业发展协调工作机制统筹协调人工智能发展和安全工作推动"
    turned = full[20:] + full[:20]  # where no Chinese font is installed, PDFium drops a long line printed twice nearby
    sheet = Sheet().lines(60, 700, [full, "产业健康有序发展。"], step=16)
    sheet.write(80, 668, full[:-2]).lines(60, 652, [turned, "第三十八条的规定执行。"], step=16)
    sheet.write(80, 620, "第三十九条 本条例自公布之日起施行。")
    first, second, third = read(sheet).text.split("\n\n")
    assert first == full + "产业健康有序发展。"
    assert second == full[:-2] + turned + "第三十八条的规定执行。"  # an article only mentioned stays inside
    assert third.startswith("第三十九条")


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "Article 1 The first column speaks of",
        "compute and of the vouchers for it",
        "and of who may apply for them.",
    ]
    right = [
        "Article 2 The second column speaks of",
        "data and of the vouchers for it and",
        "of the day on which they end.",
    ]
    assert read(Sheet().lines(50, 700, left).lines(310, 700, right)).text == " ".join(left) + "\n\n" + " ".join(right)


def test_a_line_printed_twice_on_one_spot_is_bold_but_a_repetition_elsewhere_is_text() -> None:
    sheet = Sheet().write(60, 700, "关于加快发展的意见", 14).write(60.4, 700, "关于加快发展的意见", 14)
    sheet.write(60, 650, "人人享有，人人负责。").write(60, 600, "人人享有，人人负责。")
    assert read(sheet).text == "关于加快发展的意见\n\n人人享有，人人负责。\n\n人人享有，人人负责。"


def test_running_heads_and_page_numbers_go_but_headings_at_the_top_of_pages_stay() -> None:
    sheets = []
    for number in range(1, 7):
        sheet = Sheet().write(60, 800, "Official Gazette, No. 12").write(290, 30, str(number + 40))
        sheet.write(260, 760, f"Article {number}")
        sheet.lines(60, 730, [f"{line[:-1]} {'abcdef'[number - 1]}" for line in PROSE])
        sheets.append(sheet)
    parsed = read(*sheets)
    assert "Gazette" not in parsed.text
    assert [f"Article {number}\n\n" in parsed.text for number in range(1, 7)] == [True] * 6
    assert [page.label for page in parsed.pages] == ["41", "42", "43", "44", "45", "46"]
    assert [page.number for page in parsed.pages] == [1, 2, 3, 4, 5, 6]


def test_pages_cover_the_text_and_a_paragraph_runs_over_a_pages_end() -> None:
    head = "Whereas the rules of this chapter apply to every provider that places a system on the"
    parsed = read(
        Sheet().write(60, 100, head), Sheet().write(60, 780, "market of the city, wherever it is established.")
    )
    assert parsed.text == f"{head} market of the city, wherever it is established."
    assert (parsed.pages[0].start, parsed.pages[-1].end) == (0, len(parsed.text))
    assert parsed.pages[0].end == parsed.pages[1].start
    assert parsed.text[parsed.pages[1].start :].startswith("market")


def test_footnotes_do_not_cut_the_sentence_that_crosses_the_page() -> None:
    filler = [*PROSE[:2]] * 4
    first = Sheet().lines(60, 700, filler, 11).write(60, 120, "1", 5).write(64, 118, "See the notice of 2023.", 8)
    parsed = read(first, Sheet().lines(60, 780, PROSE, 11))
    assert "standing The municipal" in parsed.text
    assert parsed.text.startswith("¹ See the notice of 2023.")


def test_a_hyphen_made_by_the_lines_end_goes_and_one_of_the_word_stays() -> None:
    words = ["Questions of intellectual property and of long-term planning are for the intellec-"]
    words += ["tual property office, and the plan for the long-", "term is renewed in every year of the period."]
    text = read(Sheet().lines(60, 700, words)).text
    assert "the intellectual property office" in text
    assert "the long-term is renewed" in text


def test_raised_small_digits_are_superscripts_not_part_of_the_figure() -> None:
    sheet = Sheet().write(60, 700, "The cap is 500", 10).write(125, 704, "2", 5).write(60, 680, "The cap is 500 yuan.")
    assert "500²" in read(sheet).text
    assert "500 yuan." in read(sheet).text


def test_words_with_a_rule_through_them_are_marked_as_struck() -> None:
    sheet = (
        Sheet()
        .write(60, 700, "On and after February 1, 2026 JUNE 30, 2026, a developer shall")
        .rule(119, 703, 195, 703)
    )
    assert "after ~~February 1, 2026~~ JUNE 30, 2026" in read(sheet).text


def test_text_up_the_margin_is_left_out() -> None:
    sheet = Sheet().lines(60, 700, PROSE)
    sheet.parts.append("BT /F1 6 Tf 0 1 -1 0 580 300 Tm (printed on DSK1 with REGS) Tj ET")
    assert read(sheet).text == " ".join(PROSE)


def test_a_table_of_two_columns_reads_label_and_value() -> None:
    sheet = Sheet().grid([60, 150, 500], [600, 640, 680, 720])
    sheet.write(70, 695, "Issuer").write(160, 695, "Bureau of Economy")
    sheet.write(70, 655, "Issued").write(160, 655, "11 October 2023")
    sheet.write(70, 615, "Support").lines(
        160, 625, ["Up to 20 per cent of the contract, and", "no more than 2 million."], step=12
    )
    assert (
        read(sheet).text
        == (
            "Issuer: Bureau of Economy\n\nIssued: 11 October 2023\n\n"
            "Support: Up to 20 per cent of the contract, and\nno more than 2 million."
        )
        or "Support: Up to 20 per cent of the contract, and no more than 2 million." in read(sheet).text
    )


def table_page(top: list[str], *rows: list[str]) -> Sheet:
    height = 40
    ys = [720 - height * index for index in range(len(rows) + 2)]
    sheet = Sheet().grid([60, 200, 350, 500], ys)
    for row, y in zip([top, *rows], ys, strict=False):
        for x, words in zip((70, 210, 360), row, strict=True):
            if words:
                sheet.write(x, y - 25, words)
    return sheet


def test_each_row_of_a_table_repeats_its_header() -> None:
    text = read(
        table_page(["Measure", "Rate", "Cap"], ["Compute", "50%", "10 million"], ["Data", "30%", "2 million"])
    ).text
    assert text == "Measure: Compute | Rate: 50% | Cap: 10 million\n\nMeasure: Data | Rate: 30% | Cap: 2 million"


def test_a_table_goes_on_over_the_page_and_a_row_cut_in_two_becomes_one() -> None:
    first = table_page(["Measure", "Rate", "Cap"], ["Compute", "50%", "10 million"])
    second = table_page(["Measure", "Rate", "Cap"], ["", "", "in three years"])
    third = table_page(["", "", "and no more"], ["Data", "30%", "2 million"])
    text = read(first, third).text
    assert (
        text
        == "Measure: Compute | Rate: 50% | Cap: 10 million and no more\n\nMeasure: Data | Rate: 30% | Cap: 2 million"
    )
    assert "Measure: Measure" not in read(first, second).text


def test_properties_come_from_the_information_dictionary() -> None:
    parsed = read(Sheet().lines(60, 700, PROSE), Title="Rules on AI", CreationDate="D:20240131120000Z")
    assert {(entry.field, entry.value, entry.origin) for entry in parsed.properties} == {
        ("title", "Rules on AI", "pdf properties"),
        ("creationdate", "2024-01-31", "pdf properties"),
    }


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([Sheet().lines(60, 700, PROSE)]))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_empty_password_opens_and_another_is_refused() -> None:
    assert parse_pdf(encrypted(""), DEFAULTS).text == " ".join(PROSE)
    with pytest.raises(Refused, match="locked with a password"):
        parse_pdf(encrypted("secret"), DEFAULTS)


def test_a_hundred_thousand_empty_pages_are_refused_by_their_number() -> None:
    with pytest.raises(Refused, match="100,000 pages"):
        parse_pdf(empty_pages(100_000), DEFAULTS)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5])
def test_a_truncated_file_is_refused_or_read_as_far_as_it_goes(share: float) -> None:
    data = pdf([Sheet().lines(60, 700, PROSE) for _ in range(20)])
    outcome = ""
    try:
        outcome = parse_pdf(data[: int(len(data) * share)], DEFAULTS).text
    except Refused as refusal:
        outcome = str(refusal)
    assert "damaged" in outcome or "without pages" in outcome or outcome.startswith(PROSE[0])


def test_pages_that_are_pictures_are_named_for_recognition() -> None:
    parsed = read(Sheet().lines(60, 700, PROSE), Sheet(picture=True), Sheet())
    assert parsed.scans == (2,)  # the third page is only empty


@pytest.mark.slow
@pytest.mark.skipif(not languages() & {"eng"}, reason="tesseract-ocr with eng is not installed")
def test_a_scan_is_recognised(tmp_path: Path) -> None:
    import pypdfium2
    from pypdf import PdfReader, PdfWriter

    page = pypdfium2.PdfDocument(pdf([Sheet().lines(60, 700, PROSE, 14, 22)]))[0]
    page.render(scale=200 / 72).to_pil().convert("L").save(tmp_path / "scan.pdf", resolution=200)
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "scan.pdf"))
    out = io.BytesIO()
    writer.write(out)
    parsed = parse_pdf_with_ocr(out.getvalue(), DEFAULTS)
    assert "coordination of the development of artificial intelligence" in parsed.text
    assert "recognised by tesseract" in parsed.notes[0]
