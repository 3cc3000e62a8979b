"""An answer without a model: the sentences of the found passages that answer, verbatim, best first.

Each sentence gets a few signs (shared words, nearness in meaning, the kind of fact it holds, where it stands); a
linear score of them, fitted on questions with known answers (`evaluations/quotes.py`), orders the sentences. Then
neighbours that belong together become one quote.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answering.quotes import Quote, distinct, in_context, sentences_in
from assistant.answering.text_cues import gives
from assistant.errors import NoEmbeddings
from assistant.language.dictionary import Term
from assistant.library.vectors.sentence_vectors import SHORTEST, width
from assistant.models.sentences.encoder import encoder_or_none
from assistant.questions.question import Question
from assistant.questions.read_once import Reading, Wording
from assistant.records import Hit, Status

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.models.claim_reader import ClaimReader
    from assistant.models.embedder import Embedder
    from assistant.models.judge import Judge

READ = 20  # passages whose sentences are weighed
JUDGED = 24  # sentences, the best by the other signs, that the judge reads: 5–9 ms each on one core
AT_FIRST, CLEAR = 8, 1.0  # it reads so many first, and no more when one of them has this logit
NEAR = 8.0  # weight of a sentence's nearness in meaning where the judge's candidates are chosen
QUOTES = 4
ENUMERATED = 8  # quotes for a question that asks for a list or a summary
LENT = 0.3  # weight of a word that only an earlier question said
OTHER_LANGUAGE = 0.5  # less for a sentence that the reader may have to have translated: of twins the other goes first


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a sentence; each about 0 to 1.

    `words`: share of the question's words, by rarity, in the sentence itself; `around`: the further share in its
    headings and title; `rarest`: the share of the question's three rarest words in either; `judged`: the logit of
    `models.judge`, a reader of both; `passage`: the passage's score against the best; `first`: it is of the best
    passage; `fact`: it holds a fact of the kind asked for; `unknown`: it says that something is not known; `sources`:
    it stands in a section about sources; `short`: it is a fragment; `held`: its document is in force; `opening`: it
    opens its section.
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


NAMES = tuple(item.name for item in fields(Signs))
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
class Composed:
    """The quotes, best first; `judged` is the judge's highest logit for any sentence read, None without a judge."""

    quotes: tuple[Quote, ...]
    judged: float | None


