"""Which unit of one document belongs to which of another.

Units are paired in order by the alignment of greatest likeness (Needleman and Wunsch 1970); what is left over on both
sides is paired out of order when it is nearly the same (moved), and a unit that is left over beside a pair whose other
side holds its words belongs to that pair (a paragraph split in two).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.desks.compare.comparison import Unit
from assistant.language.folding import fold

if TYPE_CHECKING:
    import numpy as np

LIKE = 0.4  # likeness from which two units of the same order may be a pair
REWRITTEN = 0.25  # enough for two units of one number, and for two that alone stand between the same neighbours
MOVED = 0.7  # likeness that a pair out of order needs
HELD = 90.0  # per cent of a unit's words that another holds, from which on it is a part of it
LONGER = 1.3  # how much longer than the whole its two parts together may be
_PIECE = re.compile(r"[a-z]+(?:['’-][a-z]+)*|\d+(?:[.,]\d+)*|\w")


def pieces(text: str) -> list[str]:
    """The words of a text (a Chinese character is one), folded, without punctuation and spaces."""
    return _PIECE.findall(fold(text).lower())


def coded(texts: Sequence[str]) -> list[str]:
    """Each text as a string with one character a word, the same for the same word: what rapidfuzz compares quickly."""
    codes: dict[str, str] = {}
    return ["".join(codes.setdefault(piece, chr(0x100 + len(codes))) for piece in pieces(text)) for text in texts]


def likeness(a: Sequence[Unit], b: Sequence[Unit]) -> np.ndarray:
    """float32 (len(a), len(b)): share of words that stand in both in the same order, 0 to 1."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    words = coded([unit.body for unit in (*a, *b)])
    return process.cdist(words[: len(a)], words[len(a) :], scorer=Indel.normalized_similarity)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A unit of each document that belong together, or one without a partner; `moved`: in another order."""

    a: Unit | None
    b: Unit | None
    moved: bool = False


def aligned(a: Sequence[Unit], b: Sequence[Unit], like: np.ndarray) -> list[Aligned]:
    """All units of both, in the order of `b`; what only `a` has stands after the unit before it."""
    like = without_rivals(like)
    kept = in_order(worth(a, b, like))
    kept = sorted([*kept, *_alone_between(kept, like)])
    moved = _out_of_order(kept, like)
    partner = {j: i for i, j in (*kept, *moved)}
    held = set(partner.values())
    elsewhere = {j for _, j in moved}
    rows = [Aligned(a[partner[j]] if j in partner else None, unit, j in elsewhere) for j, unit in enumerate(b)]
    for i in reversed([i for i in range(len(a)) if i not in held]):
        before = [j for x, j in kept if x < i]
        rows.insert(before[-1] + 1 if before else 0, Aligned(a[i], None))
    return rows


def without_rivals(like: np.ndarray) -> np.ndarray:
    """The likeness with 0 for all other partners of two units that are nearly the same and each other's nearest."""
    import numpy as np

    nearest, found = like.argmax(1) if like.size else [], like.copy()
    for i, j in enumerate(nearest):
        if like[i, j] >= MOVED and like[:, j].argmax() == i:
            found[i], found[:, j] = 0, 0
            found[i, j] = like[i, j]
    return np.asarray(found)


def worth(a: Sequence[Unit], b: Sequence[Unit], like: np.ndarray) -> np.ndarray:
    """What pairing two units is worth to the alignment: nothing where they are not alike enough for a pair."""
    import numpy as np

    numbered = np.array([[bool(x.number) and x.number == y.number for y in b] for x in a])
    enough = like >= np.where(numbered, REWRITTEN, LIKE)
    found: np.ndarray = np.where(enough, like - REWRITTEN / 2 + 0.02 * numbered, 0.0)
    return found


def in_order(worths: np.ndarray) -> list[tuple[int, int]]:
    """The pairs of greatest worth in all, each later than the one before on both sides."""
    import numpy as np

    rows, columns = worths.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(1, rows + 1):
        paired = best[i - 1, :-1] + worths[i - 1]
        best[i, 1:] = np.maximum.accumulate(np.maximum(best[i - 1, 1:], paired))
    pairs, i, j = [], rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
    return pairs[::-1]


def _alone_between(pairs: Sequence[tuple[int, int]], like: np.ndarray) -> list[tuple[int, int]]:
    """Units that are the only ones without a partner between two pairs, on both sides: rewritten, not replaced."""
    rows, columns = like.shape
    return [
        (low[0] + 1, low[1] + 1)
        for low, high in pairwise([(-1, -1), *pairs, (rows, columns)])
        if high[0] - low[0] == high[1] - low[1] == 2 and like[low[0] + 1, low[1] + 1] >= REWRITTEN
    ]


def _out_of_order(pairs: Sequence[tuple[int, int]], like: np.ndarray) -> list[tuple[int, int]]:
    """Pairs of nearly the same words among what the pairs in order leave over, the most alike first."""
    left = [i for i in range(like.shape[0]) if i not in {i for i, _ in pairs}]
    right = [j for j in range(like.shape[1]) if j not in {j for _, j in pairs}]
    found: list[tuple[int, int]] = []
    for alike, i, j in sorted(((like[i, j], i, j) for i in left for j in right), reverse=True):
        if alike >= MOVED and all(i != x and j != y for x, y in found):
            found.append((i, j))
    return found


def with_parts(rows: Sequence[Aligned]) -> list[Aligned]:
    """The rows with each unit that a neighbouring pair's other side holds put to that pair."""
    found: list[Aligned] = []
    for row in rows:
        before = found[-1] if found else None
        if (before and _is_part(row, before)) or (before and _is_part(before, row)):
            found[-1] = _joined(before, row)
        else:
            found.append(row)
    return found


def _is_part(row: Aligned, pair: Aligned) -> bool:
    """Whether a unit without a partner is words of a pair's other side, which the pair's own unit does not have."""
    from rapidfuzz import fuzz

    if (row.a and row.b) or not (pair.a and pair.b):
        return False
    alone, own, other = (row.a, pair.a, pair.b) if row.a else (row.b, pair.b, pair.a)
    part, whole, rest = coded([unit.body for unit in (alone, other, own) if unit])
    return len(part) + len(rest) < LONGER * len(whole) and fuzz.partial_ratio(part, whole) >= HELD


def _joined(first: Aligned, second: Aligned) -> Aligned:
    """Two neighbouring rows as one."""
    a, b = (_together(x, y) for x, y in ((first.a, second.a), (first.b, second.b)))
    return Aligned(a, b, first.moved or second.moved)


def _together(first: Unit | None, second: Unit | None) -> Unit | None:
    """Two neighbouring units as one, under the first one's number."""
    if first is None or second is None:
        return first or second
    label = first.label if first.label == second.label else f"{first.label} + {second.label}"
    return replace(first, label=label, body=f"{first.body}\n\n{second.body}", end=second.end)
