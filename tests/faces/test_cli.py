"""The commands as a person runs them: real processes, their output, exit codes and plain error lines."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from places import PROJECT

pytestmark = pytest.mark.slow

TEXT = """---
title: Measures of Testville
kind: measure
issued: 2024-12-18
---
# Measures of Testville

## Training voucher

The training voucher pays at most 50 % of the contract. The cap is 10 million yuan for each applicant.
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files and a library made from them by ingest.py."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "files").mkdir()
    (folder / "files" / "measures.md").write_text(TEXT, "utf-8")
    done = run(folder, "ingest", "files", "--library", "library", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["added"], report["updated"], report["unchanged"], report["removed"]) == (1, 0, 0, 0)
    assert report["failed"] == []
    [document] = report["documents"]
    assert (document["title"], document["kind"], document["language"]) == ("Measures of Testville", "measure", "en")
    return folder


def run(folder: Path, *arguments: str, stdin: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assistant", *arguments]
    if arguments[0] == "ingest":
        command = [sys.executable, str(PROJECT / "ingest.py"), *arguments[1:]]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8", **extra}
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, input=stdin, env=environment, timeout=120
    )


def fails_plainly(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    for word in words:
        assert word in lines[0]


def test_ask_prints_an_answer_with_its_sources(place: Path) -> None:
    done = run(place, "ask", "What is the cap of the training voucher?", "--library", "library")
    assert done.returncode == 0
    assert "10 million yuan" in done.stdout
    assert "[measures.md]" in done.stdout


def test_ask_json_has_the_contract_shape(place: Path) -> None:
    done = run(place, "ask", "What is the cap of the training voucher?", "--library", "library", "--json")
    answer = json.loads(done.stdout)
    for name in (
        "id",
        "question",
        "status",
        "answer",
        "language",
        "as_of",
        "model",
        "seconds",
        "sentences",
        "citations",
    ):
        assert name in answer
    for name in ("conflicts", "notes", "closest"):
        assert isinstance(answer[name], list)
    assert answer["status"] == "quotes"
    citation = next(citation for citation in answer["citations"][:2] if "10 million yuan" in citation["quote"])
    assert set(citation) >= {
        "marker", "document", "title", "kind", "authority", "status", "issuer", "issued", "page", "section", "quote",
        "url",
    }  # fmt: skip
    assert set(answer["sentences"][0]) >= {"text", "citations", "verdict", "why"}


def test_batches_print_a_line_an_answer(place: Path) -> None:
    lines = '{"id": "a", "question": "What is the cap?"}\n\n{"id": "b", "question": "How is Peking duck roasted?"}\n'
    (place / "questions.jsonl").write_text(lines, "utf-8")
    done = run(place, "ask", "--batch", "questions.jsonl", "--library", "library")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b"]
    assert answers[1]["status"] == "no_evidence"
    done = run(place, "search", "--batch", "-", "--library", "library", stdin=lines)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b"]


def test_a_bad_line_of_a_batch_is_told_and_the_others_go_on(place: Path) -> None:
    lines = 'no JSON\n["a list"]\n{"id": "b", "question": " "}\n{"id": "c", "question": "What is the cap?"}\n'
    done = run(place, "search", "--batch", "-", "--library", "library", stdin=lines)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["c"]
    assert [f"line {number}: not a line" in done.stderr for number in (1, 2, 3)] == [True] * 3
    assert done.returncode == 1


def test_progress_is_told_where_nothing_is_drawn(place: Path) -> None:
    done = run(place, "ingest", "files", "--library", "told")
    assert "reading" in done.stderr
    assert "finishing" in done.stderr
    assert "\x1b" not in done.stderr


def test_a_model_without_a_key_is_told_at_once(place: Path) -> None:
    began = time.monotonic()
    done = run(place, "ask", "What is the cap of the voucher?", "--model", "gpt-5-mini", "--library", "library")
    assert "OPENAI_API_KEY" in done.stdout
    assert time.monotonic() - began < 25


def test_search_json_is_a_list_of_passages(place: Path) -> None:
    done = run(place, "search", "训力券", "-k", "3", "--library", "library", "--json")
    [hit, *_] = json.loads(done.stdout)
    assert set(hit) >= {"document", "title", "kind", "language", "status", "page", "section", "text", "score"}
    assert hit["document"] == "measures.md"
    done = run(place, "search", "voucher", "--where", "kind=plan", "--library", "library", "--json")
    assert json.loads(done.stdout) == []


def test_library_commands(place: Path) -> None:
    listed = json.loads(run(place, "library", "list", "--library", "library", "--json").stdout)
    assert [record["document"] for record in listed] == ["measures.md"]
    shown = json.loads(run(place, "library", "show", "measures.md", "--library", "library", "--json").stdout)
    assert set(shown) == {"document", "sections", "relations"}
    assert any("Training voucher" in section["section"] for section in shown["sections"])
    assert shown["document"]["origin"]["title"] == "front matter"
    exported = run(place, "library", "export", "--library", "library").stdout.splitlines()
    assert [json.loads(line)["document"] for line in exported] == ["measures.md"]
    for command in ("list", "history"):
        assert run(place, "library", command, "--library", "library").returncode == 0


def test_remove_and_rollback(place: Path) -> None:
    (place / "more.md").write_text("# More\n\nMore text about something else.\n", "utf-8")
    assert run(place, "ingest", "more.md", "--library", "library").returncode == 0
    assert run(place, "library", "remove", "more.md", "--library", "library").returncode == 0
    names = [
        json.loads(line)["document"]
        for line in run(place, "library", "export", "--library", "library").stdout.splitlines()
    ]
    assert names == ["measures.md"]
    assert run(place, "library", "rollback", "--library", "library").returncode == 0
    assert len(run(place, "library", "export", "--library", "library").stdout.splitlines()) == 2
    history = json.loads(run(place, "library", "history", "--library", "library", "--json").stdout)
    assert [entry["current"] for entry in history] == [False, True, False]
    run(place, "library", "remove", "more.md", "--library", "library")


def test_ingest_names_refused_files_and_ends_with_one(place: Path) -> None:
    (place / "bad").mkdir()
    (place / "bad" / "broken.pdf").write_bytes(b"<html><body>Loading...</body></html>")
    done = run(place, "ingest", "bad", "--library", "other", "--json")
    assert done.returncode == 1
    [failure] = json.loads(done.stdout)["failed"]
    assert failure["path"].endswith("broken.pdf")
    assert failure["reason"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ingest", "nowhere", "--library", "library"), ("nowhere does not exist",)),
        (("ask", "What?", "--library", "empty"), ("Nothing has been ingested", "policy-assistant ingest")),
        (("library", "show", "mesures.md", "--library", "library"), ("Did you mean measures.md",)),
        (("search", "x", "--where", "color=red", "--library", "library"), ("color", "kind")),
        (("search", "x", "--where", "kind=poem", "--library", "library"), ("law, regulation",)),
        (("ask", "x", "--as-of", "yesterday", "--library", "library"), ("2026-11-21",)),
        (("ask", "--library", "library"), ("--batch",)),
        (("ask", "--batch", "nothing.jsonl", "--library", "library"), ("nothing.jsonl", "cannot be read")),
        (("ask", "x", "--nonsense"), ("--nonsense",)),
        (("ask", " ", "--library", "library"), ("question is empty",)),
        (("serve", "--port", "99999"), ("--port", "65535")),
    ],
)
def test_wrong_usage_is_one_plain_line(place: Path, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    fails_plainly(run(place, *arguments), 2, *words)


def test_a_bad_setting_is_one_plain_line(place: Path) -> None:
    fails_plainly(
        run(place, "library", "list", POLICY_ASSISTANT_EMBEDDINGS="magic"), 2, "POLICY_ASSISTANT_EMBEDDINGS", "magic"
    )
    fails_plainly(
        run(place, "library", "list", POLICY_ASSISTANT_COLOUR="red"), 2, "Unknown setting POLICY_ASSISTANT_COLOUR"
    )


def test_other_embeddings_are_refused_with_the_way_to_rebuild(place: Path) -> None:
    manifest = next((place / "library" / "generations").rglob("manifest.json"))
    for manifest in (place / "library" / "generations").rglob("manifest.json"):
        values = json.loads(manifest.read_text("utf-8"))
        kept = values["identity"]
        manifest.write_text(json.dumps({**values, "identity": "another-model"}), "utf-8")
    try:
        fails_plainly(run(place, "search", "x", "--library", "library"), 2, "another-model", "policy-assistant ingest")
        fails_plainly(run(place, "ingest", "files", "--library", "library"), 2, "another-model")
    finally:
        for manifest in (place / "library" / "generations").rglob("manifest.json"):
            values = json.loads(manifest.read_text("utf-8"))
            manifest.write_text(json.dumps({**values, "identity": kept}), "utf-8")


def test_a_port_in_use_is_one_plain_line(place: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        fails_plainly(run(place, "serve", "--port", str(port), "--library", "library"), 2, f"{port}", "in use")


def test_no_request_leaves_the_machine(place: Path, guarded_environment: dict[str, str], tmp_path: Path) -> None:
    """Ingest, ask and serve with a guard in every process: nothing but loopback is ever addressed."""
    log = Path(guarded_environment["NETWORK_GUARD_LOG"])
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "m.md").write_text(TEXT, "utf-8")

    def guarded(*arguments: str) -> None:
        command = [sys.executable, *arguments, "--library", str(tmp_path / "library")]
        done = subprocess.run(
            command, env=guarded_environment, capture_output=True, text=True, timeout=120, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr

    probe = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    refused = subprocess.run([sys.executable, "-c", probe], env=guarded_environment, capture_output=True, text=True)
    assert "the tests allow no connection" in refused.stderr, "the guard works"
    assert "192.0.2.1" in log.read_text("utf-8")
    log.unlink()

    guarded(str(PROJECT / "ingest.py"), "files")
    guarded("-m", "assistant", "ask", "What is the cap of the training voucher?")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port), "--library", str(tmp_path / "library")]
    with subprocess.Popen(command, env=guarded_environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as page:
        try:
            for _ in range(300):
                with socket.socket() as probe_socket:
                    if probe_socket.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            html = opener.open(f"http://127.0.0.1:{port}/", timeout=30).read().decode()
            assert "<html" in html
            time.sleep(1)
        finally:
            page.terminate()
            page.wait(20)
    assert not log.exists(), log.read_text("utf-8")


def test_check_marks_a_draft_and_says_what_is_wrong_with_it(place: Path) -> None:
    draft = "The training voucher pays at most 50 % of the contract. The cap is 20 million yuan for each applicant."
    done = run(place, "check", "-", "--library", "library", "--json", stdin=draft)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert [claim["verdict"] for claim in result["claims"]] == ["supported", "contradicted"]
    for claim in result["claims"]:
        assert draft[claim["start"] : claim["end"]] == claim["text"]
    assert result["citations"][0]["document"] == "measures.md"
    (place / "draft.txt").write_text(draft, "utf-8")
    assert run(place, "check", "draft.txt", "--library", "library", "-o", "checked.docx").returncode == 0
    assert (place / "checked.docx").read_bytes().startswith(b"PK")
    fails_plainly(run(place, "check", "nowhere.docx", "--library", "library"), 2, "nowhere.docx")
    empty = run(place, "check", "-", "--library", "library")
    assert "no claim that could be checked" in empty.stdout


def test_brief_writes_a_briefing_and_wants_a_question(place: Path) -> None:
    done = run(place, "brief", "What does the training voucher pay?", "--library", "library", "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert any("50 %" in one["text"] for section in result["sections"] for one in section["sentences"])
    assert result["fingerprint"]
    written = run(place, "brief", "What does the training voucher pay?", "--library", "library", "-o", "brief.docx")
    assert written.returncode == 0, written.stderr
    fails_plainly(run(place, "brief", " ?", "--library", "library"), 2, "question")
    fails_plainly(run(place, "brief", "What?", "--library", "library", "-o", "brief.pdf"), 2, ".docx")
