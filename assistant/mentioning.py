"""Documents that a question names: by number, or by (most of) their title in either language."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.languages import fold
from assistant.records import Record
from assistant.words import tokens

MOST = 6  # more documents than this are a subject, not a name
SHARE = 0.75  # of a title's words, by rarity among titles
SHORTEST = 4  # Chinese characters of a title that can be a name

_PREFIX = re.compile(
    r"^(?:中华人民共和国|关于(?:印发|发布|加快推进|推进)?|深圳经济特区|[\u4e00-\u9fff]{2,3}[省市](?:人民政府)?)"
)
_BRACKETS = re.compile(r"[（(〔\[].*?[)）〕\]]|[《》“”\"「」]")


def documents_named(question: str, records: Mapping[str, Record]) -> list[str]:
    """Names of the documents that the question mentions, none when it would be more than MOST."""
    asked = fold(question).lower()
    squeezed = re.sub(r"\W", "", asked)
    words = set(tokens(question))
    rarity = _rarity(list(records.values()))
    found = [
        name
        for name, record in records.items()
        if _numbered(record.number, words, squeezed) or _chinese(record, squeezed) or _titled(record, words, rarity)
    ]
    return found if len(found) <= MOST else []


def _numbered(number: str, words: set[str], squeezed: str) -> bool:
    plain = re.sub(r"\W", "", fold(number).lower())
    if len(plain) < 4 or not any(character.isdigit() for character in plain):
        return False
    return plain in squeezed or any(word in words for word in tokens(number) if re.search(r"\d{4,}|\d-\d", word))


def _chinese(record: Record, squeezed: str) -> bool:
    for title in (record.title_zh, record.title):
        plain = re.sub(r"\W", "", _BRACKETS.sub("", fold(title)))
        for form in (plain, _PREFIX.sub("", plain)):
            if len(form) >= SHORTEST and form >= "\u3400" and form in squeezed:
                return True
    return False


def _titled(record: Record, words: set[str], rarity: Mapping[str, float]) -> bool:
    title = {word for word in tokens(_BRACKETS.sub("", record.title)) if word < "\u3400"}
    whole = sum(rarity.get(word, 0.0) for word in title)
    said = sum(rarity.get(word, 0.0) for word in title & words)
    return len(title & words) >= 2 and whole > 0 and said / whole >= SHARE


def _rarity(records: Sequence[Record]) -> dict[str, float]:
    counts = Counter(word for record in records for word in set(tokens(record.title)))
    return {word: math.log(1 + len(records) / count) for word, count in counts.items()}
