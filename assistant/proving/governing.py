"""What a negation or modal word is about, and where a passage's sentence speaks of it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.language.terms import Term, terms_of
from assistant.proving.matching import Match
from assistant.proving.polarity import Cue
from assistant.proving.reading import Segment

REACH = 80  # characters after a cue in which what it governs begins
_STOPS = ("，", "。", "；", ";", ",", ".", "或", " or ", "的")


def governed(text: str, cue: Cue) -> tuple[Term, ...]:
    """The first content words after a cue, in its clause."""
    following = text[cue.end : cue.end + REACH]
    for stop in _STOPS:
        following = following.split(stop)[0]
    return terms_of(following)[:3]


def holders(heads: Sequence[Term], best: Match) -> list[Segment]:
    """The segments of the best sentence with the first of these words that any has."""
    held = ([segment for segment in best.segments if segment.content.has(head)] for head in heads)
    return next(filter(None, held), [])
