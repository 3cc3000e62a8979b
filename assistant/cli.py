"""The command line: arguments → facade → words or JSON. Errors become one plain line on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.exceptions

from assistant.errors import AssistantError, UsageError
from assistant.settings import Settings, read_settings

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


def settings_for(library: Path | None = None, **others: Any) -> Settings:
    return read_settings({"library": library, **others})


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--as-of {text}: write a day as 2026-11-21.") from error


def questions_in(batch: Path) -> Iterator[tuple[str, str]]:
    """Id and text of each line; the text may be called "question", "query" or "text"."""
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
            text = next(row[key] for key in ("question", "query", "text") if key in row)
        except (json.JSONDecodeError, StopIteration, TypeError) as error:
            raise UsageError(
                f'--batch {batch}, line {number}: not a line like {{"id": "1", "question": "…"}}.'
            ) from error
        yield str(row.get("id", number)), str(text)


def one_or_batch(text: str | None, batch: Path | None, what: str) -> None:
    if (text is None) == (batch is None):
        raise UsageError(f"Give either a {what} or --batch FILE.jsonl.")


@app.command("ask")
def ask_command(
    question: Annotated[str | None, typer.Argument(help="The question, in English or Chinese.")] = None,
    library: LibraryOption = None,
    as_of: AsOfOption = None,
    where: WhereOption = None,
    model: Annotated[str | None, typer.Option(help='Chat model, or "none" for quotes.', metavar="NAME|none")] = None,
    batch: BatchOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with citations, or refuse."""
    from dataclasses import replace

    from assistant.assistant import Assistant
    from assistant.filtering import read_filters
    from assistant.serial import show_answer
    from assistant.telling import tell_answer

    one_or_batch(question, batch, "question")
    filters, when = read_filters(where or []), day(as_of)
    assistant = Assistant(settings_for(library, model=model))
    if batch is None:
        answer = assistant.ask(question or "", as_of=when, filters=filters)
        print_json(show_answer(answer)) if as_json else typer.echo(tell_answer(answer))
        return
    for identity, text in questions_in(batch):
        answer = replace(assistant.ask(text, as_of=when, filters=filters), id=identity)
        print_json(show_answer(answer))


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
    from assistant.assistant import Assistant
    from assistant.filtering import read_filters
    from assistant.serial import show_findings
    from assistant.telling import tell_findings

    one_or_batch(query, batch, "query")
    filters, when = read_filters(where or []), day(as_of)
    assistant = Assistant(settings_for(library))
    if batch is None:
        findings = assistant.search(query or "", limit, filters, as_of=when)
        print_json(show_findings(findings)) if as_json else typer.echo(tell_findings(findings))
        return
    for identity, text in questions_in(batch):
        findings = assistant.search(text, limit, filters, as_of=when)
        print_json({"id": identity, "query": text, "passages": show_findings(findings)})


@app.command("ingest", hidden=True)
def ingest_command(
    paths: Annotated[list[str] | None, typer.Argument(help="Files, folders, web addresses; default corpus/.")] = None,
    library: LibraryOption = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents whose files are gone.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Ingest files, folders and web pages into the library."""
    from assistant.assistant import Assistant
    from assistant.telling import show_report, tell_report
    from assistant.watching import progress_bar

    assistant = Assistant(settings_for(library))
    with progress_bar() as report:
        result = assistant.ingest(paths or ["corpus"], prune=prune, report=report)
    print_json(show_report(result)) if as_json else typer.echo(tell_report(result, assistant.library.folder))
    if result.failed:
        raise typer.Exit(1)


@app.command("evaluate")
def evaluate_command(
    folder: Annotated[Path, typer.Argument(help="Folder with a data set.")],
    queries: Annotated[Path | None, typer.Option("--queries", help="Query file, where there are several.")] = None,
    library: LibraryOption = None,
    model: Annotated[str | None, typer.Option(help='Chat model, or "none" for quotes.', metavar="NAME|none")] = None,
    as_json: JsonOption = False,
) -> None:
    """Score retrieval, refusals, support or answers on a data set."""
    from assistant.evaluating import evaluate
    from assistant.telling import tell_evaluation

    report = evaluate(folder, settings_for(library, model=model), queries=queries, library=library)
    print_json(report.as_json()) if as_json else typer.echo(tell_evaluation(report))


@app.command("serve")
def serve_command(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 7860,
    library: LibraryOption = None,
    model: Annotated[str | None, typer.Option(help='Chat model, or "none" for quotes.', metavar="NAME|none")] = None,
    browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """The web page."""
    from assistant.assistant import Assistant
    from assistant.page import serve

    # on an address that others can reach, the text of their questions is not logged unless that was asked for
    shared = True if host not in ("127.0.0.1", "localhost", "::1") else None
    serve(Assistant(settings_for(library, model=model, shared=shared)), host, port, open_browser=browser)


@library_app.command("list")
def list_command(library: LibraryOption = None, as_of: AsOfOption = None, as_json: JsonOption = False) -> None:
    """The documents with their kind, status and dates."""
    from assistant.serial import show_record
    from assistant.telling import tell_documents

    when = day(as_of) or date.today()
    documents = opened(library).documents(when)
    if as_json:
        print_json([show_record(record, status, when) for record, status in documents])
    else:
        typer.echo(tell_documents(documents))


@library_app.command("show")
def show_command(
    name: Annotated[str, typer.Argument(help="The document's name, as `list` prints it.")],
    library: LibraryOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """One document: its record, relations and sections with their pages."""
    from assistant.serial import show_document
    from assistant.telling import tell_document
    from assistant.validity import status_as_of

    when = day(as_of) or date.today()
    held = opened(library)
    document = held.document(name)
    status = status_as_of(document.record, held.index.incoming.get(name, ()), when)
    if as_json:
        print_json(show_document(document, status, when))
    else:
        typer.echo(tell_document(document, status, when))


@library_app.command("remove")
def remove_command(
    name: Annotated[str, typer.Argument(help="The document's name, as `list` prints it.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a document out (a later ingest of its file brings it back)."""
    held = opened(library)
    held.document(name)
    generation = held.remove(name)
    if as_json:
        print_json({"removed": name, "generation": generation.name, "documents": generation.documents})
    else:
        typer.echo(f"Removed {name}. The library holds {generation.documents} documents.")


@library_app.command("export")
def export_command(library: LibraryOption = None, as_of: AsOfOption = None) -> None:
    """Every document record as JSON Lines."""
    from assistant.serial import show_record

    when = day(as_of) or date.today()
    for record, status in opened(library).documents(when):
        print_json(show_record(record, status, when))


@library_app.command("history")
def history_command(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """The generations kept, newest first."""
    from dataclasses import asdict

    from assistant.telling import tell_history

    history = opened(library).history()
    if as_json:
        print_json([{**asdict(generation), "current": current} for generation, current in history])
    else:
        typer.echo(tell_history(history))


@library_app.command("rollback")
def rollback_command(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Go back to the generation before the current one."""
    from dataclasses import asdict

    generation = opened(library).rollback()
    if as_json:
        print_json(asdict(generation))
    else:
        typer.echo(f"The library is back at generation {generation.name} of {generation.created}.")


def opened(library: Path | None) -> Any:
    from assistant.assistant import Assistant

    return Assistant(settings_for(library)).library


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
