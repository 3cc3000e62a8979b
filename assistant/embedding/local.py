"""The local engine: multilingual-e5-small on ONNX Runtime, one text a call, one worker thread a core.

The table of 250,000 words stays in its file at 4 bits, mapped, and only the rows of a text's tokens are read and
dequantised: it costs a hundredth of the time, and no memory.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from assistant.embedding.conversion import GRAPH, MODEL, POSITIONS, WORDS
from assistant.embedding.tokens import Tokens
from assistant.embedding.weights import BLOCK, BLOCK_BYTES, Float32, dequantise

PASSAGE, QUERY = "passage: ", "query: "  # what the model was trained to see before either
WINDOW = 512  # tokens that the model reads at once, the marks of beginning and end counted
OVERLAP = 64  # tokens that neighbouring windows share at least, so that no sentence is only seen torn


class LocalEmbedder:
    """Vectors of 384 dimensions, the same bit for bit whatever else runs and in whatever order.

    `folder` is what `conversion.converted` gives; `graph` names another graph in it. Safe to use from several threads.
    """

    identity = "local:" + MODEL

    def __init__(self, folder: Path, graph: str = GRAPH) -> None:
        self._session = open_session(folder / graph)
        self._positions: Float32 = np.load(folder / POSITIONS)
        self.dimensions: int = self._positions.shape[1]
        row = self.dimensions // BLOCK * BLOCK_BYTES
        self._words = np.asarray(np.memmap(folder / WORDS, np.uint8, "r").reshape(-1, row))
        self._tokens = Tokens(folder)
        self._prefixes = {prefix: self._tokens.ids(prefix.strip()) for prefix in (PASSAGE, QUERY)}

    def embed_passages(self, texts: Sequence[str]) -> Float32:
        """(n, 384) float32 unit rows, in the order of `texts`."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)

        def embed(row: int) -> None:
            vectors[row] = self._embed(PASSAGE, texts[row])

        if len(texts) < 2:
            for row in range(len(texts)):
                embed(row)
            return vectors
        longest_first = sorted(range(len(texts)), key=lambda row: -len(texts[row]))  # no worker is left with a long one
        with ThreadPoolExecutor(min(cores(), len(texts))) as pool:
            for _ in pool.map(embed, longest_first):
                pass
        return vectors

    def embed_query(self, text: str) -> Float32:
        """(384,) float32, of unit length."""
        return self._embed(QUERY, text)

    def count_tokens(self, text: str) -> int:
        """The tokens of the passage `text`, its prefix and the marks of beginning and end counted."""
        return len(self._tokens.ids(PASSAGE + text.strip())) + 2

    def _embed(self, prefix: str, text: str) -> Float32:
        content = self._tokens.ids(prefix + text.strip())
        opening = self._prefixes[prefix]
        if len(content) + 2 <= WINDOW:
            total = self._mean(content)
        else:  # every window begins with the prefix, as the model expects
            total = np.zeros(self.dimensions, np.float32)
            for part in windows(content[len(opening) :], WINDOW - 2 - len(opening), OVERLAP):
                total += self._mean([*opening, *part]) * np.float32(len(part))
        return np.asarray(total / np.sqrt(np.sum(total * total)), np.float32)

    def _mean(self, content: Sequence[int]) -> Float32:
        """The mean of the model's output over the marks and `content`, (384,)."""
        from assistant.embedding.graph import INPUT, OUTPUT

        ids = [self._tokens.bos, *content, self._tokens.eos]
        embedded = dequantise(self._words[ids])
        embedded += self._positions[: len(ids)]
        mean: Float32 = self._session.run([OUTPUT], {INPUT: embedded[np.newaxis]})[0][0]
        return mean


def open_session(graph: Path) -> Any:
    """An ONNX Runtime session of one thread a call; calls may come from several threads at once."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    # The graph is as it should run: further fusing brings back the slow SkipLayerNormalization.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def windows(ids: Sequence[int], size: int, overlap: int) -> list[Sequence[int]]:
    """Cuts `ids` into the fewest windows of at most `size` that share at least `overlap` with the next, evenly."""
    if len(ids) <= size:
        return [ids]
    count = -(-(len(ids) - overlap) // (size - overlap))
    starts = [(len(ids) - size) * number // (count - 1) for number in range(count)]
    return [ids[start : start + size] for start in starts]


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
