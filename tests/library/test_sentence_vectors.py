"""The sentences of a generation as vectors: found by row, taken over by passage, nothing of what is gone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.library.vectors.sentence_vectors import (
    NONE,
    SentenceVectors,
    forget_sentences,
    sentences_in,
    write_sentences,
)
from assistant.records import Kind, Passage, Record

RECORD = Record(document="a.md", title="Measures", kind=Kind.MEASURE, language="en", sha256="0")
TEXTS = {
    "one": "Measures\n\nThe voucher covers half of a contract. It is capped at ten million yuan.",
    "two": "Measures",
    "three": "Firms apply on the portal every spring.",
}


def passage(name: str) -> Passage:
    text = TEXTS[name]
    return Passage(name, "a.md", text, (), "", "section", 0, len(text), "en", 0)


class Encoder:
    """Counts what is read for it and what it is asked; a text's vector tells its length and its first letter."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        rows = np.array([[len(text), ord(text[0])] for text in texts], np.float32).reshape(-1, 2)
        unit: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return unit


def written(folder: Path, names: Sequence[str], encoder: Encoder) -> SentenceVectors:
    def passage_at(row: int) -> tuple[Passage, Record]:
        encoder.read.append(names[row])
        return passage(names[row]), RECORD

    write_sentences(folder, names, passage_at, encoder.vectors)
    found = SentenceVectors.open(folder, len(names))
    assert found is not None
    return found


def test_headings_are_no_sentences() -> None:
    text = TEXTS["one"]
    assert [text[start:end] for start, end in sentences_in(passage("one"), RECORD)] == [
        "The voucher covers half of a contract.",
        "It is capped at ten million yuan.",
    ]


def test_a_passage_is_as_near_as_its_nearest_sentence(tmp_path) -> None:
    encoder = Encoder()
    kept = written(tmp_path, ["one", "two", "three"], encoder)
    asked = encoder.vectors(["It is capped at ten million yuan."])[0]
    near = kept.nearest(asked, np.array([2, 1, 0]))
    assert near[2] == pytest.approx(1.0, abs=0.01)
    assert near[1] == NONE
    assert near[0] < near[2]
    assert [TEXTS["one"][start:end][:2] for start, end, _ in kept.of(0, asked)] == ["Th", "It"]


def test_known_passages_are_neither_read_nor_encoded_again(tmp_path) -> None:
    encoder = Encoder()
    before = written(tmp_path, ["one", "two"], encoder)
    encoder.asked.clear()
    encoder.read.clear()
    after = written(tmp_path, ["three", "one"], encoder)
    assert (encoder.read, encoder.asked) == (["three"], [TEXTS["three"]])
    assert np.array_equal(after.numbers[after.first[1] :], before.numbers[: before.first[1]])


def test_what_is_of_another_number_of_passages_is_not_used(tmp_path) -> None:
    written(tmp_path, ["one", "two"], Encoder())
    assert SentenceVectors.open(tmp_path, 3) is None
    forget_sentences(tmp_path)
    assert SentenceVectors.open(tmp_path, 2) is None


def test_a_library_without_passages(tmp_path) -> None:
    assert len(written(tmp_path, [], Encoder()).first) == 1
