"""What a question points to: documents by number, title or description, and their articles and other parts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.data import once, rows
from assistant.language.folding import fold
from assistant.language.names import inside
from assistant.language.numerals import from_roman, to_chinese, to_roman, whole_number
from assistant.questions.held import SHORTEST, YEAR, Held, Named
from assistant.questions.read_once import Wording
from assistant.records import Kind

DESCRIBED = 3  # documents that a description may fit and still point to them
MOST = 6  # more documents than this are a subject, not a name
SHARE = 0.75  # of a title's words, by rarity among titles

_PREFIX = re.compile(
    r"^(?:中华人民共和国|关于(?:印发|发布|加快推进|推进)?|深圳经济特区|[\u4e00-\u9fff]{2,3}[省市](?:人民政府)?)"
)
# what a title may follow in a question: no letter of a longer title
_OPENS = re.compile(
    r"(?:[\u0000-\u2e7f]|[的这那该本据照按依在从和与及跟对看查问讲说根]|[市区省县州国]|深圳|上海|北京|广州|广东|香港|中国|特区)$"
)
_NUMBERED = re.compile(r"\b[A-Z]{2,4}[ -]?\d{2,}|〔\d{4}〕")  # who gives a number means that act and no other


ARTICLE = re.compile(
    r"(?i)\b(?:article|art\.?)\s*(\d{1,4})\b|\b(?:section|sec\.)\s*(\d{1,4})\b(?!\.\d)|第\s*([0-9零〇一二三四五六七八九十百千]{1,9})\s*条"
)


_DOTTED = re.compile(r"(?i)\b(?:section|sec\.|paragraph|para\.?|clause|point|rule)\s*(\d{1,2}(?:\.\d{1,3}){1,3})\b")
MOST_PARTS = 20  # of one sort: a higher number is no part's
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


def parts_asked(question: Wording) -> list[re.Pattern[str]]:
    """What the headings of the parts begin with that a question names by number: an annex, a principle, a chapter."""
    asked: list[tuple[int, int]] = []  # place in _PARTS, number
    for word, number in _ENGLISH_PART.findall(question.text):
        place = next(i for i, (english, _, _) in enumerate(_PARTS) if word.lower() in english.split("|"))
        asked.append((place, whole_number(number) or from_roman(number) or 0))
    for groups in _CHINESE_PART.findall(question.folded):
        asked += [(place, whole_number(number) or 0) for place, number in enumerate(groups) if number]
    found = []
    for place, value in asked:
        if not 0 < value <= MOST_PARTS:
            continue
        english, before, after = _PARTS[place]
        end = "" if after else "(?![0-9一二三四五六七八九十])"
        found.append(
            re.compile(
                rf"(?i)\W*(?:(?:{english})\s+(?:{value}|{to_roman(value)})\b"
                rf"|{before}\s*(?:{value}|{to_chinese(value)})\s*{after}{end})"
            )
        )
    return found


def articles_asked(question: str) -> list[str]:
    """The labels, in the forms that documents print, of the articles or sections that a question names."""
    labels: list[str] = []
    for article, section, chinese in ARTICLE.findall(question):
        number = int(article or section) if article or section else whole_number(chinese)
        if number is None or not 0 < number < 10_000:
            continue
        labels += [f"Article {number}", f"第{to_chinese(number)}条", f"第{number}条"]
        labels += [f"{word} {number}{end}" for word in ("Sec.", "Section", "SECTION") for end in ("", ".")]
    return labels + _DOTTED.findall(question)  # "1.2 Quorum" is section 1.2


@once
def _sorts() -> list[tuple[re.Pattern[str], str, re.Pattern[str]]]:
    """How people speak of an instrument without its title; the kind that it is, "" for none; what its title has."""
    table = rows("instrument_sorts.tsv")
    return [(re.compile(said, re.IGNORECASE), kind, re.compile(titles, re.MULTILINE)) for said, kind, titles in table]


def documents_named(question: Wording, places: Sequence[str], held: Held) -> list[str]:
    """Names of the documents that the question mentions, none when it would be more than MOST. `places` are the codes
    of those that it names."""
    plain = re.sub(r"\W", "", question.folded.lower())
    known = question.named("document")
    found = [
        named.record.document
        for named in held.named
        if _numbered(named, question.words, plain)
        or _chinese(named, plain, places)
        or _titled(named, question.words, held.rarity)
        or _known(named, known, places)
    ]
    found = found or described(question, places, held)
    return found if len(found) <= MOST else []


def described(question: Wording, places: Sequence[str], held: Held) -> list[str]:
    """Documents that a question speaks of by place, sort and perhaps year ("the 2024 Colorado act"), where that can
    be only few: the one of the year of issue, where a year is said."""
    asked = question.folded
    sorts = [(kind, titles) for words, kind, titles in _sorts() if words.search(asked)]
    if len(places) != 1 or not sorts or _NUMBERED.search(asked):
        return []
    fitting = [
        record
        for record in held.records.values()
        if record.jurisdiction == places[0]
        and any(
            record.kind == kind or titles.search(f"{record.title}\n{record.title_zh}\n{record.number}")
            for kind, titles in sorts
        )
        and record.kind is not Kind.NEWS
    ]
    years = set(YEAR.findall(asked))
    dated = [record for record in fitting if (record.issued or "")[:4] in years]
    found = [record.document for record in dated or fitting]
    return found if len(found) <= DESCRIBED else []


def _numbered(named: Named, words: frozenset[str], asked: str) -> bool:
    return bool(named.number) and (named.number in asked or not named.number_tokens.isdisjoint(words))


def _chinese(named: Named, asked: str, places: Sequence[str]) -> bool:
    for title in named.chinese_titles:
        if title in asked:
            return True
        form = _PREFIX.sub("", title)
        at = asked.find(form) if len(form) >= SHORTEST and form >= "\u3400" else -1
        # 数据条例 within 网络数据条例 is the end of another title; after a place it is that place's own
        if at >= 0 and (at == 0 or _OPENS.search(asked[:at])):
            return not places or named.record.jurisdiction in places
    return False


def _titled(named: Named, words: frozenset[str], rarity: Mapping[str, float]) -> bool:
    said = named.title_words & words
    if len(said) < 2:
        return False
    whole = sum(rarity.get(word, 0.0) for word in named.title_words)
    return whole > 0 and sum(rarity.get(word, 0.0) for word in said) / whole >= SHARE


def _known(named: Named, known: frozenset[str], places: Sequence[str]) -> bool:
    """Whether the title is that of a known instrument in the question ("EU AI Act" for a title of four lines)."""
    own = named.record.jurisdiction
    if places and not any(inside(own, place) or inside(place, own) for place in places):
        return False  # "Colorado's AI act" is not the EU's
    return not named.instruments.isdisjoint(known)


def is_article(label: str, articles: Sequence[str]) -> bool:
    """Whether a passage's label is that of one of these articles or sections."""
    return any(re.match(rf"{re.escape(article)}(?!\d)", label) for article in articles)


def under(path: Sequence[str], parts: Sequence[re.Pattern[str]]) -> bool:
    """Whether one of the headings of a section path begins a part."""
    return any(part.match(fold(heading)) for heading in path for part in parts)
