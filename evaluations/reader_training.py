"""Learn the head of the reader of claims (`assistant.models.claim_reader`), and its logits on hands that it never saw.

    pip install torch opencc-python-reimplemented
    python evaluations/reader_training.py OUT.npz --train ../shared/train --library DIR … [--minutes 25]

First the public pairs (`reader_pairs.py`) for so many minutes, then, from there, EPOCHS rounds of the claims of the
hands that are learned from, with pairs made of them and some public ones. The second part is done once for each group
of FOLDS without its hands, and once with all: OUT.npz is the last; OUT.scores.npz has for each hand the logits of the
head that never saw it, and for the project's own pairs those of the last, for `claims_fitting.py`.
One thread: two that wait for each other on a busy machine are many times slower. 64 pairs take about a third of a
second of one core. The head that is shipped was learned with a first form of this script: the same pairs but for the
order of chance, 64,000 visits, 6 and 5 epochs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as functional
from claims import LEARNED_FROM, claims_of, libraries
from claims_fitting import OWN, own_claims
from fitting import area
from reader_pairs import Example, around, public
from torch import Tensor, nn

from assistant import Settings
from assistant.language.script import language_of
from assistant.models.claim_reader import AWAY, HEADS, MOST_CLAIMED, MOST_READ
from assistant.models.embedder import open_embedder
from assistant.models.judge import Judge, open_judge
from assistant.models.sessions import on_all_cores
from assistant.proving.matching import nearest_text
from assistant.proving.reading import read

WIDTH, ATTENDED, HIDDEN = 96, 64, 384
EPOCHS, FOLDS = 5, ("ABE", "CG", "DH", "FI")
RATE, GENTLE, BATCH = 1e-3, 3e-4, 32
KNOWN, RARE = 0.5, 4.0  # weight of what is known of single tokens, and of those not borne out among them


@dataclass(frozen=True, slots=True)
class Pair:
    """States of a claim and a text; `marks`: of each token of the claim whether it is false (1), true (0), unknown."""

    claim: np.ndarray
    text: np.ndarray
    marks: np.ndarray
    true: float


class Layer(nn.Module):
    def __init__(self, beside: bool) -> None:
        super().__init__()
        self.n1, self.n3 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.a = Attention()
        if beside:
            self.n2, self.x = nn.LayerNorm(WIDTH), Attention()
        self.f = nn.Sequential(nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH))
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor, e: Tensor | None = None, masked: Tensor | None = None) -> Tensor:
        own = self.n1(x)
        x = x + self.drop(self.a(own, own, mask))
        if e is not None:
            x = x + self.drop(self.x(self.n2(x), e, masked))
        result: Tensor = x + self.drop(self.f(self.n3(x)))
        return result


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.kv, self.o = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(WIDTH, WIDTH)

    def forward(self, x: Tensor, y: Tensor, mask: Tensor) -> Tensor:
        def split(t: Tensor) -> Tensor:
            return t.view(len(t), -1, HEADS, WIDTH // HEADS).transpose(1, 2)

        k, v = self.kv(y).chunk(2, -1)
        seen = functional.scaled_dot_product_attention(split(self.q(x)), split(k), split(v), mask[:, None, None])
        result: Tensor = self.o(seen.transpose(1, 2).reshape(x.shape))
        return result


class Head(nn.Module):
    """As `assistant.models.claim_reader.head`, in batches: the pair's logit, and how little each token is borne out."""

    mean: Tensor

    def __init__(self, mean: np.ndarray) -> None:
        super().__init__()
        self.register_buffer("mean", torch.from_numpy(mean))
        self.inp = nn.Sequential(nn.LayerNorm(HIDDEN), nn.Linear(HIDDEN, WIDTH))
        self.qk, self.temp = nn.Linear(HIDDEN, ATTENDED, bias=False), nn.Parameter(torch.tensor(20.0))
        self.cmp = nn.Sequential(
            nn.Linear(4 * WIDTH + 2, 2 * WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(2 * WIDTH, WIDTH)
        )
        self.ev, self.cl = nn.ModuleList([Layer(False)]), nn.ModuleList([Layer(True)])
        self.n, self.tok, self.out = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 1), nn.Linear(2 * WIDTH, 1)

    def forward(self, claim: Tensor, text: Tensor, inside: Tensor, within: Tensor) -> tuple[Tensor, Tensor]:
        mine, theirs = (functional.normalize(states - self.mean, dim=-1) for states in (claim, text))
        mask, masked = (torch.where(some, 0.0, -1e9) for some in (inside, within))
        near = mine @ theirs.transpose(1, 2) + masked[:, None]
        paid = (near * self.temp + self.qk(mine) @ self.qk(theirs).transpose(1, 2)).softmax(-1)
        x, e = self.inp(claim), self.inp(text)
        there, seen = paid @ e, (paid @ theirs * mine).sum(-1, keepdim=True)
        beside = torch.cat([x, there, x * there, (x - there).abs(), near.max(-1, keepdim=True).values, seen], -1)
        x, e = x + self.cmp(beside), self.ev[0](e, masked)
        x = self.n(self.cl[0](x, mask, e, masked))
        tokens = self.tok(x)[..., 0] - float(AWAY)
        missing = torch.where(inside, tokens, -1e9).logsumexp(1)
        mean = (x * inside[..., None]).sum(1) / inside.sum(1, keepdim=True)
        return self.out(torch.cat([x[:, 0], mean], -1))[:, 0] - missing, tokens


