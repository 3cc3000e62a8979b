"""Candidates of every language with their scores: found by vectors and by words, scored by both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from assistant.finding.choosing import Scored
from assistant.finding.relevance import Signs, model_for, together
from assistant.finding.scoring import Counted, Query, WordScores, score_words
from assistant.finding.view import Near, View, view_of
from assistant.language.dictionary import own_terms

if TYPE_CHECKING:
    import numpy as np

    from assistant.library.index import Index
    from assistant.models.embedder import Embedder
    from assistant.models.sentences.encoder import SentenceEncoder
    from assistant.questions.read_once import Wording

CANDIDATES = 120  # from each leg and pool
FLOOR_RANK = 50  # scores are normalised between a pool's best and its 50th
OTHER_LANGUAGE = 0.9  # weight of a pool that is not in the question's language
SURE = 0.6  # relevance from which on a pool is not doubted, whatever another pool's
STEADY = 3.5  # standard deviations of a pool's nearness below which its best and its 50th are not told apart fully
DOUBT = 0.5  # power of a doubted pool's relevance in its weight

Translator = Callable[[str, str, str], str | None]  # a question, its language, another → the question in that one


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each leg counts within a pool; each leg's scores are normalised to 0–1 first."""

    nearness: float
    sentence: float
    passage: float
    around: float
    pairs: float
    pairs_around: float
    head: float


# Measured in docs/finding.md. In Chinese a pair of tokens is three characters, which words and characters' pairs carry.
OWN = Weights(nearness=0.28, sentence=0.0, passage=0.27, around=0.15, pairs=0.13, pairs_around=0.17, head=0.05)
OWN_CHINESE = Weights(nearness=0.41, sentence=0.0, passage=0.37, around=0.12, pairs=0.07, pairs_around=0.03, head=0.05)
TRANSLATED = Weights(nearness=0.39, sentence=0.19, passage=0.31, around=0.11, pairs=0.0, pairs_around=0.0, head=0.1)
LEGS = tuple(field.name for field in fields(Weights))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which passages are ranked together."""

    documents: frozenset[str] | None = None  # None for all
    languages: tuple[str, ...] = ()  # none for all


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of one language: `rows` and `scores` (n,), the best score 1; `legs` (n, LEGS), normalised.

    `relevance` is the estimated probability that the best of them bear on the question, from `signs`.
    """

    own: bool
    rows: np.ndarray
    scores: np.ndarray
    legs: np.ndarray
    signs: Signs
    relevance: float


def join(pools: Sequence[Pool], document: np.ndarray) -> Scored:
    """All pools as one, each weighted by its language and by how likely it bears on the question at all."""
    import numpy as np

    if not pools:
        none = np.empty(0, np.int64)
        return Scored(none, none, np.empty(0), np.empty((0, len(LEGS))), 0.0)
    highest = max(pool.relevance for pool in pools)
    beyond_doubt = max(min(highest, SURE), 1e-9)
    weights = [
        (1.0 if pool.own else OTHER_LANGUAGE) * min(pool.relevance / beyond_doubt, 1.0) ** DOUBT for pool in pools
    ]
    rows = np.concatenate([pool.rows for pool in pools])
    scores = np.concatenate([pool.scores * weight for pool, weight in zip(pools, weights, strict=True)])
    relevance = together(
        [pool.relevance for pool in pools if pool.own], [pool.relevance for pool in pools if not pool.own]
    )
    return Scored(rows, document[rows], scores, np.concatenate([pool.legs for pool in pools]), relevance)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the passages of one language. For each scope `pools` has its rows, and `by_words` those of them
    that the words find, which are `counted` while the question is being embedded."""

    name: str
    own: bool  # the question's language
    query: Query
    pools: tuple[np.ndarray, ...]
    by_words: tuple[np.ndarray, ...]
    counted: Counted
    translation: str | None  # of the question, where a translator gave one


def rank(
    index: Index,
    embedder: Embedder,
    question: Wording,
    scopes: Sequence[Scope],
    translator: Translator | None = None,
    encoder: SentenceEncoder | None = None,
) -> list[list[Pool]]:
    """For each scope the pools of its languages. What is read of the question and of the passages serves all scopes."""
    view = view_of(index)
    asking = view.beside.submit(_vector, embedder, question.text)  # takes about as long as finding by words
    said = encoder.vectors([question.text])[0] if encoder and index.sentences else None
    pools = {name: [_within(index, view.pools[name], name, scope) for scope in scopes] for name in view.pools}
    asked = [
        _by_words(index, question, name, rows, scopes, translator)
        for name, rows in pools.items()
        if any(map(len, rows))
    ]
    vector = asking.result()
    near = view.nearness.asked(vector, view.beside)
    ranked: list[list[Pool]] = [[] for _ in scopes]
    for found in asked:
        both = near
        if found.translation:
            both = view.nearness.asked(_vector(embedder, question.text, found.translation), view.beside)
        for number, rows in enumerate(found.pools):
            if len(rows):
                ranked[number].append(_rank_pool(index, found, number, both, said, embedder.identity))
    return ranked


def _within(index: Index, pool: np.ndarray, language: str, scope: Scope) -> np.ndarray:
    """The rows of one language's pool that a scope admits."""
    import numpy as np

    if scope.languages and language not in scope.languages:
        return pool[:0]
    if scope.documents is None:
        return pool
    rows = index.rows
    admitted = np.array([name in scope.documents for name in rows.documents])
    found: np.ndarray = pool[admitted[rows.document[pool]]]
    return found


