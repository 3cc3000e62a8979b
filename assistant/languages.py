"""Which language a text is in, and the form in which search and verification compare texts."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any


def language_of(text: str) -> str:
    """ISO 639-1 code by the share of scripts after NFKC: "zh", "ko", "ja", else "en"."""
    import re

    text = unicodedata.normalize("NFKC", text)
    han = len(re.findall("[\u3400-\u4dbf\u4e00-\u9fff]", text))
    hangul = len(re.findall("[\uac00-\ud7a3]", text))
    kana = len(re.findall("[\u3040-\u30ff]", text))
    words = len(re.findall("[A-Za-z]+", text))
    if hangul and hangul >= han and hangul * 2 >= words:
        return "ko"
    if kana and kana * 8 >= han + kana:
        return "ja"
    return "zh" if han and han >= words else "en"


@lru_cache(1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def fold(text: str) -> str:
    """NFKC, then traditional to simplified: for comparing, never for storing."""
    return str(_converter().convert(unicodedata.normalize("NFKC", text)))
