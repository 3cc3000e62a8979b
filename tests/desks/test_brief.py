"""Brief: proven sentences by authority, many documents, what is open named, and footnotes that Word numbers."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from places import PROJECT
from word_embedder import WordEmbedder

from assistant import Settings
from assistant.desks import consult
from assistant.desks.brief import LONGEST, MOST, brief
from assistant.desks.brief.brief_files import docx, json_shape, markdown
from assistant.desks.brief.briefing import Briefing, split_cell
from assistant.desks.brief.composing import documents_in, fingerprint_of
from assistant.desks.office_files import clean
from assistant.errors import UsageError
from assistant.language.sentences import sentence_spans
from assistant.library.generations import Library
from assistant.questions.request import read_request

FILES = (
    *("sz-several-measures-2024.md", "sz-several-measures-2024.zh.md", "longhua-compute-voucher.md"),
    *("longgang-compute.md", "guangming-ai-measures.md", "qianhai-ai-measures.md", "futian-pingshan-baoan.md"),
    *("sz-ai-regulation-2022.md", "news-sz-ai-roundtable.md", "sz-ai-plan-2019-2023.md"),
)
WHEN = date(2026, 11, 30)
DISTRICTS = "Support measures for AI companies in Shenzhen's districts"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    from assistant.ingesting import ingest

    folder: Path = tmp_path_factory.mktemp("brief") / "library"
    held = Library(Settings(library=folder), WordEmbedder().identity)
    ingest(held, WordEmbedder(), [PROJECT / "corpus" / name for name in FILES])
    return held


def briefed(library: Library, *questions: str, language: str = "en", short: bool = False) -> Briefing:
    return brief(library.index, WordEmbedder(), questions, WHEN, language, short=short)


def test_every_sentence_is_a_documents_own_or_says_what_its_record_says(library: Library) -> None:
    found = briefed(library, DISTRICTS)
    for part in found.parts:
        for paragraph in part.paragraphs:
            for number, sentence in enumerate(paragraph):
                assert sentence.citations
                quotes = [" ".join(found.citation(marker).quote.split()) for marker in sentence.citations]
                opens = number == 0 and sentence.text.endswith(":")
                assert opens or any(quote in sentence.text for quote in quotes), sentence
                if opens:
                    record = found.citation(sentence.citations[0]).record
                    assert record.title in sentence.text


def test_a_briefing_on_districts_has_every_district_that_the_library_knows(library: Library) -> None:
    found = briefed(library, DISTRICTS)
    said = "\n".join(one.text for part in found.parts for one in part.sentences)
    for district in ("Longhua", "Longgang", "Guangming", "Qianhai", "Futian"):
        assert district in said, district
    assert documents_in(found) >= 5
    (unheld,) = [one.text for one in found.not_covered if not one.citations]
    assert "Luohu" in unheld
    assert "Longhua" not in unheld
    places = {row[1] for part in found.parts for row in part.rows[1:] if len(row) == 6}
    assert {"Longhua", "Longgang", "Guangming", "Qianhai"} <= places


def test_weightier_documents_go_first_and_what_differs_is_named(library: Library) -> None:
    found = briefed(library, "How large is Shenzhen's core AI industry, and what did the plan aim at?")
    kinds = [
        found.citation(part.paragraphs[0][0].citations[0]).record.kind for part in found.parts[1:] if part.paragraphs
    ]
    assert kinds == sorted(kinds, key=lambda kind: -kind.authority)
    assert any("38.7 billion yuan" in row[0] for part in found.parts for row in part.rows)


def test_an_other_language_stands_between_quotation_marks(library: Library) -> None:
    found = briefed(library, "深圳各区对企业的算力补贴", language="zh")
    foreign = [one.text for part in found.parts for one in part.sentences if one.text.endswith("（英文原文）")]
    assert foreign
    assert all(text.startswith("“") for text in foreign)
    assert any("训力券" in one.text for part in found.parts for one in part.sentences)


def test_what_is_short_is_shorter(library: Library) -> None:
    long, short = (len(markdown(briefed(library, DISTRICTS, short=short))) for short in (False, True))
    assert short < 0.8 * long


def test_the_same_library_gives_the_same_briefing(library: Library) -> None:
    assert briefed(library, DISTRICTS) == briefed(library, DISTRICTS)
    assert briefed(library, DISTRICTS).fingerprint == fingerprint_of(library.index)


def test_what_the_library_has_not_is_an_open_point(library: Library) -> None:
    found = briefed(library, "zzzz qqqq")
    assert markdown(found).startswith("# Briefing: zzzz qqqq")
    assert not found.parts
    assert found.open_points == ("The library has nothing that answers: zzzz qqqq",)


@pytest.mark.parametrize("questions", [(), ("",), ("?!",), ("x" * (LONGEST + 1),), ("what?",) * (MOST + 1)])
def test_too_little_or_too_much_ends_in_a_plain_line(library: Library, questions: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        briefed(library, *questions)


def test_the_docx_has_footnotes_that_are_numbered_by_who_shows_them(library: Library) -> None:
    found = briefed(library, DISTRICTS)
    with zipfile.ZipFile(io.BytesIO(docx(found))) as file:
        body, notes = (etree.fromstring(file.read(f"word/{name}.xml")) for name in ("document", "footnotes"))
        types = file.read("[Content_Types].xml").decode()
        header = b"".join(file.read(name) for name in file.namelist() if name.startswith("word/header"))
    assert "footnotes+xml" in types
    used = [one.get(f"{WORD}id") for one in body.iter(f"{WORD}footnoteReference")]
    held = [one.get(f"{WORD}id") for one in notes.iter(f"{WORD}footnote")]
    assert used == held[2:], "the first two are what Word draws above the notes"
    assert len(used) >= 10
    assert found.fingerprint.encode() in header
    assert "Longhua" in "".join(notes.itertext())


@pytest.mark.slow
def test_an_office_program_renders_the_footnotes(library: Library, tmp_path: Path) -> None:
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not office or not reader:
        pytest.skip("LibreOffice or pdftotext is not installed")
    (tmp_path / "brief.docx").write_bytes(docx(briefed(library, DISTRICTS)))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "brief.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    subprocess.run([reader, "-layout", "brief.pdf"], cwd=tmp_path, check=True, timeout=30)
    text = (tmp_path / "brief.txt").read_text("utf-8")
    assert "As of 30 Nov 2026" in text
    assert "longhua-compute-voucher.md" in text, "a footnote's words"


def test_json_has_the_contracts_shape(library: Library) -> None:
    shape = json_shape(briefed(library, DISTRICTS))
    assert {"title", "as_of", "language", "fingerprint", "sections", "disputed", "not_covered", "open_points"} <= set(
        shape
    )
    table = next(section["table"] for section in shape["sections"] if "table" in section)
    assert all(len(row) == len(table["columns"]) for row in table["rows"])


def test_the_chat_briefs(library: Library) -> None:
    request = read_request("Write me a briefing on AI support measures in Shenzhen's districts", WHEN)
    found = consult(library.index, request, (), WHEN, "en", WordEmbedder())
    assert found is not None
    assert found.lead.startswith("A briefing from ")
    assert len({quote.document for quote in found.quotes}) >= 4
    assert consult(library.index, request, (), WHEN, "en") is None, "without an embedder nothing is searched"


def test_cells_are_parted_from_their_markers() -> None:
    assert split_cell("up to 10 million yuan [12]") == ("up to 10 million yuan", 12)
    assert split_cell("up to [x]") == ("up to [x]", None)


@given(st.text())
def test_cleaned_text_fits_into_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = clean(text)
    assert etree.fromstring(etree.tostring(element)) is not None


def test_sentences_of_a_briefing_are_whole(library: Library) -> None:
    found = briefed(library, DISTRICTS)
    for citation in found.citations:
        assert citation.quote == citation.passage.text[citation.quote_start :][: len(citation.quote)]
        assert len(sentence_spans(citation.quote)) >= 1
