"""An answer without a model: the sentences of the found passages that answer, verbatim, best first.

Each sentence gets a few signs (shared words, nearness in meaning, the kind of fact it holds, where it stands); a
linear score of them, fitted on questions with known answers (`evaluations/quotes.py`), orders the sentences. Then
neighbours that belong together become one quote.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answering.understanding import Question, with_names_in
from assistant.errors import NoEmbeddings
from assistant.facts import Sought, holds, sought
from assistant.finding.translating import Term, own_terms, translate
from assistant.languages import fold, language_of
from assistant.prompts import gives_orders
from assistant.records import Hit, Status
from assistant.storing.words import tokens
from assistant.verifying import sentence_spans

if TYPE_CHECKING:
    from assistant.embedding import Embedder
    from assistant.embedding.judging import Judge
    from assistant.storing.index import Index

READ = 20  # passages whose sentences are weighed
JUDGED = 24  # sentences, the best by the other signs, that the judge reads: 5–9 ms each on one core
AT_FIRST, CLEAR = 8, 1.0  # it reads so many first, and no more when one of them has this logit
SHORTEST, LONGEST = 16, 700  # width of a quote; CJK characters count two
QUOTES = 5
ENUMERATED = 8  # quotes for a question that asks for a list or a summary
OTHER_LANGUAGE = 0.5  # less for a sentence that the reader may have to have translated: of twins the other goes first

SOURCES = re.compile(r"(?i)\bsources?\b.*|certainty|来源|可信度|关于本摘要|about this digest")
UNKNOWN = re.compile(
    r"(?i)\bnot (?:known|stated|named|seen|found|given|visible|in this library|verified)\b|\bnames? no\b|\bsets? no\b"
    r"|\bno (?:amount|figure|date|cap|rate)\b|\bunknown\b|不详|未知|不清楚|尚不|未找到"
    r"|没有(?:写|说|给出|规定|列出|找到|读到)|未(?:写|说|给出|规定|列出|载明|读到)"
)
ITSELF = re.compile(
    r"(?i)^\W*this (?:is a )?(?:digest|document|page|summary)\b|本摘要|本文(?:是|为|系)|用自己的话|自己的话"
)
LEANING = re.compile(
    r"(?i)^\W*(?:it|its|they|their|these|this|that|those|he|she|the (?:cap|rate|same))\b"
    r"|^\W*(?:其|它|该|此|这|上述|同时|此外|另外)"
)


WIDE = re.compile(r"[\u2e80-\U0010ffff]")
ANNOUNCES = re.compile(r"(?i)(?:[:：]|\b(?:as follows|below|the following)\W*|(?:如下|以下\S{0,8})\W*)\s*$")
ITEM = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\dA-Za-z]{1,4}[）)]|\d{1,3}[.．、)](?!\d)|[一二三四五六七八九十]{1,3}、|[①-⑳]|[a-z][.)]\s|[•·▪◦–-]\s)"
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a sentence; each about 0 to 1.

    `words`: share of the question's words, by rarity, in the sentence itself; `around`: the further share in its
    headings and title; `rarest`: the share of the question's three rarest words in either; `judged`: the logit of
    `embedding.judging`, a reader of both; `passage`: the passage's score against the
    best; `first`: it is of the best passage; `fact`: it holds a fact of the kind asked for; `unknown`: it says that
    something is not known; `sources`: it stands in a section about sources; `short`: it is a fragment; `held`: its
    document is in force; `opening`: it opens its section.
    """

    words: float
    around: float
    rarest: float
    judged: float
    passage: float
    first: float
    fact: float
    unknown: float
    sources: float
    short: float
    held: float
    opening: float


