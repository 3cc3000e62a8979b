"""A quote is a piece of a passage: its sentences, and what a sentence brings along to be understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.language.folding import letters_of
from assistant.library.vectors import sentence_vectors
from assistant.library.vectors.sentence_vectors import headings_of, width
from assistant.measures.measure import Quoted
from assistant.records import Citation, Hit

ROOM = 800  # width of a quote with what stands around it
TAIL = 4.5  # how far below the best a sentence may score and still be quoted


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

    def cited(self, marker: int) -> Citation:
        """The citation of just this quote."""
        return Citation(marker, self.hit.passage, self.hit.record, self.hit.status, self.text, self.start)


def stated(quote: Quote) -> Quoted:
    """A quote as desks know it, by its place in the document; its words with the heading that they stand under."""
    passage = quote.hit.passage
    said = f"{passage.section}\n{quote.text}"
    return Quoted(quote.text, passage.document, said, passage.start + quote.start, passage.start + quote.end)


def sentences_in(hit: Hit) -> list[tuple[int, int]]:
    """Spans of the passage's sentences, without headings."""
    return sentence_vectors.sentences_in(hit.passage, hit.record)


def with_heading(quote: Quote) -> Quote:
    """A quote that opens its passage together with the heading over it, where the passage's text has that."""
    before = quote.hit.passage.text[: quote.start]
    lines = [letters_of(line) for line in before.splitlines()]
    opens = before.strip() and all(line in headings_of(quote.hit.passage, quote.hit.record) for line in lines if line)
    return replace(quote, start=len(before) - len(before.lstrip())) if opens else quote


def distinct(quotes: Sequence[Quote], limit: int | None = None) -> list[Quote]:
    """Without sentences that repeat one before, and without the tail that scores far below the best."""
    kept: list[Quote] = []
    seen: set[str] = set()
    for quote in quotes:
        key = letters_of(quote.text)
        if key in seen or (kept and quote.score < kept[0].score - TAIL):
            continue
        seen.add(key)
        kept.append(quote)
        if len(kept) == limit:
            break
    return kept


def in_context(quotes: Sequence[Quote], most: int) -> list[Quote]:
    """The best quotes, at most so many, each with what stands around it in its passage, nothing shown twice."""
    kept: list[Quote] = []
    for quote in quotes:
        shown = [(one.start, one.end) for one in kept if one.hit.passage.id == quote.hit.passage.id]
        if any(start <= quote.start and quote.end <= end for start, end in shown):
            continue
        kept.append(grown(quote, shown))
        if len(kept) == most:
            break
    return kept


def grown(quote: Quote, shown: Sequence[tuple[int, int]] = ()) -> Quote:
    """A quote with the sentences around it, as far as there is room: a sum without its cap and conditions, or one item
    of a list, is half an answer. Its paragraph goes before others; headings, orders and what is `shown` end it."""
    text = quote.hit.passage.text
    spans = [one for one in sentences_in(quote.hit) if not any(a < one[1] and one[0] < b for a, b in shown)]
    at = next((number for number, (start, end) in enumerate(spans) if start <= quote.start < end), None)
    if at is None:
        return quote

    def belongs(first: int, last: int, beside: tuple[int, int], within: bool) -> bool:
        if first < 0 or last == len(spans) or width(text[spans[first][0] : spans[last][1]]) > ROOM:
            return False
        gap = text[spans[beside[0]][1] : spans[beside[1]][0]]
        return not gap.strip() and not (within and "\n\n" in gap)

    first = last = at
    for within in (True, False):
        growing = True
        while growing:
            growing = False
            if belongs(first, last + 1, (last, last + 1), within):
                last, growing = last + 1, True
            if belongs(first - 1, last, (first - 1, first), within):
                first, growing = first - 1, True
    return replace(quote, start=min(quote.start, spans[first][0]), end=max(quote.end, spans[last][1]))
