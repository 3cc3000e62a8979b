"""What all doors share: the facade, the accounts, the limits, and one way to have something done."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.errors import (
    AssistantError,
    Busy,
    LibraryLocked,
    LibraryMissing,
    NotAllowed,
    NotInLibrary,
    ServiceError,
    Unreadable,
    UsageError,
)
from assistant.faces.service.forms import Form
from assistant.faces.service.operations import Operation, perform
from assistant.faces.service.rights import Caller, Role
from assistant.faces.service.watching import Events, Figures, Rate

if TYPE_CHECKING:
    import anyio

    from assistant.assistant import Assistant
    from assistant.faces.service.accounts import Accounts

HERE = Caller("this-machine", Role.ADMIN)  # whoever asks from this machine, where there are no accounts
ANYBODY = Caller("anybody", Role.READER)  # whoever asks from elsewhere, where none were wanted

STATUSES: tuple[tuple[type[AssistantError], int], ...] = (
    (NotAllowed, 403), (Busy, 503), (NotInLibrary, 404), (LibraryMissing, 409), (LibraryLocked, 409),
    (Unreadable, 422), (ServiceError, 502), (UsageError, 400), (AssistantError, 500),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """What one service takes on. Whatever is more is refused with a status that says so."""

    per_minute: float = 120  # questions of one account, or of one address where there are no accounts
    logins_per_minute: float = 20  # tries of one address, whatever the name
    at_once: int = 16  # operations of programs under way
    in_line: int = 64  # operations that may wait for their turn
    body_bytes: int = 1_000_000
    upload_bytes: int = 50_000_000
    uploads_at_once: int = 2
    header_seconds: float = 15.0  # from a connection to the end of its request's head
    body_seconds: float = 30.0  # for a whole body to arrive
    upload_seconds: float = 300.0
    leave_seconds: float = 10.0  # for what is under way when the service is ended


@dataclass
class Office:
    """One service. `accounts` is None where none are asked for: then everybody is `everybody`.

    `root` is the path under which a proxy shows the service ("/policy"), "" for none. `local` means that only this
    machine can reach it, so that a browser that names another host was led here.
    """

    assistant: Assistant
    accounts: Accounts | None = None
    everybody: Caller = HERE
    limits: ServiceLimits = field(default_factory=ServiceLimits)
    events: Events = field(default_factory=Events)
    root: str = ""
    local: bool = True

    def __post_init__(self) -> None:
        self.figures = Figures(self.assistant, lambda: self.running, self.waiting)
        self.asking = Rate(self.limits.per_minute)
        self.logging_in = Rate(self.limits.logins_per_minute)
        self.running = 0  # requests under way, but for those that only listen
        self._turns: anyio.CapacityLimiter | None = None

    @property
    def turns(self) -> anyio.CapacityLimiter:
        """Who may work at the same time; made in the loop that serves."""
        import anyio

        if self._turns is None:
            self._turns = anyio.CapacityLimiter(self.limits.at_once)
        return self._turns

    def waiting(self) -> int:
        """How many operations wait for their turn."""
        return int(self.turns.statistics().tasks_waiting)

    async def perform(self, caller: Caller | None, operation: Operation, asked: Form | dict[str, Any]) -> Any:
        """`operations.perform` in a thread when it is its turn. Busy when too many wait already."""
        from anyio import to_thread

        if self.waiting() >= self.limits.in_line:
            self.figures.refused.labels("busy").inc()
            raise Busy("Too much is asked at once. Try again in some seconds.")
        began, outcome = time.monotonic(), "failed"
        try:
            found = await to_thread.run_sync(perform, self.assistant, caller, operation, asked, limiter=self.turns)
            outcome = "done"
            if operation.name == "ask":
                self.figures.answers.labels(found["status"]).inc()
            return found
        except AssistantError as error:
            outcome = "refused" if status_of(error) < 500 else "failed"
            raise
        finally:
            self.figures.operations.labels(operation.name, outcome).inc()
            seconds = round(time.monotonic() - began, 3)
            self.events.tell(
                "operation",
                operation=operation.name,
                outcome=outcome,
                caller=caller.name if caller else "",
                seconds=seconds,
            )


def status_of(error: AssistantError) -> int:
    """The HTTP status for an error that is told to a person."""
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def refusal(status: int, message: str) -> dict[str, Any]:
    """The JSON body of every refusal, in the shape that OpenAI's clients read."""
    return {"error": {"message": " ".join(message.split()), "type": f"http_{status}", "param": None, "code": status}}
