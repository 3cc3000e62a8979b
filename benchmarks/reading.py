"""Speed and memory of reading: pages a second for text PDFs, in the parsing process and whole, and its peak memory.

Usage: python benchmarks/reading.py [FILE …]   (default: the PDFs of ../shared/policy that have a text layer)

Printed for each file: pages, characters, seconds of reading (through the parsing process, as an ingest does it), pages
a second, and seconds and pages a second with outline, description and splitting added. Then the totals and the peak
memory of the parsing process.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "policy"
LEFT_OUT = ("scan-no-text", "broken-capture", "sg-model", "en.moj")  # need text recognition, or are refused


def main() -> None:
    from assistant.errors import Unreadable
    from assistant.reading import read_documents
    from assistant.reading.sources import read_sources
    from assistant.splitting import split

    named = [Path(name) for name in sys.argv[1:]]
    paths = named or [p for p in sorted(SHARED.glob("*/*.pdf")) if not any(part in p.name for part in LEFT_OUT)]
    if not paths:
        sys.exit("no PDF files: name some, or put the folder ../shared beside the project")
    list(read_sources(paths[0]))  # starts the parsing process, whose start is paid once an ingest
    print(f"{'file':48} {'pages':>5} {'characters':>10} {'read s':>7} {'pages/s':>8} {'whole s':>8} {'pages/s':>8}")
    totals = [0, 0.0, 0.0]
    for path in paths:
        try:
            started = time.perf_counter()
            sources = list(read_sources(path))
            read = time.perf_counter() - started
            started = time.perf_counter()
            for document in read_documents(path):
                split(document)
            whole = time.perf_counter() - started
        except Unreadable as error:
            print(f"{path.name[:48]:48} refused: {error.reason}")
            continue
        pages = sum(len(source.pages) for source in sources)
        characters = sum(len(source.text) for source in sources)
        print(
            f"{path.name[:48]:48} {pages:5} {characters:10,} {read:7.2f} {pages / read:8.0f} {whole:8.2f}"
            f" {pages / whole:8.0f}"
        )
        totals = [totals[0] + pages, totals[1] + read, totals[2] + whole]
    pages, read, whole = totals
    print(f"{'together':48} {pages:5} {'':10} {read:7.2f} {pages / read:8.0f} {whole:8.2f} {pages / whole:8.0f}")
    peak, seconds = _cost_of_children()
    print(f"parsing process: peak memory {peak:.0f} MB; {2 * pages / seconds:.0f} pages a second of processor time")


def _cost_of_children() -> tuple[float, float]:
    """Peak resident memory (MB) and processor seconds of the parsing process, which is ended first.

    Processor time says what reading costs where other programs keep the clock's time from saying it. Each file is read
    twice, once with what follows reading.
    """
    try:
        import resource
    except ImportError:  # Windows
        return float("nan"), float("nan")
    from assistant.reading.limits import DEFAULTS
    from assistant.reading.worker import worker_for

    worker_for(DEFAULTS).close()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3), used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
