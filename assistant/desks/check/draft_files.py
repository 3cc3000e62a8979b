"""A draft from a file."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import UsageError

PLAIN = (".md", ".markdown", ".txt", ".text")  # read as they are, so that places in the draft are those of the file


def read_draft(path: Path) -> str:
    """A draft as it stands: UTF-8 text letter by letter, any other file as it would be ingested."""
    if path.suffix.lower() in PLAIN:
        try:
            return path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            pass  # another encoding: the reader tells which
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    from assistant.reading import read_documents

    return "\n\n".join(document.text for document in read_documents(path))
