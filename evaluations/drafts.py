"""Scores the desk Check on drafts whose claims were judged by hand first.

    python evaluations/drafts.py FILE.jsonl --library DIR [--failures]

Rows: {"id","draft","language","library","claims":[{"text","verdict":"right"|"wrong"|"opinion","why","document"}]}, each
claim a span of the draft, word for word. A claim found by the desk counts for the written one with which it shares
more letters than with any other, at least half of the shorter of the two. A written claim is supported when all that
was found of it is, contradicted when any of it is; the right document is quoted when it is among those that decide.
What a draft makes up has no document, and can only be not found.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant import Assistant, Settings
from assistant.desks.check.checked import Checked, CheckedClaim, Finding
from assistant.evaluating.folders import read_rows

SHARED = 0.5  # of the shorter of two claims
AS_OF = date(2026, 11, 30)


def main() -> None:
    parser = argparse.ArgumentParser(description="Scores the desk Check on drafts judged by hand.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--failures", action="store_true", help="list what went wrong; not on rows kept for figures")
    chosen = parser.parse_args()
    assistant = Assistant(Settings(library=chosen.library))
    rows = read_rows(chosen.file)
    counts: Counter[str] = Counter()
    for row in rows:
        result = assistant.check(row["draft"], AS_OF, row["language"])
        for claim, found in matched(row, result):
            verdict = verdict_of(found)
            counts[claim["verdict"]] += 1
            counts["sourced"] += claim["verdict"] == "wrong" and bool(claim.get("document")) and verdict != "supported"
            counts[f"{claim['verdict']} {verdict}"] += 1
            documents = documents_of(found, result)
            counts["right document"] += (claim["verdict"], verdict) == ("wrong", "contradicted") and (
                str(claim.get("document")) in documents
            )
            if chosen.failures and not holds(claim["verdict"], verdict):
                print(f"{row['id']} {claim['verdict']} → {verdict}: {claim['text']} ({claim.get('why')})")
                for one in found:
                    quotes = [result.citation(marker).quote for marker in one.markers]
                    print(f"    {one.finding}: {one.claim.text} | {one.difference} | {quotes}")
    print(told(len(rows), counts))


def matched(row: dict[str, Any], result: Checked) -> list[tuple[dict[str, Any], list[CheckedClaim]]]:
    """Each written claim with those found of it. SystemExit where one does not stand in its draft."""
    spans = []
    for claim in row["claims"]:
        start = row["draft"].find(claim["text"])
        if start < 0:
            raise SystemExit(f"{row['id']}: a claim does not stand in the draft")
        spans.append((start, start + len(claim["text"])))
    found: list[list[CheckedClaim]] = [[] for _ in spans]
    for one in result.claims:
        own = one.claim.start, one.claim.end
        shares = [_common(own, span) / max(1, min(own[1] - own[0], span[1] - span[0])) for span in spans]
        for at, share in enumerate(shares):
            if share >= SHARED:
                found[at].append(one)
    return list(zip(row["claims"], found, strict=True))


def _common(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def verdict_of(found: Sequence[CheckedClaim]) -> str:
    """Of all that was found of one written claim, what weighs most."""
    findings = {one.finding for one in found}
    for finding in (Finding.CONTRADICTED, Finding.MIXED, Finding.NOT_FOUND, Finding.SUPPORTED):
        if finding in findings:
            return finding.value
    return Finding.NOT_CHECKABLE.value if findings else "missed"


def documents_of(found: Sequence[CheckedClaim], result: Checked) -> set[str]:
    """The documents whose quotes contradict."""
    against = [one for one in found if one.finding is Finding.CONTRADICTED]
    return {result.citation(marker).record.document for one in against for marker in one.markers}


def holds(judged: str, verdict: str) -> bool:
    wanted = {"right": ("supported",), "wrong": ("contradicted",), "opinion": ("not_checkable", "not_found")}
    return verdict in wanted[judged]


def told(drafts: int, counts: Counter[str]) -> str:
    wrong, right = counts["wrong"], counts["right"]
    stopped = wrong - counts["wrong supported"]
    return "\n".join(
        (
            f"{drafts} drafts, {wrong} wrong claims, {right} right, {counts['opinion']} opinions",
            f"wrong not called supported: {stopped} = {stopped / max(1, wrong):.2f}",
            f"of these with a document that says otherwise, contradicted with it: {counts['right document']} of "
            f"{counts['sourced']} = {counts['right document'] / max(1, counts['sourced']):.2f} "
            f"(contradicted in all: {counts['wrong contradicted']})",
            f"right supported: {counts['right supported']} = {counts['right supported'] / max(1, right):.2f} "
            f"(contradicted: {counts['right contradicted']}, mixed: {counts['right mixed']}, "
            f"not checkable: {counts['right not_checkable']}, missed: {counts['right missed']})",
            f"opinions called supported: {counts['opinion supported']} "
            f"(not checkable: {counts['opinion not_checkable']})",
        )
    )


if __name__ == "__main__":
    main()
