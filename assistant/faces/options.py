"""What the commands of the command line share: options, settings, days, and JSON on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import UsageError
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.library.generations import Library

LibraryOption = Annotated[Path | None, typer.Option("--library", help="Folder of the library.", metavar="DIR")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")]
WhereOption = Annotated[
    list[str] | None,
    typer.Option("--where", help="Narrow: kind=measure, jurisdiction=CN-Shenzhen …", metavar="KEY=VALUE"),
]
BatchOption = Annotated[
    Path | None, typer.Option("--batch", help='File of {"id","question"} lines; - for stdin.', metavar="FILE.jsonl")
]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help="Answer as of this day.", metavar="YYYY-MM-DD")]
ModelOption = Annotated[str | None, typer.Option(help='Chat model, or "none" for quotes.', metavar="NAME|none")]
NameArgument = Annotated[str, typer.Argument(help="The document's name, as `list` prints it.")]


def settings_for(library: Path | None, **others: Any) -> Settings:
    return read_settings({"library": library, **others})


def assistant_for(library: Path | None, **others: Any) -> Assistant:
    from assistant.assistant import Assistant

    return Assistant(settings_for(library, **others))


def library_for(library: Path | None) -> Library:
    return assistant_for(library).library


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def tell(as_json: bool, shape: Callable[..., Any], words: Callable[..., str], *given: Any) -> None:
    """Print what was found: its JSON shape, or words for people."""
    print_json(shape(*given)) if as_json else typer.echo(words(*given))


def day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--as-of {text}: write a day as 2026-11-21.") from error
