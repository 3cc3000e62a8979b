"""Web pages: the main text with its headings, lists and tables, without the page's furniture.

Scripts, comments, hidden elements and forms never enter the text. Which part of the page is the main text is told by
`html_main`; what its head and its boxes state about it by `html_facts`.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.reading.formats.decoding import decode_html, lost_notes
from assistant.reading.formats.grids import Row, table_blocks
from assistant.reading.formats.html_facts import facts_of
from assistant.reading.formats.html_main import is_hidden, main_of
from assistant.reading.formats.list_numbers import list_number
from assistant.reading.formats.marks import RAISED, STRUCK, STRUCK_NOTE
from assistant.reading.limits import Limits
from assistant.reading.parsed import Block, Parsed, Refused, assemble

_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "nobr", "o:p", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "ucapcontent", "ucaptitle", "var", "wbr",
}  # fmt: skip
_BACKLINKS = ("↩", "↩︎", "^", "↑", "¶", "#")  # from a note to its place, from a heading to itself
_STRUCK = ("s", "strike", "del")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?|\(\w{1,4}\)")
_DOT = "• "  # of an item of a list without numbers; one that brings its own number needs none
_OWN_MARK = re.compile(
    r"\d{1,3}(?:\.\d{1,3})+\.?\s|\d{1,3}[.)]\s|\(\w{1,4}\)\s|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
)
_DEEPEST = 400  # elements within elements


def parse_html(data: bytes, limits: Limits) -> Parsed:
    """The main text of a page. Its head and metadata boxes become properties of origin "html meta"."""
    decoded = decode_html(data)
    tree = tree_of(decoded)
    blocks = blocks_of(main_of(tree))
    title = _title(tree)
    if title and not any(_bare(title) in _bare(block.text) for block in blocks[:12]):
        blocks.insert(0, Block(title, 1))
    body, headings = assemble(blocks)
    notes = (*lost_notes(decoded), *((STRUCK_NOTE,) if STRUCK in body else ()))
    properties, url = facts_of(tree)
    return Parsed(body, headings=headings, properties=properties, notes=notes, url=url)


def _title(tree: Any) -> str:
    """The title that the page shows over its main text: its first heading, or what its head names the article."""
    named = [str(value) for value in tree.xpath("//meta[@name='ArticleTitle' or @name='articletitle']/@content")]
    shown = [words_of(node) for node in tree.xpath("//body//h1")[:1] if not is_hidden(node)]
    long_enough = [words for words in shown if len(words) >= 12 or not words.isascii()]  # not "Bill Text"
    return re.sub(r"\s+", " ", next(filter(None, (*named, *long_enough)), "")).strip()


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000\xa0]", "", text)


def tree_of(text: str) -> Any:
    """The page as an lxml tree; an XML declaration, which lxml refuses in decoded text, is dropped."""
    from lxml import etree, html

    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff")).replace("\0", "")
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused("is an HTML page without content") from error
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise Refused("nests its parts too deeply")
    return tree


def blocks_of(node: Any) -> list[Block]:
    """The text of an element as blocks in document order."""
    walker = _Walker()
    walker.walk(node)
    walker.flush()
    return walker.blocks


class _Walker:
    """Depth-first over the elements; text gathers in a line until a block element ends it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.line: list[str] = []
        self.mark = ""  # of a list's item, waiting for the item's first words

    def flush(self, level: int | None = None) -> None:
        """End the line; a break inside it (br) parts lines of one block, a heading stays on one."""
        text = re.sub(r"[ \t\u3000]*\n[ \t\u3000]*", "\n", re.sub(r"[ \xa0]+", " ", "".join(self.line)))
        text = text.strip(" \t\n\u3000")
        self.line = []
        if text:
            if self.mark == _DOT and _OWN_MARK.match(text):
                self.mark = ""
            text = self.mark + re.sub(r"\n{2,}", "\n", re.sub(r"~~(\s*)~~", r"\1", text))
            self.mark = ""
            self.blocks.append(Block(text.replace("\n", " ") if level else text, level))

    def walk(self, node: Any) -> None:
        if not isinstance(node.tag, str) or is_hidden(node):
            return
        tag = node.tag.lower()
        if tag == "br":
            self.line.append("\n")
        elif tag == "table" and _is_data(node):
            self.flush()
            caption = node.find("caption")
            if caption is not None:
                self.blocks.append(Block(words_of(caption)))
            self.blocks += [Block(text) for text in table_blocks(_rows(node))]
        elif tag in _STRUCK:
            self._struck(node)
        elif tag == "sup":
            self.line.append(words_of(node).translate(RAISED))
        elif tag in _INLINE:
            if not (tag == "a" and node.text_content().strip() in _BACKLINKS):
                self._inside(node)
                if _NUMBER.fullmatch(words_of(node)) and (node.tail or "")[:1].isalpha():
                    self.line.append(" ")  # the style sets a number apart
        else:
            self.flush()
            if tag == "li":
                self.mark = _bullet(node)
            self._inside(node)
            self.flush(int(tag[1]) if re.fullmatch("h[1-6]", tag) else None)
            if tag == "li":
                self.mark = ""

    def _inside(self, node: Any) -> None:
        self._text(node.text)
        for child in node:
            self.walk(child)
            self._text(child.tail)

    def _struck(self, node: Any) -> None:
        if node.text_content().strip():
            self.line.append(STRUCK)
            self._inside(node)
            self.line.append(STRUCK)

    def _text(self, text: str | None) -> None:
        if text:
            words = re.sub(r"[ \t\r\n\f]+", " ", text)
            self.line.append(words.lstrip(" ") if not self.line or self.line[-1].endswith(("\n", " ")) else words)


