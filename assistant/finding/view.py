"""What finding derives from an index once, and keeps as long as the index is open."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from assistant.finding.choosing import Standing
from assistant.finding.scoring import Surroundings
from assistant.library.server.vectors import Asked, ServerVectors
from assistant.library.vectors.vector_scan import Scanned, Scanner
from assistant.questions.held import Held
from assistant.questions.spelling import vocabulary_in
from assistant.records import Status

if TYPE_CHECKING:
    import numpy as np

    from assistant.library.index import Index

Near = Scanned | Asked
MOST_DAYS = 50  # remembered; a server asked for many must not grow


@dataclass(frozen=True, slots=True)
class View:
    """Pools by language, surroundings of each row, how near vectors are told, and what is known of the documents."""

    pools: Mapping[str, np.ndarray]  # rows of each language, ascending
    surroundings: Surroundings
    nearness: Scanner | ServerVectors
    mean: Mapping[str, float]  # mean length of a pool's passages, and of their neighbourhoods, in tokens
    mean_around: Mapping[str, float]
    row_of: np.ndarray  # row of each slot of the word index, -1 for none
    spoken: Mapping[str, np.ndarray]  # bool for each slot: whether it is of the language
    beside: ThreadPoolExecutor  # for what a search does beside its look-up of words
    held: Held  # what questions narrow to, or name
    standings: dict[date, Standing]  # for the days that were asked for


_views: WeakKeyDictionary[Index, View] = WeakKeyDictionary()
_vocabularies: WeakKeyDictionary[Index, Mapping[str, int]] = WeakKeyDictionary()
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
        held=Held(index.records),
        pools=pools,
        surroundings=surroundings,
        nearness=ServerVectors(index) if index.on_server else Scanner.of(rows.vectors),
        mean={name: float(surroundings.length[pool].mean()) for name, pool in pools.items()},
        mean_around={name: float(surroundings.around[pool].mean()) for name, pool in pools.items()},
    )


def vocabulary_of(index: Index) -> Mapping[str, int]:
    """The words of an index's passages as they are written, read once."""
    found = _vocabularies.get(index)
    if found is None:
        found = _vocabularies[index] = vocabulary_in(one.text for one in index.passages(range(len(index.rows))))
    return found


def statuses_of(index: Index, as_of: date) -> Mapping[str, Status]:
    """The status of every document as of a day."""
    return standing_of(index, as_of).status


def standing_of(index: Index, as_of: date) -> Standing:
    """Every document's status as of a day, and what follows from it."""
    from assistant.library.validity import status_as_of

    known = view_of(index).standings
    found = known.get(as_of)
    if found is None:
        if len(known) > MOST_DAYS:
            known.clear()
        found = known[as_of] = Standing.of(
            index,
            {name: status_as_of(record, index.incoming.get(name, ()), as_of) for name, record in index.records.items()},
        )
    return found
