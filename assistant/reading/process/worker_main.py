"""The parsing process: reads requests from standard input, parses, answers on standard output, until the input ends.

Started by `worker.py` as `python -m assistant.reading.process.worker_main MEMORY_BYTES`. A message is a JSON head and
raw bytes, each preceded by its length. What a parser refuses is answered with its reason; any other failure ends the
process, and the one who asked starts another.
"""

from __future__ import annotations

import dataclasses
import json
import os
import struct
import sys
from typing import Any, BinaryIO

from assistant.reading.formats import parser_of
from assistant.reading.limits import Limits
from assistant.reading.parsed import Refused

LENGTHS = struct.Struct(">QQ")  # bytes of the head, bytes of the body


def send(stream: BinaryIO, head: Any, body: bytes = b"") -> None:
    """Write one message."""
    packed = json.dumps(head).encode()
    stream.write(LENGTHS.pack(len(packed), len(body)) + packed)
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[Any, bytes] | None:
    """Read one message; None when the stream has ended."""
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = (stream.read(length) for length in LENGTHS.unpack(lengths))
    try:
        return json.loads(head), body
    except ValueError:
        return None  # cut off in the middle: the other side has died


def main() -> None:
    """Serve until standard input ends. Only our own messages may go to standard output, so prints are sent away."""
    limit_memory(int(sys.argv[1]))
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while (message := receive(requests)) is not None:
        head, data = message
        try:
            parsed = parser_of(head["format"], head["recognising"])(data, Limits(**head["limits"]))
            answer: dict[str, Any] = {"parsed": dataclasses.asdict(parsed)}
        except Refused as refusal:
            answer = {"refused": str(refusal)}
        except (MemoryError, RecursionError) as error:
            answer = {"refused": _exhausted(error, head["limits"]["memory_bytes"]), "spent": True}
        send(answers, answer)
        if answer.get("spent"):
            return  # what the failed parse left behind goes with the process


def _exhausted(error: MemoryError | RecursionError, memory: int) -> str:
    if isinstance(error, RecursionError):
        return "nests its parts too deeply"
    return f"needs more than {memory // 1_000_000} MB of memory to be read"


def limit_memory(count: int) -> None:
    """Bound the address space, where the system can do that."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with_limit = getattr(resource, "RLIMIT_AS", None)
    if with_limit is not None and sys.platform != "darwin":  # macOS has the name but not the thing
        resource.setrlimit(with_limit, (count, count))


if __name__ == "__main__":
    main()
