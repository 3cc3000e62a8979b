"""Keeping a library on the command line: `policy-assistant library backup`, `restore` and `upgrade`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.faces.options import JsonOption, LibraryOption, assistant_for, library_for, tell

FileArgument = Annotated[Path, typer.Argument(help="The backup, such as policies-2026-11-30.tar.gz.", metavar="FILE")]


def register_keeping(library_app: typer.Typer) -> None:
    """Add the commands to those of the library."""
    library_app.command("backup")(backup_command)
    library_app.command("restore")(restore_command)
    library_app.command("upgrade")(upgrade_command)


def backup_command(
    file: FileArgument,
    library: LibraryOption = None,
    without_cache: Annotated[bool, typer.Option("--without-cache", help="Leave out the cache of vectors.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the library, its uploads, accounts and log to one file; it may be in use meanwhile."""
    from assistant.faces.keeping.archive import back_up

    made = back_up(library_for(library), file, cache=not without_cache)
    said = f"Wrote {made.documents} documents ({made.bytes:,} bytes in {made.files} files) to {file}."
    tell(as_json, asdict, lambda _: said, made)


def restore_command(
    file: FileArgument,
    library: LibraryOption = None,
    accounts: Annotated[bool, typer.Option("--accounts", help="Take its accounts, in place of those here.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Make what a backup holds the library's current state; `rollback` goes back."""
    from assistant.faces.keeping.archive import restore

    held = library_for(library)
    found = restore(held, file, accounts=accounts)
    said = f"{held.folder} holds the {found.documents} documents of {found.created} again."
    tell(as_json, asdict, lambda _: said, found)


def upgrade_command(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Bring a library of an earlier version up to this one; `rollback` goes back."""
    from assistant.faces.keeping.upgrading import upgrade
    from assistant.faces.progress import progress_bar

    with progress_bar() as report:
        done = upgrade(assistant_for(library), report)
    said = [f"{done.documents} documents: {done.read_again} read again, {done.unchanged} as they were."]
    for name in done.kept_as_they_were:
        said.append(f"- {name}: its file is gone or unreadable; what was read of it stays.")
    tell(as_json, asdict, lambda _: "\n".join(said), done)
