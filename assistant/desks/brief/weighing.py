"""How much a sentence tells of a briefing's subject: its words, its headings, its meaning, its passage's place among
what was found, beside each aspect; and whether it has a sum or a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.quotes import sentences_in
from assistant.answering.quoting import concepts_of, head_words, overlap
from assistant.answering.text_cues import gives
from assistant.desks.brief.aspects import Aspect
from assistant.language.dictionary import Term
from assistant.questions.read_once import Reading, Wording
from assistant.records import Hit

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.models.sentences.encoder import SentenceEncoder

SHORTEST = 24  # characters of a sentence that tells something
WORDS, AROUND, MEANT, FOUND = 1.0, 0.5, 0.6, 0.4  # what its words, its headings, its meaning, its passage count
SUM, DATE = 0.2, 0.1  # what a sum or rate, and a date or number count
FOCUS = 0.3  # the share of an aspect's own words, the rest being the whole question's
ABOUT, NEAR = 0.15, 0.4  # the words, or else the nearness in meaning, that one needs which is about it
SUMS = ("money", "percent", "area", "compute")
_FILE = re.compile(r"\b[\w.-]+\.(?:md|txt|pdf|html?)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a document: `hit.passage.text[start:end]`; how much it tells, and of which aspect; `owed` is a
    place or a document, by its code or name, that a briefing must have a word on."""

    hit: Hit
    start: int
    end: int
    score: float
    aspect: int
    owed: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.hit.passage.text[self.start : self.end].split())


class Weigher:
    """Weighs sentences beside the aspects of one subject."""

    def __init__(self, index: Index, aspects: Sequence[Aspect], encoder: SentenceEncoder | None) -> None:
        self._index, self._aspects, self._read = index, aspects, Reading()
        self._concepts = {
            own: [
                tuple(
                    concepts_of(words, index, set(words))
                    for words in (_words(one.focus, own), _words(one.question.whole, own))
                )
                for one in aspects
            ]
            for own in (True, False)
        }
        self._vectors = None if encoder is None else encoder.vectors([one.question.whole.text for one in aspects])

    def told(self, hit: Hit, found: Sequence[float]) -> list[Told]:
        """The sentences of a passage that tell something; `found` is how near the passage came, by aspect."""
        if gives("sources", hit.passage.label):
            return []
        head = head_words(hit, self._read)
        nearness = self._nearness(hit)
        sentences = []
        for start, end in sentences_in(hit):
            text = hit.passage.text[start:end]
            if (len(text) < SHORTEST and text.isascii()) or gives("itself", text) or _FILE.search(text):
                continue
            read = self._read(text)
            sums = {one.dimension for one in read.quantities}
            worth = SUM * bool(sums & set(SUMS)) + DATE * bool(sums & {"date", "count"})
            meant = nearness.get((start, end), [0.0] * len(self._aspects))
            words = [self._share(at, read, head, hit) for at in range(len(self._aspects))]
            if max(words) < ABOUT and max(meant) < NEAR:
                continue
            shares = [
                share + MEANT * near + FOUND * place for share, near, place in zip(words, meant, found, strict=True)
            ]
            best = max(range(len(shares)), key=shares.__getitem__)
            sentences.append(Told(hit, start, end, shares[best] + worth, best))
        return sentences

    def _share(self, at: int, read: Wording, head: frozenset[str], hit: Hit) -> float:
        """The share of an aspect's words that a sentence and its headings have."""
        aspect = self._aspects[at]
        own = hit.passage.language == aspect.question.whole.language
        total = 0.0
        for concepts, weight in zip(self._concepts[own][at], (FOCUS, 1 - FOCUS), strict=True):
            said = overlap(concepts, read.words)
            total += weight * (WORDS * said + AROUND * (overlap(concepts, read.words | head) - said))
        return total

    def _nearness(self, hit: Hit) -> dict[tuple[int, int], list[float]]:
        """How near each sentence of a passage is to each aspect in meaning."""
        kept = self._index.sentences
        if self._vectors is None or kept is None:
            return {}
        row, found = self._index.row_of(hit.passage.id), dict[tuple[int, int], list[float]]()
        for vector in self._vectors:
            for start, end, near in kept.of(row, vector):
                found.setdefault((start, end), []).append(max(0.0, near))
        return found


def _words(wording: Wording, own: bool) -> Sequence[Term]:
    return wording.own if own else wording.abroad
