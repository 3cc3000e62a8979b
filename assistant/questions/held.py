"""What a library knows of its documents, as far as questions narrow to them or name them; made once a generation."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.language.folding import fold
from assistant.language.names import known_names
from assistant.language.tokens import tokens
from assistant.records import Kind, Record

YEAR = re.compile(r"(?:19|20)\d\d")
SHORTEST = 4  # characters of a number or a Chinese title that can name a document
_BRACKETS = re.compile(r"[（(〔\[].*?[)）〕\]]|[《》“”\"「」]")


@dataclass(frozen=True, slots=True)
class Named:
    """By what a question can name a document."""

    record: Record
    number: str  # its letters and digits, "" where it has no digit or is too short
    number_tokens: frozenset[str]  # those of the number that tell it from others
    chinese_titles: tuple[str, ...]  # their characters alone
    title_words: frozenset[str]  # tokens of the title in Latin script
    instruments: frozenset[str]  # ids of the known instruments in its titles


@dataclass(frozen=True)
class Held:
    """The documents of a library."""

    records: Mapping[str, Record]

    @cached_property
    def places(self) -> frozenset[str]:
        """Codes of their jurisdictions."""
        return frozenset(record.jurisdiction for record in self.records.values() if record.jurisdiction)

    @cached_property
    def years(self) -> frozenset[str]:
        """Of issue or effect."""
        days = (day for record in self.records.values() for day in (record.issued, record.effective) if day)
        return frozenset(day[:4] for day in days)

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        return frozenset(record.kind for record in self.records.values())

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """What each can be named by."""
        return tuple(map(_named, self.records.values()))

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """The words of all titles, each with how rare it is among them."""
        counts = Counter(word for record in self.records.values() for word in set(tokens(record.title)))
        return {word: math.log(1 + len(self.records) / count) for word, count in counts.items()}


def _named(record: Record) -> Named:
    number = squeezed(record.number)
    telling = len(number) >= SHORTEST and any(character.isdigit() for character in number)
    titles = [re.sub(r"\W", "", _BRACKETS.sub("", fold(title))) for title in (record.title_zh, record.title)]
    return Named(
        record,
        number if telling else "",
        frozenset(
            word
            for word in (tokens(record.number) if telling else ())
            if re.search(r"\d{4,}|\d-\d", word) and not YEAR.fullmatch(word)
        ),
        tuple(title for title in titles if len(title) >= SHORTEST and title >= "\u3400"),
        frozenset(word for word in tokens(_BRACKETS.sub("", record.title)) if word < "\u3400"),
        frozenset(n.id for n in known_names(f"{record.title}\n{record.title_zh}") if n.kind == "document"),
    )


def squeezed(text: str) -> str:
    """Letters, digits and underscores alone, folded, in lower case."""
    return re.sub(r"\W", "", fold(text).lower())
