"""The United Kingdom: command papers, departments."""

from __future__ import annotations

import re

from assistant.reading.record.issuing.jurisdiction import Jurisdiction, number
from assistant.records import Kind, Status

_YEAR = r"(?:19|20)\d\d"
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
    numbers=(
        number(r"\bCommand Paper (?:Number|No\.?):?\s*(?P<n>\d{2,4})\b", "uk:cp:{n}", "CP {n}"),
        number(r"\b(?P<series>CP|Cm|Cmd)\s(?P<n>\d{2,4})\b", "uk:{series}:{n}", "{series} {n}", flags=0),
        number(rf"\bS\.?\s?I\.?\s(?P<y>{_YEAR})/(?P<n>\d{{1,4}})\b", "uk:si:{y}/{n}", "S.I. {y}/{n}", flags=0),
        number(rf"\b(?P<y>{_YEAR})\sNo\.\s(?P<n>\d{{1,4}})\b", "uk:si:{y}/{n}", "S.I. {y}/{n}", flags=0),
        number(rf"\b(?P<y>{_YEAR})\s(?:c\.|chapter)\s(?P<n>\d{{1,3}})\b", "uk:act:{y}/{n}", "{y} c. {n}"),
    ),
    kinds={"uk:si:": Kind.REGULATION, "uk:act:": Kind.LAW},
    issuers=(
        re.compile(r"(?i)^be it enacted by the (?:King|Queen)[’']s most excellent (?P<i>Majesty)\b", re.M),
        re.compile(
            r"^The (?P<i>Secretary of State|Treasury|Lord Chancellor|[A-Z][\w ]{3,40}Ministers?)\b[^\n]{0,400}?"
            r"\bmakes? the\s+following\s+(?:Regulations|Order|Rules|Scheme)",
            re.M,
        ),
    ),
    spellings={"MAJESTY": "UK Parliament"},
    mentions=(
        re.compile(
            r"(?P<i>Department for[ ]?Science, Innovation ?(?:&|and) ?Technology|Secretary "
            r"of State for Science, Innovation and Technology)"
        ),
        re.compile(r"(?:^|\n)(?P<i>Government[ \n]Digital Service)"),
    ),
    standing=_standing,
)
