"""How well candidate passages match the words of a question: exact BM25 over passage, neighbourhood and headings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.words import WordIndex, hashed

if TYPE_CHECKING:
    import numpy as np

    from assistant.translating import Term

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
    `tokens`); `rarity` float32 (terms,), inverse document frequency of each term within the pool.
    """

    tokens: tuple[str, ...]
    alternatives: tuple[tuple[int, tuple[int, ...]], ...]
    rarity: np.ndarray
    sources: tuple[str, ...]

    @classmethod
    def of(cls, terms: Sequence[Term], words: WordIndex, pool: int) -> Query:
        import numpy as np

        frequency: dict[str, int] = {}
        kept: list[tuple[float, str, list[tuple[str, ...]]]] = []
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
            total = min(total, pool)
            kept.append((math.log(1 + (pool - total + 0.5) / (total + 0.5)), term.source, found))
        kept = sorted(kept, key=lambda entry: -entry[0])[:MOST_TERMS] if len(kept) > MOST_TERMS else kept
        tokens = tuple(dict.fromkeys(token for _, _, found in kept for alternative in found for token in alternative))
        place = {token: i for i, token in enumerate(tokens)}
        alternatives = tuple(
            (number, tuple(place[token] for token in alternative))
            for number, (_, _, found) in enumerate(kept)
            for alternative in found
        )
        rarity = np.array([rarity for rarity, _, _ in kept], np.float32)
        return cls(tokens, alternatives, rarity, tuple(source for _, source, _ in kept))

    def weights(self, words: WordIndex, pool: int) -> dict[str, float]:
        """Boosts for finding candidates: each alternative's tokens share its term's rarity, whatever their own."""
        boosts: dict[str, float] = {}
        for term, places in self.alternatives:
            for place in places:
                token = self.tokens[place]
                frequency = words.frequency(token)
                own = math.log(1 + (max(pool - frequency, 0) + 0.5) / (frequency + 0.5))
                boost = float(self.rarity[term]) / max(own, 0.1) / len(places)
                boosts[token] = max(boosts.get(token, 0.0), boost)
        return boosts

    def counts(self, words: WordIndex, slots: np.ndarray, head: bool = False) -> np.ndarray:
        """float32 (len(slots), terms): how often each term occurs in body (or head) of the passages in these slots."""
        import numpy as np

        per_token = occurrences(words, self.tokens, slots, head)
        result = np.zeros((len(slots), len(self.rarity)), np.float32)
        present = per_token.max(axis=0, initial=0) > 0
        for term, places in self.alternatives:
            if len(places) == 1:
                if present[places[0]]:
                    result[:, term] += per_token[:, places[0]]
            elif present[list(places)].all():
                result[:, term] += per_token[:, list(places)].min(axis=1)
        return result


def occurrences(words: WordIndex, tokens: Sequence[str], slots: np.ndarray, head: bool) -> np.ndarray:
    """float32 (len(slots), len(tokens)): how often each token stands in the passages of these slots (-1: nowhere)."""
    import numpy as np

    columns = words.columns
    values, starts = (columns.head, columns.head_starts) if head else (columns.body, columns.body_starts)
    found = np.zeros((len(slots), len(tokens)), np.float32)
    here = np.flatnonzero(slots >= 0)
    if not len(here) or not tokens:
        return found
    wanted = hashed(tokens)
    # A table of the low 16 bits settles nearly every token of the passages with one look-up; the rest are compared.
    order = np.argsort(wanted)
    table = np.zeros(_TABLE_SIZE, bool)
    table[wanted & (_TABLE_SIZE - 1)] = True
    begin = starts[slots[here]]
    lengths = starts[slots[here] + 1] - begin
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1]) + np.repeat(begin - (ends - lengths), lengths)
    stream = values[places]
    hits = np.flatnonzero(table[stream & (_TABLE_SIZE - 1)])
    at = np.minimum(np.searchsorted(wanted[order], stream[hits]), len(wanted) - 1)
    same = wanted[order][at] == stream[hits]
    owner = here[np.searchsorted(ends, hits[same], side="right")]
    np.add.at(found, (owner, order[at[same]]), 1.0)
    return found


@dataclass(frozen=True, slots=True)
class WordScores:
    """float32 (rows,) each: BM25 of passage and neighbourhood; shares (0–1) of the question's rarity found."""

    passage: np.ndarray
    around: np.ndarray
    head: np.ndarray  # share of the terms' rarity that the title and section path carry
    coverage: np.ndarray  # the same of passage, title and section path together


def score_words(
    query: Query, words: WordIndex, surroundings: Surroundings, rows: np.ndarray, mean: float, mean_around: float
) -> WordScores:
    """Scores of candidate rows; `mean` and `mean_around` are the pool's mean lengths in tokens."""
    import numpy as np

    if not len(query.rarity) or not len(rows):
        nothing = np.zeros(len(rows), np.float32)
        return WordScores(nothing, nothing, nothing, nothing)
    near = surroundings.neighbours(rows)
    needed, where = np.unique(near, return_inverse=True)
    slots = np.where(needed >= 0, surroundings.slots[needed], -1)
    counts = query.counts(words, slots)
    by_neighbour = counts[where.reshape(near.shape)]
    own = by_neighbour[:, NEIGHBOURS]
    head = query.counts(words, surroundings.slots[rows], head=True)
    total = max(float(query.rarity.sum()), 1e-6)
    return WordScores(
        passage=_bm25(own, query.rarity, surroundings.length[rows], mean),
        around=_bm25(by_neighbour.sum(axis=1), query.rarity, surroundings.around[rows], mean_around),
        head=np.minimum(head, 1) @ query.rarity / total,
        coverage=np.minimum(own + head, 1) @ query.rarity / total,
    )


def _bm25(counts: np.ndarray, rarity: np.ndarray, length: np.ndarray, mean: float) -> np.ndarray:
    """Robertson's BM25: counts (rows, terms), rarity (terms,), length (rows,)."""
    norm = K1 * (1 - B + B * length / max(mean, 1.0))
    scores: np.ndarray = (counts * (K1 + 1) / (counts + norm[:, None])) @ rarity
    return scores
