"""The command line: arguments → facade → words or JSON. Errors become one plain line on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.exceptions

from assistant.errors import AssistantError, UsageError
from assistant.faces import terminal
from assistant.faces.account_commands import accounts_app
from assistant.faces.desk_commands import register_desks
from assistant.faces.filter_words import read_filters
from assistant.faces.json_shapes import (
    show_answer,
    show_checkup,
    show_document,
    show_evaluation,
    show_findings,
    show_record,
    show_report,
)
from assistant.faces.keeping_commands import register_keeping
from assistant.faces.options import (
    AsOfOption,
    BatchOption,
    JsonOption,
    LibraryOption,
    ModelOption,
    NameArgument,
    WhereOption,
    assistant_for,
    day,
    library_for,
    print_json,
    settings_for,
    tell,
)
from assistant.faces.serve_commands import register_serving
from assistant.records import Answer, Findings

app = typer.Typer(
    name="policy-assistant",
    help="Asks AI policy texts and answers with quoted, checked passages. With --debug, errors show their traceback.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
library_app = typer.Typer(help="What is in the library.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(library_app, name="library")
app.add_typer(accounts_app, name="accounts")
register_desks(app)
register_serving(app)
register_keeping(library_app)


def for_each(batch: Path, found: Callable[[str, str], Any]) -> None:
    """Print as JSON what is found for id and text of each line; the text may be called "question", "query" or "text".

    A line that has none is told on stderr, the others go on, and the exit code is 1.
    """
    refused = False
    try:
        lines = sys.stdin.read().splitlines() if str(batch) == "-" else batch.read_text("utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"--batch {batch} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"--batch {batch} is not UTF-8 text.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text = next(row[key] for key in ("question", "query", "text") if str(row.get(key) or "").strip())
        except (json.JSONDecodeError, StopIteration, AttributeError):
            refused = True
            typer.echo(f'--batch {batch}, line {number}: not a line like {{"id": "1", "question": "…"}}.', err=True)
            continue
        print_json(found(str(row.get("id", number)), str(text)))
    if refused:
        raise typer.Exit(1)


def one_or_batch(text: str | None, batch: Path | None, what: str) -> None:
    if (text is None) == (batch is None):
        raise UsageError(f"Give either a {what} or --batch FILE.jsonl.")
    if text is not None and not text.strip():
        raise UsageError(f"The {what} is empty.")


@app.command("ask")
def ask_command(
    question: Annotated[str | None, typer.Argument(help="The question, in English or Chinese.")] = None,
    library: LibraryOption = None,
    as_of: AsOfOption = None,
    where: WhereOption = None,
    model: ModelOption = None,
    batch: BatchOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with citations, or refuse."""
    one_or_batch(question, batch, "question")
    filters, when = read_filters(where or []), day(as_of)
    assistant = assistant_for(library, model=model)

    def ask(text: str) -> Answer:
        return assistant.ask(text, as_of=when, filters=filters)

    if batch is None:
        tell(as_json, show_answer, terminal.tell_answer, ask(question or ""))
    else:
        for_each(batch, lambda identity, text: show_answer(replace(ask(text), id=identity)))


@app.command("search")
def search_command(
    query: Annotated[str | None, typer.Argument(help="What to look for, in English or Chinese.")] = None,
    library: LibraryOption = None,
    limit: Annotated[int, typer.Option("-k", help="How many passages.", min=1, max=200)] = 10,
    where: WhereOption = None,
    as_of: AsOfOption = None,
    batch: BatchOption = None,
    as_json: JsonOption = False,
) -> None:
    """Passages only, best first."""
    one_or_batch(query, batch, "query")
    filters, when = read_filters(where or []), day(as_of)
    assistant = assistant_for(library)

    def search(text: str) -> Findings:
        return assistant.search(text, limit, filters, as_of=when)

    if batch is None:
        tell(as_json, show_findings, terminal.tell_findings, search(query or ""))
    else:
        for_each(batch, lambda name, text: {"id": name, "query": text, "passages": show_findings(search(text))})


