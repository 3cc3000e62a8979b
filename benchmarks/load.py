"""Many people at once: what a served library answers, how soon, and what it needs for it.

    python benchmarks/load.py --library data/library --people 50 --seconds 300 [--kill]

Starts the real command on loopback without a model and asks it over REST, each person one question after another with
a pause between. Every answer is compared with the one that the same question got when nobody else asked: an error, a
wrong or mixed-up citation is counted. `--kill` ends the server hard halfway and starts it again on the same port.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np

QUESTIONS = (
    "What is the cap of the training voucher?",
    "深圳训力券最高补贴多少？",
    "Which compute subsidies can a Shenzhen start-up get?",
    "How many measures does the 2023–24 action plan have?",
    "When did the Shenzhen AI regulation take effect?",
    "条例第三十八条规定了什么？",
    "What is the recipe for Peking duck?",
    "Is the Beijing compute voucher still open?",
    "What does the EU AI Act say about prohibited practices?",
    "Who is responsible for the model voucher?",
)


@dataclass
class Counts:
    """What happened to the questions of all people."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    refused: int = 0  # told to come back, which they did
    broken: int = 0  # connections that broke off while the server was down; asked again
    memory: list[tuple[float, float]] = field(default_factory=list)  # seconds since the start, MB


def without_time(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key not in ("seconds", "id")}


async def person(
    number: int, client: httpx.AsyncClient, expected: dict[str, Any], until: float, counts: Counts
) -> None:
    """One person: asks, reads, asks again. A question is asked until it is answered; its time is that of all tries."""
    chance = random.Random(number)
    await asyncio.sleep(chance.random() * 3)
    while time.monotonic() < until:
        question, began = chance.choice(QUESTIONS), time.monotonic()
        down = 0.0
        while True:
            tried = time.monotonic()
            try:
                got = await client.post("/api/v1/ask", json={"question": question})
            except httpx.TransportError:
                counts.broken += 1
                await asyncio.sleep(0.5)
                down += time.monotonic() - tried  # the wait for a server that is not there is not its answer's
                continue
            if got.status_code in (429, 503):
                counts.refused += 1
                await asyncio.sleep(float(got.headers.get("retry-after", "1")))
                continue
            break
        counts.seconds.append(time.monotonic() - began - down)
        if got.status_code != 200 or without_time(got.json()) != expected[question]:
            counts.wrong.append(f"{got.status_code} {question}")
        await asyncio.sleep(chance.uniform(1, 5))


def started(library: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "assistant", "serve", "--library", str(library), "--model", "none"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--per-minute", "1000000"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    if "page is at" not in process.stdout.readline():
        sys.exit("the service did not start")
    return process


def memory_of(process: subprocess.Popen[str]) -> float:
    """Resident memory in MB."""
    pages = int(Path(f"/proc/{process.pid}/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


async def load(library: Path, people: int, seconds: float, kill: bool) -> Counts:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process, counts = started(library, port), Counts()
    limits = httpx.Limits(max_connections=people, max_keepalive_connections=people)
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=120, limits=limits) as client:
            expected = {}
            for question in QUESTIONS:
                got = await client.post("/api/v1/ask", json={"question": question})
                expected[question] = without_time(got.json())
            began = time.monotonic()
            asking = [
                asyncio.ensure_future(person(number, client, expected, began + seconds, counts))
                for number in range(people)
            ]
            killed = not kill
            while not all(one.done() for one in asking):
                await asyncio.sleep(1)
                if not killed and time.monotonic() - began > seconds / 2:
                    process.kill()
                    process.wait()
                    process = await asyncio.to_thread(started, library, port)
                    killed = True
                counts.memory.append((time.monotonic() - began, memory_of(process)))
            await asyncio.gather(*asking)
    finally:
        process.kill()
        process.wait()
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description="Many people at once.")
    parser.add_argument("--library", type=Path, default=Path("data/library"))
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--kill", action="store_true", help="end the server hard halfway, and start it again")
    given = parser.parse_args()
    counts = asyncio.run(load(given.library, given.people, given.seconds, given.kill))
    p50, p95, p99 = np.percentile(counts.seconds, [50, 95, 99])
    tenth = max(1, len(counts.memory) // 10)
    told = {
        "people": given.people,
        "answers": len(counts.seconds),
        "wrong": len(counts.wrong),
        "told_to_come_back": counts.refused,
        "broken_connections": counts.broken,
        "p50_s": round(float(p50), 3),
        "p95_s": round(float(p95), 3),
        "p99_s": round(float(p99), 3),
        "memory_mb_at_a_tenth": round(counts.memory[tenth][1]),
        "memory_mb_at_the_end": round(counts.memory[-1][1]),
        "memory_mb_at_most": round(max(size for _, size in counts.memory)),
    }
    print(json.dumps(told))
    for line in sorted(set(counts.wrong)):
        print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
