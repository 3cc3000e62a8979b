"""Documents that come in through a door: kept below the library's folder, read within the limits of every file.

A file that cannot be read is not kept, and the one that it would have replaced stays.
"""

from __future__ import annotations

import base64
import binascii
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from assistant.disk import open_private
from assistant.errors import LibraryLocked, Unreadable, UsageError
from assistant.faces.json_shapes import show_report
from assistant.faces.service.forms import Form, Name
from assistant.faces.uploads import FOLDER, forget, place_of

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class AddForm(Form):
    """A file by name, with its text or, for other than text, its bytes in base64."""

    name: Annotated[str, Field(min_length=1, max_length=200, description="Its file name, such as notice.pdf.")]
    text: str = ""
    base64: str = ""

    @property
    def data(self) -> bytes:
        if bool(self.text) == bool(self.base64):
            raise UsageError("Give either `text` or `base64`.")
        try:
            return base64.b64decode(self.base64, validate=True) if self.base64 else self.text.encode()
        except (binascii.Error, UnicodeEncodeError) as error:
            raise UsageError("What was given cannot be read as text or base64.") from error


class FileForm(AddForm):
    """The same with the bytes as they came."""

    raw: bytes

    @property
    def data(self) -> bytes:
        return self.raw


class PageForm(Form):
    address: Annotated[str, Field(min_length=8, max_length=2000, pattern=r"^https?://", description="Of a web page.")]


class RemoveForm(Form):
    name: Name


def add(assistant: Assistant, form: AddForm) -> Any:
    """Put a document into the library; a file of the same name that was put in before is replaced."""
    data, library = form.data, assistant.settings.library
    path = place_of(library, plain_name(form.name))
    with one_at_a_time(library / FOLDER), replaced(path, data):
        report = assistant.ingest([path])
        if report.failed:
            raise Unreadable(form.name, report.failed[0].reason)
        if report.skipped:
            raise Unreadable(form.name, "describes a folder by its name and is not read; give it another name")
    return show_report(report)


def add_page(assistant: Assistant, form: PageForm) -> Any:
    """Put a page of the public web into the library; addresses of this network are refused."""
    report = assistant.ingest([form.address], outside_only=True)
    if report.failed:
        raise Unreadable(form.address, report.failed[0].reason)
    return show_report(report)


def remove(assistant: Assistant, form: RemoveForm) -> Any:
    """Take a document out of the library."""
    with one_at_a_time(assistant.settings.library / FOLDER):
        assistant.library.newest()
        record = assistant.library.document(form.name).record
        generation = assistant.library.remove(form.name)
        forget(assistant.settings.library, Path(record.path))
    return {"removed": form.name, "generation": generation.name, "documents": generation.documents}


def plain_name(name: str) -> str:
    """The file name. UsageError for one that is more than that, hidden, or written to deceive."""
    wrong = any(unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for one in name)
    if wrong or any(one in name for one in '/\\:*?"<>|') or name[0] in ". " or name[-1] in ". ":
        raise UsageError("That is no plain file name: use letters, digits, dots and dashes, such as notice-2026.pdf.")
    if len(name.encode()) > 200:
        raise UsageError("That file name is too long.")
    return name


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Nobody else changes what was put in. LibraryLocked, at once, while somebody does."""
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(folder / ".lock", timeout=0):
            yield
    except Timeout as error:
        raise LibraryLocked("Another document is being put in. Try again in some seconds.") from error


@contextmanager
def replaced(path: Path, data: bytes) -> Iterator[None]:
    """The file with these bytes; as it was before when what is done with it fails."""
    before, kept = path.with_name(f".before-{path.name}"), False
    had = path.is_file()
    if had:
        path.replace(before)
    try:
        with open_private(path) as file:
            file.write(data)
        yield
        kept = True
    finally:
        if not kept:
            path.unlink(missing_ok=True)
            if had:
                before.replace(path)
        before.unlink(missing_ok=True)
