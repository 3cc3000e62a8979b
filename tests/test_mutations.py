"""Of true sentences that were made false in one place, nearly all are caught; of true ones nearly none is flagged.

evaluations/mutations.py prints the same by kind.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.records import Verdict
from assistant.verifying import Evidence, verify_sentence

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "evaluations"))

from mutating import Mutation, Pair, mutations, read_pairs

CAUGHT, FLAGGED = 0.97, 0.05


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return read_pairs()


@pytest.fixture(scope="module")
def made(pairs: list[Pair]) -> list[Mutation]:
    return [mutation for pair in pairs for mutation in mutations(pair)]


def verdict(pair: Pair, sentence: str) -> Verdict:
    return verify_sentence(sentence, {1: Evidence(pair.passage, pair.heading, pair.passage_language)}, [1]).verdict


def test_the_set_is_large_enough(pairs: list[Pair], made: list[Mutation]) -> None:
    assert len(pairs) >= 150
    assert len(made) >= 300
    assert sum(mutation.pair.language == "zh" for mutation in made) >= 120
    assert len({pair.id for pair in pairs}) == len(pairs)
    assert {mutation.kind for mutation in made} >= {
        "number",
        "unit",
        "date",
        "bound",
        "negation",
        "modality",
        "place",
        "body",
    }
    assert sum(pair.language != pair.passage_language for pair in pairs) >= 60


@pytest.mark.parametrize("language", ["en", "zh"])
def test_mutations_are_caught(made: list[Mutation], language: str) -> None:
    own = [mutation for mutation in made if mutation.pair.language == language]
    missed = [mutation for mutation in own if verdict(mutation.pair, mutation.sentence) is not Verdict.UNSUPPORTED]
    shown = "\n".join(f"{mutation.kind}: {mutation.sentence}" for mutation in missed)
    assert len(missed) <= (1 - CAUGHT) * len(own), shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_true_sentences_are_not_flagged(pairs: list[Pair], language: str) -> None:
    own = [pair for pair in pairs if pair.language == language]
    flagged = [pair.sentence for pair in own if verdict(pair, pair.sentence) is not Verdict.SUPPORTED]
    assert len(flagged) <= FLAGGED * len(own), flagged