# how lists count: by the `type` of HTML, by the names of CSS; the names are those of `list_numbers`
_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand", "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "taiwaneseCountingThousand", "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional", "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.I)


def _bullet(item: Any) -> str:
    """The number of an ordered list's item, which the page shows though its text does not hold it; "" for one that
    cannot be told."""
    parent = item.getparent()
    if parent is None or parent.tag not in ("ol", "ul"):
        return ""
    if parent.tag == "ul":
        return _DOT
    style = next((found[1].lower() for node in (item, parent) if (found := _STYLE.search(node.get("style") or ""))), "")
    if re.search(r"\bnone\b", style):
        return ""
    number = _place_in_list(item, parent)
    words = [word for word in style.split() if word not in ("inside", "outside", "!important", "inherit", "initial")]
    named = next((_STYLES[word] for word in words if word in _STYLES), "")
    if words and not named:
        return ""  # counts in a way that is not known here
    kind = (item.get("type") or parent.get("type") or "1") if not named else ""
    form = named or _KINDS.get(kind, "decimal")
    shown = list_number(form, number, doubling=False) if number is not None else None
    if not shown:
        return ""
    return f"({shown}) " if kind in ("a", "i") else f"{shown}、" if form.startswith("chinese") else f"{shown}. "


def _place_in_list(item: Any, parent: Any) -> int | None:
    """An item's number, counted from the last one that states its own; a reversed list counts down."""
    items = [node for node in parent if node.tag == "li"]
    step = -1 if parent.get("reversed") is not None else 1
    try:
        number = int(parent.get("start") or (len(items) if step < 0 else 1)) - step
        for node in items:
            number = int(node.get("value") or number + step)
            if node is item:
                return number
    except ValueError:
        pass
    return None


def words_of(node: Any) -> str:
    """All visible text of an element on one line; the rows of a table inside it are parted."""
    join = "; " if node.find(".//table") is not None else " "
    return join.join(re.sub(r"\s+", " ", block.text) for block in blocks_of_cell(node)).strip()


def blocks_of_cell(node: Any) -> list[Block]:
    """Blocks of a cell's content, the cell itself being no block of the page."""
    walker = _Walker()
    walker._inside(node)
    walker.flush()
    return walker.blocks


def _is_data(table: Any) -> bool:
    """Whether a table holds data: one that holds tables or headings, or a single column, only lays the page out, but
    where its first row heads columns."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iterfind(".//tr") if _is_of(row, table)]
    heads = next((cells for cells in rows if cells), [])
    headed = len(heads) > 1 and all(cell.tag == "th" for cell in heads)
    if table.xpath(".//h1 | .//h2 | .//h3") or (table.find(".//table") is not None and not headed):
        return False
    wide = [cells for cells in rows if len(cells) > 1]
    if not wide:
        return False
    longest = max(len(cell.text_content()) for cells in rows for cell in cells)
    return len(wide) > 1 or longest < 400


def _is_of(row: Any, table: Any) -> bool:
    return next(row.iterancestors("table"), None) is table


def _rows(table: Any) -> list[Row]:
    rows = []
    for row in table.iter("tr"):
        if not _is_of(row, table):
            continue
        cells = [cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell)]
        header = bool(cells) and (all(cell.tag == "th" for cell in cells) or row.getparent().tag == "thead")
        spans = [(words_of(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells]
        rows.append(Row(tuple(spans), header))
    return rows


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), 200) if value.isascii() and value.isdigit() else 1
