"""Whether what was found answers a question, comes close, or has nothing to do with it. Pure code but for the judge.

First `coverage`: something found has to be about what the question names. Then outright: a contact
detail or a person has to be there. Then a logistic estimate, fitted by `evaluations/refusals.py`, of a few signs, the
judge's reading (`assistant.models.judge`) first among them, decides between an answer, quotes that are marked as
the closest and no answer, and none at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, fields, replace
from itertools import zip_longest

from assistant.answering.coverage import about_names, names_of
from assistant.answering.quotes import Quote
from assistant.answering.quoting import ENUMERATED, Composed, Composer
from assistant.answering.text_cues import gives
from assistant.language.names import concepts_in, covers
from assistant.language.quantities import Quantity, same_unit, same_value
from assistant.language.script import is_chinese
from assistant.language.sentences import sentences_of
from assistant.language.sought import Sought, gives_contact, gives_person
from assistant.language.terms import Content, Term, joined
from assistant.language.tokens import tokens
from assistant.library.index import Index
from assistant.models.logistic import Logistic
from assistant.questions.asking import asking_words
from assistant.questions.mentions import is_article, under
from assistant.questions.question import Question
from assistant.questions.read_once import Reading
from assistant.questions.subjects import years_asked
from assistant.records import Hit

LOOKED_AT = 3  # best quotes
EACH = 2  # quotes for one of several things asked for
SAME_SUBJECT = 0.6  # share of a why-question's words from which a sentence is about the same thing
MOST_VALUES = 3  # told of what the quotes say instead
CORRECTED = ("money", "percent", "count", "date", "duration")  # dimensions of values that a question may have wrong


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for answering; each about 0 to 1 but `judged`, a logit.

    `judged`: the judge's highest among the sentences read, at least DOUBT; `words`: share of the question's content
    words, by rarity, that one of the best quotes has with its headings, in either language, small talk left out;
    `held`: the kind of fact asked for stands in a sentence with the thing asked for (0.5 when none in particular is
    asked for); `outcome`: it is asked what came of a thing, which texts that lay down rules seldom say.
    """

    judged: float
    words: float
    held: float
    outcome: float


NAMES = tuple(item.name for item in fields(Signs))
MODEL = Logistic(-1.55, Signs(judged=0.68, words=1.99, held=1.38, outcome=-3.77))  # python evaluations/refusals.py …
SURE, NEAR = 0.35, 0.12  # from SURE it is an answer, from NEAR what is closest is worth quoting
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


def judge(question: Question, composed: Composed, index: Index, read: Reading) -> Judgement:
    """Whether the quotes answer the question."""
    quotes = composed.quotes
    if not quotes or question.says_nothing:
        return Judgement(False, False, 0.0)
    top = quotes[:LOOKED_AT]
    lacking = absent_terms(question, top, read)
    if question.sought is Sought.CONTACT and not any(_gives_contact(question, quote, read) for quote in top):
        return Judgement(False, False, 0.0, lacking)
    if question.sought is Sought.PERSON and not any(_gives_person(question, quote, read) for quote in top):
        return Judgement(False, False, 0.0, lacking)
    if question.sought is Sought.REASON and (corrections := corrected(question, top, read)):
        return Judgement(True, True, 1.0, lacking, corrections)
    signs = signs_of(question, composed, index, read)
    if composed.judged is None:
        return Judgement(signs.words >= UNJUDGED, False, signs.words, lacking)
    chance = MODEL.estimate(signs)
    # the article of a document that is named is what was asked for, whichever of the question's words it lacks
    pointed = (bool(question.documents) or not lacking) and shows_article(question, top)
    return Judgement(pointed or chance >= SURE, pointed or chance >= NEAR, chance, lacking)


def shows_article(question: Question, quotes: Sequence[Quote]) -> bool:
    """Whether a quote is of an article or part that the question names: then it is what was asked for."""
    passages = [quote.hit.passage for quote in quotes]
    return any(
        is_article(passage.label, question.articles) or under(passage.path, question.parts) for passage in passages
    )


