"""The sentences of all passages as vectors of the second encoder, kept beside a generation: where two texts of unlike
words or languages meet, a single sentence says it, and a passage's vector has it blurred.

A sentence's numbers are bytes with a scale of their own: 512 bytes a sentence, mapped from disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.language.folding import letters_of
from assistant.language.sentences import sentence_spans
from assistant.library.derived_files import write_atomically
from assistant.models.orders import gives_orders
from assistant.records import Passage, Record

if TYPE_CHECKING:
    import numpy as np

NUMBERS, PLACES = "sentences.npy", "sentences.npz"
SHORTEST, LONGEST = 16, 700  # width of a sentence; characters of one
HIGHEST = 127
NONE = -1.0  # nearness of a passage without a sentence

Encode = Callable[[Sequence[str]], "np.ndarray"]  # texts → (n, d) float32 unit rows


def width(text: str) -> int:
    """How wide a text is: CJK characters count two."""
    return sum(2 if character >= "\u2e80" else 1 for character in text)


def sentences_in(passage: Passage, record: Record) -> list[tuple[int, int]]:
    """Spans of the passage's sentences without headings; one too short to say something joins the one before."""
    text, headings = passage.text, headings_of(passage, record)
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        end = start + len(text[start:end].rstrip())
        words = letters_of(text[start:end])
        # "Q1. May we?" is read as two sentences: its mark and its words
        heads = any(heading.endswith(words) or (len(words) < 5 and heading.startswith(words)) for heading in headings)
        if heads or not text[start:end].strip() or gives_orders(text[start:end]):
            continue
        if width(text[start:end]) < SHORTEST and spans and "\n\n" not in text[spans[-1][1] : start]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [(start, min(end, start + LONGEST)) for start, end in spans]


def headings_of(passage: Passage, record: Record) -> set[str]:
    """The headings over a passage, squeezed."""
    return {letters_of(part) for part in (*passage.path, passage.label, record.title, record.title_zh)}


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """Row r's sentences are those from `first[r]` to `first[r + 1]`. `numbers` int8 (m, d); `scales` float32 (m,);
    `places` int32 (m, 2), where each begins and ends in its passage."""

    first: np.ndarray
    places: np.ndarray
    scales: np.ndarray
    numbers: np.ndarray

    @classmethod
    def open(cls, folder: Path, rows: int) -> SentenceVectors | None:
        """Those of a generation of so many passages; None where none are kept, or not for these."""
        import numpy as np

        if not (folder / NUMBERS).is_file() or not (folder / PLACES).is_file():
            return None
        with np.load(folder / PLACES, allow_pickle=False) as kept:
            first, places, scales = kept["first"], kept["places"], kept["scales"]
        return cls(first, places, scales, np.load(folder / NUMBERS, mmap_mode="r")) if len(first) == rows + 1 else None

    def of(self, row: int, asked: np.ndarray) -> list[tuple[int, int, float]]:
        """Each sentence of a passage: where it begins and ends, and how near it is to `asked`, (d,) float32."""
        own = slice(int(self.first[row]), int(self.first[row + 1]))
        near = (self.numbers[own].astype("float32") @ asked) * self.scales[own]
        return [
            (start, end, value) for (start, end), value in zip(self.places[own].tolist(), near.tolist(), strict=True)
        ]

    def nearest(self, asked: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """float32 (len(rows),): how near the nearest sentence of each passage is to `asked`, (d,) float32."""
        import numpy as np

        counts = self.first[rows + 1] - self.first[rows]
        ends = np.cumsum(counts)
        chosen = np.repeat(self.first[rows] - (ends - counts), counts) + np.arange(int(ends[-1]) if len(ends) else 0)
        near = (self.numbers[chosen].astype(np.float32) @ asked) * self.scales[chosen]
        found = np.full(len(rows), NONE, np.float32)
        has = counts > 0
        if has.any():
            found[has] = np.maximum.reduceat(near, (ends - counts)[has])
        return found


Block = tuple[Sequence[tuple[int, int]], "np.ndarray", "np.ndarray"]  # a passage's places, numbers and scales


def write_sentences(
    folder: Path, ids: Sequence[str], passage_at: Callable[[int], tuple[Passage, Record]], encode: Encode
) -> None:
    """Write those of a generation, whose rows have these ids. What the file there holds of passages by their ids is
    taken over; only the others are read, each by its row."""
    import numpy as np

    known = _known(folder)
    spans: dict[str, list[tuple[int, int]]] = {}
    new: list[str] = []
    for row, name in enumerate(ids):
        if name not in known:
            passage, record = passage_at(row)
            spans[name] = sentences_in(passage, record)
            new += [passage.text[start:end] for start, end in spans[name]]
    numbers, scales = _packed(encode(new))
    at = 0
    for name, places in spans.items():
        known[name] = (places, numbers[at : at + len(places)], scales[at : at + len(places)])
        at += len(places)
    blocks = [known[name] for name in ids]
    first = np.concatenate([[0], np.cumsum([len(places) for places, _, _ in blocks])]).astype(np.int64)
    flat = np.array([span for places, _, _ in blocks for span in places], np.int32).reshape(-1, 2)
    together = np.concatenate([numbers[:0], *(block for _, block, _ in blocks)])
    scale = np.concatenate([scales[:0], *(block for _, _, block in blocks)])
    write_atomically(folder / NUMBERS, lambda path: np.save(path, together))
    write_atomically(
        folder / PLACES,
        lambda path: np.savez(path, first=first, places=flat, scales=scale, ids=np.array(ids, np.str_)),
    )


def forget_sentences(folder: Path) -> None:
    """Remove what a copied generation holds of sentences, where it cannot be brought up to date."""
    for name in (NUMBERS, PLACES):
        (folder / name).unlink(missing_ok=True)


def _packed(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(n, d) float32 → whole numbers int8 (n, d), and the scale of each row, float32 (n,)."""
    import numpy as np

    scales = (np.maximum(np.abs(vectors).max(axis=1, initial=0.0), 1e-9) / HIGHEST).astype(np.float32)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales


def _known(folder: Path) -> dict[str, Block]:
    """By passage id: places, numbers and scales of the sentences that the file in the folder holds."""
    import numpy as np

    if not (folder / NUMBERS).is_file() or not (folder / PLACES).is_file():
        return {}
    with np.load(folder / PLACES, allow_pickle=False) as kept:
        ids, first, places, scales = kept["ids"].tolist(), kept["first"], kept["places"].tolist(), kept["scales"]
    numbers = np.load(folder / NUMBERS)
    found: dict[str, Block] = {}
    for name, start, end in zip(ids, first[:-1].tolist(), first[1:].tolist(), strict=True):
        found[name] = ([(a, b) for a, b in places[start:end]], numbers[start:end], scales[start:end])
    return found
