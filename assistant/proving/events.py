"""What a date is the date of: adoption, publication, entry into force, expiry, signature, closing …"""

from __future__ import annotations

import re

from assistant.language.packs import PACKS
from assistant.language.quantities import Bound, Quantity
from assistant.proving.reading import Reading

_NAMES = tuple(PACKS["en"].cues.events)
_EVENT = re.compile(
    "|".join(
        f"(?P<e{number}>{'|'.join(pack.cues.events[name] for pack in PACKS.values())})"
        for number, name in enumerate(_NAMES)
    ),
    re.A,
)


def events_of(reading: Reading, date: Quantity) -> set[str]:
    """What a date is the date of: the events named in its own segment, else in the nearest before it without a date."""
    at = reading.segment_of(date.start)
    own = _events_in(reading, at)
    sentence = reading.segments[at].sentence
    while not own and at > 0 and reading.segments[at - 1].sentence == sentence:
        at -= 1
        segment = reading.segments[at]
        if any(q.dimension == "date" for q in reading.quantities_in(segment.start, segment.end)):
            break
        own = _events_in(reading, at)
    if own == {"entry into force"} and date.bound in (Bound.AT_MOST, Bound.HIGH):
        return {"expiry"}  # "in force from … to …"
    return own


def _events_in(reading: Reading, at: int) -> set[str]:
    segment = reading.segments[at]
    found = _EVENT.finditer(reading.folded, segment.start, segment.end)
    return {_NAMES[int(str(match.lastgroup)[1:])] for match in found}
