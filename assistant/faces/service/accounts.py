"""Accounts, API tokens and sessions: one SQLite file in the library's folder that only its owner can read.

Passwords are kept as Argon2id (RFC 9106, its second recommended choice but for the memory: 46 MiB, one pass, as the
OWASP cheat sheet has it), tokens and sessions, which are random, as SHA-256. Whatever is wrong with a login, the
answer is one and the same, and takes as long.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.disk import open_private
from assistant.errors import UsageError
from assistant.faces.service.rights import Caller, Role

FILE = "accounts.sqlite"
SHORTEST = 10  # characters of a password (OWASP ASVS 2.1 asks for 12 of new ones, NIST 800-63B for 8)
LONGEST = 200  # so that nobody makes the hash work on a book
FAILURES = 5  # wrong passwords in a row after which an account is locked
LOCKED = 900.0  # seconds, doubled with each further row of failures, for a day at most
DAY = 86_400.0
SESSION = 12 * 3600.0  # seconds that a login lasts
MARK = "pa_"  # begins every token, so that one left lying about is recognised

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_MEMORY = 46 * 1024  # KiB
_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, created REAL NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0, rounds INTEGER NOT NULL DEFAULT 0, locked_until REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS secrets (
    number INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE, created REAL NOT NULL, expires REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it is listed."""

    name: str
    role: Role
    created: float  # seconds since 1970, as all times here
    locked_until: float


@dataclass(frozen=True, slots=True)
class Token:
    """An API token as it is listed: never with its words, which are shown once, when it is made."""

    number: int
    account: str
    label: str
    created: float
    expires: float


