"""The answer log: one JSON line an answer, appended to `answers.jsonl` in the library's folder, never rewritten.

It holds what is needed to reproduce an answer: the question, the generation and passages (with hashes) it rests on, the
model and the version of its words, the verdicts and the time. Without the text of questions (a setting; the default
when the page is shared with others) a question is kept as a hash.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from assistant.models import prompts
from assistant.records import Answer, Filters

FILE = "answers.jsonl"


def entry(
    answer: Answer,
    asked: str,
    generation: str,
    filters: Filters,
    *,
    with_text: bool,
    drafting: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """One line of the log as JSON values; `drafting` tells how a model's answer came about, without its text."""
    text: dict[str, object] = {"question_sha256": hashed(answer.question)}
    if with_text:
        text |= {"question": answer.question, "asked": asked, "answer": answer.text}
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        **text,
        "as_of": answer.as_of,
        "filters": {name: value for name, value in asdict(filters).items() if value},
        "generation": generation,
        "status": answer.status,
        "model": answer.model,
        "prompts": prompts.VERSION if answer.model else None,
        "drafting": dict(drafting or {}),
        "passages": [
            {
                "marker": citation.marker,
                "document": citation.record.document,
                "document_sha256": citation.record.sha256,
                "passage": citation.passage.id,
                "passage_sha256": hashed(citation.passage.text),
                "quote_sha256": hashed(citation.quote),
            }
            for citation in answer.citations
        ],
        "verdicts": [
            {
                "sentence_sha256": hashed(sentence.text),
                "verdict": sentence.verdict,
                "why": sentence.why if with_text else "",
            }
            for sentence in answer.sentences
        ],
        "seconds": round(answer.seconds, 4),
    }


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def append(path: Path, line: dict[str, object]) -> None:
    """Add one line in a single write, so that lines of several processes never mix."""
    data = (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "replace")
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, data)
    finally:
        os.close(descriptor)