def _gives_contact(question: Question, quote: Quote, read: Reading) -> bool:
    listed = gives("sources", "".join(quote.hit.passage.path[-1:]))  # addresses of sources are nobody's contact
    own = all(covers(names_of(quote.hit, read), place) for place in question.whole.named("place"))
    return own and not listed and gives_contact(question.text.text, quote.text)


def _gives_person(question: Question, quote: Quote, read: Reading) -> bool:
    """Whether a quote names the person, and is about every body and place that the question names."""
    stated = set(read(quote.text).named() | read(quote.hit.record.title).named())
    asked = question.whole.named("body", "place")
    return gives_person(question.text.text, quote.text) and all(covers(stated, name) for name in asked)


# ---------------------------------------------------------------- premises


def corrected(question: Question, quotes: Sequence[Quote], read: Reading) -> tuple[tuple[str, str], ...]:
    """Values that a why-question takes for granted, each with the values that quotes give of the same subject.

    None where a quote states the value itself, or where no quote is about what the question names.
    """
    asked = {name.id for name in question.subjects.names}
    about = []
    for quote in quotes:
        said = _content(f"{quote.hit.passage.section}\n{quote.text}", question, read)
        shared = sum(_has(said, term) for term in question.terms) / max(len(question.terms), 1)
        if shared >= SAME_SUBJECT and all(covers(names_of(quote.hit, read), name) for name in asked):
            about.append(quote)
    found, scope = [], years_asked(question.text)
    for claimed in question.text.quantities:
        if claimed.dimension not in CORRECTED or claimed.name[:4] in scope:
            continue
        stated = [other for quote in about for other in read(quote.text).quantities if _alike(claimed, other)]
        if stated and not any(same_value(claimed, other) for other in stated):
            found.append((claimed.text, ", ".join(dict.fromkeys(other.text for other in stated[:MOST_VALUES]))))
    return tuple(found)


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.dimension == other.dimension and (one.dimension == "date" or same_unit(one, other))


# ---------------------------------------------------------------- words


def _content(text: str, question: Question, read: Reading) -> Content:
    """What a text says, as a question of this language needs to know it."""
    said = read(text)
    return said.content if question.text.language == "zh" else said.glossed


def _said(question: Question, quote: Quote, read: Reading) -> Content:
    record, passage = quote.hit.record, quote.hit.passage
    head = f"{record.title}\n{record.title_zh}\n{record.issuer}"
    return joined(_content(text, question, read) for text in (head, f"{passage.section}\n{quote.text}"))


def absent_terms(question: Question, quotes: Sequence[Quote], read: Reading) -> tuple[str, ...]:
    """The content words of the question that none of the quotes has, as the question wrote them; neighbours as one."""
    said, asked = joined(_said(question, quote, read) for quote in quotes), question.text.text
    found: list[str] = []
    for term in question.terms:
        if _has(said, term):
            continue
        word = _as_written(term.word, asked)
        phrases = [f"{before}{gap}{word}" for before in found[-1:] for gap in (" ", "")]
        phrase = next((phrase for phrase in phrases if phrase in asked), "")
        found[-1:] = [phrase] if phrase else [*found[-1:], word]
    return tuple(found)


def _as_written(word: str, question: str) -> str:
    """The question's word for a term, which may be a stem."""
    return next((str(w) for w in re.findall(r"[A-Za-z][\w'’-]*", question) if word in tokens(w)), word)


# ---------------------------------------------------------------- signs


def signs_of(question: Question, composed: Composed, index: Index, read: Reading) -> Signs:
    """The signs of one question with its best quotes."""
    top, terms = composed.quotes[:LOOKED_AT], question.whole_terms
    weights = {term.word: _rarity(term, index) for term in terms}
    said = [_said(question, quote, read) for quote in top]
    words = [sum(weights[t.word] for t in terms if _has(one, t)) / (sum(weights.values()) or 1.0) for one in said]
    return Signs(
        judged=max(composed.judged or 0.0, DOUBT),
        words=max(words, default=0.0) if terms else 0.8,
        held=_held(question, top, said, read),
        outcome=float(question.outcome),
    )


def _has(content: Content, term: Term) -> bool:
    """As `Content.has`, but what a compound has in it ("外资企业": firm) does not stand for the whole."""
    if is_chinese(term.word) and term.concepts and not _is_concept(term.word):
        term = replace(term, concepts=frozenset())
    return content.has(term)


