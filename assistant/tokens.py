"""A cheap estimate of how many tokens the local embedding model makes of a text, without loading the model."""

from __future__ import annotations

import re

# Least squares on the relative error over 1,110 excerpts of 45 policy documents, against the tokenizer of
# multilingual-e5-small, then rounded. Of 956 passages split with it 93 % are within 17 %, 98 % within -21 % … +24 %,
# and the longest has 425 tokens.
PER_WIDE, PER_WORD, PER_LETTER, PER_CAPITAL, PER_DIGIT, PER_SIGN = 0.66, 0.5, 0.14, 0.2, 0.65, 0.6

# Runs rather than characters: a long text then makes a short list.
_WIDE = re.compile("[\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+")
_WORD = re.compile("[^\\W\\d_\u2e80-\uffff]+")
_CAPITAL = re.compile("[A-Z]+")
_DIGIT = re.compile("[0-9]+")


def estimate_tokens(text: str) -> float:
    """Estimated tokens: ideographs and syllables 0.66 each, words by their number and letters, digits and signs."""
    words = _WORD.findall(text)
    wide, letters, digits = _length(_WIDE, text), len("".join(words)), _length(_DIGIT, text)
    signs = max(len("".join(text.split())) - wide - letters - digits, 0)
    capitals = _length(_CAPITAL, text)
    return (
        PER_WIDE * wide
        + PER_WORD * len(words)
        + PER_LETTER * letters
        + PER_CAPITAL * capitals
        + PER_DIGIT * digits
        + PER_SIGN * signs
    )


def _length(pattern: re.Pattern[str], text: str) -> int:
    return len("".join(pattern.findall(text)))
