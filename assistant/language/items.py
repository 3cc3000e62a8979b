"""List items: what marks the one that a line begins with, and which are open around it, as in Article 5(1)(h)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_N = "[一二三四五六七八九十百]{1,4}"
# The first that fits is meant; each kind's group holds the value.
_KINDS = (
    r"(?P<dash>[•·▪◦●■‣—–\uf0b7\uf0a7]+)\s?|(?P<bullet>[*+-]+)\s",
    rf"(?P<heads>{_N})、",
    rf"[（(](?P<chinese>{_N})[）)]",
    r"(?P<decimal>\d{1,2}(?:\.\d{1,2})+)\.?(?=\s+(?:[A-Z“\"]|(?![万亿元个家项倍年月日平米])[\u3400-\u9fff]))",
    r"(?P<number>\d{1,3}(?:-\d{1,2})?)[.．、](?!\d)",
    r"(?P<half>\d{1,3})[)）](?!\d)",
    r"[（(](?P<bracketed>\d{1,3})[）)]",
    r"(?P<circled>[①-⑳])",
    r"[（(](?P<roman>[ivx]{1,5})[）)]",
    r"[（(](?P<capital_roman>[IVX]{1,5})[）)]",
    r"[（(](?P<capital>[A-Z]{1,2})[）)]",
    r"[（(](?P<letter>(?P<same>[a-z])(?P=same){2,3}|[a-z]{1,2})[）)]|(?P<open_letter>[a-z]{1,2})\)(?=\s)|(?P<dotted_letter>[a-z])\.\s",
)
_BEFORE = r"(?P<before>(?:[\s>|]|\*(?!\s))*)"
_MARK = re.compile(f"{_BEFORE}(?:{'|'.join(_KINDS)})")
# Other beginnings of a paragraph: 第二款 · Article 5 · A. · GV-1 · 问：
_PART = re.compile(
    _BEFORE + r"(?:第[一二三四五六七八九十百千零〇\d]{1,7}[编編章节節条條款项項]"
    r"|(?i:article|section|sec\.|chapter|annex)\s+[\dIVXLC]|[A-Z][.)]\s|[A-Z]{1,4}-\d|[问答問QA]\s?\d{0,3}[:：])"
)
_ALIKE = {"bullet": "dash", "open_letter": "letter", "dotted_letter": "letter"}
_LETTERED = {"roman": "letter", "capital_roman": "capital"}
_FIRST = frozenset({"1", "一", "①", "i", "I", "a", "A"})
# A list that begins on the line of its title: "Sec. 6. Supporting Workers. (a) …", "Article 3 (Title) (1) …".
_RUN_IN = re.compile(r"[^\n]{2,240}?[.)]\s+(?=\((?:a|1)\)\s)")
_LONGEST = 40  # characters in which a mark and the white space before it must stand


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a list item: `kind` and `value` ("chinese", "三"), as a path shows it, and the offset behind it."""

    kind: str
    value: str
    shown: str
    end: int


def mark_at(text: str, start: int = 0, end: int | None = None) -> Mark | None:
    """The mark that text[start:end] begins with, white space and Markdown's signs before it passed over."""
    match = _MARK.match(text, start, min(len(text) if end is None else end, start + _LONGEST))
    if match is None:
        return None
    name = match.lastgroup or ""
    kind, value = _ALIKE.get(name, name), match[name]
    shown = {"number": f"{value}.", "heads": f"{value}、"}.get(kind) or text[match.end("before") : match.end()].strip()
    return Mark(kind, value, shown, match.end())


def begins_paragraph(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether text[start:end] begins with the mark of a list item, or of a part, a clause, a question."""
    end = len(text) if end is None else end
    return mark_at(text, start, end) is not None or _PART.match(text, start, min(end, start + _LONGEST)) is not None


class Items:
    """The items open while the paragraphs of one section are gone through in order."""

    def __init__(self) -> None:
        self._open: list[Mark] = []

    def paragraph(self, text: str, start: int, end: int) -> None:
        """Take note of the paragraph text[start:end]."""
        found = list(self._marks(text, start, end))
        if not found:
            self._open = []
        run_in = _RUN_IN.match(text, start, min(end, start + 260))
        for mark in found:
            self._enter(mark)
        if run_in and (not found or found[-1].kind == "decimal"):
            for mark in self._marks(text, run_in.end(), end):
                self._enter(mark)

    @property
    def path(self) -> tuple[str, ...]:
        """The open items as a path shows them, outermost first; dashes are not worth naming."""
        return tuple(mark.shown for mark in self._open if mark.kind != "dash")

    def _enter(self, mark: Mark) -> None:
        kinds = [known.kind for known in self._open]
        if mark.kind in kinds:
            del self._open[kinds.index(mark.kind) :]
        elif mark.value not in _FIRST and mark.kind != "dash":
            self._open = []  # goes on with a list whose beginning was not seen: what holds it is not known
        self._open.append(mark)

    def _marks(self, text: str, start: int, end: int) -> Iterable[Mark]:
        """The marks at `start`: several where lists begin together, as in "(9) (a) …"."""
        for _ in range(3):
            mark = mark_at(text, start, end)
            if mark is None:
                return
            outer = _LETTERED.get(mark.kind, "")
            if outer and len(mark.value) == 1:
                before = chr(ord(mark.value) - 1)
                if any(known.kind == outer and known.value == before for known in self._open):
                    mark = Mark(outer, mark.value, mark.shown, mark.end)
            yield mark
            if not mark.shown.startswith(("(", "（")):
                return
            start = mark.end
