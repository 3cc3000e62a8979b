"""Nearest vectors by an exact scan, or by a scan in fewer dimensions whose best are scored exactly.

Chroma's graph lost up to a third of its recall where passages repeat; a scan cannot. Above `EXACT_ROWS` passages,
reading every vector would take longer than the rest of a search, so the vectors' main directions (their own principal
components) choose `SHORTLIST` rows of each language, and those are scored exactly; recall is in docs/finding.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

EXACT_ROWS = 20_000
DIRECTIONS = 128
SHORTLIST = 500
SAMPLE = 20_000  # vectors from which the directions are found


@dataclass(frozen=True, slots=True)
class Scanner:
    """Unit vectors (n, d), with their coordinates (n, DIRECTIONS) along the main directions when there are many."""

    vectors: np.ndarray
    directions: np.ndarray | None = None  # (d, DIRECTIONS)
    coordinates: np.ndarray | None = None

    @classmethod
    def of(cls, vectors: np.ndarray) -> Scanner:
        import numpy as np

        if len(vectors) <= EXACT_ROWS:
            return cls(vectors)
        sample = np.asarray(vectors[:: max(1, len(vectors) // SAMPLE)], np.float32)
        # Not centred: a constant shift of all scores would not change their order, but the mean is a direction anyway.
        _, axes = np.linalg.eigh(sample.T @ sample)
        directions = np.ascontiguousarray(axes[:, ::-1][:, :DIRECTIONS], np.float32)
        coordinates = np.empty((len(vectors), DIRECTIONS), np.float32)
        for first in range(0, len(vectors), SAMPLE):  # in pieces: the whole may not fit in memory
            coordinates[first : first + SAMPLE] = vectors[first : first + SAMPLE] @ directions
        return cls(vectors, directions, coordinates)

    def approximate(self, query: np.ndarray) -> np.ndarray:
        """float32 (n,): the scores of all rows, exact when there are few."""
        if self.directions is None or self.coordinates is None:
            everything: np.ndarray = self.vectors @ query
            return everything
        scores: np.ndarray = self.coordinates @ (query @ self.directions)
        return scores

    def nearest(
        self, query: np.ndarray, approximate: np.ndarray, rows: np.ndarray, limit: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """The `limit` best of `rows` and their exact scores, best first; `approximate` as from `approximate`."""
        import numpy as np

        shortlist = _best(approximate[rows], limit if self.directions is None else max(limit, SHORTLIST))
        chosen = rows[shortlist]
        exact = approximate[chosen] if self.directions is None else self.exact(query, chosen)
        order = np.argsort(-exact, kind="stable")[:limit]
        return chosen[order], exact[order]

    def exact(self, query: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """float32 (len(rows),)"""
        scores: np.ndarray = self.vectors.take(rows, axis=0) @ query
        return scores


def _best(scores: np.ndarray, limit: int) -> np.ndarray:
    """Places of the `limit` highest scores, in no order."""
    import numpy as np

    if len(scores) <= limit:
        return np.arange(len(scores))
    return np.argpartition(-scores, limit)[:limit]
