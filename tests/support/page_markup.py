"""What the HTML of the page may hold, and what a browser would see in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

TAGS = {
    *("div", "p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "del", "mark", "span"),
    *("section", "article", "details", "summary", "pre", "button", "code", "table", "tr", "th", "td"),
    *("thead", "tbody", "input", "progress", "q"),
}
# Places on the page, the page of a document, a file of an answer, a conversation.
OURS = re.compile(
    r"#(src-\d+-c?\d+|turn-\d+|brief-note-\d+)|\.\./(read|files)/(en|zh)/[\w.~%/?=&#;-]+|\?chat=[\w-]+(#turn-\d+)?"
)
VOID = {"br", "input"}
ATTRIBUTES = {
    "class",
    "id",
    "href",
    "title",
    "lang",
    "role",
    "tabindex",
    "type",
    "target",
    "rel",
    "scope",
    "style",
    "placeholder",
    "value",
    "max",
    "download",
}


class Seen(HTMLParser):
    """What a browser would see: tags, links, the text of marks, and all text with <br> as a line break."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.classes: list[str] = []
        self.pieces: list[tuple[tuple[str, ...], str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.classes += [value or "" for name, value in attrs if name == "class"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "br":
            self.pieces.append((tuple(self.open), "\n"))
        elif tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.pieces.append((tuple(self.open), data))

    def text(self, inside: str = "", outside: str = "") -> str:
        return "".join(
            text
            for path, text in self.pieces
            if (not inside or inside in path) and (not outside or outside not in path)
        )


def check_safe(html: str, url: str = "") -> Seen:
    """The properties that all of the page's HTML has."""
    assert "\n" not in html
    assert "\r" not in html
    assert "%%%" not in html
    assert html.startswith("<")
    seen = Seen(html)
    assert seen.open == []
    assert seen.tags <= TAGS
    assert seen.attributes <= ATTRIBUTES
    for link in seen.links:
        assert OURS.fullmatch(link) or link == url.strip()
        assert not link.lower().startswith("javascript")
    return seen
