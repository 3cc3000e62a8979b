"""Which of many lookalikes are the real run of numbers 1, 2, 3 …: cross references at a line's start fall out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeVar

SUCCESSION = 3.0  # worth of following directly upon the number before
LICENSED_RESTART = 1.0  # price of beginning again at 1 where the text says a new count begins
BARE_RESTART = 9.0  # … and where it does not: only a longer run of its own pays for it
RESTARTING = 2.0  # weight that a new beginning needs


class Candidate(Protocol):
    """A line that could begin a numbered item. `key` orders items: (17,), (17, 2) for 17-2, (6, 1, 1702).

    `weight` is from 0, never, to 4 for a line that the file marks as a heading.
    """

    @property
    def index(self) -> int: ...
    @property
    def key(self) -> tuple[int, ...]: ...
    @property
    def weight(self) -> float: ...


C = TypeVar("C", bound=Candidate)


def chain(candidates: Sequence[C], restarts: Sequence[int] = (), first: bool = True) -> list[C]:
    """The increasing run of candidates (in text order) with the greatest weight, direct succession counting extra.

    `restarts` are line indices at which a new count may begin. With `first`, one may also begin elsewhere at number 1,
    at a price, and weak members far from their neighbours are dropped. O(n log n): a Fenwick tree holds the best run
    that ends at or below each key.
    """
    keys = sorted({candidate.key for candidate in candidates})
    rank = {key: position for position, key in enumerate(keys, 1)}
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(keys) + 1)
    exact: dict[tuple[int, ...], tuple[float, int]] = {}
    scores: list[float] = []
    before: list[int] = []
    best = (0.0, -1)
    for place, candidate in enumerate(candidates):
        score, previous = _lookup(tree, rank[candidate.key] - 1)
        for key in _predecessors(candidate.key):
            value, where = exact.get(key, (0.0, -1))
            if where >= 0 and value + SUCCESSION > score:
                score, previous = value + SUCCESSION, where
        if first and best[1] >= 0 and candidate.key == (1,) and candidate.weight >= RESTARTING:
            since = candidates[best[1]].index
            at = bisect_left(restarts, since + 1)
            licensed = at < len(restarts) and restarts[at] <= candidate.index
            value = best[0] - (LICENSED_RESTART if licensed else BARE_RESTART)
            if value > score:
                score, previous = value, best[1]
        score += candidate.weight
        scores.append(score)
        before.append(previous)
        if score > exact.get(candidate.key, (0.0, -1))[0]:
            exact[candidate.key] = (score, place)
        _update(tree, rank[candidate.key], (score, place))
        best = max(best, (score, place), key=lambda pair: pair[0])
    kept = []
    place = best[1]
    while place >= 0:
        kept.append(candidates[place])
        place = before[place]
    return _without_strays(kept[::-1]) if first else kept[::-1]


def _predecessors(key: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Keys that this one follows directly: 18 follows 17 and, through inserted articles, 17-2; 17-2 follows 17."""
    last = key[-1]
    if len(key) == 2:
        return ((*key[:-1], last - 1), key[:-1])
    return ((*key[:-1], last - 1), *((*key[:-1], last - 1, extra) for extra in range(1, 6)))


def _lookup(tree: list[tuple[float, int]], position: int) -> tuple[float, int]:
    best = (0.0, -1)
    while position > 0:
        if tree[position][0] > best[0]:
            best = tree[position]
        position -= position & -position
    return best


def _update(tree: list[tuple[float, int]], position: int, value: tuple[float, int]) -> None:
    while position < len(tree):
        if value[0] > tree[position][0]:
            tree[position] = value
        position += position & -position


def _without_strays(kept: list[C]) -> list[C]:
    """Drop weak members far from both neighbours: a lone "Article 40" between 6 and 77 is a reference."""
    result = []
    for place, candidate in enumerate(kept):
        close = candidate.weight >= 3 or candidate.key[0] == 1
        for other in kept[max(0, place - 1) : place] + kept[place + 1 : place + 2]:
            close = close or abs(other.key[0] - candidate.key[0]) <= 2
        if close:
            result.append(candidate)
    return result
