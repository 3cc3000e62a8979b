"""List items: which ones a paragraph begins with, and which are open around it, as in Article 5(1)(h)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORMS = (
    ("dash", re.compile(r"[•·▪◦—–-]+\s?")),
    ("heads", re.compile(r"([一二三四五六七八九十]{1,4})、")),
    ("chinese", re.compile(r"[（(]([一二三四五六七八九十]{1,4})[）)]")),
    ("decimal", re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?(?=\s+[A-Z“\"\u3400-\u9fff])")),
    ("number", re.compile(r"(\d{1,3}(?:-\d{1,2})?)[.．、](?!\d)")),
    ("bracketed", re.compile(r"[（(](\d{1,3})[）)]")),
    ("circled", re.compile(r"([①-⑳])")),
    ("roman", re.compile(r"\(([ivx]{1,5})\)")),
    ("capital roman", re.compile(r"\(([IVX]{1,5})\)")),
    ("capital", re.compile(r"\(([A-Z]{1,2})\)")),
    ("letter", re.compile(r"[(]?([a-z]{1,2})[)](?=\s)|([a-z])\.\s")),
)
_LETTERED = {"roman": "letter", "capital roman": "capital"}
_FIRST = {"1", "一", "①", "i", "I", "a", "A"}
# A list that begins on the line of its title: "Sec. 6. Supporting Workers. (a) …", "Article 3 (Title) (1) …".
_RUN_IN = re.compile(r"[^\n]{2,240}?[.)]\s+(?=\((?:a|1)\)\s)")
_BEFORE = " \t*>|\u3000"

Item = tuple[str, str, str]  # its form, its value, and how a path shows it


class Items:
    """The items open while the paragraphs of one section are gone through in order."""

    def __init__(self) -> None:
        self._open: list[Item] = []

    def paragraph(self, text: str, start: int, end: int) -> None:
        """Take note of the paragraph text[start:end]."""
        found = list(self._marks(text, start, end))
        if not found:
            self._open = []
        run_in = _RUN_IN.match(text, start, min(end, start + 260))
        for item in found:
            self._enter(item)
        if run_in and (not found or found[-1][0] == "decimal"):
            for item in self._marks(text, run_in.end(), end):
                self._enter(item)

    @property
    def path(self) -> tuple[str, ...]:
        """The open items as a path shows them, outermost first; dashes are not worth naming."""
        return tuple(shown for form, _, shown in self._open if form != "dash")

    def _enter(self, item: Item) -> None:
        form, value, _ = item
        forms = [known for known, _, _ in self._open]
        if form in forms:
            del self._open[forms.index(form) :]
        elif value not in _FIRST and form != "dash":
            self._open = []  # goes on with a list whose beginning was not seen: what holds it is not known
        self._open.append(item)

    def _marks(self, text: str, start: int, end: int) -> Iterable[Item]:
        """The marks at `start`: several where lists begin together, as in "(9) (a) …"."""
        for _ in range(3):
            while start < end and text[start] in _BEFORE:
                start += 1
            marks = ((form, pattern.match(text, start, min(end, start + 20))) for form, pattern in _FORMS)
            form, match = next(((form, match) for form, match in marks if match), ("", None))
            if match is None:
                return
            value = next((group for group in match.groups() if group), "")
            if form in _LETTERED and len(value) == 1:
                before = (_LETTERED[form], chr(ord(value) - 1))
                if before in [(known, last) for known, last, _ in self._open]:
                    form = _LETTERED[form]
            shown = {"number": f"{value}.", "heads": f"{value}、"}.get(form, match.group().strip())
            yield form, value, shown
            if not match.group().startswith("("):
                return
            start = match.end()
