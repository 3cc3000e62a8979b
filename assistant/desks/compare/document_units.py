"""A document's units: the leaves of its outline that say something, with the number that their label gives them."""

from __future__ import annotations

import re

from assistant.desks.compare.comparison import Unit
from assistant.language.quantities import find_quantities
from assistant.records import Document, Section

_OPENING = re.compile(r"[\s\u3000.:：、—-]+")


def units_of(document: Document) -> list[Unit]:
    """The units in the document's order; headings without a text of their own are left out."""
    return [
        unit
        for section in document.sections
        if section.unit != "heading" and (unit := _unit(document.text, section)).body
    ]


def _unit(text: str, section: Section) -> Unit:
    body = text[section.start : section.end].strip()
    if section.label and body.startswith(section.label):
        body = _OPENING.sub("", body[len(section.label) :], count=1) if body != section.label else ""
    return Unit(section.label or section.unit, number_of(section.label), body, section.start, section.end)


def number_of(label: str) -> str:
    """The number of a label, the same in either language: "article 38" for 第三十八条 and Article 38."""
    named = [found.name for found in find_quantities(label) if found.dimension == "reference"]
    return named[0] if named else ""
