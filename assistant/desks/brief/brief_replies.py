"""A briefing asked for in the chat: a line, the tables, and the sentences that carry it, weightiest documents first."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.replies import Reply
from assistant.desks.brief import brief
from assistant.desks.brief.briefing import Briefing, split_cell
from assistant.desks.brief.composing import documents_in
from assistant.language.packs import pack_of
from assistant.measures.measure import Quoted
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.models.embedder import Embedder
    from assistant.models.sentences.encoder import SentenceEncoder
    from assistant.questions.request import Request

KIND = "brief"
QUOTED, ROWS = 16, 16
FEWEST = 3  # sentences from which on a briefing says more than an answer


def reply(
    index: Index,
    embedder: Embedder,
    request: Request,
    as_of: date,
    language: str,
    encoder: SentenceEncoder | None = None,
) -> Reply | None:
    """The briefing in short; None for another kind of request, or where little bears on it."""
    if request.kind != KIND or not _gives_the_task(request, language):
        return None
    briefing = brief(index, embedder, [request.wording.text], as_of, language, encoder=encoder)
    return _told(briefing) if len(briefing.citations) >= FEWEST else None


def _gives_the_task(request: Request, language: str) -> bool:
    """Whether the words that ask for a briefing stand elsewhere than in what askers tell of themselves ("we prepare our
    papers")."""
    typed = request.typed
    for told_so in request.told:
        typed = typed.replace(told_so, " ")
    tasks = (words for name, words in pack_of(language).request.tasks if name == KIND)
    return any(re.search(words, typed, re.IGNORECASE) for words in tasks)


def _told(briefing: Briefing) -> Reply:
    words = told(briefing.language).desks
    sentences = [one for part in briefing.parts for one in part.sentences]
    quotes = []
    for marker in dict.fromkeys(marker for one in sentences for marker in one.citations):
        citation = briefing.citation(marker)
        start = citation.passage.start + citation.quote_start
        quotes.append(
            Quoted(citation.quote, citation.record.document, citation.quote, start, start + len(citation.quote))
        )
    table = next((part.rows for part in briefing.parts if part.rows), ())
    rows = tuple(tuple(split_cell(cell)[0] for cell in row) for row in table[: ROWS + 1])
    more = (words.shown_of.format(shown=ROWS, all=len(table) - 1),) if len(table) > ROWS + 1 else ()
    lead = words.brief_lead.format(documents=documents_in(briefing), sentences=len(sentences))
    said = (*briefing.disputed, *briefing.not_covered)
    return Reply(lead, tuple(quotes)[:QUOTED], rows, (*more, *(one.text for one in said), *briefing.open_points))
