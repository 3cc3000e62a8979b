"""A claim beside what it cites: what every check looks at."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.languages import language_of
from assistant.records import Verdict
from assistant.verifying.matching import Match, match_sentences
from assistant.verifying.reading import Reading, read
from assistant.verifying.terms import Content, Term, joined, terms_of

Fault = tuple[str, str] | None  # why in plain words, and the two readings side by side


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a marker points to: a passage's text, and its heading (title, issuer, section, dates …, a line each)."""

    text: str
    heading: str
    language: str


@dataclass(frozen=True, slots=True)
class Check:
    """What was found about a sentence. `why` and `difference` are for a person; `quote` is verbatim in the passage."""

    verdict: Verdict
    why: str
    quote: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A claim beside what it cites."""

    text: str  # the sentence without its markers
    claim: Reading
    terms: tuple[Term, ...]
    passages: tuple[Reading, ...]
    headings: tuple[Reading, ...]
    content: Content  # of all passages and headings
    original: str  # their text
    across: bool  # whether no cited passage is in the sentence's language
    best: Match

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.passages + self.headings


def open_case(text: str, cited: list[Evidence]) -> Case:
    """Reads a sentence and the passages that it cites."""
    claim, terms = read(text, False), terms_of(text)
    chinese = language_of(text) == "zh"
    passages = tuple(read(item.text, not chinese) for item in cited)
    headings = tuple(read(item.heading, not chinese) for item in cited)
    content = joined(reading.whole for reading in (*passages, *headings))
    across = all((language_of(item.text) == "zh") != chinese for item in cited)
    best = match_sentences(claim, terms, passages)
    original = "\n".join(f"{item.text}\n{item.heading}" for item in cited)
    return Case(text, claim, terms, passages, headings, content, original, across, best)
