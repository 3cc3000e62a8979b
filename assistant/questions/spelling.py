"""Slips of the fingers in a request, mended against the library's own words: "trainig vouchr" → "training voucher".

A word is a slip when neither the library nor the dictionary has it in any form, and one word of the library is much
like it. Names are left alone: a capital within a sentence, digits, short words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from assistant.data import any_of, once
from assistant.language.dictionary import is_word
from assistant.language.names import gazetteer
from assistant.language.tokens import tokens
from assistant.language.unlisted_names import ordinary

LIKE = 80.0  # per cent of two words' letters that stand in both in the same order (Indel)
COMMON = 2  # times that a word has to stand in the library to be what was meant
_WORD = re.compile(r"(?<![\w@.-])[A-Za-z]{4,}(?![\w@-])")


@once
def _places() -> tuple[re.Pattern[str], dict[str, str]]:
    """The names of places as they are typed in haste, with their own forms; none that is also an ordinary word."""
    names = gazetteer()
    forms = {
        form.lower(): form
        for form, name in names.exact.items()
        if names.kinds[name] == "place" and form.isascii() and (" " in form or not ordinary(form))
    }
    return re.compile(rf"(?<![\w.@/-])(?:{any_of(forms)})(?![\w@-])"), forms


def with_capitals(text: str) -> str:
    """A message with the capitals of places that were typed without: "in longhua"."""
    pattern, forms = _places()
    return pattern.sub(lambda match: forms[match.group()], text)


def vocabulary_in(texts: Iterable[str]) -> Mapping[str, int]:
    """The Latin words of texts in lower case, with how often each stands there."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word.lower() for word in _WORD.findall(text))
    return counts


def mended(
    text: str, frequency: Callable[[str], int], vocabulary: Callable[[], Mapping[str, int]]
) -> tuple[str, tuple[str, ...]]:
    """The text with its slips mended, and each correction as "vouchr → voucher".

    `frequency` tells in how many passages a token stands; the vocabulary is asked for only where there is a slip.
    """
    corrections: dict[str, str] = {}
    for word in dict.fromkeys(_slips(text, frequency)):
        meant = _meant(word.lower(), vocabulary())
        if meant:
            corrections[word] = meant
    for word, meant in corrections.items():
        text = re.sub(rf"(?<![\w-]){word}(?![\w-])", meant, text)
    return text, tuple(f"{word} → {meant}" for word, meant in corrections.items())


def _slips(text: str, frequency: Callable[[str], int]) -> Iterator[str]:
    """Words that nobody knows and that are no names."""
    for match in _WORD.finditer(text):
        word = match.group()
        opening = not text[: match.start()].strip() or text[: match.start()].rstrip().endswith((".", "?", "!"))
        stems = tokens(word.lower())
        if stems and (word.islower() or opening) and not any(frequency(stem) or is_word(stem) for stem in stems):
            yield word


def _meant(word: str, vocabulary: Mapping[str, int]) -> str:
    """The word of the library that is most like one, "" where none is like enough; the commoner of equals."""
    from rapidfuzz import fuzz, process

    near = [
        one for one, count in vocabulary.items() if count >= COMMON and one[0] == word[0] and not word.endswith(one)
    ]
    found = process.extract(word, near, scorer=fuzz.ratio, score_cutoff=LIKE, limit=3)
    return max(found, key=lambda one: (one[1], vocabulary[one[0]]))[0] if found else ""
