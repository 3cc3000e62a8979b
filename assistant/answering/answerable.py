"""Whether what was found answers a question, comes close, or has nothing to do with it. Pure code but for the judge.

First `assistant.answering.subjects`: something found has to be about what the question names. Then outright: a contact
detail or a person has to be there. Then a logistic estimate, fitted by `evaluations/refusals.py`, of a few signs, the
judge's reading (`assistant.embedding.judging`) first among them, decides between an answer, quotes that are marked as
the closest and no answer, and none at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from assistant.answering.composing import SOURCES, UNKNOWN, Composed, Quote, kind_sought
from assistant.answering.heads import counted, head_of, small_talk
from assistant.answering.mentioning import articles_asked, parts_asked, under
from assistant.answering.subjects import about_names, deciding_names, names_of, years_asked
from assistant.answering.understanding import Question
from assistant.facts import Sought, all_sought, gives_contact, gives_person, holds
from assistant.finding.relevance import Model
from assistant.quantities import Quantity, find_quantities, same_unit, same_value
from assistant.storing.index import Index
from assistant.storing.words import is_chinese, tokens
from assistant.verifying.names import covers, known_names
from assistant.verifying.terms import Content, Term, concepts_in, content_of, joined, terms_of

__all__ = ["NAMES", "Judgement", "Signs", "about_names", "judge", "signs_of"]

LOOKED_AT = 3  # best quotes
HOW_MUCH = re.compile(r"(?i)\bhow much\b|\bwhat(?:'s|’s| is| are| was)\b|多少|几|百分之|是什么")
SAME_SUBJECT = 0.6  # share of a why-question's words from which a sentence is about the same thing
MOST_VALUES = 3  # told of what the quotes say instead


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for answering; each about 0 to 1 but `judged`, a logit.

    `judged`: the judge's highest among the sentences read, at least DOUBT; `words`: share of the question's content
    words, by rarity, that one of the best quotes has with its headings, in either language, small talk left out;
    `held`: the kind of fact asked for stands in a sentence with the thing asked for (0.5 when none in particular is
    asked for); `fact`: 0 where a figure or date is asked for and none is there.
    """

    judged: float
    words: float
    held: float
    fact: float


