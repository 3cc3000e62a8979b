"""`--where key=value` into filters, and plain words for what is wrong."""

from __future__ import annotations

from dataclasses import fields

import pytest

from assistant.errors import UsageError
from assistant.faces.filter_words import read_filters
from assistant.records import Filters, Kind, Status


def test_every_key_is_read_and_repeated_keys_add_up() -> None:
    pairs = [
        "kind=measure", "kind = law", "jurisdiction=CN-Shenzhen", "issuer=Bureau = A", "language=zh", "status=in_force",
        "document=a.md", "since=2024", "until=2024-05", "until=2025-01-31",
    ]  # fmt: skip
    found = read_filters(pairs)
    assert found == Filters(
        kind=(Kind.MEASURE, Kind.LAW),
        jurisdiction=("CN-Shenzhen",),
        issuer=("Bureau = A",),
        language=("zh",),
        status=(Status.IN_FORCE,),
        document=("a.md",),
        since="2024",
        until="2025-01-31",
    )
    assert all(getattr(found, field.name) for field in fields(Filters))


def test_nothing_asked_is_no_filter() -> None:
    assert read_filters([]) == Filters()


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("kind", "not key=value"),
        ("kind=", "not key=value"),
        ("colour=red", "Known are: kind, jurisdiction"),
        ("kind=statute", "law, regulation, measure"),
        ("status=valid", "in_force, upcoming"),
        ("since=yesterday", "2024-05-31"),
        ("until=24-5-1", "2024-05-31"),
    ],
)
def test_what_is_wrong_is_said_with_what_exists(pair: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        read_filters([pair])
