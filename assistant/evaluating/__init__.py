"""A data set folder → metrics: retrieval, refusing, supporting.

The kind of a folder is told by the rows of its query file; `evaluate` returns a Report with the figures and with the
configuration that made them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.evaluating.folders import kind_of, query_file, read_rows

if TYPE_CHECKING:
    from assistant.embedding import Embedder
    from assistant.settings import Settings
    from assistant.storing.index import Index

# Whether a question is refused, asked of one document of an index: (index, embedder, question, document) → bool.
Refuses = Callable[["Index", "Embedder", str, str], bool]


@dataclass(frozen=True, slots=True)
class Report:
    """What `evaluate` found: metrics by name, 0–1 unless the name ends in "_ms"; `seconds` of the whole run."""

    kind: str
    folder: str
    queries: str
    metrics: dict[str, float]
    config: dict[str, Any]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The shape of the contract."""
        return {
            "kind": self.kind,
            "folder": self.folder,
            "queries": self.queries,
            "metrics": {name: round(value, 4) for name, value in self.metrics.items()},
            "config": self.config,
            "seconds": round(self.seconds, 1),
        }


def evaluate(
    folder: Path,
    settings: Settings,
    *,
    queries: Path | None = None,
    library: Path | None = None,
    refuses: Refuses | None = None,
) -> Report:
    """Score the data set in `folder`; `queries` picks one query file where there are several.

    `refuses` decides refusals (default: the estimate for a closed set of passages); questions with expected answers are
    asked of `library` (default: that of the settings). Raises UsageError when the folder holds no data set of a known
    kind.
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

        metrics = score_refusal(rows, settings, config, refuses)
    elif kind == "support":
        from assistant.evaluating.support import score_support

        metrics = score_support(rows, config)
    else:
        from assistant.evaluating.answers import score_answers

        metrics = score_answers(
            rows, settings if library is None else settings.model_copy(update={"library": library}), config
        )
    return Report(kind, folder.name, path.name, metrics, config, time.perf_counter() - began)
