"""What a question names that an answer must be about: places, schemes, companies, people, articles, years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.names import Name
from assistant.language.packs import either
from assistant.language.unlisted_names import unlisted_names
from assistant.questions.read_once import Wording

DECIDING = ("place", "scheme", "company")  # kinds of names that an answer must be about
# Titles made of common words: beside a place they do not name that one instrument ("Korea's AI act").
COMMON_TITLES = frozenset({"ai act", "several measures", "cybersecurity law", "data security law"})
CLAIMED = either(lambda pack: pack.asking.claimed)
TWO_THINGS = either(lambda pack: pack.asking.two_things)
_YEAR = re.compile(r"(?<![\d./-])(?<!No\. )((?:19|20)\d\d)(?![\d./]|-\d)")
_BEFORE = 24  # characters before a year that say what it is of


@dataclass(frozen=True, slots=True)
class Subjects:
    """What an answer must be about, as the question wrote it."""

    names: tuple[Name, ...]
    people: tuple[tuple[str, tuple[str, ...]], ...]  # capitalised names of two words or more, with those words
    articles: tuple[str, ...]  # their tokens: "§38"
    years: tuple[str, ...]
    two_things: bool  # whether it sets two things side by side


def subjects_of(question: Wording) -> Subjects:
    """The subjects of a question that stands alone."""
    return Subjects(
        deciding_names(question),
        people_named(question) if question.language != "zh" else (),
        tuple(token for token in question.tokens if token.startswith("§")),
        years_asked(question),
        bool(TWO_THINGS.search(question.text)),
    )


def deciding_names(question: Wording) -> tuple[Name, ...]:
    """Names in the question that an answer must be about."""
    names = [name for name in question.names if name.kind in DECIDING]
    if any(name.kind == "place" for name in names):
        names = [name for name in names if name.id not in COMMON_TITLES]
    return tuple(names)


def people_named(question: Wording) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of two capitalised words or more that no list has ("Elon Musk")."""
    unlisted = unlisted_names(question.text, question.names)
    found = ((shown, tuple(word for word in words if word[0].isupper())) for shown, words in unlisted)
    return tuple((shown, words) for shown, words in found if len(words) > 1)


def years_asked(question: Wording) -> tuple[str, ...]:
    """The years that a question asks about. One that it claims something will last or begin until is part of what is
    claimed ("extended to 2027")."""
    folded = question.folded
    return tuple(
        match.group(1)
        for match in _YEAR.finditer(folded)
        if not CLAIMED.search(folded[max(0, match.start() - _BEFORE) : match.start()])
    )
