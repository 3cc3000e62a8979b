"""Brief: one or several questions, or a subject, to a briefing of proven sentences with its sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.desks.brief.briefing import Briefing
from assistant.desks.brief.composing import Composer
from assistant.desks.brief.material import material_for
from assistant.errors import UsageError
from assistant.records import Answer
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.models.embedder import Embedder
    from assistant.models.sentences.encoder import SentenceEncoder

__all__ = ["brief"]

MOST = 8  # questions of one briefing
LONGEST = 1000  # characters of a question


def brief(
    index: Index,
    embedder: Embedder,
    questions: Sequence[str],
    as_of: date,
    language: str,
    answers: Sequence[Answer] = (),
    *,
    short: bool = False,
    encoder: SentenceEncoder | None = None,
) -> Briefing:
    """A briefing on the questions, `short` on a page or two; `answers` are those of the assistant, where it was asked.
    An `encoder` of sentences tells them apart by their meaning, too.

    UsageError for no question, too many, or one that is too long.
    """
    words = told(language).desks
    asked = [" ".join(question.split()) for question in questions if any(map(str.isalnum, question))]
    if not asked:
        raise UsageError(words.brief_ask)
    if len(asked) > MOST or any(len(question) > LONGEST for question in asked):
        raise UsageError(words.brief_too_much.format(most=MOST, length=LONGEST))
    material = material_for(index, embedder, asked, as_of, language, encoder)
    return Composer(index, as_of, language).compose(asked, material, answers, short)
