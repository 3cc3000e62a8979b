"""Which script and language a text is in."""

from __future__ import annotations

import re
import unicodedata

HAN = re.compile("[\u3400-\u9fff]+")  # a run of Chinese characters
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


def told_in(text: str) -> str:
    """In which of the two languages that we write, "en" and "zh", a text's reader is told something."""
    return "zh" if language_of(text) == "zh" else "en"


def is_chinese(text: str) -> bool:
    """Whether a piece or token begins with a Chinese character."""
    return "\u3400" <= text[:1] <= "\u9fff"


def has_chinese(text: str) -> bool:
    """Whether a Chinese character stands anywhere in a text."""
    return HAN.search(text) is not None
