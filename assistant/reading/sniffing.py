"""What a file is: by its first bytes, and by its name where bytes cannot tell (all text looks alike)."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from assistant.reading.archives import READ_ERRORS
from assistant.reading.parsed import Refused

SUFFIXES = {
    ".md": "markdown", ".markdown": "markdown", ".txt": "text", ".text": "text", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".odt": "odt", ".xlsx": "xlsx", ".csv": "csv", ".tsv": "csv",
    ".eml": "eml", ".zip": "zip",
}  # fmt: skip
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Office file or one with a password; save it as DOCX or XLSX without a password"),
    (b"\x89PNG", "a picture; put it into a PDF to have its text recognised"),
    (b"\xff\xd8\xff", "a picture; put it into a PDF to have its text recognised"),
    (b"GIF8", "a picture; put it into a PDF to have its text recognised"),
    (b"II*\x00", "a picture; put it into a PDF to have its text recognised"),
    (b"MM\x00*", "a picture; put it into a PDF to have its text recognised"),
    (b"{\\rtf", "an RTF file; save it as DOCX"),
    (b"Rar!", "a RAR archive; unpack it or use ZIP"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it or use ZIP"),
    (b"\x1f\x8b", "a gzip archive; unpack it or use ZIP"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[ \t].*\r?\n(?:[ \t].*\r?\n)*){3}")
_ZIPPED = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_ZIPPED_FOREIGN = {
    "ppt/presentation.xml": "a presentation; save it as PDF",
    "META-INF/container.xml": "an e-book; save it as PDF or HTML",
}


def kind_of(name: str, data: bytes) -> str:
    """The format's name: "pdf", "html", "docx", "odt", "xlsx", "csv", "eml", "zip", "markdown" or "text".

    Raises Refused for an empty file, for what is not text, and for formats that are recognised but not read.
    """
    promised = SUFFIXES.get(PurePosixPath(name.replace("\\", "/")).suffix.lower())
    head = data[:4096]
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused("is empty")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _zipped(data)
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise Refused(f"is {what}")
    if _HTML.search(head) and promised not in ("markdown", "eml", "csv"):
        return "html"
    if promised == "pdf":
        raise Refused("is not a PDF: it does not begin as one")
    if promised in ("docx", "odt", "xlsx", "zip"):
        raise Refused(f"is not a {promised.upper()} file: it does not begin as one")
    if _is_binary(data):
        raise Refused("holds bytes that are no text")
    if promised is None and _MAIL.match(head):
        return "eml"
    return promised or "text"


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mime = archive.read("mimetype")
                if mime.startswith(b"application/vnd.oasis.opendocument.text"):
                    return "odt"
                if mime.startswith(b"application/vnd.oasis"):
                    raise Refused("is an OpenDocument file other than a text; save it as ODT, XLSX or PDF")
    except READ_ERRORS as error:
        raise Refused("is a damaged or truncated ZIP file") from error
    for member, kind in _ZIPPED.items():
        if member in names:
            return kind
    for member, what in _ZIPPED_FOREIGN.items():
        if member in names:
            raise Refused(f"is {what}")
    return "zip"


def _is_binary(data: bytes) -> bool:
    """Many control characters, in a text that is not UTF-16."""
    sample = data[:65536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_like_utf16(sample):
        return False
    controls = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return controls > 0.02 * len(sample) + 8


def looks_like_utf16(sample: bytes) -> str | None:
    """ "utf-16-le" or "utf-16-be" where every other byte of the sample is mostly zero, else None."""
    half = len(sample) // 2
    if half < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.02 * half else None