# ---------------------------------------------------------------- states


def pairs_of(judge: Judge, examples: Sequence[Example]) -> list[Pair]:
    def one(example: Example) -> Pair:
        claim, text = judge.states(example.claim, MOST_CLAIMED), judge.states(example.text, MOST_READ)
        marks = np.full(len(claim), 0 if example.true else -1, np.int64)
        if example.base:
            marks[1:-1] = changed(judge.ids(example.base), judge.ids(example.claim))[: len(marks) - 2]
        return Pair(claim.astype(np.float16), text.astype(np.float16), marks, float(example.true))

    return on_all_cores(one, examples)


def changed(before: Sequence[int], after: Sequence[int]) -> np.ndarray:
    """1 for each token that was changed or stands where one was taken out, 0 for the others."""
    marks = np.zeros(len(after), np.int64)
    for what, _, _, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "delete":
            marks[max(0, start - 1) : start + 1] = 1
        elif what != "equal":
            marks[start:end] = 1
    return marks


def batch_of(pairs: Sequence[Pair]) -> tuple[Tensor, ...]:
    sizes = len(pairs), max(len(p.claim) for p in pairs), max(len(p.text) for p in pairs)
    claim, text = (np.zeros((sizes[0], size, HIDDEN), np.float32) for size in sizes[1:])
    inside, within = (np.zeros((sizes[0], size), bool) for size in sizes[1:])
    marks = np.full(inside.shape, -1, np.int64)
    for row, pair in enumerate(pairs):
        claim[row, : len(pair.claim)], text[row, : len(pair.text)] = pair.claim, pair.text
        inside[row, : len(pair.claim)], within[row, : len(pair.text)] = True, True
        marks[row, : len(pair.marks)] = pair.marks
    true = np.array([pair.true for pair in pairs], np.float32)
    return tuple(map(torch.from_numpy, (claim, text, inside, within, marks, true)))


# ---------------------------------------------------------------- learning


def batches(pairs: Sequence[Pair], random: np.random.Generator) -> Iterator[list[Pair]]:
    """The pairs once, in batches of like length."""
    order = sorted(pairs, key=lambda pair: len(pair.claim) + len(pair.text) + random.random() * 12)
    starts = random.permutation(range(0, len(order), BATCH))
    return (order[start : start + BATCH] for start in starts)


def step(head: Head, rule: torch.optim.Optimizer, pairs: Sequence[Pair], rate: float) -> float:
    claim, text, inside, within, marks, true = batch_of(pairs)
    for group in rule.param_groups:
        group["lr"] = rate
    logits, tokens = head(claim, text, inside, within)
    loss = functional.binary_cross_entropy_with_logits(logits, true)
    known = (marks >= 0) & inside
    if known.any():
        each = functional.binary_cross_entropy_with_logits(
            tokens[known], marks[known].float(), pos_weight=torch.tensor(RARE)
        )
        loss = loss + KNOWN * each
    rule.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(head.parameters(), 1.0)
    rule.step()
    return float(loss.item())


