"""Which element of a web page holds its main text.

trafilatura finds main text well but drops parts of it (a bill's numbered clauses, table headers), so its finding only
points to the place: the smallest element that holds nearly all of what it found is read whole.
"""

from __future__ import annotations

import re
from typing import Any

_DROPPED = {
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "nav", "footer",
    "aside", "form", "button", "select", "textarea", "input", "dialog", "head", "audio", "video", "link", "meta",
    "title",
}  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.I,
)
_COLOUR = re.compile(r"(?<![\w-])(color|background(?:-color)?)\s*:\s*(#[0-9a-f]{3,8}|[a-z]+|rgba?\([^)]*\))", re.I)
_WHITE = {"#fff", "#ffffff", "white", "rgb(255,255,255)", "rgba(255,255,255,1)"}
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|breadcrumbs?|cookie|banner|toolbar|print(?:er)?-?(?:link|btn|button)|pagination"
    r"|related|recommend|sidebar|skip-?link|back-?to-?top|feedback|bdsharebuttonbox|fenxiang|dayin)(?:$|[\s_-])",
    re.I,
)
SHARE = 0.97  # of the sentences that trafilatura found
_SENTENCE = re.compile(r".{6,}[,.;!?，。；！？].*|.{4,}[,.;!?，。；！？]$", re.S)  # menus and footers have none


def is_hidden(node: Any) -> bool:
    """Whether a reader of the page does not see the element, or sees in it what is no text of the document."""
    if node.tag in _DROPPED or node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    style = node.get("style") or ""
    if _HIDDEN.search(style) or _is_invisible(style) or node.get("type") == "hidden":
        return True
    named = f"{node.get('class') or ''} {node.get('id') or ''}"
    return bool(named != " " and _FURNITURE.search(named) and len(node.text_content()) < 600)


def _is_invisible(style: str) -> bool:
    """Whether the style gives text the colour that it gives the ground."""
    colours = {"background" if found[1].lower() != "color" else "color": found[2].lower().replace(" ", "")
               for found in _COLOUR.finditer(style)}  # fmt: skip
    text, ground = colours.get("color"), colours.get("background")
    return text is not None and ground is not None and (text == ground or {text, ground} <= _WHITE)


def main_of(tree: Any) -> Any:
    """The element whose text is the document's."""
    body = tree.find(".//body")
    root = body if body is not None else tree
    found = _found(tree)
    if not found:
        return root
    scores: dict[Any, int] = {}
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        for owner, text in ((node, node.text), (node.getparent(), node.tail)):
            if owner is None or owner.tag == "a" or not text or not _SENTENCE.match(text.strip()):
                continue
            piece = _bare(text)
            if piece in found:
                scores[owner] = scores.get(owner, 0) + len(piece)
    totals: dict[Any, int] = {}
    for node in reversed(list(root.iter())):
        total = totals.get(node, 0) + scores.get(node, 0)
        totals[node] = total
        parent = node.getparent()
        if parent is not None:
            totals[parent] = totals.get(parent, 0) + total
    return _deepest(root, totals)


def _deepest(root: Any, totals: dict[Any, int]) -> Any:
    """Go down while one child holds nearly all, but not into a table or a paragraph."""
    node, all_of_it = root, totals.get(root, 0)
    while all_of_it:
        child = max(node, key=lambda child: totals.get(child, 0), default=None)
        if child is None or totals.get(child, 0) < SHARE * all_of_it:
            break
        if child.tag in ("table", "tbody", "tr", "p", "ul", "ol", "span", "font", "b", "strong"):
            break
        node = child
    return node


def _found(tree: Any) -> str:
    """What trafilatura takes for the main text, without spaces."""
    import copy

    import trafilatura

    text = trafilatura.extract(copy.deepcopy(tree), include_comments=False, include_tables=True, favor_recall=True)
    return _bare(text)


def _bare(text: str | None) -> str:
    return re.sub(r"[\s|\u3000\xa0]+", "", text or "")
