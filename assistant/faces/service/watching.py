"""What the service tells of itself: one JSON line an event, and figures for Prometheus; never a question's text."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

from assistant.errors import AssistantError, LibraryMissing

if TYPE_CHECKING:
    from assistant.assistant import Assistant

PREFIX = "policy_assistant_"
SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60)  # bounds of the histograms


class Events:
    """A log of one JSON line an event, on a stream or nowhere; lines of several threads never mix."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream
        self._writing = threading.Lock()

    def tell(self, event: str, **fields: Any) -> None:
        """Write `{"time": …, "event": event, …}`; fields that are None or "" are left out."""
        if self.stream is None:
            return
        told = {name: value for name, value in fields.items() if value not in (None, "")}
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, "event": event, **told}, ensure_ascii=True)
        with self._writing:
            self.stream.write(line + "\n")
            self.stream.flush()


class Figures:
    """Counters, histograms and gauges in a registry of their own; `running` and `waiting` count requests when asked."""

    def __init__(self, assistant: Assistant, running: Callable[[], int], waiting: Callable[[], int]) -> None:
        from prometheus_client import (
            CollectorRegistry,
            Counter,
            Gauge,
            Histogram,
            PlatformCollector,
            ProcessCollector,
        )

        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)

        def made(kind: Any, name: str, says: str, labels: tuple[str, ...] = (), **more: Any) -> Any:
            return kind(PREFIX + name, says, labels, registry=self.registry, **more)

        self.requests = made(Counter, "requests", "Requests answered.", ("door", "status"))
        self.seconds = made(Histogram, "request_seconds", "From request to answer.", ("door",), buckets=SECONDS)
        self.refused = made(Counter, "refused", "Requests refused at the gate.", ("why",))
        self.logins = made(Counter, "logins", "Logins.", ("outcome",))
        self.operations = made(Counter, "operations", "What programs asked for.", ("operation", "outcome"))
        self.answers = made(Counter, "answers", "Answers to programs, by their status.", ("status",))
        gauges: tuple[tuple[str, str, Callable[[], int]], ...] = (
            ("running", "Requests being worked on.", running),
            ("waiting", "Requests of programs that wait for their turn.", waiting),
            ("documents", "Documents in the library.", lambda: documents_of(assistant)),
        )
        for name, says, count in gauges:
            made(Gauge, name, says).set_function(count)

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        from prometheus_client import generate_latest

        return generate_latest(self.registry)


def documents_of(assistant: Assistant) -> int:
    """How many documents the library holds; -1 where it cannot be read."""
    try:
        return len(assistant.library.newest()[0].records)
    except LibraryMissing:
        return 0
    except AssistantError:
        return -1


class Rate:
    """So many events a minute for each key, any of them at once: a token bucket a key, the idle ones forgotten."""

    KEYS = 10_000

    def __init__(self, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self.clock = clock
        self._left: dict[str, tuple[float, float]] = {}  # key → tokens left, when that was
        self._counting = threading.Lock()

    def wait(self, key: str, cost: float = 1.0) -> float:
        """Take one, or a part of one. 0 when there was enough, else the seconds after which there is."""
        now = self.clock()
        with self._counting:
            tokens, then = self._left.get(key, (self.per_minute, now))
            tokens = min(self.per_minute, tokens + (now - then) * self.per_minute / 60)
            if tokens < cost:
                return (cost - tokens) * 60 / self.per_minute
            self._left[key] = (tokens - cost, now)
            if len(self._left) > self.KEYS:  # who has not asked for long has all of theirs again anyway
                self._left = dict(sorted(self._left.items(), key=lambda one: one[1][1])[self.KEYS // 2 :])
            return 0.0
