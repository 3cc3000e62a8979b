"""Question → the passages that are about it, in either language.

For each language of the library: candidates from vectors and from words, scored by both, normalised within the
language's pool; then the pools are joined, filters having narrowed both before any ranking; superseded texts step
behind their successors, repeats fall away, and what is left are the findings.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from assistant.finding.choosing import Scored, Standing, asks_for_old, behind_successors, choose, document_factors
from assistant.finding.inferring import Held, Inference
from assistant.finding.inferring import infer as infer_from
from assistant.finding.relevance import Signs, model_for, together
from assistant.finding.scanning import Scanner
from assistant.finding.scoring import Counted, Query, Surroundings, WordScores, score_words
from assistant.finding.translating import own_terms, translate
from assistant.languages import language_of
from assistant.records import Filters, Findings, Record, Status, first_day, last_day
from assistant.storing.words import tokens

if TYPE_CHECKING:
    import numpy as np

    from assistant.embedding import Embedder
    from assistant.storing.index import Index

EVERYTHING = Filters()
CANDIDATES = 120  # from each leg and pool
FLOOR_RANK = 50  # scores are normalised between a pool's best and its 50th
LONGEST_QUESTION = 2_000  # characters; what follows is not a question any more
OTHER_LANGUAGE = 0.9  # weight of a pool that is not in the question's language
SURE = 0.6  # relevance from which on a pool is not doubted, whatever another pool's
STEADY = 3.5  # standard deviations of a pool's nearness below which its best and its 50th are not told apart fully
DOUBT = 0.5  # power of a doubted pool's relevance in its weight

Translator = Callable[[str, str, str], str | None]  # a question, its language, another → the question in that one


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each leg counts within a pool; each leg's scores are normalised to 0–1 first."""

    nearness: float
    passage: float
    around: float
    pairs: float
    pairs_around: float
    head: float


# Measured in docs/finding.md. In Chinese a pair of tokens is three characters, which words and characters' pairs carry.
OWN = Weights(nearness=0.28, passage=0.27, around=0.15, pairs=0.13, pairs_around=0.17, head=0.05)
OWN_CHINESE = Weights(nearness=0.41, passage=0.37, around=0.12, pairs=0.07, pairs_around=0.03, head=0.05)
TRANSLATED = Weights(nearness=0.58, passage=0.31, around=0.11, pairs=0.0, pairs_around=0.0, head=0.1)
LEGS = tuple(field.name for field in fields(Weights))


@dataclass(frozen=True, slots=True)
class View:
    """What searching derives from an index once: pools by language, surroundings of each row, and the scanner."""

    pools: Mapping[str, np.ndarray]  # rows of each language, ascending
    surroundings: Surroundings
    scanner: Scanner
    mean: Mapping[str, float]  # mean length of a pool's passages, and of their neighbourhoods, in tokens
    mean_around: Mapping[str, float]
    row_of: np.ndarray  # row of each slot of the word index, -1 for none
    spoken: Mapping[str, np.ndarray]  # bool for each slot: whether it is of the language
    beside: ThreadPoolExecutor  # for what a search does beside its look-up of words
    held: Held
    standings: dict[date, Standing]  # for the days that were asked for


_views: WeakKeyDictionary[Index, View] = WeakKeyDictionary()
_making = threading.Lock()


def view_of(index: Index) -> View:
    """The view of an index, made at its first search and kept as long as the index is."""
    found = _views.get(index)
    if found is None:
        with _making:
            found = _views.get(index)
            if found is None:
                found = _views[index] = _make_view(index)
    return found


def _make_view(index: Index) -> View:
    import numpy as np

    rows = index.rows
    surroundings = Surroundings.of(index.words, rows.ids, rows.document)
    pools = {name: np.flatnonzero(rows.language == number) for number, name in enumerate(rows.languages)}
    pools = {name: pool for name, pool in pools.items() if len(pool)}
    row_of = np.full(len(index.words), -1, np.int64)
    present = np.flatnonzero(surroundings.slots >= 0)
    row_of[surroundings.slots[present]] = present
    spoken = {name: np.isin(row_of, pool) for name, pool in pools.items()}
    return View(
        row_of=row_of,
        spoken=spoken,
        beside=ThreadPoolExecutor(4, "search"),
        standings={},
        held=Held.of(index.records),
        pools=pools,
        surroundings=surroundings,
        scanner=Scanner.of(rows.vectors),
        mean={name: float(surroundings.length[pool].mean()) for name, pool in pools.items()},
        mean_around={name: float(surroundings.around[pool].mean()) for name, pool in pools.items()},
    )


