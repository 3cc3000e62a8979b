"""A claim that repeats a sentence of its passage nearly word for word: what differs then is what was changed."""

from __future__ import annotations

from dataclasses import replace

from assistant.quantities import Quantity, same_length_fold, same_unit, same_value
from assistant.quantities.bounds import LOWER, UPPER, bound_words
from assistant.quantities.folding import lower_latin
from assistant.verifying.case import Case, Fault
from assistant.verifying.matching import match_sentences
from assistant.verifying.modality import modals, negations
from assistant.verifying.names import known_names
from assistant.verifying.reading import Reading
from assistant.verifying.terms import content_of, terms_of

CLOSE, SAME = 0.85, 0.95  # share of words in common, both ways: for figures and names; for all else
FEWEST = 4  # content words and figures of a sentence that can be called a copy


def faulty_copy(case: Case) -> Fault:
    """A fault when a near copy of a sentence has another figure, name, bound, negation or modal word than it."""
    if case.across or len(case.terms) + len(case.claim.quantities) < FEWEST:
        return None
    # the sentence is sought by its words alone: a changed figure may stand in another one
    best = match_sentences(replace(case.claim, quantities=()), case.terms, case.passages)
    if best.reading is None:
        return None
    sentence = best.reading.sentences[best.sentence]
    return next(
        filter(None, (_compare(case, best.reading, span) for span in dict.fromkeys((sentence, best.part)))), None
    )


def _compare(case: Case, reading: Reading, span: tuple[int, int]) -> Fault:
    quote, claim = reading.text[span[0] : span[1]], content_of(case.text, glossed=False)
    stated, original = terms_of(quote), content_of(quote, glossed=False)
    if len(stated) + len(reading.quantities_in(*span)) < FEWEST or not stated or not case.terms:
        return None
    there = sum(original.has(term) for term in case.terms) / len(case.terms)
    back = sum(claim.has(term) for term in stated) / len(stated)
    if min(there, back) < CLOSE:
        return None
    figures = reading.quantities_in(*span)
    fault = _figures(case.claim.quantities, figures) or _names(case.text, quote)
    if fault is None and min(there, back) >= SAME:
        fault = _order(case.claim.quantities, figures) or _words(case.text, quote)
    return fault


def _figures(claimed: tuple[Quantity, ...], stated: tuple[Quantity, ...]) -> Fault:
    for quantity in claimed:
        if any(same_value(quantity, other) for other in stated):
            continue
        free = [q for q in stated if not any(same_value(other, q) for other in claimed)]
        alike = [q for q in free if q.dimension == quantity.dimension]
        if alike:
            why = f'the passage says "{alike[0].text}" here, not "{quantity.text}"'
            return why, f"{quantity.text} ≠ {alike[0].text}"
    return None


def _order(claimed: tuple[Quantity, ...], stated: tuple[Quantity, ...]) -> Fault:
    """Figures that all stand in the sentence, but in other places of it."""
    if len(claimed) == len(stated) and sorted(q.dimension for q in claimed) == sorted(q.dimension for q in stated):
        # a rate and a sum may change places, two sums may not
        ours, theirs = (sorted(group, key=lambda q: q.dimension) for group in (claimed, stated))
        for quantity, other in zip(ours, theirs, strict=True):
            if not (same_value(quantity, other) and same_unit(quantity, other)):
                return f'the passage says "{other.text}" here, not "{quantity.text}"', f"{quantity.text} ≠ {other.text}"
    return None


def _names(text: str, quote: str) -> Fault:
    claimed, stated = known_names(text), known_names(quote)
    said, had = {name.id for name in claimed}, {name.id for name in stated}
    for name in claimed:
        others = [other for other in stated if other.kind == name.kind and other.id not in said]
        if name.id not in had and others:
            why = f'the passage says this of "{others[0].text}", not of "{name.text}"'
            return why, f"{name.text} ≠ {others[0].text}"
    return None


def _words(text: str, quote: str) -> Fault:
    denied, denies = negations(text), negations(quote)
    if len(denied) != len(denies):
        shown = (denied or denies)[0].text
        side = ("sentence", "passage") if len(denied) > len(denies) else ("passage", "sentence")
        return f'the {side[0]} says "{shown}" where the {side[1]} does not', f"{len(denied)} ≠ {len(denies)} negations"
    said, stated = modals(text), modals(quote)
    if len(said) == len(stated):
        for cue, other in zip(said, stated, strict=True):
            if cue.kind != other.kind:
                return f'the passage says "{other.text}", not "{cue.text}"', f"{cue.text} ≠ {other.text}"
    limits, set_limits = (bound_words(lower_latin(same_length_fold(part))) for part in (text, quote))
    if len(limits) == len(set_limits):
        for one, two in zip(limits, set_limits, strict=True):
            if (one in UPPER and two in LOWER) or (one in LOWER and two in UPPER):
                return f'the passage says "{two.value}", not "{one.value}"', f"{one.value} ≠ {two.value}"
    return None
