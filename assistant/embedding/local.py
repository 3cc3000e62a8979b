"""The local engine: multilingual-e5-small on ONNX Runtime, one text a call, one worker thread a core."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from assistant.embedding.conversion import GRAPH, IDENTITY, POSITIONS, WORDS, converted
from assistant.embedding.graph import INPUT, OUTPUT
from assistant.embedding.tokens import Tokens
from assistant.embedding.weights import BLOCK, BLOCK_BYTES, Float32, dequantise

PASSAGE, QUERY = "passage: ", "query: "
WINDOW = 512  # tokens, the marks of beginning and end counted
OVERLAP = 64


class LocalEmbedder:
    """Vectors of 384 dimensions, the same bit for bit whatever else runs."""

    identity = IDENTITY

    def __init__(self, cache: Path) -> None:
        import onnxruntime

        folder = converted(cache)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / GRAPH), options, providers=["CPUExecutionProvider"]
        )
        self._positions: Float32 = np.load(folder / POSITIONS)
        self.dimensions: int = self._positions.shape[1]
        row = self.dimensions // BLOCK * BLOCK_BYTES
        self._words = np.memmap(folder / WORDS, np.uint8, "r").reshape(-1, row)
        self._tokens = Tokens(folder)
        self._prefixes = {prefix: self._tokens.ids(prefix.strip()) for prefix in (PASSAGE, QUERY)}

    def embed_passages(self, texts: Sequence[str]) -> Float32:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        with ThreadPoolExecutor(cores()) as pool:
            for row, vector in enumerate(pool.map(lambda text: self._embed(PASSAGE, text), texts)):
                vectors[row] = vector
        return vectors

    def embed_query(self, text: str) -> Float32:
        return self._embed(QUERY, text)

    def count_tokens(self, text: str) -> int:
        return len(self._tokens.ids(PASSAGE + text.strip())) + 2

    def _embed(self, prefix: str, text: str) -> Float32:
        content = self._tokens.ids(prefix + text.strip())
        if len(content) + 2 <= WINDOW:
            total = self._mean(content)
        else:
            opening = self._prefixes[prefix]
            total = np.zeros(self.dimensions, np.float32)
            for part in windows(content[len(opening) :], WINDOW - 2 - len(opening), OVERLAP):
                total += self._mean([*opening, *part]) * np.float32(len(part))
        return total / np.sqrt(np.sum(total * total))

    def _mean(self, content: Sequence[int]) -> Float32:
        ids = [self._tokens.bos, *content, self._tokens.eos]
        embedded = dequantise(self._words[ids])
        embedded += self._positions[: len(ids)]
        mean: Float32 = self._session.run([OUTPUT], {INPUT: embedded[np.newaxis]})[0][0]
        return mean


def windows(ids: Sequence[int], size: int, overlap: int) -> list[Sequence[int]]:
    """Cuts `ids` into the fewest windows of at most `size` that overlap by at least `overlap`, as equal as can be."""
    if len(ids) <= size:
        return [ids]
    count = -(-(len(ids) - overlap) // (size - overlap))
    starts = [(len(ids) - size) * number // (count - 1) for number in range(count)]
    return [ids[start : start + size] for start in starts]


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
