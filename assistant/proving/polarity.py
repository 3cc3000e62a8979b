"""Negation and modality: what a sentence denies, obliges, allows or forbids, by the cues of the language packs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.folding import lower_latin
from assistant.language.packs import PACKS, either
from assistant.language.quantities import same_length_fold

_DENIES = either(lambda pack: pack.cues.denies, re.A)
_DENIES_NOT = either(lambda pack: pack.cues.denies_not, re.A)
_HINTS = either(lambda pack: pack.cues.hints_at_denial, re.A)
MODALITIES = ("exempt", "forbid", "must", "may", "encourage")  # the first that matches
_MODAL = re.compile(
    "|".join(f"(?P<{kind}>{'|'.join(pack.cues.modals[kind] for pack in PACKS.values())})" for kind in MODALITIES), re.A
)
# small words that change what is said, by kind ("only", "all", "cause", "compare" …)
WEIGHTY = {
    kind: re.compile("|".join(pack.cues.weighty[kind] for pack in PACKS.values()), re.A | re.I)
    for kind in PACKS["en"].cues.weighty
}
_ABLE = either(lambda pack: pack.cues.able)


@dataclass(frozen=True, slots=True)
class Cue:
    """A negation or modal word at text[start:end]; `kind` is "negation" or the modality."""

    start: int
    end: int
    text: str
    kind: str


def _prepared(text: str) -> str:
    """A text in lower case, bounds of figures and fixed words that look like a negation blotted out."""
    return _DENIES_NOT.sub(lambda match: "\x00" * len(match.group()), lower_latin(same_length_fold(text)))


def negations(text: str) -> list[Cue]:
    """Outright negations ("not", "no", 不, 未, 没有), those inside figures' bounds and fixed words aside."""
    return [Cue(m.start(), m.end(), text[m.start() : m.end()], "negation") for m in _DENIES.finditer(_prepared(text))]


def hints_at_negation(text: str) -> bool:
    """Whether a text denies or excludes anything, be it by "without", "expired" or 除外."""
    prepared = _prepared(text)
    return bool(_DENIES.search(prepared) or _HINTS.search(prepared))


def modals(text: str, *, main: bool = False) -> list[Cue]:
    """Words that oblige ("must", 应当), allow ("may", 可以), forbid ("shall not", 不得) or encourage (鼓励).

    `main`: without the "can" of "services that can shape opinion", which allows nothing.
    """
    found: list[Cue] = []
    prepared = _prepared(text)
    for match in _MODAL.finditer(prepared):
        kind, start, end = str(match.lastgroup), match.start(), match.end()
        if main and kind == "may" and _ABLE.search(prepared[max(0, start - 80) : end]):
            continue
        found.append(Cue(start, end, text[start:end], kind))
    return found
