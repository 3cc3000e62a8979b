"""Of true sentences that were made false in one place, nearly all are caught; of true ones nearly none is flagged.

evaluations/mutations.py prints the same by kind.
"""

from __future__ import annotations

import pytest
from mutating import Mutation, Pair, mutations, read_pairs
from mutations import check

from assistant.records import Verdict

CAUGHT, FLAGGED, PROVEN = 0.94, 0.03, 0.7


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return read_pairs()


@pytest.fixture(scope="module")
def made(pairs: list[Pair]) -> list[Mutation]:
    return [mutation for pair in pairs for mutation in mutations(pair)]


def verdict(pair: Pair, sentence: str) -> Verdict:
    return check(pair, sentence).verdict


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


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_mutations_are_caught(made: list[Mutation], language: str) -> None:
    own = [mutation for mutation in made if mutation.pair.language == language]
    missed = [mutation for mutation in own if verdict(mutation.pair, mutation.sentence) is Verdict.SUPPORTED]
    shown = "\n".join(f"{mutation.kind}: {mutation.sentence}" for mutation in missed)
    assert len(missed) <= (1 - CAUGHT) * len(own), shown


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_true_sentences_are_not_flagged(pairs: list[Pair], language: str) -> None:
    own = [pair for pair in pairs if pair.language == language]
    verdicts = {pair.sentence: verdict(pair, pair.sentence) for pair in own}
    flagged = [sentence for sentence, found in verdicts.items() if found is Verdict.UNSUPPORTED]
    assert len(flagged) <= FLAGGED * len(own), flagged
    assert sum(found is Verdict.SUPPORTED for found in verdicts.values()) >= PROVEN * len(own)
