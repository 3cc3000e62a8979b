"""A follow-up made to stand alone by the model, where the rules of `understanding` only put words one after the other.

What the model writes is used only when code finds that it is one question in the same language, that keeps what the
follow-up asks and brings no number, name or place that is not in the conversation; otherwise the rules' version stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant import prompts
from assistant.answering.drafting import tidy
from assistant.errors import ModelUnavailable
from assistant.languages import fold, language_of
from assistant.quantities import find_quantities, same_value
from assistant.records import Turn
from assistant.verifying.names import known_names, unlisted_names
from assistant.verifying.terms import content_of, terms_of

if TYPE_CHECKING:
    from assistant.model import ChatModel

TURNS = 2  # earlier exchanges that the model is told
TOKENS = 120
SECONDS = 20.0
LONGEST = 300  # characters of a question
LABEL = re.compile(
    r"^(?:(?:the )?(?:standalone |follow-up |rewritten )?question|问题|改写后)\s*[:：]\s*", re.IGNORECASE
)
NEW_WORDS = 0.34  # share of content words that may be neither in the conversation nor in the follow-up


def rewrite(model: ChatModel, question: str, history: Sequence[Turn], language: str) -> str:
    """The follow-up so that it can be understood by itself, or "" when the model has nothing usable."""
    earlier = history[-TURNS:]
    try:
        reply = model.complete(prompts.rewrite_request(question, earlier, language), model.short(TOKENS, SECONDS))
    except ModelUnavailable:
        return ""
    lines = [line.strip().strip("\"“”'「」<>").strip() for line in tidy(reply).split("\n") if line.strip()]
    if len(lines) != 1:
        return ""
    written = re.sub(
        r"^(?:(?:the )?(?:standalone |follow-up |rewritten )?question|问题|改写后)\s*[:：]\s*", "", lines[0], flags=re.I
    )
    return written if is_faithful(written, question, earlier) else ""


def is_faithful(written: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a rewritten follow-up asks what the follow-up asks, in words of the conversation."""
    known = "\n".join([question, *(f"{turn.question}\n{turn.answer[: prompts.LONGEST_TURN]}" for turn in history)])
    if not 0 < len(written) <= LONGEST or re.search(r"https?:|www\.|[<>\[\]{}|]", written):
        return False
    if prompts.gives_orders(written) or (language_of(written) == "zh") != (language_of(question) == "zh"):
        return False
    if fold(written).lower().strip(" ?？。.") == fold(question).lower().strip(" ?？。."):
        return False  # nothing filled in
    return not brings_new(written, known) and keeps(written, question)


def brings_new(written: str, known: str) -> bool:
    """Whether a text has a number, a known or capitalised name, or much else that `known` does not have."""
    figures = find_quantities(known)
    if any(not any(same_value(new, old) for old in figures) for new in find_quantities(written)):
        return True
    if set(re.findall(r"\d+", fold(written))) - set(re.findall(r"\d+", fold(known))):
        return True
    names = known_names(written)
    if {name.id for name in names} - {name.id for name in known_names(known)}:
        return True
    lowered = fold(known).lower()
    if any(word.lower() not in lowered for _, words in unlisted_names(written, names) for word in words):
        return True
    terms, content = terms_of(written), content_of(known, glossed=True)
    return sum(not content.has(term) for term in terms) > NEW_WORDS * len(terms)


def keeps(written: str, question: str) -> bool:
    """Whether the names and figures of the follow-up, and most of its other words, are still there."""
    if {name.id for name in known_names(question)} - {name.id for name in known_names(written)}:
        return False
    if set(re.findall(r"\d+", fold(question))) - set(re.findall(r"\d+", fold(written))):
        return False
    terms, content = terms_of(question), content_of(written, glossed=False)
    return 2 * sum(content.has(term) for term in terms) >= len(terms)
