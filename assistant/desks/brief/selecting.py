"""Which sentences a briefing has room for: the best, with something of every document and aspect, none twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.desks.brief.weighing import SUMS, Told
from assistant.language.quantities import find_quantities, same_unit, same_value
from assistant.questions.read_once import Wording

TELLING = 0.6  # of the best sentence's score, what a document's best one needs that is not of a place asked for
OF_A_DOCUMENT, OF_AN_ASPECT = 0.12, 0.02  # how much less each further sentence of a document, or on an aspect, counts
FLOOR = 0.4  # of it, what any sentence needs that is not owed
ALIKE = 0.7  # of a sentence's words, what another one has that says the same


def selected(told: Sequence[Told], most: int, language: str, best: float, said: Sequence[str] = ()) -> list[Told]:
    """At most so many sentences, best first; one each at least of what is owed; none that is `said` already. `best` is
    the score of the subject's best sentence."""
    left = [one for one in told if (one.owed or one.score >= FLOOR * best) and not any(one.text in s for s in said)]
    documents, aspects, paid = Counter[str](), Counter[int](), set[str]()
    kept: list[Told] = []
    seen: list[frozenset[str]] = []

    def value(one: Told) -> float:
        name = one.hit.record.document
        if (one.owed and one.owed not in paid) or (not documents[name] and one.score >= TELLING * best):
            return one.score + best
        return one.score / (1 + OF_A_DOCUMENT * documents[name]) / (1 + OF_AN_ASPECT * aspects[one.aspect])

    while left and len(kept) < most:
        one = max(left, key=value)
        left.remove(one)
        words = Wording(one.text).words
        if (value(one) < TELLING * best and not documents[one.hit.record.document]) or _repeats(one, kept, language):
            continue
        if any(_alike(words, other) for other in seen):
            continue
        kept.append(one)
        seen.append(words)
        documents[one.hit.record.document] += 1
        aspects[one.aspect] += 1
        paid.add(one.owed)
    return kept


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * max(1, min(len(one), len(other)))


def _repeats(one: Told, kept: Sequence[Told], language: str) -> bool:
    """Whether a sentence in another language than the reader's has only sums that a kept one in the reader's has."""
    if _is_of(one, language):
        return False
    sums = [q for q in find_quantities(one.text) if q.dimension in SUMS]
    own = [q for other in kept if _is_of(other, language) for q in find_quantities(other.text)]
    return bool(sums) and all(any(same_value(q, o) and same_unit(q, o) for o in own) for q in sums)


def _is_of(one: Told, language: str) -> bool:
    return (one.hit.passage.language == "zh") == (language == "zh")
