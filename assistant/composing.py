"""An answer without a model: the sentences of the found passages that answer, verbatim, best first."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.languages import fold
from assistant.records import Hit
from assistant.understanding import Sought, sought
from assistant.verifying import sentence_spans
from assistant.words import tokens

if TYPE_CHECKING:
    import numpy as np

    from assistant.embedding import Embedder
    from assistant.index import Index

READ = 8  # passages whose sentences are weighed
EMBEDDED = 24  # sentences, by words, that are also compared in meaning: 24 × 2.5 ms on two cores
SHORTEST, LONGEST = 12, 700  # characters of a quote; CJK characters count two


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a passage; `hit.passage.text[start:end]` is the verbatim quote."""

    hit: Hit
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        return self.hit.passage.text[self.start : self.end]


def best_quotes(question: str, hits: Sequence[Hit], index: Index, embedder: Embedder, *, limit: int = 5) -> list[Quote]:
    """The sentences that best answer, best first, at most `limit`, no two alike."""
    weights = word_weights(question, index)
    kind = sought(question)
    top = hits[:READ]
    if not top:
        return []
    highest = max(hit.score for hit in top) or 1.0
    quotes: list[Quote] = []
    for hit in top:
        context = overlap(weights, set(tokens(f"{hit.record.title} {hit.record.title_zh} {hit.passage.section}")))
        for start, end in sentences_in(hit):
            sentence = hit.passage.text[start:end]
            words = overlap(weights, set(tokens(sentence)))
            score = (
                0.9 * words
                + 0.35 * max(context - words, 0.0)
                + 0.6 * hit.score / highest
                + (0.45 if kind is not Sought.ANY and holds(kind, sentence) else 0.0)
            )
            quotes.append(Quote(hit, start, end, score))
    quotes.sort(key=lambda quote: -quote.score)
    quotes = with_meaning(question, quotes[:EMBEDDED], embedder)
    return distinct(quotes, limit)


def word_weights(question: str, index: Index) -> dict[str, float]:
    """The question's words, and their translations, weighted by how rare they are in the library."""
    from assistant.translating import translated

    total = max(len(index.rows), 1)

    def rarity(word: str) -> float:
        return math.log(1 + total / (1 + index.words.frequency(word)))

    weights = {word: rarity(word) for word in tokens(question)}
    for word, share in translated(question).items():
        weights.setdefault(word, 0.6 * share * rarity(word))
    return weights


def overlap(weights: Mapping[str, float], words: set[str]) -> float:
    """Share of the question's weight that the words carry, 0 to 1."""
    whole = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in words) / whole if whole else 0.0


def sentences_in(hit: Hit) -> list[tuple[int, int]]:
    """Spans of the passage's sentences without headings; one too short to say something joins the one before."""
    headings = {squeezed(part) for part in (*hit.passage.path, hit.record.title, hit.record.title_zh)}
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(hit.passage.text):
        if squeezed(hit.passage.text[start:end]) in headings:
            continue
        if width(hit.passage.text[start:end]) < SHORTEST and spans:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [(start, min(end, start + LONGEST)) for start, end in spans if hit.passage.text[start:end].strip()]


def squeezed(text: str) -> str:
    """Letters and digits alone, folded, in lower case."""
    return re.sub(r"[\W_]", "", fold(text).lower())


def width(text: str) -> int:
    return sum(2 if character >= "\u2e80" else 1 for character in text)


HOLDS = {
    Sought.MONEY: re.compile(
        r"(?i)(?:¥|€|\$|£|\b(?:rmb|cny|eur|usd|hk\$|s\$)\s?)[\d.,]+|[\d.,]+\s*(?:thousand|million|billion|trillion|m|bn)?"
        r"\s*(?:yuan|euro|dollars?|rmb|cny)|[\d.一二三四五六七八九十百千]+\s*[百千万亿]*元"
    ),
    Sought.RATE: re.compile(r"(?i)[\d.]+\s*(?:%|per ?cent|percent)|百分之|[一二三四五六七八九]成"),
    Sought.COUNT: re.compile(r"\d|[一二两三四五六七八九十百千万]+[个家项条名类种所]"),
    Sought.DATE: re.compile(
        r"(?i)\b(?:19|20)\d\d\b|\d{4}年|\d{1,2}月\d{1,2}日|\b(?:january|february|march|april|may|june|july|august|september"
        r"|october|november|december)\s+\d"
    ),
    Sought.DURATION: re.compile(
        r"(?i)\b(?:\d+|one|two|three|four|five|six|twelve)\s+(?:years?|months?|days?)\b|[\d一二两三四五六十]+个?[年月日天]|\b20\d\d\b"
    ),
    Sought.BODY: re.compile(
        r"(?i)bureau|department|commission|committee|ministry|office|council|government|congress|association|district"
        r"|局|委|部门|办公室|政府|厅|协会|人大"
    ),
}


def holds(kind: Sought, sentence: str) -> bool:
    """Whether the sentence holds a fact of the kind."""
    return bool(HOLDS[kind].search(fold(sentence)))


def with_meaning(question: str, quotes: Sequence[Quote], embedder: Embedder) -> list[Quote]:
    """The quotes scored anew with the nearness of each sentence to the question in meaning."""
    if not quotes:
        return []
    asked: np.ndarray = embedder.embed_query(question)
    said = embedder.embed_passages([quote.text for quote in quotes])
    near = said @ asked
    low, high = float(near.min()), float(near.max())
    span = (high - low) or 1.0
    rescored = [
        Quote(quote.hit, quote.start, quote.end, quote.score + 0.5 * (float(value) - low) / span)
        for quote, value in zip(quotes, near, strict=True)
    ]
    return sorted(rescored, key=lambda quote: -quote.score)


def distinct(quotes: Sequence[Quote], limit: int) -> list[Quote]:
    """Without sentences that repeat one before, and without the tail that scores far below the best."""
    kept: list[Quote] = []
    seen: set[str] = set()
    for quote in quotes:
        key = squeezed(quote.text)
        if key in seen or (kept and quote.score < 0.55 * kept[0].score):
            continue
        seen.add(key)
        kept.append(quote)
        if len(kept) == limit:
            break
    return kept
