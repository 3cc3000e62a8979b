"""How well candidate passages match the words of a question: exact BM25 over passage, neighbourhood and headings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.library.word_index import WordIndex, hashed

if TYPE_CHECKING:
    import numpy as np

    from assistant.language.dictionary import Term

K1, B = 1.2, 0.75  # tantivy's own constants; 0.9 / 0.4 measured the same or slightly worse (docs/finding.md)
NEIGHBOURS = 2  # passages on either side whose words count for the neighbourhood
MOST_TERMS = 64  # the rarest words of a long question
_TABLE_SIZE = 1 << 16


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What scoring needs to know of all rows: their slots in the word index, lengths, and neighbours.

    Shapes for n rows: `slots`, `length` and `around` (n,), the last two in tokens, of the passage and of its
    neighbourhood; `document` (n,).
    """

    slots: np.ndarray
    document: np.ndarray
    length: np.ndarray
    around: np.ndarray

    @classmethod
    def of(cls, words: WordIndex, row_ids: Sequence[str], document: np.ndarray) -> Surroundings:
        import numpy as np

        slots = words.slots(row_ids)
        starts = np.asarray(words.columns.body_starts)
        length = np.where(slots >= 0, starts[slots + 1] - starts[slots], 0).astype(np.float32)
        around = length.copy()
        for step in range(1, NEIGHBOURS + 1):
            same = document[step:] == document[:-step]
            around[step:] += np.where(same, length[:-step], 0)
            around[:-step] += np.where(same, length[step:], 0)
        return cls(slots, document, length, around)

    def slots_of(self, rows: np.ndarray) -> np.ndarray:
        """int64 (len(rows),): the slot of each row; -1, no row, has none."""
        import numpy as np

        return np.where(rows >= 0, self.slots[rows], -1)

    def neighbours(self, rows: np.ndarray) -> np.ndarray:
        """int64 (len(rows), 2 NEIGHBOURS + 1): rows of the same document around each; -1 where there is none."""
        import numpy as np

        places = rows[:, None] + np.arange(-NEIGHBOURS, NEIGHBOURS + 1)
        inside = (places >= 0) & (places < len(self.document))
        places = np.where(inside, places, 0)
        return np.where(inside & (self.document[places] == self.document[rows][:, None]), places, -1)


@dataclass(frozen=True, slots=True)
class Query:
    """The terms of a question, ready for one language's passages.

    `tokens` are the distinct tokens of all alternatives that occur in the library; `alternatives` (term, places in
    `tokens`); `rarity` float32 (terms,), inverse document frequency of each term within the pool; `meant` the same, but
    0 for terms whose absence says nothing; `pairs` are places of tokens that follow one another in the question.
    """

    tokens: tuple[str, ...]
    alternatives: tuple[tuple[int, tuple[int, ...]], ...]
    rarity: np.ndarray
    meant: np.ndarray
    pairs: tuple[tuple[int, int], ...]
    pool: int  # passages

    @classmethod
    def of(cls, terms: Sequence[Term], words: WordIndex, pool: int, sequence: Sequence[str] = ()) -> Query:
        """`terms` of a question for a pool of passages; `sequence` are its tokens in order, where order tells."""
        import numpy as np

        frequency: dict[str, int] = {}
        kept: list[tuple[float, bool, list[tuple[str, ...]]]] = []
        for term in terms:
            found = []
            total = 0
            for alternative in term.alternatives:
                for token in alternative:
                    if token not in frequency:
                        frequency[token] = words.frequency(token)
                least = min(frequency[token] for token in alternative)
                if least:
                    found.append(alternative)
                    total += least
            kept.append((inverse_frequency(total, pool), term.meant, found))
        kept = sorted(kept, key=lambda entry: -entry[0])[:MOST_TERMS] if len(kept) > MOST_TERMS else kept
        tokens = tuple(dict.fromkeys(token for _, _, found in kept for alternative in found for token in alternative))
        place = {token: i for i, token in enumerate(tokens)}
        alternatives = tuple(
            (number, tuple(place[token] for token in alternative))
            for number, (_, _, found) in enumerate(kept)
            for alternative in found
        )
        following = pairwise(sequence)
        pairs = dict.fromkeys((place[a], place[b]) for a, b in following if a in place and b in place and a != b)
        rarity = np.array([rarity for rarity, _, _ in kept], np.float32)
        meant = rarity * np.array([meant for _, meant, _ in kept], np.float32)
        return cls(tokens, alternatives, rarity, meant, tuple(pairs), pool)

    @property
    def known(self) -> float:
        """The share (0–1) of the question's rarity in words that occur in the library."""
        present = sorted({term for term, _ in self.alternatives})
        return float(self.meant[present].sum()) / max(float(self.meant.sum()), 1e-6) if present else 0.0

    def boosts(self, words: WordIndex) -> dict[str, float]:
        """For finding candidates: each alternative's tokens share its term's rarity, whatever their own."""
        boosts: dict[str, float] = {}
        for term, places in self.alternatives:
            for place in places:
                token = self.tokens[place]
                own = inverse_frequency(words.frequency(token), self.pool)
                boost = float(self.rarity[term]) / max(own, 0.1) / len(places)
                boosts[token] = max(boosts.get(token, 0.0), boost)
        return boosts

    def terms(self, per_token: np.ndarray) -> np.ndarray:
        """float32 (rows, terms) from counts of tokens (rows, tokens): alternatives are added up."""
        import numpy as np

        result = np.zeros((len(per_token), len(self.rarity)), np.float32)
        present = per_token.max(axis=0, initial=0) > 0
        for term, places in self.alternatives:
            if len(places) == 1:
                if present[places[0]]:
                    result[:, term] += per_token[:, places[0]]
            elif present[list(places)].all():
                result[:, term] += per_token[:, list(places)].min(axis=1)
        return result


