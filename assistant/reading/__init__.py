"""Reading: a file to documents with outline, record and relations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.records import Document, Source

if TYPE_CHECKING:
    from assistant.reading.sources import Limits

__all__ = ["read_documents", "read_page"]


def read_documents(path: Path, *, limits: Limits | None = None) -> Iterator[Document]:
    """The documents that one file holds: one, or several for an archive.

    Raises Unreadable(path, reason) for a file that cannot be read within the limits.
    """
    from assistant.reading.sources import Limits, read_sources

    for source in read_sources(path, limits=limits or Limits()):
        yield _understood(source)


def read_page(address: str, *, limits: Limits | None = None, outside_only: bool = False) -> Document:
    """The document at an http(s) address, named by the address's last part.

    Raises Unreadable(address, reason) when it cannot be fetched or read within the limits; with `outside_only` also
    when it leads to this machine or a private network.
    """
    from assistant.reading.sources import Limits
    from assistant.reading.web import read_address

    return _understood(read_address(address, limits=limits or Limits(), outside_only=outside_only))


def _understood(source: Source) -> Document:
    """A source with its structure, record and relations."""
    from assistant.reading.record.describing import describe
    from assistant.reading.structure.outline import outline

    sections = outline(source)
    record, relations = describe(source, sections)
    return Document(record, source.text, sections, source.pages, relations)
