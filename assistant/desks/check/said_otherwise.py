"""In what a sentence of a source contradicts a claim, and what of a claim it leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, permutations

from assistant.answering.text_cues import gives
from assistant.data import any_of, once, rows
from assistant.desks.check.beside import (
    MOST,
    NAMELESS,
    NEARLY_ALL,
    SHORT,
    SHOWN,
    Beside,
    clause_of,
    in_common,
    shares,
    words_of,
)
from assistant.language.names import covers, known_names
from assistant.language.packs import PACKS, either
from assistant.language.packs.pack import Pack
from assistant.language.quantities import Bound, Quantity, find_quantities, same_unit, same_value
from assistant.language.terms import Term, content_of


def _event(name: str, pack: Pack) -> str:
    return pack.cues.events[name]


# By hand on tests/gold/claims_dev and drafts_dev.
DENIED = MOST  # share of a claim's words that a sentence has which denies or limits what it says
AROUND = 0.34  # share of the words around a figure that those around the source's have
SCOPES = ("per time", "in total")  # what the verifier writes of figures given per something
BEHIND, COUNTED = 40, 2  # letters behind a number, and words in them, that say what it counts
RANKED = 0.7  # the same for another place in a ranking: there are many rankings
WHOLE = ""  # what differs is no word of its own
COUNTING = ("money", "percent", "count", "area", "compute")
SWAPPED = ("body", "company")  # kinds of names of which one may stand in another's place
_EVENTS = [either(partial(_event, name)) for name in PACKS["en"].cues.events]
_DENIES = either(lambda pack: pack.cues.denies)
_DENIES_NOT = either(lambda pack: pack.cues.denies_not)
_CLAUSES = re.compile(r"[;；，。]|,(?!\d)")


@dataclass(frozen=True, slots=True)
class Difference:
    """What a draft says, and what the source says instead."""

    draft: str
    source: str


def figures_apart(beside: Beside) -> Difference | None:
    """The first figure of a claim that the sentence does not have, where it has another of the same sort."""
    theirs = find_quantities(beside.quote)
    known = (*theirs, *find_quantities(beside.heading))
    for one in find_quantities(beside.claim):
        if one.dimension in NAMELESS or any(same_value(one, o) and (same_unit(one, o) or not o.unit) for o in known):
            continue
        alike = (other for other in theirs if other.dimension == one.dimension and comparable(beside, one, other))
        if one.dimension == "number":  # of the same things
            alike = (other for other in alike if _counted(beside.claim, one) & _counted(beside.quote, other))
        rival = next(alike, None)
        if rival is not None:
            return Difference(one.text, rival.text)
    return None


def _counted(text: str, number: Quantity) -> set[Term]:
    """What a number counts: the words behind it."""
    return set(words_of(text[number.end : number.end + BEHIND])[:COUNTED])


def comparable(beside: Beside, said: Quantity, stated: Quantity) -> bool:
    """Whether two figures measure the same of the same: units and the words around them agree, and the claim does not
    give the source's figure elsewhere."""
    if (
        not same_unit(said, stated)
        or _within(said, stated)
        or any(same_value(again, stated) for again in find_quantities(beside.claim))
    ):
        return False
    if said.dimension == "date" and fineness(said) != fineness(stated) and not _one_event(beside, said, stated):
        return False
    mine, theirs = clause_of(beside.claim, said), clause_of(beside.quote, stated)
    alike = sum(other.dimension == stated.dimension for other in find_quantities(beside.quote))
    words = words_of(beside.claim)
    alone = stated.is_name or (alike == 1 and shares(beside, words)[1] >= NEARLY_ALL * len(words))
    words = () if alone else words_of(mine)  # the only figure of its sort is the sentence's own
    return _common(mine, theirs) >= max(1, AROUND * len(words)) if words else True


def fineness(date: Quantity) -> int:
    """How many of year, month and day a date says."""
    return 3 - date.name.count("-00")


def _within(said: Quantity, stated: Quantity) -> bool:
    """Whether a figure stated outright is one that "more than 6,000" or "under 40" allows."""
    if stated.bound is not Bound.EXACT or stated.is_name or stated.dimension == "date":
        return False
    above = said.bound in (Bound.MORE, Bound.AT_LEAST) and stated.value >= said.value
    return above or (said.bound in (Bound.LESS, Bound.AT_MOST) and stated.value <= said.value)


