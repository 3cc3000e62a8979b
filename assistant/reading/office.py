"""Word (DOCX) and OpenDocument (ODT) texts: paragraphs, headings and tables in the order of the page."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from assistant.reading.grids import Row, table_blocks
from assistant.reading.limits import Limits
from assistant.reading.parsed import Block, Parsed, Refused, assemble
from assistant.records import Property

ORIGIN = "office properties"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
STRUCK_NOTE = "words between ~~ and ~~ are struck through in the file"


def parse_docx(data: bytes, limits: Limits) -> Parsed:
    """Body, then footnotes. Word's heading styles (of any language) become headings; tracked deletions are left out."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise Refused("is a damaged or truncated DOCX file") from error
    word = _Word(document)
    body, headings = assemble([*word.blocks(document.element.body), *word.footnotes()])
    notes = (STRUCK_NOTE,) if "~~" in body else ()
    properties = tuple(_core(document.core_properties))
    return Parsed("docx", body, headings=headings, properties=properties, notes=notes)


def _core(core: Any) -> Iterator[Property]:
    names = ("title", "subject", "author", "keywords", "created", "modified", "language", "category")
    for name in names:
        value = getattr(core, name, None)
        if value:
            words = value.date().isoformat() if hasattr(value, "date") else str(value).strip()
            if words:
                yield Property(name, words, ORIGIN)


