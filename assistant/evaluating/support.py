"""Support sets: does the evidence carry the claim? Told by the verification that answers go through."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from assistant.answering.quoting import Composer
from assistant.evaluating.folders import Row
from assistant.language.script import language_of
from assistant.models.embedder import open_embedder
from assistant.proving import Evidence, Reads, verify_sentence, without_markers
from assistant.records import Verdict

if TYPE_CHECKING:
    from assistant.settings import Settings

SUPPORTED = {"attributable", "supported", "support", "supports", "entailment", "true", "yes"}


def is_supported(label: object) -> bool:
    """Whether a label means full support; partial support is not."""
    return str(label).strip().lower() in SUPPORTED


def supports(claim: str, references: list[str], reads: Reads | None = None) -> bool:
    """Whether a sentence that cites all of these passages would be shown as proven."""
    evidence = {number: Evidence(text, "", language_of(text), reads) for number, text in enumerate(references, 1)}
    return verify_sentence(without_markers(claim), evidence, tuple(evidence)).verdict is Verdict.SUPPORTED


def score_support(rows: list[Row], settings: Settings, config: dict[str, Any]) -> dict[str, float]:
    """accuracy, macro_f1 and f1_supported; with several sources, macro_f1 is the plain mean over them."""
    by_source: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    reads = Composer(open_embedder(settings), settings.cache).claim_reader
    for row in rows:
        references = [str(text) for text in row.get("references") or row.get("evidence") or []]
        source = str((row.get("metadata") or {}).get("src", ""))
        by_source[source].append((is_supported(row["label"]), supports(row["claim"], references, reads)))
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
