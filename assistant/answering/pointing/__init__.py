"""What a question points to, put before any ranking: the articles and parts that it names, the words that ended or
changed a document, the days of a document's own life."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.pointing import series
from assistant.answering.pointing.stated_days import days_stated, documents_meant
from assistant.answering.pointing.stated_figures import figures_stated
from assistant.answering.quotes import Quote, distinct
from assistant.answering.state import Case
from assistant.finding.searching import merged
from assistant.library.index import Index
from assistant.library.validity import status_as_of, status_note
from assistant.questions.mentions import is_article, under
from assistant.questions.question import Question
from assistant.records import Hit, Passage, RelationKind
from assistant.told import told

STATED = 2  # sentences that state the days asked for: of twins one is enough
LISTING = "list"  # the kind of answer that tells several things
MEANT = 3  # best passages whose documents a question may be about without naming them
CHANGES = (RelationKind.REPEALS, RelationKind.SUPERSEDES, RelationKind.AMENDS, RelationKind.REPEALED_BY)


def point(case: Case, most: int) -> None:
    """Put first what the question points to, at most so many passages, and note how the documents stand."""
    asked, found = case.asked, case.findings.hits
    best = found[0].score if found else 1.0
    if asked.documents:
        passages = [*case.index.labelled(asked.documents, asked.articles), *parts_headed(asked, case.index)]
        case.pointed = [hit_of(case, passage, best) for passage in passages][:most]
        case.findings = replace(case.findings, hits=merged(case.pointed, found))
        if asked.validity:
            note_validity(case, best)
    elif headed := the_one_headed(asked, found):
        case.pointed = headed
        case.findings = replace(case.findings, hits=merged(headed, found))
    if asked.days:
        top = [hit.record for hit in case.findings.hits[:MEANT]]
        meant = asked.documents or documents_meant(asked, top, case.read)
        best = case.findings.hits[0].score if case.findings.hits else 1.0
        own = sorted(dict.fromkeys(meant), key=lambda name: case.index.records[name].language != asked.language)
        stated = days_stated(asked.days, own, case.index, case.read)
        case.pinned += distinct([Quote(hit_of(case, *place[:1], best), *place[1:], best) for place in stated], STATED)
    case.pinned += counted_off(case, best)


def counted_off(case: Case, score: float) -> list[Quote]:
    """The items that a request for several things is for, where a document that it is about counts them off."""
    asked, index = case.asked, case.index
    listing = asked.lists or case.request.kind == LISTING
    if not (listing or asked.counts or asked.picks[0] or asked.all_limits or asked.all_targets):
        return []
    for name in asked.documents[:MEANT] or mostly_of(case.findings.hits):
        labelled = index.labelled((name,), asked.articles)
        within = range(labelled[0].start, max(one.end for one in labelled)) if labelled else None
        document = index.document(name)
        items = figures_stated(asked, document, case.read)
        items = items or series.counted_off(asked, document, case.read, within, listing=listing)
        placed = [(index.passage_at(name, start), start, end) for start, end in items]
        quotes = [
            Quote(hit_of(case, one, score), start - one.start, min(end, one.end) - one.start, score)
            for one, start, end in placed
            if one is not None
        ]
        if quotes and len(quotes) == len(items):  # an item that no passage holds cannot be quoted
            return quotes
    return []


def mostly_of(hits: Sequence[Hit]) -> list[str]:
    """The document of the best passage where half of the best are of it: a question is about it without naming it."""
    found = Counter(hit.record.document for hit in hits[: 2 * MEANT])
    return [hit.record.document for hit in hits[:1] if found[hit.record.document] >= MEANT]


def the_one_headed(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """The hits of the article or section that the question names, where they are of one document: "section 1.2" means
    the one there is."""
    headed = [hit for hit in hits if is_article(hit.passage.label, question.articles)]
    return headed if len({hit.passage.document for hit in headed}) == 1 else []


def note_validity(case: Case, score: float) -> None:
    """How each document that the question names stands, in a note; and first the words that ended or changed it."""
    language = case.asked.language
    for name in case.asked.documents:
        record = case.index.records[name]
        note = status_note(record, case.index.incoming.get(name, ()), case.as_of, language=language)
        if note:
            title = record.title_in(language)
            case.notes.append(f"{title}{told(language).colon}{note}")
    case.pinned = [
        Quote(hit_of(case, passage, score), start, end, score)
        for passage, start, end in changes_of(case.asked.documents, case.index)
    ]


def hit_of(case: Case, passage: Passage, score: float) -> Hit:
    """A passage as if it had been found, with the status of its document as of the day asked about."""
    record = case.index.records[passage.document]
    status = status_as_of(record, case.index.incoming.get(passage.document, ()), case.as_of)
    return Hit(passage, record, status, score)


def parts_headed(question: Question, index: Index) -> list[Passage]:
    """The passages of the documents named that stand under a heading of a part named, in order."""
    found: list[Passage] = []
    for name in question.documents if question.parts else ():
        within = [section for section in index.document(name).sections if under(section.path, question.parts)]
        if within:
            found += index.passages_from(name, within[0].start, max(section.end for section in within))
    return [passage for passage in found if under(passage.path, question.parts)]


def changes_of(documents: Sequence[str], index: Index) -> list[tuple[Passage, int, int]]:
    """What other documents say that ends or changes these: (passage, start and end of the words in the passage)."""
    found = []
    for name in documents:
        for relation, other in index.incoming.get(name, ()):
            if relation.relation not in CHANGES or not relation.quote:
                continue
            at = index.document(other.document).text.find(relation.quote)
            passage = index.passage_at(other.document, at) if at >= 0 else None
            if passage is not None and at + len(relation.quote) <= passage.end:
                start = at - passage.start
                found.append((passage, start, start + len(relation.quote)))
    return found
