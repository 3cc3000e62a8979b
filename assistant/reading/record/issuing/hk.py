"""Hong Kong: chapters of its laws."""

from __future__ import annotations

from assistant.reading.record.issuing.jurisdiction import Jurisdiction, number

HK = Jurisdiction(numbers=(number(r"\bCap\.\s?(?P<n>\d{1,4}[A-Z]{0,2})\b", "hk:cap:{n}", "Cap. {n}", flags=0),))
