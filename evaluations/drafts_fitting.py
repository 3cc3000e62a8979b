"""Fits what the signs of `assistant.desks.check.bearing` are worth, on drafts whose claims were judged by hand.

    python evaluations/drafts_fitting.py FILE.jsonl FILE.jsonl … --library DIR

A file is a hand. A claim is as likely as the sentence is that bears it out best; which one that is changes with the
weights, so that both are found in turn. Printed: each hand scored by weights from the others, the area under the curve
and the share of the right claims above a threshold that so many of the wrong ones pass; then the weights from all
hands. A written claim of several parts is as sure as the least of them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from drafts import AS_OF, matched
from fitting import area, logistic

from assistant import Assistant, Settings
from assistant.answering.quoting import Composer
from assistant.desks.check import Searches
from assistant.desks.check.checked import Checked, CheckedClaim, Finding
from assistant.desks.check.claims_in_draft import claims_in
from assistant.desks.check.deciding import Desk, set_beside
from assistant.language.names import codes_in
from assistant.proving.case import Reads

RIDGE, ROUNDS = 30.0, 5
SHARES = (0.05, 0.08, 0.1, 0.12, 0.15)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a written claim beside the sentences that are nearest to it: a row of signs each."""

    hand: str
    written: str
    right: bool
    names: tuple[str, ...]
    signs: np.ndarray


def parts_of(file: Path, assistant: Assistant, reads: Reads | None) -> Iterator[Part]:
    index = assistant.library.newest()[0]
    for row in map(json.loads, file.read_text("utf-8").splitlines()):
        searches, desk = (
            Searches(index, assistant.embedder, AS_OF),
            Desk(row["language"], codes_in(row["draft"]), reads),
        )
        claims = list(claims_in(row["draft"]))
        beside = {claim: set_beside(claim, searches.about(claim), desk) for claim in claims}
        found = tuple(CheckedClaim(claim, Finding.NOT_FOUND) for claim in claims)
        for written, own in matched(row, Checked(row["draft"], "", row["language"], found, ())):
            if written["verdict"] == "opinion":
                continue
            for tried in (beside[one.claim] for one in own if beside[one.claim]):
                tried = [one for one in tried if reads is None or "read" in one.signs]
                signs = np.array([list(one.signs.values()) for one in tried], float)
                yield Part(
                    str(file),
                    f"{row['id']} {written['text']}",
                    written["verdict"] == "right",
                    tuple(tried[0].signs),
                    signs,
                )


def fitted(parts: Sequence[Part]) -> tuple[float, np.ndarray]:
    best = [part.signs[0] for part in parts]
    right = np.array([float(part.right) for part in parts])
    for _ in range(ROUNDS):
        intercept, slopes = logistic(np.array(best), right, np.ones(len(parts)), RIDGE)
        best = [part.signs[int((part.signs @ slopes).argmax())] for part in parts]
    return intercept, slopes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--library", type=Path, required=True)
    chosen = parser.parse_args()
    settings = Settings(library=chosen.library)
    assistant = Assistant(settings)
    reads = Composer(assistant.embedder, settings.cache).claim_reader
    parts = [part for file in chosen.files for part in parts_of(file, assistant, reads)]
    names = [*parts[0].names]
    _report(
        "without a reader", [replace(part, signs=part.signs[:, : names.index("read")]) for part in parts], names[:-1]
    )
    _report("with a reader", parts, names)


def _report(title: str, parts: Sequence[Part], names: Sequence[str]) -> None:
    scores: dict[tuple[str, str, bool], float] = {}
    for hand in dict.fromkeys(part.hand for part in parts):
        intercept, slopes = fitted([part for part in parts if part.hand != hand])
        for part in (part for part in parts if part.hand == hand):
            odds = float((intercept + part.signs @ slopes).max())
            key = hand, part.written, part.right
            scores[key] = min(odds, scores.get(key, odds))
    right, wrong = ([odds for (_, _, true), odds in scores.items() if true is wanted] for wanted in (True, False))
    print(f"{title}: {len(right)} right claims, {len(wrong)} wrong ones: area {area(right, wrong):.3f}")
    for share in SHARES:
        threshold = sorted(wrong, reverse=True)[int(share * len(wrong))]
        print(
            f"{share:.2f} of the wrong above {threshold:.2f}: of the right {np.mean(np.array(right) > threshold):.2f}"
        )
    intercept, slopes = fitted(parts)
    print(f"intercept {intercept:.2f}", *(f"{name} {w:.2f}" for name, w in zip(names, slopes, strict=True)), sep="\n")


if __name__ == "__main__":
    main()
