"""A claim that leaves no exception ("whether or not", 一律), of which its passages say nothing."""

from __future__ import annotations

import re

from assistant.language.packs import PACKS, either
from assistant.proving.case import Case, Fault

_SWEEPING = either(lambda pack: pack.cues.sweeping)
_STATED = re.compile("|".join([_SWEEPING.pattern, *(pack.cues.sweeping_stated for pack in PACKS.values())]), re.I)


def check(case: Case) -> Fault | None:
    """A fault when the passage that carries the claim has no such word at all."""
    said = _SWEEPING.search(case.text)
    if said is None or _STATED.search(case.best.reading.text):
        return None
    why = f'the sentence says "{said.group()}", and the passage does not'
    return Fault(why, f"{said.group()} ≠ (not said)", proven=False)
