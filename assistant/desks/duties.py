"""Duties: every sentence of a named document that obliges or forbids, article by article, complete and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.replies import Reply
from assistant.desks.compare.document_units import units_of
from assistant.language.packs import pack_of
from assistant.language.quantities import find_quantities
from assistant.language.sentences import sentence_spans
from assistant.language.terms import content_of, terms_of
from assistant.measures.measure import Quoted
from assistant.proving.polarity import modals
from assistant.records import Document, Record
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

KIND = "list"
OBLIGES = {"must", "forbid"}
MOST, QUOTED = 60, 30  # rows of the table, and sentences quoted
MAINLY = 1 / 3  # share of a document's duties that name somebody, from which on the others are shown beside them


@dataclass(frozen=True, slots=True)
class Duty:
    """A sentence that obliges or forbids, or says what follows; the articles that it is of, else those it speaks of."""

    text: str
    document: str
    start: int
    articles: tuple[str, ...]
    concepts: frozenset[str]
    obliges: bool

    @property
    def order(self) -> tuple[int, int]:
        number = re.search(r"\d+", self.articles[0]) if self.articles else None
        return (int(number.group()) if number else 0), self.start


def reply(index: Index, kind: str, asked: str, documents: Sequence[str], language: str) -> Reply | None:
    """All duties that the one instrument named sets, or those of whom the request names; None for another request."""
    cues = pack_of(language).request
    records = sorted((index.records[name] for name in documents), key=lambda record: record.language != language)
    if kind != KIND or not records or not re.search(cues.duties, asked, re.IGNORECASE):
        return None
    if any(_instrument(record) != _instrument(records[0]) for record in records):
        return None
    breaches = cues.breaches[1] if re.search(cues.breaches[0], asked, re.IGNORECASE) else "(?!)"
    found = _once([one for record in records for one in sentences_in(index.document(record.document), breaches)])
    whom = bound(asked, records, found)
    named = [one for one in found if whom in one.concepts] if whom else [one for one in found if one.obliges]
    others = [one for one in found if one not in named]
    if whom and len(named) < MAINLY * sum(one.obliges for one in found):
        others = [one for one in others if not one.obliges]
    return _told(named, others, records[0], language) if len(named) > 1 else None


def _instrument(record: Record) -> str:
    return record.title_zh or record.title


def sentences_in(document: Document, breaches: str) -> Iterator[Duty]:
    """The document's sentences that oblige or forbid, or speak of breaches where those are asked for."""
    for unit in units_of(document):
        body = document.text[unit.start : unit.end]
        for start, end in sentence_spans(body):
            text = body[start:end]
            obliges = any(cue.kind in OBLIGES for cue in modals(text, main=True))
            if not obliges and not re.search(breaches, text, re.IGNORECASE):
                continue
            spoken = [one.name for one in find_quantities(text) if one.dimension == "reference"]
            articles = tuple(dict.fromkeys([unit.number] if unit.number else spoken))
            if articles:
                concepts = content_of(text, glossed=False).concepts
                yield Duty(text.strip(), document.name, unit.start + start, articles, concepts, obliges)


def _once(found: Sequence[Duty]) -> list[Duty]:
    """Of a text and its translation each article once; a sentence on several articles only where one is not covered."""
    first: dict[str, str] = {}
    for one in found:
        if len(one.articles) == 1:
            first.setdefault(one.articles[0], one.document)
    kept = [
        one
        for one in found
        if (len(one.articles) == 1 and first[one.articles[0]] == one.document)
        or (len(one.articles) > 1 and any(article not in first for article in one.articles))
    ]
    return sorted(kept, key=lambda one: one.order)


def bound(asked: str, records: Sequence[Record], found: Sequence[Duty]) -> str:
    """Whose duties are asked for: what the request names beside the document, and most duties name too."""
    titles = [content_of(title, glossed=False) for record in records for title in (record.title, record.title_zh)]
    of_titles = frozenset().union(*(title.concepts for title in titles))
    asked_of = {name for term in terms_of(asked) for name in term.concepts if not name.startswith("~")} - of_titles
    counted = Counter(name for one in found if one.obliges for name in asked_of & one.concepts)
    return next((name for name, count in counted.most_common(1) if count > 1), "")


def _label(reference: str, language: str) -> str:
    """A part of a document as people write it: "Article 7", 第7条."""
    unit, _, number = reference.partition(" ")
    return told(language).article.format(number=number) if unit == "article" else reference.capitalize()


def _told(named: Sequence[Duty], others: Sequence[Duty], record: Record, language: str) -> Reply:
    words = told(language).desks
    shown = sorted([*named, *others], key=lambda one: one.order)
    articles = dict.fromkeys(article for one in shown for article in one.articles)
    rows = [tuple(words.duties_columns)]
    for one in shown[:MOST]:
        mark = words.duties_named if one in named else words.duties_unnamed
        rows.append((words.comma.join(_label(article, language) for article in one.articles), mark, one.text))
    lead = words.duties_lead.format(
        title=record.title_in(language), named=len(named), others=len(others), articles=len(articles)
    )
    quotes = [Quoted(one.text, one.document, one.text, one.start, one.start + len(one.text)) for one in shown]
    more = (words.shown_of.format(shown=MOST, all=len(shown)),) if len(shown) > MOST else ()
    return Reply(lead, tuple(quotes[:QUOTED]), tuple(rows), more)
