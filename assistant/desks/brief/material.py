"""What of a library bears on a briefing's subject: its documents, each with the sentences that tell something of it.

Each aspect of the subject and each place that it names is searched for itself. The documents that come near the best of
some aspect are read whole, where they are short, and their sentences weighed beside every aspect (`weighing`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.desks.brief.aspects import Aspect, Places, aspects_of, instrument_of, places_of
from assistant.desks.brief.weighing import Told, Weigher
from assistant.finding.searching import read_query, search
from assistant.language.names import codes_in, inside, shown_place
from assistant.questions.question import Question
from assistant.records import Filters, Hit, Record

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.models.embedder import Embedder
    from assistant.models.sentences.encoder import SentenceEncoder

FOUND, OF_A_PLACE = 40, 8  # passages of an aspect, and of a place
NEAR = 0.6  # of the best passage's score, from which on a document bears on an aspect; of ten subjects, by hand
OF_AN_ASPECT, OF_A_NAMED_PLACE, DOCUMENTS = 6, 6, 16  # most documents of an aspect, of a place, of all but parts'
ELSEWHERE = 0.6  # what a sentence of a place that the subject does not list counts
LONGEST_DOCUMENT = 60  # passages of a document that is read whole


@dataclass(frozen=True, slots=True)
class Material:
    """A subject's documents with their sentences, those first that bear on it most."""

    aspects: tuple[Aspect, ...]
    places: Places
    documents: tuple[tuple[Record, tuple[Told, ...]], ...]

    @property
    def told(self) -> list[Told]:
        return [one for _, sentences in self.documents for one in sentences]

    @property
    def best(self) -> float:
        """The score of the sentence that tells most."""
        return max((one.score for one in self.told), default=0.0)


def material_for(
    index: Index, embedder: Embedder, texts: Sequence[str], as_of: date, language: str, encoder: SentenceEncoder | None
) -> Material:
    """What bears on questions that are one subject. Of a text and its translation the one in the reader's language is
    taken."""
    aspects, places = aspects_of(index, texts), places_of(index, texts)
    searched = _Search(index, embedder, as_of, encoder)
    found = [searched(one.question, named=OF_A_PLACE) for one in aspects]
    # what a question asks after, in the same places: with the subject that it leans on it finds that alone
    around = Filters(jurisdiction=places.around)
    alone = [searched(read_query(index, one.focus.text), around) for one in aspects if one.question.leans]
    whole = aspects[0].question
    of_places = {
        code: searched(whole, Filters(jurisdiction=(code,))) for code in dict.fromkeys((*places.named, *places.whole))
    }
    for code in places.spoken:
        hits = searched(read_query(index, f"{shown_place(code, language)} – {whole.whole.text}"), Filters())
        of_places[code] = [hit for hit in hits if code in codes_in(f"{hit.passage.section} {hit.passage.text}")]
    chosen = _chosen([*found, *alone], of_places, places, language)
    named = {name for one in aspects[: len(texts)] for name in one.question.documents if name in index.records}
    names = [*chosen, *(name for name in sorted(named) if not _twin_of_one(index.records[name], chosen, index))]
    nearness: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(aspects))
    for at, hits in enumerate(found):
        for hit in hits:
            nearness[hit.passage.id][at] = max(nearness[hit.passage.id][at], _share(hit, hits))
    weigher = Weigher(index, aspects, encoder)
    documents = []
    for name in names:
        passages = _passages(index, name, nearness, as_of)
        sentences = tuple(one for hit in passages for one in weigher.told(hit, nearness[hit.passage.id]))
        if sentences:
            documents.append((index.records[name], tuple(_owing(one, places) for one in sentences)))
    return Material(tuple(aspects), places, tuple(documents))


@dataclass(frozen=True, slots=True)
class _Search:
    """Searches of one briefing; with a filter nothing else is preferred."""

    index: Index
    embedder: Embedder
    as_of: date
    encoder: SentenceEncoder | None

    def __call__(self, question: Question, within: Filters | None = None, named: int = 0) -> Sequence[Hit]:
        return search(
            self.index,
            self.embedder,
            question,
            limit=FOUND,
            filters=within or Filters(),
            as_of=self.as_of,
            infer=within is None,
            named=named,
            encoder=self.encoder,
        ).hits


def _share(hit: Hit, hits: Sequence[Hit]) -> float:
    """How near a passage comes to the best of its search."""
    return hit.score / (hits[0].score or 1.0)


def _owing(one: Told, places: Places) -> Told:
    """A sentence with what a briefing must have a word on, a part that is asked for, by its document or by its name; of
    another place than the listed ones it counts less."""
    if not places.admit(one.hit.record.jurisdiction):
        one = replace(one, score=ELSEWHERE * one.score)
    if any(inside(one.hit.record.jurisdiction, code) for code in places.whole):
        return replace(one, owed=one.hit.record.document)
    code = next((code for code in codes_in(one.text) if code in places.spoken), "") if places.spoken else ""
    return replace(one, owed=code)


def _chosen(
    found: Sequence[Sequence[Hit]], of_places: Mapping[str, Sequence[Hit]], places: Places, language: str
) -> list[str]:
    """The documents that bear on the subject: the best of each aspect and place, and all of the parts asked for."""
    weights: dict[tuple[str, ...], float] = defaultdict(float)
    records: dict[tuple[str, ...], Record] = {}
    kept: dict[tuple[str, ...], None] = {}  # whatever else there is

    def take(hits: Sequence[Hit], most: int, least: float, sure: int) -> None:
        best: dict[tuple[str, ...], float] = {}
        for hit in hits:
            key = instrument_of(hit.record)
            if key not in records or (records[key].language != language and hit.record.language == language):
                records[key] = hit.record
            share = _share(hit, hits)
            if share >= least and (key in best or len(best) < most):
                best[key] = max(best.get(key, 0.0), share)
        for number, (key, share) in enumerate(best.items()):
            weights[key] += share
            if number < sure:
                kept[key] = None

    for hits in found:
        take(hits, OF_AN_ASPECT, NEAR, 1)
    for code, hits in of_places.items():
        part = code in places.whole
        take(hits, OF_A_NAMED_PLACE, 0.0 if part else NEAR, OF_A_NAMED_PLACE if part else 1)
    ordered = sorted(weights, key=lambda key: -weights[key])
    room = dict.fromkeys((*kept, *ordered[:DOCUMENTS]))
    return [records[key].document for key in ordered if key in room]


def _twin_of_one(record: Record, names: Sequence[str], index: Index) -> bool:
    return any(instrument_of(index.records[name]) == instrument_of(record) for name in names)


def _passages(index: Index, name: str, found: Mapping[str, object], as_of: date) -> list[Hit]:
    """The passages of a document, or of a long one those that were found."""
    import numpy as np

    record = index.records[name]
    rows = np.flatnonzero(index.rows.document == index.rows.documents.index(name)).tolist()
    if len(rows) > LONGEST_DOCUMENT:
        rows = [row for row in rows if index.rows.ids[row] in found]
    return [Hit(passage, record, index.status(record, as_of), 0.0) for passage in index.passages(rows)]
