"""Metadata that people wrote down: YAML front matter and the sidecar NAME.meta.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.records import Instrument, Property, Relation, RelationKind

_FIELDS = {"title", "title_zh", "kind", "issuer", "jurisdiction", "language", "number", "issued", "effective"} | {
    "expires", "status", "status_note", "url",
}  # fmt: skip
_INSTRUMENT_FIELDS = ("name", "name_zh", "rate", "cap", "budget", "who", "deadline", "lead")


@dataclass(frozen=True, slots=True)
class Stated:
    """Properties, instruments and relations as stated; `notes` say what could not be used."""

    properties: tuple[Property, ...]
    instruments: tuple[Instrument, ...]
    relations: tuple[Relation, ...]
    url: str | None
    notes: tuple[str, ...] = ()


def stated(yaml_text: str, origin: str) -> Stated | None:
    """Read a YAML mapping; None where the text is no mapping (a Markdown rule, not front matter)."""
    import yaml

    try:
        facts = yaml.load(yaml_text, Loader=yaml.BaseLoader)  # every scalar stays the string that was written
    except yaml.YAMLError:
        return None
    if not isinstance(facts, Mapping):
        return None
    properties = tuple(
        Property(key.lower(), _words(value), origin)
        for key, value in facts.items()
        if key not in ("instruments", "relations") and _words(value)
    )
    instruments = tuple(_instrument(entry) for entry in _mappings(facts.get("instruments")))
    relations = tuple(_relations(facts.get("relations")))
    return Stated(properties, instruments, relations, _words(facts.get("url")) or None)


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_words, value)))
    return value.strip() if isinstance(value, str) else ""


def _instrument(entry: Mapping[str, Any]) -> Instrument:
    conditions = entry.get("conditions", ())
    listed = [conditions] if isinstance(conditions, str) else list(conditions)
    values = {key: _words(entry.get(key, "")) for key in _INSTRUMENT_FIELDS}
    return Instrument(**values, conditions=tuple(filter(None, map(_words, listed))))


def _relations(value: Any) -> list[Relation]:
    found = []
    for entry in _mappings(value):
        name = _words(entry.get("relation", "")).lower().replace(" ", "_").replace("-", "_")
        if name in set(RelationKind) and _words(entry.get("target", "")):
            found.append(
                Relation(RelationKind(name), _words(entry["target"]), "", _words(entry.get("date", "")) or None)
            )
    return found
