"""From the layout of an earlier version to that of this one: derived files made anew, known files read again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answering.logbook import FILE as ANSWERS
from assistant.disk import require_room, size_of
from assistant.faces.service.accounts import FILE as ACCOUNTS
from assistant.library.planning import is_address

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.library.planning import Report


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did."""

    documents: int
    passages: int
    read_again: int  # documents
    unchanged: int
    kept_as_they_were: tuple[
        str, ...
    ]  # documents whose file is gone, or could not be read; what was read of them stays
    generation: str


def upgrade(assistant: Assistant, report: Report = lambda stage, done, total: None) -> Upgrade:
    """Bring a library up to this version. The state before stays, to be rolled back to; to do it twice changes nothing.

    Raises LibraryMissing, EmbeddingMismatch, LibraryDamaged for one of a later version, and DiskTrouble.
    """
    library = assistant.library
    index, _ = library.newest()
    require_room(library.folder, 2 * size_of(index.folder))
    for name in (ACCOUNTS, ANSWERS):  # an earlier version may have let others read them
        if (library.folder / name).is_file():
            (library.folder / name).chmod(0o600)
    _ = index.words, index.passages(range(min(1, len(index.rows))))  # derived anew where their form is an older one
    with library.locked():
        index.make_askable()
    there = [path for path in index.files if not is_address(path) and Path(path).is_file()]
    done = assistant.ingest(there, report=report) if there else None
    failed = {failure.path for failure in done.failed} if done else set()
    gone = [path for path in index.files if path not in there]
    kept = sorted(name for path in (*gone, *(failed & index.files.keys())) for name in index.files[path].documents)
    index, generation = library.newest()
    updated = done.updated if done else 0
    return Upgrade(len(index.records), len(index.rows), updated, len(index.records) - updated, tuple(kept), generation)
