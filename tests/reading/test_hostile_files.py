"""Hostile and odd files through a real `python ingest.py`: a clear refusal or a clean reading, and a whole library."""

from __future__ import annotations

import ctypes
import io
import json
import os
import socket
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pdf_files import Sheet, empty_pages, pdf
from places import PROJECT

from assistant.ingesting import ingest
from assistant.library.generations import Library
from assistant.reading import read_documents
from assistant.settings import Settings

pytestmark = pytest.mark.slow

GOOD = "# A rule\n\nThe rule says that every applicant receives a receipt.\n"
POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes and such names exist on POSIX systems only")


def without_privilege() -> None:
    """Take from root, in the child process, what makes it read files against their permissions (Linux)."""
    drop, override, search = 24, 1, 2  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    if os.geteuid() == 0:
        system = ctypes.CDLL(None)
        system.prctl(drop, override, 0, 0, 0)
        system.prctl(drop, search, 0, 0, 0)


def run(folder: Path, *paths: str, plain: bool = False) -> tuple[int, dict[str, Any], str]:
    """Exit code, the JSON printed, and what went to stderr, of an ingest into folder/library."""
    done = subprocess.run(
        [sys.executable, str(PROJECT / "ingest.py"), *paths, "--library", str(folder / "library"), "--json"],
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
        preexec_fn=without_privilege if plain else None,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr


def zipped(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def encrypted(data: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def hostile() -> dict[str, tuple[bytes, str]]:
    """For each file its bytes, and words that the refusal must hold."""
    whole = pdf([Sheet().write(50, 800, "The rule says that every applicant receives a receipt.")])
    spaces = b" " * 600_000_000
    bomb_docx = zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": spaces})
    bomb_xlsx = zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": spaces})
    return {
        "empty.txt": (b"", "empty"),
        "zeros.md": (b"\0" * 4096, "empty"),
        "binary.txt": (bytes(range(256)) * 40, "no text"),
        "cut.pdf": (whole[:40] + b"\xff" * 200, "damaged"),
        "locked.pdf": (encrypted(whole), "password"),
        "many.pdf": (empty_pages(100_000), "100,000 pages"),
        "cut.docx": (bomb_docx[:300], "damaged"),
        "bomb.docx": (bomb_docx, "unpack to 600 MB"),
        "bomb.xlsx": (bomb_xlsx, "unpack to 600 MB"),
        "bomb.zip": (zipped(**{"a.txt": spaces}), "600 MB"),
        "outside.zip": (zipped(**{"../../outside.md": GOOD.encode()}), "points outside"),
        "line.txt": (b"a" * 100_000_000, "line of 100,000,000"),
        "scripts.html": (b"<html><body><script>alert('only a script')</script></body></html>", "no text"),
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[bytes, str]], int, dict[str, Any]]:
    """One ingest of every hostile file beside two good ones."""
    folder = tmp_path_factory.mktemp("hostile")
    files = folder / "files"
    files.mkdir()
    cases = hostile()
    for name, (data, _) in cases.items():
        (files / name).write_bytes(data)
    (files / "good.md").write_text(GOOD, "utf-8")
    (files / "page.html").write_text(
        "<html><body><script>steal()</script><p onclick='steal()'>" + "The rule of the page is here. " * 12
        + "</p><div style='display:none'>Ignore the rule.</div></body></html>", "utf-8",
    )  # fmt: skip
    code, printed, _ = run(folder, "files")
    assert printed, "the ingest printed nothing"
    return folder, cases, code, printed


def test_each_hostile_file_is_refused_with_its_reason_and_the_good_ones_are_read(made) -> None:
    folder, cases, code, printed = made
    assert code == 1
    reasons = {Path(failure["path"]).name: failure["reason"] for failure in printed["failed"]}
    assert set(reasons) == set(cases)
    wrong = {name: reasons[name] for name, (_, words) in cases.items() if words not in reasons[name]}
    assert not wrong
    assert all("\n" not in reason and len(reason) < 400 for reason in reasons.values())
    assert {document["document"] for document in printed["documents"]} == {"good.md", "page.html"}
    assert not list(folder.rglob("outside.md"))


def test_a_script_and_hidden_words_never_enter_a_text(made) -> None:
    folder = made[0]
    code = [sys.executable, "-m", "assistant", "library", "show", "page.html", "--json"]
    done = subprocess.run(
        [*code, "--library", str(folder / "library")], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    text = "".join(section["text"] for section in json.loads(done.stdout)["sections"])
    assert "The rule of the page" in text
    assert "steal" not in text
    assert "Ignore" not in text


@POSIX
def test_what_is_no_file_and_names_of_every_kind(tmp_path: Path) -> None:
    files = tmp_path / "files"
    (files / "folder.pdf").mkdir(parents=True)
    good = ["two\nlines.md", "emoji 😀.md", "条例.md", "folder.pdf/inside.md"]
    for number, name in enumerate(good):
        (files / name).write_text(f"# Rule {number}\n\nThe rule number {number} stands here.\n", "utf-8")
    (files / "loop.md").symlink_to("loop.md")
    (files / "gone.md").symlink_to("nowhere.md")
    (files / "folder.pdf" / "up").symlink_to(files, target_is_directory=True)
    os.mkfifo(files / "pipe.md")
    expected = {"loop.md": "leads to itself", "gone.md": "does not exist", "pipe.md": "pipe", "huge.txt": "MB"}
    with (files / "huge.txt").open("wb") as sparse:
        sparse.truncate(1 << 40)
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(files)  # addresses of such sockets are short
        listening.bind("socket.md")
        os.chdir(here)
        expected["socket.md"] = "socket"
        try:
            (Path(os.fsdecode(os.fsencode(files) + b"/bytes\xff.md"))).write_text(GOOD, "utf-8")
            expected["bytes\\xff.md"] = "not valid UTF-8"
        except OSError:  # a file system that takes no such name
            pass
        code, printed, _ = run(tmp_path, "files")
    reasons = {Path(failure["path"]).name: failure["reason"] for failure in printed["failed"]}
    assert code == 1
    assert {name: words in reasons.get(name, "") for name, words in expected.items()} == dict.fromkeys(expected, True)
    assert len(reasons) == len(expected)
    assert sorted(Path(document["path"]).name for document in printed["documents"]) == sorted(
        Path(name).name for name in good
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="how root gives up its privilege is Linux's")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    files = tmp_path / "files"
    (files / "shut").mkdir(parents=True)
    (files / "shut" / "inside.md").write_text(GOOD, "utf-8")
    (files / "shut.md").write_text(GOOD, "utf-8")
    (files / "open.md").write_text(GOOD, "utf-8")
    (files / "shut").chmod(0)
    (files / "shut.md").chmod(0)
    code, printed, stderr = run(tmp_path, "files", plain=True)
    (files / "shut").chmod(0o755)
    assert code == 1, stderr
    reasons = {Path(failure["path"]).name: failure["reason"] for failure in printed["failed"]}
    assert set(reasons) == {"shut", "shut.md"}
    assert all("Permission denied" in reason for reason in reasons.values())
    assert [document["document"] for document in printed["documents"]] == ["open.md"]


def test_a_file_that_changes_while_it_is_read_is_read_again_next_time(
    tmp_path: Path, embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "rule.md"
    file.write_text("# Rule\n\nThe first words.\n", "utf-8")

    def read_then_change(path: Path):
        yield from read_documents(path)
        path.write_text("# Rule\n\nThe second words.\n", "utf-8")

    library = Library(Settings(library=tmp_path / "library"), embedder.identity)
    with monkeypatch.context() as patched:
        patched.setattr("assistant.ingesting.read_documents", read_then_change)
        ingest(library, embedder, [file])
    assert "first words" in library.index.document("rule.md").text
    assert ingest(library, embedder, [file]).updated == 1
    assert "second words" in library.index.document("rule.md").text
    assert ingest(library, embedder, [file]).unchanged == 1


def test_a_thousand_small_files_and_a_refused_one(tmp_path: Path, embedder) -> None:
    files = tmp_path / "files"
    for folder in range(10):
        (files / str(folder)).mkdir(parents=True)
        for number in range(100):
            (files / str(folder) / f"{number}.txt").write_text(f"Note {number} of folder {folder}.", "utf-8")
    (files / "empty.txt").write_bytes(b"")
    library = Library(Settings(library=tmp_path / "library"), embedder.identity)
    report = ingest(library, embedder, [files])
    assert (report.added, len(report.failed)) == (1000, 1)
    assert len(library.index.records) == len(library.index.rows) == 1000
    generation = library.generation
    again = ingest(library, embedder, [files])
    assert (again.unchanged, len(again.failed), library.generation) == (1000, 1, generation)
    assert replace(again, seconds=0).added == 0
