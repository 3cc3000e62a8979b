"""What the readers of language know of one language each: a file a language, and one line in `PACKS`."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.language.packs.en import EN
from assistant.language.packs.pack import Pack
from assistant.language.packs.zh import ZH

PACKS: dict[str, Pack] = {pack.code: pack for pack in (EN, ZH)}


def pack_of(language: str) -> Pack:
    """The pack of an ISO 639-1 code; English's for a language that has none."""
    return PACKS.get(language, EN)


def words_of_all(of: Callable[[Pack], frozenset[str]]) -> frozenset[str]:
    """A list of words of every language together, for code that reads mixed texts."""
    return frozenset[str]().union(*map(of, PACKS.values()))


def either(cue: Callable[[Pack], str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A cue of all languages as one pattern, without regard to case: questions and texts mix languages."""
    return re.compile("|".join(filter(None, map(cue, PACKS.values()))), flags)