def _is_concept(word: str) -> bool:
    return any(start == 0 and end == len(word) for start, end, _ in concepts_in(word))


def _rarity(term: Term, index: Index) -> float:
    """Weight of a word by how rare it is in the library, in the commonest of its forms."""
    forms = [(term.word,), *term.english]
    common = max(min(index.words.frequency(token) for token in form) for form in forms if form)
    return math.log(1 + max(len(index.rows), 1) / (1 + common))


def _held(question: Question, top: Sequence[Quote], said: Sequence[Content], read: Reading) -> float:
    """The sign `held`: of a quote with a fact of the kind asked for, the share of the thing asked for that it has."""
    if question.sought is Sought.ANY:
        return 0.5
    head = [term for term in question.head if term.word not in asking_words().small_talk]
    kinds = (question.sought, *question.figures)
    held = [content for quote, content in zip(top, said, strict=True) if any(map(read(quote.text).holds, kinds))]
    return max((sum(_has(one, term) for term in head) / len(head) if head else 0.75 for one in held), default=0.0)


# ---------------------------------------------------------------- several things asked for


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked for, the quotes about it, and whether they answer it."""

    question: Question
    composed: Composed
    judgement: Judgement


def parts_of(
    questions: Sequence[Question], hits: Sequence[Hit], composer: Composer, index: Index, read: Reading
) -> Iterator[Part]:
    """Each question beside what was found for the whole message."""
    for question in questions:
        about, _ = about_names(question, hits, read)
        composed = composer.compose(question, about, index, read)
        yield Part(question, composed, judge(question, composed, index, read))


def together(whole: Composed, parts: Sequence[Part]) -> Composed:
    """The quotes of the parts that are answered, the best of each first, then those of the whole; nothing twice. Of a
    part that is not, the best that the documents say which answer others, or the whole."""
    answered = [part.composed.quotes[:EACH] for part in parts if part.judgement.answerable]
    chosen = {quote.hit.record.document for quotes in (answered or [whole.quotes[:1]]) for quote in quotes}
    open_ = (part.composed.quotes for part in parts if not part.judgement.answerable)
    beside = [quote for quotes in open_ for quote in [_first_of(quotes, chosen)] if quote]
    found: list[Quote] = []
    for row in (*zip_longest(*answered), beside, whole.quotes):
        for quote in row:
            if quote is not None and not any(_within(quote, other) for other in found):
                found.append(quote)
    best = max((quote.score for quote in found), default=0.0)
    level = [replace(quote, score=best) for quote in found]  # of several answers none is the tail of another
    return replace(whole, quotes=tuple(level[:ENUMERATED]))


def _first_of(quotes: Sequence[Quote], documents: Set[str]) -> Quote | None:
    return next((quote for quote in quotes if quote.hit.record.document in documents), None)


def _within(quote: Quote, other: Quote) -> bool:
    same = quote.hit.passage.id == other.hit.passage.id
    return same and quote.start < other.end and other.start < quote.end


def of_any(whole: Judgement, parts: Sequence[Part]) -> Judgement:
    """The whole is answered where one of its parts is; where none comes even near, neither is the whole."""
    answered = [part.judgement.answerable for part in parts]
    if parts and not any(part.judgement.near for part in parts):
        return replace(whole, answerable=False)
    return whole if whole.answerable or True not in answered else parts[answered.index(True)].judgement


def says_unknown(question: Question, composed: Composed, parts: Sequence[Part]) -> bool:
    """Whether the best that there is, for the judge too, says nothing but what a document does not know: worth showing,
    but no answer to who asks for a fact. Whether a thing is so, or a document holds, is another matter."""
    if not question.asks_a_fact or question.validity or any(part.judgement.answerable for part in parts):
        return False
    if not composed.quotes:
        return False
    best = composed.quotes[0]
    listed = gives("unknown", "".join(best.hit.passage.path[-1:]))
    only = all(gives("unknown", sentence) for sentence in sentences_of(best.text))
    return listed and only and best.judged == composed.judged
