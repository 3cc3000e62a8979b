"""From a question to an answer: the steps in order. Any of them may end the case with an answer status.

understand → find → refuse → compose → verify → annotate → answer
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering import logbook
from assistant.answering.answerable import about_names, judge
from assistant.answering.asking import answer_messages, shown_to_model
from assistant.answering.case import Case
from assistant.answering.composing import Composer, Quote, distinct, with_heading
from assistant.answering.conflicts import find_conflicts, further_hits
from assistant.answering.dating import date_notes
from assistant.answering.drafting import named_missing, read_draft, visible
from assistant.answering.mentioning import (
    VALIDITY,
    articles_asked,
    changes_of,
    documents_named,
    parts_asked,
    parts_headed,
)
from assistant.answering.proving import (
    all_refuse,
    evidence_of,
    failures_of,
    prove,
    repaired,
    unproven_absences,
    written,
)
from assistant.answering.refusing import corrections_told
from assistant.answering.rewriting import rewrite
from assistant.answering.seconding import second_opinion
from assistant.answering.settling import add_fact, settle_model_refusal, settle_refusal, settle_without_model
from assistant.answering.stating import days_asked, days_stated, documents_meant
from assistant.answering.understanding import understand_question
from assistant.errors import ModelUnavailable
from assistant.records import (
    Answer,
    AnswerStatus,
    Citation,
    Filters,
    Hit,
    Passage,
    Progress,
    Status,
    Turn,
    Verdict,
)
from assistant.settings import Settings
from assistant.validity import section_note, section_status, status_as_of, status_note

if TYPE_CHECKING:
    from assistant.embedding import Embedder
    from assistant.finding.searching import Translator
    from assistant.model import ChatModel
    from assistant.storing.index import Index
    from assistant.storing.library import Library

ABOUT = 0.5  # relevance from which what is near is worth quoting, though it is no answer
STATED = 2  # sentences that state the days asked for: of twins one is enough
MEANT = 3  # best passages whose documents a question may be about without naming them
FOUND = 24  # passages asked of the search
NO_OPINION = {
    "en": "A second opinion was asked for and did not come; what is shown was checked by code.",
    "zh": "已请求第二意见但未取得；所示内容均经程序核对。",
}


class Answering:
    """Answers questions from one library. Threads may share it."""

    def __init__(self, settings: Settings, library: Library, embedder: Embedder) -> None:
        self.settings = settings
        self.library = library
        self.embedder = embedder
        self.composer = Composer(embedder, settings.cache)
        self.model: ChatModel | None = None
        if settings.model_name:
            from assistant.model import ChatModel

            self.model = ChatModel(settings, settings.model_name)
        self.translator: Translator | None = None  # of questions, to find what is in the other language
        if self.model:
            from assistant.finding.interpreting import Interpreter

            self.translator = Interpreter(self.model)
        self.second: ChatModel | None = None
        if settings.second_model:
            from assistant.model import ChatModel

            self.second = ChatModel(settings, settings.second_model)

    def stream(
        self, question: str, history: Sequence[Turn], as_of: date, filters: Filters
    ) -> Iterator[Progress | Answer]:
        """Each stage and the draft as it is written; the last item is the Answer."""
        began = time.monotonic()
        index, generation = self.library.newest()
        case = Case(question, history, as_of, filters, index)
        for step in STEPS:
            yield from step(self, case)
            if case.status is not None and step is not annotate:
                yield from annotate(self, case)
                break
        assert case.status is not None, "the last step settles the case"
        answer = Answer(
            question=question,
            status=case.status,
            text=case.text,
            language=case.asked.language,
            as_of=as_of.isoformat(),
            model=case.model,
            seconds=time.monotonic() - began,
            sentences=tuple(case.sentences),
            citations=tuple(case.citations),
            conflicts=case.conflicts,
            notes=tuple(case.notes),
            closest=case.closest,
        )
        logbook.append(
            self.library.folder / "answers.jsonl",
            logbook.entry(
                answer,
                case.asked.standalone,
                generation,
                filters,
                with_text=self.settings.logs_text,
                drafting=drafting_of(case, self.second),
            ),
        )
        yield answer


def understand(answering: Answering, case: Case) -> Iterator[Progress]:
    """Language, and the question with what it leans on."""
    case.asked = understand_question(case.question, case.history)
    if case.asked.unsure and answering.model is not None:
        yield Progress("searching")
        whole = rewrite(answering.model, case.question, case.history, case.asked.language)
        if whole:
            case.asked, case.rewritten = replace(case.asked, standalone=whole), True
            zh = case.asked.language == "zh"
            case.notes.append(f"问题理解为：“{whole}”" if zh else f"Understood as: “{whole}”")
    yield from ()


def find(answering: Answering, case: Case) -> Iterator[Progress]:
    """The passages about the question."""
    from assistant.finding.searching import search

    yield Progress("searching")
    index, asked = case.index, case.asked.standalone
    case.findings = search(
        index,
        answering.embedder,
        asked,
        limit=FOUND,
        filters=case.filters,
        as_of=case.as_of,
        translator=answering.translator,
    )
    named = documents_named(asked, index.records)
    if named and not case.filters.document:
        # a document that the question names is looked into by itself, whatever else is near
        within = replace(case.filters, document=tuple(named))
        inside = search(
            index,
            answering.embedder,
            asked,
            limit=FOUND // 2,
            filters=within,
            as_of=case.as_of,
            translator=answering.translator,
        ).hits
        case.findings = replace(case.findings, hits=merged(inside, case.findings.hits))
    if named:
        point(case, named)
    if fields := days_asked(case.question):
        meant = named or documents_meant(asked, [hit.record for hit in case.findings.hits[:MEANT]])
        state(case, fields, meant)
    case.notes += case.findings.because


def state(case: Case, fields: Sequence[str], documents: Sequence[str]) -> None:
    """Put first the sentences in which documents state the days of their own life that the question asks for."""
    score = case.findings.hits[0].score if case.findings.hits else 1.0
    own = sorted(dict.fromkeys(documents), key=lambda name: case.index.records[name].language != case.asked.language)
    places = days_stated(fields, own, case.index)
    quotes = [Quote(hit_of(case, passage, score), start, end, score) for passage, start, end in places]
    case.pinned += distinct(quotes, STATED)


def hit_of(case: Case, passage: Passage, score: float) -> Hit:
    """A passage as if it had been found, with the status of its document as of the day asked about."""
    record = case.index.records[passage.document]
    status = status_as_of(record, case.index.incoming.get(passage.document, ()), case.as_of)
    return Hit(passage, record, status, score)


def point(case: Case, named: Sequence[str]) -> None:
    """Put what the question points to first: its articles and parts, the words that ended or changed a document."""
    index, hits = case.index, case.findings.hits
    best = hits[0].score if hits else 1.0

    asked = case.asked.standalone
    pointed = [*index.labelled(named, articles_asked(asked)), *parts_headed(named, parts_asked(asked), index)]
    case.pointed = [hit_of(case, passage, best) for passage in pointed][:FOUND]
    if VALIDITY.search(asked):
        zh = case.asked.language == "zh"
        for name in named:
            record = index.records[name]
            note = status_note(record, index.incoming.get(name, ()), case.as_of, language=case.asked.language)
            if note:
                case.notes.append(f"{record.title_zh or record.title}：{note}" if zh else f"{record.title}: {note}")
        case.pinned = [
            Quote(hit_of(case, passage, best), start, end, best) for _, passage, start, end in changes_of(named, index)
        ]
    if case.pointed:
        case.findings = replace(case.findings, hits=merged(case.pointed, hits))


def refuse(answering: Answering, case: Case) -> Iterator[Progress]:
    """Stop, before a model is asked, when nothing found is about what the question names, or answers it."""
    hits, case.missing = about_names(case.asked.standalone, case.findings.hits)
    index = case.index
    composed = answering.composer.compose(case.asked, hits, index)
    if case.pointed:  # what the question names goes first, however little of its words it has
        own = map(with_heading, answering.composer.compose(case.asked, case.pointed, index).quotes[:STATED])
        composed = replace(composed, quotes=tuple(distinct([*own, *composed.quotes])))
    case.quotes = distinct([*case.pinned, *composed.quotes])
    judgement = judge(case.asked, composed, index)
    case.lacking = judgement.missing
    case.doubtful = not judgement.answerable and not case.pinned
    near = bool(hits) and judgement.near and case.findings.relevance >= ABOUT
    if case.doubtful and not near:
        settle_refusal(case)
    else:
        case.notes += corrections_told(judgement.corrections, case.asked.language == "zh")
        case.findings = replace(case.findings, hits=tuple(hits))
        if case.missing:
            names = ("、" if case.asked.language == "zh" else ", ").join(case.missing)
            case.notes.append(
                f"资料库中没有关于{names}的内容"
                if case.asked.language == "zh"
                else f"The library holds nothing about {names}"
            )
    yield from ()


def compose(answering: Answering, case: Case) -> Iterator[Progress]:
    """A draft by the model, or quotes where there is none or it fails."""
    if answering.model is None:
        settle_without_model(case, AnswerStatus.QUOTES)
        return
    yield Progress("writing")
    case.model = answering.model.name
    case.shown = shown_to_model(case.quotes, case.findings.hits, answering.settings.prompt_tokens)
    try:
        for piece in visible(answering.model.stream(request(case))):
            case.draft += piece
            yield Progress("writing", piece)
    except ModelUnavailable as error:
        case.notes.append(str(error))
        settle_without_model(case, AnswerStatus.MODEL_UNAVAILABLE)


def verify(answering: Answering, case: Case) -> Iterator[Progress]:
    """Keep the draft's sentences that their passages prove; give the others one chance of repair."""
    yield Progress("checking")
    draft = read_draft(case.draft)
    evidence = {number: evidence_of(hit) for number, hit in enumerate(case.shown, 1)}
    proofs = prove(draft.claims, evidence)
    if draft.refuses or all_refuse(proofs):
        settle_model_refusal(case)
        return
    failures = failures_of(proofs, case.asked.language)
    if failures and answering.model is not None:
        before = [*request(case), ("ai", case.draft)]
        proofs, case.repaired = repaired(answering.model, before, proofs, failures, evidence, case.asked.language)
    if answering.second is not None:
        proofs, came = second_opinion(answering.second, proofs, case.shown)
        if not came:
            case.notes.append(NO_OPINION[case.asked.language])
    answer = written(proofs, case.shown, evidence, case.asked.language)
    if not answer.text:
        settle_without_model(case, AnswerStatus.NOT_GROUNDED)
        case.sentences = [*case.sentences, *answer.sentences]
        return
    case.text, case.citations, case.sentences = answer.text, list(answer.citations), list(answer.sentences)
    missing = named_missing(draft.missing or unproven_absences(proofs), case.asked)
    if missing:
        case.notes.append(("资料库中没有：" if case.asked.language == "zh" else "Not in the library: ") + missing)
    dropped = any(sentence.verdict is Verdict.UNSUPPORTED for sentence in case.sentences)
    case.status = AnswerStatus.PARTIAL if missing or dropped else AnswerStatus.ANSWERED
    add_fact(case)


