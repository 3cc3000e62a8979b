"""Metadata that people wrote down: YAML front matter, and the sidecar NAME.meta.yaml beside a file.

NAME is the file's name with or without its suffix.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.records import Instrument, Property, Relation, RelationKind

_FIELDS = {"title", "title_zh", "kind", "issuer", "jurisdiction", "language", "number", "issued", "effective"} | {
    "expires", "status", "status_note", "url",
}  # fmt: skip
_INSTRUMENT_FIELDS = ("name", "name_zh", "rate", "cap", "budget", "who", "deadline", "lead")
LARGEST = 1_000_000  # bytes of a sidecar


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


def sidecar_of(path: Path) -> Path | None:
    """The sidecar of a file, if there is one; the full name ("act.pdf.meta.yaml") goes before "act.meta.yaml"."""
    for name in (f"{path.name}.meta.yaml", f"{path.stem}.meta.yaml"):
        candidate = path.with_name(name)
        with suppress(OSError):  # the file's own name leaves no room for more
            if candidate.is_file():
                return candidate
    return None


def read_sidecar(path: Path) -> Stated | None:
    """What the sidecar of `path` states, None where there is none. One that cannot be used becomes a note."""
    sidecar = sidecar_of(path)
    if sidecar is None:
        return None
    try:
        text = sidecar.read_bytes()[: LARGEST + 1].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return Stated((), (), (), None, (f"{sidecar.name} cannot be read and was left out",))
    found = stated(text, "sidecar") if len(text) <= LARGEST else None
    return found or Stated((), (), (), None, (f"{sidecar.name} is not a YAML mapping and was left out",))
