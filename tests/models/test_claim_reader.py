"""The reader of claims: the same number for the same pair, and any string is safe."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models.claim_reader import MOST_CLAIMED, ClaimReader, Float32, head


def states(text: str, most: int) -> Float32:
    """States that depend on the text alone."""
    random = np.random.default_rng(sum(map(ord, text)) % 2**32)
    return random.normal(0, 0.3, (min(most, 2 + len(text) // 4), 384)).astype(np.float32)


def test_a_pair_gives_one_number_however_often_it_is_read() -> None:
    reader = ClaimReader(states)
    first = reader("The cap is 10 million yuan.", "The cap is 20 million yuan.")
    assert np.isfinite(first)
    assert reader("The cap is 10 million yuan.", "The cap is 20 million yuan.") == first
    assert ClaimReader(states)("The cap is 10 million yuan.", "The cap is 20 million yuan.") == first
    assert reader("The cap is 10 million yuan.", "Another text altogether.") != first


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=20, deadline=None)
def test_any_strings_are_read(claim: str, text: str) -> None:
    assert np.isfinite(ClaimReader(states)(claim, text))


@pytest.mark.parametrize("length", [2, MOST_CLAIMED])
def test_the_head_takes_short_and_long_claims(length: int) -> None:
    random = np.random.default_rng(1)
    assert np.isfinite(head(*(random.normal(0, 1, (n, 384)).astype(np.float32) for n in (length, 3))))
