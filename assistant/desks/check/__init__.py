"""Check: each claim of a draft against the library, with the quote that decides and the difference."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assistant.desks.check.checked import Checked, CheckedClaim, Claim
from assistant.desks.check.claims_in_draft import claims_in
from assistant.desks.check.deciding import Decided, Desk, decide
from assistant.errors import UsageError
from assistant.language.names import codes_in
from assistant.library.validity import status_note
from assistant.records import Citation, Hit
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.models.embedder import Embedder
    from assistant.proving.case import Reads

__all__ = ["check"]

FOUND = 8  # passages searched for each claim
LONGEST = 60_000  # characters of a draft
MOST = 400  # claims


def check(
    index: Index, embedder: Embedder, draft: str, as_of: date, language: str, reads: Reads | None = None
) -> Checked:
    """A draft's claims with their findings; `reads` is a reader of pairs, where one is installed.

    UsageError for a draft that is too long to be checked at once."""
    if len(draft) > LONGEST:
        raise UsageError(told(language).desks.check_too_long.format(length=len(draft), most=LONGEST))
    desk, made = Desk(language, codes_in(draft), reads), Making(index, as_of, language)
    searches = Searches(index, embedder, as_of)
    for claim in list(claims_in(draft))[:MOST]:
        made.add(claim, decide(claim, searches.about(claim), desk))
    return Checked(draft, as_of.isoformat(), language, tuple(made.claims), tuple(made.citations))


class Searches:
    """The passages about a claim and about its sentence; each is searched once."""

    def __init__(self, index: Index, embedder: Embedder, as_of: date) -> None:
        self._index, self._embedder, self._as_of = index, embedder, as_of
        self._known: dict[str, tuple[Hit, ...]] = {}

    def about(self, claim: Claim) -> tuple[Hit, ...]:
        found: dict[str, Hit] = {}
        for query in dict.fromkeys((f"{claim.leans_on} {claim.sentence}".strip(), claim.core)):
            for hit in self._search(query):
                found.setdefault(hit.passage.id, hit)
        return tuple(found.values())

    def _search(self, query: str) -> tuple[Hit, ...]:
        from assistant.finding.searching import read_query, search

        if query not in self._known:
            asked = read_query(self._index, query)
            self._known[query] = search(self._index, self._embedder, asked, limit=FOUND, as_of=self._as_of).hits
        return self._known[query]


class Making:
    """Claims and their citations under way: one citation a quote, numbered as they come."""

    def __init__(self, index: Index, as_of: date, language: str) -> None:
        self._index, self._as_of, self._language = index, as_of, language
        self._markers: dict[tuple[str, int, int], int] = {}
        self.claims: list[CheckedClaim] = []
        self.citations: list[Citation] = []

    def add(self, claim: Claim, decided: Decided) -> None:
        markers = tuple(self._marker(*quote) for quote in decided.quotes)
        self.claims.append(CheckedClaim(claim, decided.finding, markers, decided.difference))

    def _marker(self, hit: Hit, start: int, end: int) -> int:
        key = hit.passage.id, start, end
        if key not in self._markers:
            self._markers[key] = len(self.citations) + 1
            record = hit.record
            incoming = self._index.incoming.get(record.document, ())
            note = status_note(record, incoming, self._as_of, language=self._language)
            quote = hit.passage.text[start:end]
            self.citations.append(Citation(self._markers[key], hit.passage, record, hit.status, quote, start, note))
        return self._markers[key]
