"""What a question itself narrows: the place it names, a year, a kind of document.

Nothing is ever hidden by an inference: documents that fit are preferred, and those of a rival place stand back. Each
inference is told in words, and `infer=False` undoes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.language.names import inside, place_name
from assistant.language.packs import pack_of
from assistant.questions.held import Held
from assistant.questions.read_once import Wording
from assistant.records import Filters, Record
from assistant.told import told

_YEAR = re.compile(r"(?<![\d./-])((?:19|20)\d\d)(?![\d./-])\s*年?")


@dataclass(frozen=True, slots=True)
class Inference:
    """What a question prefers: `filters` to show or undo, and each in words, in the question's language."""

    filters: Filters = field(default_factory=Filters)
    because: tuple[str, ...] = ()


def infer(question: Wording, named_places: Sequence[str], held: Held) -> Inference:
    """What a question narrows, as far as the library has documents that fit; `named_places` are their codes."""
    language = "zh" if question.language == "zh" else "en"
    nearest = dict.fromkeys(_nearest(code, held) for code in named_places)
    places = tuple(code for code in nearest if code)
    years = {match.group(1) for match in _YEAR.finditer(question.folded)}
    year = min(years) if len(years) == 1 and years <= held.years else None
    cues = pack_of(language).asking.kinds
    named = [kind for kind, cue in cues.items() if re.search(cue, question.folded, re.IGNORECASE)]
    kinds = tuple(kind for kind in named if kind in held.kinds)
    kinds = kinds if len(kinds) == 1 else ()
    words = told(language)
    because = [words.preferred_place.format(place=place_name(code, language)) for code in places]
    because += [words.preferred_year.format(year=year)] if year else []
    because += [words.preferred_kind.format(kind=words.kinds[kind]) for kind in kinds]
    return Inference(Filters(kind=kinds, jurisdiction=places, since=year, until=year), tuple(because))


def _nearest(code: str, held: Held) -> str:
    """The place itself where documents of it are held, else the one around it, short of a country; "" for neither."""
    while code and not any(inside(place, code) for place in held.places):
        around = code.rpartition("-")[0]
        code = around if "-" in around else ""
    return code


def preference(inferred: Filters, record: Record) -> float:
    """Factor for the scores of a document's passages: above 1 when it fits what was inferred, below for a rival."""
    factor = 1.0
    if inferred.jurisdiction and record.jurisdiction:
        if any(inside(record.jurisdiction, code) for code in inferred.jurisdiction):
            factor *= 1.15
        elif not any(inside(code, record.jurisdiction) for code in inferred.jurisdiction):
            factor *= 0.8  # a rival place; what holds around the place named stays as it is
    if inferred.since and any(date and date[:4] == inferred.since for date in (record.issued, record.effective)):
        factor *= 1.05
    if inferred.kind and record.kind in inferred.kind:
        factor *= 1.05
    return factor