def _vector(embedder: Embedder, *texts: str) -> np.ndarray:
    """The vector of a question, the mean of several wordings of it."""
    import numpy as np

    vectors = [np.asarray(embedder.embed_query(text), np.float32) for text in texts]
    vector = vectors[0]
    if len(vectors) > 1:
        vector = np.sum(vectors, axis=0)
        vector /= np.float32(max(float(np.linalg.norm(vector)), 1e-9))
    return vector


def _by_words(
    index: Index,
    question: Wording,
    name: str,
    pools: Sequence[np.ndarray],
    scopes: Sequence[Scope],
    translator: Translator | None,
) -> Asked:
    """The question's words in the language `name`, translated if it is another, and the rows that they find."""
    import numpy as np

    view = view_of(index)
    own = name == question.language
    translation = None if own or translator is None else translator(question.text, question.language, name)
    terms = question.searched_in(name)
    if translation:  # both: what the dictionary and the model agree on counts twice
        terms = (*terms, *own_terms(translation))
    query = Query.of(terms, index.words, len(view.pools[name]), question.tokens if own else ())
    boosts, spoken = query.boosts(index.words), view.spoken[name] if own else None
    by_words = [
        _found(index, view, name, boosts, scope, spoken) if len(rows) else rows
        for rows, scope in zip(pools, scopes, strict=True)
    ]
    counted = Counted.around(index.words, query, view.surroundings, np.unique(np.concatenate(by_words)))
    return Asked(name, own, query, tuple(pools), tuple(by_words), counted, translation)


def _found(
    index: Index, view: View, name: str, boosts: Mapping[str, float], scope: Scope, spoken: np.ndarray | None
) -> np.ndarray:
    """The rows of a scope that the words find."""
    rows = view.row_of[index.words.find(name, boosts, CANDIDATES, scope.documents, spoken)]
    found: np.ndarray = rows[rows >= 0]
    return found


def _rank_pool(index: Index, asked: Asked, scope: int, near: Near, said: np.ndarray | None, identity: str) -> Pool:
    """The candidates of one language in one scope; `said` is the question's vector by the second encoder, `identity`
    the embeddings'."""
    import numpy as np

    view, name, query, rows = view_of(index), asked.name, asked.query, asked.pools[scope]
    candidates = np.union1d(near.best(rows, CANDIDATES, name), asked.by_words[scope])
    nearness = near.exact(candidates)
    mean, deviation = near.spread(rows, name)
    means = view.mean[name], view.mean_around[name]
    words = score_words(query, index.words, view.surroundings, candidates, asked.counted, *means)
    least = 0.0 if asked.own else STEADY * deviation
    by_leg = [words.passage, words.around, words.pairs, words.pairs_around]
    by_vector = [normalised(nearness, least)] * 2  # where there is no second encoder, the first speaks for it
    if said is not None and index.sentences is not None and not asked.own:
        by_vector[1] = normalised(index.sentences.nearest(said, candidates))
    legs = np.stack([*by_vector, *map(normalised, by_leg), words.head], axis=1).astype(np.float32)
    scores = legs @ np.array(astuple(weights_for(name, asked.own)), np.float32)
    scores /= max(float(scores.max()), 1e-6)
    signs = signs_of(query, nearness, mean, deviation, words, scores)
    return Pool(asked.own, candidates, scores, legs, signs, model_for(identity, asked.own).estimate(signs))


def weights_for(language: str, own: bool) -> Weights:
    """How the legs count in the pool of a language, which is the question's own or not."""
    if not own:
        return TRANSLATED
    return OWN_CHINESE if language == "zh" else OWN


def normalised(scores: np.ndarray, least: float = 0.0) -> np.ndarray:
    """0 at the pool's FLOOR_RANK-th score (or its lowest), 1 at its best, or below 1 if that is not `least` above."""
    import numpy as np

    best = float(scores.max())
    floor = float(np.partition(scores, -FLOOR_RANK)[-FLOOR_RANK]) if len(scores) > FLOOR_RANK else float(scores.min())
    if best - floor < 1e-6:  # all alike, or only one: equally good if they are good at all
        return (scores > 0).astype(np.float32)
    result: np.ndarray = np.clip((scores - floor) / max(best - floor, least), 0.0, 1.0)
    return result


def signs_of(
    query: Query, nearness: np.ndarray, mean: float, deviation: float, words: WordScores, scores: np.ndarray
) -> Signs:
    """What the estimate of relevance rests on; `mean` and `deviation` are those of the whole pool's nearness."""
    import numpy as np

    best = np.argsort(-scores, kind="stable")[:5]
    highest = float(nearness[best].max())
    return Signs(
        nearness=highest,
        lead=(highest - mean) / max(deviation, 0.005),
        coverage=float(words.coverage[best].max()),
        around=float(words.coverage_around[best].max()),
        rare=float(words.rare[best].max()),
        known=query.known,
    )
