"""Chinese questions on the two English seed articles, asked of them together with the policy documents.

    python ingest.py ../shared/seeds ../shared/policy --library LIBRARY
    python evaluations/seeds.py LIBRARY

Prints the rank of the right passage for each question and how many are within the first five.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from tables import rows

from assistant.finding.searching import read_query, search
from assistant.library.generations import Library
from assistant.models.embedder import open_embedder
from assistant.settings import Settings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    embedder = open_embedder(Settings())
    index = Library(Settings(library=parser.parse_args().library), embedder.identity).index
    ranks = []
    for question, document, words in rows("seed_questions.tsv"):
        hits = search(index, embedder, read_query(index, question), limit=10, as_of=date(2026, 11, 22)).hits
        right = [hit.passage.document == document and words in hit.passage.text for hit in hits]
        ranks.append(right.index(True) + 1 if any(right) else 99)
        print(f"{ranks[-1]:3}  {question}")
    print(f"{sum(rank <= 5 for rank in ranks)} of {len(ranks)} within the first five")


if __name__ == "__main__":
    main()
