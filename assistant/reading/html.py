"""Web pages: the main text, with headings and tables, without the page's furniture."""

from __future__ import annotations

import re
from typing import Any

from assistant.reading.limits import Limits
from assistant.reading.parsed import Block, Parsed, assemble
from assistant.records import Property

_DROPPED = {
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "nav", "footer", "aside",
    "form", "button", "select", "textarea", "input", "dialog", "head", "audio", "video", "link", "meta",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark",
    "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CONTAINERS = (
    "//*[@id='UCAP-CONTENT']", "//*[contains(concat(' ',@class,' '),' TRS_Editor ')]", "//*[@id='zoom']", "//*[@id='bill_all']",
    "//article", "//main", "//*[@role='main']", "//*[@id='content']", "//body",
)  # fmt: skip


def parse_html(data: bytes, limits: Limits, encoding: str | None = None) -> Parsed:
    """The main text of a page. Titles and dates of its head become properties of origin "html meta"."""
    from lxml import html

    from assistant.reading.plain import decode

    text = data.decode(encoding, "replace") if encoding else decode(data)
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    tree = html.fromstring(
        text.replace("\0", "") or "<p></p>", parser=html.HTMLParser(huge_tree=False, remove_comments=True)
    )
    blocks: list[Block] = []
    walker = _Walker(blocks)
    walker.walk(_main(tree))
    walker.flush()
    body, headings = assemble(blocks)
    return Parsed("html", body, headings=headings, properties=tuple(_meta(tree)))


def _main(tree: Any) -> Any:
    for path in _CONTAINERS:
        found = tree.xpath(path)
        if found:
            best = max(found, key=lambda node: len(node.text_content()))
            if len(best.text_content().strip()) > 200 or path == "//body":
                return best
    return tree


class _Walker:
    """Depth-first over the elements; text gathers in a line until a block element ends it."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.line: list[str] = []

    def flush(self, level: int | None = None) -> None:
        text = re.sub(r"[ \t\xa0\u3000]*\n[ \t\xa0\u3000]*", "\n", "".join(self.line)).strip()
        self.line = []
        if text:
            self.blocks.append(Block(text, level))

    def walk(self, node: Any) -> None:
        if not isinstance(node.tag, str) or _is_hidden(node):
            return
        tag = node.tag.lower()
        if tag == "br":
            self.line.append("\n")
            return
        if tag == "table" and not node.xpath(".//table"):
            self.flush()
            self.table(node)
            return
        block = tag not in _INLINE
        if block:
            self.flush()
        self.text(node.text)
        for child in node:
            self.walk(child)
            self.text(child.tail)
        if block:
            self.flush(int(tag[1]) if re.fullmatch("h[1-6]", tag) else None)

    def text(self, text: str | None) -> None:
        if text:
            self.line.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def table(self, node: Any) -> None:
        for row in node.iter("tr"):
            cells = [re.sub(r"\s+", " ", cell.text_content()).strip() for cell in row if cell.tag in ("td", "th")]
            if any(cells):
                self.blocks.append(Block(" | ".join(filter(None, cells))))


def _is_hidden(node: Any) -> bool:
    return (
        node.tag.lower() in _DROPPED
        or "hidden" in node.attrib
        or node.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(node.get("style") or ""))
    )


def _meta(tree: Any) -> list[Property]:
    found = [Property("title", title.strip(), "html meta") for title in tree.xpath("//head/title/text()")[:1]]
    for node in tree.xpath("//meta[@content]"):
        name = (node.get("name") or node.get("property") or "").strip().lower()
        value = (node.get("content") or "").strip()
        if name and value and len(value) < 500:
            found.append(Property(name, value, "html meta"))
    return found
