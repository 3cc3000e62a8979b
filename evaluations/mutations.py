"""Prints how many mutated sentences verification catches, and how many true ones it flags, by language and kind.

    python evaluations/mutations.py [dev|held|all] [--show]    the project's pairs, each changed by code in one place
    python evaluations/mutations.py --claims FILE [--show]     true and false sentences that a person wrote

A file of claims is JSON Lines: {"id", "lang", "passage", "true": [sentence], "mutations": [{"text", "kind"}]} and
perhaps "heading". A sentence that is not SUPPORTED counts as flagged, a mutation that is UNSUPPORTED as caught;
--show lists what went wrong, for files that may be learnt from.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

from mutating import Pair, mutations, read_pairs  # noqa: E402

from assistant.languages import language_of  # noqa: E402
from assistant.records import Verdict  # noqa: E402
from assistant.verifying import Check, Evidence, verify_sentence  # noqa: E402


def check(pair: Pair, sentence: str) -> Check:
    """The verdict on a sentence against the pair's passage."""
    return verify_sentence(sentence, {1: Evidence(pair.passage, pair.heading, pair.passage_language)}, [1])


def measure(pairs: list[Pair], show: bool = False) -> dict[str, Counter[str]]:
    """For each language: "true", "flagged", and for each kind "made KIND", "caught KIND"."""
    counts: dict[str, Counter[str]] = {"en": Counter(), "zh": Counter()}
    for pair in pairs:
        count = counts[pair.language]
        count["true"] += 1
        result = check(pair, pair.sentence)
        if result.verdict is not Verdict.SUPPORTED:
            count["flagged"] += 1
            if show:
                print(f"FLAGGED {pair.id} {pair.sentence}\n        {result.why}\n        {result.quote}")
        for mutation in mutations(pair):
            count[f"made {mutation.kind}"] += 1
            result = check(pair, mutation.sentence)
            if result.verdict is Verdict.UNSUPPORTED:
                count[f"caught {mutation.kind}"] += 1
            elif show:
                print(f"MISSED  {pair.id} {mutation.kind}: {mutation.sentence}")
                print(f"        was: {pair.sentence}\n        {result.quote}")
    return counts


def measure_claims(path: Path, show: bool = False) -> dict[str, Counter[str]]:
    """As `measure`, for a file of claims; columns by the sentence's language, "cross" also for those across."""
    counts: dict[str, Counter[str]] = {"en": Counter(), "zh": Counter(), "cross": Counter()}
    for line in path.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        row = json.loads(line)
        evidence = {1: Evidence(row["passage"], row.get("heading", ""), language_of(row["passage"]))}
        for claim in ({"text": text, "kind": ""} for text in row["true"]):
            _count(counts, claim, verify_sentence(claim["text"], evidence, [1]), row, show)
        for claim in row["mutations"]:
            _count(counts, claim, verify_sentence(claim["text"], evidence, [1]), row, show)
    return counts


def _count(
    counts: dict[str, Counter[str]], claim: dict[str, str], result: Check, row: dict[str, str], show: bool
) -> None:
    language = "zh" if language_of(claim["text"]) == "zh" else "en"
    across = (language == "zh") != (language_of(row["passage"]) == "zh")
    false = bool(claim["kind"])
    right = result.verdict is (Verdict.UNSUPPORTED if false else Verdict.SUPPORTED)
    for count in [counts[language], *([counts["cross"]] if across else [])]:
        if false:
            count[f"made {claim['kind']}"] += 1
            count[f"caught {claim['kind']}"] += right
        else:
            count["true"] += 1
            count["flagged"] += not right
    if show and not right:
        print(f"{'MISSED' if false else 'FLAGGED'} {row['id']} {claim['kind']}{' across' if across else ''}")
        print(f"        {claim['text']}\n        {result.why}\n        {result.quote}")


def print_table(counts: dict[str, Counter[str]]) -> None:
    """One row a kind, both languages side by side."""
    kinds = sorted({key.removeprefix("made ") for count in counts.values() for key in count if key.startswith("made ")})
    print(f"{'':<14}" + "".join(f"{language:>18}" for language in counts))
    for kind in kinds:
        cells = (f"{count[f'caught {kind}']} of {count[f'made {kind}']}" for count in counts.values())
        print(f"{kind:<14}" + "".join(f"{cell:>18}" for cell in cells))
    for label, wanted in (("all caught", "caught"), ("true flagged", "")):
        shares: list[str] = []
        for count in counts.values():
            if wanted:
                part = sum(v for k, v in count.items() if k.startswith("caught "))
                whole = sum(v for k, v in count.items() if k.startswith("made "))
            else:
                part, whole = count["flagged"], count["true"]
            shares.append(f"{part} of {whole} {part / max(1, whole):.1%}")
        print(f"{label:<14}" + "".join(f"{cell:>18}" for cell in shares))


if __name__ == "__main__":
    if "--claims" in sys.argv:
        file = Path(sys.argv[sys.argv.index("--claims") + 1])
        print_table(measure_claims(file, show="--show" in sys.argv))
        raise SystemExit
    split = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "all")
    chosen = [pair for pair in read_pairs() if split in ("all", pair.split)]
    print_table(measure(chosen, show="--show" in sys.argv))
