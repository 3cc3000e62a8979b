"""Nearest vectors asked of a Chroma server: nothing is scanned here, and no vector is kept here.

Each language has a collection of its own, because a filter on the language costs many times the question. A search also
wants the mean and the spread of the nearness of a whole language: both follow from the mean vector m and the second
moments C of its vectors (q·m, and qᵀCq for the square), which lie beside them as vectors of the same width.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.library.server.building import MOMENTS

if TYPE_CHECKING:
    import numpy as np

    from assistant.library.index import Index

FEW = 2_000  # rows whose vectors are fetched and scored exactly rather than asked for with a filter


@dataclass(frozen=True, slots=True)
class Moments:
    """Of the vectors of a language: the mean (d,) and the second moments (d, d)."""

    mean: np.ndarray
    squares: np.ndarray

    def of(self, query: np.ndarray) -> tuple[float, float]:
        """Mean and standard deviation of the products of all vectors with `query`, (d,)."""
        mean = float(query @ self.mean)
        return mean, max(float(query @ self.squares @ query) - mean * mean, 0.0) ** 0.5


class ServerVectors:
    """The vectors of one generation on a server. Threads may share it."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._moments: dict[str, Moments] = {}

    def asked(self, query: np.ndarray, beside: Executor | None = None) -> Asked:
        """Whatever will be wanted of a question, (d,); nothing is asked of the server yet."""
        return Asked(self, query)

    def moments(self, language: str) -> Moments:
        import numpy as np

        if language not in self._moments:
            held = self.index.nearest(MOMENTS)
            mean = held.get(ids=[f"{language}-mean"], include=["embeddings"])["embeddings"][0]
            ids = [f"{language}-{number}" for number in range(len(mean))]
            page = held.get(ids=ids, include=["embeddings"])
            rows = dict(zip(page["ids"], page["embeddings"], strict=True))
            squares = np.array([rows[one] for one in ids], np.float64)
            self._moments[language] = Moments(np.asarray(mean, np.float64), squares)
        return self._moments[language]

    @cached_property
    def repeats(self) -> Mapping[int, list[int]]:
        """The rows that repeat the text of a row, by that row."""
        found: dict[int, list[int]] = {}
        for row, twin in enumerate(self.index.rows.twin.tolist()):
            if twin != row:
                found.setdefault(twin, []).append(row)
        return found

    @cached_property
    def pools(self) -> Mapping[str, int]:
        """How many rows each language has."""
        import numpy as np

        rows = self.index.rows
        counts = np.bincount(rows.language, minlength=len(rows.languages)).tolist()
        return dict(zip(rows.languages, counts, strict=True))


@dataclass(frozen=True, slots=True)
class Asked:
    """How near rows are to one question, as `vector_scan.Scanned` tells it."""

    vectors: ServerVectors
    query: np.ndarray
    known: dict[int, float] = field(default_factory=dict)  # scores by row, as they came

    def best(self, rows: np.ndarray, limit: int, language: str) -> np.ndarray:
        """The nearest of `rows`, which are of one language, best first."""
        import numpy as np

        index = self.vectors.index
        if len(rows) <= max(limit, FEW) and len(rows) < self.vectors.pools[language]:
            scores = self.exact(rows)
            chosen: np.ndarray = rows[np.argsort(-scores, kind="stable")[:limit]]
            return chosen
        where = None
        if len(rows) < self.vectors.pools[language]:
            names = [index.rows.documents[number] for number in np.unique(index.rows.document[rows])]
            where = {"document": {"$in": names}}
        held = index.nearest(language)
        page = held.query(query_embeddings=[self.query], n_results=limit, where=where, include=["distances"])
        for passage_id, distance in zip(page["ids"][0], page["distances"][0], strict=True):
            twin = index.row_of(passage_id)
            for row in (twin, *self.vectors.repeats.get(twin, ())):
                self.known[row] = 1.0 - float(distance)
        admitted = set(rows.tolist())
        found = sorted((row for row in self.known if row in admitted), key=lambda row: (-self.known[row], row))
        return np.array(found[:limit], np.int64)

    def exact(self, rows: np.ndarray) -> np.ndarray:
        """float32 (len(rows),)"""
        import numpy as np

        wanted = [row for row in rows.tolist() if row not in self.known]
        if wanted:
            scores = self.vectors.index.vectors(wanted) @ self.query
            self.known.update(zip(wanted, scores.tolist(), strict=True))
        return np.array([self.known[row] for row in rows.tolist()], np.float32)

    def spread(self, rows: np.ndarray, language: str) -> tuple[float, float]:
        """Mean and standard deviation of the scores of `rows`; of many that are not all, those of the language."""
        if len(rows) <= FEW and len(rows) < self.vectors.pools[language]:
            scores = self.exact(rows)
            return float(scores.mean()), float(scores.std())
        return self.vectors.moments(language).of(self.query)
