"""The desks on the command line: what applies to a profile, and what changed between two documents."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import UsageError
from assistant.faces.json_shapes import show_briefing, show_checked
from assistant.faces.options import AsOfOption, JsonOption, LibraryOption, assistant_for, day, print_json

if TYPE_CHECKING:
    from assistant.records import Profile

LanguageOption = Annotated[str, typer.Option("--language", help="Of the words around quotes.", metavar="en|zh")]
DraftLanguageOption = Annotated[
    str | None,
    typer.Option("--language", help="Of the words around quotes; the draft's own by itself.", metavar="en|zh"),
]
OutOption = Annotated[Path | None, typer.Option("-o", "--out", help="Write to this file instead.", metavar="FILE")]


def register_desks(app: typer.Typer) -> None:
    """Add the desks' commands to the command line."""
    app.command("subsidies")(subsidies_command)
    app.command("compare")(compare_command)
    app.command("check")(check_command)
    app.command("brief")(brief_command)


def subsidies_command(
    profile: Annotated[Path, typer.Option("--profile", help="What the asker is and spends on.", metavar="FILE.yaml")],
    library: LibraryOption = None,
    as_of: AsOfOption = None,
    language: Annotated[
        str, typer.Option("--language", help="Of the words around the quotes.", metavar="en|zh")
    ] = "en",
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Which measures apply to a profile, and what they are worth to it (FILE: .xlsx, .docx or .md)."""
    from assistant.desks.subsidies import subsidy_files

    chosen, when = read_profile(profile), day(as_of) or date.today()
    result = assistant_for(library).subsidies(chosen, when, language)
    writers: dict[str, Callable[[], bytes | str]] = {
        ".xlsx": lambda: subsidy_files.xlsx(result),
        ".docx": lambda: subsidy_files.docx(result),
        ".md": lambda: subsidy_files.markdown(result),
    }
    deliver(out, as_json, writers, lambda: subsidy_files.json_shape(result))


def compare_command(
    a: Annotated[str, typer.Argument(help="The earlier document, as `library list` names it.", metavar="DOC_A")],
    b: Annotated[str, typer.Argument(help="The later one, or the translation.", metavar="DOC_B")],
    library: LibraryOption = None,
    language: LanguageOption = "en",
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """What changed between two documents, clause by clause (FILE: .docx or .md)."""
    from assistant.desks.compare import comparison_files

    result = assistant_for(library).compare(a, b)
    writers: dict[str, Callable[[], bytes | str]] = {
        ".docx": lambda: comparison_files.docx(result, language),
        ".md": lambda: comparison_files.markdown(result, language),
    }
    deliver(out, as_json, writers, lambda: comparison_files.json_shape(result))


def check_command(
    file: Annotated[
        str, typer.Argument(help="The draft: any file that can be ingested, or - for stdin.", metavar="FILE|-")
    ],
    library: LibraryOption = None,
    as_of: AsOfOption = None,
    language: DraftLanguageOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """What the library says of each claim of a draft (FILE: .docx or .md)."""
    from assistant.desks.check import checked_files
    from assistant.desks.check.draft_files import read_draft

    draft = sys.stdin.read() if file == "-" else read_draft(Path(file))
    result = assistant_for(library).check(draft, day(as_of), language)
    writers: dict[str, Callable[[], bytes | str]] = {
        ".docx": lambda: checked_files.docx(result),
        ".md": lambda: checked_files.markdown(result),
    }
    deliver(out, as_json, writers, lambda: show_checked(result))


def brief_command(
    questions: Annotated[list[str], typer.Argument(help="Questions, or a subject.", metavar="QUESTION…")],
    library: LibraryOption = None,
    as_of: AsOfOption = None,
    language: DraftLanguageOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """A briefing of proven sentences, with footnotes (FILE: .docx or .md)."""
    from assistant.desks.brief import brief_files

    result = assistant_for(library).brief(questions, day(as_of), language)
    writers: dict[str, Callable[[], bytes | str]] = {
        ".docx": lambda: brief_files.docx(result),
        ".md": lambda: brief_files.markdown(result),
    }
    deliver(out, as_json, writers, lambda: show_briefing(result))


def deliver(
    out: Path | None, as_json: bool, writers: dict[str, Callable[[], bytes | str]], shape: Callable[[], Any]
) -> None:
    """Print JSON or Markdown, or write the file asked for in the form that its suffix names."""
    if out is not None:
        write = writers.get(out.suffix.lower())
        if write is None:
            raise UsageError(f"-o {out}: name a file that ends in {', '.join(writers)}.")
        made = write()
        try:
            out.write_bytes(made if isinstance(made, bytes) else made.encode())
        except OSError as error:
            raise UsageError(f"-o {out} cannot be written: {error.strerror}.") from error
        typer.echo(f"Written to {out}.", err=True)
    if as_json:
        print_json(shape())
    elif out is None:
        typer.echo(writers[".md"]())


def read_profile(path: Path) -> Profile:
    """The profile of a YAML file."""
    import yaml

    from assistant.desks.subsidies.profiles import profile_from

    try:
        return profile_from(yaml.safe_load(path.read_text("utf-8")))
    except OSError as error:
        raise UsageError(f"--profile {path} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"--profile {path} is no YAML file: {' '.join(str(error).split())[:160]}") from error
