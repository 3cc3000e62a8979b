"""A claim that repeats a sentence of its passage nearly word for word: what differs then is what was changed."""

from __future__ import annotations

from assistant.quantities import Quantity, same_value
from assistant.verifying.case import Case, Fault
from assistant.verifying.modality import modals, negations
from assistant.verifying.names import known_names
from assistant.verifying.terms import content_of, terms_of

CLOSE, SAME = 0.85, 0.95  # share of words in common, both ways: for figures and names; for negation and modality
FEWEST = 4  # content words of a sentence that can be called a copy


def faulty_copy(case: Case) -> Fault:
    """A fault when a near copy of a sentence has another figure, name, negation or modal word than the sentence."""
    quote = case.best.quote
    stated, claim = terms_of(quote), content_of(case.text, glossed=False)
    if case.across or len(case.terms) < FEWEST or len(stated) < FEWEST:
        return None
    original = content_of(quote, glossed=False)
    there = sum(original.has(term) for term in case.terms) / len(case.terms)
    back = sum(claim.has(term) for term in stated) / len(stated)
    if min(there, back) < CLOSE:
        return None
    return _figures(case) or _names(case) or (_words(case) if min(there, back) >= SAME else None)


def _figures(case: Case) -> Fault:
    reading = case.best.reading
    own = reading.quantities_in(*reading.sentences[case.best.sentence]) if reading else ()
    for quantity in case.claim.quantities:
        if any(same_value(quantity, other) for other in own):
            continue
        alike = [q for q in own if q.dimension == quantity.dimension and not _claimed(q, case)]
        if alike:
            return (
                f'the passage says "{alike[0].text}" here, not "{quantity.text}"',
                f"{quantity.text} ≠ {alike[0].text}",
            )
    return None


def _claimed(quantity: Quantity, case: Case) -> bool:
    return any(same_value(other, quantity) for other in case.claim.quantities)


def _names(case: Case) -> Fault:
    claimed, stated = known_names(case.text), known_names(case.best.quote)
    said, had = {name.id for name in claimed}, {name.id for name in stated}
    for name in claimed:
        others = [other for other in stated if other.kind == name.kind and other.id not in said]
        if name.id not in had and others:
            return (
                f'the passage says this of "{others[0].text}", not of "{name.text}"',
                f"{name.text} ≠ {others[0].text}",
            )
    return None


def _words(case: Case) -> Fault:
    denied, denies = negations(case.text), negations(case.best.quote)
    if len(denied) != len(denies):
        shown = (denied or denies)[0].text
        side = ("the sentence", "the passage") if len(denied) > len(denies) else ("the passage", "the sentence")
        return f'{side[0]} says "{shown}" where {side[1]} does not', f"{len(denied)} ≠ {len(denies)} negations"
    said, stated = modals(case.text), modals(case.best.quote)
    if len(said) == len(stated):
        for cue, other in zip(said, stated, strict=True):
            if cue.kind != other.kind:
                return f'the passage says "{other.text}", not "{cue.text}"', f"{cue.text} ≠ {other.text}"
    return None
