"""Sections of statutes numbered bare: "26A.—(1) In this Part …", "3 (1) In this Act, …", as common law does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.reading.structure.laid import Laid
from assistant.reading.structure.law_forms import Found, forms_of
from assistant.reading.structure.markers import PART
from assistant.reading.structure.sequences import chain

_ITSELF = re.compile(r"\b[Tt]h(?:is|ese) (?:Act|Ordinance|Regulations|Rules|Order|Code|Law|Part|section)\b")
LEAST_SECTIONS, LEAST_NAMED = 5, 5  # of sections, and of the times a statute speaks of itself
_DOTTED = re.compile(r"(\d{1,3})([A-Z]{0,2})(?:\.?\s?[—–-]|\.)\s?(\(1\))?(?=\s?[A-Z“\"(\[—–])")
_OPEN = re.compile(r"(\d{1,3})([A-Z]{0,2}(?:\.\d{1,2})?)\s?(\(1\)|(?<=\s)(?=[A-Z“\"]))")
LONGEST_TITLE = 120  # characters
_TITLE = re.compile(r"[A-Z][^.;:]*[^.;:,\W]\)?")
CLOSE = 0.85  # of the steps from one section to the next: how many are by one


def inside_parts(found: Sequence[Found]) -> list[Found]:
    """A statute's divisions are divisions of its parts; in a code they hold the parts."""
    return [replace(item, rank=PART + 2) if item.label.lower().startswith("division") else item for item in found]


def bare_sections(laid: Laid) -> list[Found]:
    """The run of a statute's sections; empty where the text does not speak of itself as one.

    Lists inside sections are numbered "1." where sections are "1 (1)" and the other way round, so each way of numbering
    is followed by itself, and the longer run is that of the sections.
    """
    if len(_ITSELF.findall(laid.text)) < LEAST_NAMED:
        return []
    runs = [chain(list(_lines(laid, form)), first=False) for form in (_DOTTED, _OPEN)]
    best = max(runs, key=lambda run: sum(item.weight for item in run))
    return best if _reads_as_sections(best) else []


def _lines(laid: Laid, form: re.Pattern[str]) -> Iterator[Found]:
    for index, line in enumerate(laid.lines):
        if index in laid.contents or line.leader or line.quoted or not (match := form.match(line.text)):
            continue
        number, letters = int(match[1]), match[2]
        key = (number,) if not letters else (number, _order(letters))
        label, weight = f"{match[1]}{letters}", 3.0 if match[3] or letters else 2.0
        title = _title_above(laid, index)
        yield Found(index - bool(title), "section", key, label, match.end(), weight, title=title)


def _title_above(laid: Laid, index: int) -> str:
    """The words over a section that say what it is about: a short line that is no sentence and no part's heading."""
    above = laid.lines[index - 1] if index else None
    if above is None or index - 1 in laid.contents or above.length > LONGEST_TITLE or not _TITLE.fullmatch(above.text):
        return ""
    return "" if any(forms_of(laid, index - 1)) or above.text.isupper() else above.text


def _order(letters: str) -> int:
    """Where an inserted section stands among those of its number: "A" 1, "B" 2, ".1" 1."""
    return int(letters[1:]) if letters[0] == "." else sum(ord(one) - 64 for one in letters)


def _reads_as_sections(run: Sequence[Found]) -> bool:
    steps = [later.key[0] - earlier.key[0] in (0, 1) for earlier, later in pairwise(run)]
    return len(run) >= LEAST_SECTIONS and run[0].key[0] == 1 and sum(steps) >= CLOSE * len(steps)