def as_verified(beside: Beside, difference: Difference) -> Difference | None:
    """A difference that the verifier names, as far as it may be said: what the source says stands in the sentence, and,
    of figures, measures the same; what only one side denies or limits shows in the two sentences."""
    if difference.draft in SCOPES:
        words = words_of(beside.claim)
        held = shares(beside, words)[1] + in_common(beside) >= DENIED * (len(words) + in_common(beside))
        return Difference(WHOLE, beside.quote[:SHOWN]) if held else None
    if difference.source not in beside.quote:
        return None
    said = [one for one in find_quantities(beside.claim) if one.text == difference.draft]
    stated = [one for one in find_quantities(beside.quote) if one.text == difference.source]
    if stated and any(same_value(again, stated[0]) for again in find_quantities(beside.claim)):
        return None
    if said and said[0].dimension in ("reference", "rank"):
        return None  # which article says it is told too seldom by its words
    if not said and beside.across and _DENIES.search(beside.claim.lower()):
        return None
    if said and stated:
        same = comparable(beside, said[0], stated[0]) or _one_event(beside, said[0], stated[0])
        return difference if same else None
    return None if said or stated else difference


def torn(beside: Beside) -> Difference | None:
    """Two figures that a claim gives together, and the sentence the first of them together with another second."""
    mine, theirs = find_quantities(beside.claim), find_quantities(beside.quote)
    for one, other in permutations([q for q in mine if q.dimension in COUNTING], 2):
        if clause_of(beside.claim, one) != clause_of(beside.claim, other) or one.dimension == other.dimension:
            continue
        for its in (q for q in theirs if same_value(one, q) and same_unit(one, q)):
            clause = clause_of(beside.quote, its)
            beside_it = [q for q in theirs if q.text in clause and q.dimension == other.dimension]
            if beside_it and not any(same_value(other, q) for q in beside_it):
                return Difference(other.text, beside_it[0].text)
    return None


@once
def _opposites() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """The two sides of each line of data/opposites.tsv."""

    def either(english: str, chinese: str) -> re.Pattern[str]:
        return re.compile(rf"(?i)\b(?:{any_of(english.split(';'))})\b|{any_of(chinese.split(';'))}")

    return [(either(a, b), either(c, d)) for a, b, c, d in rows("opposites.tsv")]


def opposed(beside: Beside) -> Difference | None:
    """A word of a claim whose opposite the sentence has in its place."""
    for one, other in _opposites():
        for mine, theirs in ((one, other), (other, one)):
            said, stated = mine.search(beside.claim), theirs.search(beside.quote)
            if said and stated and not theirs.search(beside.claim) and not mine.search(beside.quote):
                return Difference(said.group(), stated.group())
    return None


def exchanged(beside: Beside) -> Difference | None:
    """Two figures of a claim that the sentence has as well, but each where the other belongs."""
    both = []
    for one in find_quantities(beside.sentence):
        equal = [o for o in find_quantities(beside.quote) if same_value(one, o) and same_unit(one, o)]
        if equal and one.dimension not in NAMELESS:
            both.append((one, equal[0]))
    for (one, its), (other, others) in combinations(both, 2):
        if one.dimension != other.dimension or same_value(one, other):
            continue
        mine, theirs = clause_of(beside.sentence, one), clause_of(beside.sentence, other)
        own, swapped = clause_of(beside.quote, its), clause_of(beside.quote, others)
        straight = _common(mine, own) + _common(theirs, swapped)
        if mine != theirs and _common(mine, swapped) + _common(theirs, own) > straight + 1:
            return Difference(mine, own)
    return None


def _common(one: str, other: str) -> int:
    said = content_of(other, glossed=True)
    return sum(said.has(term) for term in words_of(one))


def fixed(beside: Beside) -> Difference | None:
    """A sum or rate that a claim says outright, and the source as a highest or lowest one."""
    if gives("limited", beside.claim):
        return None
    for one in find_quantities(beside.claim):
        if one.dimension not in ("money", "percent") or one.bound is not Bound.EXACT:
            continue
        equal = [o for o in find_quantities(beside.quote) if same_value(one, o) and same_unit(one, o)]
        if equal and all(other.bound is not Bound.EXACT for other in equal):
            return Difference(one.text, clause_of(beside.quote, equal[0]))
    return None


