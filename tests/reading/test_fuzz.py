"""Damaged files of every format: each is read or refused in one line, and the next file is read as ever."""

# ruff: noqa: E501 - rows of wide characters are kept on one line
from __future__ import annotations

import io
import random
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from pdf_files import Sheet, pdf

from assistant.errors import Unreadable
from assistant.reading.sources import read_sources


def docx_file() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("Chapter I", 1)
    document.add_paragraph("Article 1 The words of the article.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_file() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["Name", "Rate", "Cap"], ["Compute", "50%", "10 million"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def mail_file() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "News", "a@example.org"
    message.set_content("<html><body><p>The words.</p></body></html>", subtype="html")
    return message.as_bytes()


def zip_file() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.md", "# Title\n\nWords. " * 20)
        archive.writestr("b.html", "<html><body><p>Words of it.</p></body></html>")
    return out.getvalue()


FILES = {
    "a.pdf": lambda: pdf([Sheet().grid([60, 200, 400], [600, 650, 700]).write(70, 620, "Words in a cell")] * 3),
    "a.docx": docx_file,
    "a.xlsx": xlsx_file,
    "a.eml": mail_file,
    "a.zip": zip_file,
    "a.html": lambda: (
        b"<html><head><meta charset=gbk></head><body><table><tr><td rowspan=9>a<td>b</table><p>c</body></html>"
    ),
    "a.md": lambda: (
        "---\ntitle: x\nrelations: [{relation: amends, target: y}]\n---\n# 标题\n\n| a | b |\n|--|--|\n| 1 | 2 |".encode()
    ),
    "a.csv": lambda: "名称,比例,上限\n算力券,50%,10\n".encode("gb18030"),
}


def damaged(data: bytes, seed: int) -> bytes:
    """Bytes flipped, cut out, doubled or put in, as the seed says."""
    chance = random.Random(seed)
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        at, width = chance.randrange(len(spoilt)), chance.randrange(1, 30)
        kind = chance.randrange(4)
        if kind == 0:
            spoilt[at] = chance.randrange(256)
        elif kind == 1 and len(spoilt) > 2 * width:
            del spoilt[at : at + width]
        elif kind == 2:
            spoilt[at:at] = spoilt[at : at + width]
        else:
            spoilt[at:at] = chance.randbytes(width)
    return bytes(spoilt)


@pytest.mark.parametrize("name", FILES)
def test_damage_is_read_or_refused(tmp_path: Path, name: str) -> None:
    sound = FILES[name]()
    path = tmp_path / name
    for seed in range(25):
        path.write_bytes(damaged(sound, seed))
        reason = "read"
        try:
            assert all(source.text.strip() for source in read_sources(path))
        except Unreadable as error:
            reason = error.reason
        assert reason
        assert "\n" not in reason
    path.write_bytes(sound)
    assert list(read_sources(path))
