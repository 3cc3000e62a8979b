"""One file in, sources out: what a file is, its limits, the parsing process, and the real documents."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from pdf_files import Sheet, empty_pages, pdf
from places import POLICY

from assistant.errors import Unreadable
from assistant.reading.formats.tesseract import languages
from assistant.reading.limits import DEFAULTS, Limits
from assistant.reading.parsed import Refused
from assistant.reading.process.worker import Worker, worker_for
from assistant.reading.sniffing import format_of
from assistant.reading.sources import read_sources, supported
from assistant.records import RelationKind, Source

PAGE = "<html><head><title>t</title></head><body><p>" + "A page of a law, with a sentence. " * 10 + "</p></body></html>"


def zipped(name: str, data: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def one(path: Path, data: bytes | str, limits: Limits = DEFAULTS) -> Source:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (source,) = read_sources(path, limits=limits)
    return source


def refusal(path: Path, data: bytes | str, limits: Limits = DEFAULTS) -> str:
    with pytest.raises(Unreadable) as caught:
        one(path, data, limits)
    assert caught.value.path == str(path)
    assert "\n" not in caught.value.reason
    return caught.value.reason


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.md", b"%PDF-1.7 ...", "pdf"),  # content goes before the name
        ("a.txt", b"<!DOCTYPE html><html>", "html"),
        ("a.md", b"<html> in Markdown", "markdown"),
        ("a.pdf", b"\n\n<!DOCTYPE HTML PUBLIC><html>", "html"),
        ("a.eml", b"Subject: x\n\ny", "eml"),
        ("note", b"From: a@b\nTo: c@d\nSubject: x\n\ny", "eml"),
        ("a.csv", b"a,b\n1,2", "csv"),
        ("a.txt", "文".encode("utf-16"), "text"),
        ("unknown.xyz", "条例".encode(), "text"),
    ],
)
def test_a_file_is_what_its_bytes_say(name: str, data: bytes, kind: str) -> None:
    assert format_of(name, data).name == kind


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0rest", "DOCX"),
        ("a.png", b"\x89PNG\r\n", "picture"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"\0" * 500, "empty"),
        ("a.txt", bytes(range(32)) * 50, "no text"),
        ("a.pdf", b"just words", "not a PDF"),
        ("a.docx", b"just words", "not a DOCX"),
        ("a.zip", b"PK\x03\x04 cut", "damaged or truncated"),
        ("a.msg", b"\xd0\xcf\x11\xe0rest", "Outlook"),
        ("a.ofd", zipped("OFD.xml", "<x/>"), "OFD"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(name: str, data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        format_of(name, data)


def test_only_files_whose_names_promise_a_format_are_picked_from_folders() -> None:
    names = ["a.PDF", "b.md", "c.docx", ".hidden.md", "~$c.docx", "d.py", "a.pdf.meta.yaml"]
    assert [name for name in names if supported(Path(name))] == ["a.PDF", "b.md", "c.docx"]


def test_a_source_carries_name_path_and_hash(tmp_path: Path) -> None:
    source = one(tmp_path / "rules.txt", "The rules.\r\n\r\nThe end\0.\u200b")
    assert (source.name, source.path, source.format) == ("rules.txt", str(tmp_path / "rules.txt"), "text")
    assert source.text == "The rules.\n\nThe end."
    assert len(source.sha256) == 64


def test_front_matter_and_sidecar_state_facts_that_stay_out_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "plan.md.meta.yaml").write_text(
        "status: draft\nrelations:\n- {relation: implements, target: 国办发〔2024〕1号}\n"
    )
    source = one(
        tmp_path / "plan.md",
        "---\ntitle: A plan\nissued: 2024-05-01\nurl: https://example.org/plan\ninstruments:\n"
        "- {name: Compute voucher, rate: 50%, conditions: [registered here, solvent]}\nrelations:\n"
        "- {relation: supersedes, target: The old plan, date: 2024-06-01}\n---\n# A plan\n\nWords.",
    )
    assert source.text == "A plan\n\nWords."
    stated = {(entry.field, entry.value, entry.origin) for entry in source.properties}
    assert {
        ("title", "A plan", "front matter"),
        ("issued", "2024-05-01", "front matter"),
        ("status", "draft", "sidecar"),
    } <= stated
    assert source.instruments[0].conditions == ("registered here", "solvent")
    assert [(entry.relation, entry.target, entry.date) for entry in source.relations] == [
        (RelationKind.SUPERSEDES, "The old plan", "2024-06-01"),
        (RelationKind.IMPLEMENTS, "国办发〔2024〕1号", None),
    ]
    assert source.url == "https://example.org/plan"


def test_an_unusable_sidecar_becomes_a_note(tmp_path: Path) -> None:
    (tmp_path / "a.meta.yaml").write_text("- only a list")
    assert one(tmp_path / "a.txt", "Words.").notes == ("a.meta.yaml is not a YAML mapping and was left out",)


def test_a_page_under_a_pdfs_name_is_read_with_a_note_or_refused_when_it_says_nothing(tmp_path: Path) -> None:
    assert one(tmp_path / "full.pdf", PAGE).notes == ("is an HTML page under a PDF name",)
    reason = refusal(tmp_path / "broken.pdf", "<html><body><noscript>Loading required</noscript></body></html>")
    assert reason == "is an HTML page with no content under a PDF name"


def test_limits_are_named_in_the_refusal(tmp_path: Path) -> None:
    small = replace(DEFAULTS, file_bytes=1_000_000, line_characters=1000, pages=3)
    assert "1 MB" in refusal(tmp_path / "big.txt", b"a\n" * 1_000_000, small)
    assert "line of 2,000 characters" in refusal(tmp_path / "line.md", "a" * 2000, small)
    assert "more than 3" in refusal(tmp_path / "many.pdf", empty_pages(5), small)


@pytest.mark.slow
def test_a_line_of_a_hundred_million_characters_is_refused(tmp_path: Path) -> None:
    assert "line of 100,000,000 characters" in refusal(tmp_path / "line.txt", b"a" * 100_000_000)


def test_a_hundred_thousand_empty_pages_are_refused(tmp_path: Path) -> None:
    assert "100,000 pages" in refusal(tmp_path / "empty.pdf", empty_pages(100_000))


def test_a_pdf_without_any_words_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "blank.pdf", pdf([Sheet()])) == "holds no text"


@pytest.mark.slow
def test_a_bomb_in_a_docx_is_refused_by_its_sizes_before_it_is_unpacked(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 600_000_000)
    assert len(data.getvalue()) < 1_000_000
    assert "would unpack to 600 MB" in refusal(tmp_path / "bomb.docx", data.getvalue())


@pytest.mark.slow
def test_entities_that_multiply_do_not(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    content = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><office:document-content>&e11;</office:document-content>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<m/>")
        archive.writestr("content.xml", content)
    assert refusal(tmp_path / "laughs.odt", data.getvalue())
    laughs = "a: &a [ha, ha]\n" + "\n".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]" for a, b in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
    )
    limits = replace(DEFAULTS, seconds=5)
    with pytest.raises(Unreadable, match=r"longer than 5 s|memory|front matter"):
        one(tmp_path / "laughs.md", f"---\n{laughs}\n---\nWords.", limits)


def test_a_crash_is_one_refused_file_and_the_next_is_read() -> None:
    worker = Worker(DEFAULTS)
    assert worker.parse("text", b"Words.").text == "Words."
    first = worker._process
    assert first is not None
    first.kill()
    first.wait()
    assert worker.parse("text", b"Words.").text == "Words."  # it died between two files
    worker.close()


def test_a_parser_that_fails_is_one_refused_file(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker(replace(DEFAULTS, rows=-1))  # a limit that no parser expects
    with pytest.raises(Refused, match="rows"):
        worker.parse("csv", b"a,b,c\n1,2,3\n")
    worker.close()


def test_a_parse_that_takes_too_long_is_ended() -> None:
    worker = Worker(DEFAULTS)
    slow = pdf([Sheet().lines(50, 800, ["words " * 15] * 50) for _ in range(400)])
    with pytest.raises(Refused, match=r"longer than 0.05 s"):
        worker.parse("pdf", slow, 0.05)
    assert worker.parse("text", b"Words.").text == "Words."
    worker.close()


@pytest.mark.slow
def test_a_parse_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    limits = replace(DEFAULTS, memory_bytes=400_000_000, line_characters=10**9)
    assert "memory" in refusal(tmp_path / "wide.txt", "条例 " * 25_000_000, limits)


def test_one_process_serves_many_files(tmp_path: Path) -> None:
    one(tmp_path / "a.txt", "Words.")
    first = worker_for(DEFAULTS)._process
    one(tmp_path / "b.txt", "Words.")
    assert worker_for(DEFAULTS)._process is first


# What the real documents must give: format, pages, articles that begin a line.
_ZH = re.compile(r"^第[一二三四五六七八九十百零]+条[\s　]?", re.M)
_EN = re.compile(r"^Article \d+\b", re.M)
REAL = [
    ("regulations/sz-ai-industry-promotion-regulations-2022.zh.md", "markdown", 0, _ZH, 73),
    ("regulations/derived-sz-ai-regulations-2022.zh.docx", "docx", 0, _ZH, 73),
    ("regulations/sz-data-regulations-2021.zh.md", "markdown", 0, _ZH, 100),
    ("regulations/cn-cybersecurity-law-2016-superseded.zh.md", "markdown", 0, _ZH, 79),
    ("regulations/cn-cybersecurity-law-2025-amended.zh.md", "markdown", 0, _ZH, 81),
    ("regulations/cn-generative-ai-interim-measures-2023.zh.md", "markdown", 0, _ZH, 24),
    ("regulations/cn-generative-ai-interim-measures-2023.cac.html", "html", 0, _ZH, 24),
    ("regulations/derived-cn-generative-ai-interim-measures-2023.zh.two-column.pdf", "pdf", 2, _ZH, 24),
    ("regulations/derived-cn-generative-ai-interim-measures-2023.gb18030.txt", "text", 0, _ZH, 24),
    ("regulations/cn-generative-ai-interim-measures-2023.en.casi.txt", "text", 0, _EN, 24),
    ("regulations/cn-network-data-security-regulations-2024.en.moj.pdf", "pdf", 24, _EN, 64),
    ("regulations/eu-ai-act-2024-1689.oj.en.pdf", "pdf", 144, re.compile(r"^Article \d+$", re.M), 113),
    ("regulations/eu-ai-act-2024-1689.oj.en.pdf", "pdf", 144, re.compile(r"^ANNEX [IVX]+$", re.M), 13),
    ("guidance/tw-genai-guidelines-2023.zh-Hant.odt", "odt", 0, re.compile("^[一二三四五六七八九十]、", re.M), 10),
    ("guidance/tw-genai-guidelines-2023.zh-Hant.pdf", "pdf", 2, re.compile("^[一二三四五六七八九十]、", re.M), 10),
    ("measures/gz-tianhe-hkmacao-youth-startup-measures-2023.html", "html", 0, _ZH, 13),
    ("measures/bj-industry-policy-guide-2024.zh.pdf", "pdf", 331, re.compile("^依据文件: ", re.M), 145),
    ("guidance/us-nist-ai-600-1-genai-profile.pdf", "pdf", 64, re.compile(r"^Action ID: [A-Z]{2}-\d", re.M), 211),
]


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "form", "pages", "pattern", "count"), REAL, ids=[f"{r[0].split('/')[1]}-{r[4]}" for r in REAL]
)
def test_real_documents_lose_no_article(name: str, form: str, pages: int, pattern: re.Pattern[str], count: int) -> None:
    (source,) = read_sources(POLICY / name)
    assert (source.format, len(source.pages)) == (form, pages)
    assert len(pattern.findall(source.text)) == count


@pytest.mark.slow
@pytest.mark.shared
def test_every_recital_of_the_ai_act_begins_a_line() -> None:
    (source,) = read_sources(POLICY / "regulations/eu-ai-act-2024-1689.oj.en.pdf")
    found = [
        int(number) for number in re.findall(r"^\((\d+)\) ", source.text[: source.text.index("\nArticle 1\n")], re.M)
    ]
    assert found == list(range(1, 181))


@pytest.mark.shared
def test_words_of_an_act_that_are_struck_through_are_marked() -> None:
    (source,) = read_sources(POLICY / "regulations/us-co-sb25b-004-delay.pdf")
    assert source.text.count("~~February 1, 2026~~ JUNE 30, 2026") >= 12
    assert not re.search(r"(?<!~~)February 1, 2026(?!~~)", source.text)


@pytest.mark.shared
def test_the_page_with_no_content_under_a_pdfs_name_is_refused() -> None:
    with pytest.raises(Unreadable, match="an HTML page with no content under a PDF name"):
        list(read_sources(POLICY / "regulations/hk-pdpo-broken-capture.pdf"))


@pytest.mark.slow
@pytest.mark.shared
def test_the_scan_gives_every_article_or_says_what_is_missing() -> None:
    path = POLICY / "regulations/derived-sz-ai-regulations-2022.zh.scan-no-text.pdf"
    if "chi_sim" not in languages():
        with pytest.raises(Unreadable, match="install tesseract-ocr with chi_sim"):
            list(read_sources(path))
        pytest.skip("tesseract-ocr with chi_sim is not installed: its articles were not counted")
    (source,) = read_sources(path)
    assert len(_ZH.findall(source.text)) == 73


OF_THEIR_OWN = ("scan-no-text", "broken-capture")  # these have tests of their own
WHOLE = [path for path in sorted(POLICY.glob("*/*")) if not any(part in path.name for part in OF_THEIR_OWN)]


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.name)
def test_pages_and_headings_fit_the_text(path: Path) -> None:
    (source,) = read_sources(path)
    assert not re.search("[\0\ufeff\u200b\ufffe]", source.text)
    assert not re.search(r"\n{3,}", source.text)
    ends = [0, *(page.end for page in source.pages)]
    assert [page.start for page in source.pages] == ends[:-1]
    assert not source.pages or ends[-1] == len(source.text)
    assert all(source.text[each.start : each.end].strip() for each in source.headings)


def test_wrapped_lines_are_joined_and_lines_that_mean_something_stay(tmp_path: Path) -> None:
    wrapped = (
        "The training voucher pays at most 50 % of the contract. The cap of the training\n"
        "voucher is 10 million yuan for each applicant.\n"
        "1. The first condition is that the applicant is registered in the city and pays\n"
        "   its taxes there.\n"
        "2. The second condition.\n"
        "Source: the bureau's own page on the measure, as it stood on that day\n"
        "Contact: the office\n\n"
        "训力券的资助不超过算力服务合同额的百分之五十，初创企业为百分之六十，每个申请人\n最高一千万元。\n"
    )
    for name in ("a.md", "a.txt"):
        path = tmp_path / name
        path.write_text(wrapped, "utf-8")
        text = next(read_sources(path)).text
        assert "The cap of the training voucher is 10 million yuan" in text
        assert "and pays its taxes there.\n2. The second" in text
        assert "\n1. The first" in text
        assert "\nContact: the office" in text
        assert "每个申请人最高一千万元" in text
