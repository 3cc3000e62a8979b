"""Which sentences of a passage carry a claim, and how much of its content they have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.languages import language_of
from assistant.quantities import same_unit, same_value
from assistant.verifying.modality import denied_heads
from assistant.verifying.reading import Reading, read
from assistant.verifying.terms import Content, Term, joined, terms_of

_PART = re.compile(r"[；;]")
POLARITY = 4.0  # what a word denied in both counts between semicolons, and against it one denied in the passage only
FIGURE = 2.0  # what a figure in common counts, in content words


def coverage(terms: Sequence[Term], content: Content) -> float:
    """Share of the terms that a text has, by itself or in translation, 0–1; 1 for no terms."""
    return sum(content.has(term) for term in terms) / len(terms) if terms else 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """The sentence of a passage that best carries a claim."""

    reading: Reading | None
    sentence: int
    score: float
    part: tuple[int, int] = (0, 0)  # span of what lies between semicolons and carries the claim best

    @property
    def quote(self) -> str:
        if self.reading is None:
            return ""
        start, end = self.reading.sentences[self.sentence]
        return self.reading.text[start:end]

    @property
    def offset(self) -> int:
        return self.reading.sentences[self.sentence][0] if self.reading else 0


def match_sentences(claim: Reading, terms: Sequence[Term], passages: Sequence[Reading]) -> Match:
    """Ranks the passages' sentences by the claim's terms and figures that they hold."""
    scored = [
        (score, passage, number)
        for passage in passages
        for number, score in enumerate(sentence_scores(claim, terms, passage))
    ]
    if not scored:
        return Match(None, 0, 0.0)
    score, passage, number = max(scored, key=lambda entry: entry[0])
    return Match(passage, number, score, _best_part(claim, terms, passage, number))


def _best_part(claim: Reading, terms: Sequence[Term], passage: Reading, number: int) -> tuple[int, int]:
    start, end = passage.sentences[number]
    borders = [match.start() for match in _PART.finditer(passage.text, start, end)]
    parts = list(pairwise([start, *borders, end]))
    if len(parts) == 1:
        return start, end
    segments = [segment for segment in passage.segments if segment.sentence == number]

    denied = denied_heads(claim.text)

    def fit(part: tuple[int, int]) -> float:
        inside = [segment.content for segment in segments if part[0] <= segment.start < part[1]]
        figures = passage.quantities_in(*part)
        shared = sum(any(same_value(q, other) and same_unit(q, other) for other in figures) for q in claim.quantities)
        stated = denied_heads(passage.text[part[0] : part[1]])
        agreed = len(denied & stated) - sum(head in claim.whole.folded for head in stated - denied)
        agreed -= sum(head in passage.text[part[0] : part[1]] for head in denied - stated)
        return POLARITY * agreed + sum(any(content.has(term) for content in inside) for term in terms) + FIGURE * shared

    return max(parts, key=fit)


def sentence_scores(claim: Reading, terms: Sequence[Term], passage: Reading) -> list[float]:
    """How well each sentence of a passage carries a claim: words in common (rarer ones count more), and figures."""
    scores = [0.0] * len(passage.sentences)
    for term in terms:
        holders = {segment.sentence for segment in passage.segments if segment.content.has(term)}
        rarity = 1.0 - 0.5 * len(holders) / max(1, len(passage.sentences))
        for sentence in holders:
            scores[sentence] += rarity
    for wanted in claim.quantities:
        holders = {
            passage.segments[passage.segment_of(q.start)].sentence
            for q in passage.quantities
            if same_value(wanted, q) and same_unit(wanted, q)
        }
        for sentence in holders:
            scores[sentence] += FIGURE
    lengths = (end - start for start, end in passage.sentences)
    return [score * (1 - min(length, 900) / 9000) for score, length in zip(scores, lengths, strict=True)]


def window(claim: Reading, terms: Sequence[Term], passages: Sequence[Reading]) -> Content:
    """What of each passage a claim may rest on: its best sentence with both neighbours, and one more for the rest."""
    parts: list[Content] = []
    for passage in passages:
        best = match_sentences(claim, terms, [passage])
        if best.reading is None:
            continue
        near = [s.content for s in passage.segments if abs(s.sentence - best.sentence) <= 1]
        rest = [term for term in terms if not any(content.has(term) for content in near)]
        further = match_sentences(replace(claim, quantities=()), rest, [passage])
        parts += near + [s.content for s in passage.segments if s.sentence == further.sentence]
    return joined(parts)


def best_quote(claim: str, passage: str, language: str = "") -> tuple[str, int]:
    """(the sentence of the passage that best carries the claim, verbatim, its offset); ("", 0) for an empty passage.

    `language` is the claim's; found out when not given. A line of a table is one sentence.
    """
    chinese = (language or language_of(claim)) == "zh"
    match = match_sentences(read(claim, False), terms_of(claim), [read(passage, not chinese)])
    return match.quote, match.offset
