"""What a question points to: documents (by number or title), their articles, and what ended or changed them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.finding.inferring import codes_in, within
from assistant.languages import fold
from assistant.reading.numerals import from_chinese, to_chinese
from assistant.records import Kind, Passage, Record, RelationKind
from assistant.storing.words import tokens
from assistant.verifying.names import known_names

if TYPE_CHECKING:
    from assistant.storing.index import Index

DESCRIBED = 3  # documents that a description may fit and still point to them
MOST = 6  # more documents than this are a subject, not a name
SHARE = 0.75  # of a title's words, by rarity among titles
SHORTEST = 4  # Chinese characters of a title that can be a name

_PREFIX = re.compile(
    r"^(?:中华人民共和国|关于(?:印发|发布|加快推进|推进)?|深圳经济特区|[\u4e00-\u9fff]{2,3}[省市](?:人民政府)?)"
)
_BRACKETS = re.compile(r"[（(〔\[].*?[)）〕\]]|[《》“”\"「」]")


YEAR = re.compile(r"(?:19|20)\d\d")
# what a title may follow in a question: no letter of a longer title
_OPENS = re.compile(
    r"(?:[\u0000-\u2e7f]|[的这那该本据照按依在从和与及跟对看查问讲说根]|[市区省县州国]|深圳|上海|北京|广州|广东|香港|中国|特区)$"
)
# Words by which people speak of an instrument without its title, and what that can be.
_SORTS: tuple[tuple[str, frozenset[Kind], str], ...] = (
    (
        r"\b(?:acts?|laws?|bills?|statutes?)\b|法案|法律|[^办方无]法(?![律案院人定规])|条例",
        frozenset({Kind.LAW}),
        r"条例|法$",
    ),
    (r"\borders?\b|行政令|行政命令|总统令", frozenset(), r"(?i)executive order|\border\b|^EO \d|行政令"),
    (r"\bmemo(?:randum)?s?\b|备忘录", frozenset(), r"(?i)\bmemorand|\bM-\d\d-\d\d|备忘录"),
    (
        r"\b(?:regulations?|rules|provisions|measures)\b|办法|规定|措施|规则",
        frozenset({Kind.REGULATION}),
        r"办法|规定|措施",
    ),
    (
        r"\bplans?\b|\bstrategy\b|计划|方案|规划|战略",
        frozenset({Kind.PLAN}),
        r"(?i)\bplan\b|计划|方案|规划",
    ),
    (r"\bplaybook\b|手册", frozenset(), r"(?i)playbook|手册"),
    (
        r"\b(?:framework|guidelines?|guidance|guide)\b|框架|指引|指南",
        frozenset({Kind.GUIDANCE}),
        r"(?i)framework|guid|框架|指引|指南",
    ),
    (r"\b(?:notice|call)\b|通知|公告|征集", frozenset({Kind.MEASURE}), r"(?i)notice|通知|公告|征集"),
    (r"\bopinions?\b|意见", frozenset(), r"(?i)opinion|意见"),
)
_NUMBERED = re.compile(r"\b[A-Z]{2,4}[ -]?\d{2,}|〔\d{4}〕")  # who gives a number means that act and no other


# a question about a document's own validity
VALIDITY = re.compile(
    r"(?i)\bin force\b|\bstill (?:valid|apply|applies|applicable|stands?)\b"
    r"|\b(?:repealed|revoked|rescinded|superseded|expired|replaced)\b"
    r"|\b(?:take|takes|took|came|come) (?:effect|into force)\b|有效吗|还有效|仍有效|是否有效|失效|废止|生效|施行|现行"
)
ARTICLE = re.compile(
    r"(?i)\b(?:article|art\.)\s*(\d{1,4})\b|\b(?:section|sec\.)\s*(\d{1,4})\b|第\s*([0-9零〇一二三四五六七八九十百千]{1,9})\s*条"
)


ROMAN = (  # numbers of parts, by their place; 0 is none
    *("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
)
# Numbered parts that are no articles, in either language: how they are called, and how Chinese headings begin.
_PARTS = (
    ("annex|appendix|schedule", "(?:附件|附录)", ""),
    ("principle", "原则", ""),
    ("recommendation", "建议", ""),
    ("chapter", "第", "章"),
)
_ENGLISH_PART = re.compile(rf"\b(?i:({'|'.join(english for english, _, _ in _PARTS)}))\s+(\d{{1,3}}|[IVX]{{1,5}})\b")
_CHINESE_PART = re.compile(
    "|".join(
        rf"{before}\s*(\d{{1,3}}|[一二三四五六七八九十]{{1,3}})\s*{after or '(?![0-9一二三四五六七八九十、个項项条])'}"
        for _, before, after in _PARTS
    )
)


def parts_asked(question: str) -> list[re.Pattern[str]]:
    """What the headings of the parts begin with that a question names by number: an annex, a principle, a chapter."""
    asked: list[tuple[int, int]] = []  # place in _PARTS, number
    for word, number in _ENGLISH_PART.findall(question):
        place = next(i for i, (english, _, _) in enumerate(_PARTS) if word.lower() in english.split("|"))
        asked.append((place, int(number) if number.isdigit() else ROMAN.index(number) if number in ROMAN else 0))
    for groups in _CHINESE_PART.findall(fold(question)):
        asked += [(place, from_chinese(number) or 0) for place, number in enumerate(groups) if number]
    found = []
    for place, value in asked:
        if not 0 < value < len(ROMAN):
            continue
        english, before, after = _PARTS[place]
        end = "" if after else "(?![0-9一二三四五六七八九十])"
        found.append(
            re.compile(
                rf"(?i)\W*(?:(?:{english})\s+(?:{value}|{ROMAN[value]})\b"
                rf"|{before}\s*(?:{value}|{to_chinese(value)})\s*{after}{end})"
            )
        )
    return found


def parts_headed(documents: Sequence[str], parts: Sequence[re.Pattern[str]], index: Index) -> list[Passage]:
    """The passages of these documents that stand under a heading of one of these parts, in order."""
    found: list[Passage] = []
    for name in documents if parts else ():
        within = [section for section in index.document(name).sections if under(section.path, parts)]
        if within:
            found += index.passages_from(name, within[0].start, max(section.end for section in within))
    return [passage for passage in found if under(passage.path, parts)]


def under(path: Sequence[str], parts: Sequence[re.Pattern[str]]) -> bool:
    """Whether one of the headings of a section path begins a part."""
    return any(part.match(fold(heading)) for heading in path for part in parts)


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
    places = codes_in(asked)
    found = [
        name
        for name, record in records.items()
        if _numbered(record.number, words, squeezed)
        or _chinese(record, squeezed)
        or _titled(record, words, rarity)
        or _known(record, known, places)
    ]
    found = found or described(question, records)
    return found if len(found) <= MOST else []


def described(question: str, records: Mapping[str, Record]) -> list[str]:
    """Documents that a question speaks of by place, sort and perhaps year ("the 2024 Colorado act"), where that can
    be only few: the one of the year of issue, where a year is said."""
    asked = fold(question)
    places = codes_in(asked)
    sorts = [
        (kinds, re.compile(titles, re.MULTILINE))
        for words, kinds, titles in _SORTS
        if re.search(words, asked, re.IGNORECASE)
    ]
    if len(places) != 1 or not sorts or _NUMBERED.search(asked):
        return []
    fitting = [
        record
        for record in records.values()
        if record.jurisdiction == places[0]
        and any(
            record.kind in kinds or titles.search(f"{record.title}\n{record.title_zh}\n{record.number}")
            for kinds, titles in sorts
        )
        and record.kind is not Kind.NEWS
    ]
    years = set(YEAR.findall(asked))
    dated = [record for record in fitting if (record.issued or "")[:4] in years]
    found = [record.document for record in dated or fitting]
    return found if len(found) <= DESCRIBED else []


def _numbered(number: str, words: set[str], squeezed: str) -> bool:
    plain = re.sub(r"\W", "", fold(number).lower())
    if len(plain) < 4 or not any(character.isdigit() for character in plain):
        return False
    telling = [word for word in tokens(number) if re.search(r"\d{4,}|\d-\d", word) and not YEAR.fullmatch(word)]
    return plain in squeezed or any(word in words for word in telling)


def _chinese(record: Record, squeezed: str) -> bool:
    for title in (record.title_zh, record.title):
        plain = re.sub(r"\W", "", _BRACKETS.sub("", fold(title)))
        if len(plain) >= SHORTEST and plain >= "\u3400" and plain in squeezed:
            return True
        form = _PREFIX.sub("", plain)
        at = squeezed.find(form) if len(form) >= SHORTEST and form >= "\u3400" else -1
        # 数据条例 within 网络数据条例 is the end of another title; after a place it is that place's own
        if at >= 0 and (at == 0 or _OPENS.search(squeezed[:at])):
            return not (places := codes_in(squeezed)) or record.jurisdiction in places
    return False


def _titled(record: Record, words: set[str], rarity: Mapping[str, float]) -> bool:
    title = {word for word in tokens(_BRACKETS.sub("", record.title)) if word < "\u3400"}
    whole = sum(rarity.get(word, 0.0) for word in title)
    said = sum(rarity.get(word, 0.0) for word in title & words)
    return len(title & words) >= 2 and whole > 0 and said / whole >= SHARE


def _known(record: Record, known: set[str], places: Sequence[str]) -> bool:
    """Whether the title is that of a known instrument in the question ("EU AI Act" for a title of four lines)."""
    if places and not any(within(record.jurisdiction, place) or within(place, record.jurisdiction) for place in places):
        return False  # "Colorado's AI act" is not the EU's
    return bool(known) and any(name.id in known for name in known_names(f"{record.title}\n{record.title_zh}"))


def _rarity(records: Sequence[Record]) -> dict[str, float]:
    counts = Counter(word for record in records for word in set(tokens(record.title)))
    return {word: math.log(1 + len(records) / count) for word, count in counts.items()}
