"""Prints how the project's own pairs are judged, and each of them changed by code in one place, by language and kind.

    python evaluations/mutations.py [dev|held|all] [--show]

A mutation counts as caught when it is not proven, a true sentence as flagged when it is refuted; how many true ones are
proven is printed beside. Without the reader of pairs, which these sentences are too near their passages to need.
"""

from __future__ import annotations

import argparse
from collections import Counter
from functools import lru_cache

from mutating import Pair, mutations, read_pairs

from assistant.proving import Check, Evidence, verify_sentence
from assistant.records import Verdict


def check(pair: Pair, sentence: str) -> Check:
    """The verdict on a sentence against the pair's passage."""
    return verify_sentence(sentence, {1: _evidence(pair)}, [1])


@lru_cache(8)
def _evidence(pair: Pair) -> Evidence:
    """What the sentence cites, read once for all mutations of it."""
    return Evidence(pair.passage, pair.heading, pair.passage_language)


def measure(pairs: list[Pair], show: bool = False) -> dict[str, Counter[str]]:
    """For each language: "true", "proven", "flagged", and for each kind "made KIND", "caught KIND"."""
    counts: dict[str, Counter[str]] = {"en": Counter(), "zh": Counter()}
    for pair in pairs:
        count, result = counts[pair.language], check(pair, pair.sentence)
        count["true"] += 1
        count["proven"] += result.verdict is Verdict.SUPPORTED
        count["flagged"] += result.verdict is Verdict.UNSUPPORTED
        if show and result.verdict is not Verdict.SUPPORTED:
            print(
                f"{result.verdict.upper():11} {pair.id} {pair.sentence}\n        {result.why}\n        {result.quote}"
            )
        for mutation in mutations(pair):
            result = check(pair, mutation.sentence)
            count[f"made {mutation.kind}"] += 1
            count[f"caught {mutation.kind}"] += result.verdict is not Verdict.SUPPORTED
            if show and result.verdict is Verdict.SUPPORTED:
                print(f"MISSED  {pair.id} {mutation.kind}: {mutation.sentence}\n        was: {pair.sentence}")
    return counts


def print_table(counts: dict[str, Counter[str]]) -> None:
    """One row a kind, both languages side by side."""
    kinds = sorted({key.removeprefix("made ") for count in counts.values() for key in count if key.startswith("made ")})
    rows = [(kind, f"caught {kind}", f"made {kind}") for kind in kinds]
    for count in counts.values():
        for word in ("caught", "made"):
            count[f"all {word}"] = sum(count[f"{word} {kind}"] for kind in kinds)
    rows += [
        ("all caught", "all caught", "all made"),
        ("true proven", "proven", "true"),
        ("true flagged", "flagged", "true"),
    ]
    print(f"{'':<14}" + "".join(f"{language:>22}" for language in counts))
    for title, part, whole in rows:
        cells = (
            f"{count[part]} of {count[whole]} {count[part] / max(1, count[whole]):.1%}" for count in counts.values()
        )
        print(f"{title:<14}" + "".join(f"{cell:>22}" for cell in cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("split", nargs="?", choices=("dev", "held", "all"), default="all")
    parser.add_argument("--show", action="store_true", help="list what went wrong")
    chosen = parser.parse_args()
    pairs = [pair for pair in read_pairs() if chosen.split in ("all", pair.split)]
    print_table(measure(pairs, chosen.show))


if __name__ == "__main__":
    main()
