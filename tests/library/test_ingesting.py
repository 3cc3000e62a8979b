"""Ingest: only what changed is read and embedded; nothing is lost, doubled or mixed."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from pkgutil import resolve_name

import pytest
from libraries import check_whole
from places import SHARED
from word_embedder import WordEmbedder

from assistant.errors import EmbeddingFailed, MissingPath
from assistant.ingesting import READ_AHEAD, IngestReport, ingest, read_ahead
from assistant.library.generations import Library
from assistant.library.planning import fingerprint
from assistant.models.embedder.cache import CachedEmbedder
from assistant.reading import read_documents
from assistant.reading.record import describing
from assistant.settings import Settings

VOUCHER = """---
title: Training voucher rules
kind: measure
issued: 2024-12-18
---
# Training voucher rules

## Rate

The training voucher pays at most 50 % of the contract.

## Cap

The cap is 10 million yuan for each applicant.
"""
PLAN = """# 人工智能行动计划

一、总体目标

到2026年，人工智能企业超过3000家。

二、重点任务

建设城市级算力调度平台。
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "voucher.md").write_text(VOUCHER, "utf-8")
    (folder / "plan.md").write_text(PLAN, "utf-8")
    (folder / "README.md").write_text("What lies here", "utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path, embedder) -> Library:
    return Library(Settings(library=tmp_path / "library"), embedder.identity)


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed


def test_a_second_run_reads_and_embeds_nothing(files: Path, library: Library, embedder) -> None:
    first = ingest(library, embedder, [files])
    assert counts(first) == (2, 0, 0, 0)
    assert first.skipped == (str(files / "README.md"),)
    check_whole(library)
    generation, embedded = library.generation, len(embedder.embedded)
    second = ingest(library, embedder, [files])
    assert counts(second) == (0, 0, 2, 0)
    assert len(embedder.embedded) == embedded
    assert library.generation == generation, "unchanged input makes no new generation"


def test_a_changed_file_replaces_its_passages(files: Path, library: Library, embedder) -> None:
    ingest(library, embedder, [files])
    (files / "voucher.md").write_text(VOUCHER.replace("10 million", "12 million"), "utf-8")
    report = ingest(library, embedder, [files])
    assert counts(report) == (0, 1, 1, 0)
    check_whole(library)
    texts = " ".join(passage.text for passage in library.index.passages(range(len(library.index.rows))))
    assert "12 million" in texts
    assert "10 million" not in texts


def test_a_renamed_file_is_recognised_and_not_embedded_again(
    files: Path, library: Library, tmp_path: Path, embedder
) -> None:
    cached = CachedEmbedder(embedder, tmp_path / "cache.sqlite")
    ingest(library, cached, [files])
    embedded = len(embedder.embedded)
    (files / "voucher.md").rename(files / "training-voucher.md")
    report = ingest(library, cached, [files])
    assert report.renamed == ((str(files / "voucher.md"), str(files / "training-voucher.md")),)
    assert counts(report) == (0, 1, 1, 0)
    assert set(library.index.records) == {"training-voucher.md", "plan.md"}
    assert len(embedder.embedded) == embedded
    check_whole(library)


def test_the_same_content_twice_is_one_document_with_two_paths(files: Path, library: Library, embedder) -> None:
    shutil.copy(files / "plan.md", files / "copy.md")
    report = ingest(library, embedder, [files])
    assert counts(report) == (2, 0, 0, 0)
    assert report.same == ((str(files / "plan.md"), "copy.md"),)
    record = library.index.records["copy.md"]
    assert (record.path, record.also_at) == (str(files / "copy.md"), (str(files / "plan.md"),))
    (files / "copy.md").unlink()
    report = ingest(library, embedder, [files], prune=True)
    assert library.index.records["copy.md"].path == str(files / "plan.md")
    check_whole(library)


def test_prune_removes_what_is_gone_from_the_given_folders_only(
    files: Path, tmp_path: Path, library: Library, embedder
) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nSome other text that stays.\n", "utf-8")
    ingest(library, embedder, [files, other])
    (files / "plan.md").unlink()
    other.unlink()
    assert counts(ingest(library, embedder, [files])) == (0, 0, 1, 0)
    assert "plan.md" in library.index.records
    assert counts(ingest(library, embedder, [files], prune=True)) == (0, 0, 1, 1)
    assert set(library.index.records) == {"voucher.md", "other.md"}
    check_whole(library)


def test_two_files_of_one_name_are_two_documents(files: Path, library: Library, embedder) -> None:
    (files / "more").mkdir()
    (files / "more" / "plan.md").write_text("# Another plan\n\nIt says something else entirely.\n", "utf-8")
    ingest(library, embedder, [files])
    assert set(library.index.records) == {"voucher.md", "plan.md", "more/plan.md"} or set(library.index.records) == {
        "voucher.md",
        "plan.md",
        "files/plan.md",
    }
    check_whole(library)


def test_near_duplicates_are_reported(files: Path, library: Library, embedder) -> None:
    body = " ".join(f"Sentence number {n} says what the office of district {n % 7} has to do." for n in range(60))
    (files / "a.txt").write_text(body, "utf-8")
    (files / "b.txt").write_text(body.replace("number 30", "number thirty"), "utf-8")
    report = ingest(library, embedder, [files])
    assert [(one, other) for one, other, _ in report.alike] == [("a.txt", "b.txt")]
    assert 0.8 <= report.alike[0][2] < 1


def test_a_file_that_became_unreadable_keeps_its_last_version(files: Path, library: Library, embedder) -> None:
    ingest(library, embedder, [files])
    (files / "plan.md").write_bytes(b"")
    report = ingest(library, embedder, [files])
    assert [failure.path for failure in report.failed] == [str(files / "plan.md")]
    assert "the version read before is kept" in report.failed[0].reason
    assert "plan.md" in library.index.records
    check_whole(library)


STEPS = [
    "assistant.reading.sources.read_sidecar",
    "assistant.reading.sources.format_of",
    "assistant.reading.process.worker.Worker.parse",
    "assistant.reading.structure.outline.outline",
    "assistant.reading.structure.outline.lines_of",
    "assistant.reading.record.describing.describe",
    *(f"assistant.reading.record.describing.STEPS.{number}" for number in range(len(describing.STEPS))),
    "assistant.ingesting.read_documents",
    "assistant.ingesting.split",
]


@pytest.mark.parametrize("step", STEPS)
def test_whatever_step_fails_on_a_file_the_others_are_read_and_its_last_version_is_kept(
    step: str, files: Path, library: Library, embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(library, embedder, [files])
    for name in ("plan.md", "voucher.md"):
        (files / name).write_text((files / name).read_text("utf-8") + "\nAnd more.\n", "utf-8")
    fails_once(step, monkeypatch)
    report = ingest(library, embedder, [files])
    assert [failure.path for failure in report.failed] == [str(files / "plan.md")]
    assert "makes the reader fail (ValueError: a fault)" in report.failed[0].reason
    assert "the version read before is kept" in report.failed[0].reason
    assert counts(report) == (0, 1, 1, 0)
    assert "And more." in library.index.document("voucher.md").text
    assert "And more." not in library.index.document("plan.md").text
    check_whole(library)


def fails_once(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a step of reading fail the first time that it is taken, which is on the first file."""
    place, _, number = step.rpartition(".")
    real: Callable[..., object] = describing.STEPS[int(number)] if number.isdigit() else resolve_name(step)
    calls = count()

    def failing(*args: object, **named: object) -> object:
        if next(calls) == 0:
            raise ValueError("a fault")
        return real(*args, **named)

    if number.isdigit():
        steps = [*describing.STEPS[: int(number)], failing, *describing.STEPS[int(number) + 1 :]]
        monkeypatch.setattr(place, tuple(steps))
    else:
        monkeypatch.setattr(step, failing)


@pytest.mark.shared
@pytest.mark.parametrize("case", ["long-file-name", "notice-named-file-skipped"])
def test_no_name_makes_a_policy_unread(case: str, library: Library, embedder) -> None:
    folder = SHARED / "cases" / case
    report = ingest(library, embedder, [folder])
    assert report.failed == ()
    skipped = {Path(path).name for path in report.skipped}
    assert {Path(item.path).name for item in report.documents} == {path.name for path in folder.iterdir()} - skipped


def test_a_licence_and_what_describes_a_folder_are_left_out_by_name(files: Path, library: Library, embedder) -> None:
    (files / "LICENSE").write_text("MIT License\n\nPermission is hereby granted, free of charge …", "utf-8")
    (files / "notice.md").write_text("# Notice\n\nApplications close on 1 May 2026.", "utf-8")
    report = ingest(library, embedder, [files])
    assert {Path(path).name for path in report.skipped} == {"README.md", "LICENSE"}
    assert "notice.md" in library.index.records


def test_a_missing_path_touches_nothing(files: Path, library: Library, embedder) -> None:
    with pytest.raises(MissingPath, match="does not exist"):
        ingest(library, embedder, [files, files / "nowhere"])
    assert not library.exists


def test_a_refused_embedding_leaves_the_old_library_whole(
    files: Path, library: Library, tmp_path: Path, embedder
) -> None:
    ingest(library, embedder, [files])
    generation = library.generation
    (files / "new.md").write_text("# New\n\nA new text that cannot be embedded just now.\n", "utf-8")

    class Refusing(WordEmbedder):
        def embed_passages(self, texts):
            raise EmbeddingFailed("the embeddings server refused")

    with pytest.raises(EmbeddingFailed):
        ingest(library, Refusing(), [files])
    assert library.generation == generation
    check_whole(library)
    assert counts(ingest(library, embedder, [files])) == (1, 0, 2, 0)


def test_files_are_read_ahead_in_their_order_and_no_further_than_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / f"{number:02}.md" for number in range(3 * READ_AHEAD)]
    for path in paths:
        path.write_text(f"# Title {path.stem}\n\nA sentence about {path.stem}.\n", "utf-8")
    prints = [fingerprint(path) for path in paths]
    paths[1].write_bytes(b"\x7fELF\x00\x01\x02")  # cannot be read
    paths[2].write_text("# Changed since it was planned\n\nA sentence.\n", "utf-8")
    opened: list[str] = []

    def noted(path: Path):
        opened.append(path.name)
        return read_documents(path)

    monkeypatch.setattr("assistant.ingesting.read_documents", noted)
    files = read_ahead([(str(path), print_) for path, print_ in zip(paths, prints, strict=True)])
    first, refused, changed, fourth = (next(files) for _ in range(4))
    files.close()
    assert [Path(read.path).name for read in (first, refused, changed, fourth)] == ["00.md", "01.md", "02.md", "03.md"]
    assert first.fingerprint == prints[0]
    assert first.refused is None
    assert refused.refused is not None
    assert not refused.documents
    assert changed.documents
    assert changed.fingerprint == ""
    assert 4 <= len(opened) <= 4 + READ_AHEAD  # and none after the caller has gone


KILLED = """
import sys, time
from pathlib import Path
from word_embedder import WordEmbedder
from assistant.models.embedder.cache import CachedEmbedder
from assistant.ingesting import ingest
from assistant.library.generations import Library
from assistant.settings import Settings

embedder = WordEmbedder()
library = Library(Settings(library=Path({library!r})), embedder.identity)
print("ready", flush=True)
ingest(library, CachedEmbedder(embedder, Path({library!r}) / "embeddings.sqlite"), [Path({files!r})])
print("done", flush=True)
"""


@pytest.mark.slow
def test_killed_at_random_moments_the_library_stays_whole(
    tmp_path: Path, embedder, guarded_environment: dict[str, str]
) -> None:
    files, folder = tmp_path / "files", tmp_path / "library"
    files.mkdir()
    folder.mkdir()
    for n in range(30):
        (files / f"{n}.md").write_text(
            f"# Text {n}\n\n" + "\n\n".join(f"## Part {m}\n\nPart {m} of {n}." for m in range(8)), "utf-8"
        )
    library = Library(Settings(library=folder), embedder.identity)
    ingest(library, embedder, [files / f"{n}.md" for n in range(10)])
    before = set(library.index.records)
    command = [sys.executable, "-c", KILLED.format(library=str(folder), files=str(files))]
    chance = random.Random(7)
    killed = 0
    for _ in range(20):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=guarded_environment) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0, 1.2))
            process.send_signal(signal.SIGKILL)
            killed += process.stdout.read() != "done\n"
        seen = Library(Settings(library=folder), embedder.identity)
        assert set(seen.index.records) in (before, {f"{n}.md" for n in range(30)})
        check_whole(seen)
        if len(seen.index.records) == 30:  # done: start again from ten
            for path in files.iterdir():
                path.write_text(path.read_text("utf-8") + "\n\nAnd one more sentence.\n", "utf-8")
            before = {f"{n}.md" for n in range(30)}
        seen.close()
    assert killed >= 5, "the kills came too late to mean anything"
    final = Library(Settings(library=folder), embedder.identity)
    ingest(final, embedder, [files])
    assert len(final.index.records) == 30
    check_whole(final)
    assert not list((folder / "generations").glob(".building-*"))
    with sqlite3.connect(folder / "embeddings.sqlite") as cache:
        assert cache.execute("pragma integrity_check").fetchone() == ("ok",)
