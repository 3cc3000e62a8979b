"""Taiwan: bodies that its titles begin with."""

from __future__ import annotations

import re

from assistant.reading.record.issuing.jurisdiction import Jurisdiction

TW = Jurisdiction(titled_issuers=re.compile("行政院|國家科學及技術委員會|數位發展部"))
