"""Nearest vectors by an exact scan, or by a scan of the same vectors in 7 bits whose best are scored exactly.

Chroma's graph lost up to a third of its recall where passages repeat; a scan cannot. Above `EXACT_ROWS` passages,
reading every vector takes longer than the rest of a search, so that whole numbers of a byte choose `SHORTLIST` rows of
each language, and those are scored exactly; recall is in docs/finding.md. ONNX Runtime multiplies bytes in the
processor's own instructions for it (100,000 vectors of 384 in under 2 ms) and in the calling thread: numpy's library
divides even small products among threads, which wait for each other when other work keeps the processors busy.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

EXACT_ROWS = 2_000
SHORTLIST = 240
BLOCK = 1 << 15  # rows in one graph at most: enough for one thread, and to write it takes a few times its own size
MOST = 63  # of a vector's number: 7 bits, as processors without VNNI add pairs of products in 16 bits
MOST_ASKED = 127  # of the question's number, either side of ZERO
ZERO = 128
ASKED, SCORES = "asked", "scores"


@dataclass(frozen=True, slots=True)
class Coarse:
    """Vectors in whole numbers: vector ≈ `mean` + `step` × number, for each of the d dimensions.

    `sessions` give the products of a question's numbers with those of all rows, one block of rows each. Threads may
    share them.
    """

    mean: np.ndarray  # float32 (d,)
    step: np.ndarray  # float32 (d,)
    sessions: Sequence[Any]

    @classmethod
    def of(cls, vectors: np.ndarray) -> Coarse:
        """From (n, d) float32. Without their mean, which they all share, the numbers tell them apart better."""
        import numpy as np

        mean = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
        reach = np.maximum(vectors.max(axis=0) - mean, mean - vectors.min(axis=0))
        step = np.maximum(reach / np.float32(MOST), np.finfo(np.float32).tiny)
        blocks = np.array_split(vectors, -(-len(vectors) // BLOCK))
        return cls(mean, step, [_session(np.rint((block - mean) / step).astype(np.int8).T) for block in blocks])

    def scores(self, query: np.ndarray, beside: Executor | None = None) -> np.ndarray:
        """float32 (n,): about the products of all vectors with `query`, (d,). `beside` takes all blocks but one."""
        import numpy as np

        asked = query * self.step
        unit = max(float(np.abs(asked).max()) / MOST_ASKED, float(np.finfo(np.float32).tiny))
        numbers = (np.rint(asked / unit) + ZERO).astype(np.uint8)[np.newaxis]

        def products(session: Any) -> np.ndarray:
            found: np.ndarray = session.run([SCORES], {ASKED: numbers})[0][0]
            return found

        first, *others = self.sessions
        waiting = [beside.submit(products, session) for session in others] if beside else []
        blocks = [products(first), *(future.result() for future in waiting)]
        blocks += [products(session) for session in others[len(waiting) :]]
        scores: np.ndarray = np.concatenate(blocks) * np.float32(unit)
        scores += np.float32(np.vecdot(query, self.mean))
        return scores


def _session(numbers: np.ndarray) -> Any:
    """An ONNX Runtime session that multiplies (1, d) uint8, `ZERO` for nought, with `numbers`, (d, n) int8."""
    import numpy as np
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    constants = [
        numpy_helper.from_array(np.ascontiguousarray(numbers), "rows"),
        numpy_helper.from_array(np.array(ZERO, np.uint8), "zero"),
    ]
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", [ASKED, "rows", "zero"], [SCORES])],
        "scan",
        [helper.make_tensor_value_info(ASKED, TensorProto.UINT8, [1, numbers.shape[0]])],
        [helper.make_tensor_value_info(SCORES, TensorProto.INT32, [1, numbers.shape[1]])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


@dataclass(frozen=True, slots=True)
class Scanner:
    """Unit vectors (n, d), with the same in whole numbers when there are many."""

    vectors: np.ndarray
    coarse: Coarse | None = None

    @classmethod
    def of(cls, vectors: np.ndarray) -> Scanner:
        return cls(vectors, Coarse.of(vectors) if len(vectors) > EXACT_ROWS else None)

    def approximate(self, query: np.ndarray, beside: Executor | None = None) -> np.ndarray:
        """float32 (n,): the scores of all rows, exact when there are few; `beside` may share in the work."""
        import numpy as np

        if self.coarse is not None:
            return self.coarse.scores(query, beside)
        scores: np.ndarray = np.vecdot(self.vectors, query)
        return scores

    def nearest(
        self, query: np.ndarray, approximate: np.ndarray, rows: np.ndarray, limit: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """The `limit` best of `rows` and their exact scores, best first; `approximate` those of each of `rows`."""
        import numpy as np

        shortlist = _best(approximate, limit if self.coarse is None else max(limit, SHORTLIST))
        chosen = rows[shortlist]
        exact = approximate[shortlist] if self.coarse is None else self.exact(query, chosen)
        order = np.argsort(-exact, kind="stable")[:limit]
        return chosen[order], exact[order]

    def exact(self, query: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """float32 (len(rows),)"""
        import numpy as np

        scores: np.ndarray = np.vecdot(self.vectors.take(rows, axis=0), query)
        return scores


def _best(scores: np.ndarray, limit: int) -> np.ndarray:
    """Places of the `limit` highest scores, in no order."""
    import numpy as np

    if len(scores) <= limit:
        return np.arange(len(scores))
    return np.argpartition(scores, len(scores) - limit)[len(scores) - limit :]