def inverse_frequency(frequency: int, pool: int) -> float:
    """BM25's weight of a word that occurs in `frequency` of `pool` passages."""
    frequency = min(frequency, pool)
    return math.log(1 + (pool - frequency + 0.5) / (frequency + 0.5))


@dataclass(frozen=True, slots=True)
class Counts:
    """float32 (rows, tokens) and (rows, pairs): how often each stands in the passages of some rows."""

    tokens: np.ndarray
    pairs: np.ndarray


@dataclass(frozen=True, slots=True)
class Counted:
    """The words of some passages and of those around them: `rows` int64 ascending, `counts` one line for each."""

    rows: np.ndarray
    counts: Counts

    @classmethod
    def around(cls, words: WordIndex, query: Query, surroundings: Surroundings, rows: np.ndarray) -> Counted:
        """Of `rows` and their neighbours."""
        import numpy as np

        near = np.unique(surroundings.neighbours(rows))
        return cls(near, count(words, query, surroundings.slots_of(near)))

    def and_of(self, words: WordIndex, query: Query, surroundings: Surroundings, rows: np.ndarray) -> Counts:
        """Of all `rows`, (n,) ascending, those that are not here counted now."""
        import numpy as np

        at = np.minimum(np.searchsorted(self.rows, rows), max(len(self.rows) - 1, 0))
        here = self.rows[at] == rows if len(self.rows) else np.zeros(len(rows), bool)
        more = rows[~here]
        new = count(words, query, surroundings.slots_of(more))
        tokens = np.empty((len(rows), len(query.tokens)), np.float32)
        pairs = np.empty((len(rows), len(query.pairs)), np.float32)
        tokens[here], pairs[here] = self.counts.tokens[at[here]], self.counts.pairs[at[here]]
        tokens[~here], pairs[~here] = new.tokens, new.pairs
        return Counts(tokens, pairs)


def count(words: WordIndex, query: Query, slots: np.ndarray, head: bool = False) -> Counts:
    """Occurrences in the bodies (or heads) of the passages in these slots; -1 is an empty passage."""
    import numpy as np

    columns = words.columns
    values, starts = (columns.head, columns.head_starts) if head else (columns.body, columns.body_starts)
    result = Counts(
        np.zeros((len(slots), len(query.tokens)), np.float32), np.zeros((len(slots), len(query.pairs)), np.float32)
    )
    if not query.tokens or not (slots >= 0).any():
        return result
    stream, ends, owners = _joined(values, starts, slots)
    # A table of the low 16 bits settles nearly every token of the passages with one look-up; the rest are compared.
    wanted = hashed(query.tokens)
    order = np.argsort(wanted)
    table = np.zeros(_TABLE_SIZE, bool)
    table[wanted & (_TABLE_SIZE - 1)] = True
    hits = np.flatnonzero(table.take(stream & (_TABLE_SIZE - 1), mode="clip"))  # never clips: it spares a check
    at = np.minimum(np.searchsorted(wanted[order], stream[hits]), len(wanted) - 1)
    same = wanted[order][at] == stream[hits]
    hits, token = hits[same], order[at[same]]
    owner = owners[np.searchsorted(ends, hits, side="right")]
    _add(result.tokens, owner, token)
    if query.pairs and not head:
        codes = np.array([first * len(query.tokens) + second for first, second in query.pairs])
        sorting = np.argsort(codes)
        adjacent = (hits[1:] == hits[:-1] + 1) & (owner[1:] == owner[:-1])
        found = token[:-1][adjacent] * len(query.tokens) + token[1:][adjacent]
        at = np.minimum(np.searchsorted(codes[sorting], found), len(codes) - 1)
        same = codes[sorting][at] == found
        _add(result.pairs, owner[:-1][adjacent][same], sorting[at[same]])
    return result


