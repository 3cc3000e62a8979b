"""The answer log: appended whole, enough to reproduce an answer, without the question's words where that is wanted."""

from __future__ import annotations

import hashlib
import json
import stat
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from making import document, passages

from assistant import Assistant, Settings
from assistant.answering import logbook
from assistant.models import prompts
from assistant.records import (
    Answer,
    AnswerStatus,
    Citation,
    Filters,
    Kind,
    Sentence,
    Status,
    Verdict,
)

QUESTION = "Wie hoch ist der Höchstbetrag? 上限多少？"


def answer(model: str | None = None) -> Answer:
    made = document("measure.md", "The cap is 10 million yuan.")
    passage = passages(made)[0]
    citation = Citation(1, passage, made.record, Status.IN_FORCE, passage.text, 0)
    sentence = Sentence("The cap is 10 million yuan. [1]", (1,), Verdict.SUPPORTED, "verbatim")
    return Answer(
        QUESTION, AnswerStatus.QUOTES, sentence.text, "en", "2026-11-22", model, 0.123456, (sentence,), (citation,)
    )


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_an_entry_holds_what_reproduces_an_answer() -> None:
    line: dict[str, Any] = logbook.entry(
        answer("m"), "asked so", "g1", Filters(kind=(Kind.MEASURE,), since="2024"), with_text=True
    )
    assert line["question"] == QUESTION
    assert line["asked"] == "asked so"
    assert line["generation"] == "g1"
    assert line["model"] == "m"
    assert line["prompts"] == prompts.VERSION
    assert line["filters"] == {"kind": ("measure",), "since": "2024"}
    (passage,) = line["passages"]
    assert passage["document"] == "measure.md"
    assert passage["passage_sha256"] == passage["quote_sha256"] == sha256("The cap is 10 million yuan.")
    (verdict,) = line["verdicts"]
    assert verdict == {"sentence_sha256": sha256(answer().sentences[0].text), "verdict": "supported", "why": "verbatim"}
    assert line["seconds"] == 0.1235


def test_without_text_no_word_of_question_or_answer_is_kept() -> None:
    line = logbook.entry(answer(), QUESTION, "g1", Filters(), with_text=False)
    written = json.dumps(line, ensure_ascii=False)
    assert line["question_sha256"] == sha256(QUESTION)
    for word in ("Höchstbetrag", "上限", "10 million", "verbatim"):
        assert word not in written
    assert line["prompts"] is None


def test_lines_of_many_threads_never_mix(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"

    def write(n: int) -> None:
        for _ in range(20):
            logbook.append(path, {"n": n, "text": "字" * 500})

    writers = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert sorted(line["n"] for line in lines) == sorted([*range(8)] * 20)
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0  # questions are nobody else's


def test_a_lone_surrogate_does_not_stop_the_log(tmp_path: Path) -> None:
    logbook.append(tmp_path / "a.jsonl", {"question": "\ud800"})
    assert (tmp_path / "a.jsonl").read_text("utf-8").endswith("}\n")


@pytest.mark.parametrize(("shared", "log", "kept"), [(False, None, True), (True, None, False), (True, True, True)])
def test_every_answer_leaves_a_line_and_shared_ones_no_words(
    tmp_path: Path, shared: bool, log: bool | None, kept: bool
) -> None:
    (tmp_path / "a.md").write_text("# Voucher\n\nThe cap of the training voucher is 10 million yuan.\n", "utf-8")
    assistant = Assistant(Settings(library=tmp_path / "library", shared=shared, log_questions=log))
    assistant.ingest([tmp_path / "a.md"])
    for question in ("What is the cap of the training voucher?", "How tall is Mount Everest?"):
        assistant.ask(question, as_of=date(2026, 11, 22))
    lines = [json.loads(line) for line in (tmp_path / "library" / "answers.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == 2
    assert all(("question" in line) is kept for line in lines)
    assert lines[0]["generation"] == assistant.library.generation
