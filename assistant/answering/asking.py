"""What a model is asked: which passages it sees, in what order, within how many tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assistant import prompts
from assistant.answering.composing import Quote
from assistant.answering.understanding import Question
from assistant.records import Hit
from assistant.tokens import estimate_tokens

MOST = 8  # passages in a prompt
HEADING = 70  # tokens, about, of what stands above a passage: title, issuer, dates, section

Messages = list[tuple[str, str]]


def shown_to_model(quotes: Sequence[Quote], hits: Sequence[Hit], tokens: int) -> tuple[Hit, ...]:
    """The passages for a prompt of at most `tokens`: those of the best quotes first, then as they were found.

    The first is shown whatever its length.
    """
    left = tokens - estimate_tokens(prompts.SYSTEM)
    shown: dict[str, Hit] = {}
    for hit in (*(quote.hit for quote in quotes), *hits):
        if hit.passage.id in shown or not hit.passage.text.strip():
            continue
        cost = HEADING + estimate_tokens(hit.passage.text)
        if shown and cost > left:
            continue
        shown[hit.passage.id] = hit
        left -= cost
        if len(shown) == MOST:
            break
    return tuple(shown.values())


def answer_messages(asked: Question, shown: Sequence[Hit], notes: Mapping[str, str], as_of: date) -> Messages:
    """The conversation that asks for an answer."""
    request = prompts.answer_request(asked.standalone, shown, asked.language, as_of, notes)
    return [("system", prompts.SYSTEM), ("human", request)]
