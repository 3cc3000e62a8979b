"""A date given as that of another event: adoption, publication, entry into force, expiry, signature, closing …"""

from __future__ import annotations

from assistant.language.quantities import Quantity, same_value
from assistant.proving.case import Case, Fault
from assistant.proving.events import events_of

_BEGINNINGS = {"entry into force", "opening"}


def check(case: Case) -> Fault | None:
    """A fault when the passages date the claim's event, and all of them otherwise than the claim."""
    dated = [
        (other, events_of(reading, other))
        for reading in case.passages
        for other in reading.quantities
        if other.dimension == "date"
    ]
    for quantity in case.claim.quantities:
        if quantity.dimension != "date":
            continue
        for event in sorted(events_of(case.claim, quantity)):
            of_event = [other for other, events in dated if event in events]
            comparable = [other for other in of_event if _as_fine(other, quantity)]
            # duties "start" on the day on which they "take effect"
            begun = [other for other, events in dated if event in _BEGINNINGS and events & _BEGINNINGS]
            if comparable and not any(_agrees(quantity, other) for other in (*of_event, *begun)):
                stated = comparable[0].text
                why = f'the passage gives "{stated}" as the date of {event}, not "{quantity.text}"'
                return Fault(why, f"{quantity.text} ≠ {stated}")
    return None


def _as_fine(other: Quantity, quantity: Quantity) -> bool:
    """Whether a date says at least the year and month that the claim does."""
    parts = zip(other.name.split("-")[1:], quantity.name.split("-")[1:], strict=True)
    return all(int(stated) or not int(claimed) for stated, claimed in parts)


def _agrees(quantity: Quantity, other: Quantity) -> bool:
    """As `same_value`; a date without its year agrees with one of the same day."""
    return same_value(quantity, other) or (other.name[:4] == "0000" and other.name[4:] == quantity.name[4:])
