"""The model as an ONNX graph, without its word table.

XLM-RoBERTa's encoder (multilingual-e5-small, https://arxiv.org/abs/2402.05672): 12 layers of attention and a
two-layer network, each followed by a layer normalisation, then the mean over the tokens. The operators of the domain
"com.microsoft" are ONNX Runtime's fused forms. The graph takes the embedded tokens of one text, (1, tokens, hidden)
float32, word plus position, and gives their mean, (1, hidden) float32, not normalised.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from assistant.embedding.weights import Float32, Weights

MICROSOFT = "com.microsoft"
INPUT, OUTPUT = "embedded", "mean"


class _Graph:
    """Collects nodes and constants."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, values: np.ndarray[Any, Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output


def build(weights: Weights) -> Any:
    """The float32 graph as an onnx ModelProto."""
    from onnx import TensorProto, helper

    graph = _Graph()
    norm = [graph.constant("embedded.scale", weights.floats("emb.ln.w"))]
    norm.append(graph.constant("embedded.bias", weights.floats("emb.ln.b")))
    state = graph.node("LayerNormalization", [INPUT, *norm], "layer0", axis=-1, epsilon=weights.epsilon)
    for layer in range(weights.layers):
        state = _layer(graph, weights, layer, state)
    axis = graph.constant("tokens.axis", np.array([1], np.int64))
    graph.node("ReduceMean", [state, axis], OUTPUT, keepdims=0)
    size = weights.hidden
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, [1, "tokens", size])],
            [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, size])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)],
        ir_version=9,
    )


def _layer(graph: _Graph, weights: Weights, layer: int, state: str) -> str:
    hidden, inner, p = weights.hidden, weights.inner, f"l{layer}."

    def matrix(name: str, rows: int, columns: int) -> Float32:
        return weights.matrix(p + name, rows, columns).T

    def vector(name: str) -> str:
        return graph.constant(p + name, weights.floats(p + name))

    def normed(name: str, added: str, skipped: str, scale: str, bias: str, before: str) -> str:
        inputs = [added, skipped, vector(scale), vector(bias), vector(before)]
        return graph.node("SkipLayerNormalization", inputs, p + name, MICROSOFT, epsilon=weights.epsilon)

    qkv = np.concatenate([matrix(f"{part}.w", hidden, hidden) for part in "qkv"], axis=1)
    biases = np.concatenate([weights.floats(f"{p}{part}.b") for part in "qkv"])
    inputs = [state, graph.constant(p + "qkv.w", qkv), graph.constant(p + "qkv.b", biases)]
    attended = graph.node("Attention", inputs, p + "attended", MICROSOFT, num_heads=weights.heads)
    projection = graph.constant(p + "ao.w", matrix("ao.w", hidden, hidden))
    projected = graph.node("MatMul", [attended, projection], p + "projected")
    middle = normed("middle", projected, state, "aln.w", "aln.b", "ao.b")
    up = graph.node("MatMul", [middle, graph.constant(p + "fi.w", matrix("fi.w", inner, hidden))], p + "up")
    active = graph.node("BiasGelu", [up, vector("fi.b")], p + "active", MICROSOFT)
    down = graph.node("MatMul", [active, graph.constant(p + "fo.w", matrix("fo.w", hidden, inner))], p + "down")
    return normed("out", down, middle, "oln.w", "oln.b", "fo.b")


def write_graph(weights: Weights, path: Path) -> None:
    """Writes the graph with its matrices in int8 (a scale for each column)."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    whole = path.with_suffix(".float32")
    onnx.save(build(weights), str(whole))
    quantize_dynamic(
        str(whole),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Attention"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    whole.unlink()
