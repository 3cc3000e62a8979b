"""A place, body, company, scheme or other name that its passages and their headings do not have."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.language.unlisted_names import (
    names_found,
    ordinary,
    persons,
    sectors,
    shortened,
    unlisted_bodies,
    unlisted_names,
    unlisted_places,
)
from assistant.proving.case import Case, Fault


def check(case: Case) -> Fault | None:
    """A fault for the first name that the passages do not have, in either language."""
    return next(filter(None, (rule(case) for rule in (_known, _unlisted, _chinese))), None)


def _known(case: Case) -> Fault | None:
    stated = {name.id for reading in case.readings for name in reading.names}
    for name in case.claim.names:
        if name.id in stated or name.text in case.content.folded:
            continue
        if name.text.isascii() and not names_found([name.text], case.content, case.original):
            continue
        others = [other.text for r in case.passages for other in r.names if other.kind == name.kind]
        instead = f'; it names "{others[0]}"' if others else ""
        return Fault(f'the cited passage does not name "{name.text}"{instead}', name.text, proven=bool(others))
    return None


def _unlisted(case: Case) -> Fault | None:
    """Capitalised names outside the list."""
    for shown, words in unlisted_names(case.text, case.claim.names):
        missing = names_found(words, case.content, case.original)
        missing = [word for word in missing if not (word.islower() and ordinary(word))]
        if missing and (not case.across or len(missing) * 2 >= len(words)):
            return Fault(f'the cited passage does not name "{shown}"', shown, proven=False)
    return None


def _chinese(case: Case) -> Fault | None:
    """Chinese names outside the list, where a passage is in Chinese."""
    shown = None if case.across else next(_missing_chinese(case), None)
    return Fault(f'the cited passage does not name "{shown}"', shown, proven=False) if shown else None


def _missing_chinese(case: Case) -> Iterator[str]:
    text, stated = case.text, case.content.folded
    for body in unlisted_bodies(text, case.claim.names):
        if body not in stated and not shortened(body, stated):
            yield body
    yield from (name for name in (*unlisted_places(text, case.claim.names), *persons(text)) if name not in stated)
    others = set(sectors(stated))
    for sector in sectors(text):
        if sector not in stated and others and not any(set(sector) & set(other) for other in others):
            yield sector
