"""What a law file states about itself in its own elements."""

from __future__ import annotations

import re
from typing import Any

from assistant.data import once, rows
from assistant.reading.formats.xml.vocabulary import name_of
from assistant.reading.formats.xml.walking import words_of
from assistant.records import Property

ORIGIN = "xml"
_LONGEST = 300  # characters of a value


@once
def _stated() -> list[tuple[str, list[str], str, str]]:
    return [
        (row[0], row[1].split("/"), row[2] if len(row) > 2 else "", row[3] if len(row) > 3 else "")
        for row in rows("xml_facts.tsv")
    ]


def facts_of(root: Any, title: str) -> tuple[tuple[Property, ...], str | None]:
    """Properties, each field once, and the document's own address where it states one."""
    found: dict[str, str] = {"title": title} if title else {}
    wanted = {path[-1] for _, path, _, _ in _stated()}
    nodes: dict[str, list[Any]] = {name: [] for name in wanted}
    for node in root.iter():
        if (name := name_of(node)) in wanted:
            nodes[name].append(node)
    for field, path, attribute, condition in _stated():
        for node in nodes[path[-1]]:
            if field not in found and _stands_in(node, path[:-1]) and (value := _value(node, attribute, condition)):
                found[field] = value
    address = found.get("url", "")
    url = address if address.startswith(("http://", "https://")) else None
    return tuple(Property(field, value, ORIGIN) for field, value in found.items() if len(value) <= _LONGEST), url


def _stands_in(node: Any, holders: list[str]) -> bool:
    for name in reversed(holders):
        node = node.getparent()
        if node is None or name_of(node) != name:
            return False
    return True


def _value(node: Any, attribute: str, condition: str) -> str:
    words = (node.get(attribute) or "").strip() if attribute else _day(node) or words_of(node)
    other, _, pattern = condition.partition("=") if re.match(r"\w+=", condition) else ("", "", condition)
    tested = node.get(other) or "" if other else words
    return words if not pattern or re.search(pattern, tested) else ""


def _day(node: Any) -> str:
    """The date of an element that holds year, month and day in elements of their own, ISO."""
    parts = {name_of(child): (child.text or "").strip() for child in node}
    if not {"YYYY", "MM", "DD"} <= parts.keys():
        return ""
    return f"{parts['YYYY']}-{parts['MM'].zfill(2)}-{parts['DD'].zfill(2)}"