def search(
    index: Index,
    embedder: Embedder,
    question: str,
    *,
    limit: int = 10,
    filters: Filters = EVERYTHING,
    as_of: date | None = None,
    infer: bool = True,
    translator: Translator | None = None,
) -> Findings:
    """The passages about a question, best first; none for a question without a word, whatever the string holds.

    `filters` narrow before ranking; status filters and ranking by status hold `as_of` a day (default today). With
    `infer`, what the question itself names (a place, a year, a kind) is preferred, and said in `because`.
    A `translator` helps to find what is in another language; where it gives nothing, the dictionary does alone.
    """
    asked = readable(question)
    if not re.search(r"\w", asked) or not len(index.rows) or limit < 1:
        return Findings((), 0.0)
    standing = standing_of(index, as_of or date.today())
    admitted = admitted_documents(index.records, filters, standing.status)
    inference = infer_from(asked, view_of(index).held) if infer else Inference()
    scored = join(rank(index, embedder, asked, filters, admitted, translator), index.rows.document)
    if not len(scored.rows):
        return Findings((), 0.0, inference.filters, inference.because)
    scores = scored.scores * document_factors(index, scored.documents, asked, filters, inference.filters, standing)
    if not asks_for_old(asked, filters):
        scores = behind_successors(scored, scores, standing)
    hits = choose(index, scored, scores, view_of(index).surroundings.slots, standing.status, limit, LEGS)
    return Findings(tuple(hits), scored.relevance, inference.filters, inference.because)


def readable(question: str) -> str:
    """A question as searched: NFKC, no control characters or lone surrogates, at most LONGEST_QUESTION characters."""
    cut = unicodedata.normalize("NFKC", question[: 2 * LONGEST_QUESTION])[:LONGEST_QUESTION]
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in cut).split())


# ---------------------------------------------------------------- filters


def statuses_of(index: Index, as_of: date) -> Mapping[str, Status]:
    """The status of every document as of a day."""
    return standing_of(index, as_of).status


def standing_of(index: Index, as_of: date) -> Standing:
    """Every document's status as of a day, and what follows from it."""
    from assistant.validity import status_as_of

    known = view_of(index).standings
    found = known.get(as_of)
    if found is None:
        if len(known) > 50:  # days; a server asked for many must not grow
            known.clear()
        found = known[as_of] = Standing.of(
            index,
            {name: status_as_of(record, index.incoming.get(name, ()), as_of) for name, record in index.records.items()},
        )
    return found


def admitted_documents(
    records: Mapping[str, Record], filters: Filters, statuses: Mapping[str, Status]
) -> frozenset[str] | None:
    """Names of the documents that pass all filters but the one on language; None when nothing is narrowed."""
    narrowing = (filters.kind, filters.jurisdiction, filters.issuer, filters.status, filters.document)
    if not any(narrowing) and not filters.since and not filters.until:
        return None
    return frozenset(name for name, record in records.items() if _passes(record, filters, statuses.get(name)))


def _passes(record: Record, filters: Filters, status: Status | None) -> bool:
    from assistant.finding.inferring import within

    if filters.kind and record.kind not in filters.kind:
        return False
    if filters.jurisdiction and not any(within(record.jurisdiction, place) for place in filters.jurisdiction):
        return False
    issuer = record.issuer.casefold()
    if filters.issuer and not any(name.casefold() in issuer for name in filters.issuer):
        return False
    if filters.status and status not in filters.status:
        return False
    if filters.document and record.document not in filters.document:
        return False
    if filters.since and not (record.issued and last_day(record.issued) >= first_day(filters.since)):
        return False
    return not (filters.until and not (record.issued and first_day(record.issued) <= last_day(filters.until)))


