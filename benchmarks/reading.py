"""Speed and memory of reading: pages a second for text PDFs, in the parsing process and whole, and its peak memory.

Usage: python benchmarks/reading.py [FILE …]   (default: the PDFs of ../shared/policy that have a text layer)

Printed for each file: pages, characters, seconds of reading (through the parsing process, as an ingest does it), pages
a second, and seconds and pages a second with outline, description and splitting added. Then the totals and the peak
memory of the parsing process.
"""

from __future__ import annotations

import time

from measuring import cost_of_children, documents


def main() -> None:
    from assistant.errors import Unreadable
    from assistant.reading import read_documents
    from assistant.reading.sources import read_sources
    from assistant.reading.structure.splitting import split

    paths = documents(__doc__, ".pdf")
    list(read_sources(paths[0]))  # starts the parsing process, whose start is paid once an ingest
    print(f"{'file':48} {'pages':>5} {'characters':>10} {'read s':>7} {'pages/s':>8} {'whole s':>8} {'pages/s':>8}")
    totals = [0.0, 0.0, 0.0]
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
    every, read, whole = totals
    print(f"{'together':48} {every:5.0f} {'':10} {read:7.2f} {every / read:8.0f} {whole:8.2f} {every / whole:8.0f}")
    peak, seconds = cost_of_children()  # each file was read twice, once with what follows reading
    print(f"parsing process: peak memory {peak:.0f} MB; {2 * every / seconds:.0f} pages a second of processor time")


if __name__ == "__main__":
    main()
