"""The citations of a briefing, numbered as they come, one for each sentence; and how a sentence is shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assistant.desks.brief.briefing import Sentence
from assistant.desks.brief.weighing import Told
from assistant.language.script import language_of
from assistant.library.validity import status_note
from assistant.measures.measure import Quoted
from assistant.records import Citation, Hit, Record
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

TITLE = 60  # characters of a title in a table


class Citations:
    """Those of one briefing, under way."""

    def __init__(self, index: Index, as_of: date, language: str) -> None:
        self.index, self.as_of, self.language = index, as_of, language
        self._markers: dict[tuple[str, int], int] = {}
        self.known: list[Citation] = []

    def cite(self, hit: Hit, start: int, end: int) -> int:
        """The marker of a sentence."""
        key = hit.passage.id, start
        if key not in self._markers:
            self._markers[key] = len(self.known) + 1
            quote, note = hit.passage.text[start:end], self.note(hit.record)
            self.known.append(Citation(self._markers[key], hit.passage, hit.record, hit.status, quote, start, note))
        return self._markers[key]

    def again(self, citation: Citation) -> int:
        """The marker of what an answer cites."""
        hit = Hit(citation.passage, citation.record, citation.status, 0.0)
        return self.cite(hit, citation.quote_start, citation.quote_start + len(citation.quote))

    def said(self, one: Told) -> Sentence:
        """A document's sentence; one in another language between quotation marks, with the language named."""
        return Sentence(self.shown(one.text), (self.cite(one.hit, one.start, one.end),))

    def shown(self, text: str) -> str:
        language, words = language_of(text), told(self.language).desks
        if (language == "zh") == (self.language == "zh"):
            return text
        shown = words.languages.get("zh" if language == "zh" else "en", language)
        return words.brief_foreign.format(quote=text, language=shown)

    def note(self, record: Record) -> str:
        """How a document stands on the day."""
        return status_note(record, self.index.incoming.get(record.document, ()), self.as_of, language=self.language)

    def sourced(self, quoted: Quoted | None, record: Record) -> str:
        """A document by its short title, with the marker of the sentence that states a field."""
        title = self.short(record)
        passage = self.index.passage_at(quoted.document, quoted.start) if quoted and quoted.quote else None
        if passage is None or quoted is None:
            return title
        own = self.index.records[quoted.document]
        start = quoted.start - passage.start
        hit = Hit(passage, own, self.index.status(own, self.as_of), 0.0)
        return f"{title} [{self.cite(hit, start, min(quoted.end - passage.start, len(passage.text)))}]"

    def short(self, record: Record) -> str:
        """A document's title in the reader's language, cut where it is long."""
        title = record.title_in(self.language)
        return title if len(title) <= TITLE else f"{title[:TITLE]} …"
