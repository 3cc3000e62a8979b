"""An optional second opinion: a model reads what the code found proven, and may say of a sentence that it is not.

It can only lower a verdict. A call that fails, or a reply that cannot be read, leaves what the code found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.drafting.claims import tidy
from assistant.answering.drafting.proofs import Proof
from assistant.errors import ModelUnavailable
from assistant.models import prompts
from assistant.records import Hit, Verdict

if TYPE_CHECKING:
    from assistant.models.chat import ChatModel

TOKENS_A_SENTENCE = 60
LONGEST_REASON = 200  # characters
_LINE = re.compile(
    r"^\W*(\d{1,2})\s*[:：.)、-]\s*\W*(yes|no|supported|unsupported|not supported|是|否|不支持|支持)(?![a-z])(.*)$",
    re.I,
)
_YES = ("yes", "supported", "是", "支持")


def second_opinion(model: ChatModel, proofs: Sequence[Proof], shown: Sequence[Hit]) -> tuple[list[Proof], bool]:
    """The proofs, some of them lowered, and whether an opinion came. `shown[0]` is passage 1."""
    asked = [at for at, proof in enumerate(proofs) if proof.holds]
    if not asked:
        return list(proofs), True
    claims = [(proofs[at].claim.whole, proofs[at].claim.cited) for at in asked]
    limits = replace(model.limits, tokens=TOKENS_A_SENTENCE * (1 + len(asked)), retries=1)
    try:
        reply = model.complete(prompts.opinion_request(claims, shown), limits)
    except ModelUnavailable:
        return list(proofs), False
    doubts = doubts_in(reply, len(asked))
    if doubts is None:
        return list(proofs), False
    result = list(proofs)
    for number, reason in doubts.items():
        proof = result[asked[number - 1]]
        why = f"a second model doubts it: {reason}" if reason else "a second model doubts it"
        result[asked[number - 1]] = replace(proof, check=replace(proof.check, verdict=Verdict.IN_DOUBT, why=why))
    return result, True


def doubts_in(reply: str, count: int) -> dict[int, str] | None:
    """The numbers (1 to `count`) of the sentences that a reply says are not supported, each with its reason.

    A sentence that it judges both ways, or not at all, is not doubted. None when no line can be read.
    """
    said: dict[int, set[bool]] = {}
    reasons: dict[int, str] = {}
    for line in tidy(reply).split("\n"):
        match = _LINE.match(line)
        if match is None or not 0 < int(match.group(1)) <= count:
            continue
        number, good = int(match.group(1)), match.group(2).lower() in _YES
        said.setdefault(number, set()).add(good)
        if not good:
            reasons[number] = in_plain_words(match.group(3))
    if not said:
        return None
    return {number: reasons[number] for number, verdicts in said.items() if verdicts == {False}}


def in_plain_words(reason: str) -> str:
    """A model's reason as one short line without addresses and markup."""
    plain = re.sub(r"(?:https?:|www\.)\S*|[<>\[\]`*|]", "", reason)
    return " ".join(plain.split()).strip(" -–—:：,，。.")[:LONGEST_REASON]