class _Word:
    """Walks the body's XML, since python-docx leaves out content controls, insertions and hyperlinks."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.levels: dict[str, int] = {}
        self.numbers: dict[tuple[str, str], list[int]] = {}
        self.numbered: dict[str, Any] = {}
        for style in document.styles.element.iter(f"{_W}style"):
            if style.find(f"{_W}pPr/{_W}numPr") is not None:
                self.numbered[style.get(f"{_W}styleId")] = style.find(f"{_W}pPr/{_W}numPr")
            name = style.find(f"{_W}name")
            outline = style.find(f"{_W}pPr/{_W}outlineLvl")
            match = re.fullmatch(r"(?i)heading (\d)", name.get(f"{_W}val") if name is not None else "")
            if match:
                self.levels[style.get(f"{_W}styleId")] = int(match.group(1))
            elif outline is not None and outline.get(f"{_W}val", "9").isdigit() and int(outline.get(f"{_W}val")) < 9:
                self.levels[style.get(f"{_W}styleId")] = int(outline.get(f"{_W}val")) + 1
            elif name is not None and name.get(f"{_W}val", "").lower() == "title":
                self.levels[style.get(f"{_W}styleId")] = 1

    def blocks(self, parent: Any) -> Iterator[Block]:
        for node in parent:
            if node.tag == f"{_W}p":
                text = self.words(node)
                if text.strip():
                    yield Block(text, self.level(node))
            elif node.tag == f"{_W}tbl":
                yield from (Block(text) for text in table_blocks(self.rows(node)))
            elif node.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag", f"{_W}customXml"):
                yield from self.blocks(node)

    def level(self, paragraph: Any) -> int | None:
        """Heading level by the paragraph's own outline level or its style's."""
        own = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if own is not None and own.get(f"{_W}val", "9").isdigit() and int(own.get(f"{_W}val")) < 9:
            return int(own.get(f"{_W}val")) + 1
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self.levels.get(style.get(f"{_W}val")) if style is not None else None

    def words(self, paragraph: Any) -> str:
        """A paragraph's text with its list number as Word shows it, struck words marked, hidden words left out."""
        parts = [self.number(paragraph)]
        for run in paragraph.iter(f"{_W}r"):
            if any(parent.tag in (f"{_W}del", f"{_W}moveFrom") for parent in run.iterancestors()):
                continue
            text = "".join(_run_words(node) for node in run)
            form = run.find(f"{_W}rPr")
            if form is not None and text:
                if _is_on(form.find(f"{_W}vanish")):
                    continue
                raised = form.find(f"{_W}vertAlign")
                if raised is not None and raised.get(f"{_W}val") == "superscript":
                    text = text.translate(_RAISED)
                if text.strip() and (_is_on(form.find(f"{_W}strike")) or _is_on(form.find(f"{_W}dstrike"))):
                    text = f"~~{text}~~"
            parts.append(text)
        return "".join(parts).replace("~~~~", "")

    def number(self, paragraph: Any) -> str:
        """The number or bullet that Word puts before a list paragraph; the text itself does not hold it."""
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if numbered is None and style is not None:
            numbered = self.numbered.get(style.get(f"{_W}val"))
        if numbered is None or self.document.part.numbering_part is None:
            return ""
        list_id, depth = numbered.find(f"{_W}numId"), numbered.find(f"{_W}ilvl")
        number = list_id.get(f"{_W}val") if list_id is not None else "0"
        level = int(depth.get(f"{_W}val", "0")) if depth is not None else 0
        form = self._level_form(number, level)
        if number == "0" or form is None:
            return ""
        kind, pattern, _ = form
        if kind == "bullet":
            return "• "
        counts = self.numbers.setdefault((number, ""), [])
        del counts[level + 1 :]
        while len(counts) <= level:
            below = self._level_form(number, len(counts))
            counts.append((below[2] if below else 1) - 1)
        counts[level] += 1
        shown = re.sub(r"%(\d)", lambda match: _counted(kind, counts, int(match.group(1)) - 1), pattern)
        return f"{shown} " if shown.strip() else ""

    def _level_form(self, number: str, level: int) -> tuple[str, str, int] | None:
        """Number format, its pattern ("%1.") and first number of one level of a list definition."""
        numbering = self.document.part.numbering_part.element
        for entry in numbering.iter(f"{_W}num"):
            if entry.get(f"{_W}numId") == number:
                abstract = entry.find(f"{_W}abstractNumId")
                break
        else:
            return None
        for definition in numbering.iter(f"{_W}abstractNum"):
            if definition.get(f"{_W}abstractNumId") == abstract.get(f"{_W}val"):
                for form in definition.iter(f"{_W}lvl"):
                    if form.get(f"{_W}ilvl") == str(level):
                        values = [form.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "start")]
                        kind, pattern, start = (item.get(f"{_W}val", "") if item is not None else "" for item in values)
                        return kind, pattern, int(start) if start.isdigit() else 1
        return None

    def rows(self, table: Any) -> list[Row]:
        """Rows of a table; cells merged downwards repeat the words of the cell above."""
        rows: list[Row] = []
        above: dict[int, str] = {}
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl"), None) is not table:
                continue
            cells: list[tuple[str, int, int]] = []
            column = 0
            for cell in row.iter(f"{_W}tc"):
                if next(cell.iterancestors(f"{_W}tr"), None) is not row:
                    continue
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                across = (
                    int(span.get(f"{_W}val", "1")) if span is not None and span.get(f"{_W}val", "1").isdigit() else 1
                )
                merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                words = "\n".join(block.text for block in self.blocks(cell)).strip()
                if merged is not None and merged.get(f"{_W}val") != "restart" and not words:
                    words = above.get(column, "")
                above[column] = words
                cells.append((words, min(across, 100), 1))
                column += across
            header = _is_on(row.find(f"{_W}trPr/{_W}tblHeader"))
            rows.append(Row(tuple(cells), header))
        return rows

    def footnotes(self) -> Iterator[Block]:
        """Foot and end notes, numbered as their marks in the text."""
        from lxml import etree

        for part in self.document.part.package.iter_parts():
            if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
                root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
                for note in root:
                    if note.get(f"{_W}type") in (None, "normal"):
                        words = "\n".join(block.text for block in self.blocks(note)).strip()
                        if words:
                            yield Block(f"{note.get(f'{_W}id', '').translate(_RAISED)} {words}")


def _run_words(node: Any) -> str:
    if node.tag == f"{_W}t":
        return str(node.text or "")
    if node.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
        return str(node.get(f"{_W}id", "")).translate(_RAISED)
    return {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}.get(node.tag, "")


def _is_on(flag: Any) -> bool:
    return flag is not None and flag.get(f"{_W}val") not in ("0", "false", "none", "off")


def _counted(kind: str, counts: list[int], level: int) -> str:
    """One level's number in its format; formats that are not known are shown in figures."""
    number = counts[level] if level < len(counts) else 1
    if kind in ("lowerLetter", "upperLetter") and number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and number < 50:
        roman = ""
        for value, sign in ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            while number >= value:
                roman, number = roman + sign, number - value
        return roman if kind == "lowerRoman" else roman.upper()
    if "hinese" in kind or kind in ("ideographTraditional", "japaneseCounting", "taiwaneseCountingThousand"):
        digits = "零一二三四五六七八九"
        tens, ones = divmod(number, 10)
        if number < 100:
            return (
                (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones or not tens else "")
            )
    return str(number)
