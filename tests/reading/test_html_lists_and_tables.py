"""Numbers of a page's lists, tables within tables, saved pages and forwarded mail."""

# ruff: noqa: E501 - markup is kept on one line
from __future__ import annotations

from email.message import EmailMessage

import pytest

from assistant.reading.formats.html import parse_html
from assistant.reading.formats.mail import parse_mail, parse_saved_page
from assistant.reading.limits import DEFAULTS
from assistant.reading.sniffing import format_of


def lines(body: str) -> list[str]:
    page = f"<html><body><main><h1>Westmarch Order of 2026</h1><p>The holder must do what follows here.</p>{body}</main></body></html>"
    return parse_html(page.encode(), DEFAULTS).text.split("\n\n")[2:]


@pytest.mark.parametrize(
    ("opening", "marks"),
    [
        ('<ol type="i">', "(i) (ii) (iii)"), ('<ol type="a">', "(a) (b) (c)"), ('<ol type="I">', "I. II. III."),
        ('<ol type="A" start="26">', "Z. AA. AB."), ('<ol style="list-style-type:lower-alpha">', "a. b. c."),
        ('<ol style="list-style: upper-roman inside">', "I. II. III."), ("<ol reversed>", "3. 2. 1."),
        ('<ol reversed start="9">', "9. 8. 7."), ('<ol style="list-style-type:cjk-ideographic" start="10">', "十、 十一、 十二、"),
        ('<ol style="list-style-type: decimal-leading-zero">', "01. 02. 03."), ("<ol>", "1. 2. 3."),
    ],
)  # fmt: skip
def test_lists_count_as_the_page_shows(opening: str, marks: str) -> None:
    items = "".join(f"<li>keep the log of release {name} for the year</li>" for name in ("one", "two", "three"))
    shown = [line[: line.index("keep")].strip() for line in lines(f"{opening}{items}</ol>")]
    assert shown == marks.split()


def test_an_item_that_states_its_number_is_counted_on_from() -> None:
    shown = lines(
        "<ol><li>first of the items</li><li value='7'>second of the items</li><li>third of the items</li></ol>"
    )
    assert [line.split()[0] for line in shown] == ["1.", "7.", "8."]


@pytest.mark.parametrize("style", ["lower-greek", "hebrew", "upper-armenian", "none"])
def test_no_number_is_shown_that_cannot_be_told(style: str) -> None:
    assert lines(f"<ol style='list-style-type:{style}'><li>keep the log of all</li></ol>") == ["keep the log of all"]


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_row_keeps_its_figures_where_a_cell_holds_a_table(rows: int) -> None:
    inner = "".join(f"<tr><td>kind {number}</td><td>{number}0,000 NOK</td></tr>" for number in range(1, rows + 1))
    table = f"<table><tr><th>Applicant</th><th>Rate</th><th>Cap</th></tr><tr><td>Start-up</td><td>60%</td><td><table>{inner}</table></td></tr><tr><td>Large firm</td><td>25%</td><td>300,000 NOK</td></tr></table>"
    caps = "; ".join(f"kind {number}: {number}0,000 NOK" for number in range(1, rows + 1))
    assert lines(table) == [
        f"Applicant: Start-up | Rate: 60% | Cap: {caps}",
        "Applicant: Large firm | Rate: 25% | Cap: 300,000 NOK",
    ]


def test_a_saved_page_is_read_as_its_page() -> None:
    saved = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/rule\r\nSubject: Rule\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B1"\r\n\r\n----B1\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><head><meta charset=3Dutf-8></head><body><h1>=E7=AE=97=E5=8A=9B rule</h1>"
        b"<p>The cap of the grant is 5 crowns.</p></body></html>\r\n----B1--\r\n"
    )
    assert format_of("page.mht", saved).name == format_of("page", saved).name == "mht"
    parsed = parse_saved_page(saved, DEFAULTS)
    assert parsed.text == "算力 rule\n\nThe cap of the grant is 5 crowns."
    assert parsed.url == "https://example.org/rule"


@pytest.mark.parametrize("fuller", ["html", "plain"])
def test_of_a_mail_the_part_that_says_more_is_read(fuller: str) -> None:
    message = EmailMessage()
    message["Subject"] = "Rates"
    table = "<table><tr><th>Round</th><th>Opens</th><th>Budget</th></tr><tr><td>First</td><td>1 May</td><td>8 million</td></tr></table>"
    message.set_content(
        "See below." if fuller == "html" else "The first round opens on 1 May with a budget of 8 million for all."
    )
    message.add_alternative(f"<html><body><p>See.</p>{table if fuller == 'html' else ''}</body></html>", subtype="html")
    text = parse_mail(message.as_bytes(), DEFAULTS).text
    assert ("Round: First | Opens: 1 May | Budget: 8 million" in text) == (fuller == "html")
    assert ("opens on 1 May" in text) == (fuller == "plain")
