"""What of a library bears on a briefing's question: its documents, each with the sentences that tell most of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.conflicts import further_hits
from assistant.answering.quotes import sentences_in
from assistant.answering.text_cues import gives
from assistant.language.names import codes_in, gazetteer, inside, known_names
from assistant.language.quantities import find_quantities, same_unit, same_value
from assistant.language.terms import Term, content_of, terms_of
from assistant.records import Citation, Filters, Hit, Record

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.models.embedder import Embedder

FOUND = 40  # passages of a question
OF_A_PLACE = 8  # further ones of each place that lies in one that the question names
NEAR = 0.55  # of the best passage's score, from which on a document bears on the question; of ten subjects, by hand
OF_A_NAMED_ONE, FEW = 8, 3  # sentences of a document that the question names, or that is one of so few
DOCUMENTS, SENTENCES = 12, 3  # most documents beside those of places, and sentences of each
SHORTEST = 24  # characters of a sentence that tells something
SUM, DATE, HEADED = (
    0.35,
    0.1,
    0.5,
)  # what a sum or rate, a date or number, and a word that stands in the heading alone, count
ABOUT = 0.15  # of the question's words, what a sentence with its headings has that is about it
SUMS = ("money", "percent", "area", "compute")
TELLING = 0.5  # of the best sentence's score, what one needs that is not of a place asked about
_FILE = re.compile(r"\b[\w.-]+\.(?:md|txt|pdf|html?)\b")
PARTS = "districts?|区|boroughs?|counties|cities|各市|provinces?|places?|各地"


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a document: `hit.passage.text[start:end]`, and how much of the question it tells."""

    hit: Hit
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        return " ".join(self.hit.passage.text[self.start : self.end].split())


@dataclass(frozen=True, slots=True)
class Material:
    """A question's documents, weightiest kind first, with their sentences; what is disputed and what is not known; the
    places of which the library has nothing, by their codes."""

    documents: tuple[tuple[Record, tuple[Told, ...]], ...]
    disputed: tuple[Told, ...]
    unknown: tuple[Told, ...]
    uncovered: tuple[str, ...]


def material_for(index: Index, embedder: Embedder, text: str, as_of: date, language: str) -> Material:
    """What bears on one question. Of a text and its translation the one in the reader's language is taken."""
    from assistant.finding.searching import read_query, search

    question = read_query(index, text)
    hits = list(search(index, embedder, question, limit=FOUND, as_of=as_of, named=OF_A_PLACE).hits)
    places, uncovered = _places(index, text)
    for code in places:
        within = Filters(jurisdiction=(code,))
        hits += search(index, embedder, question, limit=OF_A_PLACE, filters=within, as_of=as_of, infer=False).hits
    known = {hit.passage.id: hit for hit in reversed(hits)}
    hits = sorted(known.values(), key=lambda hit: -hit.score)
    terms = terms_of(text)
    chosen = _documents(hits, language, places) | set(question.documents)
    hits += _of_conflicts(index, hits, chosen, as_of)
    told = [told for hit in hits if hit.record.document in chosen for told in _told(hit, terms)]
    least = TELLING * max((one.score for one in told), default=0.0)
    telling = [one for one in told if one.score >= least]
    return Material(
        tuple(_grouped(list(_once(told, language)), places, question.documents)),
        tuple(_best([one for one in telling if _disputes(one)], SENTENCES)),
        tuple(_best([one for one in telling if gives("unknown", one.text)], SENTENCES)),
        uncovered,
    )


