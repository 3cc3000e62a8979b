"""What a question points to: documents (by number or title), their articles, and what ended or changed them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.languages import fold
from assistant.reading.numerals import from_chinese, to_chinese
from assistant.records import Passage, Record, RelationKind
from assistant.storing.words import tokens
from assistant.verifying.names import known_names

if TYPE_CHECKING:
    from assistant.storing.index import Index

MOST = 6  # more documents than this are a subject, not a name
SHARE = 0.75  # of a title's words, by rarity among titles
SHORTEST = 4  # Chinese characters of a title that can be a name

_PREFIX = re.compile(
    r"^(?:中华人民共和国|关于(?:印发|发布|加快推进|推进)?|深圳经济特区|[\u4e00-\u9fff]{2,3}[省市](?:人民政府)?)"
)
_BRACKETS = re.compile(r"[（(〔\[].*?[)）〕\]]|[《》“”\"「」]")


# a question about a document's own validity
VALIDITY = re.compile(
    r"(?i)\bin force\b|\bstill (?:valid|apply|applies|applicable|stands?)\b"
    r"|\b(?:repealed|revoked|rescinded|superseded|expired|replaced)\b"
    r"|\b(?:take|takes|took|came|come) (?:effect|into force)\b|有效吗|还有效|仍有效|是否有效|失效|废止|生效|施行|现行"
)
ARTICLE = re.compile(
    r"(?i)\b(?:article|art\.)\s*(\d{1,4})\b|\b(?:section|sec\.)\s*(\d{1,4})\b|第\s*([0-9零〇一二三四五六七八九十百千]{1,9})\s*条"
)


def articles_asked(question: str) -> list[str]:
    """The labels, in the forms that documents print, of the articles or sections that a question names."""
    labels: list[str] = []
    for article, section, chinese in ARTICLE.findall(question):
        number = int(article or section) if article or section else from_chinese(chinese)
        if number is None or not 0 < number < 10_000:
            continue
        labels += [f"Article {number}", f"第{to_chinese(number)}条", f"第{number}条"]
        labels += [f"{word} {number}{end}" for word in ("Sec.", "Section", "SECTION") for end in ("", ".")]
    return labels


def changes_of(documents: Sequence[str], index: Index) -> list[tuple[str, Passage, int, int]]:
    """What other documents say that ends or changes these: (the document changed, passage, start and end of the words
    in the passage)."""
    found = []
    for name in documents:
        for relation, other in index.incoming.get(name, ()):
            if relation.relation not in CHANGES or not relation.quote:
                continue
            at = index.document(other.document).text.find(relation.quote)
            passage = index.passage_at(other.document, at) if at >= 0 else None
            if passage is not None and at + len(relation.quote) <= passage.end:
                start = at - passage.start
                found.append((name, passage, start, start + len(relation.quote)))
    return found


CHANGES = (RelationKind.REPEALS, RelationKind.SUPERSEDES, RelationKind.AMENDS, RelationKind.REPEALED_BY)


def documents_named(question: str, records: Mapping[str, Record]) -> list[str]:
    """Names of the documents that the question mentions, none when it would be more than MOST."""
    asked = fold(question).lower()
    squeezed = re.sub(r"\W", "", asked)
    words = set(tokens(question))
    rarity = _rarity(list(records.values()))
    known = {name.id for name in known_names(question) if name.kind == "document"}
    found = [
        name
        for name, record in records.items()
        if _numbered(record.number, words, squeezed)
        or _chinese(record, squeezed)
        or _titled(record, words, rarity)
        or _known(record, known)
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


def _known(record: Record, known: set[str]) -> bool:
    """Whether the title is that of a known instrument in the question ("EU AI Act" for a title of four lines)."""
    return bool(known) and any(name.id in known for name in known_names(f"{record.title}\n{record.title_zh}"))


def _rarity(records: Sequence[Record]) -> dict[str, float]:
    counts = Counter(word for record in records for word in set(tokens(record.title)))
    return {word: math.log(1 + len(records) / count) for word, count in counts.items()}
