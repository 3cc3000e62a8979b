"""What the library needs of the disk: room, files of its own, flushing, locks of readers, words when it refuses."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from assistant.errors import DiskTrouble

ROOM = 32_000_000  # bytes left free, for readers need some too: SQLite writes when it opens a database
NOTHING = 1_000_000  # bytes free or fewer: whatever fails now fails for lack of room
_FULL = ("disk is full", "no space left", "quota exceeded")
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder; 0 when it is not there."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def require_room(folder: Path, needed: int = 0) -> None:
    """Raise DiskTrouble when writing so many bytes would leave the folder's disk with less than ROOM."""
    free = shutil.disk_usage(folder).free
    if free < needed + ROOM:
        raise DiskTrouble(
            f"The disk of {folder} has {free // 1_000_000} MB left; this needs {(needed + ROOM) // 1_000_000} MB. "
            "Free some space and run it again: the library is as it was, and what was embedded is kept."
        )


@contextmanager
def trouble_told(folder: Path) -> Iterator[None]:
    """Turn what a full or read-only disk makes libraries raise into DiskTrouble, in one line."""
    try:
        yield
    except _of_libraries() as error:
        # Chroma often says no more than that it failed
        if is_full(error) or shutil.disk_usage(folder).free < NOTHING:
            raise DiskTrouble(
                f"The disk is full. The library in {folder} is as it was. Free some space and run it again."
            ) from error
        if isinstance(error, OSError) and error.errno in _REFUSED:
            raise DiskTrouble(f"{error.filename or folder} cannot be written to. Check its permissions.") from error
        raise


def is_full(error: Exception) -> bool:
    """Whether an error says that the disk is full: by its number, or by the words of SQLite and tantivy."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return any(words in str(error).lower() for words in _FULL)


def _of_libraries() -> tuple[type[Exception], ...]:
    """The errors with which the libraries that write for us report the disk; asked for only when there is one."""
    from chromadb.errors import ChromaError

    return (OSError, ValueError, ChromaError)  # ValueError is tantivy's


@contextmanager
def in_use(generation: Path) -> Iterator[None]:
    """Mark a generation as being read, so that no writer trims it away; the system frees the mark of a dead process."""
    if os.name != "posix":
        yield
        return
    import fcntl

    with (generation / "manifest.json").open("rb") as file:
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(file, fcntl.LOCK_SH)
        if not (generation / "manifest.json").exists():  # trimmed in between
            raise FileNotFoundError(errno.ENOENT, "trimmed away", str(generation))
        yield


def is_in_use(generation: Path) -> bool:
    """Whether some reader has marked a generation with `in_use`."""
    if os.name != "posix":
        return False
    import fcntl

    with (generation / "manifest.json").open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:  # a file system without locks
            return False
        return False


def open_private(path: Path, *, new: bool = True) -> BinaryIO:
    """A file to write to that its owner alone may read: one that is not there yet, or what is there written over."""
    flags = os.O_CREAT | os.O_WRONLY | (os.O_EXCL if new else os.O_TRUNC)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def sync_folder(folder: Path) -> None:
    """Flush a folder's own entries to disk, where the system can (Windows cannot)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Flush every file and folder below to disk."""
    for path, _, names in os.walk(folder):
        for name in names:
            with (Path(path) / name).open("rb+") as file:
                os.fsync(file.fileno())
        sync_folder(Path(path))
