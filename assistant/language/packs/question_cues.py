"""The form of the cues by which people ask in one language: regular expressions, read without regard to case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.records import Kind


@dataclass(frozen=True, slots=True)
class Asking:
    """What the reader of questions knows of one language. Where only one language's word fits, the other's does not
    occur: a cue is looked for in any question, whatever its language, but for `leans`, `word` and `kinds`."""

    leans: str  # that a question rests on the one before
    word: str  # what counts towards `fewest`
    fewest: int  # a question of so many words, or fewer, says nothing by itself
    filling: str  # what a follow-up may hold besides a name without asking anything new
    lists: str  # that several things are asked for
    limits: tuple[str, str]  # that all time limits of a text are asked for, and what stands beside one
    targets: tuple[str, str]  # that all figures that it sets are asked for, and what stands beside one
    kinds: Mapping[Kind, str]  # by which a kind of document is meant
    old: str  # that a text is wanted that does not hold any more
    validity: str  # that a document's own validity is asked about
    outcome: str  # that it is asked what came of a thing, which rules do not say
    claimed: str  # before a year: it is part of what is claimed, not the time that is asked about
    two_things: str  # that two things are spoken of together
    how_much: str  # that a figure is asked for, and nothing else
    days: Mapping[str, tuple[str, str]]  # fields of a record: how its day is asked for, and how texts state it
    spans: str  # of years in which texts state how long something holds
    penalty: str  # the four that tell which document would answer
    budget: str
    applying: str
    sizes: Mapping[str, str]  # dimensions of a figure that is asked for by its size
    rank: str
    passed: str  # that an act was adopted, some day
    how_many: str  # what is counted stands in the words from here on
