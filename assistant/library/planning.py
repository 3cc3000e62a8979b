"""What an ingest has to do, decided before anything is read: which files and pages there are, and which changed."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import MissingPath
from assistant.library.index import FileEntry
from assistant.reading.limits import DEFAULTS
from assistant.reading.record.stated import sidecar_of

READER = 6  # raised when reading or splitting changes, so that known files are read again
ABOUT_THE_FOLDER = ("readme", "manifest")  # names of files that describe a folder, not policy
MAYBE_LICENCES = ("license", "licence", "notice")  # names of files that do so where they are a software licence
_PLAIN = ("", ".md", ".txt", ".rst")
_LICENCE = re.compile(
    rb"(?i)permission is hereby granted|apache license|general public license|mozilla public license|mit license"
    rb"|bsd license|creative commons|redistribution and use in source|licensed under|this product includes software"
    rb"|third.party software"
)

Report = Callable[[str, int, int], None]  # what is done, how much of it, of how much


@dataclass(frozen=True, slots=True)
class Failure:
    """One input that was refused. `path` can be printed whatever bytes the file's name holds."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at the given paths and addresses."""

    files: tuple[str, ...] = ()  # absolute, links resolved, in order
    addresses: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()  # files that only describe a folder
    refused: tuple[Failure, ...] = ()

    @property
    def given(self) -> frozenset[str]:
        return frozenset((*self.files, *self.addresses))


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be done, decided from hashes alone. Web pages have to be fetched to know."""

    read: tuple[tuple[str, str], ...]  # path and fingerprint
    unchanged: tuple[str, ...]
    copies: tuple[tuple[str, str], ...]  # a path, and the known path with the same bytes
    drop: tuple[str, ...]  # known paths that are gone


def is_address(text: str) -> bool:
    """Whether an input is a web address rather than a path."""
    return text.lower().startswith(("http://", "https://"))


def find(inputs: Iterable[Path | str]) -> Found:
    """All files at or below these paths, each once, and the web addresses.

    Hidden files and sidecars are left out of folders; links to folders are followed, once. What is there but cannot be
    read as a file is refused. Raises MissingPath for an input that does not exist.
    """
    files: dict[str, None] = {}
    addresses: dict[str, None] = {}
    skipped: list[str] = []
    refused: dict[str, str] = {}
    for given in inputs:
        if is_address(str(given)):
            addresses[str(given)] = None
            continue
        path = Path(given)
        if not os.path.lexists(path):
            raise MissingPath(f"{shown(str(path))} does not exist. Name files or folders that do, or none for corpus/.")
        below = _walk(str(path), refused) if path.is_dir() else [str(path)]
        for name in below:
            reason = _not_a_file(name)
            if not reason and name != str(path) and _is_about_the_folder(Path(name)):
                skipped.append(shown(name))
                continue
            if reason:
                refused[name] = reason
            else:
                files[str(Path(name).resolve())] = None
    failures = tuple(Failure(shown(name), reason) for name, reason in refused.items())
    return Found(tuple(files), tuple(addresses), tuple(skipped), failures)


def _walk(top: str, refused: dict[str, str]) -> Iterator[str]:
    """Every file below a folder, in order of name; a folder that links lead to twice is walked once."""
    seen: set[tuple[int, int]] = set()

    def unreadable(error: OSError) -> None:
        refused[str(error.filename)] = f"cannot be opened ({error.strerror})"

    for folder, subfolders, names in os.walk(top, onerror=unreadable, followlinks=True):
        try:
            status = Path(folder).stat()
        except OSError as error:  # it went away since its parent was listed
            unreadable(error)
            continue
        if (status.st_dev, status.st_ino) in seen:
            subfolders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and not name.endswith(".meta.yaml"):
                yield str(Path(folder, name))


def _is_about_the_folder(path: Path) -> bool:
    """Whether a file only describes the folder that it lies in: by its name, or as the licence of what lies there."""
    stem = path.name.split(".")[0].lower()
    if stem not in MAYBE_LICENCES or path.suffix.lower() not in _PLAIN:
        return stem in ABOUT_THE_FOLDER
    try:
        with path.open("rb") as file:
            return _LICENCE.search(file.read(4096)) is not None
    except OSError:  # reading it will say why
        return False


def _not_a_file(name: str) -> str | None:
    """Why this is nothing to read from, in words."""
    try:
        mode = Path(name).stat().st_mode
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "is a link that leads to itself"
        if Path(name).is_symlink():
            return "is a link to a file that does not exist"
        return f"cannot be opened ({error.strerror})"
    if not stat.S_ISREG(mode):
        return "is not a file but a pipe, a socket or a device"
    if _undecodable(str(Path(name).resolve())):
        return "has a name that is not valid UTF-8; rename it"
    return None


def shown(name: str) -> str:
    """A file's name as text that every terminal and JSON can carry: bytes that are no UTF-8 become \\xff."""
    return os.fsencode(name).decode("utf-8", "backslashreplace") if _undecodable(name) else name


def _undecodable(name: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in name)


def fingerprint(path: Path) -> str:
    """Hash of a file, its sidecar and the reader's version; "" for one that reading will refuse anyway.

    Nothing is hashed of what cannot be opened, or is larger than reading accepts.
    """
    digest = hashlib.sha256(f"reader {READER}\n".encode())
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > DEFAULTS.file_bytes:
                return ""
            while block := file.read(1 << 20):
                digest.update(block)
        sidecar = sidecar_of(path)
        if sidecar is not None:
            digest.update(b"\nsidecar\n" + sidecar.read_bytes())
    except OSError:
        return ""
    return digest.hexdigest()


def make_plan(
    known: Mapping[str, FileEntry], files: Sequence[str], pruned: Sequence[Path], report: Report = lambda *_: None
) -> Plan:
    """Compare the files with what the library knows of them. Known files below `pruned` that are gone are dropped."""
    at_home: dict[str, str] = {}  # fingerprint → a path that holds it and still exists
    gone: list[str] = []
    for entry in known.values():
        if is_address(entry.path):
            continue
        if Path(entry.path).exists():
            at_home.setdefault(entry.fingerprint, entry.path)
        else:
            gone.append(entry.path)
    read: list[tuple[str, str]] = []
    unchanged: list[str] = []
    copies: list[tuple[str, str]] = []
    for done, name in enumerate(files):
        report("hashing", done, len(files))
        print_ = fingerprint(Path(name))
        if print_ and name in known and known[name].fingerprint == print_:
            unchanged.append(name)
        elif print_ and print_ in at_home:
            copies.append((name, at_home[print_]))
        else:
            read.append((name, print_))
            if print_:
                at_home[print_] = name
    folders = tuple(str(folder.resolve()) + os.sep for folder in pruned)
    moved = {print_ for _, print_ in read} | {known[twin].fingerprint for _, twin in copies if twin in known}
    drop = [name for name in gone if name.startswith(folders) or known[name].fingerprint in moved]
    return Plan(tuple(read), tuple(unchanged), tuple(copies), tuple(drop))
