"""What is known of a document while its record is made: the steps of `describing` fill it field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.language.dates import dates_in
from assistant.records import Kind, Property, Relation, Section, Source, Status

BY_HAND = ("front matter", "sidecar")  # origins of what a person wrote down about the document
PAGE = (
    "html meta",
    "xml",
    "pdf properties",
    "office properties",
    "mail header",
    "text",
)  # of what the file itself states


@dataclass(slots=True)
class Facts:
    """Values found so far, each with its origin; the first that says anything about a field stays."""

    source: Source
    sections: Sequence[Section]
    values: dict[str, str] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)
    number: str = ""  # canonical
    kind: Kind = Kind.OTHER
    status: Status | None = None
    notes: list[str] = field(default_factory=list)
    relations: tuple[Relation, ...] = ()

    def put(self, name: str, value: str | None, origin: str) -> None:
        if value and name not in self.values:
            self.values[name] = value
            self.origin[name] = origin

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def drop(self, name: str) -> None:
        self.values.pop(name, None)
        self.origin.pop(name, None)

    def stated(self, *fields: str) -> Iterator[Property]:
        """What the file and those who described it state under these names, in the file's order."""
        return (one for one in self.source.properties if one.field in fields)


def iso_of(value: str) -> str | None:
    """The date that a value states, ISO."""
    value = value.strip()
    if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", value):
        return value
    if match := re.match(r"D:(\d{4})(\d\d)(\d\d)", value):
        return f"{match[1]}-{match[2]}-{match[3]}"
    return next(iter(dates_in(value)), None)
