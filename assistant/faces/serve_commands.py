"""Serving on the command line: the page with the doors of programs, and the tools over standard input."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.faces.options import LibraryOption, ModelOption, assistant_for, settings_for

HostOption = Annotated[str, typer.Option(help="Address to listen on.")]
PortOption = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]
RootOption = Annotated[str, typer.Option("--root-path", help="Path under which a proxy shows it.", metavar="/PATH")]
LogOption = Annotated[
    str | None, typer.Option("--log", help="One JSON line an event, to this file; - for stderr.", metavar="FILE|-")
]
RateOption = Annotated[float, typer.Option("--per-minute", help="Questions a minute of one account.", min=1)]
UploadOption = Annotated[int, typer.Option("--upload-mb", help="Largest file that is taken in.", min=1, max=200)]
OpenDoorOption = Annotated[
    bool, typer.Option("--without-accounts", help="On an outside address too: everyone may ask and read.")
]


def register_serving(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("serve")(serve_command)
    app.command("mcp")(mcp_command)


def serve_command(
    host: HostOption = "127.0.0.1",
    port: PortOption = 7860,
    library: LibraryOption = None,
    model: ModelOption = None,
    browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    without_accounts: OpenDoorOption = False,
    root_path: RootOption = "",
    log: LogOption = None,
    per_minute: RateOption = 120,
    upload_mb: UploadOption = 50,
) -> None:
    """The web page, and for programs REST, chat completions and MCP."""
    from assistant.faces.service.accounts import Accounts
    from assistant.faces.service.office import ServiceLimits
    from assistant.faces.service.running import LOOPBACK, open_log, open_office, serve

    # where others than the person at this machine ask, the text of their questions is not kept unless asked for
    others = host not in LOOPBACK or Accounts(settings_for(library).library).exist
    assistant = assistant_for(library, model=model, shared=True if others else None)
    limits = ServiceLimits(per_minute=per_minute, upload_bytes=upload_mb * 1_000_000)
    office = open_office(
        assistant, host, without_accounts=without_accounts, root=root_path, limits=limits, log=open_log(log)
    )
    serve(office, host, port, open_browser=browser)


def mcp_command(library: LibraryOption = None, model: ModelOption = None) -> None:
    """The tools for an MCP client that starts this command: over standard input and output."""
    from assistant.faces.service.mcp_door import serve_stdio
    from assistant.faces.service.office import Office

    serve_stdio(Office(assistant_for(library, model=model)))
