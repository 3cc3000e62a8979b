"""Accounts on the command line: `policy-assistant accounts …`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from assistant.errors import UsageError
from assistant.faces.options import JsonOption, LibraryOption, print_json, settings_for
from assistant.faces.service.accounts import Accounts
from assistant.faces.service.rights import Role

accounts_app = typer.Typer(
    help="Who may use the page and the programs' doors. Without any account, only this machine may.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AccountArgument = Annotated[str, typer.Argument(help="The account's name.", metavar="NAME")]
NumberArgument = Annotated[int, typer.Argument(help="The token's number, as `tokens` prints it.", metavar="NUMBER")]
RoleOption = Annotated[
    Role, typer.Option("--role", help="reader asks; editor also adds and removes; admin also watches.")
]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


def accounts_of(library: LibraryOption) -> Accounts:
    return Accounts(settings_for(library).library)


def asked_password(from_stdin: bool) -> str:
    """A password from standard input, or typed twice unseen. It is never an argument: others can read those."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError("There is no terminal to type a password at. Use --password-stdin.")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@accounts_app.command("add")
def add_command(
    name: AccountArgument, role: RoleOption = Role.READER, library: LibraryOption = None, stdin: StdinOption = False
) -> None:
    """A new account; its password is asked for."""
    accounts_of(library).add(name, role, asked_password(stdin))
    typer.echo(f"Added {name}, {role.value}.")


@accounts_app.command("list")
def list_command(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """The accounts with their roles."""
    accounts = accounts_of(library)
    found = accounts.all() if accounts.path.is_file() else []
    if as_json:
        print_json([asdict(account) for account in found])
        return
    for account in found:
        locked = account.locked_until > accounts.clock()
        typer.echo(
            f"{account.name}  {account.role}" + (f"  locked until {told(account.locked_until)}" if locked else "")
        )


@accounts_app.command("role")
def role_command(name: AccountArgument, role: RoleOption, library: LibraryOption = None) -> None:
    """Give an account another role."""
    accounts_of(library).set_role(name, role)
    typer.echo(f"{name} is now {role.value}.")


@accounts_app.command("password")
def password_command(name: AccountArgument, library: LibraryOption = None, stdin: StdinOption = False) -> None:
    """Give an account a new password; whoever is logged in under it no longer is."""
    accounts_of(library).set_password(name, asked_password(stdin))
    typer.echo(f"{name} has a new password.")


@accounts_app.command("unlock")
def unlock_command(name: AccountArgument, library: LibraryOption = None) -> None:
    """Open an account that was locked after wrong passwords."""
    accounts_of(library).unlock(name)
    typer.echo(f"{name} is open.")


@accounts_app.command("remove")
def remove_command(name: AccountArgument, library: LibraryOption = None) -> None:
    """Take an account away, with its tokens."""
    accounts_of(library).remove(name)
    typer.echo(f"Removed {name}.")


@accounts_app.command("token")
def token_command(
    name: AccountArgument,
    label: Annotated[str, typer.Option("--label", help="What it is for.")] = "",
    days: Annotated[float, typer.Option("--days", help="How long it holds.", min=0.01, max=3650)] = 365,
    library: LibraryOption = None,
) -> None:
    """A token with which a program acts as an account. It is printed once and kept nowhere."""
    number, words = accounts_of(library).new_token(name, label, days)
    typer.echo(f"Token {number} of {name}, kept nowhere; copy it now:", err=True)
    typer.echo(words)


@accounts_app.command("tokens")
def tokens_command(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """The tokens, without their words."""
    found = accounts_of(library).tokens()
    if as_json:
        print_json([asdict(token) for token in found])
        return
    for token in found:
        typer.echo(f"{token.number}  {token.account}  until {told(token.expires)}  {token.label}".rstrip())


@accounts_app.command("rotate")
def rotate_command(
    number: NumberArgument,
    overlap: Annotated[float, typer.Option("--overlap-hours", help="How long the old one still holds.", min=0)] = 0,
    library: LibraryOption = None,
) -> None:
    """A new token in place of another."""
    later, words = accounts_of(library).rotate(number, overlap)
    typer.echo(f"Token {later} takes the place of {number}; copy it now:", err=True)
    typer.echo(words)


@accounts_app.command("revoke")
def revoke_command(number: NumberArgument, library: LibraryOption = None) -> None:
    """End a token at once."""
    accounts_of(library).revoke(number)
    typer.echo(f"Token {number} no longer holds.")


def told(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
