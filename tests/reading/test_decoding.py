"""Bytes of unknown encoding that lost or changed some: the rest is read, and the loss is said."""

# ruff: noqa: E501 - texts are kept on one line
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.formats.decoding import LOST, decode, lost_notes
from assistant.reading.formats.html import parse_html
from assistant.reading.formats.plain import parse_text
from assistant.reading.limits import DEFAULTS
from assistant.reading.parsed import Refused

TEXT = (
    "关于申报2026年度智能算力补贴的通知\n\n现将申报事项通知如下。补贴比例为实际支出的百分之三十，单个企业最高补贴二百万元。\n\n"
    "申报截止时间为2026年9月15日17时，逾期不予受理。联系人为市工业和信息化局数字产业处，材料应当一式三份。\n\n第三条 本办法由市政府负责解释。"
)


@given(st.integers(0, len(TEXT.encode("gb18030")) - 1), st.sampled_from(["drop", "change"]))
def test_a_byte_that_is_lost_costs_only_what_is_around_it(place: int, how: str) -> None:
    data = TEXT.encode("gb18030")
    broken = data[:place] + (b"" if how == "drop" else b"\xff") + data[place + 1 :]
    read = decode(broken)
    kept = sum(line in read for line in TEXT.split("\n\n"))
    assert kept >= 3  # of four paragraphs


@given(st.integers(1, 40))
def test_a_byte_lost_within_a_clause_is_replaced_where_it_stood(place: int) -> None:
    clause = "补贴比例为实际支出的百分之三十单个企业最高补贴二百万元逾期不予受理材料应当一式三份由市政府负责解释"
    data = clause.encode("gb18030")
    at = 2 * place + 1
    read = decode(TEXT.encode("gb18030") + b"\n" + data[:at] + data[at + 1 :]).split("\n")[-1]
    assert LOST in read
    assert sum(a == b for a, b in zip(read, clause, strict=False)) >= len(clause) - 12


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_a_file_with_one_broken_byte_is_read_with_a_note(encoding: str) -> None:
    text = (
        TEXT
        if encoding != "big5"
        else "關於申報智能算力補貼的通知\n\n機關應於三個月內公告，並為促進人工智慧之研究與應用，特制定本法。" * 2
    )
    data = text.encode(encoding)
    place = data.index("通知".encode(encoding)) + 1
    parsed = parse_text(data[:place] + b"\xff" + data[place + 1 :], DEFAULTS)
    assert text[-12:] in parsed.text
    assert "replaced" in parsed.notes[0]


def test_a_page_that_lost_a_byte_keeps_its_declared_encoding() -> None:
    page = f'<html><head><meta charset="gb2312"><title>通知</title></head><body><p>{TEXT}</p></body></html>'.encode(
        "gb18030"
    )
    place = page.index("补贴比例".encode("gb18030")) + 3
    parsed = parse_html(page[:place] + page[place + 1 :], DEFAULTS)
    assert "2026年9月15日17时" in parsed.text
    assert "replaced" in parsed.notes[0]


def test_a_text_of_which_much_is_lost_is_refused() -> None:
    with pytest.raises(Refused, match="encoding that cannot be told"):
        lost_notes("words " + LOST * 10)
    assert lost_notes("no loss") == ()


def test_western_text_with_a_broken_byte() -> None:
    data = "Les données privées protégées; société, État, café, élève, procédé — déjà arrêté.".encode()
    assert "société" in decode(data[:-3] + b"\xff" + data[-3:])
