"""The second encoder as an ONNX graph, without its word table: from embedded tokens to one vector.

The graph takes one sentence, (1, tokens, 512) float32, and gives (1, 512) float32 of unit length. The matrices that
meet every token are int8 as the first encoder's are (`models.embedder.graph`).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from assistant.models.embedder.graph import Graph, model_of
from assistant.models.sentences.wheel import ORDERS, Weights

INPUT, OUTPUT = "embedded", "vector"
WIDTH = 512


def build(weights: Weights, quantised: bool = True) -> Any:
    """The graph as an onnx ModelProto; float32 throughout unless `quantised`."""
    graph, arrays = Graph(weights.epsilon, quantised), weights.arrays
    stacks = [INPUT, *(_stack(graph, weights, *order) for order in ORDERS)]
    read = graph.node("Concat", stacks, "read", axis=2)
    read = graph.normalised("read.norm", read, arrays["ln_g"], arrays["ln_b"])
    # the sum over the tokens by the root of their number, and the map after it, which a sum commutes with
    mean = graph.node("ReduceMean", [read, graph.constant("axis", np.array([1], np.int64))], "mean", keepdims=0)
    added = graph.constant("cnn_b", arrays["cnn_b"])
    mapped = graph.node("Add", [graph.plain("mapped", mean, arrays["cnn_W"]), added], "map")
    shape = graph.node("Shape", [INPUT], "shape")
    count = graph.node("Gather", [shape, graph.constant("one", np.array([1], np.int64))], "count")
    root = graph.node("Sqrt", [graph.node("Cast", [count], "count.float", to=1)], "root")
    state = graph.node("Mul", [mapped, root], "state")
    graph.node("LpNormalization", [_dense(graph, weights, state)], OUTPUT, axis=1, p=2)
    return model_of(graph, {INPUT: [1, "tokens", WIDTH]}, {OUTPUT: [1, WIDTH]})


def _stack(graph: Graph, weights: Weights, order: int, before: int) -> str:
    """Two convolutions over `order` tokens, each added to its input."""
    arrays, p = weights.arrays, f"s{order}."
    state = graph.linear(p + "in", INPUT, arrays[f"proj{order}"], arrays[f"proj_b{order}"])
    state = graph.normalised(p + "norm", state, arrays[f"ln_g{order}"], arrays[f"ln_b{order}"])
    for number in ("1", "2"):
        beside = _beside(graph, f"{p}{number}.", state, order, before)
        matrix, bias = arrays[f"w{number}_{order}"], arrays[f"b{number}_{order}"]
        active = graph.node("Relu", [graph.linear(f"{p}{number}", beside, matrix, bias)], f"{p}{number}.active")
        state = graph.node("Add", [active, state], f"{p}{number}.sum")
    return state


def _beside(graph: Graph, p: str, state: str, order: int, before: int) -> str:
    """Each token's state with those of its neighbours, zeros beyond the ends: (1, tokens, order × width)."""
    after = order - 1 - before
    pads = graph.constant(p + "pads", np.array([0, before, 0, 0, after, 0], np.int64))
    padded = graph.node("Pad", [state, pads], p + "padded")
    axis = graph.constant(p + "axis", np.array([1], np.int64))
    parts = []
    for place in range(order):
        end = place - order + 1
        bounds = [
            graph.constant(f"{p}{place}.from", np.array([place], np.int64)),
            graph.constant(f"{p}{place}.to", np.array([end or np.iinfo(np.int64).max], np.int64)),
        ]
        parts.append(graph.node("Slice", [padded, *bounds, axis], f"{p}{place}"))
    return graph.node("Concat", parts, p + "beside", axis=2)


def _dense(graph: Graph, weights: Weights, state: str) -> str:
    """The layers after the sum: two steps, each a sum of what came before and one layer of it, the last under tanh."""

    def product(name: str, source: str) -> str:
        return graph.plain(name, source, weights.arrays[name])

    first = graph.node("Relu", [product("d0", state)], "d0.active")
    second = graph.node("Add", [product("p1", state), product("d1", first)], "second")
    second = graph.node("Relu", [second], "second.active")
    third = graph.node("Relu", [product("d2", second)], "third")
    return graph.node("Tanh", [graph.node("Add", [product("p3", second), product("d3", third)], "last")], "bounded")
