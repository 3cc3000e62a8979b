"""An embedder for tests that needs no model and yet ranks."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np


class WordEmbedder:
    """Ranks by common words and character pairs: each goes to one of 256 dimensions by its hash."""

    identity = "words-256"
    dimensions = 256

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def vector(self, text: str) -> np.ndarray:
        vector = np.zeros(self.dimensions, np.float32)
        pieces = [*text.lower().split(), *(text[i : i + 2] for i in range(len(text) - 1))]
        for piece in pieces:
            vector[zlib.crc32(piece.encode("utf-8", "replace")) % self.dimensions] += 1
        return vector / (np.linalg.norm(vector) or 1)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        self.embedded += texts
        return np.array([self.vector(text) for text in texts], np.float32).reshape(-1, self.dimensions)

    def embed_query(self, text: str) -> np.ndarray:
        return self.vector(text)

    def count_tokens(self, text: str) -> int:
        return len(text) // 4 + 1
