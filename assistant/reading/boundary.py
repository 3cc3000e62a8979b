"""The boundary around one file: the one place where any error is caught, so that no file ends a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import Unreadable


@contextmanager
def contained(path: str) -> Iterator[None]:
    """Whatever goes wrong with one file or page is its refusal: Unreadable(path, reason)."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        words = " ".join(str(error).split())[:200]
        raise Unreadable(path, f"makes the reader fail ({type(error).__name__}: {words})") from error