def shown(beside: Beside, difference: Difference) -> Difference:
    """A difference of figures with the clauses around them, of the source all figures of that sort."""
    said = [one for one in find_quantities(beside.claim) if one.text == difference.draft]
    if not said:
        return Difference(difference.draft or beside.claim[:SHOWN], difference.source)
    alike = [one for one in find_quantities(beside.quote) if one.dimension == said[0].dimension]
    clauses = dict.fromkeys(clause_of(beside.quote, one) for one in alike)
    return Difference(clause_of(beside.claim, said[0]), "; ".join(list(clauses)[:3]) or difference.source)


def _one_event(beside: Beside, said: Quantity, stated: Quantity) -> bool:
    """Whether two dates are both of adoption, both of entry into force …"""
    mine, theirs = (clause_of(text, one) for text, one in ((beside.claim, said), (beside.quote, stated)))
    return any(event.search(mine) and event.search(theirs) for event in _EVENTS)


def swept(beside: Beside) -> Difference | None:
    """What a claim says of all, and the sentence of some, or under a condition."""
    if not gives("sweeps", beside.claim) or gives("sweeps", beside.quote) or not gives("narrows", beside.quote):
        return None
    return Difference(WHOLE, beside.quote[:SHOWN])


def ranked(beside: Beside) -> Difference | None:
    """Another place in a ranking."""
    mine, theirs = _ranks(beside.claim), _ranks(beside.quote)
    words = words_of(beside.claim)
    if len(mine) != 1 or len(theirs) != 1 or mine == theirs or shares(beside, words)[1] < RANKED * len(words):
        return None
    return Difference(WHOLE, beside.quote[:SHOWN])


def _ranks(text: str) -> set[str]:
    found = {one.name for one in find_quantities(text) if one.dimension == "rank"}
    return found | ({"1"} if gives("leads", text) else set())


def demoted(beside: Beside) -> Difference | None:
    """An office that a claim gives somebody, and the sentence as that of a deputy, or the reverse."""
    offices = [
        (pack.facts.deputy, words) for pack in PACKS.values() if pack.facts for words in pack.facts.offices.values()
    ]
    for prefix, words in offices:
        deputy, office = re.compile(rf"(?i)(?:{prefix})(?:{words})"), re.compile(rf"(?i){words}")
        for one, other in ((beside.claim, beside.quote), (beside.quote, beside.claim)):
            full, second = office.search(deputy.sub(" ", one)), deputy.search(other)
            if full and second and not deputy.search(one) and not office.search(deputy.sub(" ", other)):
                said, stated = (full, second) if one is beside.claim else (second, full)
                return Difference(said.group(), stated.group())
    return None


def elsewhere(beside: Beside) -> Difference | None:
    """A scheme of a claim in whose place the sentence has another one, of which alone it says what the claim says."""
    if not gives("narrows", beside.quote) or not in_common(beside):
        return None
    own = [name for name in known_names(beside.claim) if name.kind == "scheme"]
    others = [name for name in known_names(beside.quote) if name.kind == "scheme"]
    if not own or not others or {name.id for name in own} & {name.id for name in others}:
        return None
    return Difference(own[0].text, others[0].text)


def names_apart(beside: Beside) -> Difference | None:
    """A body or company of a claim in whose place the sentence has another, all other words being the same."""
    stated = {name.id for name in known_names(f"{beside.quote}\n{beside.heading}")}
    own = known_names(beside.claim)
    for name in own:
        if name.kind not in SWAPPED or covers(stated, name.id):
            continue
        others = [o for o in known_names(beside.quote) if o.kind == name.kind and o.id not in {n.id for n in own}]
        if others:
            return Difference(name.text, others[0].text)
    return None


def denied(beside: Beside) -> Difference | None:
    """What only one of the two denies: of the source's sentence, in a clause that speaks of what the claim does."""
    mine = _DENIES.search(_DENIES_NOT.sub(" ", beside.claim.lower()))
    clauses = [part for part in _CLAUSES.split(beside.quote) if _common(beside.claim, part)]
    theirs = _DENIES.search(_DENIES_NOT.sub(" ", "; ".join(clauses).lower()))
    words = words_of(beside.claim)
    needed = DENIED if len(words) > SHORT else NEARLY_ALL
    if bool(mine) == bool(theirs) or shares(beside, words)[1] < needed * len(words):
        return None
    return Difference(WHOLE, beside.quote[:SHOWN])


def differences(beside: Beside) -> Iterator[Difference]:
    """In what a sentence may contradict a claim, by what the two say alone."""
    rules = (figures_apart, torn, fixed, opposed, swept, ranked, demoted, exchanged, names_apart)
    return (found for rule in rules if (found := rule(beside)) is not None)
