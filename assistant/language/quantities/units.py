"""What figures count or measure: currencies, measures and countable things, under one name in every language.

A unit's canonical form is (dimension, unit, factor): 3 EFLOPS = 3,000 PFLOPS, 两年 = 24 months, 3公顷 = 30,000 m².
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.language.packs import PACKS

WORDS = tuple(pack.figures for pack in PACKS.values() if pack.figures)
"""What each language that can state quantities calls them."""


def merged(field: str) -> dict[str, str]:
    """A table of names, of all languages."""
    return {name: meaning for words in WORDS for name, meaning in getattr(words, field).items()}


def longest_first(names: Iterable[str]) -> str:
    """An alternation in which no name hides a longer one."""
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


def alternatives(field: str) -> str:
    """The alternation of a pattern of all languages."""
    return "|".join(getattr(words, field) for words in WORDS)


CURRENCY_PREFIX, CURRENCY_SUFFIX = merged("currency_prefixes"), merged("currencies")
MEASURES = {
    name: (dimension, unit, int(factor))
    for name, measure in merged("measures").items()
    for dimension, unit, factor in (measure.split(),)
}
COUNTED = merged("counted")
CLASSIFIERS = merged("classifiers")
HAN_CLASSIFIER = re.compile(f"[{''.join([*CLASSIFIERS, *(words.other_classifiers for words in WORDS)])}]")

_glued = [name for name in (*MEASURES, *CURRENCY_SUFFIX) if ord(name[0]) > 0x2E80 or name == "€"]
_apart = [name for name in (*MEASURES, *CURRENCY_SUFFIX) if name not in _glued]
UNIT = re.compile(rf"(?: ?(?:{longest_first(_glued)}))|[ -]?(?:{longest_first(_apart)})(?![a-z0-9])")
_signs = [prefix for prefix in CURRENCY_PREFIX if not prefix[-1].isalpha() and not prefix[0].isalpha()]
_codes = [prefix for prefix in CURRENCY_PREFIX if prefix not in _signs]
PREFIX = re.compile(rf"(?:(?<![a-z])(?:{longest_first(_codes)})|{longest_first(_signs)})\s?$")
PERCENT = re.compile(r" ?(?:%|‰|percentage points?|per cent(?:age)?\b|percent\b|pct\b|个百分点)(?: points?)?", re.A)


def lookup(name: str) -> tuple[str, str, int]:
    """(dimension, unit, factor) of a unit as written; money has the currency as its unit."""
    name = name.strip(" -")
    if name in CURRENCY_SUFFIX:
        return "money", CURRENCY_SUFFIX[name], 1
    return MEASURES[name] if name in MEASURES else MEASURES["-" + name]
