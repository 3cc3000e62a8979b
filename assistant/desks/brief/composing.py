"""From what bears on the questions to a briefing: an answer, background by authority, figures, and what stays open.

The text is made of sentences of the documents, word for word, and of what their records say. Sentences in another
language than the reader's stand between quotation marks. None is told twice: what answers is not background as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.outcomes import COMPUTED, heading_of
from assistant.answering.text_cues import gives
from assistant.desks.brief.aspects import instrument_of
from assistant.desks.brief.brief_tables import SHOWN_MEASURES, figures, has_figures, measures
from assistant.desks.brief.briefing import Briefing, Part, Sentence
from assistant.desks.brief.citing import Citations
from assistant.desks.brief.material import Material
from assistant.desks.brief.selecting import selected
from assistant.desks.brief.weighing import Told
from assistant.language.names import shown_place
from assistant.proving import without_markers
from assistant.records import Answer, AnswerStatus, Kind, Record, Status, Verdict
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

ANSWER, ENOUGH = 6, 3  # sentences of an answer, and of the reader's own language, from which on no others are needed
FURTHER = 0.75  # of the best sentence's score, what a further one of an answer needs
OF_A_PLACE = 2  # measures of each place in a short briefing
SHORT, LONG = 12, 40  # sentences of the background
SHOWN_FIGURES = 12  # rows
DISPUTES, UNKNOWN = 4, 6  # sentences on what is disputed, and on what is not known


def fingerprint_of(index: Index) -> str:
    """What the library holds, in twelve signs: the same for the same documents."""
    held = sorted(f"{record.document} {record.sha256}" for record in index.records.values())
    return hashlib.sha256("\n".join(held).encode()).hexdigest()[:12]


class Composer:
    """A briefing under way."""

    def __init__(self, index: Index, as_of: date, language: str) -> None:
        self._index, self._as_of, self._language = index, as_of, language
        self._words = told(language).desks
        self._citations = Citations(index, as_of, language)

    def compose(self, questions: Sequence[str], material: Material, answers: Sequence[Answer], short: bool) -> Briefing:
        words, language, best = self._words, self._language, material.best
        disputed = [one for one in material.told if _disputes(one)]
        unknown = [one for one in material.told if one not in disputed and gives("unknown", one.text)]
        apart = {(one.hit.passage.id, one.start) for one in (*disputed, *unknown)}
        telling = [one for one in material.told if (one.hit.passage.id, one.start) not in apart]
        parts: list[Part] = []
        for number, question in enumerate(questions):
            own = [one for one in telling if material.aspects[one.aspect].number == number]
            before = {one.text for part in parts for one in part.sentences}
            answer = answers[number] if number < len(answers) else None
            sentences = tuple(one for one in self._answer(own, answer) if one.text not in before)
            if sentences:
                parts.append(Part(words.brief_answer if len(questions) == 1 else question, (sentences,)))
        answered = [one.text for part in parts for one in part.sentences]
        parts += self._background(selected(telling, SHORT if short else LONG, language, best, answered), material)
        table = tuple(measures(questions, OF_A_PLACE if short else SHOWN_MEASURES, self._citations))
        if len(table) > 1:
            parts.append(Part(words.brief_measures, rows=table))
        counted = selected([one for one in telling if has_figures(one)], SHOWN_FIGURES, language, best)
        if counted and not (short and len(table) > 1):
            parts.append(Part(words.brief_figures, rows=tuple(figures(counted, self._citations))))
        said = (self._citations.said(one) for one in selected(disputed, DISPUTES, language, best))
        return Briefing(
            " · ".join(questions),
            tuple(questions),
            self._as_of.isoformat(),
            self._language,
            fingerprint_of(self._index),
            tuple(parts),
            tuple(dict.fromkeys((*self._conflicts(answers), *said))),
            tuple(dict.fromkeys(self._not_covered(material, unknown))),
            tuple(dict.fromkeys(self._open(questions, material, answers))),
            tuple(self._citations.known),
        )

    # ---------------------------------------------------------------- sections

    def _answer(self, told_of: Sequence[Told], answer: Answer | None) -> Iterator[Sentence]:
        """What answers, in three to six sentences: the answer's proven ones, then the best of further documents."""
        taken: list[str] = []
        held = answer is not None and answer.status is not AnswerStatus.NO_EVIDENCE
        proven = [
            one
            for one in (answer.sentences if answer and held else ())
            if one.verdict is Verdict.SUPPORTED and one.why != COMPUTED
        ]
        texts = {without_markers(one.text).strip(): one for one in proven}
        # what the reader can read, where there is enough of it
        own = {text: one for text, one in texts.items() if self._citations.shown(text) == text}
        for text, sentence in list((own if len(own) >= ENOUGH else texts).items())[:ANSWER]:
            assert answer is not None
            taken.append(text)
            quoted = [answer.citations[marker - 1] for marker in sentence.citations]
            yield Sentence(
                self._citations.shown(text), tuple(dict.fromkeys(self._citations.again(one) for one in quoted))
            )
        cited = {one.record.document for one in self._citations.known}
        best: dict[str, Told] = {}
        for one in sorted(told_of, key=lambda one: -one.score):
            best.setdefault(one.hit.record.document, one)
        least = FURTHER * max((one.score for one in best.values()), default=0.0)
        for name, one in best.items():
            if one.score >= least and len(taken) < ANSWER - 1 and name not in cited:
                taken.append(one.text)
                yield self._citations.said(one)

    def _background(self, sentences: Sequence[Told], material: Material) -> Iterator[Part]:
        """By authority: a paragraph a document, opened by what its record says of it."""
        groups: dict[str, list[Told]] = {record.document: [] for record, _ in material.documents}
        for one in sentences:
            groups[one.hit.record.document].append(one)
        for kind in sorted(Kind, key=lambda kind: -kind.authority):
            paragraphs = []
            for group in groups.values():
                if group and group[0].hit.record.kind is kind:
                    group.sort(key=lambda one: (one.hit.passage.position, one.start))
                    opening = self._opening(group[0].hit.record, group[0])
                    paragraphs.append((opening, *(self._citations.said(one) for one in group)))
            if paragraphs:
                yield Part(self._words.brief_background[kind], tuple(paragraphs))

    def _opening(self, record: Record, first: Told) -> Sentence:
        """What a document is: its names in both languages, issuer, number, days of issue and effect, status."""
        words = told(self._language)
        issued = words.full_day(record.issued)
        effective = self._words.brief_effective.format(day=words.full_day(record.effective))
        known = self._index.status(record, self._as_of) is not Status.UNKNOWN
        note = self._citations.note(record) if known else ""
        days = (issued, effective if record.effective else "")
        details = [part for part in (record.issuer, record.number, *days, note) if part]
        shown = words.bracketed.format(self._words.comma.join(details)) if details else ""
        text = self._words.brief_says.format(name=heading_of(record, self._language), details=shown)
        return Sentence(text, (self._citations.cite(first.hit, first.start, first.end),))

    # ---------------------------------------------------------------- what stays open

    def _conflicts(self, answers: Sequence[Answer]) -> Iterator[Sentence]:
        for answer in answers:
            for conflict in answer.conflicts:
                markers = [self._citations.again(answer.citations[value.marker - 1]) for value in conflict.values]
                values = "; ".join(value.value for value in conflict.values)
                yield Sentence(f"{conflict.what}: {values}", tuple(dict.fromkeys(markers)))

    def _not_covered(self, material: Material, unknown: Sequence[Told]) -> Iterator[Sentence]:
        if material.places.missing:
            places = self._words.comma.join(shown_place(code, self._language) for code in material.places.missing)
            yield Sentence(self._words.brief_unheld.format(places=places), ())
        for one in selected(unknown, UNKNOWN, self._language, material.best):
            yield self._citations.said(one)

    def _open(self, questions: Sequence[str], material: Material, answers: Sequence[Answer]) -> Iterator[str]:
        """Questions without an answer, sentences that could not be proven, documents of unknown standing."""
        for number, question in enumerate(questions):
            refused = number < len(answers) and answers[number].status is AnswerStatus.NO_EVIDENCE
            if refused or not material.documents:
                yield self._words.brief_unanswered.format(question=question)
        for answer in answers:
            yield from (one.text for one in answer.sentences if one.verdict is Verdict.UNSUPPORTED)
        cited = {one.record.document for one in self._citations.known}
        for record, _ in material.documents:
            status = self._index.status(record, self._as_of)
            if record.document in cited and status is Status.UNKNOWN and record.kind not in (Kind.NEWS, Kind.OTHER):
                yield self._words.brief_no_validity.format(title=self._citations.short(record))


def _disputes(one: Told) -> bool:
    return any(gives(cue, one.text) for cue in ("disputes", "judges")) or gives("gathers", one.hit.passage.label)


def documents_in(briefing: Briefing) -> int:
    """How many documents carry a briefing."""
    return len({instrument_of(one.record) for one in briefing.citations})