class Accounts:
    """The accounts of one library. Several processes may use them at once; `clock` tells the time in seconds."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.path = folder / FILE
        self.clock = clock

    @property
    def exist(self) -> bool:
        """Whether there is any account."""
        return self.path.is_file() and bool(self.all())

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            if not self.path.is_file():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                # made with its rights, so that there is no moment in which others can read it
                with contextlib.suppress(FileExistsError):
                    open_private(self.path).close()
            with contextlib.closing(sqlite3.connect(self.path, timeout=10)) as opened, opened:
                opened.execute("PRAGMA foreign_keys = ON")
                opened.executescript(_SCHEMA)
                yield opened
        except (sqlite3.Error, OSError) as error:
            raise UsageError(f"The accounts in {self.path} cannot be used: {error}.") from error

    # ------------------------------------------------------------ accounts

    def all(self) -> list[Account]:
        with self._opened() as opened:
            rows = opened.execute("SELECT name, role, created, locked_until FROM accounts ORDER BY name").fetchall()
        return [Account(name, Role(role), created, locked) for name, role, created, locked in rows]

    def add(self, name: str, role: Role, password: str) -> None:
        """A new account. UsageError for a name that is taken or unfit, or a password that is too weak."""
        if not _NAME.fullmatch(name):
            raise UsageError("An account's name is up to 40 small letters, digits, dots, dashes: ada.wong")
        kept = _hashed(acceptable(password, name))
        with self._opened() as opened:
            row = (name, role.value, kept, self.clock())
            try:
                opened.execute("INSERT INTO accounts (name, role, password, created) VALUES (?, ?, ?, ?)", row)
            except sqlite3.IntegrityError as error:
                raise UsageError(f"There is an account {name} already.") from error

    def remove(self, name: str) -> None:
        """Take an account away, with its tokens and sessions."""
        self._change(name, "DELETE FROM accounts WHERE name = ?", (name,))

    def set_role(self, name: str, role: Role) -> None:
        self._change(name, "UPDATE accounts SET role = ? WHERE name = ?", (role.value, name))

    def unlock(self, name: str) -> None:
        words = "UPDATE accounts SET failures = 0, rounds = 0, locked_until = 0 WHERE name = ?"
        self._change(name, words, (name,))

    def set_password(self, name: str, password: str) -> None:
        """A new password; whoever is logged in under the old one no longer is."""
        kept = _hashed(acceptable(password, name))
        self._change(name, "UPDATE accounts SET password = ? WHERE name = ?", (kept, name))
        with self._opened() as opened:
            opened.execute("DELETE FROM secrets WHERE kind = 'session' AND account = ?", (name,))

    def _change(self, name: str, words: str, values: tuple[object, ...]) -> None:
        with self._opened() as opened:
            if not opened.execute(words, values).rowcount:
                raise UsageError(f"There is no account {name}. `policy-assistant accounts list` names them.")

    # ------------------------------------------------------------ logging in

    def log_in(self, name: str, password: str) -> str | None:
        """A session for the right name and password, None for anything else and for a locked account."""
        with self._opened() as opened:
            found = opened.execute(
                "SELECT password, failures, rounds, locked_until FROM accounts WHERE name = ?", (name,)
            ).fetchone()
        kept, _, _, locked = found or (_nobody(), 0, 0, 0.0)
        right = _fits(password, kept) and found is not None
        if found is None or self.clock() < locked:
            return None
        if not right:
            self._failed(name)
            return None
        with self._opened() as opened:
            opened.execute("UPDATE accounts SET failures = 0, rounds = 0 WHERE name = ?", (name,))
            opened.execute("DELETE FROM secrets WHERE expires < ?", (self.clock(),))
            return self._new_secret(opened, "session", name, "", SESSION)[1]

    def _failed(self, name: str) -> None:
        """Count a wrong password where it is kept, so that several at once cannot pass as one."""
        with self._opened() as opened:
            opened.execute("UPDATE accounts SET failures = failures + 1 WHERE name = ?", (name,))
            found = opened.execute("SELECT failures, rounds FROM accounts WHERE name = ?", (name,)).fetchone()
            if found and found[0] >= FAILURES:
                until = self.clock() + min(LOCKED * 2 ** found[1], DAY)
                words = "UPDATE accounts SET failures = 0, rounds = rounds + 1, locked_until = ? WHERE name = ?"
                opened.execute(words, (until, name))

    def log_out(self, session: str) -> None:
        with self._opened() as opened:
            opened.execute("DELETE FROM secrets WHERE kind = 'session' AND hash = ?", (_digest(session),))

    # ------------------------------------------------------------ tokens

    def new_token(self, name: str, label: str = "", days: float = 365) -> tuple[int, str]:
        """A token for programs that act as this account: its number, and its words, which are nowhere kept."""
        with self._opened() as opened:
            if not opened.execute("SELECT 1 FROM accounts WHERE name = ?", (name,)).fetchone():
                raise UsageError(f"There is no account {name}. `policy-assistant accounts list` names them.")
            return self._new_secret(opened, "token", name, label, days * DAY)

    def rotate(self, number: int, overlap_hours: float = 0) -> tuple[int, str]:
        """A new token in place of another, which ends after the overlap; it lasts as long as that one did."""
        now = self.clock()
        with self._opened() as opened:
            found = opened.execute(
                "SELECT account, label, created, expires FROM secrets WHERE kind = 'token' AND number = ?", (number,)
            ).fetchone()
            if found is None:
                raise UsageError(f"There is no token {number}. `policy-assistant accounts tokens` names them.")
            name, label, created, expires = found
            until = min(now + overlap_hours * 3600, expires)
            opened.execute("UPDATE secrets SET expires = ? WHERE number = ?", (until, number))
            return self._new_secret(opened, "token", name, label, expires - created)

    def revoke(self, number: int) -> None:
        with self._opened() as opened:
            if not opened.execute("DELETE FROM secrets WHERE kind = 'token' AND number = ?", (number,)).rowcount:
                raise UsageError(f"There is no token {number}. `policy-assistant accounts tokens` names them.")

    def tokens(self) -> list[Token]:
        with self._opened() as opened:
            rows = opened.execute(
                "SELECT number, account, label, created, expires FROM secrets WHERE kind = 'token' ORDER BY number"
            ).fetchall()
        return [Token(*row) for row in rows]

    # ------------------------------------------------------------ who comes

    def by_token(self, token: str) -> Caller | None:
        """Whose token this is; None for none that is valid now."""
        return self._by("token", token)

    def by_session(self, session: str) -> Caller | None:
        return self._by("session", session)

    def _by(self, kind: str, secret: str) -> Caller | None:
        with self._opened() as opened:
            found = opened.execute(
                "SELECT accounts.name, accounts.role FROM secrets JOIN accounts ON accounts.name = account"
                " WHERE kind = ? AND hash = ? AND expires > ?",
                (kind, _digest(secret), self.clock()),
            ).fetchone()
        return Caller(found[0], Role(found[1])) if found else None

    def _new_secret(
        self, opened: sqlite3.Connection, kind: str, name: str, label: str, seconds: float
    ) -> tuple[int, str]:
        words, now = MARK + secrets.token_urlsafe(32), self.clock()
        done = opened.execute(
            "INSERT INTO secrets (hash, kind, label, account, created, expires) VALUES (?, ?, ?, ?, ?, ?)",
            (_digest(words), kind, label, name, now, now + seconds),
        )
        return int(done.lastrowid or 0), words


def acceptable(password: str, name: str) -> str:
    """The password. UsageError where it is too short, too long, or the account's own name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"A password has {SHORTEST} to {LONGEST} characters.")
    if name in password.lower() and len(password) < 2 * len(name) + SHORTEST:
        raise UsageError("The password may not be built on the account's name.")
    if len(set(password)) < 5:
        raise UsageError("The password repeats the same few characters.")
    return password


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _hashed(password: str) -> str:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    made = Argon2id(salt=os.urandom(16), length=32, iterations=1, lanes=1, memory_cost=_MEMORY)
    return made.derive_phc_encoded(password.encode("utf-8", "replace"))


def _fits(password: str, kept: str) -> bool:
    from cryptography.exceptions import InvalidKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        Argon2id.verify_phc_encoded(password[: LONGEST + 1].encode("utf-8", "replace"), kept)
    except InvalidKey:
        return False
    return True


@cache
def _nobody() -> str:
    """A hash that no password has, so that a name that does not exist takes as long as one that does."""
    return _hashed(secrets.token_urlsafe(32))
