"""From the elements of a law file to blocks of text: headings, units with their numbers, paragraphs with theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.reading.formats.grids import plain_row, table_blocks
from assistant.reading.formats.xml.vocabulary import (
    ANNEX,
    CELL,
    DROPPED,
    GROUP,
    HEADING,
    HEADLINE,
    NUMBER,
    PARAGRAPH,
    QUOTED,
    ROW,
    TITLE,
    UNITS,
    WRAPPER,
    name_of,
    role_of,
    word_for,
)
from assistant.reading.parsed import Block

_BARE = re.compile(r"[A-Za-z0-9]{1,5}")
_BREAKS = ("br", "eol", "LB")
_SPACE = re.compile(r"\s+")
_INSIDE = (GROUP, *UNITS, ANNEX, WRAPPER, HEADLINE, NUMBER, HEADING, QUOTED, PARAGRAPH, ROW, TITLE)


def words_of(node: Any) -> str:
    """All words of an element on one line, what is no part of the text left out."""
    parts: list[str] = []
    _gather(node, parts)
    return _SPACE.sub(" ", "".join(parts)).strip()


def _gather(node: Any, parts: list[str]) -> None:
    if role_of(node) == DROPPED or not name_of(node):
        return
    parts += [" " if name_of(node) in _BREAKS else "", node.text or ""]
    for child in node:
        block = role_of(child) in _INSIDE
        parts.append(" " if block else "")
        _gather(child, parts)
        parts += [" " if block else "", child.tail or ""]


class Walker:
    """Depth-first over the elements. `marks` are the numbers that wait for the first words of what they number."""

    def __init__(self, root: Any) -> None:
        self.blocks: list[Block] = []
        self.line: list[str] = []
        self.marks: list[str] = []
        self.depth = 1  # of the groups that are open
        self.quoted = self.annexed = 0
        self.pending = ""  # a heading that a wrapper gives to the unit in it
        numbers = [words_of(node) for node in root.iter() if role_of(node) == NUMBER and _within(node) == PARAGRAPH]
        self.bare = sum(map(bool, map(_BARE.fullmatch, numbers))) > 0.9 * len(numbers)  # print shows them in brackets

    def flush(self) -> None:
        words = _SPACE.sub(" ", "".join(self.line)).strip()
        self.line = []
        if words:
            self.blocks.append(Block(" ".join((*self.marks, words))))
            self.marks = []

    def walk(self, node: Any) -> None:
        role = role_of(node)
        if role == DROPPED or not name_of(node):
            return
        if role in (GROUP, ANNEX, *UNITS) and not self.quoted and self._opens(node):
            self._open(node, role)
        elif role == WRAPPER and not self.quoted:
            self.pending = next((words_of(child) for child in node if role_of(child) == HEADING), "")
            self._children(node, (HEADING,))
            self.pending = ""
        elif role == HEADLINE and not self.quoted:
            self._headline(node)
        elif role == NUMBER and _within(node):
            self._mark(words_of(node))
        elif role == ROW:
            self.flush()
            self.blocks += [Block(text) for text in self._row(node)]
        elif role == QUOTED:
            self.quoted += 1
            self._children(node)
            self.quoted -= 1
        else:
            self._children(node)

    def _children(self, node: Any, without: tuple[str, ...] = (), told: Sequence[Any] = ()) -> None:
        """What an element holds: its words gather in a line, which its parts end."""
        self.flush()
        self.line.append(node.text or "")
        for child in node:
            role = role_of(child)
            if role in without or child in told:
                pass
            elif (role in _INSIDE or _holds_parts(child)) and not (role == TITLE and _is_inline(child, node)):
                self.flush()
                self.walk(child)
                self.flush()
            elif _is_inline(child, node):
                self.line.append(_inline(child))
            else:
                self.flush()
                self.walk(child)
                self.flush()
            self.line.append(child.tail or "")
        self.flush()

    def _opens(self, node: Any) -> bool:
        """Whether a part has a number or a heading of its own: a bare one only groups."""
        return bool(self.pending) or any(role_of(child) in (NUMBER, HEADING) for child in node)

    def _open(self, node: Any, role: str) -> None:
        self.flush()
        self.marks = []
        number = next((words_of(child) for child in node if role_of(child) == NUMBER), "")
        titled = [child for child in node if role_of(child) == HEADING]
        unit = role in UNITS
        if not titled and not unit:  # the words between its number and its first part
            titled = [child for child in node[:2] if role_of(child) == PARAGRAPH and not _holds_parts(child)]
        titles = [words_of(child) for child in titled]
        if number and re.fullmatch(r"[\d.]*\d[\w.]*|[A-Z]\d+\.?", number):
            number = f"{word_for(node, role if unit or role == ANNEX else name_of(node))} {number}"
        if unit and self.pending:
            titles, self.pending = [self.pending, *titles], ""
        if self.annexed and unit:
            number = re.sub(r"^(?:Section|Article)(?= \d)", "Paragraph", number)
        name = " ".join(filter(None, titles))
        if number and name and number not in name:
            name = f"{number}{'' if number[-1] in '.:' or not number.isascii() else '.'} {name}"
        kind = "annex" if role == ANNEX else "section" if self.annexed or not unit else "article"
        self.blocks.append(Block(name or number, min(self.depth + 1, 6), unit=kind if number or not unit else ""))
        self.annexed += role == ANNEX
        self.depth += 1
        self._children(node, (NUMBER, HEADING), titled)
        self.depth -= 1
        self.annexed -= role == ANNEX

    def _headline(self, node: Any) -> None:
        """A heading that stands before what it heads, its depth in an attribute: "HD1", level="2"."""
        self.flush()
        stated = re.search(r"\d", node.get("level") or node.get("SOURCE") or "")
        words = words_of(node)
        if words:
            self.depth = min(int(stated[0]) if stated else 1, 4) + 1
            self.blocks.append(Block(words, self.depth, unit="section" if node.get("level") else ""))

    def _mark(self, number: str) -> None:
        if number:
            self.marks.append(f"({number})" if self.bare and _BARE.fullmatch(number) else number)

    def _row(self, node: Any) -> list[str]:
        cells = [words_of(child) for child in node if role_of(child) == CELL]
        return table_blocks([plain_row(cells)]) if any(cells) else []


def _within(node: Any) -> str:
    """The role of what holds an element."""
    return "" if (parent := node.getparent()) is None else role_of(parent)


def _holds_parts(node: Any) -> bool:
    return any(role_of(child) in _INSIDE or _holds_parts(child) for child in node)


def _is_inline(node: Any, parent: Any) -> bool:
    """Whether an element of no known role stands among words."""
    return bool((parent.text or "").strip()) or any((child.tail or "").strip() for child in parent)


def _inline(node: Any) -> str:
    parts: list[str] = []
    _gather(node, parts)
    return "".join(parts)
