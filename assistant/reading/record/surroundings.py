"""The words of a text around a place in it, as they stand there."""

from __future__ import annotations

import re

QUOTE = 600  # characters: a sentence, not a page


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence (or line) around a place, verbatim, at most half of QUOTE before and after it."""
    before = text[max(0, start - QUOTE // 2) : start]
    first = start - len(re.split(r"[。；\n]|(?<=[a-z)]\.)\s", before)[-1])
    after = text[end : end + QUOTE // 2]
    stop = re.search(r"[。；]|\n\n|(?<=[a-z)])\.(?=\s|$)", after)
    last = end + (stop.end() if stop else len(after))
    return text[first:last].strip()