def _places(index: Index, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The places inside those that a question about their parts names: of which there are documents, and those that
    none names."""
    named = codes_in(text)
    if not named or not re.search(PARTS, text, re.IGNORECASE):
        return (), ()
    names = gazetteer()
    codes = dict.fromkeys(
        names.codes[one] for one, kind in names.kinds.items() if kind == "place" and one in names.codes
    )
    parts = [code for code in codes if any(inside(code, place) and code != place for place in named)]
    held = {record.jurisdiction for record in index.records.values()}
    spoken = _spoken_of(index)
    return (
        tuple(code for code in parts if code in held),
        tuple(code for code in parts if code not in held and code not in spoken),
    )


def _spoken_of(index: Index) -> set[str]:
    """The codes of all places that any passage names."""
    names = {name.id for passage in index.passages(range(len(index.rows))) for name in known_names(passage.text)}
    return {gazetteer().codes[name] for name in names if name in gazetteer().codes}


def _documents(hits: Sequence[Hit], language: str, places: Sequence[str]) -> set[str]:
    """The documents that bear on the question: the best ones, and all of the places asked about."""
    if not hits:
        return set()
    best: dict[tuple[str, ...], Record] = {}
    for hit in hits:
        if hit.score < NEAR * hits[0].score and hit.record.jurisdiction not in places:
            continue
        key = instrument_of(hit.record)
        if key not in best or (best[key].language != language and hit.record.language == language):
            best[key] = hit.record
    ordered = list(best.values())
    of_places = [record for record in ordered if record.jurisdiction in places]
    others = [record for record in ordered if record not in of_places]
    return {record.document for record in (*of_places, *others[:DOCUMENTS])}


def instrument_of(record: Record) -> tuple[str, ...]:
    """What a text shares with its translation: place, Chinese title, day of issue."""
    return record.jurisdiction, record.title_zh or record.title, record.issued or ""


def _told(hit: Hit, terms: Sequence[Term]) -> Iterator[Told]:
    """The sentences of a passage that tell something of the question."""
    if gives("sources", hit.passage.label):
        return
    head = content_of(f"{hit.passage.section}\n{hit.record.title}\n{hit.record.title_zh}", glossed=True)
    for start, end in sentences_in(hit):
        text = hit.passage.text[start:end]
        if (len(text) < SHORTEST and text.isascii()) or gives("itself", text) or _FILE.search(text):
            continue
        said = content_of(text, glossed=True)
        own = sum(said.has(term) for term in terms)
        around = sum(head.has(term) and not said.has(term) for term in terms)
        about = (own + HEADED * around) / max(1, len(terms))
        if about < ABOUT:
            continue
        dimensions = {one.dimension for one in find_quantities(text)}
        worth = SUM * bool(dimensions & set(SUMS)) + DATE * bool(dimensions & {"date", "count"})
        yield Told(hit, start, end, (about + worth) * (0.5 + 0.5 * min(1.0, hit.score)))


def _of_conflicts(index: Index, hits: Sequence[Hit], chosen: set[str], as_of: date) -> list[Hit]:
    """The passages of these documents that set differing figures side by side."""
    first = {hit.record.document: hit for hit in reversed(hits) if hit.record.document in chosen}
    cited = [Citation(0, hit.passage, hit.record, hit.status, "", 0) for hit in first.values()]
    return [replace(hit, score=hits[0].score) for hit in further_hits(index, cited, hits, as_of)]


def _once(told: Sequence[Told], language: str) -> Iterator[Told]:
    """Sentences without those of the other language all of whose sums the reader's own language has as well."""
    own = [q for one in told if _is_of(one, language) for q in find_quantities(one.text)]
    for one in told:
        sums = [q for q in find_quantities(one.text) if q.dimension in SUMS]
        repeated = bool(sums) and all(any(same_value(q, o) and same_unit(q, o) for o in own) for q in sums)
        if _is_of(one, language) or not repeated:
            yield one


def _is_of(one: Told, language: str) -> bool:
    return (one.hit.passage.language == "zh") == (language == "zh")


def _disputes(one: Told) -> bool:
    return any(gives(cue, one.text) for cue in ("disputes", "judges")) or gives("gathers", one.hit.passage.label)


def _best(told: Sequence[Told], most: int) -> list[Told]:
    return sorted(told, key=lambda one: -one.score)[:most]


def _grouped(
    told: Sequence[Told], places: Sequence[str], named: Sequence[str]
) -> Iterator[tuple[Record, tuple[Told, ...]]]:
    """Each document with its best sentences in the order of its text; weightiest kind first, then the better ones."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        if not gives("unknown", one.text) and not _disputes(one):
            groups.setdefault(one.hit.record.document, []).append(one)
    least = TELLING * max((one.score for one in told), default=0.0)
    found = []
    for group in groups.values():
        record = group[0].hit.record
        asked = record.document in named or len(groups) <= FEW
        telling = [one for one in group if one.score >= least or asked or record.jurisdiction in places]
        if telling:
            found.append((_best(telling, OF_A_NAMED_ONE if asked else SENTENCES), record))
    found.sort(key=lambda entry: (-entry[1].kind.authority, -max(one.score for one in entry[0])))
    for best, record in found:
        yield record, tuple(sorted(best, key=lambda one: (one.hit.passage.position, one.start)))


def asked_once(material: Sequence[Material]) -> list[Material]:
    """Material of several questions without the documents' sentences that an earlier question has already."""
    seen: set[tuple[str, int]] = set()
    kept = []
    for one in material:
        documents = []
        for record, told in one.documents:
            new = tuple(t for t in told if (t.hit.passage.id, t.start) not in seen)
            seen |= {(t.hit.passage.id, t.start) for t in new}
            if new:
                documents.append((record, new))
        kept.append(replace(one, documents=tuple(documents)))
    return kept
