"""Hong Kong: chapters of its laws; a letter marks what is made under them."""

from __future__ import annotations

from assistant.reading.record.issuing.jurisdiction import Jurisdiction, number
from assistant.records import Kind

HK = Jurisdiction(
    numbers=(
        number(r"\bCap\.\s?(?P<n>\d{1,4}[A-Z]{1,2})\b", "hk:cap-sub:{n}", "Cap. {n}", flags=0),
        number(r"\bCap\.\s?(?P<n>\d{1,4})\b", "hk:cap:{n}", "Cap. {n}", flags=0),
    ),
    kinds={"hk:cap-sub:": Kind.REGULATION, "hk:cap:": Kind.LAW},
)
