"""Words between quotation marks that do not stand in the passages as they are."""

from __future__ import annotations

import re

from assistant.language.script import language_of
from assistant.language.terms import terms_of
from assistant.proving.case import Case, Fault
from assistant.proving.matching import coverage
from assistant.proving.verbatim import squeezed

_QUOTED = re.compile(
    r"“([^“”]{2,200})”|\"([^\"]{2,200})\"|「([^「」]{2,200})」|『([^『』]{2,200})』|《([^《》]{2,100})》"
    r"|(?<!\w)‘([^‘’]{3,200})’(?!\w)"
)
TRANSLATED = 0.5  # share of the words of a quotation in the other language that the passages have


def check(case: Case) -> Fault | None:
    """A fault for the first quotation that is not in the passages; a title or name may be translated."""
    stated = squeezed(case.content.folded)
    for match in _QUOTED.finditer(case.text):
        quoted = match[match.lastindex or 0]
        wanted = squeezed(quoted)
        if wanted in stated:
            continue
        translated = (language_of(quoted) == "zh") != (language_of(case.original) == "zh")
        if not translated or coverage(terms_of(quoted), case.content) < TRANSLATED:
            return Fault(f"the cited passage does not contain the words “{quoted}”", quoted)
    return None
