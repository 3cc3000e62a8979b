"""Scores the desk Subsidies on profiles with verdicts and sums that were written by hand first.

    python evaluations/profiles.py FILE.jsonl --library DIR [--failures]

Rows: {"id","as_of","language","profile":{…},"expect":[{"name","jurisdiction","verdict","worth":{"low","high"}|null}],
"never_available":[name or "name (jurisdiction)"],"asks":[…]}. An expectation holds when the verdict is the one expected
and, where a sum is expected, both of its ends are within one per cent.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from assistant import Assistant, Settings
from assistant.desks.subsidies import subsidies
from assistant.desks.subsidies.matches import Eligibility, Match, Subsidies
from assistant.desks.subsidies.profiles import profile_from
from assistant.evaluating.folders import read_rows

NEAR = 0.01  # of a sum


def main() -> None:
    parser = argparse.ArgumentParser(description="Scores the desk Subsidies on profiles judged by hand.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--failures", action="store_true", help="list what went wrong; not on rows kept for figures")
    chosen = parser.parse_args()
    index = Assistant(Settings(library=chosen.library)).library.index
    right = total = whole = sums = right_sums = wrongly = 0
    rows = read_rows(chosen.file)
    for row in rows:
        found = subsidies(index, profile_from(row["profile"]), date.fromisoformat(row["as_of"]), row["language"])
        faults = list(faults_of(row, found))
        total += len(row["expect"])
        right += len(row["expect"]) - len({name for name, _ in faults if name})
        summed = [one for one in row["expect"] if one.get("worth")]
        sums += len(summed)
        right_sums += sum(_sum_holds(one, _match(one, found)) for one in summed)
        available = [what for name, what in faults if not name]
        wrongly += len(available)
        whole += not faults
        if chosen.failures:
            for _, what in faults:
                print(f"{row['id']}: {what}")
    print(
        f"{len(rows)} profiles: {whole} wholly right; {right} of {total} expectations, {right_sums} of {sums} sums; "
        f"{wrongly} measures called available that are not"
    )


def faults_of(row: dict[str, Any], found: Subsidies) -> Iterator[tuple[str, str]]:
    """(name of the expectation, what is wrong); the name is "" for a measure that may not be called available."""
    for one in row["expect"]:
        match = _match(one, found)
        name = f"{one['name']} ({one['jurisdiction']})"
        if match is None:
            yield name, f"{name}: not found"
        elif match.verdict != one["verdict"]:
            conditions = "; ".join(f"{c.text[:50]}: {c.verdict}" for c in match.conditions)
            yield name, f"{name}: {match.verdict} instead of {one['verdict']} ({conditions})"
        elif one.get("worth") and not _sum_holds(one, match):
            yield name, f"{name}: {match.worth} instead of {one['worth']}"
    for name in row.get("never_available", []):
        for match in found.matches:
            named = match.measure.name in name and (match.measure.jurisdiction in name or "(" not in name)
            if match.verdict is Eligibility.ELIGIBLE and named and "CN-" in name:
                yield "", f"{name}: called eligible"


def _match(one: dict[str, Any], found: Subsidies) -> Match | None:
    """The measure expected, by its place and its English name in any of its documents."""
    for match in found.matches:
        measure = match.measure
        if measure.jurisdiction == one["jurisdiction"] and one["name"] in (measure.name, *measure.also_called):
            return match
    return None


def _sum_holds(one: dict[str, Any], match: Match | None) -> bool:
    if match is None or match.worth is None:
        return False
    wanted = one["worth"]
    pairs = ((float(match.worth.low), wanted["low"]), (float(match.worth.high), wanted["high"]))
    return all(abs(mine - theirs) <= NEAR * max(theirs, 1) for mine, theirs in pairs)


if __name__ == "__main__":
    main()
