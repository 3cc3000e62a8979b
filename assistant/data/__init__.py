"""The tables that the assistant ships, and the one way to read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

Loaded = TypeVar("Loaded")


def table(name: str) -> Path:
    """The file of a shipped table."""
    return Path(__file__).with_name(name)


def rows(name: str) -> list[list[str]]:
    """The rows of a shipped `.tsv`, comments (#) and empty lines left out."""
    lines = table(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def any_of(forms: Iterable[str]) -> str:
    """A pattern that finds the longest of some words; words that begin alike share their beginning, which is faster."""
    rests: dict[str, list[str]] = {}
    for form in forms:
        rests.setdefault(form[:1], []).append(form[1:])
    shorter = rests.pop("", None)
    pattern = "|".join(re.escape(first) + any_of(rest) for first, rest in rests.items())
    if shorter:
        return f"(?:{pattern})?" if pattern else ""
    return f"(?:{pattern})" if len(rests) > 1 else pattern


def once(load: Callable[[], Loaded]) -> Callable[[], Loaded]:
    """Decorates what makes something of a table: it is made at its first use and kept for the process."""
    return lru_cache(1)(load)
