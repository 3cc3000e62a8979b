"""A library to one file, and back. Both may be done while it is served and while an ingest is under way.

The file is a gzipped tar: the current generation, what was uploaded, the accounts without their sessions, the log of
answers and the cache of vectors, and last `backup.json` with the hash of each, without which nothing is taken from it.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from assistant.answering.logbook import FILE as ANSWERS
from assistant.disk import open_private, require_room
from assistant.errors import UsageError
from assistant.faces.service.accounts import FILE as ACCOUNTS
from assistant.faces.uploads import FOLDERS as UPLOADS
from assistant.library.chroma import Collections
from assistant.library.generation_files import read_manifest
from assistant.models.embedder.cache import FILE as VECTORS

if TYPE_CHECKING:
    from assistant.library.generations import Library

CONTENTS = "backup.json"
GENERATION = "generation"
FORM = 1  # of the file; raised when an older one can no longer be read


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    documents: int
    passages: int
    files: int
    bytes: int  # unpacked
    generation: str
    created: str  # UTC, ISO 8601


def back_up(library: Library, target: Path, *, cache: bool = True) -> Backup:
    """Write a library to `target`, which appears when it is whole, readable by its owner alone.

    UsageError where there is one already or it cannot be written. Without `cache`, vectors of texts that are in no
    document any more are computed again when they come back.
    """
    if target.exists():
        raise UsageError(f"{target} is there already. Name another file.")
    partial = target.with_name(f".{target.name}.part")
    try:
        with open_private(partial, new=False) as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as archive:
                made = _packed(library, archive, cache)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
        return made
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror or error}.") from error
    finally:
        partial.unlink(missing_ok=True)


def _packed(library: Library, archive: tarfile.TarFile, cache: bool) -> Backup:
    """Write all files into an archive, and last what it holds."""
    hashes: dict[str, str] = {}
    total = 0
    with library.held() as (generation, folder, collections), tempfile.TemporaryDirectory() as work:
        for name, path in _found(library.folder, folder, collections, Path(work), cache):
            with path.open("rb") as file:
                entry = tarfile.TarInfo(name)
                entry.size, entry.mode = os.fstat(file.fileno()).st_size, 0o600
                counted = _Hashing(file, entry.size)
                archive.addfile(entry, counted)  # type: ignore[arg-type]
            hashes[name] = counted.digest.hexdigest()
            total += entry.size
    created = datetime.now(UTC).isoformat(timespec="seconds")
    made = Backup(generation.documents, generation.passages, len(hashes), total, generation.name, created)
    data = json.dumps({"form": FORM, **asdict(made), "sha256": hashes}, indent=1).encode()
    entry = tarfile.TarInfo(CONTENTS)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))
    return made


def _found(home: Path, folder: Path, collections: Collections, work: Path, cache: bool) -> Iterator[tuple[str, Path]]:
    """What is to be kept: its name in the archive, and where it lies."""
    sources = [(GENERATION, folder), *((name, home / name) for name in UPLOADS)]
    if not (folder / "chroma").is_dir():  # its collections lie on a server
        with contextlib.closing(Collections.in_folder(work / "chroma")) as own:
            own.create()
            own.copy_from(collections)
        sources.append((f"{GENERATION}/chroma", work / "chroma"))
    for name, top in sources:
        for path in sorted(top.rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield f"{name}/{path.relative_to(top).as_posix()}", path
    for name in (ACCOUNTS, *([VECTORS] if cache else [])):
        if (home / name).is_file():
            yield name, _copied(home / name, work / name)
    if (home / ANSWERS).is_file():
        yield ANSWERS, home / ANSWERS


def _copied(database: Path, target: Path) -> Path:
    """A whole copy of an SQLite database that others may be writing to; of accounts without those logged in."""
    with contextlib.closing(sqlite3.connect(database)) as source, contextlib.closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        if database.name == ACCOUNTS:
            copy.execute("DELETE FROM secrets WHERE kind = 'session'")
            copy.commit()
    return target


class _Hashing:
    """A file that hashes what is read of it, up to a size: what a log grows by meanwhile is left out."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self.file, self.left, self.digest = file, size, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(min(size, self.left) if size >= 0 else self.left)
        self.left -= len(data)
        self.digest.update(data)
        return data


def restore(library: Library, source: Path, *, accounts: bool = False) -> Backup:
    """Make what a backup holds the current state of a library; the state before stays, to be rolled back to.

    Accounts are taken where the library has none, or with `accounts`: to take up old ones brings back who has left.
    UsageError, and nothing is changed, for a file that is no whole backup.
    """
    library.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=library.folder, prefix=".restoring-") as work:
        folder = Path(work)
        contents = _unpacked(source, folder)
        generation = read_manifest(folder / GENERATION / "manifest.json")
        library.adopt(folder / GENERATION, generation)
        for name in UPLOADS:
            if (folder / name).is_dir():
                shutil.copytree(folder / name, library.folder / name, dirs_exist_ok=True)
        for name in (ACCOUNTS, VECTORS, ANSWERS):
            wanted = accounts if name == ACCOUNTS else False
            if (folder / name).is_file() and (wanted or not (library.folder / name).exists()):
                (folder / name).replace(library.folder / name)
    return Backup(**{name: contents[name] for name in Backup.__slots__})


def _unpacked(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack a backup and compare it with its own list. UsageError where anything is not as it says."""
    try:
        hashes = _extract(source, folder)
        contents = json.loads((folder / CONTENTS).read_text("utf-8"))
        stated, form = contents["sha256"], contents["form"]
    except FileNotFoundError as error:
        what = "no such file" if not source.exists() else "it is not whole"
        raise UsageError(f"{source} cannot be restored: {what}. Nothing was changed.") from error
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{source} cannot be restored: it is no whole backup ({error}). Nothing was changed."
        ) from error
    if form > FORM:
        raise UsageError(f"{source} was made by a later version of this program. Nothing was changed.")
    wrong = sorted(name for name in hashes.keys() | stated.keys() if hashes.get(name) != stated.get(name))
    if wrong or f"{GENERATION}/manifest.json" not in hashes:
        raise UsageError(
            f"{source} cannot be restored: {(wrong or ['the manifest'])[0]} was changed. Nothing was changed."
        )
    return dict(contents)


def _extract(source: Path, folder: Path) -> dict[str, str]:
    """Write the regular files of an archive below a folder; the hash of each but the list's."""
    hashes: dict[str, str] = {}
    with tarfile.open(source, "r:gz") as archive:
        for entry in archive:
            parts = PurePosixPath(entry.name).parts
            plain = entry.isfile() and parts and not any(part in ("..", "/") or "\\" in part for part in parts)
            known = parts[:1] and parts[0] in (GENERATION, *UPLOADS, ACCOUNTS, VECTORS, ANSWERS, CONTENTS)
            if not plain or not known or entry.name in hashes:
                raise ValueError(f"it holds {entry.name!r}")
            require_room(folder, entry.size)
            path = folder.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            file = archive.extractfile(entry)
            assert file is not None, "it is a regular file"
            counted = _Hashing(file, entry.size)  # type: ignore[arg-type]
            with open_private(path) as target:
                shutil.copyfileobj(counted, target)
            if entry.name != CONTENTS:
                hashes[entry.name] = counted.digest.hexdigest()
    return hashes
