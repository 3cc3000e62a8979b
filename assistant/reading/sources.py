"""Bytes to Source: what a file is, which parser reads it, and what is known about it beside its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from assistant.errors import Unreadable
from assistant.reading.archives import check_sizes, members_of
from assistant.reading.formats import Format, promised_by
from assistant.reading.formats.tesseract import missing
from assistant.reading.limits import DEFAULTS, Limits
from assistant.reading.parsed import Parsed, Refused, numbered
from assistant.reading.process.worker import worker_for
from assistant.reading.record.stated import Stated, read_sidecar
from assistant.reading.sniffing import format_of, is_foreign_document
from assistant.records import Source

__all__ = ["Limits", "read_bytes", "read_sources", "supported"]

INSIDE = "!/"  # between an archive's path and a member's name
LEAST_UNDER_ANOTHER_NAME = 200  # characters that a page saved under a PDF's name must hold to be worth reading


def supported(path: Path) -> bool:
    """Whether the name promises a format that can be read; hidden files and Office's lock files do not."""
    return promised_by(path.name) is not None and not path.name.startswith((".", "~$"))


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
    form, promised = format_of(name, data), promised_by(name)
    if not form.parse:
        yield from _read_archive(path, data, limits, depth)
        return
    if form.zipped:
        check_sizes(data, limits)
    parsed = worker_for(limits).parse(form.name, data)
    if parsed.scans:
        parsed = _recognised(form, parsed, data, limits)
    if promised and promised.signed and not form.signed:
        what = f"under a {promised.name.upper()} name"
        if len(parsed.text) < LEAST_UNDER_ANOTHER_NAME:
            raise Refused(f"is an {form.name.upper()} page with no content {what}")
        parsed = replace(parsed, notes=(*parsed.notes, f"is an {form.name.upper()} page {what}"))
    if not any(character.isalnum() for character in parsed.text):
        raise Refused("holds no text")
    if len(parsed.text) > limits.text_characters:
        raise Refused(f"holds more than {limits.text_characters // 1_000_000} million characters of text")
    yield Source(
        name=PurePosixPath(name).name, path=path, sha256=hashlib.sha256(data).hexdigest(), format=form.name,
        text=parsed.text, pages=parsed.pages, headings=parsed.headings, properties=parsed.properties,
        instruments=parsed.instruments, relations=parsed.relations, notes=parsed.notes, url=parsed.url,
    )  # fmt: skip


def _recognised(form: Format, parsed: Parsed, data: bytes, limits: Limits) -> Parsed:
    """The file with its scanned pages read by text recognition; without it, with a note, or refused when all are."""
    lacking = missing()
    if not lacking:
        return worker_for(limits).parse(form.name, data, limits.ocr_seconds, recognising=True)
    if not parsed.text.strip():
        raise Refused(f"has no text layer that can be read; {lacking}")
    has = "has" if len(parsed.scans) == 1 else "have"
    note = f"{numbered(parsed.scans)} {has} no text layer that can be read and was left out; {lacking}"
    return replace(parsed, notes=(*parsed.notes, note))


def _read_archive(path: str, data: bytes, limits: Limits, depth: int) -> Iterator[Source]:
    if depth >= limits.depth:
        raise Refused(f"lies more than {limits.depth} archives deep")
    found = 0
    refused: list[str] = []
    for member in members_of(data, limits):
        promised = promised_by(member.name) or is_foreign_document(member.name, member.data)
        if member.refused is None and not promised:
            continue  # what belongs to documents, such as pictures, is passed over
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
