"""What a question wants of a figure: which kind, of what, for whom, for which year, and which values it proposes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.answering.conflicts.statements import NAMED, roles_at
from assistant.language.packs import either
from assistant.language.quantities import Quantity, units
from assistant.language.sought import DIMENSIONS, Sought
from assistant.language.terms import Content, Term
from assistant.questions.asking import asking_words
from assistant.questions.question import Question
from assistant.questions.read_once import Wording

LARGE = 10_000_000  # from where a bare number in a question is a sum of money


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants of a figure."""

    dimensions: frozenset[str]
    unit: str  # what is counted, "" when it does not say
    terms: tuple[Term, ...]
    content: Content
    names: frozenset[str]
    roles: frozenset[tuple[str, str]]
    years: frozenset[int]
    values: tuple[Quantity, ...]  # that the question itself puts forward: "38.7bn or 300bn?"


SIZES = {
    "percent": either(lambda pack: pack.asking.sizes["percent"]),
    "money": either(lambda pack: pack.asking.sizes["money"]),
}
RANK = either(lambda pack: pack.asking.rank)
PASSED = either(lambda pack: pack.asking.passed)
HOW_MANY = either(lambda pack: pack.asking.how_many)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNTED_WITHIN = 60  # characters from "how many" on that say what is counted


def wanted_of(question: Question) -> Wanted | None:
    """What a question wants of a figure; None when it asks for none."""
    whole = question.whole
    own = [
        replace(q, dimension="money") if q.dimension == "number" and q.value >= LARGE else q
        for q in whole.quantities
        if not q.is_name
    ]
    pairs = tuple(q for q in own if sum(1 for o in own if o.dimension == q.dimension) > 1)
    dimensions = _dimensions(question, own, pairs)
    if not dimensions:
        return None
    if dimensions & {"count", "number"}:
        dimensions |= {"count", "number"}
    # "ranked" is no word of the subject
    said = Wording(RANK.sub(" ", whole.text)) if "rank" in dimensions else whole
    return Wanted(
        dimensions=dimensions,
        unit=_counted(said.text),
        terms=tuple(t for t in said.terms if t.word not in asking_words().figures and t.concepts != {"cap"}),
        content=said.glossed,
        names=said.named(*NAMED),
        roles=frozenset(role for q in (*own, _nowhere(said.text)) for role in roles_at(said.text, q, ())),
        years=frozenset() if "date" in dimensions else frozenset(map(int, _YEAR.findall(said.text))),
        values=pairs,
    )


def _dimensions(question: Question, own: Sequence[Quantity], pairs: Sequence[Quantity]) -> frozenset[str]:
    """The dimensions of the figure that is asked for; none where it is no figure."""
    kind, text = question.sought, question.whole.text
    if RANK.search(question.text.text):
        return frozenset({"rank"})
    if pairs:  # "1 billion or 10 billion?", "in 2024 or in 2025?"
        return frozenset(q.dimension for q in pairs)
    if kind in DIMENSIONS:
        return frozenset(DIMENSIONS[kind])
    if kind is Sought.ANY:
        sized = next((dimension for dimension, cue in SIZES.items() if cue.search(text)), None)
        stated = frozenset(q.dimension for q in own if q.dimension not in ("date", "number"))
        if sized or stated:
            return frozenset({sized}) if sized else stated
    return frozenset({"date"}) if PASSED.search(text) else frozenset()


def _nowhere(text: str) -> Quantity:
    """A place in the question from which all its words are near."""
    return Quantity(len(text) // 2, len(text) // 2, "", "none", Fraction(0))


def _counted(question: str) -> str:
    """The unit that "how many … companies" or 多少家企业 counts."""
    found = HOW_MANY.search(question)
    if not found:
        return ""
    after = question[found.start() : found.start() + _COUNTED_WITHIN].lower()
    places = [(at, unit) for name, unit in units.COUNTED.items() if (at := _word_at(name, after)) >= 0]
    return min(places, default=(0, ""))[1]


def _word_at(name: str, text: str) -> int:
    if not name.isascii():
        return text.find(name) if len(name) > 1 else -1
    found = re.search(rf"\b{re.escape(name)}\b", text)
    return found.start() if found else -1
