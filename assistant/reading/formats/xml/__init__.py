"""Law files in XML: their text with the headings, articles and numbers that their elements mark.

What an element is stands in `data/xml_parts.tsv`, what the file states about itself in `data/xml_facts.tsv`. A file of
a vocabulary that is not there is read as paragraphs, with a note.
"""

from __future__ import annotations

from typing import Any

from assistant.reading.formats.xml.law_facts import facts_of
from assistant.reading.formats.xml.vocabulary import TITLE, name_of, role_of
from assistant.reading.formats.xml.walking import Walker, words_of
from assistant.reading.limits import Limits
from assistant.reading.parsed import Block, Parsed, Refused, assemble

_DEEPEST = 400  # elements within elements
UNKNOWN = "an XML file whose parts are not known by name: its words are read as paragraphs"


def parse_xml(data: bytes, limits: Limits) -> Parsed:
    """The text of a law file. What it states about itself becomes properties of origin "xml"."""
    root = _tree_of(data)
    walker = Walker(root)
    walker.walk(root)
    walker.flush()
    title = _title(root)
    blocks = walker.blocks
    shown = next((place for place, block in enumerate(blocks[:6]) if block.text == title), -1)
    if title:
        blocks = [*blocks[: max(shown, 0)], Block(title, 1), *blocks[shown + 1 :]]
    body, headings = assemble(blocks)
    properties, url = facts_of(root, title)
    notes = () if any(heading.unit for heading in headings) else (UNKNOWN,)
    return Parsed(body, headings=headings, properties=properties, notes=notes, url=url)


def _tree_of(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, recover=True,
        huge_tree=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data.lstrip(), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("is an XML file that is damaged") from error
    if root is None:
        raise Refused("is an XML file without content")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise Refused("nests its parts too deeply")
    return root


def _title(root: Any) -> str:
    """The short title where there is one, else the first long one that stands before the first article."""
    named: dict[str, str] = {}
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        is_title = role_of(node) == TITLE or (name_of(node).lower() == "title" and not any(map(name_of, node)))
        if is_title and (words := words_of(node)):
            named.setdefault(name_of(node).lower(), words)
    order = ("shorttitle", "doctitle", "lawtitle", "official-title", "subject", "title")
    return next((named[name] for name in order if name in named), "")
