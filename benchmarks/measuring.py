"""What several benchmarks need: which files are read, how long a call takes, how much memory it took at most."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
PROJECT = Path(__file__).resolve().parents[1]
POLICY = PROJECT.parent / "shared" / "policy"
LEFT_OUT = ("scan-no-text", "broken-capture", "sg-model", "en.moj")  # need text recognition, or are refused


def documents(help_: str | None, suffix: str = "") -> list[Path]:
    """The files that the command names, else those of ../shared/policy with this suffix; without any it ends."""
    parser = argparse.ArgumentParser(description=help_, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    files = sorted(POLICY.glob(f"*/*{suffix}"))
    paths = parser.parse_args().files or [p for p in files if not any(part in p.name for part in LEFT_OUT)]
    if not paths:
        sys.exit("no documents: name some, or put the folder ../shared beside the project")
    return paths


def seconds(work: Callable[P, object], *arguments: P.args, **named: P.kwargs) -> float:
    """How long one call takes on the clock."""
    began = time.perf_counter()
    work(*arguments, **named)
    return time.perf_counter() - began


def timed(function: Callable[P, R], spent: dict[str, float], step: str) -> Callable[P, R]:
    """The function, whose time on the clock is added to `spent[step]`."""

    def run(*arguments: P.args, **named: P.kwargs) -> R:
        began = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[step] += time.perf_counter() - began

    return run


def timed_steps(function: Callable[P, Iterator[R]], spent: dict[str, float], step: str) -> Callable[P, Iterator[R]]:
    """The same for a generator, whose time passes while it is asked for items."""

    def run(*arguments: P.args, **named: P.kwargs) -> Iterator[R]:
        following = timed(function(*arguments, **named).__next__, spent, step)
        while True:
            try:
                item = following()
            except StopIteration:
                return
            yield item

    return run


def cost_of_children() -> tuple[float, float]:
    """Peak resident memory (MB) and processor seconds of the parsing process, which is ended first.

    Processor time says what reading costs where other programs keep the clock's time from saying it.
    """
    from assistant.reading.limits import DEFAULTS
    from assistant.reading.process.worker import worker_for

    worker_for(DEFAULTS).close()
    return _used("RUSAGE_CHILDREN")


def own_peak() -> float:
    """Peak resident memory of this process, MB."""
    return _used("RUSAGE_SELF")[0]


def _used(who: str) -> tuple[float, float]:
    try:
        import resource
    except ImportError:  # Windows
        return float("nan"), float("nan")
    used = resource.getrusage(getattr(resource, who))
    return used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3), used.ru_utime + used.ru_stime
