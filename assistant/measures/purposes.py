"""What money is for, told from the words of a measure, or of an asker who spends it."""

from __future__ import annotations

import re

from assistant.data import once, rows
from assistant.language.folding import fold


@once
def _purposes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each purpose with the pattern of its words."""
    return tuple(
        (name, re.compile("|".join(_form(form) for column in columns for form in column.split(";"))))
        for name, *columns in rows("purposes.tsv")
    )


def _form(form: str) -> str:
    """A form of the table as a pattern of folded text in lower case."""
    if form.startswith("~"):
        return form[1:]
    plain = re.escape(form.removesuffix("*").lower())
    return rf"(?<![a-z]){plain}{r'[a-z]*' if form.endswith('*') else ''}(?![a-z])" if form.isascii() else plain


def purposes_in(text: str) -> tuple[str, ...]:
    """What some words say that money is for, or is spent on; a "compute centre" is not also computing power."""
    folded = fold(text).lower()
    found = [(name, match.span()) for name, pattern in _purposes() for match in pattern.finditer(folded)]
    return tuple(
        dict.fromkeys(
            name
            for name, (start, end) in found
            if not any(a <= start and end <= b and end - start < b - a for other, (a, b) in found if other != name)
        )
    )
