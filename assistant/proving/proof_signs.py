"""What is left over on either side of a claim and its quote, in numbers: what the reader weighs.

Nothing here proves or refutes by itself; `chance.py` says what the signs together are worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import log

from assistant.language.script import language_of
from assistant.language.terms import Term
from assistant.proving.case import Case
from assistant.proving.matching import Match
from assistant.proving.polarity import MODALITIES, WEIGHTY, modals, negations
from assistant.proving.reading import Segment

MANY = 3.0  # more of a kind say no more


@dataclass(frozen=True)
class Side:
    """A claim's words beside its best sentence: which of them it, its neighbours, the heading and the rest have."""

    case: Case
    near: str  # the best sentence with both neighbours
    in_best: tuple[bool, ...]
    in_near: tuple[bool, ...]
    in_heading: tuple[bool, ...]
    anywhere: tuple[bool, ...]

    @property
    def said(self) -> tuple[bool, ...]:
        return tuple(a or b for a, b in zip(self.in_near, self.in_heading, strict=True))


def signs_of(case: Case) -> dict[str, float]:
    """Each sign by its name, most of them 0 to 1."""
    side = side_of(case)
    return {**_words(side), **_sizes(side), **_left(side), **_cues(side), **_figures(case)}


def side_of(case: Case) -> Side:
    best, terms = case.best, case.claim.terms
    around = [s for s in best.reading.segments if abs(s.sentence - best.sentence) <= 1]
    in_best = tuple(any(s.content.has(term) for s in best.segments) for term in terms)
    in_near = tuple(a or any(s.content.has(term) for s in around) for a, term in zip(in_best, terms, strict=True))
    in_heading = tuple(any(h.whole.has(term) for h in case.headings) for term in terms)
    anywhere = tuple(a or case.content.has(term) for a, term in zip(in_near, terms, strict=True))
    near = best.reading.text[around[0].start : around[-1].end] if around else ""
    return Side(case, near, in_best, in_near, in_heading, anywhere)


def _share(flags: tuple[bool, ...], count: bool = False) -> float:
    return sum(flags) / max(1, len(flags))


def _words(side: Side) -> dict[str, float]:
    """What of the claim is not said."""
    said = side.said
    run = longest = 0
    for one in said:
        run = 0 if one else run + 1
        longest = max(longest, run)
    unknown = [
        not one and not term.english and not side.case.content.glosses
        for one, term in zip(said, side.case.claim.terms, strict=True)
    ]
    only_heading = tuple(h and not a for a, h in zip(side.in_near, side.in_heading, strict=True))
    return {
        "unsaid": 1 - _share(said) if said else 0.0,
        "unsaid_anywhere": 1 - _share(side.anywhere) if said else 0.0,
        "unsaid_words": min(6.0, said.count(False)),
        "unsaid_run": min(5.0, longest),
        "unsaid_first": float(not all(said[:1])),
        "unsaid_last": float(not all(said[-1:])),
        "unknown": _share(tuple(unknown)),
        "in_best": _share(side.in_best),
        "only_heading": _share(only_heading),
    }


def _sizes(side: Side) -> dict[str, float]:
    claim, best = side.case.claim, side.case.best
    return {
        "across": float(side.case.across),
        "chinese": float(language_of(claim.text) == "zh"),
        "words": log(1 + len(claim.terms)),
        "passage": log(1 + len(best.reading.text)),
        "sentences": log(1 + len(best.reading.sentences)),
        "figures": min(MANY, len(claim.quantities)),
        "names": min(MANY, len(claim.names)),
    }


def _left(side: Side) -> dict[str, float]:
    """What of the quote the claim leaves out, and in what order it has the rest."""
    case, best, terms = side.case, side.case.best, side.case.claim.terms
    used = case.drawn_on(best.reading, best.segments)
    left, words = case.left_of(" ".join(best.reading.text[s.start : s.end] for s in used))
    named = {name.id for reading in case.passages for name in reading.names}
    return {
        "left": left / max(1, words),
        "left_words": log(1 + left),
        "swapped": min(left, side.said.count(False)) / max(1, len(terms)),
        "used": len(used) / max(1, len(best.segments)),
        "names_left": float(not named <= {name.id for name in case.claim.names}),
        "turned": 0.4 if case.across else _turned(best, [t for t, a in zip(terms, side.in_best, strict=True) if a]),
    }


def _turned(best: Match, terms: list[Term]) -> float:
    """Share of the pairs of words that stand in the quote the other way round."""
    places = [place(best.segments, term) for term in terms]
    pairs = list(combinations(places, 2))
    return sum(a > b for a, b in pairs) / len(pairs) if pairs else 0.4


def place(segments: list[Segment], term: Term) -> int:
    """Where a word first stands."""
    segment = next(s for s in segments if s.content.has(term))
    return segment.start + max(0, segment.content.folded.find(term.word))


def _cues(side: Side) -> dict[str, float]:
    """Negation, modality and other small words that only one side has."""
    text, best = side.case.text, side.case.best
    mine, theirs = bool(side.case.negations), bool(best.negations)
    found = {
        "denies_more": float(mine and not theirs),
        "denies_less": float(theirs and not mine),
        "denies_alone": float(mine and not negations(side.near)),
    }
    said, near, there = ({cue.kind for cue in cues} for cues in (side.case.modals, modals(side.near), best.modals))
    for kind in MODALITIES:
        found[f"{kind}_unsaid"] = float(kind in said and kind not in near)
        found[f"{kind}_not_there"] = float(kind in said and kind not in there)
    found["modal_left"] = float(bool(there) and not said)
    for kind, pattern in WEIGHTY.items():
        a, b, c = (bool(pattern.search(t)) for t in (text, side.near, best.quote))
        found[f"{kind}_unsaid"] = float(a and not b)
        found[f"{kind}_left"] = float(c and not a)
        found[f"{kind}_both"] = float(a and b)
    # a small word weighs most where all others agree
    close = max(0.0, 2 * _share(side.in_best) - 1)
    found["denies_more_close"] = close * found["denies_more"]
    found["denies_less_close"] = close * found["denies_less"]
    found["modal_close"] = close * float(said != there)
    found["cues_close"] = close * sum(found[f"{kind}_unsaid"] + found[f"{kind}_left"] for kind in WEIGHTY)
    found["words_close"] = close * min(4.0, side.in_best.count(False))
    return found


def _figures(case: Case) -> dict[str, float]:
    votes = case.votes
    margins = [
        claimed.best - max((p.fit for p in claimed.places if p not in claimed.measured), default=0.0)
        for claimed in case.claimed
    ]
    return {
        "pairs_kept": min(MANY, sum(v.kept for v in votes)),
        "pairs_broken": min(MANY, sum(v.broken for v in votes)),
        "reckoned": min(MANY, sum(not claimed.measured for claimed in case.claimed)),
        "margin": max(-2.0, min(2.0, min(margins, default=1.0))),
    }