def rule_of(head: Head) -> torch.optim.Optimizer:
    return torch.optim.AdamW(head.parameters(), RATE, betas=(0.9, 0.98), weight_decay=0.02)


def from_public(pairs: Sequence[Pair], minutes: float, random: np.random.Generator) -> Head:
    head = Head(np.concatenate([pair.claim for pair in pairs[:400]]).astype(np.float32).mean(0))
    rule, begun, steps = rule_of(head), time.monotonic(), 0
    while (spent := (time.monotonic() - begun) / (60 * minutes)) < 1:
        chosen = [pairs[at] for at in random.permutation(len(pairs))[:2560]]
        losses = []
        for batch in batches(chosen, random):
            steps += 1
            rate = RATE * min(1.0, steps / 200) * max(0.02, 0.5 * (1 + np.cos(np.pi * min(1.0, spent))))
            losses.append(step(head, rule, batch, rate))
        print(f"{steps * BATCH} pairs: loss {np.mean(losses):.3f}", flush=True)
    return head


def from_hands(
    start: Head, own: Sequence[Pair], made: Sequence[Pair], other: Sequence[Pair], random: np.random.Generator
) -> Head:
    head = Head(start.mean.numpy())
    head.load_state_dict(start.state_dict())
    rule, done, whole = rule_of(head), 0, EPOCHS * 2 * len(own) // BATCH
    for _ in range(EPOCHS):
        some = [*own, *sample(made, len(own) // 2, random), *sample(other, len(own) // 2, random)]
        for batch in batches(some, random):
            step(head, rule, batch, GENTLE * max(0.05, 1 - done / whole))
            done += 1
    return head


def sample(pairs: Sequence[Pair], count: int, random: np.random.Generator) -> list[Pair]:
    return [pairs[at] for at in random.permutation(len(pairs))[:count]]


def all_of(pairs: dict[str, list[Pair]], hands: Sequence[str]) -> list[Pair]:
    return [pair for hand in hands for pair in pairs[hand]]


def scored(head: Head, pairs: Sequence[Pair]) -> np.ndarray:
    head.eval()
    with torch.no_grad():
        found = [head(*batch_of([pair])[:4])[0].item() for pair in pairs]
    head.train()
    return np.array(found, np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--library", type=Path, action="append", required=True)
    parser.add_argument("--minutes", type=float, default=25.0)
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    random, indexes = np.random.default_rng(1), libraries(chosen.library)
    judge = open_judge(Settings().cache, open_embedder(Settings()))
    rows: dict[str, list[tuple[str, Example]]] = {}
    for claim in [*claims_of(LEARNED_FROM, indexes), *own_claims()]:
        passage, _ = claim.evidence.read(language_of(claim.text) != "zh")
        text = nearest_text(read(claim.text), [passage])
        rows.setdefault(claim.hand, []).append((claim.evidence.text, Example(claim.text, text, claim.true)))
    own = {hand: pairs_of(judge, [example for _, example in found]) for hand, found in rows.items()}
    made = {hand: pairs_of(judge, around(found)) for hand, found in rows.items() if hand != OWN}
    other = pairs_of(judge, public(chosen.train))
    start, scores = from_public(other, chosen.minutes, random), {}
    for fold in (*FOLDS, ""):
        hands = [hand for hand in made if hand not in fold]
        learned = from_hands(start, all_of(own, hands), all_of(made, hands), other, random)
        for hand in fold or (OWN,):
            scores[hand] = scored(learned, own[hand])
            ones, others = ([s for s, p in zip(scores[hand], own[hand], strict=True) if p.true == t] for t in (1, 0))
            print(f"{hand}: AUC {area(ones, others):.3f}", flush=True)
    arrays = {name: value.numpy() for name, value in learned.state_dict().items()}
    small: dict[str, Any] = {n: v.astype(np.float16 if v.ndim > 1 else np.float32) for n, v in arrays.items()}
    np.savez_compressed(chosen.out, **small)
    told: dict[str, Any] = dict(scores)
    np.savez(chosen.out.with_suffix(".scores.npz"), **told)


if __name__ == "__main__":
    main()
