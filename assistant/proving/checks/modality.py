"""A claim that obliges, allows, forbids or encourages where its passages do another of these."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.language.packs import either
from assistant.language.terms import Term
from assistant.proving.case import Case, Fault
from assistant.proving.governing import governed, holders
from assistant.proving.matching import Match
from assistant.proving.polarity import Cue, negations
from assistant.proving.reading import Segment

ALIGNED, ALIGNED_ACROSS = 0.5, 0.34  # share of the claim's words that a sentence has before all of it is compared
_OPPOSED = {
    "must": {"may", "encourage", "forbid", "exempt"},
    "may": {"must", "forbid"},
    "encourage": {"must", "forbid"},
    "forbid": {"must", "may", "encourage", "exempt"},
    "exempt": {"must", "forbid"},
}
_CLASS = {
    "exempt": "no obligation",
    "must": "an obligation",
    "may": "a permission",
    "forbid": "a prohibition",
    "encourage": "an encouragement",
}
_GAINS = either(lambda pack: pack.cues.gains)
_ORDERS = either(lambda pack: pack.cues.orders)


def check(case: Case) -> Fault | None:
    """A fault for the first modal word of the claim that the sentence which carries it has another kind of instead."""
    best = case.best
    share = sum(any(s.content.has(term) for s in best.segments) for term in case.claim.terms)
    aligned = share >= (ALIGNED_ACROSS if case.across else ALIGNED) * max(1, len(case.claim.terms))
    for cue in case.modals:
        there, held = _about(governed(case.text, cue)[:1], best)
        stated = _governing(there, held) if held else best.modals if aligned else []
        kinds = {other.kind for other in stated}
        if cue.kind in kinds or (cue.kind == "forbid" and any(negations(_text(there, segment)) for segment in held)):
            continue
        if kinds == {"must"} and cue.kind == "may" and _same_order(case.text, cue, stated):
            continue
        if kinds and kinds <= _OPPOSED[cue.kind]:
            said, other = f'"{cue.text}" ({_CLASS[cue.kind]})', stated[0]
            why = f'the passage says "{other.text}" ({_CLASS[other.kind]}), not {said}'
            return Fault(why, f"{cue.text} ≠ {other.text}", proven=False)
        if cue.kind == "must" and aligned and not best.modals and _GAINS.search(case.text[cue.end : cue.end + 24]):
            why = f'the passage does not oblige anybody to this, as "{cue.text}" says'
            return Fault(why, f"{cue.text} ≠ (no obligation)", proven=False)
    return None


def _about(heads: Sequence[Term], best: Match) -> tuple[Match, list[Segment]]:
    """The sentence that speaks of what a modal word governs, the best one if it does, and its segments that do."""
    if held := holders(heads, best):
        return best, held
    elsewhere = (segment.sentence for segment in best.reading.segments if any(map(segment.content.has, heads)))
    found = next(elsewhere, None)
    if found is None:
        return best, []
    there = Match(best.reading, found)
    return there, holders(heads, there)


def _governing(best: Match, held: Sequence[Segment]) -> list[Cue]:
    """The modal words of these segments, else the nearest before them in the sentence."""
    reading, start = best.reading, best.span[0]
    found = [(cue, reading.segments[reading.segment_of(start + cue.start)]) for cue in best.modals]
    own = [cue for cue, segment in found if segment in held]
    return own or [cue for cue, segment in found if segment.start < held[0].start][-1:]


def _text(best: Match, segment: Segment) -> str:
    return best.reading.text[segment.start : segment.end]


def _same_order(text: str, cue: Cue, stated: Sequence[Cue]) -> bool:
    """Whether what a claim allows is to order something, and the only duty of the passage is such an order (责令)."""
    ordered = _ORDERS.search(text[cue.end : cue.end + 12]) is not None
    return ordered and all(_ORDERS.fullmatch(other.text) for other in stated)