def annotate(answering: Answering, case: Case) -> Iterator[Progress]:
    """What a reader has to know beside the answer: the status of each source as of the day asked about."""
    add_conflicts(case.index, case)
    case.notes += date_notes(case.citations, case.asked.language)
    case.citations = [with_status(case, citation) for citation in case.citations]
    yield from ()


def with_status(case: Case, citation: Citation) -> Citation:
    """A citation with its document's status in words, or with its card's where that states a period of its own."""
    name, passage, language = citation.record.document, citation.passage, case.asked.language
    if passage.unit == "card":
        document = case.index.document(name)
        card = next((leaf for leaf in document.sections if leaf.start <= passage.start < leaf.end), None)
        text = document.text[card.start : card.end] if card else ""
        own, _ = section_status(text, case.as_of)
        if own is not Status.UNKNOWN:
            return replace(citation, status=own, status_note=section_note(text, case.as_of, language))
    note = status_note(citation.record, case.index.incoming.get(name, ()), case.as_of, language=language)
    return replace(citation, status_note=note)


def add_conflicts(index: Index, case: Case) -> None:
    """Values that differ between the sources, each cited, and which of them weighs more."""
    if not case.citations or case.status is AnswerStatus.NO_EVIDENCE:
        return
    hits = [*case.findings.hits, *further_hits(index, case.citations, case.findings.hits, case.as_of)]
    found = find_conflicts(case.asked, case.citations, hits, case.as_of, case.asked.language)
    case.citations, case.conflicts = list(found.citations), found.conflicts
    case.notes = [*found.notes, *case.notes]  # that sources differ matters more than what was inferred


Step = Callable[[Answering, Case], Iterator[Progress]]
STEPS: tuple[Step, ...] = (understand, find, refuse, compose, verify, annotate)


# ---------------------------------------------------------------- small parts


def merged(first: Sequence[Hit], then: Sequence[Hit]) -> tuple[Hit, ...]:
    """Hits of two searches, those of the first before the others, none twice."""
    met = {hit.passage.id for hit in first}
    return (*first, *(hit for hit in then if hit.passage.id not in met))


def drafting_of(case: Case, second: ChatModel | None) -> dict[str, object]:
    """How a model's answer came about, for the log."""
    if case.model is None:
        return {}
    return {
        "shown": [hit.passage.id for hit in case.shown],
        "draft_sha256": logbook.hashed(case.draft),
        "rewritten": case.rewritten,
        "repaired": case.repaired,
        "second_opinion": second.name if second else None,
    }


def request(case: Case) -> list[tuple[str, str]]:
    """The conversation that asks the model for an answer."""
    incoming = case.index.incoming
    records = {hit.record.document: hit.record for hit in case.shown}
    notes = {name: status_note(record, incoming.get(name, ()), case.as_of) for name, record in records.items()}
    return answer_messages(case.asked, case.shown, notes, case.as_of)