MODEL = Model(-2.08, Signs(judged=0.61, words=2.64, held=1.35, fact=0.09))  # python evaluations/refusals.py …
SURE, NEAR = 0.44, 0.11  # from SURE it is an answer, from NEAR what is closest is worth quoting
DOUBT = -3.0  # a lower logit says no more: the judge is surest where it has never met a word
UNJUDGED = 0.6  # share of words from which to answer where no judge is installed


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the quotes answer, and if not, whether they are worth showing as the closest.

    `missing` names what nothing found is about, as the question wrote it; `corrections` are pairs of a value that the
    question takes for granted and the one that a quote gives instead.
    """

    answerable: bool
    near: bool
    chance: float
    missing: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()


def judge(question: Question, composed: Composed, index: Index) -> Judgement:
    """Whether the quotes answer the question."""
    quotes = composed.quotes
    if not quotes or says_nothing(question.standalone):
        return Judgement(False, False, 0.0)
    top = quotes[:LOOKED_AT]
    kind = kind_sought(question)
    lacking = absent_terms(question, top)
    if kind is Sought.CONTACT and not any(_gives_contact(question, quote) for quote in top):
        return Judgement(False, False, 0.0, lacking)
    if kind is Sought.PERSON and not any(_gives_person(question, quote) for quote in top):
        return Judgement(False, False, 0.0, lacking)
    if kind is Sought.REASON and (corrections := corrected(question, top)):
        return Judgement(True, True, 1.0, lacking, corrections)
    signs = signs_of(question, composed, index)
    if composed.judged is None:
        return Judgement(signs.words >= UNJUDGED, False, signs.words, lacking)
    chance = MODEL.estimate(signs)
    pointed = not lacking and shows_article(question, top)
    return Judgement(pointed or chance >= SURE, pointed or chance >= NEAR, chance, lacking)


def shows_article(question: Question, quotes: Sequence[Quote]) -> bool:
    """Whether a quote is of an article or part that the question names: then it is what was asked for."""
    labels = [re.compile(rf"{re.escape(label)}(?!\d)") for label in articles_asked(question.standalone)]
    parts = parts_asked(question.standalone)
    passages = [quote.hit.passage for quote in quotes]
    return any(label.match(passage.label) for label in labels for passage in passages) or any(
        under(passage.path, parts) for passage in passages
    )


def _gives_contact(question: Question, quote: Quote) -> bool:
    path = quote.hit.passage.path
    listed = bool(path) and bool(SOURCES.search(path[-1]))  # addresses of sources are nobody's contact
    places = {name.id for name in known_names(question.standalone) if name.kind == "place"}
    own = all(covers(names_of(quote.hit), place) for place in places)
    return own and not listed and gives_contact(question.text, quote.text)


def _gives_person(question: Question, quote: Quote) -> bool:
    """Whether a quote names the person, and is about every body and place that the question names."""
    asked = {name.id for name in known_names(question.standalone) if name.kind in ("body", "place")}
    stated = {name.id for name in known_names(quote.text)} | {name.id for name in known_names(quote.hit.record.title)}
    return gives_person(question.text, quote.text) and all(covers(stated, name) for name in asked)


# ---------------------------------------------------------------- premises


def corrected(question: Question, quotes: Sequence[Quote]) -> tuple[tuple[str, str], ...]:
    """Values that a why-question takes for granted, each with the values that quotes give of the same subject.

    None where a quote states the value itself, or where no quote is about what the question names.
    """
    asked = {name.id for name in deciding_names(question.standalone)}
    terms = asked_terms(question.text)
    about = []
    for quote in quotes:
        said = _content(f"{quote.hit.passage.section}\n{quote.text}", question.language != "zh")
        shared = sum(_has(said, term) for term in terms) / max(len(terms), 1)
        if shared >= SAME_SUBJECT and all(covers(names_of(quote.hit), name) for name in asked):
            about.append(quote)
    scope = set(years_asked(question.text))
    found = []
    for claimed in find_quantities(question.text):
        if claimed.dimension not in ("money", "percent", "count", "date", "duration") or claimed.name[:4] in scope:
            continue
        stated = [other for quote in about for other in find_quantities(quote.text) if _alike(claimed, other)]
        if stated and not any(same_value(claimed, other) for other in stated):
            found.append((claimed.text, ", ".join(dict.fromkeys(other.text for other in stated[:MOST_VALUES]))))
    return tuple(found)


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.dimension == other.dimension and (one.dimension == "date" or same_unit(one, other))


# ---------------------------------------------------------------- words


@lru_cache(8192)
def _content(text: str, glossed: bool) -> Content:
    return content_of(text, glossed=glossed)


def _said(question: Question, quote: Quote) -> Content:
    record, passage = quote.hit.record, quote.hit.passage
    head = _content(f"{record.title}\n{record.title_zh}\n{record.issuer}", question.language != "zh")
    return joined((head, _content(f"{passage.section}\n{quote.text}", question.language != "zh")))


def asked_terms(question: str) -> tuple[Term, ...]:
    """The content words of a question without those by which people ask."""
    return tuple(term for term in terms_of(question) if term.word not in small_talk())


def says_nothing(question: str) -> bool:
    """Whether a question has neither a content word nor a figure: nothing could be told to answer it."""
    return not asked_terms(question) and not any(sign.isdigit() for sign in question)


def absent_terms(question: Question, quotes: Sequence[Quote]) -> tuple[str, ...]:
    """The content words of the question that none of the quotes has, as the question wrote them; neighbours as one."""
    said = joined(_said(question, quote) for quote in quotes)
    found: list[str] = []
    for term in asked_terms(question.text):
        if _has(said, term):
            continue
        word = _as_written(term.word, question.text)
        phrase = next(
            (f"{found[-1]}{gap}{word}" for gap in (" ", "") if found and f"{found[-1]}{gap}{word}" in question.text), ""
        )
        found[-1:] = [phrase] if phrase else [*found[-1:], word]
    return tuple(found)


def _as_written(word: str, question: str) -> str:
    """The question's word for a term, which may be a stem."""
    for written in re.findall(r"[A-Za-z][\w'’-]*", question):
        if word in tokens(written):
            return str(written)
    return word


