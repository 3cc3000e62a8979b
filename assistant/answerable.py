"""Whether what was found answers a question, or only sounds like it. Pure code; the model is not asked.

The best sentences have to be about what the question names (place, body, scheme), hold a fact of the kind it asks for,
and share its words and its meaning. A logistic estimate over these signs, fitted by `evaluations/refusals.py`, decides;
two things are refused outright: a place that nothing found is about, and a telephone number, an address, a person or
a reason where no sentence holds one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache

from assistant.composing import Composer, Concept, Quote, concepts_of, head_words, overlap, rarest, side
from assistant.facts import Sought, holds, sought
from assistant.index import Index
from assistant.records import Findings, Hit
from assistant.understanding import Question
from assistant.verifying.names import covers, gazetteer, known_names
from assistant.words import tokens

LOOKED_AT = 3  # best quotes
DECIDING = ("place", "scheme")  # kinds of names that an answer must be about
OUTRIGHT = (Sought.CONTACT, Sought.PERSON, Sought.REASON)


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for answering; each about 0 to 1 but `relevance`, a logit.

    `relevance`: of the search; `best`: share of the question's words, by rarity, in the best quote and its headings;
    `together`: the same for the best quotes together; `rarest`: the share of its three rarest words; `named`: share of
    the names in the question that one quote with its headings covers at once; `fact`: the kind of fact asked for is
    there (0.5 when none in particular is asked for); `spoken`: the share of the question's words in the quotes alone;
    `near`: nearness of the best quote in meaning, 0.8 taken as 0 and 0.9 as 1; `foreign`: that quote is in another
    language than the question; `score`: of the best quote, a tenth.
    """

    relevance: float
    best: float
    together: float
    rarest: float
    named: float
    fact: float
    spoken: float
    near: float
    foreign: float
    score: float


INTERCEPT = -2.91  # python evaluations/refusals.py LIBRARY tests/gold/dev
WEIGHTS = Signs(
    relevance=0.84,
    best=1.41,
    together=0.45,
    rarest=-0.70,
    named=-0.83,
    fact=0.93,
    spoken=-0.07,
    near=0.28,
    foreign=0.17,
    score=1.12,
)
THRESHOLD = 0.3


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer; `missing` names what nothing found is about, as the question wrote it."""

    answerable: bool
    chance: float
    missing: tuple[str, ...] = ()


def about_names(question: str, hits: Sequence[Hit]) -> tuple[list[Hit], tuple[str, ...]]:
    """The hits about a place or scheme that the question names (all hits where it names none), and the names that no
    hit is about, as written. No hits at all when a scheme, or every place, is missing."""
    places = {name.id: name.text for name in known_names(question) if gazetteer().kinds.get(name.id) in DECIDING}
    if not places:
        return list(hits), ()
    covered = {hit.passage.id: {place for place in places if covers(names_of(hit), place)} for hit in hits}
    met = set().union(*covered.values()) if covered else set()
    missing = tuple(text for place, text in places.items() if place not in met)
    kinds = gazetteer().kinds
    if any(kinds[place] == "scheme" for place in places if place not in met) or (
        not any(kinds[place] == "place" for place in met) and any(kinds[place] == "place" for place in places)
    ):
        return [], missing
    kept = [hit for hit in hits if covered[hit.passage.id]]
    # those about every place named come first, each part in the order found
    return sorted(kept, key=lambda hit: -len(covered[hit.passage.id])), missing


@lru_cache(4096)
def _names_in(text: str) -> frozenset[str]:
    return frozenset(name.id for name in known_names(text))


def names_of(hit: Hit) -> set[str]:
    """Names in a passage and in what is known of its document."""
    record = hit.record
    head = f"{record.title}\n{record.title_zh}\n{record.issuer}\n{record.jurisdiction}\n{hit.passage.section}"
    return set(_names_in(head) | _names_in(hit.passage.text))


def signs_of(
    question: Question, findings: Findings, quotes: Sequence[Quote], index: Index, composer: Composer
) -> Signs:
    """The signs of one question with its best quotes."""
    concepts = concepts_of(question.standalone, index)
    top = quotes[:LOOKED_AT]
    sides = [concepts[side(question, quote.hit)] for quote in top]
    said = [set(tokens(quote.text)) for quote in top]
    whole = [words | head_words(quote.hit) for words, quote in zip(said, top, strict=True)]

    def joint(words: list[set[str]], sort: Callable[[list[Concept]], list[Concept]]) -> float:
        """Share carried by the quotes of one language together, of the language where it is larger."""
        shares = [0.0]
        for name in ("own", "other"):
            mine = [found for found, quote in zip(words, top, strict=True) if side(question, quote.hit) == name]
            if mine:
                shares.append(overlap(sort(concepts[name]), set().union(*mine)))
        return max(shares)

    asked = {name.id for name in known_names(question.standalone)}
    named = [sum(covers(names_of(quote.hit), name) for name in asked) / len(asked) if asked else 0.75 for quote in top]
    kind = sought(question.text)
    fact = 0.5 if kind is Sought.ANY else float(any(holds(kind, quote.text) for quote in top))
    relevance = min(max(findings.relevance, 1e-4), 1 - 1e-4)
    return Signs(
        relevance=math.log(relevance / (1 - relevance)),
        best=max((overlap(wanted, words) for wanted, words in zip(sides, whole, strict=True)), default=0.0),
        together=joint(whole, list),
        rarest=joint(whole, rarest),
        named=max(named, default=0.0),
        fact=fact,
        spoken=joint(said, list),
        near=(composer.closeness(question, top[:2]) - 0.8) * 10,
        foreign=float(bool(top) and top[0].hit.passage.language != question.language),
        score=top[0].score / 10 if top else 0.0,
    )


def judge(
    question: Question, findings: Findings, quotes: Sequence[Quote], index: Index, composer: Composer
) -> Judgement:
    """Whether the quotes answer the question."""
    if not quotes:
        return Judgement(False, 0.0)
    kind = sought(question.text)
    if kind in OUTRIGHT and not any(holds(kind, quote.text) for quote in quotes[:LOOKED_AT]):
        return Judgement(False, 0.0)
    chance = estimate(signs_of(question, findings, quotes, index, composer))
    return Judgement(chance >= THRESHOLD, chance)


def estimate(signs: Signs) -> float:
    """Probability that the quotes answer."""
    total = INTERCEPT + sum(a * b for a, b in zip(astuple(signs), astuple(WEIGHTS), strict=True))
    return 1 / (1 + math.exp(-max(min(total, 60.0), -60.0)))


NAMES = tuple(item.name for item in fields(Signs))
