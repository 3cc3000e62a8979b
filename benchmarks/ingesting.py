"""What an ingest costs: where its time goes, how fast an unchanged folder is passed over, and its peak memory.

Usage: python benchmarks/ingesting.py [PATH …]   (default: the text documents of ../shared/policy)

A new library is made in a temporary folder with the local embeddings, then the same paths are ingested again. Printed:
documents, pages and passages; seconds and share of the whole for waiting until a file is read (the next ones are read
while passages are embedded), splitting, embedding and the rest; how long reading took by itself; the second run's files
a second; the peak memory of this process and of the parsing process.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared" / "policy"
LEFT_OUT = ("scan-no-text", "broken-capture", "sg-model", "en.moj")  # need text recognition, or are refused


def main() -> None:
    import assistant.storing.ingesting as ingesting
    from assistant import Assistant, Settings

    named = [Path(name) for name in sys.argv[1:]]
    paths = named or [p for p in sorted(SHARED.glob("*/*")) if not any(part in p.name for part in LEFT_OUT)]
    if not paths:
        sys.exit("no documents: name some, or put the folder ../shared beside the project")
    spent = {"reading": 0.0, "splitting": 0.0, "embedding": 0.0}
    beside = {"reading": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant(Settings(library=Path(folder) / "library"))
        assistant.embedder.embed_query("the engine is opened before the clock starts")
        ingesting.read_ahead = timed_steps(ingesting.read_ahead, spent, "reading")
        ingesting.read_documents = timed_steps(ingesting.read_documents, beside, "reading")
        ingesting.split = timed(ingesting.split, spent, "splitting")
        embedder = assistant.embedder
        embedder.embed_passages = timed(embedder.embed_passages, spent, "embedding")  # type: ignore[method-assign]
        began = time.perf_counter()
        first = assistant.ingest(paths)
        whole = time.perf_counter() - began
        began = time.perf_counter()
        second = assistant.ingest(paths)
        again = time.perf_counter() - began
        assistant.close()
    pages = sum(item.record.pages or 0 for item in first.documents)
    print(f"{len(first.documents)} documents, {pages} pages of PDF, {first.passages} passages")
    spent["the rest"] = whole - sum(spent.values())
    for step, seconds in spent.items():
        print(f"{step:10} {seconds:8.1f} s {seconds / whole:7.1%}")
    print(f"{'whole':10} {whole:8.1f} s {first.passages / whole:7.1f} passages/s")
    print(f"reading by itself: {beside['reading']:.1f} s")
    print(f"unchanged: {second.unchanged} documents in {again:.2f} s, {second.unchanged / again:,.0f} files/s")
    own, parsing = peaks()
    print(f"peak memory: {own:.0f} MB here, {parsing:.0f} MB in the parsing process")


def timed(function: Callable[..., Any], spent: dict[str, float], step: str) -> Callable[..., Any]:
    def run(*arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[step] += time.perf_counter() - began

    return run


def timed_steps(function: Callable[..., Iterator[Any]], spent: dict[str, float], step: str) -> Callable[..., Any]:
    """The same for a generator, whose time passes while it is asked for items."""

    def run(*arguments: Any, **named: Any) -> Iterator[Any]:
        steps = function(*arguments, **named)
        while True:
            began = time.perf_counter()
            try:
                item = next(steps)
            except StopIteration:
                return
            finally:
                spent[step] += time.perf_counter() - began
            yield item

    return run


def peaks() -> tuple[float, float]:
    """Peak resident memory of this process and of the largest child that has ended, in MB."""
    try:
        import resource
    except ImportError:  # Windows
        return float("nan"), float("nan")
    from assistant.reading.limits import DEFAULTS
    from assistant.reading.worker import worker_for

    worker_for(DEFAULTS).close()
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return tuple(resource.getrusage(who).ru_maxrss / unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))  # type: ignore[return-value]


if __name__ == "__main__":
    main()
