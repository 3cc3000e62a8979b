"""The desks: jobs of which a question is only the start, each a folder or file with its own frozen result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.replies import Reply

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.models.embedder import Embedder
    from assistant.models.sentences.encoder import SentenceEncoder
    from assistant.proving.case import Reads
    from assistant.questions.request import Request


def consult(
    index: Index,
    request: Request,
    documents: Sequence[str],
    as_of: date,
    language: str,
    embedder: Embedder | None = None,
    encoder: SentenceEncoder | None = None,
    reader: Callable[[], Reads | None] = lambda: None,
) -> Reply | None:
    """The answer of the first desk that the request is for, None where a question is all there is to it.

    `documents` are those that the request names. Desks that search answer only with an `embedder`; an
    `encoder` of sentences helps them, and what `reader` opens, a reader of pairs.
    """
    from assistant.desks import duties, register
    from assistant.desks.brief import brief_replies
    from assistant.desks.check import draft_replies
    from assistant.desks.compare import change_replies
    from assistant.desks.subsidies import measure_fields, money_replies, side_by_side

    asked = request.wording.text
    if embedder is not None and request.kind == draft_replies.KIND:
        return draft_replies.reply(index, embedder, request.kind, request.typed, as_of, language, reader())
    found = (
        register.reply(index, request.kind, asked, as_of, language)
        or duties.reply(index, request.kind, asked, documents, language)
        or side_by_side.reply(index, request, as_of, language)
        or money_replies.reply(index, request, as_of, language)
        or (None if documents else measure_fields.reply(index, request.kind, asked, request.profile, language))
        or change_replies.reply(index, request.kind, asked, tuple(documents), as_of, language)
    )
    if found is not None or embedder is None:
        return found
    return brief_replies.reply(index, embedder, request, as_of, language, encoder)
