"""One question under way: what the steps of an answer hand to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.composing import Quote
from assistant.answering.understanding import Question
from assistant.records import AnswerStatus, Citation, Conflict, Filters, Findings, Hit, Sentence, Turn

if TYPE_CHECKING:
    from assistant.storing.index import Index


@dataclass
class Case:
    """One question under way."""

    question: str
    history: Sequence[Turn]
    as_of: date
    filters: Filters
    index: Index  # one generation of the library through all steps, whatever an ingest does meanwhile
    asked: Question = field(default_factory=lambda: Question("", "", "en", False))
    findings: Findings = field(default_factory=lambda: Findings((), 0.0))
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
    text: str = ""
    model: str | None = None
    status: AnswerStatus | None = None  # set by the step that settles the case
