"""The United Kingdom: command papers, departments."""

from __future__ import annotations

import re

from assistant.reading.record.issuing.jurisdiction import Jurisdiction, number
from assistant.records import Status

_BILL = re.compile(
    r"^\s*(?:HL )?Bill \d+(?: \d\d/\d+| 20\d\d-\d\d)?\s*$|^\s*[\[(]as (?:introduced|brought from the (?:Commons"
    r"|Lords))",
    re.M | re.I,
)


def _standing(text: str) -> tuple[Status, str] | None:
    head = text[:1500]
    if _BILL.search(head) and re.search(r"^\s*A\s+BILL\s+TO\b|\bBill\b", head, re.M):
        return Status.DRAFT, "a bill before Parliament"
    return None


UK = Jurisdiction(
    numbers=(number(r"\b(?P<series>CP|Cm|Cmd)\s(?P<n>\d{2,4})\b", "uk:{series}:{n}", "{series} {n}", flags=0),),
    mentions=(
        re.compile(
            r"(?P<i>Department for[ ]?Science, Innovation ?(?:&|and) ?Technology|Secretary "
            r"of State for Science, Innovation and Technology)"
        ),
        re.compile(r"(?:^|\n)(?P<i>Government[ \n]Digital Service)"),
    ),
    standing=_standing,
)
