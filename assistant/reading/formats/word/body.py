"""The body of a Word document: its paragraphs, tables and text boxes in the order of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from assistant.reading.formats.grids import Row, table_blocks
from assistant.reading.formats.marks import RAISED, STRUCK
from assistant.reading.formats.word.elements import W, below, is_on, value
from assistant.reading.formats.word.numbering import Numbering
from assistant.reading.formats.word.signs import UNKNOWN, M, checkbox, formula, symbol, with_symbols
from assistant.reading.parsed import Block

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HOLDERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")}
_GONE = {f"{W}{name}" for name in ("del", "moveFrom")}
_BREAKS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_BOX = f"{W}txbxContent"


class Body:
    """Walks the XML, since python-docx leaves out content controls, insertions and hyperlinks."""

    def __init__(self, numbering: Numbering, levels: dict[str, int]) -> None:
        self.numbering = numbering
        self.levels = levels  # style → heading level
        self.notes: dict[tuple[str, str], int] = {}  # kind and id of a note → the number that its mark shows
        self.unread: Counter[str] = Counter()  # what holds words and is not read
        self.chunks: dict[str, list[Block]] = {}  # relationship → blocks of a file that is embedded as text

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The blocks in an element. A paragraph whose mark was deleted or is hidden runs on into the next one."""
        carried = ""
        for node in parent:
            if node.tag == f"{W}p":
                words = self.words(node)
                if _runs_on(node):
                    carried += words
                    continue
                words, carried = carried + words, ""
                number = "" if _only_breaks(node, words) else self.numbering.mark(node)
                if words.strip():
                    yield Block(f"{number} {words}" if number else words, self.level(node))
                yield from self.boxes(node)
            elif node.tag == f"{W}tbl":
                yield from (Block(text) for text in table_blocks(self.rows(node)))
            elif node.tag in _HOLDERS:
                yield from self.blocks(node)
            elif node.tag == f"{_MC}AlternateContent":
                yield from self.blocks(_choice(node))
            elif node.tag == f"{W}altChunk":
                yield from self.chunks.get(_relation(node), ())
        if carried.strip():
            yield Block(carried)

    def boxes(self, paragraph: Any) -> Iterator[Block]:
        """The text boxes that hang on a paragraph, each once, after it; their lists count by themselves."""
        for box in paragraph.iter(_BOX):
            if any(outer.tag == _BOX or outer.tag == f"{_MC}Fallback" for outer in _up_to(box, paragraph)):
                continue
            outside, self.numbering = self.numbering, self.numbering.apart()
            yield from self.blocks(box)
            self.numbering = outside

    def level(self, paragraph: Any) -> int | None:
        """Heading level by the paragraph's own outline level or its style's."""
        return outline_level(paragraph) or self.levels.get(value(paragraph, "pPr/pStyle"))

    def words(self, paragraph: Any) -> str:
        """A paragraph's text: struck words marked, hidden and deleted words left out, formulas on one line."""
        return "".join(self._pieces(paragraph)).replace(2 * STRUCK, "")

    def _pieces(self, parent: Any) -> Iterator[str]:
        for node in parent:
            if node.tag == f"{W}r":
                yield self._run(node)
            elif node.tag in (f"{M}oMath", f"{M}oMathPara"):
                yield formula(node)
            elif isinstance(node.tag, str) and node.tag not in _GONE and node.tag != f"{W}pPr":
                yield from self._pieces(_choice(node) if node.tag == f"{_MC}AlternateContent" else node)

    def _run(self, run: Any) -> str:
        text = "".join(self._signs(run))
        form = below(run, "rPr")
        if form is None or not text:
            return text
        if is_on(below(form, "vanish")):
            return ""
        if value(form, "vertAlign") == "superscript":
            text = text.translate(RAISED)
        if text.strip() and (is_on(below(form, "strike")) or is_on(below(form, "dstrike"))):
            text = f"{STRUCK}{text}{STRUCK}"
        return text

    def _signs(self, run: Any) -> Iterator[str]:
        for node in run:
            if node.tag == f"{W}t":
                yield with_symbols(node.text or "", run)
            elif node.tag == f"{W}sym":
                yield symbol(node.get(f"{W}font", ""), int(node.get(f"{W}char", "0") or "0", 16))
            elif node.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                key = node.tag.removeprefix(W)[:7], node.get(f"{W}id", "")
                yield str(self.notes.setdefault(key, 1 + sum(kind == key[0] for kind, _ in self.notes))).translate(
                    RAISED
                )
            elif node.tag == f"{W}fldChar":
                yield checkbox(node)
            elif node.tag == f"{W}object":
                self.unread["embedded file"] += 1
            elif node.tag == f"{W}ruby":
                yield "".join(self._pieces(below(node, "rubyBase")))
            elif node.tag == f"{_MC}AlternateContent":
                yield next(filter(None, ("".join(self._signs(way)) for way in node)), "")
            else:
                yield _BREAKS.get(node.tag, "")

    def rows(self, table: Any) -> list[Row]:
        """Rows of a table; cells merged downwards repeat the words of the cell above, skipped columns are empty."""
        rows: list[Row] = []
        above: dict[int, str] = {}
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl"), None) is not table or below(row, "trPr/del") is not None:
                continue
            column = _count(value(row, "trPr/gridBefore", "0"))
            cells: list[tuple[str, int, int]] = [("", 1, 1)] * column
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tr"), None) is not row:
                    continue
                across = max(_count(value(cell, "tcPr/gridSpan", "1")), 1)
                merged = below(cell, "tcPr/vMerge")
                words = "\n".join(block.text for block in self.blocks(cell)).strip()
                if merged is not None and merged.get(f"{W}val") != "restart" and not words:
                    words = above.get(column, "")
                above[column] = words
                cells.append((words, across, 1))
                column += across
            rows.append(Row(tuple(cells), is_on(below(row, "trPr/tblHeader"))))
        return rows

    def footnotes(self, roots: dict[str, Any]) -> Iterator[Block]:
        """The notes that the text refers to, in the order of their marks; `roots` are the parts by kind of note."""
        self.numbering = self.numbering.apart()
        for (kind, name), number in list(self.notes.items()):
            root = roots.get(kind)
            for note in root if root is not None else ():
                if note.get(f"{W}id") == name:
                    words = "\n".join(block.text for block in self.blocks(note)).strip()
                    if words:
                        yield Block(f"{str(number).translate(RAISED)} {words}")

    def told(self, text: str) -> Iterator[str]:
        """Notes on what could not be read or derived."""
        yield from self.numbering.notes()
        for what, times in self.unread.items():
            yield f"{times} {what}{'s were' if times > 1 else ' was'} not read"
        if times := text.count(UNKNOWN):
            yield f"signs of a symbol font that could not be told: {times}, shown as {UNKNOWN}"


def outline_level(node: Any) -> int | None:
    """The heading level, from 1, that a style or paragraph states."""
    level = value(node, "pPr/outlineLvl", "9")
    return int(level) + 1 if level.isdigit() and int(level) < 9 else None


def _runs_on(paragraph: Any) -> bool:
    mark = below(paragraph, "pPr/rPr")
    return mark is not None and (
        any(mark.find(tag) is not None for tag in _GONE) or is_on(below(mark, "vanish"))
    )  # fmt: skip


def _only_breaks(paragraph: Any, words: str) -> bool:
    """A paragraph that only ends a section bears no number."""
    return not words.strip() and below(paragraph, "pPr/sectPr") is not None


def _choice(alternate: Any) -> Any:
    """Of the ways in which something is written, the first."""
    found = alternate.find(f"{_MC}Choice")
    return found if found is not None else alternate.find(f"{_MC}Fallback")


def _relation(node: Any) -> str:
    return str(next((found for name, found in node.attrib.items() if name.endswith("}id")), ""))


def _up_to(node: Any, top: Any) -> Iterator[Any]:
    for outer in node.iterancestors():
        if outer is top:
            return
        yield outer


def _count(text: str) -> int:
    return min(int(text), 100) if text.isdigit() else 0
