"""Whether a date of a claim is that of the event which the claim gives it for: adoption, entry into force, expiry …"""

from __future__ import annotations

import re

from assistant.quantities import Bound, Quantity, same_length_fold, same_value
from assistant.quantities.folding import lower_latin
from assistant.verifying.case import Case, Fault
from assistant.verifying.reading import Reading

_EVENTS = {
    "adoption": r"\b(?:adopt(?:s|ed|ion)|passed|approved|agreed)\b|通过",
    "publication": r"\b(?:issued?|issuance|published|announced|released|promulgated)\b|公布|发布|印发|颁布",
    "entry into force": r"\b(?:in(?:to)? force|effective|takes? effect|took effect|appl(?:y|ies"
    r"|ied)[a-z ]{0,12} (?:from|since))\b"
    r"|施行|生效|实施",
    "expiry": r"\b(?:expire[sd]?|expiry|expires|lapse[sd]?|valid (?:to|until|till|through))\b|到期|失效|有效期至|届满",
    "signature": r"\bsigned\b|签署",
    "opening": r"\b(?:opened|opens?) (?:for|to)\b|\bapplications? (?:opened|opens?|started?)\b|开始(?:申报|受理|接受)"
    r"|启动|\blaunch(?:ed|es)?\b|\b(?:starts?|started|begins?|began) on\b",
    "closing": r"截止|\bdeadline\b|\bclos(?:es|ed|ing)\b|\bends? on\b|\bended on\b",
    "repeal": r"\b(?:repealed|revoked|rescinded|abolished)\b|废止|撤销",
}
_EVENT = re.compile("|".join(f"(?P<e{i}>{cue})" for i, cue in enumerate(_EVENTS.values())), re.A)
_NAMES = tuple(_EVENTS)
_ATTRIBUTE = re.compile(r"(?<!as )\b(?:of|dated) $")
_BEGINNINGS, _ENDS = {"entry into force", "opening"}, {"expiry", "repeal", "closing"}


def faulty_event(case: Case) -> Fault:
    """A fault when the passages date the claim's event, and all of them otherwise than the claim."""
    for quantity in case.claim.quantities:
        if quantity.dimension != "date":
            continue
        for event in events_of(case.claim, quantity):
            dated = [
                (other, reading)
                for reading in case.passages
                for other in reading.quantities
                if other.dimension == "date" and event in events_of(reading, other)
            ]
            comparable = [other for other, _ in dated if _as_fine(other, quantity)]
            begun = [
                other for reading in case.passages for other in reading.quantities if _begins(event, reading, other)
            ]
            agreeing = (*(other for other, _ in dated), *begun)
            if comparable and not any(_agrees(quantity, other) for other in agreeing):
                other = comparable[0]
                why = f'the passage gives "{other.text}" as the date of {event}, not "{quantity.text}"'
                return why, f"{quantity.text} ≠ {other.text}"
        fault = _turned_round(case, quantity)
        if fault is not None:
            return fault
    return None


def _begins(event: str, reading: Reading, date: Quantity) -> bool:
    """Whether a date begins something, as the event does: duties "start" on the day on which they "take effect"."""
    return event in _BEGINNINGS and date.dimension == "date" and bool(events_of(reading, date) & _BEGINNINGS)


def _turned_round(case: Case, quantity: Quantity) -> Fault:
    """A fault when a date is said to begin what its passages end with it, or the other way round."""
    said = events_of(case.claim, quantity)
    stated = [
        events_of(reading, other)
        for reading in case.passages
        for other in reading.quantities
        if other.dimension == "date" and _agrees(quantity, other)
    ]
    if not said or not stated or not all(stated):
        return None
    for ours, theirs in ((_BEGINNINGS, _ENDS), (_ENDS, _BEGINNINGS)):
        if said <= ours and all(events <= theirs for events in stated):
            one, two = sorted(said)[0], sorted(stated[0])[0]
            return f'the passage gives "{quantity.text}" as the date of {two}, not of {one}', f"{one} ≠ {two}"
    return None


def events_of(reading: Reading, date: Quantity) -> set[str]:
    """What a date is the date of: the events named in its own segment, else in the nearest before it without a date."""
    if _ATTRIBUTE.search(reading.text[max(0, date.start - 12) : date.start]):
        return set()  # "the measures of 9 March 2025"
    at = reading.segment_of(date.start)
    own = events_in(reading, at)
    sentence = reading.segments[at].sentence
    while not own and at > 0 and reading.segments[at - 1].sentence == sentence:
        at -= 1
        if any(
            q.dimension == "date" for q in reading.quantities_in(reading.segments[at].start, reading.segments[at].end)
        ):
            break
        own = events_in(reading, at)
    if own == {"entry into force"} and date.bound in (Bound.AT_MOST, Bound.HIGH):
        return {"expiry"}  # "in force from … to …"
    return own


def events_in(reading: Reading, at: int) -> set[str]:
    """The events that a segment names."""
    segment = reading.segments[at]
    folded = lower_latin(same_length_fold(reading.text[segment.start : segment.end]))
    return {_NAMES[int(str(match.lastgroup)[1:])] for match in _EVENT.finditer(folded)}


def _as_fine(other: Quantity, quantity: Quantity) -> bool:
    """Whether a date says at least the year and month that the claim does."""
    parts = zip(other.name.split("-")[1:], quantity.name.split("-")[1:], strict=True)
    return all(int(stated) or not int(claimed) for stated, claimed in parts)


def _agrees(quantity: Quantity, other: Quantity) -> bool:
    """As `same_value`; a date without its year agrees with one of the same day."""
    return same_value(quantity, other) or (other.name[:4] == "0000" and other.name[4:] == quantity.name[4:])
