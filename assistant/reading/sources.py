"""Bytes to Source: which parser a file needs, by what it holds first and its name second."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import Unreadable
from assistant.reading.parsed import Parsed
from assistant.records import Source

SUFFIXES = {
    ".md": "markdown", ".markdown": "markdown", ".txt": "text", ".text": "text", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".pdf": "pdf", ".docx": "docx",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 400_000_000
    seconds: float = 120.0
    memory_bytes: int = 1_500_000_000
    pages: int = 5_000
    line_characters: int = 1_000_000
    text_characters: int = 20_000_000


def supported(path: Path) -> bool:
    """Whether the name promises a format that can be read."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$"))


def read_sources(path: Path, *, limits: Limits = Limits()) -> Iterator[Source]:
    """Read one file. Raises Unreadable(path, reason)."""
    try:
        if path.stat().st_size > limits.file_bytes:
            raise Unreadable(str(path), f"larger than {limits.file_bytes // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(str(path), error.strerror or "cannot be opened") from error
    parsed = _parse(path, data, limits)
    if not parsed.text.strip():
        raise Unreadable(str(path), "holds no text")
    yield Source(
        name=path.name, path=str(path), sha256=hashlib.sha256(data).hexdigest(), format=parsed.format, text=parsed.text,
        pages=parsed.pages, headings=parsed.headings, properties=parsed.properties, instruments=parsed.instruments,
        relations=parsed.relations, notes=parsed.notes, url=parsed.url,
    )  # fmt: skip


def _parse(path: Path, data: bytes, limits: Limits) -> Parsed:
    from assistant.reading import html, office, pdf, plain

    kind = SUFFIXES.get(path.suffix.lower(), "text")
    if kind == "pdf" and b"%PDF-" not in data[:1024]:
        if re.search(rb"<html|<!doctype html", data[:4096], re.I):
            raise Unreadable(str(path), "is not a PDF but an HTML page with no content under a PDF name")
        raise Unreadable(str(path), "is not a PDF")
    parse = {
        "pdf": pdf.parse_pdf, "html": html.parse_html, "docx": office.parse_docx, "markdown": plain.parse_markdown,
        "text": plain.parse_text,
    }[kind]  # fmt: skip
    return parse(data)
