"""How claims in anybody's words are judged: which share of the false ones is called proven, and of the true ones.

    python evaluations/claims.py [HAND …] --library DIR [--library DIR …] [--checks] [--no-reader]

A hand is a writer who saw neither the program nor its tests: `evaluations/data/claims/HAND.jsonl`, a row a passage:
{"id", "document", "begins", "claims": [{"text", "label": "true" or "false", "kind"}]}. The passage is that of a
library's document which begins so. Without a HAND, all that are learned from. Printed, for all and for each language
and across: false claims proven and refuted, true ones proven and refuted; false ones proven by kind; the curve of the
two as the reader's threshold moves; `--checks`: what each exact check alone keeps from being proven.
Hands for figures (see the README beside them) are scored by this command and never read.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from fitting import at_share

from assistant import Assistant, Settings
from assistant.answering.drafting.proofs import evidence_of
from assistant.answering.quoting import Composer
from assistant.evaluating.folders import read_rows
from assistant.language.script import told_in
from assistant.models.embedder import open_embedder
from assistant.proving import Evidence, Reads, verify_sentence
from assistant.proving.case import open_case
from assistant.proving.chance import chance_of
from assistant.proving.following import follows
from assistant.proving.reading import read
from assistant.proving.verdict import CHECKS
from assistant.records import Hit, Status, Verdict

if TYPE_CHECKING:
    from assistant.library.index import Index

FOLDER = Path(__file__).resolve().parent / "data" / "claims"
LEARNED_FROM = "ABCDEFGHI"
ALIKE = 20  # letters
SHARES = (0.01, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3)  # of false claims proven, of which the curve is printed


@dataclass(frozen=True, slots=True)
class Claim:
    hand: str
    text: str
    true: bool
    kind: str
    evidence: Evidence

    @property
    def sort(self) -> str:
        """ "en", "zh" or "across"."""
        said = told_in(self.text)
        return said if (self.evidence.language == "zh") == (said == "zh") else "across"


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its verdict, how sure the reader is (None where it is not asked), and the checks that find fault."""

    claim: Claim
    verdict: Verdict
    chance: float | None
    faults: frozenset[str]
    seconds: float


def libraries(paths: Sequence[Path]) -> list[Index]:
    return [Assistant(Settings(library=path)).library.index for path in paths]


def installed_reader() -> Reads | None:
    """The reader of pairs, where the embedder's weights are installed."""
    settings = Settings()
    return Composer(open_embedder(settings), settings.cache).claim_reader


def claims_of(hands: Iterable[str], indexes: Sequence[Index], reads: Reads | None = None) -> Iterator[Claim]:
    """The claims of hands. One whose passage no library has ends the run: a figure of the rest misleads."""
    for hand in hands:
        for row in read_rows(FOLDER / f"{hand}.jsonl"):
            evidence = evidence_for(row, indexes, reads)
            for claim in row["claims"]:
                yield Claim(hand, claim["text"], claim["label"] == "true", claim["kind"], evidence)


def evidence_for(row: dict[str, Any], indexes: Sequence[Index], reads: Reads | None) -> Evidence:
    """The passage that a row points to, with its heading, as answers see it."""
    for index in indexes:
        record = index.records.get(row["document"])
        if record is None:
            continue
        passages = index.passages_from(record.document, 0, sys.maxsize)
        known = [(" ".join(passage.text.split()), passage) for passage in passages]
        found = [passage for text, passage in known if text.startswith(row["begins"])]
        if not found:  # a digest's sentence reworded since: the section that begins alike
            found = [passage for text, passage in known if text.startswith(row["begins"][:ALIKE])][:1]
        if len(found) > row.get("place", 0):
            return evidence_of(Hit(found[row.get("place", 0)], record, Status.UNKNOWN, 1.0), reads)
    sys.exit(f"No library has a passage of {row['document']} that begins “{row['begins']}” ({row['id']}).")


def judged(claim: Claim) -> Judged:
    begun = time.perf_counter()
    verdict = verify_sentence(claim.text, {1: claim.evidence}, [1]).verdict
    seconds = time.perf_counter() - begun
    case = open_case(read(claim.text), [claim.evidence])
    faults = frozenset(check.__module__.rpartition(".")[2] for check in CHECKS if check(case) is not None)
    asked = not faults and not follows(case)
    return Judged(claim, verdict, chance_of(case) if asked else None, faults, seconds)


def shares(found: Sequence[Judged]) -> str:
    """One line: how many, and which share of the false and of the true is proven and refuted."""
    parts = []
    for name, true in (("false", False), ("true", True)):
        own = [one for one in found if one.claim.true is true]
        proven, refuted = (
            sum(one.verdict is verdict for one in own) / max(1, len(own))
            for verdict in (Verdict.SUPPORTED, Verdict.UNSUPPORTED)
        )
        parts.append(f"{name} {len(own):5}: proven {proven:.3f}, refuted {refuted:.3f}")
    return " · ".join(parts)


def curve(found: Sequence[Judged]) -> Iterator[tuple[float, float]]:
    """(share of false claims proven, of true ones) as the reader's threshold moves."""
    sure = {True: 9.0, False: -9.0}
    odds = [one.chance if one.chance is not None else sure[one.verdict is Verdict.SUPPORTED] for one in found]
    true = [one.claim.true for one in found]
    for share in SHARES:
        yield share, at_share(np.array(odds), np.array(true), share)[1]


def print_figures(found: Sequence[Judged]) -> None:
    for sort in ("all", "en", "zh", "across"):
        print(f"{sort:7}", shares([one for one in found if sort in ("all", one.claim.sort)]))
    print("false proven → true proven:", ", ".join(f"{a:.2f} → {b:.3f}" for a, b in curve(found)))
    kinds = Counter(one.claim.kind for one in found if not one.claim.true)
    proven = Counter(o.claim.kind for o in found if not o.claim.true and o.verdict is Verdict.SUPPORTED)
    print("false proven, by kind: " + ", ".join(f"{kind} {proven[kind]}/{n}" for kind, n in sorted(kinds.items())))


def print_checks(found: Sequence[Judged]) -> None:
    """Of each check how many false and true claims it faults, and how many that no other does."""
    print(f"{'check':14}{'false':>7}{'true':>7}{'alone: false':>14}{'true':>6}")
    for name in sorted({name for one in found for name in one.faults}):
        own = [one for one in found if name in one.faults]
        alone = [one for one in own if len(one.faults) == 1]
        counts = [sum(one.claim.true is true for one in some) for some in (own, alone) for true in (False, True)]
        print(f"{name:14}{counts[0]:>7}{counts[1]:>7}{counts[2]:>14}{counts[3]:>6}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hands", nargs="*", help="letters; all that are learned from")
    parser.add_argument("--library", type=Path, action="append", required=True)
    parser.add_argument("--checks", action="store_true")
    parser.add_argument("--no-reader", action="store_true", help="as where the embedder's weights are not installed")
    chosen = parser.parse_args()
    reads = None if chosen.no_reader else installed_reader()
    claims = claims_of(chosen.hands or LEARNED_FROM, libraries(chosen.library), reads)
    found = [judged(claim) for claim in claims]
    print_figures(found)
    if chosen.checks:
        print_checks(found)
    seconds = sorted(one.seconds for one in found)
    half, most = seconds[len(seconds) // 2] * 1000, seconds[len(seconds) * 95 // 100] * 1000
    print(f"{len(found)} claims, a verdict p50 {half:.0f} ms, p95 {most:.0f} ms")


if __name__ == "__main__":
    main()
