"""What askers say that they spend, sum by sum, each with the words around it; told, or within what they ask.

A sum is the asker's own where it bounds nothing ("up to 10 million") and stands beside what is bought or paid for.
Words belong to the sum before them up to the next one: "3 million for computing power (training), 1 million for data".
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
BOUNDS = (Bound.AT_MOST, Bound.LESS)
_SHORT = re.compile(r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?)\s?(k|m|mn|mio|mil)\b", re.IGNORECASE)
_CUT = re.compile(r"[;；，。!！?？、]|[,:](?!\d)|[.](?!\d)|\b(?:and|plus)\b|以及|另外|还有")


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
    rest = " ".join(told)
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
    return any(one.purposes and one.figure.dimension == "money" for one in sums_in(sentence, told=True))


def sums_in(sentence: str, told: bool) -> Iterator[Sum]:
    """The sums and areas of a sentence, each with its clause and those after it, up to the clause of the next.

    "22m a year" is read as 22 million.
    """
    sentence = _SHORT.sub(lambda short: f"{short[1]} {'thousand' if short[2] in 'kK' else 'million'}", sentence)
    figures = [one for one in find_quantities(sentence) if one.dimension in ("money", "area") or _bare_sum(one)]
    cuts = [0, *(match.end() for match in _CUT.finditer(sentence))]
    starts = [max(cut for cut in cuts if cut <= one.start) for one in figures]
    for figure, (start, end) in zip(figures, pairwise([*starts, len(sentence)]), strict=True):
        if figure.bound not in BOUNDS:
            yield Sum(figure, sentence[start : max(end, figure.end)].strip(), told)


def _bare_sum(one: Quantity) -> bool:
    return one.dimension == "number" and not one.unit and not one.is_name and one.value >= LEAST


def _spent(one: Sum, cues: RequestCues) -> bool:
    """Whether a sum is spent: on what support is paid for, or as its words say; both where it stands in a question."""
    named, spends = bool(one.purposes), _has(cues.spending, one.words)
    if one.figure.dimension == "area":
        return named and spends
    if _bare_sum(one.figure) or not one.told:
        return named and spends
    return named or spends


def _has(words: str, text: str) -> bool:
    return bool(re.search(words, text, re.IGNORECASE))