# ---------------------------------------------------------------- ranking


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
class Sought:
    """What is sought among the passages of one language, and those found by words: all rows that pass the filters are
    `pool`, those with words `by_words`, whose words are `counted` while the question is being embedded."""

    name: str
    own: bool  # the question's language
    pool: np.ndarray
    query: Query
    by_words: np.ndarray
    counted: Counted
    translation: str | None = None  # of the question, where a translator gave one


def rank(
    index: Index,
    embedder: Embedder,
    asked: str,
    filters: Filters,
    admitted: frozenset[str] | None,
    translator: Translator | None = None,
) -> list[Pool]:
    """Candidates of every language with their scores."""
    import numpy as np

    view, rows = view_of(index), index.rows
    asking = view.beside.submit(_vector, embedder, asked)  # takes about as long as finding by words
    open_rows = None
    if admitted is not None:
        open_rows = np.array([name in admitted for name in rows.documents])[rows.document]
    sought = []
    for name, pool in view.pools.items():
        if filters.language and name not in filters.language:
            continue
        if open_rows is not None:
            pool = pool[open_rows[pool]]
        if len(pool):
            sought.append(_by_words(index, asked, name, pool, admitted, translator))
    vector = asking.result()
    approximate = view.scanner.approximate(vector, view.beside)
    pools = []
    for found in sought:
        near = (vector, approximate)
        if found.translation:
            both = _vector(embedder, asked, found.translation)
            near = both, view.scanner.approximate(both, view.beside)
        pools.append(_rank_pool(index, found, *near, embedder.identity))
    return pools


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
    asked: str,
    name: str,
    pool: np.ndarray,
    admitted: frozenset[str] | None,
    translator: Translator | None,
) -> Sought:
    """The question's words in the language `name`, translated if it is another, and the rows that they find."""
    view, language = view_of(index), language_of(asked)
    own = name == language
    translation = None if own or translator is None else translator(asked, language, name)
    terms = own_terms(asked) if own else translate(asked, language, name)
    if translation:  # both: what the dictionary and the model agree on counts twice
        terms = (*terms, *own_terms(translation))
    query = Query.of(terms, index.words, len(view.pools[name]), tokens(asked) if own else ())
    spoken = view.spoken[name] if own else None
    rows = view.row_of[index.words.find(name, query.boosts(index.words), CANDIDATES, admitted, spoken)]
    rows = rows[rows >= 0]
    counted = Counted.around(index.words, query, view.surroundings, rows)
    return Sought(name, own, pool, query, rows, counted, translation)


def _rank_pool(index: Index, sought: Sought, vector: np.ndarray, approximate: np.ndarray, identity: str) -> Pool:
    """The candidates of one language, `identity` being the embeddings'."""
    import numpy as np

    view, name, query = view_of(index), sought.name, sought.query
    all_near = approximate[sought.pool]
    near, _ = view.scanner.nearest(vector, all_near, sought.pool, CANDIDATES)
    candidates = np.union1d(near, sought.by_words)
    nearness = view.scanner.exact(vector, candidates)
    means = view.mean[name], view.mean_around[name]
    words = score_words(query, index.words, view.surroundings, candidates, sought.counted, *means)
    least = 0.0 if sought.own else STEADY * float(all_near.std())
    by_leg = [words.passage, words.around, words.pairs, words.pairs_around]
    legs = np.stack([normalised(nearness, least), *map(normalised, by_leg), words.head], axis=1).astype(np.float32)
    scores = legs @ np.array(astuple(weights_for(name, sought.own)), np.float32)
    scores /= max(float(scores.max()), 1e-6)
    signs = signs_of(query, nearness, all_near, words, scores)
    return Pool(sought.own, candidates, scores, legs, signs, model_for(identity, sought.own).estimate(signs))


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


def signs_of(query: Query, nearness: np.ndarray, all_near: np.ndarray, words: WordScores, scores: np.ndarray) -> Signs:
    """What the estimate of relevance rests on; `all_near` are the scores of the whole pool."""
    import numpy as np

    best = np.argsort(-scores, kind="stable")[:5]
    highest = float(nearness[best].max())
    return Signs(
        nearness=highest,
        lead=(highest - float(all_near.mean())) / max(float(all_near.std()), 0.005),
        coverage=float(words.coverage[best].max()),
        around=float(words.coverage_around[best].max()),
        rare=float(words.rare[best].max()),
        known=query.known,
    )
