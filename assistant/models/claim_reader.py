"""Does this text prove this claim? A small reader of pairs, offline, in English, Chinese and across.

Claim and text go through the judge's lower layers apart, each as the embedder reads it (`models/judge.py`). On their
states sits a small head: every token of the claim is set beside what it attends to in the text, one layer reads the
claim again beside the text, and each token says how little it is borne out (the comparison is that of decomposable
attention, https://arxiv.org/abs/1606.01933). The head is in `assistant/data/claim_reader.npz`, learned by
`evaluations/reader_training.py`; it is plain numpy, and gives the same number for the same pair.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.data import once, table

Float32 = npt.NDArray[np.float32]

LEARNED = "claim_reader.npz"
MOST_CLAIMED, MOST_READ = 72, 136  # tokens of a claim and of a text, the marks of beginning and end counted
HEADS = 4
REMEMBERED = 64  # texts whose states are kept, about 100 kB each
AWAY = np.float32(3.0)  # tokens are taken to be borne out unless something speaks against it


class ClaimReader:
    """Scores pairs of a claim and a text. `states` gives a text's (tokens, 384) states by the judge's lower layers.

    Safe to use from several threads.
    """

    def __init__(self, states: Callable[[str, int], Float32]) -> None:
        self._states = lru_cache(REMEMBERED)(states)

    def __call__(self, claim: str, text: str) -> float:
        """A logit: the higher, the likelier the text proves the claim. Any string is safe; long ones are cut."""
        return head(self._states(claim, MOST_CLAIMED), self._states(text, MOST_READ))


@once
def _learned() -> dict[str, Any]:
    with np.load(table(LEARNED)) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


def head(claim: Float32, text: Float32) -> float:
    """The logit of a claim's states (n, 384) and a text's (m, 384)."""
    w = _learned()
    mine, theirs = _unit(claim - w["mean"]), _unit(text - w["mean"])
    near = mine @ theirs.T
    paid = _softmax(near * w["temp"] + (mine @ w["qk.weight"].T) @ (theirs @ w["qk.weight"].T).T)
    x, e = (_linear(w, "inp.1", _normalised(w, "inp.0", states)) for states in (claim, text))
    there = paid @ e
    seen = ((paid @ theirs) * mine).sum(1, keepdims=True)
    beside = np.concatenate([x, there, x * there, np.abs(x - there), near.max(1, keepdims=True), seen], 1)
    x = x + _linear(w, "cmp.3", _gelu(_linear(w, "cmp.0", beside)))
    e = _layer(w, "ev.0", e, None)
    x = _normalised(w, "n", _layer(w, "cl.0", x, e))
    tokens = _linear(w, "tok", x)[:, 0] - AWAY
    most = tokens.max()
    missing = most + np.log(np.exp(tokens - most).sum())
    pooled = np.concatenate([x[0], x.mean(0)])
    return float(_linear(w, "out", pooled)[0] - missing)


def _layer(w: dict[str, Any], name: str, x: Float32, e: Float32 | None) -> Float32:
    own = _normalised(w, f"{name}.n1", x)
    x = x + _attended(w, f"{name}.a", own, own)
    if e is not None:
        x = x + _attended(w, f"{name}.x", _normalised(w, f"{name}.n2", x), e)
    inner = _gelu(_linear(w, f"{name}.f.0", _normalised(w, f"{name}.n3", x)))
    result: Float32 = x + _linear(w, f"{name}.f.2", inner)
    return result


def _attended(w: dict[str, Any], name: str, x: Float32, y: Float32) -> Float32:
    width = x.shape[1]
    keys, values = np.split(_linear(w, f"{name}.kv", y), 2, axis=1)
    q, k, v = (
        part.reshape(len(part), HEADS, width // HEADS).transpose(1, 0, 2)
        for part in (_linear(w, f"{name}.q", x), keys, values)
    )
    share = _softmax(q @ k.transpose(0, 2, 1) * np.float32((width // HEADS) ** -0.5))
    return _linear(w, f"{name}.o", (share @ v).transpose(1, 0, 2).reshape(len(x), width))


def _linear(w: dict[str, Any], name: str, x: Float32) -> Float32:
    result: Float32 = x @ w[f"{name}.weight"].T + w[f"{name}.bias"]
    return result


def _normalised(w: dict[str, Any], name: str, x: Float32) -> Float32:
    centred = x - x.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + np.float32(1e-5))
    result: Float32 = scaled * w[f"{name}.weight"] + w[f"{name}.bias"]
    return result


def _unit(x: Float32) -> Float32:
    result: Float32 = x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-12)
    return result


def _softmax(x: Float32) -> Float32:
    powers = np.exp(x - x.max(-1, keepdims=True))
    result: Float32 = powers / powers.sum(-1, keepdims=True)
    return result


def _gelu(x: Float32) -> Float32:
    """x · Φ(x), with the error function to 1.5e-7 (Abramowitz and Stegun, 7.1.26)."""
    z = np.abs(x) * np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    tail = series * np.exp(-z * z) / 2
    return np.asarray(x * np.where(x >= 0, 1 - tail, tail), np.float32)
