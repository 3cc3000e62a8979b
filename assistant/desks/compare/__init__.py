"""Compare: what changed between two documents, unit by unit; between two languages, by what the units state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.desks.compare.aligning import Aligned, aligned, likeness, pieces, with_parts
from assistant.desks.compare.comparison import Change, Comparison, Row, Unit
from assistant.desks.compare.differences import differences
from assistant.desks.compare.document_units import units_of

if TYPE_CHECKING:
    import numpy as np

    from assistant.library.index import Index

__all__ = ["compare"]


def compare(index: Index, a: str, b: str) -> Comparison:
    """Two documents of a library by name, in the order of `b`. KeyError for a name that the library does not hold."""
    first, second = index.document(a), index.document(b)
    mine, theirs = units_of(first), units_of(second)
    across = first.record.language != second.record.language
    like = nearness(index, a, mine, b, theirs) if across else likeness(mine, theirs)
    rows = with_parts(aligned(mine, theirs, like))
    return Comparison(first.record, second.record, tuple(_row(row, across) for row in rows))


def _row(aligned: Aligned, across: bool) -> Row:
    a, b = aligned.a, aligned.b
    if a is None or b is None:
        return Row(a, b, Change.ADDED if a is None else Change.REMOVED)
    differing = differences(a, b, across) if across or pieces(a.body) != pieces(b.body) else ()
    same = Change.SAME if a.number == b.number else Change.RENUMBERED
    return Row(a, b, Change.CHANGED if differing else same, aligned.moved, differing)


def nearness(index: Index, a: str, mine: list[Unit], b: str, theirs: list[Unit]) -> np.ndarray:
    """float32 (len(mine), len(theirs)): how near units of two languages are in meaning and number, 0 to 1.

    Vectors are those of the index. They lie close together across languages, so each is measured against the row's and
    column's mean; two units of one number need little more.
    """
    import numpy as np

    nearest = _vectors(index, a, mine) @ _vectors(index, b, theirs).T
    centred = nearest - nearest.mean(0, keepdims=True) - nearest.mean(1, keepdims=True) + nearest.mean()
    scale = max(float(centred.max()), 1e-6)
    numbered = np.array([[bool(x.number) and x.number == y.number for y in theirs] for x in mine])
    found: np.ndarray = np.clip(centred / scale, 0, 1) * 0.6 + 0.4 * numbered
    return found


def _vectors(index: Index, name: str, units: list[Unit]) -> np.ndarray:
    """float32 (len(units), d): the mean vector of the passages that lie in each unit, of length 1."""
    import numpy as np

    number = index.rows.documents.index(name)
    rows = np.flatnonzero(index.rows.document == number)
    passages, held = index.passages(rows.tolist()), index.vectors(rows.tolist())
    vectors = []
    for unit in units:
        inside = [
            row
            for row, passage in zip(rows, passages, strict=True)
            if passage.start < unit.end and unit.start < passage.end
        ]
        own = [vector for row, vector in zip(rows.tolist(), held, strict=True) if row in inside]
        vector = np.sum(own, axis=0) if own else np.zeros(held.shape[1])
        vectors.append(vector / max(float(np.linalg.norm(vector)), 1e-9))
    return np.array(vectors, np.float32)
