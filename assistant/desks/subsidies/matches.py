"""What the desk Subsidies takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assistant.measures.measure import Measure, Quoted
from assistant.records import Status


class Met(StrEnum):
    """Whether a condition is met, as far as the profile tells."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Eligibility(StrEnum):
    """The verdict on a measure: eligible where all conditions that its texts state are met.

    In the order in which measures are shown.
    """

    ELIGIBLE = "eligible"
    UNKNOWN = "unknown"
    NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, whether it is met, and what would have to be known where that is open."""

    text: str
    verdict: Met
    quoted: Quoted | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Worth:
    """What a measure may bring for the profile's own figures: a range in one currency, with its arithmetic."""

    low: Fraction
    high: Fraction
    currency: str
    arithmetic: str


@dataclass(frozen=True, slots=True)
class Match:
    """A measure beside a profile."""

    measure: Measure
    status: Status
    validity: str  # the status in words: "in force until 31 Dec 2026 (31 days left)"
    verdict: Eligibility
    conditions: tuple[Condition, ...]
    worth: Worth | None = None


@dataclass(frozen=True, slots=True)
class Subsidies:
    """The measures that may apply, by verdict, worth and what closes soonest; `questions` would settle most first."""

    as_of: str
    language: str
    matches: tuple[Match, ...]
    questions: tuple[str, ...] = ()
