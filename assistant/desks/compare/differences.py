"""In what two units differ: figures, dates and modality first, then the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.desks.compare.comparison import Difference, Differing, Unit
from assistant.language.folding import fold
from assistant.language.quantities import Quantity, find_quantities, same_unit, same_value
from assistant.language.terms import content_of, terms_of
from assistant.proving.polarity import modals

NAMES = ("reference", "document", "rank")
UNSAID = 0.25  # share of a clause's words, of three or more, that the other language has; below it is not said there
FEWEST = 3
_PIECE = re.compile(
    r"第[零〇一二三四五六七八九十百千\d]+[条条款项章节]|[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,]\d+)*|[^\W\d]|[^\w\s]"
)
CLOSE = 1  # pieces that stay between two changes that are told as one
_ITEM = re.compile(r"[ \t]*[(（]?\d{1,2}[.)、）]")
_CLAUSE = re.compile(r"[^，；。,;.\n]+")


def differences(a: Unit, b: Unit, across: bool) -> tuple[Differing, ...]:
    """What differs between two units, each kind in the order of the text."""
    found = [*_figures(a.body, b.body), *_modality(a.body, b.body)]
    found += _unsaid(a.body, b.body) if across else _words(a.body, b.body)
    return tuple(found)


def _figures(a: str, b: str) -> Iterator[Differing]:
    """Figures and dates that one side has and the other has not, paired where they measure the same."""
    mine, theirs = _counted(a), _counted(b)
    gone, come = _without(mine, theirs), _without(theirs, mine)
    for one in gone:
        partner = next((other for other in come if same_unit(one, other)), None)
        if partner is not None:
            come.remove(partner)
        yield _differing(one, one.text, partner.text if partner else "")
    for one in come:
        yield _differing(one, "", one.text)


def _differing(one: Quantity, a: str, b: str) -> Differing:
    return Differing(Difference.DATE if one.dimension == "date" else Difference.NUMBER, a, b)


def _without(quantities: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Those without an equal among the others, each of which counts once."""
    left, lacking = list(others), []
    for one in quantities:
        equal = next((other for other in left if _equal(one, other)), None)
        if equal is None:
            lacking.append(one)
        else:
            left.remove(equal)
    return lacking


def _equal(one: Quantity, other: Quantity) -> bool:
    bounds = one.dimension == "date" or one.bound == other.bound  # "from 1 May" and 5月1日起 word a day's bound freely
    return bounds and same_unit(one, other) and same_value(one, other)


def _counted(text: str) -> list[Quantity]:
    """The figures and dates of a text; numbers that only number its items are left out."""
    return [
        one
        for one in find_quantities(text)
        if one.dimension not in NAMES
        and not (one.dimension == "number" and _ITEM.match(text, _line_start(text, one.start)))
    ]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _modality(a: str, b: str) -> Iterator[Differing]:
    """Duties, permissions and prohibitions of which one side has more than the other."""
    mine, theirs = modals(a), modals(b)
    for kind in dict.fromkeys(cue.kind for cue in (*mine, *theirs)):
        own = [cue.text for cue in mine if cue.kind == kind]
        other = [cue.text for cue in theirs if cue.kind == kind]
        if bool(own) != bool(other):
            yield Differing(Difference.MODALITY, "; ".join(dict.fromkeys(own)), "; ".join(dict.fromkeys(other)))


def _words(a: str, b: str) -> Iterator[Differing]:
    """Runs of words that were put in place of others, in one language."""
    for run in runs(a, b):
        if not run.same and re.search(r"\w", run.a + run.b):
            yield Differing(Difference.WORDS, run.a.strip(), run.b.strip())


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of both texts: the same words, or those that took the place of others."""

    a: str
    b: str
    same: bool


def runs(a: str, b: str) -> list[Run]:
    """Both texts whole, in stretches that are the same or differ; joined, each side is its text again."""
    from rapidfuzz.distance import Indel

    first, second = list(_PIECE.finditer(a)), list(_PIECE.finditer(b))
    steps = Indel.opcodes([fold(one.group()) for one in first], [fold(one.group()) for one in second])
    spans: list[tuple[bool, int, int]] = []  # same?, and the ends in both
    for step in steps:
        same = step.tag == "equal"
        if same and spans and not spans[-1][0] and step.src_end - step.src_start <= CLOSE and step.src_end < len(first):
            same = False
        if spans and spans[-1][0] == same:
            spans.pop()
        spans.append((same, step.src_end, step.dest_end))
    found, left, right = [], 0, 0
    for same, end, other_end in spans:
        to, other_to = _offset(a, first, end), _offset(b, second, other_end)
        found.append(Run(a[left:to], b[right:other_to], same))
        left, right = to, other_to
    return found


def _offset(text: str, found: Sequence[re.Match[str]], end: int) -> int:
    """Where the piece after the first `end` ones begins."""
    return found[end].start() if end < len(found) else len(text)


def _unsaid(a: str, b: str) -> Iterator[Differing]:
    """Clauses of either side of whose words the other language's text has next to none."""
    for clause in _clauses_without(a, b):
        yield Differing(Difference.WORDS, clause, "")
    for clause in _clauses_without(b, a):
        yield Differing(Difference.WORDS, "", clause)


def _clauses_without(text: str, other: str) -> Iterator[str]:
    held = content_of(other, glossed=True)
    for match in _CLAUSE.finditer(text):
        terms = terms_of(match.group())
        if len(terms) >= FEWEST and sum(held.has(term) for term in terms) < UNSAID * len(terms):
            yield match.group().strip()
