"""What the page keeps for each browser: its conversations, and what its forms hold. One SQLite file in the library's
folder, or memory alone where the text of questions is not to be kept.

A browser is known by a random name in a cookie (`guarding.Guard`). A conversation is known by a random name too:
whoever has it, as part of a link, may read the conversation, and nobody else. Answers are kept whole, with their
passages, so that an old citation shows the version that it cited after its document has changed.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DiskTrouble
from assistant.faces.page.markup import Exchange

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from assistant.settings import Settings

FILE = "conversations.sqlite"
FEEDBACK = "feedback.jsonl"
MOST = 200  # conversations kept for one browser, the newest
TABLES = """
create table if not exists conversation (name text primary key, browser text, title text, changed real, body blob);
create index if not exists of_browser on conversation (browser, changed);
create table if not exists noted (browser text, name text, value text, primary key (browser, name));
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A conversation as a list of them shows it; `changed` is in seconds since 1970."""

    name: str
    title: str
    changed: float


@cache
def exchanges_form() -> TypeAdapter[tuple[Exchange, ...]]:
    """How exchanges are written as JSON and read again."""
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Exchange, ...])


class Kept:
    """What is kept, at `path` or in memory. Threads may share it. Raises DiskTrouble where it cannot be written."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._open: sqlite3.Connection | None = None

    @classmethod
    def of(cls, settings: Settings) -> Kept:
        """On disk, unless the text of questions is not to be kept."""
        return cls(settings.library / FILE if settings.logs_text else None)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock:
                if self._open is None:
                    if self._path is not None:
                        self._path.parent.mkdir(parents=True, exist_ok=True)
                    self._open = sqlite3.connect(self._path or ":memory:", check_same_thread=False, timeout=10)
                    self._open.executescript(TABLES)
                with self._open:
                    yield self._open
        except (sqlite3.Error, OSError) as error:
            raise DiskTrouble(f"Conversations cannot be kept in {self._path}: {error}.") from error

    # ------------------------------------------------------------ conversations

    def conversation(self, name: str) -> tuple[Exchange, ...]:
        """A conversation, () where there is none of this name, or one that an earlier make wrote."""
        with self._connected() as database:
            row = database.execute("select body from conversation where name = ?", (name,)).fetchone()
        try:
            return exchanges_form().validate_json(row[0]) if row else ()
        except ValueError:
            return ()

    def latest(self, browser: str) -> tuple[Exchange, ...]:
        """The conversation that this browser was in last; () after it has begun a new one."""
        return self.conversation(self.noted(browser, "conversation"))

    def listed(self, browser: str) -> list[Told]:
        """The conversations of a browser, the newest first."""
        select = "select name, title, changed from conversation where browser = ? order by changed desc limit ?"
        with self._connected() as database:
            return [Told(*row) for row in database.execute(select, (browser, MOST))]

    def keep(self, browser: str, exchanges: tuple[Exchange, ...], known: int) -> tuple[Exchange, ...]:
        """Keep a conversation of which the page showed `known` exchanges before; the exchanges as kept.

        One that belongs to another browser, or has grown in another tab meanwhile, is left as it is, and this one goes
        on under a name of its own.
        """
        name = exchanges[0].chat
        with self._connected() as database:
            row = database.execute("select browser, body from conversation where name = ?", (name,)).fetchone()
        grown = row is not None and len(exchanges_form().validate_json(row[1])) > known
        if not name or (row is not None and (row[0] != browser or grown)):
            name = secrets.token_urlsafe(12)
        exchanges = tuple(replace(each, chat=name) for each in exchanges)
        body, title = exchanges_form().dump_json(exchanges), exchanges[0].question[:200]
        with self._connected() as database:
            database.execute(
                "insert or replace into conversation values (?, ?, ?, ?, ?)", (name, browser, title, time.time(), body)
            )
            database.execute(
                "delete from conversation where browser = ? and name not in "
                "(select name from conversation where browser = ? order by changed desc limit ?)",
                (browser, browser, MOST),
            )
        self.note(browser, "conversation", name)
        return exchanges

    def forget(self, browser: str) -> None:
        """Forget all conversations of a browser."""
        with self._connected() as database:
            database.execute("delete from conversation where browser = ?", (browser,))

    def judge(self, exchange: Exchange, verdict: str, remark: str) -> None:
        """Add a judgement ("good" or "bad") of an answer to `feedback.jsonl` beside the database."""
        if self._path is None:
            return
        line = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "conversation": exchange.chat,
            "turn": exchange.number,
            "question": exchange.question,
            "status": exchange.answer.status if exchange.answer else "",
            "verdict": verdict,
            "remark": remark,
        }
        try:
            with (self._path.parent / FEEDBACK).open("a", encoding="utf-8", errors="replace") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            raise DiskTrouble(f"The judgement cannot be kept: {error.strerror}.") from error

    # ------------------------------------------------------------ what forms hold

    def note(self, browser: str, name: str, value: str) -> None:
        with self._connected() as database:
            database.execute("insert or replace into noted values (?, ?, ?)", (browser, name, value))

    def noted(self, browser: str, name: str) -> str:
        """What was noted for a browser under a name, "" for nothing."""
        with self._connected() as database:
            row: Any = database.execute(
                "select value from noted where browser = ? and name = ?", (browser, name)
            ).fetchone()
        return row[0] if row else ""
