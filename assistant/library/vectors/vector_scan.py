"""Nearest vectors by an exact scan, or by a scan of the same vectors in 4 bits whose best are scored exactly.

Chroma's graph lost up to a third of its recall where passages repeat; a scan cannot. Above `EXACT_ROWS` passages,
reading every vector takes longer than the rest of a search, so that half a byte for a number chooses `SHORTLIST` rows
of each language, and those are scored exactly; recall is in docs/finding.md. What costs time is fetching the numbers
from memory, more than multiplying them: 100,000 vectors of 384 take 1 ms when they are in the processor's cache, and
up to 3 when they are not; two threads then fetch twice as fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.models.sessions import open_session

EXACT_ROWS = 2_000  # up to here a scan of all the vectors takes no longer than one of their 4 bits
# rows of a language scored exactly: measured on 100,000 made vectors, they hold 1.0 of the ten nearest and .995 of the
# 120 nearest (240 rows: .956 of the 120); docs/finding.md has more bits, fewer dimensions, and real passages
SHORTLIST = 480
SAMPLED = 8  # one score in so many is looked at first, to leave most of the others unsorted
BLOCK = 1 << 15  # rows in one graph at most: to write it takes a few times its own size
GROUP = 128  # numbers of a vector with a scale of their own; ONNX Runtime takes powers of two from 16
MOST = 7  # of a vector's number, either side of ZERO
ZERO = 8
ASKED, SCORES = "asked", "scores"


@dataclass(frozen=True, slots=True)
class Coarse:
    """Vectors in numbers of 4 bits: vector ≈ `mean` + scale × number, with a scale for each GROUP of a row's d.

    `sessions` give the products of a question with the numbers of all rows, one block of rows each. Threads may share
    them.
    """

    mean: np.ndarray  # float32 (d,)
    sessions: Sequence[Any]

    @classmethod
    def of(cls, vectors: np.ndarray) -> Coarse:
        """From (n, d) float32. Without their mean, which they all share, the numbers tell them apart better."""
        mean = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
        blocks = np.array_split(vectors, -(-len(vectors) // BLOCK))
        return cls(mean, [_session(block - mean) for block in blocks])

    def scores(self, query: np.ndarray, beside: Executor | None = None) -> np.ndarray:
        """float32 (n,): about the products of all vectors with `query`, (d,). `beside` takes half of the work."""
        asked = query[np.newaxis]

        def products(sessions: Sequence[Any]) -> list[np.ndarray]:
            return [session.run([SCORES], {ASKED: asked})[0][0] for session in sessions]

        half = len(self.sessions) // 2 if beside else 0
        waiting = beside.submit(products, self.sessions[:half]) if beside and half else None
        mine = products(self.sessions[half:])
        scores: np.ndarray = np.concatenate([*(waiting.result() if waiting else ()), *mine])
        scores += np.float32(np.vecdot(query, self.mean))
        return scores


def _session(vectors: np.ndarray) -> Any:
    """An ONNX Runtime session that multiplies (1, d) float32 with `vectors`, (n, d) float32, brought to 4 bits."""
    from onnx import TensorProto, helper, numpy_helper

    rows, width = vectors.shape
    groups = -(-width // GROUP)
    parts = np.zeros((rows, groups, GROUP), np.float32)
    parts.reshape(rows, -1)[:, :width] = vectors
    scales = np.maximum(np.abs(parts).max(axis=2) / MOST, np.finfo(np.float32).tiny)
    numbers = (np.rint(parts / scales[..., None]) + ZERO).astype(np.uint8)
    constants = [
        numpy_helper.from_array(numbers[..., ::2] | numbers[..., 1::2] << 4, "numbers"),
        numpy_helper.from_array(scales.ravel(), "scales"),
    ]
    product = helper.make_node(
        "MatMulNBits",
        [ASKED, "numbers", "scales"],
        [SCORES],
        domain="com.microsoft",
        K=width,
        N=rows,
        bits=4,
        block_size=GROUP,
        accuracy_level=4,  # the question in whole numbers too, as the processor's own instructions want it
    )
    graph = helper.make_graph(
        [product],
        "scan",
        [helper.make_tensor_value_info(ASKED, TensorProto.FLOAT, [1, width])],
        [helper.make_tensor_value_info(SCORES, TensorProto.FLOAT, [1, rows])],
        constants,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
    return open_session(model.SerializeToString())


@dataclass(frozen=True, slots=True)
class Scanner:
    """Unit vectors (n, d), with the same in few bits when there are many."""

    vectors: np.ndarray
    coarse: Coarse | None = None

    @classmethod
    def of(cls, vectors: np.ndarray) -> Scanner:
        return cls(vectors, Coarse.of(vectors) if len(vectors) > EXACT_ROWS else None)

    def asked(self, query: np.ndarray, beside: Executor | None = None) -> Scanned:
        """The scores of all rows against a question, (d,)."""
        return Scanned(self, query, self.approximate(query, beside))

    def approximate(self, query: np.ndarray, beside: Executor | None = None) -> np.ndarray:
        """float32 (n,): the scores of all rows, exact when there are few; `beside` may share in the work."""
        if self.coarse is not None:
            return self.coarse.scores(query, beside)
        scores: np.ndarray = np.vecdot(self.vectors, query)
        return scores

    def nearest(
        self, query: np.ndarray, approximate: np.ndarray, rows: np.ndarray, limit: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """The `limit` best of `rows` and their exact scores, best first; `approximate` those of each of `rows`."""
        shortlist = _best(approximate, limit if self.coarse is None else max(limit, SHORTLIST))
        chosen = rows[shortlist]
        exact = approximate[shortlist] if self.coarse is None else self.exact(query, chosen)
        order = np.argsort(-exact, kind="stable")[:limit]
        return chosen[order], exact[order]

    def exact(self, query: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """float32 (len(rows),)"""
        scores: np.ndarray = np.vecdot(self.vectors.take(rows, axis=0), query)
        return scores


@dataclass(frozen=True, slots=True)
class Scanned:
    """How near all rows are to one question (`library.server.vectors` gives the same of a server's)."""

    scanner: Scanner
    query: np.ndarray
    scores: np.ndarray  # float32 (n,), about

    def best(self, rows: np.ndarray, limit: int, language: str) -> np.ndarray:
        """The nearest of `rows`, which are of one language, best first."""
        return self.scanner.nearest(self.query, self.scores[rows], rows, limit)[0]

    def exact(self, rows: np.ndarray) -> np.ndarray:
        """float32 (len(rows),)"""
        return self.scanner.exact(self.query, rows)

    def spread(self, rows: np.ndarray, language: str) -> tuple[float, float]:
        """Mean and standard deviation of the scores of `rows`, which are of one language."""
        scores = self.scores[rows]
        return float(scores.mean()), float(scores.std())


def _best(scores: np.ndarray, limit: int) -> np.ndarray:
    """Places of the `limit` highest scores, in no order."""
    if len(scores) <= limit:
        return np.arange(len(scores))
    sample = scores[::SAMPLED]
    enough = 2 * limit // SAMPLED + SAMPLED  # of the sample: about twice the limit lie above the least of them
    if len(sample) > 2 * enough:
        least = np.partition(sample, len(sample) - enough)[len(sample) - enough]
        above = np.flatnonzero(scores >= least)
        if len(above) >= limit:
            found: np.ndarray = above[_highest(scores[above], limit)]
            return found
    return _highest(scores, limit)


def _highest(scores: np.ndarray, limit: int) -> np.ndarray:
    """Places of the `limit` highest of at least as many scores, all of which are sorted through."""
    places: np.ndarray = np.argpartition(scores, len(scores) - limit)[len(scores) - limit :]
    return places
