"""What an ingest costs: where its time goes, how fast an unchanged folder is passed over, and its peak memory.

Usage: python benchmarks/ingesting.py [PATH …]   (default: the text documents of ../shared/policy)

A new library is made in a temporary folder with the local embeddings, then the same paths are ingested again. Printed:
documents, pages and passages; seconds and share of the whole for waiting until a file is read (the next ones are read
while passages are embedded), splitting, embedding and the rest; how long reading took by itself; the second run's files
a second; the peak memory of this process and of the parsing process.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any
from unittest import mock

from measuring import cost_of_children, documents, own_peak, timed, timed_steps


def main() -> None:
    from assistant import Assistant, Settings, ingesting
    from assistant.reading import read_documents
    from assistant.reading.structure.splitting import split

    paths = documents(__doc__)
    spent = {"reading": 0.0, "splitting": 0.0, "embedding": 0.0}
    beside = {"reading": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant(Settings(library=Path(folder) / "library"))
        embedder = assistant.embedder
        embedder.embed_query("the engine is opened before the clock starts")
        steps: dict[str, Any] = {
            "read_ahead": timed_steps(ingesting.read_ahead, spent, "reading"),
            "read_documents": timed_steps(read_documents, beside, "reading"),
            "split": timed(split, spent, "splitting"),
        }
        embed = timed(embedder.embed_passages, spent, "embedding")
        with mock.patch.multiple(ingesting, **steps), mock.patch.object(embedder, "embed_passages", embed):
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
    for step, taken in spent.items():
        print(f"{step:10} {taken:8.1f} s {taken / whole:7.1%}")
    print(f"{'whole':10} {whole:8.1f} s {first.passages / whole:7.1f} passages/s")
    print(f"reading by itself: {beside['reading']:.1f} s")
    print(f"unchanged: {second.unchanged} documents in {again:.2f} s, {second.unchanged / again:,.0f} files/s")
    print(f"peak memory: {own_peak():.0f} MB here, {cost_of_children()[0]:.0f} MB in the parsing process")


if __name__ == "__main__":
    main()
