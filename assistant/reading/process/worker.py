"""Parsing in a process of its own, kept for many files: a crash, a hang or a bomb there is one refused file."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, cast

from assistant.reading.limits import Limits
from assistant.reading.parsed import Parsed, Refused
from assistant.reading.process.worker_main import receive, send
from assistant.records import Heading, Instrument, Page, Property, Relation, RelationKind

# What the process needs to run; keys and settings of this program it does not.
_PASSED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TESSDATA_PREFIX")


@lru_cache(maxsize=4)
def worker_for(limits: Limits) -> Worker:
    """The worker kept for these limits; it starts with the first file."""
    return Worker(limits)


class Worker:
    """One parsing process, started when needed and again after it died. Safe to share between threads."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: Any = None
        self._expired = False

    def parse(self, form: str, data: bytes, seconds: float | None = None, *, recognising: bool = False) -> Parsed:
        """Parse the bytes of one file as a format of this name. Raises Refused with the reason."""
        seconds = self.limits.seconds if seconds is None else seconds
        with self._lock:
            process = self._running()
            self._expired = False
            timer = threading.Timer(seconds, self._expire, [process])
            timer.start()
            try:
                answer = self._ask(process, {"format": form, "recognising": recognising}, data)
            finally:
                timer.cancel()
            if answer is None:
                raise Refused(self._obituary(process, seconds))
        if answer.get("spent"):
            self.close()
        if "refused" in answer:
            raise Refused(answer["refused"])
        return _rebuilt(answer["parsed"])

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._lock:
            if self._process is not None:
                _stop(self._process)
                self._process = None

    def _ask(self, process: subprocess.Popen[bytes], what: dict[str, Any], data: bytes) -> dict[str, Any] | None:
        try:
            send(cast(BinaryIO, process.stdin), what | {"limits": dataclasses.asdict(self.limits)}, data)
            message = receive(cast(BinaryIO, process.stdout))
        except OSError:  # the process went away while it was being written to
            return None
        return message[0] if message else None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        package = Path(__file__).resolve().parents[3]
        environment = {name: os.environ[name] for name in _PASSED if name in os.environ}
        environment |= {"PYTHONPATH": str(package), "PYTHONIOENCODING": "utf-8", "OMP_THREAD_LIMIT": "1"}
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "assistant.reading.process.worker_main", str(self.limits.memory_bytes)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, env=environment,
            start_new_session=True,
        )  # fmt: skip
        weakref.finalize(self, _stop, self._process)
        return self._process

    def _expire(self, process: subprocess.Popen[bytes]) -> None:
        self._expired = True
        _stop(process)

    def _obituary(self, process: subprocess.Popen[bytes], seconds: float) -> str:
        """Why the process died, in words."""
        code = process.wait()
        self._process = None
        if self._expired:
            return f"takes longer than {seconds:g} s to read"
        if code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
            return f"crashes the parser ({name})"
        self._errors.seek(0)
        lines = self._errors.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
        return f"is damaged, or of a make that the parser does not know ({lines[-1][:200] if lines else code})"


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and what it started (text recognition), and reap it."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError):  # it ended by itself in between
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # a write that never left the buffer
                stream.close()


def _rebuilt(values: dict[str, Any]) -> Parsed:
    """A Parsed from its JSON form."""
    values["pages"] = tuple(Page(**page) for page in values["pages"])
    values["headings"] = tuple(Heading(**heading) for heading in values["headings"])
    values["properties"] = tuple(Property(**entry) for entry in values["properties"])
    values["instruments"] = tuple(
        Instrument(**{**entry, "conditions": tuple(entry["conditions"])}) for entry in values["instruments"]
    )
    values["relations"] = tuple(
        Relation(**{**entry, "relation": RelationKind(entry["relation"])}) for entry in values["relations"]
    )
    for name in ("notes", "scans"):
        values[name] = tuple(values[name])
    return Parsed(**values)
