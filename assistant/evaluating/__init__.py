"""A data set folder → metrics: retrieval, refusing, supporting.

The kind of a folder is told by the rows of its query file; `evaluate` returns a Report with the figures and with the
configuration that made them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.evaluating.folders import kind_of, query_file, read_rows

if TYPE_CHECKING:
    from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Report:
    """What `evaluate` found: metrics by name, 0–1 unless the name ends in "_ms"; `seconds` of the whole run."""

    kind: str
    folder: str
    queries: str
    metrics: dict[str, float]
    config: dict[str, Any]
    seconds: float


def evaluate(folder: Path, settings: Settings, *, queries: Path | None = None) -> Report:
    """Score the data set in `folder`; `queries` picks one query file where there are several.

    Questions with expected answers are asked of the library of the settings. Raises UsageError when the folder holds no
    data set of a known kind.
    """
    began = time.perf_counter()
    path = query_file(folder, queries)
    rows = read_rows(path)
    kind = kind_of(path, rows)
    config: dict[str, Any] = {"rows": len(rows)}
    if kind == "retrieval":
        from assistant.evaluating.retrieval import score_retrieval

        metrics = score_retrieval(folder, rows, settings, config)
    elif kind == "refusal":
        from assistant.evaluating.refusal import score_refusal

        metrics = score_refusal(rows, settings, config)
    elif kind == "support":
        from assistant.evaluating.support import score_support

        metrics = score_support(rows, settings, config)
    else:
        from assistant.evaluating.answers import score_answers
        from assistant.evaluating.people_requests import score_requests

        metrics = (score_requests if kind == "requests" else score_answers)(rows, settings, config)
    return Report(kind, folder.name, path.name, metrics, config, time.perf_counter() - began)
