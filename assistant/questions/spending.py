"""What askers say that they spend, sum by sum, each with the words around it; told, or within what they ask.

A sum is the asker's own where it bounds nothing ("up to 10 million") and stands beside what is bought or paid for. What
it is spent on stands in its own clause ("3 million for computing power, 1 million for data"), else in those before it
("we rent a cluster for training, 3 million a year").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.language.packs.requests.cues_of_requests import RequestCues
from assistant.language.quantities import Bound, Quantity, find_quantities
from assistant.measures.purposes import purposes_in
from assistant.records import Activity

LEAST = 10_000  # from which on a number without a currency, beside what it is spent on, is a sum
AROUND = 30  # characters before a sum in which stands what it is
BOUNDS = (Bound.AT_MOST, Bound.LESS)
_SHORT = re.compile(r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?)\s?(k|m|mn|mio|mil)\b", re.IGNORECASE)
_CUT = re.compile(r"[;；，。!！?？、]|[,:](?!\d)|[.](?!\d)|\b(?:and|plus)\b|以及|另外|还有")


_TURN = re.compile(r"[;；。]|\b(?:and|plus|also)\b|以及|另外|还有|同时")


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure of the asker's with the words that belong to it."""

    figure: Quantity
    words: str
    told: bool  # in a sentence that tells rather than asks

    @property
    def purposes(self) -> tuple[str, ...]:
        return purposes_in(self.words)


def activities_in(told: Sequence[str], asked: Sequence[str], cues: RequestCues) -> Iterator[Activity]:
    """Each sum that the asker spends, and each area that they use; without any, what they do if support is paid for it.

    What a sum is spent on stands beside it, else in what they tell elsewhere, other sums left out.
    """
    sums = [one for sentence in told for one in sums_in(sentence, told=True)]
    if told or any(_has(cues.telling, sentence) or _has(cues.wants_sum, sentence) for sentence in asked):
        sums += [one for sentence in asked for one in sums_in(sentence, not _has(cues.asking, sentence))]
    own = [one for one in sums if _spent(one, cues)]
    rest = " ".join(told) if sum(not one.purposes for one in own) == 1 else ""  # which of several it is of is not said
    for one in own:
        rest = rest.replace(one.words, " ") if one.purposes else rest
    for one in own:
        what = one.words if one.purposes else " ".join((one.words, rest)) if one.words not in rest else rest
        amount = None if one.figure.dimension == "area" else one.figure.value
        related = False if _has(cues.unrelated, what) else True if _has(cues.related, what) else None
        currency = one.figure.unit if one.figure.dimension == "money" and one.figure.unit else "CNY"
        yield Activity(what=" ".join(what.split()), amount=amount, currency=currency, supplier_related=related)
    if not own and purposes_in(" ".join(told)):
        yield Activity(what=" ".join(told))


def others_in(told: Sequence[str], cues: RequestCues) -> dict[str, str]:
    """Sums that the asker tells and does not spend, by the words around them ("registered capital": "30 million")."""
    sums = (one for sentence in told for one in sums_in(sentence, told=True) if not _spent(one, cues))
    found = {}
    for one in sums:
        name = re.sub(r"[\W_]+", " ", one.words.replace(one.figure.text, " ")).strip()
        if one.figure.dimension == "money" and name:
            found[name] = one.figure.text
    return found


def spends_in(sentence: str) -> bool:
    """Whether a sentence names a sum beside what support is paid for."""
    sums = (one for one in sums_in(sentence, told=True) if one.purposes)
    return any(one.figure.dimension == "money" or _bare_sum(one.figure) for one in sums)


def sums_in(sentence: str, told: bool) -> Iterator[Sum]:
    """The sums and areas of a sentence, each with the clauses that belong to it.

    "22m a year" is read as 22 million.
    """
    sentence = _SHORT.sub(lambda short: f"{short[1]} {'thousand' if short[2] in 'kK' else 'million'}", sentence)
    figures = [one for one in find_quantities(sentence) if one.dimension in ("money", "area") or _bare_sum(one)]
    if not figures:
        return
    cuts = [0, *(match.end() for match in _CUT.finditer(sentence))]
    own = [(max(cut for cut in cuts if cut <= one.start), one.end) for one in figures]
    own = [(start, min((cut for cut in cuts if cut >= end), default=len(sentence))) for start, end in own]
    own = [
        (start, min(end, max(nearest.start, one.end)) if nearest is not None and nearest.start < end else end)
        for one, nearest, (start, end) in zip(figures, [*figures[1:], None], own, strict=True)
    ]
    borders = [0 if not purposes_in(sentence[slice(*own[0])]) else own[0][0]]
    borders += [_border(sentence, *pair) for pair in pairwise(own)]
    for figure, (start, end) in zip(figures, pairwise([*borders, len(sentence)]), strict=True):
        if figure.bound not in BOUNDS:
            yield Sum(figure, sentence[start : max(end, figure.end)].strip(), told)


def _border(sentence: str, before: tuple[int, int], after: tuple[int, int]) -> int:
    """Where the words of one sum end and those of the next begin, which have each a clause of their own.

    What stands between is the next one's where that does not say by itself what it is spent on, and the first does;
    else what follows a word that goes on to another matter.
    """
    (_, end), (start, _) = before, after
    between = sentence[end:start]
    if not purposes_in(between) or purposes_in(sentence[slice(*after)]):
        return max(start, end)
    turns = [match.end() for match in _TURN.finditer(between)]
    if turns and purposes_in(between[turns[-1] :]):
        return end + turns[-1]
    return end if purposes_in(sentence[slice(*before)]) else max(start, end)


def _bare_sum(one: Quantity) -> bool:
    return one.dimension == "number" and not one.unit and not one.is_name and one.value >= LEAST


def _spent(one: Sum, cues: RequestCues) -> bool:
    """Whether a sum is spent: on what support is paid for, or as its words say; both where it stands in a question."""
    at = one.words.find(one.figure.text)
    if _has(cues.held, one.words[max(0, at - AROUND) : at + len(one.figure.text) + AROUND // 2]):
        return False
    named, spends = bool(one.purposes), _has(cues.spending, one.words)
    if one.figure.dimension == "area":
        return named
    if _bare_sum(one.figure) or not one.told:
        return named and spends
    return named or spends


def _has(words: str, text: str) -> bool:
    return bool(re.search(words, text, re.IGNORECASE))