@app.command("ingest")
def ingest_command(
    paths: Annotated[list[str] | None, typer.Argument(help="Files, folders, web addresses; default corpus/.")] = None,
    library: LibraryOption = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents whose files are gone.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Ingest files, folders and web pages into the library."""
    from assistant.faces.progress import progress_bar

    assistant = assistant_for(library)
    with progress_bar() as report:
        result = assistant.ingest(paths or ["corpus"], prune=prune, report=report)
    tell(as_json, show_report, lambda found: terminal.tell_report(found, assistant.library.folder), result)
    if result.failed:
        raise typer.Exit(1)


@app.command("evaluate")
def evaluate_command(
    folder: Annotated[Path, typer.Argument(help="Folder with a data set.")],
    queries: Annotated[Path | None, typer.Option("--queries", help="Query file, where there are several.")] = None,
    library: LibraryOption = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score retrieval, refusals, support or answers on a data set."""
    from assistant.evaluating import evaluate

    report = evaluate(folder, settings_for(library, model=model), queries=queries)
    tell(as_json, show_evaluation, terminal.tell_evaluation, report)


@library_app.command("list")
def list_command(library: LibraryOption = None, as_of: AsOfOption = None, as_json: JsonOption = False) -> None:
    """The documents with their kind, status and dates."""
    when = day(as_of) or date.today()
    documents = library_for(library).documents(when)
    tell(
        as_json,
        lambda found: [show_record(record, status, when) for record, status in found],
        terminal.tell_documents,
        documents,
    )


@library_app.command("show")
def show_command(
    name: NameArgument, library: LibraryOption = None, as_of: AsOfOption = None, as_json: JsonOption = False
) -> None:
    """One document: its record, relations and sections with their pages."""
    when = day(as_of) or date.today()
    held = library_for(library)
    document = held.document(name)
    tell(as_json, show_document, terminal.tell_document, document, held.index.status(document.record, when), when)


@library_app.command("doctor")
def doctor_command(
    name: Annotated[str | None, typer.Argument(help="The document's name.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Look over all documents.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """How documents were read: what was left out and why, doubtful pages, articles out of sequence, dates."""
    from assistant.reading.doctor import check_up

    if (name is None) == (not every):
        raise UsageError("Give either a document's name or --all.")
    held = library_for(library)
    names = [name] if name is not None else list(held.index.records)
    checkups = [check_up(held.document(each)) for each in names]
    if as_json:
        print_json([show_checkup(each) for each in checkups] if every else show_checkup(checkups[0]))
        return
    typer.echo("\n".join(map(terminal.tell_checkup, checkups)))
    if every:
        typer.echo(f"{len(checkups)} documents, {sum(not each.sound for each in checkups)} to look at.")


@library_app.command("remove")
def remove_command(name: NameArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Take a document out (a later ingest of its file brings it back)."""
    tell(
        as_json,
        lambda made: {"removed": name, "generation": made.name, "documents": made.documents},
        lambda made: f"Removed {name}. The library holds {made.documents} documents.",
        library_for(library).remove(name),
    )


@library_app.command("export")
def export_command(library: LibraryOption = None, as_of: AsOfOption = None) -> None:
    """Every document record as JSON Lines."""
    when = day(as_of) or date.today()
    for record, status in library_for(library).documents(when):
        print_json(show_record(record, status, when))


@library_app.command("history")
def history_command(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """The generations kept, newest first."""
    tell(
        as_json,
        lambda history: [{**asdict(generation), "current": current} for generation, current in history],
        terminal.tell_history,
        library_for(library).history(),
    )


@library_app.command("rollback")
def rollback_command(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Go back to the generation before the current one."""
    tell(
        as_json,
        asdict,
        lambda made: f"The library is back at generation {made.name} of {made.created}.",
        library_for(library).rollback(),
    )


def run(command: Callable[..., Any], arguments: list[str]) -> int:
    """Run and turn every expected error into one plain line on stderr. Returns the exit code."""
    debug = "--debug" in arguments
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        result = command(args=arguments, standalone_mode=False)
        return result if isinstance(result, int) else 0
    except AssistantError as error:
        if debug:
            raise
        typer.echo(" ".join(str(error).split()), err=True)
        return 2
    except typer.exceptions.TyperException as error:
        typer.echo(f"{error.format_message()} Try --help.", err=True)
        return 2
    except (typer.Abort, KeyboardInterrupt):
        typer.echo("Stopped.", err=True)
        return 130
    except BrokenPipeError:  # the reader of a pipe closed it, as `| head` does
        sys.stderr.close()
        return 0


def main() -> None:
    """Entry point of `policy-assistant`."""
    sys.exit(run(app, sys.argv[1:]))


def ingest_main() -> None:
    """Entry point of `python ingest.py`."""
    sys.exit(run(app, ["ingest", *sys.argv[1:]]))
