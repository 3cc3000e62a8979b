"""From what bears on the questions to a briefing: an answer, background by authority, figures, and what stays open.

The text is made of sentences of the documents, word for word, and of what their records say. Sentences in another
language than the reader's stand between quotation marks.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.outcomes import heading_of
from assistant.desks.brief.briefing import Briefing, Part, Sentence
from assistant.desks.brief.material import Material, Told, asked_once, instrument_of
from assistant.desks.subsidies.measure_fields import all_measures, of_place
from assistant.desks.subsidies.subsidy_files import name_of, place_of
from assistant.language.names import shown_place
from assistant.language.quantities import find_quantities
from assistant.language.script import language_of
from assistant.library.validity import status_note
from assistant.measures.measure import Quoted
from assistant.proving import without_markers
from assistant.records import Answer, AnswerStatus, Citation, Hit, Kind, Record, Status, Verdict
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

ANSWER, ENOUGH = 6, 3  # sentences of an answer, and of the reader's own language, from which on no others are needed
SHOWN_FIGURES, SHOWN_MEASURES = 12, 40  # rows of the tables
TELLING = 0.75  # of the best sentence's score, what a further one of an answer needs
OF_A_PLACE = 2  # measures of each place in a short briefing
MEASURING = ("money", "percent", "area", "compute", "count")
SHORT, LONG = 12, 40  # sentences of the background
TITLE = 60  # characters of a title in a table
WHAT = 200  # characters of what a figure is of


def fingerprint_of(index: Index) -> str:
    """What the library holds, in twelve signs: the same for the same documents."""
    held = sorted(f"{record.document} {record.sha256}" for record in index.records.values())
    return hashlib.sha256("\n".join(held).encode()).hexdigest()[:12]


class Composer:
    """A briefing under way: its citations are numbered as they come, one a passage's sentence."""

    def __init__(self, index: Index, as_of: date, language: str) -> None:
        self._index, self._as_of, self._language = index, as_of, language
        self._words = told(language).desks
        self._markers: dict[tuple[str, int], int] = {}
        self.citations: list[Citation] = []

    def compose(
        self, questions: Sequence[str], material: Sequence[Material], answers: Sequence[Answer], short: bool
    ) -> Briefing:
        words = self._words
        parts: list[Part] = []
        for number, (question, one) in enumerate(zip(questions, material, strict=True)):
            answer = answers[number] if number < len(answers) else None
            sentences = tuple(self._answer(one, answer))
            heading = words.brief_answer if len(questions) == 1 else question
            if sentences:
                parts.append(Part(heading, (sentences,)))
        material = asked_once(material)
        parts += self._background(material, SHORT if short else LONG)
        table = tuple(self._measures(questions, OF_A_PLACE if short else SHOWN_MEASURES))
        if len(table) > 1:
            parts.append(Part(words.brief_measures, rows=table))
        rows = tuple(self._figures(material))
        if len(rows) > 1 and not (short and len(table) > 1):
            parts.append(Part(words.brief_figures, rows=rows))
        disputed = (*self._conflicts(answers), *(self._said(one) for m in material for one in m.disputed))
        return Briefing(
            " · ".join(questions),
            tuple(questions),
            self._as_of.isoformat(),
            self._language,
            fingerprint_of(self._index),
            tuple(parts),
            tuple(dict.fromkeys(disputed)),
            tuple(dict.fromkeys(self._not_covered(material))),
            tuple(dict.fromkeys(self._open(questions, material, answers))),
            tuple(self.citations),
        )

    # ---------------------------------------------------------------- citations

    def _cite(self, hit: Hit, start: int, end: int) -> int:
        key = hit.passage.id, start
        if key not in self._markers:
            self._markers[key] = len(self.citations) + 1
            quote = hit.passage.text[start:end]
            note = self._note(hit.record)
            self.citations.append(Citation(self._markers[key], hit.passage, hit.record, hit.status, quote, start, note))
        return self._markers[key]

    def _again(self, citation: Citation) -> int:
        """The marker of what an answer cites."""
        hit = Hit(citation.passage, citation.record, citation.status, 0.0)
        return self._cite(hit, citation.quote_start, citation.quote_start + len(citation.quote))

    def _note(self, record: Record) -> str:
        incoming = self._index.incoming.get(record.document, ())
        return status_note(record, incoming, self._as_of, language=self._language)

    def _said(self, one: Told) -> Sentence:
        """A document's sentence; one in another language between quotation marks, with the language named."""
        return Sentence(self._shown(one.text), (self._cite(one.hit, one.start, one.end),))

    def _shown(self, text: str) -> str:
        language = language_of(text)
        if (language == "zh") == (self._language == "zh"):
            return text
        shown = self._words.languages.get("zh" if language == "zh" else "en", language)
        return self._words.brief_foreign.format(quote=text, language=shown)

    # ---------------------------------------------------------------- sections

    def _answer(self, material: Material, answer: Answer | None) -> Iterator[Sentence]:
        """What answers, in three to six sentences: the answer's proven ones, then the best of further documents."""
        taken: list[str] = []
        held = answer is not None and answer.status is not AnswerStatus.NO_EVIDENCE
        proven = [one for one in answer.sentences if one.verdict is Verdict.SUPPORTED] if answer and held else []
        texts = {without_markers(one.text).strip(): one for one in proven}
        # what the reader can read, where there is enough of it
        own = {text: one for text, one in texts.items() if self._shown(text) == text}
        for text, sentence in list((own if len(own) >= ENOUGH else texts).items())[:ANSWER]:
            assert answer is not None
            taken.append(text)
            quoted = [answer.citations[marker - 1] for marker in sentence.citations]
            yield Sentence(self._shown(text), tuple(dict.fromkeys(map(self._again, quoted))))
        cited = {self.citations[marker - 1].record.document for marker in self._markers.values()}
        best = [max(each, key=lambda one: one.score) for _, each in material.documents]
        least = TELLING * max((one.score for one in best), default=0.0)
        for one in sorted((one for one in best if one.score >= least), key=lambda one: -one.score):
            if len(taken) < ANSWER - 1 and one.text not in taken and one.hit.record.document not in cited:
                taken.append(one.text)
                yield self._said(one)

    def _background(self, material: Sequence[Material], most: int) -> Iterator[Part]:
        """By authority: a paragraph a document, opened by what its record says of it."""
        documents: dict[str, tuple[Record, list[Told]]] = {}
        for one in material:
            for record, found in one.documents:
                documents.setdefault(record.document, (record, []))[1].extend(found)
        # as many sentences of each as there is room for, at least one
        each = max(1, most // max(1, len(documents)))
        for kind in sorted(Kind, key=lambda kind: -kind.authority):
            paragraphs = []
            for record, sentences in documents.values():
                if record.kind is kind:
                    best = sorted(sentences, key=lambda one: -one.score)[:each]
                    ordered = [one for one in sentences if one in best]
                    paragraphs.append((self._opening(record, ordered[0]), *(self._said(one) for one in ordered)))
            if paragraphs:
                yield Part(self._words.brief_background[kind], tuple(paragraphs))

    def _opening(self, record: Record, first: Told) -> Sentence:
        """What a document is: its names in both languages, issuer, number, day of issue, status."""
        words = told(self._language)
        issued = words.day(record.issued) if record.issued else ""
        known = self._index.status(record, self._as_of) is not Status.UNKNOWN
        note = self._note(record) if known else ""
        details = [part for part in (record.issuer, record.number, issued, note) if part]
        shown = words.bracketed.format(self._words.comma.join(details)) if details else ""
        text = self._words.brief_says.format(name=heading_of(record, self._language), details=shown)
        return Sentence(text, (self._cite(first.hit, first.start, first.end),))

    def _figures(self, material: Sequence[Material]) -> Iterator[tuple[str, ...]]:
        """A row a figure: what it is, of what, as of when, and where it stands."""
        yield tuple(self._words.brief_columns)
        rows = [
            (one, found)
            for each in material
            for _, sentences in each.documents
            for one in sentences
            if (found := [q.text for q in find_quantities(one.text) if q.dimension in MEASURING])
        ]
        rows.sort(key=lambda row: -row[0].score)
        for one, found in rows[:SHOWN_FIGURES]:
            marker = self._cite(one.hit, one.start, one.end)
            what = one.text if len(one.text) <= WHAT else f"{one.text[:WHAT]} …"
            figures = self._words.comma.join(dict.fromkeys(" ".join(text.split()) for text in found))
            yield figures, what, self._dated(one), f"{_short(one.hit.record, self._language)} [{marker}]"

    def _measures(self, questions: Sequence[str], most: int) -> Iterator[tuple[str, ...]]:
        """All measures of the places that the questions name, where they are about support; each with what it pays."""
        yield tuple(self._words.brief_measure_columns)
        known = all_measures(self._index, self._language)
        found = {id(one): one for question in questions for one in of_place(question, known, self._language)}
        counts: Counter[str] = Counter()
        for measure in list(found.values())[:SHOWN_MEASURES]:
            counts[measure.jurisdiction] += 1
            if counts[measure.jurisdiction] > most:
                continue
            rate, cap = (one.text if one else self._words.subsidies_not_stated for one in (measure.rate, measure.cap))
            name = name_of(measure, self._language)
            other = measure.name if self._language == "zh" else measure.name_zh
            names = f"{name} ({other})" if other and other != name else name
            source = self._source(measure.rate or measure.cap, measure.record)
            yield names, place_of(measure, self._language), rate, cap, self._note(measure.record), source

    def _source(self, quoted: Quoted | None, record: Record) -> str:
        """A document by its short title, with the marker of the sentence that states a field."""
        title = _short(record, self._language)
        passage = self._index.passage_at(quoted.document, quoted.start) if quoted and quoted.quote else None
        if passage is None or quoted is None:
            return title
        own = self._index.records[quoted.document]
        start = quoted.start - passage.start
        hit = Hit(passage, own, self._index.status(own, self._as_of), 0.0)
        return f"{title} [{self._cite(hit, start, min(quoted.end - passage.start, len(passage.text)))}]"

    def _dated(self, one: Told) -> str:
        """The day of a figure: the last past one that its sentence names, else that of its document."""
        words, record = told(self._language), one.hit.record
        days = [q.name for q in find_quantities(one.text) if q.dimension == "date" and not q.name.startswith("0000")]
        past = [day.removesuffix("-00").removesuffix("-00") for day in days if day <= self._as_of.isoformat()]
        day = max(past, default=record.issued or record.effective)
        return words.day(day) if day else self._words.brief_undated

    def _conflicts(self, answers: Sequence[Answer]) -> Iterator[Sentence]:
        for answer in answers:
            for conflict in answer.conflicts:
                markers = [self._again(answer.citations[value.marker - 1]) for value in conflict.values]
                values = "; ".join(value.value for value in conflict.values)
                yield Sentence(f"{conflict.what}: {values}", tuple(dict.fromkeys(markers)))

    def _not_covered(self, material: Sequence[Material]) -> Iterator[Sentence]:
        for one in material:
            if one.uncovered:
                places = self._words.comma.join(shown_place(code, self._language) for code in one.uncovered)
                yield Sentence(self._words.brief_unheld.format(places=places), ())
            for sentence in one.unknown:
                yield self._said(sentence)

    def _open(self, questions: Sequence[str], material: Sequence[Material], answers: Sequence[Answer]) -> Iterator[str]:
        """Questions without an answer, sentences that could not be proven, documents of unknown standing."""
        for number, (question, one) in enumerate(zip(questions, material, strict=True)):
            refused = number < len(answers) and answers[number].status is AnswerStatus.NO_EVIDENCE
            if refused or not one.documents:
                yield self._words.brief_unanswered.format(question=question)
        for answer in answers:
            yield from (one.text for one in answer.sentences if one.verdict is Verdict.UNSUPPORTED)
        for one in material:
            for record, _ in one.documents:
                status = self._index.status(record, self._as_of)
                if status is Status.UNKNOWN and record.kind not in (Kind.NEWS, Kind.OTHER):
                    yield self._words.brief_no_validity.format(title=_short(record, self._language))


def _short(record: Record, language: str) -> str:
    """A document's title in the reader's language, cut where it is long."""
    title = record.title_in(language)
    return title if len(title) <= TITLE else f"{title[:TITLE]} …"


def documents_in(briefing: Briefing) -> int:
    """How many documents carry a briefing."""
    return len({instrument_of(one.record) for one in briefing.citations})
