"""Which pages a span of a text lies on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from assistant.records import Page


class Paging:
    """The pages of one text, for finding those of its spans."""

    def __init__(self, pages: Sequence[Page], text: str) -> None:
        self._pages = pages
        self._starts = [page.start for page in pages]
        self._text = text

    def span(self, start: int, end: int) -> tuple[int | None, int | None]:
        """Numbers of the first and last page that hold a visible character of text[start:end]."""
        if not self._pages:
            return None, None
        words = self._text[start:end]
        last = max(start + len(words.rstrip()) - 1, start)
        first = min(start + len(words) - len(words.lstrip()), last)
        return self._at(first), self._at(last)

    def turns(self, start: int, end: int) -> tuple[int, ...]:
        """Offsets within text[start:end] at which the pages after its first begin."""
        first, last = self.span(start, end)
        if first is None or last is None:
            return ()
        begins = {page.number: page.start for page in self._pages}
        return tuple(max(begins[number] - start, 0) for number in range(first + 1, last + 1))

    def _at(self, offset: int) -> int:
        return self._pages[max(bisect_right(self._starts, offset) - 1, 0)].number
