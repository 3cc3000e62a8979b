"""What a measure is made of. A field that no text states is None or empty: nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from assistant.records import Record


@dataclass(frozen=True, slots=True)
class Quoted:
    """A field in words, with the sentence of the document that carries it.

    `quote` is verbatim in the document's text at `start`:`end`; "" where the field stands in the record alone.
    """

    text: str
    document: str
    quote: str = ""
    start: int = 0
    end: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """One rate or sum of a measure, and for whom it is.

    `value` is in per cent where `unit` is "%", else in units of the currency `unit`. `whom` are the words that narrow
    it ("start-ups", "a benchmark project"), "" for everybody; `fixed` marks a sum that is neither a highest nor a
    lowest one, nor one "in principle". `per` says after what it is counted anew: "year", "company", "project" …
    """

    value: Fraction
    unit: str
    whom: str = ""
    fixed: bool = False
    per: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One support scheme. Several documents may speak of it; `record` is that of the first, weightiest of them."""

    name: str
    name_zh: str
    record: Record
    documents: tuple[str, ...]
    also_called: tuple[str, ...] = ()  # its names in the further documents
    rate: Quoted | None = None
    cap: Quoted | None = None
    budget: Quoted | None = None
    who: Quoted | None = None
    deadline: Quoted | None = None
    office: Quoted | None = None
    conditions: tuple[Quoted, ...] = ()
    stacking: Quoted | None = None
    apply: Quoted | None = None  # how to apply
    period: Quoted | None = None  # when the measure holds, where its own entry says so
    rates: tuple[Tier, ...] = ()
    caps: tuple[Tier, ...] = ()
    purposes: tuple[str, ...] = ()  # rows of data/purposes.tsv: what the money is for

    @property
    def jurisdiction(self) -> str:
        return self.record.jurisdiction
