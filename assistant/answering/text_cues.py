"""What texts give away by their words, in any language: that something is unknown, disputed, said of themselves."""

from __future__ import annotations

import re
from collections import defaultdict

from assistant.data import once, rows


@once
def _patterns() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, _, pattern in rows("text_cues.tsv"):
        found[name].append(pattern)
    return found


@once
def _joined() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(each), re.IGNORECASE) for name, each in _patterns().items() if name != "preamble"}


def gives(cue: str, text: str) -> bool:
    """Whether a text gives a cue of data/text_cues.tsv, whatever its language."""
    return _joined()[cue].search(text) is not None


def patterns_of(cue: str) -> list[re.Pattern[str]]:
    """The lines of a cue, one pattern each."""
    return [re.compile(pattern, re.IGNORECASE) for pattern in _patterns()[cue]]


def places_of(cue: str, text: str) -> list[tuple[int, int]]:
    """(start, end) of each place at which a text gives a cue."""
    return [match.span() for match in _joined()[cue].finditer(text)]
