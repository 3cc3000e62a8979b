"""Word documents (DOCX): paragraphs, headings and tables in the order of the page."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from assistant.reading.archives import READ_ERRORS
from assistant.reading.formats.marks import STRUCK, STRUCK_NOTE
from assistant.reading.formats.word.body import Body, outline_level
from assistant.reading.formats.word.elements import W, value
from assistant.reading.formats.word.numbering import read_numbering
from assistant.reading.limits import Limits
from assistant.reading.parsed import BLOCK_JOIN, Block, Parsed, Refused, assemble
from assistant.records import Property

ORIGIN = "office properties"
STRICT = "Word file in the strict form of Open XML; save it as a Word document (DOCX)"
_MAIN = "application/vnd.ms-word.{}.main+xml"
_LIKE_DOCUMENTS = (  # content types of documents with macros and of templates
    _MAIN.format("document.macroEnabled"),
    _MAIN.format("template.macroEnabledTemplate"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)


def parse_docx(data: bytes, limits: Limits) -> Parsed:
    """Body, then notes. Word's heading styles (of any language) become headings; tracked deletions are left out."""
    from docx.opc.exceptions import OpcError
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart
    from lxml import etree

    for kind in _LIKE_DOCUMENTS:
        PartFactory.part_type_for[kind] = DocumentPart
    try:
        document = Package.open(io.BytesIO(data)).main_document_part.document
    except (OpcError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        strict = b"http://purl.oclc.org/ooxml/" in _part(data, "_rels/.rels")
        raise Refused(f"is a {STRICT if strict else 'damaged or truncated DOCX file'}") from error
    part = document.part
    lists = part.numbering_part.element if _has(part, "/numbering") else None
    body = Body(read_numbering(lists, document.styles.element), _heading_levels(document.styles.element))
    notes = list(_read_chunks(part, body, limits))
    blocks = list(body.blocks(document.element.body))
    text, headings = assemble([*blocks, *body.footnotes(_note_parts(part))])
    notes += [STRUCK_NOTE] if STRUCK in text else []
    notes += ["comments beside the text were not read"] if _has(part, "/comments") else []
    properties = tuple(_core(document.core_properties))
    return Parsed(text, headings=headings, properties=properties, notes=(*notes, *body.told(text)))


def _part(data: bytes, name: str) -> bytes:
    """A part of the package as it is, nothing where it cannot be had."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(name)
    except (KeyError, *READ_ERRORS):
        return b""


def _has(part: Any, kind: str) -> bool:
    """Whether a part has a relationship of a kind; python-docx puts a template's part where there is none."""
    return any(each.reltype.endswith(kind) for each in part.rels.values())


def _heading_levels(styles: Any) -> dict[str, int]:
    """Style → heading level, of itself or of the style that it is based on."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name, called = style.get(f"{W}styleId", ""), value(style, "name").lower()
        based[name] = value(style, "basedOn")
        if match := re.fullmatch(r"heading (\d)", called):
            own[name] = int(match[1])
        elif level := outline_level(style):
            own[name] = level
        elif called == "title":
            own[name] = 1
        elif value(style, "pPr/outlineLvl"):
            based[name] = ""  # said to be body text, whatever it is based on
    levels: dict[str, int] = {}
    for name in based:
        at, seen = name, set[str]()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at, "")
        if at in own:
            levels[name] = own[at]
    return levels


def _read_chunks(part: Any, body: Body, limits: Limits) -> Iterator[str]:
    """Read the files that the body takes in as they are; yields notes on those of formats that are not read so."""
    from assistant.reading.formats.html import parse_html
    from assistant.reading.formats.plain import parse_text

    parsers = {".html": parse_html, ".htm": parse_html, ".xhtml": parse_html, ".txt": parse_text, ".docx": parse_docx}
    for name, relation in part.rels.items():
        if not relation.reltype.endswith("/aFChunk"):
            continue
        if relation.is_external:
            yield "a part that lies outside the file was not read"
            continue
        held = relation.target_part
        parse = parsers.get(PurePosixPath(str(held.partname)).suffix.lower())
        if parse is None:
            yield f"an embedded part, {PurePosixPath(str(held.partname)).name}, was not read"
            continue
        parsed = parse(held.blob, limits)
        body.chunks[name] = [Block(words) for words in parsed.text.split(BLOCK_JOIN)]
        yield from parsed.notes


def _note_parts(part: Any) -> dict[str, Any]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    names = {"/word/footnotes.xml": "footnot", "/word/endnotes.xml": "endnote"}
    return {
        names[str(each.partname)]: etree.fromstring(each.blob, parser)
        for each in part.package.iter_parts()
        if str(each.partname) in names
    }


def _core(core: Any) -> Iterator[Property]:
    names = ("title", "subject", "author", "keywords", "created", "modified", "language", "category")
    for name in names:
        found = getattr(core, name, None)
        if found:
            words = found.date().isoformat() if hasattr(found, "date") else str(found).strip()
            if words:
                yield Property(name, words, ORIGIN)
