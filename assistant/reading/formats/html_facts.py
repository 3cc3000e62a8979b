"""What a web page states about its document: meta tags of its head, and the label boxes of government sites."""

from __future__ import annotations

import re
from typing import Any

from assistant.data import once, rows
from assistant.records import Property

ORIGIN = "html meta"
_LABEL = re.compile(r"\[?([\u4e00-\u9fff][\u4e00-\u9fff\s\u3000\xa0]{0,12}[\u4e00-\u9fff])\s*\]?\s*[:：]?\s*")
_LONGEST = 300  # characters of a value
_URL_NAMES = ("og:url", "url", "dcterms.identifier", "citation_public_url")


@once
def _labels() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("page_labels.tsv")}


def facts_of(tree: Any) -> tuple[tuple[Property, ...], str | None]:
    """Properties in document order, each name once, and the page's own address where it states one."""
    found: dict[str, str] = {}
    for name, value in (*_meta(tree), *_boxes(tree)):
        words = re.sub(r"\s+", " ", value).strip()
        if words and len(words) <= _LONGEST:
            found.setdefault(name, words)
    url = next((found[name] for name in _URL_NAMES if found.get(name, "").startswith(("http://", "https://"))), None)
    for node in tree.xpath("//link[@rel='canonical']/@href"):
        url = url or (str(node) if str(node).startswith(("http://", "https://")) else None)
    if url:
        found.setdefault("url", url)
    return tuple(Property(name, value, ORIGIN) for name, value in found.items()), url


def _meta(tree: Any) -> list[tuple[str, str]]:
    found = []
    for node in tree.xpath("//meta[@content]"):
        name = (node.get("name") or node.get("property") or node.get("itemprop") or "").strip().lower()
        if name and name not in ("viewport", "generator", "robots", "renderer", "theme-color", "format-detection"):
            found.append((name, node.get("content") or ""))
    titles = tree.xpath("//head/title/text() | //title/text()")
    found += [("title", str(title)) for title in titles[:1]]
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return found + ([("html lang", language)] if language else [])


def _boxes(tree: Any) -> list[tuple[str, str]]:
    """Label and value pairs: table cells side by side, dt and dd, or "label：" first in an item of a list."""
    found = []
    for cell in tree.xpath("//td | //th | //dt"):
        following = cell.getnext()
        if following is not None and following.tag in ("td", "dd"):
            found += _pair(_text(cell), _text(following), whole=True)
    for item in tree.xpath("//li | //p | //div[not(.//div) and not(.//p) and not(.//table)] | //span"):
        text = _text(item)
        if 4 < len(text) <= _LONGEST:
            label = _LABEL.match(text)
            if label and re.search(r"[:：\]]\s*$", label.group()):
                found += _pair(label.group(), text[label.end() :], whole=False)
    return found


def _pair(label: str, value: str, whole: bool) -> list[tuple[str, str]]:
    match = _LABEL.fullmatch(label) if whole else _LABEL.match(label)
    name = re.sub(r"[\s\u3000\xa0]", "", match.group(1)) if match else ""
    field = _labels().get(name)
    if not field or not value:
        return []
    if field in ("issued", "effective", "expires", "published"):
        date = re.match(r"\d{4}\s*[-年./]\s*\d{1,2}(?:\s*[-月./]\s*\d{1,2}\s*日?)?", value)
        return [(field, date.group())] if date else []
    return [(field, re.split(r"[\s\u3000]{2,}|\s(?=[\u4e00-\u9fff]{2,6}[:：])", value)[0])]


def _text(node: Any) -> str:
    """Visible text of an element, scripts left out."""
    parts = node.xpath(".//text()[not(ancestor::script) and not(ancestor::style)]")
    return re.sub(r"[ \t\r\n\xa0]+", " ", "".join(parts)).strip()
