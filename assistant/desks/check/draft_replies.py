"""A draft pasted into the chat, checked by the desk."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.replies import Reply
from assistant.desks.check import LONGEST, check
from assistant.desks.check.checked import Checked, Finding
from assistant.desks.check.checked_files import summary_line
from assistant.language.packs import pack_of
from assistant.measures.measure import Quoted
from assistant.questions.request import pasted
from assistant.records import Citation
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.models.embedder import Embedder
    from assistant.proving.case import Reads

KIND = "check"
MOST = 24  # claims in a reply's table
QUOTED = 8
# whose quotes go first
WEIGHTY = (Finding.CONTRADICTED, Finding.MIXED, Finding.SUPPORTED, Finding.NOT_FOUND)


def reply(
    index: Index, embedder: Embedder, kind: str, typed: str, as_of: date, language: str, reads: Reads | None = None
) -> Reply | None:
    """The claims of a draft with their findings; None for another kind of request, or where no draft came with it."""
    draft = draft_in(typed, language) if kind == KIND else ""
    if not draft:
        return None
    return _told(check(index, embedder, draft[:LONGEST], as_of, language, reads))


def draft_in(typed: str, language: str) -> str:
    """What is to be checked of a message: a passage in quotation marks, else what follows the words that ask for it,
    else what goes before."""
    if passage := pasted(typed):
        return passage
    words = dict(pack_of(language).request.tasks)[KIND]
    found = re.search(words, typed, re.IGNORECASE)
    if found is None:
        return ""
    after = typed[found.end() :].lstrip(":：.。\n ")
    return after if re.search(r"\w{2}", after) else typed[: found.start()].strip()


def _told(checked: Checked) -> Reply | None:
    words = told(checked.language).desks
    if not checked.claims:
        return None
    rows = [tuple(words.check_columns)]
    for one in checked.claims[:MOST]:
        rows.append((one.claim.text, words.check_findings[one.finding], one.difference))
    weighty = sorted(
        (one for one in checked.claims if one.finding in WEIGHTY), key=lambda one: WEIGHTY.index(one.finding)
    )
    quotes = [_quoted(checked.citation(marker)) for one in weighty for marker in one.markers]
    more = (words.shown_of.format(shown=MOST, all=len(checked.claims)),) if len(checked.claims) > MOST else ()
    return Reply(summary_line(checked), tuple(dict.fromkeys(quotes))[:QUOTED], tuple(rows), more, beside=True)


def _quoted(citation: Citation) -> Quoted:
    start = citation.passage.start + citation.quote_start
    return Quoted(citation.quote, citation.record.document, citation.quote, start, start + len(citation.quote))
