"""Questions across languages, out of the library's own parallel documents: a sentence of an article → the same article
in the other language.

    python evaluations/parallel.py LIBRARY [--steady NUMBER]

Every text of which the library holds a version in the other language gives its sentences of articles (10–60 Chinese
characters, 5–30 English words), one of each three, as questions to the passages of the other language alone. The
articles of one law are all about one matter, and only the right number counts: harder than finding a text that is about
something, and what an official who compares two versions needs. Prints how often the right article is first, within the
first five, and the mean reciprocal rank, for each direction.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from assistant.finding import ranking
from assistant.finding.searching import read_query, search
from assistant.language.tokens import tokens
from assistant.library.generations import Library
from assistant.library.index import Index
from assistant.models.embedder import open_embedder
from assistant.records import Filters, Passage, RelationKind
from assistant.settings import Settings

TODAY = date(2026, 11, 22)
EVERY = 3
_SENTENCE = {"zh": re.compile(r"(?<=[。；！？])|\n+"), "en": re.compile(r"(?<=[.;!?])\s+|\n+")}
_LABEL = re.compile(r"^(?:第[^条\s]+条|Article \d+)\s*|^[（(][^）)]{1,4}[）)]\s*")


def article_of(passage: Passage) -> str:
    """The number of an article as it reads in either language ("§5"), or ""."""
    return next((token for token in tokens(passage.label) if token.startswith("§")), "")


def versions(index: Index) -> dict[str, set[str]]:
    """For each document the texts of the same instrument, whatever their language."""
    groups: dict[str, set[str]] = defaultdict(set)
    for name, relations in index.relations.items():
        for relation in relations:
            if relation.relation is RelationKind.VERSION_OF and relation.target_document:
                together = groups[name] | groups[relation.target_document] | {name, relation.target_document}
                for one in together:
                    groups[one] = together
    return groups


def questions(index: Index, language: str) -> Iterator[tuple[str, set[str], str]]:
    """Sentences in a language, the documents that hold the same in the other one, and the article's number."""
    done: set[str] = set()
    number = 0
    for name, group in sorted(versions(index).items()):
        others = {other for other in group if index.records[other].language not in (language, "ko")}
        if name in done or index.records[name].language != language or not others:
            continue
        done |= group
        at = index.rows.documents.index(name)
        rows = [row for row in range(len(index.rows)) if index.rows.document[row] == at]
        for passage in index.passages(rows):
            for sentence in _SENTENCE[language].split(passage.text) if article_of(passage) else ():
                asked = _LABEL.sub("", _LABEL.sub("", sentence.strip()))
                long = 10 <= len(asked) <= 60 if language == "zh" else 5 <= len(asked.split()) <= 30
                number += long
                if long and number % EVERY == 0:
                    yield asked, others, article_of(passage)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--steady", type=float, default=ranking.STEADY, help="another value of ranking.STEADY")
    chosen = parser.parse_args()
    ranking.STEADY = chosen.steady
    embedder = open_embedder(Settings())
    index = Library(Settings(library=chosen.library), embedder.identity).index
    for source, target in (("zh", "en"), ("en", "zh")):
        ranks = []
        for asked, documents, article in questions(index, source):
            filters = Filters(language=(target,))
            asked_of = read_query(index, asked)
            hits = search(index, embedder, asked_of, limit=10, filters=filters, as_of=TODAY, infer=False).hits
            right = [hit.passage.document in documents and article_of(hit.passage) == article for hit in hits]
            ranks.append(right.index(True) + 1 if any(right) else 0)
        n = max(len(ranks), 1)
        first, five = (sum(0 < rank <= last for rank in ranks) / n for last in (1, 5))
        reciprocal = sum(1 / rank for rank in ranks if rank) / n
        print(f"{source}→{target}  n {len(ranks)}  first {first:.3f}  R@5 {five:.3f}  MRR {reciprocal:.3f}", flush=True)


if __name__ == "__main__":
    main()
