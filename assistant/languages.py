"""Which language a text is in, and the form in which search and verification compare texts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA = re.compile("[\u3040-\u309f\u30a1-\u30fa]")
_WORD = re.compile("[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")
HAN_PER_WORD = 1.7  # Chinese characters that say what one English word says
SYLLABLES_PER_WORD = 2.5  # likewise for Hangul
KANA_SHARE = 0.08  # Japanese prose has a third or more; Chinese quotes a name
SAMPLE = 100_000  # characters: enough to tell


def language_of(text: str) -> str:
    """ISO 639-1 code by which script says more: "zh", "ko", "ja", else "en".

    Traditional and simplified Chinese are both "zh"; a text without letters is "en".
    """
    if text.isascii():
        return "en"
    text = unicodedata.normalize("NFKC", text[:SAMPLE])
    han, hangul, kana = (len(pattern.findall(text)) for pattern in (_HAN, _HANGUL, _KANA))
    words = len(_WORD.findall(text))
    if hangul > han and hangul >= SYLLABLES_PER_WORD * words:
        return "ko"
    if kana >= KANA_SHARE * (han + kana) and kana and han + kana >= HAN_PER_WORD * words:
        return "ja"
    return "zh" if han and han >= HAN_PER_WORD * words else "en"


def fold(text: str) -> str:
    """NFKC, then traditional characters to simplified ones: for comparing, never for storing.

    OpenCC converts by phrases, so that 乾隆 stays while 乾燥 becomes 干燥 (6 million characters a second).
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return str(_converter().convert(text)) if _HAN.search(text) else text


@lru_cache(1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
