"""A word of letters and digits that is another in the passages: "GPT-5" for "GPT-4"."""

from __future__ import annotations

import re

from assistant.language.folding import masked
from assistant.proving.case import Case, Fault

_IDENTIFIER = re.compile(r"(?<![a-z0-9])[a-z][a-z-]*\d[a-z0-9.-]*", re.A)  # GPT-4, H100, gb18030


def check(case: Case) -> Fault | None:
    """A fault for the first such word that the passages do not have."""
    folded = masked(case.claim.folded, [(quantity.start, quantity.end) for quantity in case.claim.quantities])
    for match in _IDENTIFIER.finditer(folded):
        if match.group().rstrip(".-") not in case.content.folded:
            shown = case.text[match.start() : match.end()]
            return Fault(f'the cited passage does not name "{shown}"', shown)
    return None
