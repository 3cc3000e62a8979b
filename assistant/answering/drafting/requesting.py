"""What a model is asked (the passages it sees, in what order, within how many tokens), and what it writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.answering import logbook
from assistant.answering.quotes import Quote
from assistant.answering.state import Case
from assistant.language.tokens import estimate_tokens
from assistant.library.validity import status_note
from assistant.models import prompts
from assistant.records import Hit

if TYPE_CHECKING:
    from assistant.models.chat import ChatModel

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


def request(case: Case) -> Messages:
    """The conversation that asks the model for an answer."""
    records = {hit.record.document: hit.record for hit in case.shown}
    notes = {
        name: status_note(record, case.index.incoming.get(name, ()), case.as_of) for name, record in records.items()
    }
    asked = case.asked
    said = prompts.answer_request(asked.whole.text, case.shown, asked.language, case.as_of, notes)
    return [("system", prompts.SYSTEM), ("human", said)]


def drafting_of(case: Case, second: ChatModel | None) -> dict[str, object]:
    """How a model's answer came about, for the log."""
    if case.model is None:
        return {}
    return {
        "shown": [hit.passage.id for hit in case.shown],
        "draft_sha256": logbook.hashed(case.draft),
        "rewritten": case.rewritten,
        "repaired": case.repaired,
        "second_opinion": second.name if second else None,
    }


def visible(pieces: Iterable[str]) -> Iterator[str]:
    """A stream of text without what stands between <think> and </think>, piece by piece."""
    held, thinking = "", False
    for piece in pieces:
        held += piece
        while held:
            mark = "</think>" if thinking else "<think>"
            at = held.lower().find(mark)
            if at >= 0:
                if not thinking and held[:at]:
                    yield held[:at]
                held, thinking = held[at + len(mark) :], not thinking
                continue
            # a mark may be cut in two: what could be its beginning waits for the next piece
            keep = next((n for n in range(len(mark) - 1, 0, -1) if held.lower().endswith(mark[:n])), 0)
            if not thinking and len(held) > keep:
                yield held[: len(held) - keep]
            held = held[len(held) - keep :] if keep else ""
            break
    if held and not thinking:
        yield held
