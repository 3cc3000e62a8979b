"""Word and OpenDocument texts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from assistant.reading.limits import Limits
from assistant.reading.parsed import Block, Parsed, assemble
from assistant.records import Property


def parse_docx(data: bytes, limits: Limits) -> Parsed:
    """Paragraphs and tables in the order of the body; Word's heading styles become headings."""
    import docx

    document = docx.Document(io.BytesIO(data))
    body, headings = assemble(list(_docx_blocks(document)))
    core = document.core_properties
    properties = [
        Property(name, str(value), "office properties")
        for name, value in (("title", core.title), ("author", core.author), ("created", core.created))
        if value
    ]
    return Parsed("docx", body, headings=headings, properties=tuple(properties))


def _docx_blocks(document: Any) -> Iterator[Block]:
    from docx.table import Table

    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells: list[str] = []
                seen: set[int] = set()
                for cell in row.cells:
                    if id(cell._tc) not in seen:
                        seen.add(id(cell._tc))
                        cells.append("\n".join(p.text for p in cell.paragraphs).strip())
                yield Block(": ".join(cells) if len(cells) == 2 else " | ".join(filter(None, cells)))
        else:
            style = (item.style.name if item.style is not None else "") or ""
            level = re.fullmatch(r"(?i)heading (\d)", style)
            yield Block(item.text, 1 if style == "Title" else int(level.group(1)) if level else None)
