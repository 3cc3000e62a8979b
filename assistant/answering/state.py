"""One question under way: what the steps of an answer hand to each other."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.answerable import Part
from assistant.answering.quotes import Quote
from assistant.answering.quoting import Composed
from assistant.answering.replies import Reply
from assistant.questions.question import Question
from assistant.questions.read_once import Reading
from assistant.questions.request import Request
from assistant.records import Answer, AnswerStatus, Citation, Conflict, Filters, Findings, Hit, Sentence, Turn

if TYPE_CHECKING:
    from assistant.library.index import Index


@dataclass
class Case:
    """One question under way."""

    question: str
    history: Sequence[Turn]
    as_of: date
    filters: Filters
    index: Index  # one generation of the library through all steps, whatever an ingest does meanwhile
    generation: str  # its name
    undone: frozenset[str] = frozenset()  # what of the reading the asker does not want: see `steps.UNDOABLE`
    began: float = field(default_factory=time.monotonic)
    request: Request = field(init=False)  # what was typed, taken apart, by the first step
    corrections: tuple[str, ...] = ()  # slips of the fingers that were mended
    asked: Question = field(init=False)  # what is asked, as read by the first step
    wanted: list[Question] = field(default_factory=list)  # the things asked for one by one, where there are several
    read: Reading = field(default_factory=Reading)
    findings: Findings = field(default_factory=lambda: Findings((), 0.0))
    about: list[Hit] = field(default_factory=list)  # what was found that is about what the question names
    composed: Composed = field(default_factory=lambda: Composed((), None))
    parts: list[Part] = field(default_factory=list)  # of a message that asks for several things
    quotes: list[Quote] = field(default_factory=list)
    pointed: list[Hit] = field(default_factory=list)  # passages of the articles and parts that the question names
    pinned: list[Quote] = field(default_factory=list)  # words that the question points to, before any ranking
    missing: tuple[str, ...] = ()  # names in the question that nothing found is about
    lacking: tuple[str, ...] = ()  # words of the question that no quote has
    doubtful: bool = False  # what was found comes close, but is unlikely to answer
    shown: tuple[Hit, ...] = ()  # passages that the model sees, numbered from 1
    draft: str = ""
    rewritten: bool = False  # whether the model made a follow-up stand alone
    repaired: int = 0  # sentences that the model wrote again, and could then be proven
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    conflicts: tuple[Conflict, ...] = ()
    notes: list[str] = field(default_factory=list)
    closest: tuple[Hit, ...] = ()
    reply: Reply | None = None  # what a desk says to the request
    lead: str = ""  # one line that answers, made by a desk
    rows: tuple[tuple[str, ...], ...] = ()  # its table, the heads first
    text: str = ""
    model: str | None = None
    status: AnswerStatus | None = None  # set by the step that settles the case
    answer: Answer | None = None  # made by the last step
