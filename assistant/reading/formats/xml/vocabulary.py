"""What the elements of law files are, by their names."""

from __future__ import annotations

import re
from typing import Any

from assistant.data import once, rows

TITLE, GROUP, WRAPPER, HEADLINE, ANNEX = "title", "group", "wrapper", "headline", "annex"
UNITS = ("section", "article", "rule")
NUMBER, HEADING, DROPPED, QUOTED, PARAGRAPH, ROW, CELL = (
    "number", "heading", "dropped", "quoted", "paragraph", "row", "cell",
)  # fmt: skip
_WORDS = {"sec": "Section", "art": "Article", "reg": "Regulation"}  # of the ids of parts
_ID = re.compile(r"(?:^|[-_])([a-z]+)[-_]+[A-Za-z]{0,2}\d+[\w.]*$")


@once
def _roles() -> dict[str, str]:
    return {name: role for role, names in rows("xml_parts.tsv") for name in names.split()}


def name_of(node: Any) -> str:
    """The element's name without its namespace; "" for what is no element."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def role_of(node: Any) -> str:
    """What an element is, "" where its name does not say."""
    name = name_of(node)
    role = _roles().get(name, "")
    if name == "title" and not any(_roles().get(name_of(child)) == NUMBER for child in node):
        return ""  # not the part of a code, which is numbered
    return role


def word_for(node: Any, role: str) -> str:
    """What a numbered unit is called: by its id ("regulation-3"), else by its element."""
    stated = next((value for key, value in node.attrib.items() if key.rpartition("}")[2].lower() in ("id", "eid")), "")
    if (match := _ID.search(stated)) and match[1] not in ("id", "d", "e", "s", "p", "a"):
        return _WORDS.get(match[1], match[1].capitalize())
    return role[:1].upper() + role[1:]
