"""Support sets: does the evidence carry the claim?"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from assistant.evaluating.folders import Row

SUPPORTED = {"attributable", "supported", "support", "supports", "entailment", "true", "yes"}


def is_supported(label: object) -> bool:
    """Whether a label means full support; partial support is not."""
    return str(label).strip().lower() in SUPPORTED


def score_support(rows: list[Row], config: dict[str, Any]) -> dict[str, float]:
    """accuracy, macro_f1 and f1_supported; with several sources, macro_f1 is the plain mean over them."""
    from assistant.verifying import supports

    by_source: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in rows:
        evidence = [str(text) for text in row.get("references") or row.get("evidence") or []]
        source = str((row.get("metadata") or {}).get("src", ""))
        by_source[source].append((is_supported(row["label"]), bool(supports(row["claim"], evidence))))
    pairs = [pair for found in by_source.values() for pair in found]
    config["macro_f1_by_source"] = {source: round(macro_f1(found), 4) for source, found in by_source.items()}
    return {
        "accuracy": sum(wanted == got for wanted, got in pairs) / len(pairs),
        "macro_f1": sum(macro_f1(found) for found in by_source.values()) / len(by_source),
        "f1_supported": f1(pairs, True),
    }


def macro_f1(pairs: list[tuple[bool, bool]]) -> float:
    """Mean F1 of the two classes; `pairs` of wanted and got."""
    return (f1(pairs, True) + f1(pairs, False)) / 2


def f1(pairs: list[tuple[bool, bool]], label: bool) -> float:
    """F1 of one class, 0 when it neither occurs nor is given."""
    both = sum(wanted == got == label for wanted, got in pairs)
    either = sum((wanted == label) + (got == label) for wanted, got in pairs)
    return 2 * both / either if either else 0.0