# ---------------------------------------------------------------- signs


def signs_of(question: Question, composed: Composed, index: Index) -> Signs:
    """The signs of one question with its best quotes."""
    top = composed.quotes[:LOOKED_AT]
    terms = asked_terms(question.standalone)
    weights = {term.word: _rarity(term, index) for term in terms}
    said = [_said(question, quote) for quote in top]
    words = [sum(weights[t.word] for t in terms if _has(one, t)) / (sum(weights.values()) or 1.0) for one in said]
    return Signs(
        judged=max(composed.judged or 0.0, DOUBT),
        words=max(words, default=0.0) if terms else 0.8,
        held=_held(question, top, said),
        fact=_fact(question, top),
    )


def _has(content: Content, term: Term) -> bool:
    """As `Content.has`, but what a compound has in it ("外资企业": firm) does not stand for the whole."""
    if is_chinese(term.word) and term.concepts and not _is_concept(term.word):
        term = replace(term, concepts=frozenset())
    return content.has(term)


@lru_cache(4096)
def _is_concept(word: str) -> bool:
    return any(start == 0 and end == len(word) for start, end, _ in concepts_in(word))


def _fact(question: Question, top: Sequence[Quote]) -> float:
    """0 where no quote holds a figure or date of a kind asked for, nor says that it is not known; else 1."""
    kinds = figures_asked(question)
    if not kinds:
        return 1.0
    thing = terms_of(counted(question.text) or head_of(question.text))
    for quote in top[:2]:
        if UNKNOWN.search(quote.text) and all(_has(_said(question, quote), term) for term in thing):
            return 1.0
    return float(any(_holds(kind, question, quote) for kind in kinds for quote in top))


def _holds(kind: Sought, question: Question, quote: Quote) -> bool:
    if kind is Sought.COUNT:
        return counts(question.text, quote.text)
    # "within 60 days" says until when
    return holds(kind, quote.text) or (kind is Sought.DATE and holds(Sought.DURATION, quote.text))


def figures_asked(question: Question) -> tuple[Sought, ...]:
    """The kinds of figure or date asked for; none where the question may be after something else."""
    first = kind_sought(question)
    if first is Sought.COUNT:
        certain = bool(counted(question.text))
    else:
        certain = first in (Sought.DATE, Sought.DURATION) or (
            first in (Sought.MONEY, Sought.RATE) and bool(HOW_MUCH.search(question.text))
        )
    figures = (Sought.MONEY, Sought.RATE, Sought.COUNT, Sought.DATE, Sought.DURATION)
    return (
        (first, *(kind for kind in all_sought(question.text) if kind in figures and kind is not first))
        if certain
        else ()
    )


def counts(question: str, sentence: str) -> bool:
    """Whether a sentence with a number speaks of what the question wants counted."""
    wanted = terms_of(counted(question))
    said = _content(sentence, True)
    numbers = any(figure.dimension in ("count", "number", "area", "compute") for figure in find_quantities(sentence))
    return numbers and (not wanted or any(_has(said, term) for term in wanted))


def _rarity(term: Term, index: Index) -> float:
    """Weight of a word by how rare it is in the library, in the commonest of its forms."""
    forms = [(term.word,), *term.english]
    common = max(min(index.words.frequency(token) for token in form) for form in forms if form)
    return math.log(1 + max(len(index.rows), 1) / (1 + common))


def _held(question: Question, top: Sequence[Quote], said: Sequence[Content]) -> float:
    """The sign `held`: of a quote with a fact of the kind asked for, the share of the thing asked for that it has."""
    kind = kind_sought(question)
    if kind is Sought.ANY:
        return 0.5
    head = [term for term in terms_of(head_of(question.text)) if term.word not in small_talk()]
    kinds = (kind, *figures_asked(question))
    held = [quote for quote in zip(top, said, strict=True) if any(holds(one, quote[0].text) for one in kinds)]
    return max((sum(_has(one, term) for term in head) / len(head) if head else 0.75 for _, one in held), default=0.0)


NAMES = tuple(item.name for item in fields(Signs))
