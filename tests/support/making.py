"""Small documents made for tests."""

from __future__ import annotations

import hashlib
from typing import Any

from assistant.language.script import language_of
from assistant.records import Document, Kind, Passage, Record, Section


def document(name: str, text: str, **fields: Any) -> Document:
    """A document whose paragraphs (parted by blank lines) are its sections."""
    values: dict[str, Any] = {
        "document": name,
        "title": name,
        "kind": Kind.OTHER,
        "language": language_of(text),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        **fields,
    }
    sections, start = [], 0
    for number, part in enumerate(text.split("\n\n")):
        end = min(start + len(part) + 2, len(text))
        sections.append(Section((f"part {number + 1}",), f"part {number + 1}", "paragraphs", start, end))
        start = end
    return Document(Record(**values), text, tuple(sections))


def passages(made: Document) -> list[Passage]:
    """One passage a section."""
    return [
        Passage(
            id=hashlib.sha256(f"{made.name}|{section.start}|{made.text}".encode()).hexdigest()[:32],
            document=made.name,
            text=made.text[section.start : section.end],
            path=section.path,
            label=section.label,
            unit=section.unit,
            start=section.start,
            end=section.end,
            language=made.record.language,
            position=position,
        )
        for position, section in enumerate(made.sections)
    ]