def _joined(values: np.ndarray, starts: np.ndarray, slots: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The tokens of the passages in these slots one after the other, where each ends, and its place in `slots`.

    Neighbours lie side by side, so that a few hundred slices copy what a gather would fetch token by token.
    """
    import numpy as np

    owners = np.argsort(slots, kind="stable")[np.count_nonzero(slots < 0) :]
    ordered = slots[owners]
    cuts = np.flatnonzero(np.diff(ordered, prepend=-2, append=-2) != 1)  # before each run of neighbours, and at the end
    firsts, lasts = ordered[cuts[:-1]], ordered[cuts[1:] - 1]
    begins, finishes = starts[firsts].tolist(), starts[lasts + 1].tolist()
    stream = np.concatenate([values[begin:finish] for begin, finish in zip(begins, finishes, strict=True)])
    return stream, np.cumsum(starts[ordered + 1] - starts[ordered]), owners


def _add(counts: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> None:
    """One more at each (row, column), however often it is named."""
    import numpy as np

    flat = np.bincount(rows * counts.shape[1] + columns, minlength=counts.size)
    counts += flat.reshape(counts.shape)


@dataclass(frozen=True, slots=True)
class WordScores:
    """float32 (rows,) each: BM25 of words and of pairs of words, in the passage and in its neighbourhood.

    The others are shares (0–1) of the question's rarity: `head`, what the title and section path carry; `coverage`,
    what they and the passage carry; `coverage_around`, what they and the neighbourhood carry; `rare`, as `coverage`, of
    the question's rarest third alone, where its names and numbers are.
    """

    passage: np.ndarray
    around: np.ndarray
    pairs: np.ndarray
    pairs_around: np.ndarray
    head: np.ndarray
    coverage: np.ndarray
    coverage_around: np.ndarray
    rare: np.ndarray


def score_words(
    query: Query,
    words: WordIndex,
    surroundings: Surroundings,
    rows: np.ndarray,
    counted: Counted,
    mean: float,
    mean_around: float,
) -> WordScores:
    """Scores of candidate rows, `counted` being those whose words are counted already.

    `mean` and `mean_around` are the pool's mean lengths in tokens.
    """
    import numpy as np

    if not len(query.rarity) or not len(rows):
        nothing = np.zeros(len(rows), np.float32)
        return WordScores(*[nothing] * 8)
    near = surroundings.neighbours(rows)
    needed, where = np.unique(near, return_inverse=True)
    where = where.reshape(near.shape)
    counts = counted.and_of(words, query, surroundings, needed)
    terms, pairs = query.terms(counts.tokens)[where], counts.pairs[where]
    own, own_pairs = terms[:, NEIGHBOURS], pairs[:, NEIGHBOURS]
    head = query.terms(count(words, query, surroundings.slots[rows], head=True).tokens)
    # No index knows how common a pair is; among the candidates nearly every passage with a rare one is present.
    pair_rarity = np.array([inverse_frequency(int(n), query.pool) for n in (own_pairs > 0).sum(axis=0)], np.float32)
    total = max(float(query.meant.sum()), 1e-6)
    rarest = np.argsort(-query.meant)[: max(1, int((query.meant > 0).sum()) // 3)]
    total_rarest = max(float(query.meant[rarest].sum()), 1e-6)
    here = np.minimum(own + head, 1)
    norm = K1 * (1 - B + B * surroundings.length[rows] / max(mean, 1.0))
    norm_around = K1 * (1 - B + B * surroundings.around[rows] / max(mean_around, 1.0))
    return WordScores(
        passage=_bm25(own, query.rarity, norm),
        around=_bm25(terms.sum(axis=1), query.rarity, norm_around),
        pairs=_bm25(own_pairs, pair_rarity, norm),
        pairs_around=_bm25(pairs.sum(axis=1), pair_rarity, norm_around),
        # vecdot, not @: numpy's library shares products as small as these among threads that then wait for each other
        head=np.vecdot(np.minimum(head, 1), query.meant) / total,
        coverage=np.vecdot(here, query.meant) / total,
        coverage_around=np.vecdot(np.minimum(terms.sum(axis=1) + head, 1), query.meant) / total,
        rare=np.vecdot(here[:, rarest], query.meant[rarest]) / total_rarest,
    )


def _bm25(counts: np.ndarray, rarity: np.ndarray, norm: np.ndarray) -> np.ndarray:
    """Robertson's BM25: counts (rows, terms), rarity (terms,), norm (rows,) from the lengths."""
    import numpy as np

    scores: np.ndarray = np.vecdot(counts * (K1 + 1) / (counts + norm[:, None]), rarity)
    return scores
