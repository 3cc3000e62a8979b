"""What a comparison of two documents is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.records import Record


class Change(StrEnum):
    """What became of a unit. SAME and RENUMBERED have the same words, RENUMBERED under another number."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    RENUMBERED = "renumbered"


class Difference(StrEnum):
    """In what two units differ, the telling ones first."""

    NUMBER = "number"
    DATE = "date"
    MODALITY = "modality"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Unit:
    """An article, section or other leaf of a document's outline.

    `label` is as printed ("Article 5", "第五条"); `number` is its number in normal form ("article 5"), "" where it has
    none; `body` is the text after the label, `start` and `end` where it stands in the document's text.
    """

    label: str
    number: str
    body: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Differing:
    """One difference: what stands on either side; "" where a side has nothing instead."""

    kind: Difference
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Row:
    """Two units that belong together, or one without a partner; `moved`: in another order than its neighbours."""

    a: Unit | None
    b: Unit | None
    change: Change
    moved: bool = False
    differences: tuple[Differing, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents side by side, in the order of `b`, what only `a` has where it stood."""

    a: Record
    b: Record
    rows: tuple[Row, ...]

    @property
    def across(self) -> bool:
        """Whether the two are in different languages: then what units state is compared, not their words."""
        return self.a.language != self.b.language

    @property
    def summary(self) -> Mapping[Change, int]:
        """How many rows there are of each change, those that occur."""
        changes = [row.change for row in self.rows]
        return {change: changes.count(change) for change in Change if change in changes}
