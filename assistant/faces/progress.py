"""Progress on stderr for work that takes longer than a moment: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.library.planning import Report

QUIET = 5.0  # seconds between two lines about the same stage where no bar can be drawn


@contextmanager
def progress_bar() -> Iterator[Report]:
    """Yields `report(stage, done, total)`."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield told_in_lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting", total=None)

        def report(stage: str, done: int, total: int) -> None:
            progress.update(task, description=f"{stage[:60]:<60}", completed=done, total=total or None)

        yield report


def told_in_lines() -> Report:
    """A report that prints a line when another sort of stage begins ("reading", "embedding"), and every few seconds."""
    began = time.monotonic()
    last: tuple[str, float] = ("", 0.0)

    def report(stage: str, done: int, total: int) -> None:
        nonlocal last
        kind, now = stage.split(" ", 1)[0], time.monotonic()
        if kind == last[0] and now - last[1] < QUIET:
            return
        last = kind, now
        count = f" ({done} of {total})" if total > 1 else ""
        print(f"{now - began:4.0f} s  {stage}{count}", file=sys.stderr, flush=True)

    return report
