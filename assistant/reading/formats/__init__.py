"""The formats: a file or folder each, and one line in `FORMATS`. Nothing else knows a format by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from assistant.reading.formats.format import (
    Format,
    Look,
    begins,
    begins_under,
    holds,
    opens_with,
    opens_within,
    reads_like,
    says_it_is,
    shows_markup,
)
from assistant.reading.limits import Limits
from assistant.reading.parsed import Parsed

__all__ = ["FORMATS", "Format", "Look", "named", "parser_of", "promised_by", "suffix_of"]

_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_XML = re.compile(  # an XML declaration or a namespace, and another root than a page's
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml\s[^>]*>\s*(?:<[?!](?!doctype\s+html)(?:--.*?--|[^>\[]*(?:\[[^\]]*\])?\s*)>\s*)*"
    rb"<(?!(?:\w+:)?html[\s>])[A-Za-z]|<(?!html[\s>])(?:[A-Za-z][\w.-]*:)?[A-Za-z][\w.-]*\s[^>]*xmlns)",
    re.I | re.S,
)
_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[ \t].*\r?\n(?:[ \t].*\r?\n)*){3}")
_ARCHIVED = re.compile(
    rb"(?i)\A(?:[a-z][a-z0-9-]*:[ \t].*\r?\n(?:[ \t].*\r?\n)*)*?content-type:[ \t]*multipart/related;(?:.*\r?\n[ \t])*"
)
_FRONT_MATTER = re.compile(  # a mapping between two rules, whatever the file is called
    rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:[A-Za-z_][\w-]*:.*\r?\n(?:[ \t-].*\r?\n)*){1,60}---[ \t]*\r?\n"
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = b"application/vnd.oasis.opendocument"
_OLE = b"\xd0\xcf\x11\xe0"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")

# In the order in which bytes are looked at: the narrow before the wide. Text is what is left.
FORMATS: tuple[Format, ...] = (
    Format("pdf", (".pdf",), opens_within(1024, b"%PDF-"), "pdf.parse_pdf", "pdf.parse_pdf_with_ocr",
           media=("application/pdf",), signed=True),
    Format("odt", (".odt",), says_it_is(_ODF + b".text"), "odt.parse_odt",
           media=("application/vnd.oasis.opendocument.text",), signed=True, zipped=True),
    Format("other ODF", sniff=says_it_is(b"application/vnd.oasis"),
           refused="an OpenDocument file other than a text; save it as ODT, XLSX or PDF"),
    Format("docx", (".docx", ".docm", ".dotx", ".dotm"), holds("word/document.xml"), "word.docx.parse_docx",
           media=(f"{_OFFICE}wordprocessingml.document",), signed=True, zipped=True),
    Format("xlsx", (".xlsx",), holds("xl/workbook.xml"), "sheets.parse_xlsx",
           media=(f"{_OFFICE}spreadsheetml.sheet",), signed=True, zipped=True),
    Format("pptx", sniff=holds("ppt/presentation.xml"), refused="a presentation; save it as PDF"),
    Format("epub", sniff=holds("META-INF/container.xml"), refused="an e-book; save it as PDF or HTML"),
    Format("ofd", sniff=holds("OFD.xml"), refused="an OFD document; save it as PDF"),
    Format("zip", (".zip",), begins(b"PK"), signed=True),
    Format("msg", sniff=begins_under(".msg", _OLE), refused="an Outlook message; save it as EML or PDF"),
    Format("ppt", sniff=begins_under(".ppt", _OLE), refused="a presentation; save it as PDF"),
    Format("ole", sniff=begins(_OLE),
           refused="an old Office file or one with a password; save it as DOCX or XLSX without a password"),
    Format("picture", sniff=begins(*_PICTURES), bears_text=False,
           refused="a picture; put it into a PDF to have its text recognised"),
    Format("rtf", sniff=begins(b"{\\rtf"), refused="an RTF file; save it as DOCX"),
    Format("rar", sniff=begins(b"Rar!"), refused="a RAR archive; unpack it or use ZIP"),
    Format("7z", sniff=begins(b"7z\xbc\xaf"), refused="a 7-Zip archive; unpack it or use ZIP"),
    Format("gzip", sniff=begins(b"\x1f\x8b"), refused="a gzip archive; unpack it or use ZIP"),
    Format("program", sniff=begins(b"\x7fELF", b"MZ"), bears_text=False, refused="a program"),
    Format("mht", (".mht", ".mhtml"), reads_like(_ARCHIVED), "mail.parse_saved_page", media=("multipart/related",),
           quotes_markup=True),
    Format("xml", (".xml", ".akn"), shows_markup(_XML), "xml.parse_xml", media=("application/xml", "text/xml")),
    Format("html", (".html", ".htm", ".xhtml"), shows_markup(_PAGE), "html.parse_html",
           media=("text/html", "application/xhtml+xml")),
    Format("eml", (".eml",), reads_like(_MAIL), "mail.parse_mail", media=("message/rfc822",), quotes_markup=True),
    Format("markdown", (".md", ".markdown"), opens_with(_FRONT_MATTER), "plain.parse_markdown",
           media=("text/markdown",), quotes_markup=True),
    Format("csv", (".csv", ".tsv"), parse="sheets.parse_csv", media=("text/csv",), quotes_markup=True),
    Format("text", (".txt", ".text"), parse="plain.parse_text", media=("text/plain",)),
)  # fmt: skip
TEXT = FORMATS[-1]


def named(name: str) -> Format:
    """The format of a name in the list. Raises StopIteration for none."""
    return next(form for form in FORMATS if form.name == name)


def promised_by(name: str) -> Format | None:
    """The format that a file's name promises."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return next((form for form in FORMATS if suffix in form.suffixes), None)


def suffix_of(media: str) -> str:
    """The usual suffix of what a server sends under a content type, "" for one that is not read."""
    return next((form.suffixes[0] for form in FORMATS if media in form.media), "")


def parser_of(name: str, recognising: bool) -> Callable[[bytes, Limits], Parsed]:
    """The parser of a format, or the one that recognises scanned pages as well; its module is imported now."""
    form = named(name)
    module, _, function = (form.recognise if recognising else form.parse).rpartition(".")
    return cast(Callable[[bytes, Limits], Parsed], getattr(import_module(f"{__name__}.{module}"), function))
