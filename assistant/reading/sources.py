"""Bytes to Source: what a file is, which parser reads it, and what is known about it beside its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from assistant.errors import Unreadable
from assistant.reading.archives import check_sizes, members_of
from assistant.reading.limits import DEFAULTS, Limits
from assistant.reading.parsed import Parsed, Refused
from assistant.reading.sidecars import read_sidecar
from assistant.reading.sniffing import SUFFIXES, kind_of
from assistant.reading.stated import Stated
from assistant.reading.worker import worker_for
from assistant.records import Source

__all__ = ["Limits", "read_bytes", "read_sources", "supported"]

INSIDE = "!/"  # between an archive's path and a member's name
HTML_LEAST = 200  # characters of text that an HTML page under a PDF's name must hold to be worth reading


def supported(path: Path) -> bool:
    """Whether the name promises a format that can be read; hidden files and Office's lock files do not."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$"))


def read_sources(path: Path, *, limits: Limits = DEFAULTS) -> Iterator[Source]:
    """Read one file: one Source, or one for each readable member of a ZIP.

    Raises Unreadable(path, reason) for a file that cannot be read. In an archive the members that can be read are
    yielded first; then, if any could not, one Unreadable names them.
    """
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise Unreadable(str(path), f"is {size // 1_000_000:,} MB; more than {limits.file_bytes // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(str(path), f"cannot be opened ({error.strerror or error})") from error
    try:
        facts = read_sidecar(path)
        for source in read_bytes(path.name, str(path), data, limits):
            yield _with_facts(source, facts) if facts else source
    except Refused as refusal:
        raise Unreadable(str(path), str(refusal)) from refusal


def read_bytes(name: str, path: str, data: bytes, limits: Limits, depth: int = 0) -> Iterator[Source]:
    """The sources in one file's bytes. Raises Refused with the reason."""
    kind = kind_of(name, data)
    if kind == "zip":
        yield from _read_archive(path, data, limits, depth)
        return
    if kind in ("docx", "odt", "xlsx"):
        check_sizes(data, limits)
    parsed = worker_for(limits).parse(kind, data)
    if parsed.scans:
        parsed = _recognised(parsed, data, limits)
    if kind == "html" and name.lower().endswith(".pdf"):
        if len(parsed.text) < HTML_LEAST:
            raise Refused("is an HTML page with no content under a PDF name")
        parsed = replace(parsed, notes=(*parsed.notes, "is an HTML page under a PDF name"))
    if not any(character.isalnum() for character in parsed.text):
        raise Refused("holds no text")
    if len(parsed.text) > limits.text_characters:
        raise Refused(f"holds more than {limits.text_characters // 1_000_000} million characters of text")
    yield Source(
        name=PurePosixPath(name).name, path=path, sha256=hashlib.sha256(data).hexdigest(), format=parsed.format,
        text=parsed.text, pages=parsed.pages, headings=parsed.headings, properties=parsed.properties,
        instruments=parsed.instruments, relations=parsed.relations, notes=parsed.notes, url=parsed.url,
    )  # fmt: skip


def _recognised(parsed: Parsed, data: bytes, limits: Limits) -> Parsed:
    """The PDF with its scanned pages read by text recognition; without it, with a note, or refused when all are."""
    from assistant.reading.ocr import missing

    lacking = missing()
    pages = _numbers(parsed.scans)
    if lacking:
        if not parsed.text.strip():
            raise Refused(f"has no text layer; {lacking}")
        return replace(parsed, notes=(*parsed.notes, f"{pages} no text layer and was left out; {lacking}"))
    return worker_for(limits).parse("pdf with ocr", data, limits.ocr_seconds)


def _numbers(scans: tuple[int, ...]) -> str:
    if len(scans) == 1:
        return f"page {scans[0]} has"
    shown = ", ".join(map(str, scans[:12])) + (" …" if len(scans) > 12 else "")
    return f"pages {shown} have"


def _read_archive(path: str, data: bytes, limits: Limits, depth: int) -> Iterator[Source]:
    if depth >= limits.depth:
        raise Refused(f"lies more than {limits.depth} archives deep")
    found = 0
    refused: list[str] = []
    for member in members_of(data, limits):
        suffix = PurePosixPath(member.name).suffix.lower()
        if member.refused is None and suffix not in SUFFIXES:
            continue  # as in a folder, files of other kinds are passed over
        try:
            if member.refused is not None:
                raise Refused(member.refused)
            for source in read_bytes(member.name, f"{path}{INSIDE}{member.name}", member.data, limits, depth + 1):
                found += 1
                yield source
        except Refused as refusal:
            refused.append(f"{member.name} {refusal}")
    if refused:
        raise Refused("in this archive, " + "; ".join(refused))
    if not found:
        raise Refused("is an archive without a readable file")


def _with_facts(source: Source, facts: Stated) -> Source:
    """The source with what its sidecar states added; a sidecar's own list stands in place of none."""
    return replace(
        source,
        properties=(*source.properties, *facts.properties),
        instruments=source.instruments or facts.instruments,
        relations=(*source.relations, *facts.relations),
        notes=(*source.notes, *facts.notes),
        url=source.url or facts.url,
    )
