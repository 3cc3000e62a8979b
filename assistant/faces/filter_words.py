"""Filters from words: `key=value` pairs of the command line into a Filters record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields

from assistant.errors import UsageError
from assistant.records import Filters, Kind, Status

ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def read_filters(pairs: Iterable[str]) -> Filters:
    """Filters from pairs such as "kind=measure", "since=2024", "language=zh"; a key may come more than once.

    UsageError for an unknown key or value, naming those that exist.
    """
    values: dict[str, list[str]] = {}
    names = [field.name for field in fields(Filters)]
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key, value = key.strip(), value.strip()
        if not equals or not value:
            raise UsageError(f"--where {pair!r} is not key=value, such as kind=measure.")
        if key not in names:
            raise UsageError(f"--where {key}=… is not known. Known are: {', '.join(names)}.")
        values.setdefault(key, []).append(value)
    for key, kinds in (("kind", Kind), ("status", Status)):
        for value in values.get(key, []):
            if value not in list(kinds):
                raise UsageError(f"--where {key}={value}: the {key} is one of {', '.join(kinds)}.")
    for key in ("since", "until"):
        for value in values.get(key, []):
            if not ISO_DATE.fullmatch(value):
                raise UsageError(f"--where {key}={value}: write a date as 2024, 2024-05 or 2024-05-31.")
    return Filters(
        kind=tuple(Kind(value) for value in values.get("kind", [])),
        jurisdiction=tuple(values.get("jurisdiction", [])),
        issuer=tuple(values.get("issuer", [])),
        language=tuple(values.get("language", [])),
        status=tuple(Status(value) for value in values.get("status", [])),
        document=tuple(values.get("document", [])),
        since=values["since"][-1] if "since" in values else None,
        until=values["until"][-1] if "until" in values else None,
    )
