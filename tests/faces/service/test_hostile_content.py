"""What comes in through the upload and goes out in a page or a file: bombs, traps in archives and XML, markup and
formulas in every field that a document states. Sections are those of OWASP, as in `test_attacks.py`.
"""

# ruff: noqa: E501 - a file stands on a line
from __future__ import annotations

import io
import re
import stat
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from service import served, small_library, with_accounts

from assistant import Assistant, Settings
from assistant.desks.compare import comparison_files
from assistant.desks.subsidies import subsidy_files
from assistant.faces.page.answer_html import answer_html, question_html
from assistant.faces.page.cards import sources_html
from assistant.faces.page.library_html import library_html
from assistant.faces.page.markup import Exchange
from assistant.faces.page.words import LANGUAGES
from assistant.faces.service.incoming import AddForm, add
from assistant.faces.service.office import ServiceLimits
from assistant.faces.service.running import open_office
from assistant.records import Profile

pytestmark = pytest.mark.slow

SECRET = "the-secret-of-this-machine"
POISON = re.compile(
    r"<(script|img|svg|iframe|object|embed|form|style|base|meta)\b|javascript:|\son\w+=|data:text", re.I
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, Path]]:
    """A client of an editor, and the library."""
    library = small_library(tmp_path_factory.mktemp("content"))
    (library.parent / "secret.txt").write_text(SECRET, "utf-8")
    token = with_accounts(library)["editor"]
    office = open_office(
        Assistant(Settings(library=library, model="none", shared=True)),
        "127.0.0.1",
        limits=ServiceLimits(per_minute=100_000),
    )
    headers = {"Authorization": f"Bearer {token}"}
    with served(office) as address, httpx.Client(base_url=f"{address}/api/v1", headers=headers, timeout=200) as client:
        yield client, library


# ---------------------------------------------------------------- what is uploaded


def zipped(*members: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def linked() -> bytes:
    """An archive with a symbolic link out of it."""
    data, entry = io.BytesIO(), zipfile.ZipInfo("link.md")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(entry, "../../secret.txt")
    return data.getvalue()


def lying() -> bytes:
    """An archive whose directory states one byte for a member of fifty megabytes."""
    data = bytearray(zipped(("a.txt", b"a" * 50_000_000)))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1).to_bytes(4, "little")
    return bytes(data)


def office_file(main: str, xml: bytes) -> bytes:
    types = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return zipped(("[Content_Types].xml", types), (main, xml))


def laughs(root: bytes) -> bytes:
    """A document type whose entities grow tenfold nine times."""
    steps = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY l0 "lol">' + steps + b"]>" + root.replace(b"?", b"&l9;")


def reading(path: Path) -> bytes:
    """A page that asks its parser for a file of this machine."""
    entity = f'<!DOCTYPE z [<!ENTITY x SYSTEM "file://{path}">]>'.encode()
    return (
        b'<?xml version="1.0"?>' + entity + b"<html><body><h1>Rule</h1><p>The rule says: &x; to all.</p></body></html>"
    )


WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>?</w:t></w:r></w:p></w:body></w:document>'
SHEET = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">?</workbook>'
UPLOADS: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "ASVS 12.1.2 an archive of zeros": ("bomb.zip", lambda _: zipped(*[(f"{n}.txt", b"0" * 60_000_000) for n in range(10)])),
    "ASVS 12.1.2 archives in archives": ("nest.zip", lambda _: zipped(("a.zip", zipped(("b.zip", zipped(("c.zip", zipped(("d.md", b"# d"))))))))),
    "ASVS 12.1.2 ten thousand members": ("many.zip", lambda _: zipped(*[(f"{n}.md", b"# a") for n in range(10_000)])),
    "ASVS 12.1.2 a size that lies": ("lies.zip", lambda _: lying()),
    "WSTG-ATHZ-01 members that climb": ("climb.zip", lambda _: zipped(("../../evil.md", b"# evil"), ("/etc/evil.md", b"# evil"), ("..\\evil.md", b"# evil"))),
    "WSTG-ATHZ-01 a link out": ("link.zip", lambda _: linked()),
    "WSTG-INPV-07 laughs in Word": ("laughs.docx", lambda _: office_file("word/document.xml", laughs(WORD))),
    "WSTG-INPV-07 laughs in Excel": ("laughs.xlsx", lambda _: office_file("xl/workbook.xml", laughs(SHEET))),
    "WSTG-INPV-07 laughs in HTML": ("laughs.html", lambda _: laughs(b"<html><body><p>?</p></body></html>")),
    "WSTG-INPV-07 laughs in OpenDocument": ("laughs.odt", lambda _: zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", laughs(b"<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>?</office:document-content>")))),
    "WSTG-INPV-07 a file of this machine": ("entity.html", reading),
    "WSTG-INPV-07 the same as XHTML": ("entity.xhtml", reading),
    "ASVS 12.1.2 a Word file of zeros": ("zeros.docx", lambda _: office_file("word/document.xml", b" " * 600_000_000)),
    "WSTG-BUSL-08 a program": ("tool.exe", lambda _: b"MZ" + b"\x00" * 500),
    "WSTG-BUSL-08 a program as text": ("tool.md", lambda _: b"\x7fELF" + b"\x00\x01\x02\xff" * 300),
    "WSTG-BUSL-08 a script": ("shell.php", lambda _: b"<?php system($_GET['c']); ?>"),
    "WSTG-BUSL-08 a PDF with a script": ("script.pdf", lambda _: b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>"),
    "WSTG-BUSL-08 nothing": ("empty.md", lambda _: b""),
    "ASVS 12.1.1 a line without end": ("line.txt", lambda _: b"a" * 5_000_000),
}  # fmt: skip


@pytest.mark.parametrize("name", UPLOADS)
def test_a_hostile_file_is_refused_or_read_harmlessly(place: tuple[httpx.Client, Path], name: str) -> None:
    client, library = place
    file, make = UPLOADS[name]
    outside = sorted(str(path) for path in library.parent.parent.rglob("*evil*"))
    began = time.monotonic()
    got = client.put(f"/files/{file}", content=make(library.parent / "secret.txt"))
    assert time.monotonic() - began < 60
    assert got.status_code in (200, 422), got.text
    if got.status_code == 422:
        assert not (library / "uploads" / file).exists(), "what was refused is not kept"
        assert "Traceback" not in got.text
    for document in client.get("/documents").json():
        shown = client.get("/document", params={"name": document["document"]}).text
        assert SECRET not in shown
        assert "lollol" not in shown
    assert sorted(str(path) for path in library.parent.parent.rglob("*evil*")) == outside
    assert client.post("/search", json={"query": "voucher"}).status_code == 200


# ---------------------------------------------------------------- what is shown


MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"
FIELDS: dict[str, str] = {
    "title": f"Notice {MARKUP}",
    "title_zh": f"通知 {MARKUP}",
    "issuer": f"Office {MARKUP}",
    "number": f"No. 1 {MARKUP}",
    "jurisdiction": f"CN-{MARKUP}",
    "url": "javascript:alert(document.domain)//https://",
    "status": MARKUP,
    "issued": f"2024-05-01{MARKUP}",
}
BODY = f"""## Article 1 {MARKUP}

The robot voucher {MARKUP} pays 50 % [click](javascript:alert(1)) and ![x](https://evil.example/x.png) of the contract.

=HYPERLINK("https://evil.example","robot voucher") @SUM(1) +1 -1 is the robot voucher's cap of 7 million yuan.
"""


def stated(**fields: str) -> str:
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n# A notice\n\n{BODY}"


@pytest.mark.parametrize("field", [*FIELDS, "everything"])
def test_no_field_of_a_document_is_markup_on_the_page(tmp_path: Path, field: str) -> None:  # WSTG-INPV-02
    fields = {"title": "A notice on robots", "kind": "measure"} | (
        FIELDS if field == "everything" else {field: FIELDS[field]}
    )
    assistant = Assistant(Settings(library=tmp_path / "library", model="none"))
    add(assistant, AddForm(name="hostile.md", text=stated(**fields)))
    question = f"What does the robot voucher pay? {MARKUP}"
    exchange = Exchange(1, question, assistant.ask(question))
    assert exchange.answer is not None
    assert exchange.answer.citations or exchange.answer.closest
    for words in LANGUAGES.values():
        for shown in (
            question_html(question),
            answer_html(exchange, words),
            sources_html((exchange,), words),
            library_html(assistant.library.documents(date(2026, 11, 30)), {}, date(2026, 11, 30), words),
        ):
            assert not POISON.search(re.sub(r"&lt;.*?&gt;|(?<=>)[^<]*", "", shown)), POISON.search(shown)
            assert 'href="javascript' not in shown.lower()


# ---------------------------------------------------------------- what is exported


PREFIXES = [
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example")',
    "@SUM(1+1)*cmd|",
]


def measure(start: str) -> str:
    """A measure whose title, names and fields begin as formulas do."""
    names = ("name", "name_zh", "rate", "cap", "who", "deadline", "lead")
    instrument = dict.fromkeys(names, f"{start}Robot voucher of at most 50 % or 7 million yuan")
    fields: dict[str, Any] = {
        "title": f"{start}Robot voucher", "kind": "measure", "jurisdiction": "CN-Shenzhen", "issuer": f"{start}Office",
        "issued": "2025-01-01", "instruments": [{**instrument, "conditions": [f"{start}firms of Shenzhen"]}],
    }  # fmt: skip
    text = f"{start}Robot voucher of at most 50 % or 7 million yuan is for firms of Shenzhen."
    return f"---\n{yaml.safe_dump(fields)}---\n# {start}Robot voucher\n\n## Article 1 {start}Rate\n\n{text}\n"


@pytest.mark.parametrize("start", PREFIXES)
def test_no_export_carries_a_formula_or_a_field(tmp_path: Path, start: str) -> None:  # WSTG-INPV-21, ASVS 5.3.10
    import docx
    from openpyxl import load_workbook

    assistant = Assistant(Settings(library=tmp_path / "library", model="none"))
    for name, text in (("a.md", measure(start)), ("b.md", measure(start).replace("7 million", "8 million"))):
        add(assistant, AddForm(name=name, text=text))
    found = assistant.subsidies(Profile(jurisdiction="CN-Shenzhen", place="Shenzhen"), date(2026, 11, 30))
    cells = [cell for sheet in load_workbook(io.BytesIO(subsidy_files.xlsx(found))) for row in sheet for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert any("Robot voucher" in text for text in texts), "the hostile words got as far as a cell"
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
    compared = assistant.compare("a.md", "b.md")
    for made in (subsidy_files.docx(found), comparison_files.docx(compared, "en")):
        body = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
        assert not re.search(r"w:(instrText|fldSimple|fldChar|hyperlink|altChunk|object)\b", body)
        assert docx.Document(io.BytesIO(made)).paragraphs
