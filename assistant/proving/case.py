"""A claim beside what it cites: what every check looks at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.language.script import language_of
from assistant.language.terms import Content, joined, terms_of
from assistant.proving.matching import Match, match_sentences
from assistant.proving.pairing import Votes, votes_of
from assistant.proving.places import Claimed, places_of
from assistant.proving.polarity import Cue, modals, negations
from assistant.proving.reading import Reading, Segment, read


@dataclass(frozen=True, slots=True)
class Fault:
    """What a passage does not prove: why, in plain words, and the two readings side by side ("20 ≠ 10").

    `proven`: the difference is certain, so that the claim is refuted; else it only keeps the claim in doubt.
    """

    why: str
    difference: str = ""
    proven: bool = True


Reads = Callable[[str, str], float]  # a claim and a text → how likely the text proves the claim, a logit


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a marker points to: a passage's text, and its heading (title, issuer, section, dates …, a line each).

    It is read once, however many claims cite it. `reads`: a learned reader of pairs, where one is installed.
    """

    text: str
    heading: str
    language: str
    reads: Reads | None = field(default=None, repr=False, compare=False)
    _readings: dict[bool, tuple[Reading, Reading]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def read(self, glossed: bool) -> tuple[Reading, Reading]:
        """Passage and heading, read as a claim in English (`glossed`) or Chinese needs them."""
        if glossed not in self._readings:
            self._readings[glossed] = (read(self.text, glossed), read(self.heading, glossed))
        return self._readings[glossed]


@dataclass(frozen=True, eq=False)
class Case:
    """A claim beside what it cites."""

    claim: Reading  # the sentence without its markers
    passages: tuple[Reading, ...]
    headings: tuple[Reading, ...]
    content: Content  # of all passages and headings
    across: bool  # whether no cited passage is in the sentence's language
    best: Match
    reads: Reads | None = None

    @property
    def text(self) -> str:
        return self.claim.text

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.passages + self.headings

    @property
    def original(self) -> str:
        """The text of all that is cited."""
        return "\n".join(reading.text for reading in self.readings)

    @cached_property
    def claimed(self) -> tuple[Claimed, ...]:
        """The claim's figures, each with those of the evidence that it can be compared with."""
        return places_of(self.claim, self.passages, self.headings)

    @cached_property
    def votes(self) -> list[Votes]:
        """What bears the pairing of the claim's figures out, and what speaks against it."""
        return votes_of(self.claim, self.claimed)

    def drawn_on(self, reading: Reading, segments: Sequence[Segment]) -> list[Segment]:
        """Those of a passage's segments that have a word or a figure of the claim."""
        figures = [place.quantity.start for one in self.claimed for place in one.measured if place.reading is reading]
        return [s for s in segments if any(map(s.content.has, self.claim.terms)) or any(map(s.holds, figures))]

    def left_of(self, said: str) -> tuple[int, int]:
        """How many of a text's words the claim does not have, and how many there are."""
        words = terms_of(said)
        return sum(not self.claim.in_either_language.has(word) for word in words), len(words)

    @cached_property
    def negations(self) -> list[Cue]:
        """The claim's."""
        return negations(self.text)

    @cached_property
    def modals(self) -> list[Cue]:
        """The claim's that say something of what it speaks of."""
        return modals(self.text, main=True)


def open_case(claim: Reading, cited: Sequence[Evidence]) -> Case:
    """Sets a sentence beside the passages that it cites."""
    chinese = language_of(claim.text) == "zh"
    read_so = [evidence.read(not chinese) for evidence in cited]
    passages, headings = tuple(passage for passage, _ in read_so), tuple(heading for _, heading in read_so)
    content = joined(reading.whole for reading in (*passages, *headings))
    across = all((language_of(item.text) == "zh") != chinese for item in cited)
    best = match_sentences(claim, passages)
    return Case(claim, passages, headings, content, across, best, next((e.reads for e in cited if e.reads), None))
