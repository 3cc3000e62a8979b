"""An address that does not stand in the passages: models make them up."""

from __future__ import annotations

import re

from assistant.proving.case import Case, Fault

_LINK = re.compile(r"(?:https?://|\bwww\.)[^\s)\]>，。）】\"']*[^\s)\]>，。）】\"'.,;:!?]")


def check(case: Case) -> Fault | None:
    """A fault for the first address that the passages do not have."""
    for link in _LINK.findall(case.text):
        if link.lower() not in case.original.lower():
            return Fault(f"the address {link} does not stand in the cited passage", link)
    return None
