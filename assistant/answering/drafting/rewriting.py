"""A follow-up made to stand alone by the model, where `questions.follow_ups` only put words one after the other.

What the model writes is used only when code finds that it is one question in the same language, that keeps what the
follow-up asks and brings no number, name or place that is not in the conversation; otherwise the rules' version stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answering.drafting.claims import tidy
from assistant.errors import ModelUnavailable
from assistant.language.quantities import same_value
from assistant.language.unlisted_names import unlisted_names
from assistant.models import prompts
from assistant.models.orders import gives_orders
from assistant.questions.read_once import Wording
from assistant.records import Turn

if TYPE_CHECKING:
    from assistant.models.chat import ChatModel

TURNS = 2  # earlier exchanges that the model is told
TOKENS = 120
SECONDS = 20.0
LONGEST = 300  # characters of a question
LABEL = re.compile(
    r"^(?:(?:the )?(?:standalone |follow-up |rewritten )?question|问题|改写后)\s*[:：]\s*", re.IGNORECASE
)
NEW_WORDS = 0.34  # share of content words that may be neither in the conversation nor in the follow-up


def rewrite(model: ChatModel, question: Wording, history: Sequence[Turn], language: str) -> str:
    """The follow-up so that it can be understood by itself, or "" when the model has nothing usable."""
    earlier = history[-TURNS:]
    try:
        reply = model.complete(prompts.rewrite_request(question.text, earlier, language), model.short(TOKENS, SECONDS))
    except ModelUnavailable:
        return ""
    lines = [line.strip().strip("\"“”'「」<>").strip() for line in tidy(reply).split("\n") if line.strip()]
    written = Wording(LABEL.sub("", lines[0])) if len(lines) == 1 else Wording("")
    return written.text if is_faithful(written, question, earlier) else ""


def is_faithful(written: Wording, question: Wording, history: Sequence[Turn]) -> bool:
    """Whether a rewritten follow-up asks what the follow-up asks, in words of the conversation."""
    turns = (f"{turn.question}\n{turn.answer[: prompts.LONGEST_TURN]}" for turn in history)
    if not 0 < len(written.text) <= LONGEST or re.search(r"https?:|www\.|[<>\[\]{}|]", written.text):
        return False
    if gives_orders(written.text) or (written.language == "zh") != (question.language == "zh"):
        return False
    if _bare(written) == _bare(question):
        return False  # nothing filled in
    return not brings_new(written, Wording("\n".join([question.text, *turns]))) and keeps(written, question)


def _bare(text: Wording) -> str:
    return text.folded.lower().strip(" ?？。.")


def brings_new(written: Wording, known: Wording) -> bool:
    """Whether a text has a number, a known or capitalised name, or much else that `known` does not have."""
    if any(not any(same_value(new, old) for old in known.quantities) for new in written.quantities):
        return True
    if digits_in(written) - digits_in(known) or written.named() - known.named():
        return True
    lowered = known.folded.lower()
    if any(word.lower() not in lowered for _, words in unlisted_names(written.text, written.names) for word in words):
        return True
    return sum(not known.glossed.has(term) for term in written.terms) > NEW_WORDS * len(written.terms)


def keeps(written: Wording, question: Wording) -> bool:
    """Whether the names and figures of the follow-up, and most of its other words, are still there."""
    if question.named() - written.named() or digits_in(question) - digits_in(written):
        return False
    return 2 * sum(written.content.has(term) for term in question.terms) >= len(question.terms)


def digits_in(text: Wording) -> set[str]:
    return set(re.findall(r"\d+", text.folded))