WEIGHTS = Signs(  # python evaluations/quotes.py LIBRARY tests/gold/dev
    words=5.77,
    around=2.74,
    rarest=1.98,
    judged=1.0,
    passage=3.49,
    first=0.45,
    fact=2.05,
    unknown=1.31,
    sources=-0.8,
    short=-1.0,
    held=0.24,
    opening=0.04,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of a passage; `hit.passage.text[start:end]` is the verbatim quote."""

    hit: Hit
    start: int
    end: int
    score: float
    judged: float = 0.0  # the judge's logit: above 0 where the sentence is likely to answer

    @property
    def text(self) -> str:
        return self.hit.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Composed:
    """The quotes, best first; `judged` is the judge's highest logit for any sentence read, None without a judge."""

    quotes: tuple[Quote, ...]
    judged: float | None


class Composer:
    """Picks quotes. Threads may share it. `cache` is the folder of converted weights, where the judge is kept."""

    def __init__(self, embedder: Embedder, cache: Path) -> None:
        self._embedder = embedder
        self._cache = cache

    def compose(self, question: Question, hits: Sequence[Hit], index: Index) -> Composed:
        """The sentences that best answer, best first, no two alike."""
        candidates = self.candidates(question, hits, index)
        scored = [
            replace(quote, score=score(signs) - (OTHER_LANGUAGE if foreign(question, quote) else 0.0))
            for quote, signs in candidates
        ]
        scored.sort(key=lambda quote: -quote.score)
        limit = ENUMERATED if question.enumerates else QUOTES
        found = distinct(scored, limit)
        quotes = joined([listed(quote) for quote in found] if question.enumerates else found)
        highest = max((signs.judged for _, signs in candidates), default=0.0)
        return Composed(tuple(quotes), highest if self._judge else None)

    def candidates(self, question: Question, hits: Sequence[Hit], index: Index) -> list[tuple[Quote, Signs]]:
        """The sentences of the best passages that may answer, with their signs."""
        top = [hit for hit in hits[:READ] if hit.passage.text.strip()]
        spans = [(hit, start, end) for hit in top for start, end in sentences_in(hit)]
        if not spans:
            return []
        concepts = concepts_of(question.standalone, index)
        kind = kind_sought(question)
        highest = max(hit.score for hit in top) or 1.0
        heads = {hit.passage.id: head_words(hit) for hit in top}
        found = []
        for number, (hit, start, end) in enumerate(spans):
            sentence = hit.passage.text[start:end]
            said, head = words_of(sentence), heads[hit.passage.id]
            asked = concepts[side(question, hit)]
            words = overlap(asked, said)
            signs = Signs(
                words=words,
                around=overlap(asked, said | head) - words,
                rarest=overlap(rarest(asked), said | head),
                judged=0.0,
                passage=hit.score / highest,
                first=float(hit is top[0]),
                fact=float(holds(kind, sentence)),
                unknown=float(bool(UNKNOWN.search(sentence))),
                sources=float(
                    bool(SOURCES.search(hit.passage.path[-1] if hit.passage.path else "") or ITSELF.search(sentence))
                ),
                short=float(width(sentence) < 3 * SHORTEST),
                held=float(hit.status in (Status.IN_FORCE, Status.UNKNOWN)),
                opening=float(number == 0 or spans[number - 1][0] is not hit),
            )
            found.append((Quote(hit, start, end, 0.0), signs))
        found.sort(key=lambda pair: -score(pair[1]))
        judged: list[float] = []
        for first, last in ((0, AT_FIRST), (AT_FIRST, JUDGED)):
            judged += self._judged(question.standalone, [quote for quote, _ in found[first:last]])
            if max(judged) >= CLEAR:
                break
        found = found[: len(judged)]
        return [
            (replace(quote, judged=logit), replace(signs, judged=logit))
            for (quote, signs), logit in zip(found, judged, strict=True)
        ]

    def _judged(self, question: str, quotes: Sequence[Quote]) -> list[float]:
        """The judge's logit for each sentence; 0 for all where there is no judge on this machine."""
        judge = self._judge
        if judge is None:
            return [0.0] * len(quotes)
        from assistant.embedding.judging import shown

        own = language_of(question)
        found = [0.0] * len(quotes)
        for language in dict.fromkeys(quote.hit.passage.language for quote in quotes):
            mine = [place for place, quote in enumerate(quotes) if quote.hit.passage.language == language]
            texts = [
                shown(hit.record.title, "".join(hit.passage.path[-1:]), quotes[place].text)
                for place in mine
                for hit in (quotes[place].hit,)
            ]
            asked = question if language == own else with_names_in(question, language)
            for place, logit in zip(mine, judge.score(asked, texts).tolist(), strict=True):
                found[place] = logit
        return found

    @cached_property
    def _judge(self) -> Judge | None:
        from assistant.embedding.judging import open_judge

        try:
            return open_judge(self._cache, self._embedder)
        except NoEmbeddings:
            return None  # embeddings come from a server, and the local weights are not installed


def foreign(question: Question, quote: Quote) -> bool:
    """Whether the quote is not in the language that the question was asked in."""
    return quote.hit.passage.language != question.language


def kind_sought(question: Question) -> Sought:
    """The kind of fact asked for, by the question itself, else by what it leans on."""
    kind = sought(question.text)
    return sought(question.standalone) if kind is Sought.ANY else kind


def score(signs: Signs, weights: Signs = WEIGHTS) -> float:
    """The linear score of a sentence; only differences mean something."""
    total: float = sum(getattr(signs, name) * getattr(weights, name) for name in NAMES)
    return total


@dataclass(frozen=True, slots=True)
class Concept:
    """A word of the question: it occurs where all tokens of one of its forms (of either language) do."""

    forms: tuple[frozenset[str], ...]
    weight: float  # by how rare it is in the library

    def among(self, words: Set[str]) -> bool:
        return any(form <= words for form in self.forms)


def concepts_of(question: str, index: Index) -> dict[str, list[Concept]]:
    """The words of a question as they would stand in passages of its own language ("own") and the other ("other")."""
    source = language_of(question)
    other = {"zh": "en", "en": "zh"}.get(source, source)
    total = max(len(index.rows), 1)

    def concept(term: Term) -> Concept:
        # a form of several tokens is as rare as its rarest one
        common = max(min(index.words.frequency(token) for token in form) for form in term.alternatives)
        forms = tuple(frozenset(form) for form in term.alternatives)
        return Concept(forms, math.log(1 + total / (1 + common)))

    return {
        "own": [concept(term) for term in own_terms(question) if term.meant],
        "other": [concept(term) for term in translate(question, source, other) if term.meant and term.alternatives],
    }


def overlap(concepts: Sequence[Concept], words: Set[str]) -> float:
    """Share of the question's weight that the words carry, 0 to 1."""
    whole = sum(concept.weight for concept in concepts)
    return sum(concept.weight for concept in concepts if concept.among(words)) / whole if whole else 0.0


def rarest(concepts: Sequence[Concept]) -> list[Concept]:
    return sorted(concepts, key=lambda concept: -concept.weight)[:3]


def side(question: Question, hit: Hit) -> str:
    """Which of `concepts_of` to look for in a passage."""
    return "own" if hit.passage.language == language_of(question.standalone) else "other"


@lru_cache(8192)
def words_of(sentence: str) -> frozenset[str]:
    return frozenset(tokens(sentence))


def head_words(hit: Hit) -> set[str]:
    record = hit.record
    return set(tokens(f"{record.title} {record.title_zh} {record.issuer} {hit.passage.section}"))


def sentences_in(hit: Hit) -> list[tuple[int, int]]:
    """Spans of the passage's sentences without headings; one too short to say something joins the one before."""
    text = hit.passage.text
    headings = headings_of(hit)
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        end = start + len(text[start:end].rstrip())
        if squeezed(text[start:end]) in headings or not text[start:end].strip() or gives_orders(text[start:end]):
            continue
        if width(text[start:end]) < SHORTEST and spans and "\n\n" not in text[spans[-1][1] : start]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [(start, min(end, start + LONGEST)) for start, end in spans]


def headings_of(hit: Hit) -> set[str]:
    """The headings over a passage, squeezed."""
    return {squeezed(part) for part in (*hit.passage.path, hit.passage.label, hit.record.title, hit.record.title_zh)}


def with_heading(quote: Quote) -> Quote:
    """A quote that opens its passage together with the heading over it, where the passage's text has that."""
    before = quote.hit.passage.text[: quote.start]
    lines = [squeezed(line) for line in before.splitlines()]
    opens = before.strip() and all(line in headings_of(quote.hit) for line in lines if line)
    return replace(quote, start=len(before) - len(before.lstrip())) if opens else quote


def squeezed(text: str) -> str:
    """Letters and digits alone, folded, in lower case."""
    return re.sub(r"[\W_]", "", fold(text).lower())


def width(text: str) -> int:
    return len(text) + len(WIDE.findall(text))


def distinct(quotes: Sequence[Quote], limit: int | None = None) -> list[Quote]:
    """Without sentences that repeat one before, and without the tail that scores far below the best."""
    kept: list[Quote] = []
    seen: set[str] = set()
    for quote in quotes:
        key = squeezed(quote.text)
        if key in seen or (kept and quote.score < kept[0].score - TAIL):
            continue
        seen.add(key)
        kept.append(quote)
        if len(kept) == limit:
            break
    return kept


TAIL = 4.5  # how far below the best a sentence may score and still be quoted


def joined(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes that follow each other in one passage as one, where the better of them stood.

    A sentence that leans on the one before ("Its cap is …") brings it along, one that announces a list brings the list.
    """
    grown = [announcing(leaning(quote)) for quote in quotes]
    result: list[Quote] = []
    for quote in grown:
        for at, other in enumerate(result):
            if other.hit.passage.id != quote.hit.passage.id:
                continue
            first, second = sorted((other, quote), key=lambda item: item.start)
            gap = quote.hit.passage.text[first.end : second.start]
            span = (first.start, max(first.end, second.end))
            if (second.start <= first.end or not gap.strip()) and "\n\n" not in gap and span[1] - span[0] <= LONGEST:
                result[at] = Quote(other.hit, *span, other.score, other.judged)
                break
        else:
            result.append(quote)
    return result


def leaning(quote: Quote) -> Quote:
    """The quote with the sentence before it, where it begins with a word that points there."""
    if not LEANING.match(quote.text):
        return quote
    before = [span for span in sentences_in(quote.hit) if span[1] <= quote.start]
    if not before or "\n\n" in quote.hit.passage.text[before[-1][1] : quote.start]:
        return quote
    return replace(quote, start=before[-1][0])


def listed(quote: Quote) -> Quote:
    """An item of a list with its neighbours, as far as there is room: who asks for several things wants them all."""
    if not ITEM.match(quote.text):
        return quote
    spans = sentences_in(quote.hit)
    at = next((number for number, (start, end) in enumerate(spans) if start <= quote.start < end), None)
    if at is None:
        return quote
    text, first, last = quote.hit.passage.text, at, at
    while first > 0 and ITEM.match(text[spans[first - 1][0] :]) and spans[last][1] - spans[first - 1][0] <= LONGEST:
        first -= 1
    while (
        last + 1 < len(spans)
        and ITEM.match(text[spans[last + 1][0] :])
        and spans[last + 1][1] - spans[first][0] <= LONGEST
    ):
        last += 1
    return replace(quote, start=spans[first][0], end=spans[last][1])


def announcing(quote: Quote) -> Quote:
    """The quote with the items after it, as far as there is room, where it announces them."""
    if not ANNOUNCES.search(quote.text):
        return quote
    after = [end for start, end in sentences_in(quote.hit) if start >= quote.end and end - quote.start <= LONGEST]
    return replace(quote, end=after[-1]) if after else quote


NAMES = tuple(item.name for item in fields(Signs))
