"""Reading data set folders: which file holds the questions, of what kind they are, and the corpus rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.errors import MissingPath, UsageError

Row = dict[str, Any]  # rows come from outside, in several shapes; they end at the boundary of this package


def query_file(folder: Path, chosen: Path | None) -> Path:
    """The file of questions or claims: the one chosen (a path, or a name in the folder), else the only one."""
    if not folder.is_dir():
        raise MissingPath(f"{folder} is not a folder. Name a data set folder.")
    if chosen is not None:
        for path in (chosen, folder / chosen):
            if path.is_file():
                return path
        raise MissingPath(f"{chosen} does not exist, nor does it in {folder}.")
    found = sorted(path for path in folder.glob("*.jsonl") if not path.name.startswith("corpus"))
    if not found:
        raise UsageError(f"{folder} holds no file of questions or claims (*.jsonl).")
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise UsageError(f"{folder} holds several query files: pick one with --queries ({names}).")
    return found[0]


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSON Lines file. UsageError names the first line that is not a JSON object."""
    rows = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise UsageError(f"{path}, line {number}, is not JSON: {error.msg}.") from error
            if not isinstance(row, dict):
                raise UsageError(f"{path}, line {number}, is not a JSON object.")
            rows.append(row)
    if not rows:
        raise UsageError(f"{path} holds no rows.")
    return rows


def kind_of(path: Path, rows: list[Row]) -> str:
    """ "retrieval", "refusal", "support", "requests" or "answers", told by the fields of the rows."""
    fields = set().union(*(row.keys() for row in rows))
    if "gold_ids" in fields:
        return "retrieval"
    if {"answerable", "contexts"} <= fields:
        return "refusal"
    if "claim" in fields and "label" in fields:
        return "support"
    if "q" in fields and {"must_not", "documents"} & fields:
        return "requests"
    if "q" in fields and ({"must", "abstain"} & fields):
        return "answers"
    raise UsageError(f"{path}: its rows are of no known kind (they hold {', '.join(sorted(fields))}).")


def corpus_rows(folder: Path) -> list[Row]:
    """The rows of every corpus file of a folder, as one pool; each knows its file under "file"."""
    files = sorted(folder.glob("corpus*.jsonl"))
    if not files:
        raise UsageError(f"{folder} holds no corpus*.jsonl.")
    return [row | {"file": path.name} for path in files for row in read_rows(path)]


def question_fields(rows: list[Row]) -> list[str]:
    """ "text", or every "text_xx" where a set asks each question in several languages."""
    if all("text" in row for row in rows):
        return ["text"]
    fields = sorted({field for row in rows for field in row if field.startswith("text_")})
    if not fields:
        raise UsageError("The questions have no text.")
    return fields
