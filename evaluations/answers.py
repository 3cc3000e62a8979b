"""Scores gold folders and prints a table per category and language.

    python evaluations/answers.py tests/gold/dev [FOLDER …] --library DIR [--failures]

Each folder is asked of the same library. `found` is the share of answerable questions whose every expected fact stands
anywhere in the answer, `first two` in its first two quotes, `document` whose first two quotes include the right
document, `refused` the share of unanswerable questions that are refused and `wrongly` that of answerable ones.
`--failures` lists what went wrong, row by row; do not use it on a held-out folder.
"""

from __future__ import annotations

import argparse
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant import Assistant, Settings
from assistant.evaluating.answers import ask_row, failing, first_quotes, metrics_of
from assistant.evaluating.folders import Row, query_file, read_rows
from assistant.records import Answer

Result = tuple[Row, Answer, float]

ANSWERABLE = {
    "found": "must_found",
    "first two": "must_found_in_first_two_quotes",
    "document": "right_document",
    "wrongly": "refused_wrongly",
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Scores gold folders and prints a table per category and language.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--library", type=Path, help="the library to ask; default: that of the settings")
    parser.add_argument("--failures", action="store_true", help="list what went wrong (never on held-out rows)")
    chosen = parser.parse_args()
    settings = Settings() if chosen.library is None else Settings(library=chosen.library)
    assistant = Assistant(settings)
    assistant.ask("warm up")  # the first question opens engines and library
    for folder in chosen.folders:
        rows = read_rows(query_file(folder, None))
        results = [(row, *ask_row(row, assistant.ask)) for row in rows]
        print(f"\n{folder}: {len(rows)} questions, model {settings.model_name or 'none'}")
        print_table(results)
        if chosen.failures:
            print_failures(results)


def print_table(results: Sequence[Result]) -> None:
    """One line for each category and language, one for all, and the figures that no category has."""
    groups: defaultdict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[result[0]["category"]].append(result)
    for result in results:
        groups[f"({result[0]['lang']})"].append(result)
    groups["all"] = list(results)
    print(f"{'':16} {'rows':>5} " + " ".join(f"{name:>9}" for name in (*ANSWERABLE, "refused")))
    for name, group in groups.items():
        print(f"{name:16} {len(group):5} " + " ".join(cells(group)))
    whole = metrics_of(*zip(*results, strict=True))
    print(
        f"citation precision {whole['citation_precision']:.3f}, recall {whole['citation_recall']:.3f}; "
        f"p50 {whole['p50_ms']:.0f} ms, p95 {whole['p95_ms']:.0f} ms; "
        f"first two quotes together: median {read_first(results):.0f} characters"
    )


def read_first(results: Sequence[Result]) -> float:
    """The median length of what a reader has to read; without it long quotes would look like good ones."""
    lengths = [len(first_quotes(answer)) for _, answer, _ in results if answer.citations]
    return statistics.median(lengths) if lengths else 0.0


def cells(group: Sequence[Result]) -> Iterable[str]:
    """The shares of one line; "·" where the group has no rows that a figure is about."""
    metrics = metrics_of(*zip(*group, strict=True))
    answerable = any(not row.get("abstain") for row, _, _ in group)
    unanswerable = any(row.get("abstain") for row, _, _ in group)
    for name in ANSWERABLE.values():
        yield f"{metrics[name]:9.3f}" if answerable else f"{'·':>9}"
    yield f"{metrics['refused_rightly']:9.3f}" if unanswerable else f"{'·':>9}"


def print_failures(results: Sequence[Result]) -> None:
    for row, answer, _ in results:
        failure = failing(row, answer)
        if failure is None:
            continue
        print(f"\n{row['id']} [{'; '.join(failure['problems'])}; {answer.status}] {row.get('history', '')} {row['q']}")
        print(f"  expected {row.get('must', 'a refusal')} in {row.get('doc', '—')}")
        for citation in answer.citations[:2]:
            print(f"  {citation.marker} {citation.record.document}: {citation.quote[:200]}")


if __name__ == "__main__":
    main()
