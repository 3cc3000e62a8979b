"""Per what a figure is given: a month or a year, each company or each project, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.data import any_of, once, rows
from assistant.language.packs import PACKS

ANY = "thing"  # 每个 of something that is not listed


@dataclass(frozen=True, slots=True)
class Per:
    """What text[start:end] says that something is given per: a unit of `kind` "time" or "head"."""

    start: int
    end: int
    kind: str
    unit: str


@once
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Pattern of everything in data/scopes.tsv as texts say it, and word → (kind, unit)."""
    units: dict[str, tuple[str, str]] = {}
    nouns: dict[str, list[str]] = {"en": [], "zh": []}
    whole: list[str] = []
    for kind, unit, english, chinese, alone in rows("scopes.tsv"):
        for words, into in ((english, nouns["en"]), (chinese, nouns["zh"]), (alone, whole)):
            into += filter(None, words.split(";"))
            units.update((word, (kind, unit)) for word in words.split(";"))
    patterns = [pack.cues.per.replace("<unit>", any_of(nouns[code])) for code, pack in PACKS.items()]
    latin = any_of(word for word in whole if word.isascii())
    han = any_of(word for word in whole if not word.isascii())
    return re.compile("|".join([*patterns, rf"\b({latin})\b", f"({han})"]), re.A), units


def given_per(folded: str) -> tuple[Per, ...]:
    """Everything that a folded text in lower case says something is given per, in order."""
    pattern, units = _table()
    found = []
    for match in pattern.finditer(folded):
        for phrase in filter(None, match.groups()):
            words = phrase.split()
            tails = (phrase, " ".join(words[-3:]), " ".join(words[-2:]), words[-1])
            named = next((units[tail] for tail in tails if tail in units), None)
            if named:
                found.append(Per(match.start(), match.end(), *named))
    return tuple(found)
