"""The form of a language pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.language.packs.cues import Cues
from assistant.language.packs.question_cues import Asking
from assistant.language.packs.requests.cues_of_requests import RequestCues


@dataclass(frozen=True, slots=True)
class FigureWords:
    """What quantities are made of in one language: names under what they name, and patterns.

    Bounds are told by the names of `quantities.Bound`.
    """

    currencies: Mapping[str, str]  # after a figure: "yuan" → "CNY"
    currency_prefixes: Mapping[str, str]
    measures: Mapping[str, str]  # "years" → "duration month 12": dimension, unit, factor
    counted: Mapping[str, str]  # "firms" → "company"
    parts: Mapping[str, str]  # of a document: "art" → "article"
    share: str  # "two thirds", 三成
    half: str
    half_year: str
    once: str
    bounds_before: Mapping[str, str]  # cues before a figure
    bounds_after: Mapping[str, str]
    filler: str  # what may stand between a cue and its figure
    tight_filler: str  # the same for cues that bind only to what follows at once
    loosely: str  # says that a limit may be exceeded
    date_from: str  # before a date from which something holds
    date_until: str
    date_from_after: str
    date_until_after: str
    times: Mapping[str, int] = field(default_factory=dict)  # "twice" → 2
    classifiers: Mapping[str, str] = field(default_factory=dict)  # that alone make a count: 名 → "person", 家 → ""
    other_classifiers: str = ""
    noun_ends: frozenset[str] = frozenset()  # words that end what a figure counts: "18 measures across six areas"


@dataclass(frozen=True, slots=True)
class FactWords:
    """How one language asks for facts and states them: patterns by `sought.Sought`, sort of contact, and office."""

    asks: Mapping[str, str]
    states: Mapping[str, str]
    details: Mapping[str, str]  # how a sort of contact detail is asked for
    street: str  # what an address is known by
    offices: Mapping[str, str]
    deputy: str  # before an office


@dataclass(frozen=True, slots=True)
class DateWords:
    """The dates of one language.

    Groups of the patterns in `relative`: day · step and unit, with first_half or second_half (of a year), m and d
    (month, day), weekday · step and weekday alone · step and month · count and ago or ahead.
    """

    relative: tuple[str, ...]  # patterns of dates that depend on the day of the text
    days: Mapping[str, int]  # "yesterday" → -1
    steps: Mapping[str, int]  # "last" → -1
    units: Mapping[str, str]  # "weeks" → "week"
    weekdays: Mapping[str, int]  # from Monday, 0
    months: Mapping[str, int] = field(default_factory=dict)  # names and abbreviations → 1 to 12


@dataclass(frozen=True, slots=True)
class Pack:
    """Cues, numerals, abbreviations and asking words of one language, as data; the code that uses them knows none."""

    code: str  # ISO 639-1
    request: RequestCues
    cues: Cues  # of denying, obliging, limiting and dating
    asking: Asking

    orders_to_models: tuple[str, ...]  # patterns of words by which a document addresses a model; case does not count

    # numerals: 25 is "twenty" + "five", 2 × 100 is "two" + "hundred"
    numbers: Mapping[str, int] = field(default_factory=dict)  # below a hundred
    multipliers: Mapping[str, int] = field(default_factory=dict)  # of the number before: "hundred", 十
    scales: Mapping[str, int] = field(default_factory=dict)  # of all before: "million", 亿
    short_scales: Mapping[str, int] = field(default_factory=dict)  # after figures only: "bn"
    denominators: Mapping[str, int] = field(default_factory=dict)  # "third" → 3
    ordinals: Mapping[str, int] = field(default_factory=dict)  # from the second on
    dates: DateWords | None = None

    figures: FigureWords | None = None
    facts: FactWords | None = None

    # sentences and words, in lower case
    abbreviations: frozenset[str] = frozenset()  # words before a full stop that ends no sentence
    stop: frozenset[str] = frozenset()  # only lengthen texts; modal verbs and negations, which carry duties, do not
    light: frozenset[str] = frozenset()  # say nothing of a subject: modal and vague words, which other checks read


def counted(words: Iterable[str], first: int = 0, step: int = 1) -> dict[str, int]:
    """Words that count up from `first`: a string of signs, or a list of words."""
    return {word: first + step * place for place, word in enumerate(words)}


def grouped(text: str) -> dict[str, str]:
    """Words under what they name: lines of "name: word other_word", `_` for a space."""
    lines = (line.partition(":") for line in text.strip().splitlines())
    return {word.replace("_", " "): name.strip() for name, _, words in lines for word in words.split()}
