"""What is told to people: one table a language, of templates that the rooms fill."""

from __future__ import annotations

from assistant.told.en import EN
from assistant.told.templates import Told
from assistant.told.zh import ZH

__all__ = ["TABLES", "Told", "told"]

TABLES: dict[str, Told] = {"en": EN, "zh": ZH}


def told(language: str) -> Told:
    """The table of an ISO 639-1 code; English's for a language that has none."""
    return TABLES.get(language, EN)
