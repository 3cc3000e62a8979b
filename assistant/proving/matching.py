"""Which sentences of a passage carry a claim, and how much of its content they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.language.quantities import Quantity, same_unit, same_value
from assistant.language.script import language_of
from assistant.language.terms import Content, Term, joined
from assistant.proving.polarity import Cue, modals, negations
from assistant.proving.reading import Reading, Segment, Span

FIGURE = 2.0  # what a figure in common counts, in content words
ROOM = 136.0  # tokens, about: as the reader was trained to see it
LETTERS, SIGNS = 4.2, 1.5  # of English and of Chinese that make a token
NOTHING = Reading("", False, (), (), (), Content("", frozenset(), frozenset(), frozenset()))


def coverage(terms: Sequence[Term], content: Content) -> float:
    """Share of the terms that a text has, by itself or in translation, 0–1; 1 for no terms."""
    return sum(map(content.has, terms)) / len(terms) if terms else 1.0


def stands(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether one of these quantities has the value and may have the unit of a claim's."""
    return any(same_value(quantity, other) and same_unit(quantity, other) for other in others)


@dataclass(frozen=True)
class Match:
    """The sentence of a passage that best carries a claim; without passages, an empty one."""

    reading: Reading = NOTHING
    sentence: int = 0
    score: float = 0.0

    @property
    def span(self) -> Span:
        return self.reading.sentences[self.sentence] if self.reading.sentences else (0, 0)

    @property
    def quote(self) -> str:
        return self.reading.text[slice(*self.span)]

    @cached_property
    def segments(self) -> list[Segment]:
        return [segment for segment in self.reading.segments if segment.sentence == self.sentence]

    @cached_property
    def negations(self) -> list[Cue]:
        """Those of the quote."""
        return negations(self.quote)

    @cached_property
    def modals(self) -> list[Cue]:
        """Those of the quote."""
        return modals(self.quote)


def match_sentences(claim: Reading, passages: Sequence[Reading]) -> Match:
    """The sentence of the passages that has most of the claim's terms and figures."""
    scored = [
        Match(passage, number, score)
        for passage in passages
        for number, score in enumerate(sentence_scores(claim.terms, claim.quantities, passage))
    ]
    return max(scored, key=lambda match: match.score, default=Match())


def sentence_scores(terms: Sequence[Term], quantities: Sequence[Quantity], passage: Reading) -> list[float]:
    """How well each sentence of a passage carries a claim: words in common (rarer ones count more), and figures."""
    scores = [0.0] * len(passage.sentences)
    for term in terms:
        holders = {segment.sentence for segment in passage.segments if segment.content.has(term)}
        rarity = 1.0 - 0.5 * len(holders) / max(1, len(passage.sentences))
        for sentence in holders:
            scores[sentence] += rarity
    for wanted in quantities:
        for sentence in {passage.sentence_of(q) for q in passage.quantities if stands(wanted, [q])}:
            scores[sentence] += FIGURE
    lengths = (end - start for start, end in passage.sentences)
    return [score * (1 - min(length, 900) / 9000) for score, length in zip(scores, lengths, strict=True)]


def window(claim: Reading, passages: Sequence[Reading]) -> Content:
    """What of each passage a claim may rest on: its best sentence with both neighbours."""
    best = [match_sentences(claim, [passage]) for passage in passages]
    return joined(s.content for match in best for s in match.reading.segments if abs(s.sentence - match.sentence) <= 1)


def nearest_text(claim: Reading, passages: Sequence[Reading]) -> str:
    """What a reader of pairs is shown: the sentences with most of the claim's words and figures, in their order."""
    scored = [
        (score, number, start, end)
        for number, passage in enumerate(passages)
        for score, (start, end) in zip(
            sentence_scores(claim.terms, claim.quantities, passage), passage.sentences, strict=True
        )
    ]
    room = ROOM
    chosen: list[tuple[int, int, str]] = []
    for _, number, start, end in sorted(scored, key=lambda entry: -entry[0]):
        text = passages[number].text[start:end]
        cost = len(text) / (SIGNS if language_of(passages[number].text) == "zh" else LETTERS)
        if chosen and cost > room:
            continue
        chosen.append((number, start, " ".join(text.split())))
        room -= cost
        if room < 0:
            break
    return " ".join(text for _, _, text in sorted(chosen))
