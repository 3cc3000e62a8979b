"""OpenDocument texts (ODT): the body in its order, with the list numbers that its styles make."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from assistant.reading.formats.grids import Row, table_blocks
from assistant.reading.formats.list_numbers import list_number
from assistant.reading.limits import Limits
from assistant.reading.parsed import Block, Parsed, Refused, assemble
from assistant.records import Property

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NAMES = {
    "{http://purl.org/dc/elements/1.1/}title": "title", "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}subject": "subject", "{http://purl.org/dc/elements/1.1/}date": "modified",
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creation-date": "created",
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}initial-creator": "author",
}  # fmt: skip


def parse_odt(data: bytes, limits: Limits) -> Parsed:
    """Paragraphs, headings, lists and tables of the body; notes stand where their marks are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise Refused("is locked with a password")
            content = _tree(archive.read("content.xml"))
            meta = _tree(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else None
            styles = _tree(archive.read("styles.xml")) if "styles.xml" in archive.namelist() else None
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError, OSError) as error:
        raise Refused("is a damaged or truncated ODT file") from error
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Refused("is an ODT file without a text")
    numbering = {
        style.get(f"{_STYLE}name"): style
        for tree in (styles, content)
        if tree is not None
        for style in tree.iter(f"{_TEXT}list-style")
    }
    text, headings = assemble(list(_Reader(numbering).blocks(body)))
    return Parsed(text, headings=headings, properties=tuple(_properties(meta)))


def _tree(data: bytes) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise Refused("is a damaged or truncated ODT file") from error


def _properties(meta: Any) -> Iterator[Property]:
    for node in meta.iter() if meta is not None else ():
        name = _NAMES.get(node.tag) if isinstance(node.tag, str) else None
        words = (node.text or "").strip()
        if name and words:
            yield Property(name, words[:10] if name in ("created", "modified") else words, "office properties")


_FORMS = {  # the first sign of a list's form, and what Open XML calls the form
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCountingThousand", "壹": "chineseLegalSimplified", "甲": "ideographTraditional",
    "①": "decimalEnclosedCircle", "子": "ideographZodiac", "１": "decimalFullWidth",
}  # fmt: skip


class _Reader:
    def __init__(self, numbering: dict[str, Any]) -> None:
        self.numbering = numbering
        self.counts: dict[str, int] = {}  # list style and level → last number, for lists that go on

    def blocks(self, parent: Any) -> Iterator[Block]:
        for node in parent:
            if node.tag == f"{_TEXT}h":
                level = node.get(f"{_TEXT}outline-level", "1")
                yield Block(self.words(node), min(int(level), 6) if level.isdigit() else 1)
            elif node.tag == f"{_TEXT}p":
                yield Block(self.words(node))
            elif node.tag == f"{_TEXT}list":
                yield from self.items(node, node.get(f"{_TEXT}style-name") or "", 1)
            elif node.tag == f"{_TABLE}table":
                yield from (Block(text) for text in table_blocks(self.rows(node)))
            elif node.tag in (f"{_TEXT}section", f"{_TEXT}index-body", f"{_TEXT}table-of-content"):
                yield from self.blocks(node)

    def items(self, parent: Any, style: str, level: int) -> Iterator[Block]:
        key = f"{style}/{level}"
        if not parent.get(f"{_TEXT}continue-numbering") and not parent.get(f"{_TEXT}continue-list"):
            self.counts.pop(key, None)
        for item in parent:
            if item.tag != f"{_TEXT}list-item":
                continue
            given = item.get(f"{_TEXT}start-value")
            first = True
            for node in item:
                if node.tag == f"{_TEXT}list":
                    yield from self.items(node, node.get(f"{_TEXT}style-name") or style, level + 1)
                elif node.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                    words = self.words(node)
                    if first and words.strip():
                        self.counts[key] = int(given) if given and given.isdigit() else self.counts.get(key, 0) + 1
                        words = self.mark(style, level, self.counts[key]) + words
                        first = False
                    yield Block(words)

    def mark(self, style: str, level: int, count: int) -> str:
        """The number or bullet of a list's item as its style shows it."""
        found = self.numbering.get(style)
        for form in found if found is not None else ():
            if form.get(f"{_TEXT}level") != str(level):
                continue
            if form.tag.endswith("bullet"):
                return "• "
            style = form.get(f"{_STYLE}num-format") or ""  # the first numbers: "1", "a", "一, 二, 三, ..."
            number = count + int(form.get(f"{_TEXT}start-value", "1")) - 1
            doubling = form.get(f"{_STYLE}num-letter-sync") == "true"
            kind = _FORMS.get(style[:1], "")
            shown = (list_number(kind, number, doubling=doubling) or "") if style else ""
            mark = f"{form.get(f'{_STYLE}num-prefix') or ''}{shown}{form.get(f'{_STYLE}num-suffix') or ''}"
            return f"{mark} " if shown and mark[-1:] in ".)" else mark if shown else ""
        return ""

    def words(self, node: Any) -> str:
        parts = [node.text or ""]
        for child in node:
            if child.tag == f"{_TEXT}s":
                count = child.get(f"{_TEXT}c", "1")
                parts.append(" " * (min(int(count), 100) if count.isdigit() else 1))
            elif child.tag == f"{_TEXT}tab":
                parts.append(" ")
            elif child.tag == f"{_TEXT}line-break":
                parts.append("\n")
            elif child.tag == f"{_TEXT}note":
                body = child.find(f"{_TEXT}note-body")
                words = " ".join(self.words(part) for part in body) if body is not None else ""
                parts.append(f" ({words.strip()})" if words.strip() else "")
            elif child.tag not in (f"{_OFFICE}annotation", f"{_TEXT}tracked-changes") and isinstance(child.tag, str):
                parts.append(self.words(child))
            parts.append(child.tail or "")
        return re.sub(r"(?<! )[\r\n]+(?=\S)", "\n", "".join(parts))

    def rows(self, table: Any) -> list[Row]:
        rows = []
        for row in table.iter(f"{_TABLE}table-row"):
            cells = []
            for cell in row:
                if cell.tag != f"{_TABLE}table-cell":
                    continue
                words = "\n".join(block.text for block in self.blocks(cell) if block.text.strip())
                spans = [cell.get(f"{_TABLE}number-{way}-spanned", "1") for way in ("columns", "rows")]
                across, down = (min(int(span), 100) if span.isdigit() else 1 for span in spans)
                cells.append((words.strip(), across, down))
            rows.append(Row(tuple(cells), row.getparent().tag == f"{_TABLE}table-header-rows"))
        return rows
