"""Sentences of a document that are addressed to a model which reads it: they state nothing, and prove nothing."""

from __future__ import annotations

import re

from assistant.language.packs import PACKS

# marks of chat formats, and our own words in `prompts`
MARKS = (
    r"\[/?INST\]",
    r"<</?SYS>>",
    r"<\|im_(?:start|end)\|>",
    r"\bNO_EVIDENCE\b",
    r"\bMISSING:",
    r"[\"']tool_calls[\"']",
)
ORDERS = re.compile(
    "|".join([*(order for pack in PACKS.values() for order in pack.orders_to_models), *MARKS]), re.IGNORECASE
)
PIECES = re.compile(r"(?:[^.!?。！？\n]|[.!?](?=\S))*(?:[.!?。！？]+\s?|\n+|$)")  # sentences, near enough


def gives_orders(sentence: str) -> bool:
    """Whether a sentence is addressed to a model."""
    return bool(ORDERS.search(sentence))


def without_orders(text: str, instead: str = "") -> str:
    """The text without its sentences that are addressed to a model."""
    if not ORDERS.search(text):
        return text
    return "".join(instead if gives_orders(piece) else piece for piece in PIECES.findall(text))
