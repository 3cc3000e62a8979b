"""Reading: a file to documents with outline, record and relations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.records import Document

if TYPE_CHECKING:
    from assistant.reading.sources import Limits

__all__ = ["read_documents"]


def read_documents(path: Path, *, limits: Limits | None = None) -> Iterator[Document]:
    """The documents that one file holds: one, or several for an archive.

    Raises Unreadable(path, reason) for a file that cannot be read within the limits.
    """
    from assistant.reading.describing import describe
    from assistant.reading.outline import outline
    from assistant.reading.sources import Limits, read_sources

    for source in read_sources(path, limits=limits or Limits()):
        sections = outline(source)
        record, relations = describe(source, sections)
        yield Document(record, source.text, sections, source.pages, relations)
