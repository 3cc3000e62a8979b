"""What is peculiar to the texts of each jurisdiction: a file each, and one line in `JURISDICTIONS`."""

from __future__ import annotations

from assistant.reading.record.issuing.cn import CN
from assistant.reading.record.issuing.eu import EU
from assistant.reading.record.issuing.hk import HK
from assistant.reading.record.issuing.jurisdiction import FoundNumber, Jurisdiction
from assistant.reading.record.issuing.kr import KR
from assistant.reading.record.issuing.tw import TW
from assistant.reading.record.issuing.uk import UK
from assistant.reading.record.issuing.us import US

__all__ = ["JURISDICTIONS", "FoundNumber", "Jurisdiction"]

JURISDICTIONS: tuple[Jurisdiction, ...] = (CN, EU, UK, US, KR, HK, TW)
