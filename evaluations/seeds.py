"""Chinese questions on the two English seed articles, asked of them together with the policy documents.

    python ingest.py ../shared/seeds ../shared/policy --library LIBRARY
    python evaluations/seeds.py LIBRARY

Prints the rank of the right passage for each question and how many are within the first five.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from assistant.embedding import open_embedder
from assistant.finding.searching import search
from assistant.settings import Settings
from assistant.storing.library import Library

QUESTIONS = Path(__file__).with_name("seed_questions.tsv")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    embedder = open_embedder(Settings())
    index = Library(Settings(library=parser.parse_args().library), embedder.identity).index
    ranks = []
    for line in QUESTIONS.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        question, document, words = line.split("\t")
        hits = search(index, embedder, question, limit=10, as_of=date(2026, 11, 22)).hits
        right = [hit.passage.document == document and words in hit.passage.text for hit in hits]
        ranks.append(right.index(True) + 1 if any(right) else 99)
        print(f"{ranks[-1]:3}  {question}")
    print(f"{sum(rank <= 5 for rank in ranks)} of {len(ranks)} within the first five")


if __name__ == "__main__":
    main()
