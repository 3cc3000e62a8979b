"""What a file is: by its first bytes, and by its name where bytes cannot tell (all text looks alike)."""

from __future__ import annotations

from assistant.reading.formats import FORMATS, TEXT, Format, Look, promised_by
from assistant.reading.parsed import Refused


def is_foreign_document(name: str, data: bytes) -> bool:
    """Whether a file is of a format that may hold a document and is not read."""
    look = Look(data, name)
    try:
        return any(form.refused and form.bears_text and form.sniff(look) for form in FORMATS)
    except Refused:  # a damaged ZIP
        return False


def format_of(name: str, data: bytes) -> Format:
    """The format of a file that can be read.

    Raises Refused for an empty file, for what is not text, and for formats that are recognised but not read.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused("is empty")
    promised = promised_by(name)
    look = Look(data, name, promised)
    form = next((form for form in FORMATS if form.sniff(look)), None)
    if form is None and promised and promised.signed:
        raise Refused(f"is not a {promised.name.upper()} file: it does not begin as one")
    if form is None and look.is_binary:
        raise Refused("holds bytes that are no text")
    form = form or promised or TEXT
    if form.refused:
        raise Refused(f"is {form.refused}")
    return form
