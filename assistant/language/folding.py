"""Forms in which texts are compared: folded freely, or with every character in its place so that offsets carry over."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from assistant.data import once
from assistant.language.script import HAN

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_DASHES = "\u2010\u2011\u2012\u2212\uff0d\ufe63"
_KEPT = set("⁰¹²³⁴⁵⁶⁷⁸⁹½¼¾⅓⅔")  # NFKC would turn m² into m2 and 10² into 102


def fold(text: str) -> str:
    """NFKC, then traditional characters to simplified ones: for comparing, never for storing.

    OpenCC converts by phrases, so that 乾隆 stays while 乾燥 becomes 干燥 (6 million characters a second).
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return str(_converter().convert(text)) if HAN.search(text) else text


def letters_of(text: str) -> str:
    """Letters and digits alone, folded, in lower case: names that differ in layout or marks are the same."""
    return re.sub(r"[\W_]", "", fold(text).lower())


@once
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@once
def _table() -> dict[int, str]:
    """Code point → one character: to half width and simplified script, spaces and hyphens to one kind."""
    ideographs = [chr(point) for point in range(0x4E00, 0xA000)]
    simplified = fold("\n".join(ideographs)).split("\n")
    table = {ord(a): b for a, b in zip(ideographs, simplified, strict=True) if a != b and len(b) == 1}
    for point in (*range(0x80, 0x2FF), *range(0x2000, 0x2300), *range(0x3000, 0x3100), *range(0xFE30, 0x10000)):
        character = chr(point)
        folded = unicodedata.normalize("NFKC", character)
        if character not in _KEPT and len(folded) == 1 and folded != character:
            table[point] = folded
    table.update({ord(space): " " for space in _SPACES})
    table.update({ord(dash): "-" for dash in _DASHES})
    table.update({ord("’"): "'", ord("‘"): "'", ord("〜"): "~", ord("～"): "~", ord("〇"): "零", ord("○"): "零"})
    return table


def same_length_fold(text: str) -> str:
    """`text` with width, script variant and kinds of space and hyphen evened out; len() does not change."""
    return text.translate(_table())


@once
def _simplified() -> dict[int, str]:
    return {point: character for point, character in _table().items() if 0x4E00 <= point < 0xA000}


def simplified(text: str) -> str:
    """`text` in simplified characters, its signs as they are; len() does not change."""
    return text.translate(_simplified())


def lower_latin(text: str) -> str:
    """ASCII letters in lower case; nothing else changes (str.lower may change the length)."""
    return text.translate(_LOWER)


_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def masked(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with each span overwritten, so that a later reading does not see what an earlier one took."""
    pieces: list[str] = []
    end = 0
    for start, stop in sorted(spans):
        if start < end:
            continue
        pieces += [text[end:start], "\x00" * (stop - start)]
        end = stop
    return "".join([*pieces, text[end:]])
