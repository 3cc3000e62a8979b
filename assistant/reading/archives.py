"""ZIP archives: their members one by one, bounded in number, size and nesting, without writing a file."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.reading.limits import Limits
from assistant.reading.parsed import Refused

_NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
READ_ERRORS = (  # what zipfile raises on files that are not what they say
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError,
    IndexError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name there, and its bytes or why they cannot be had."""

    name: str
    data: bytes = b""
    refused: str | None = None


def contents_of(data: bytes) -> dict[str, bytes]:
    """The names in a ZIP; under "mimetype", the bytes in which an OpenDocument file says what it is."""
    with _opened(data) as archive:
        names = dict.fromkeys(archive.namelist(), b"")
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
            try:
                names["mimetype"] = archive.read("mimetype")
            except READ_ERRORS as error:
                raise Refused("is a damaged or truncated ZIP file") from error
        return names


def check_sizes(data: bytes, limits: Limits) -> None:
    """Refuse a ZIP-based file that would unpack to more than the limits allow, before anything is unpacked."""
    with _opened(data) as archive:
        infos = archive.infolist()
    if len(infos) > limits.members:
        raise Refused(f"holds {len(infos):,} files; more than {limits.members:,} are not unpacked")
    total = sum(info.file_size for info in infos)
    if total > limits.unpacked_bytes:
        raise Refused(
            f"would unpack to {total // 1_000_000:,} MB; more than {limits.unpacked_bytes // 1_000_000:,} MB are not"
        )


def members_of(data: bytes, limits: Limits) -> Iterator[Member]:
    """The files of an archive in its order. Raises Refused for an archive that cannot be unpacked within limits."""
    check_sizes(data, limits)
    with _opened(data) as archive:
        for info in archive.infolist():
            name = _decoded(info)
            if not name or name.endswith("/") or name.startswith(_NOISE) or PurePosixPath(name).name in _NOISE:
                continue
            reason = _unsafe(name)
            if info.flag_bits & 0x1:
                reason = "is locked with a password"
            if reason is None:
                try:
                    with archive.open(info) as stream:
                        yield Member(name, stream.read(info.file_size))
                    continue
                except READ_ERRORS:
                    reason = "is damaged in the archive"
            yield Member(name, refused=reason)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except READ_ERRORS as error:
        raise Refused("is a damaged or truncated ZIP file") from error


def _decoded(info: zipfile.ZipInfo) -> str:
    """The member's name; Chinese Windows writes GBK without saying so, which zipfile takes for code page 437."""
    name = info.filename.replace("\\", "/")
    if info.flag_bits & 0x800 or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def _unsafe(name: str) -> str | None:
    """Names that point outside the archive are refused, though nothing is ever written under them."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":") or "\0" in name:
        return "has a name that points outside its archive"
    return None