class Composer:
    """Picks quotes. Threads may share it. `cache` is the folder of converted weights, where the judge is kept."""

    def __init__(self, embedder: Embedder, cache: Path) -> None:
        self._embedder = embedder
        self._cache = cache

    def compose(self, question: Question, hits: Sequence[Hit], index: Index, read: Reading) -> Composed:
        """The sentences that best answer, best first, no two alike."""
        candidates = self.candidates(question, hits, index, read)
        scored = [
            replace(quote, score=score(signs) - (OTHER_LANGUAGE if foreign(question, quote) else 0.0))
            for quote, signs in candidates
        ]
        scored.sort(key=lambda quote: -quote.score)
        most = ENUMERATED if question.lists else QUOTES
        quotes = in_context(distinct(scored, 2 * most), most)
        highest = max((signs.judged for _, signs in candidates), default=0.0)
        return Composed(tuple(quotes), highest if self._judge else None)

    def candidates(
        self, question: Question, hits: Sequence[Hit], index: Index, read: Reading
    ) -> list[tuple[Quote, Signs]]:
        """The sentences of the best passages that may answer, with their signs."""
        top = [hit for hit in hits[:READ] if hit.passage.text.strip()]
        spans = [(hit, start, end) for hit in top for start, end in sentences_in(hit)]
        if not spans:
            return []
        said_now = frozenset(question.text.own + question.text.abroad)
        own, abroad = (concepts_of(terms, index, said_now) for terms in (question.whole.own, question.whole.abroad))
        highest = max(hit.score for hit in top) or 1.0
        heads = {hit.passage.id: head_words(hit, read) for hit in top}
        found = []
        for number, (hit, start, end) in enumerate(spans):
            sentence = read(hit.passage.text[start:end])
            said, head = sentence.words, heads[hit.passage.id]
            asked = own if hit.passage.language == question.whole.language else abroad
            words = overlap(asked, said)
            signs = Signs(
                words=words,
                around=overlap(asked, said | head) - words,
                rarest=overlap(rarest(asked), said | head),
                judged=0.0,
                passage=hit.score / highest,
                first=float(hit is top[0]),
                fact=float(sentence.holds(question.sought)),
                unknown=float(gives("unknown", sentence.text)),
                sources=float(gives("sources", "".join(hit.passage.path[-1:])) or gives("itself", sentence.text)),
                short=float(width(sentence.text) < 3 * SHORTEST),
                held=float(hit.status in (Status.IN_FORCE, Status.UNKNOWN)),
                opening=float(number == 0 or spans[number - 1][0] is not hit),
            )
            found.append((Quote(hit, start, end, 0.0), signs))
        near = self._nearness(question.whole, top, index)
        found.sort(key=lambda pair: -score(pair[1]) - NEAR * near.get(_place(pair[0]), 0.0))
        judged: list[float] = []
        for first, last in ((0, AT_FIRST), (AT_FIRST, JUDGED)):
            judged += self._judged(question.whole, [quote for quote, _ in found[first:last]])
            if max(judged) >= CLEAR:
                break
        return [
            (replace(quote, judged=logit), replace(signs, judged=logit))
            for (quote, signs), logit in zip(found, judged, strict=False)
        ]

    def _nearness(self, question: Wording, hits: Sequence[Hit], index: Index) -> dict[tuple[str, int, int], float]:
        """How near each sentence is to the question in meaning, by its place: one without its words is read too."""
        encoder, kept = encoder_or_none(self._cache), index.sentences
        if encoder is None or kept is None:
            return {}
        asked = encoder.vectors([question.text])[0]
        return {
            (hit.passage.id, start, end): near
            for hit in hits
            for start, end, near in kept.of(index.row_of(hit.passage.id), asked)
        }

    def _judged(self, question: Wording, quotes: Sequence[Quote]) -> list[float]:
        """The judge's logit for each sentence; 0 for all where there is no judge on this machine."""
        judge = self._judge
        if judge is None:
            return [0.0] * len(quotes)
        from assistant.models.judge import shown

        found = [0.0] * len(quotes)
        for language in dict.fromkeys(quote.hit.passage.language for quote in quotes):
            mine = [place for place, quote in enumerate(quotes) if quote.hit.passage.language == language]
            texts = [
                shown(hit.record.title, "".join(hit.passage.path[-1:]), quotes[place].text)
                for place in mine
                for hit in (quotes[place].hit,)
            ]
            asked = question.text if language == question.language else question.named_in(language)
            for place, logit in zip(mine, judge.score(asked, texts).tolist(), strict=True):
                found[place] = logit
        return found

    @cached_property
    def claim_reader(self) -> ClaimReader | None:
        """What reads claims beside passages, on the judge's states; None where there is no judge on this machine."""
        from assistant.models.claim_reader import ClaimReader

        return ClaimReader(self._judge.states) if self._judge else None

    @cached_property
    def _judge(self) -> Judge | None:
        from assistant.models.judge import open_judge

        try:
            return open_judge(self._cache, self._embedder)
        except NoEmbeddings:
            return None  # embeddings come from a server, and the local weights are not installed


def _place(quote: Quote) -> tuple[str, int, int]:
    return quote.hit.passage.id, quote.start, quote.end


def foreign(question: Question, quote: Quote) -> bool:
    """Whether the quote is not in the language that the question was asked in."""
    return quote.hit.passage.language != question.language


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


def concepts_of(terms: Sequence[Term], index: Index, now: Set[Term]) -> list[Concept]:
    """The words of a question, as they are searched in one language, that mean something by themselves; those that it
    does not say `now`, but has from what it leans on, weigh less."""
    total = max(len(index.rows), 1)

    def concept(term: Term) -> Concept:
        # a form of several tokens is as rare as its rarest one
        common = max(min(index.words.frequency(token) for token in form) for form in term.alternatives)
        forms = tuple(frozenset(form) for form in term.alternatives)
        return Concept(forms, math.log(1 + total / (1 + common)) * (1.0 if term in now else LENT))

    return [concept(term) for term in terms if term.meant and term.alternatives]


def overlap(concepts: Sequence[Concept], words: Set[str]) -> float:
    """Share of the question's weight that the words carry, 0 to 1."""
    whole = sum(concept.weight for concept in concepts)
    return sum(concept.weight for concept in concepts if concept.among(words)) / whole if whole else 0.0


def rarest(concepts: Sequence[Concept]) -> list[Concept]:
    return sorted(concepts, key=lambda concept: -concept.weight)[:3]


def head_words(hit: Hit, read: Reading) -> frozenset[str]:
    record = hit.record
    return read(f"{record.title} {record.title_zh} {record.issuer} {hit.passage.section}").words
