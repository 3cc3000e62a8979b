"""From a question to an answer: the steps in order. Any of them may end the case with an answer status.

understand → find → refuse → compose → verify → annotate → answer
"""

from __future__ import annotations

import re
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant import prompts
from assistant.answering import logbook
from assistant.answering.answerable import about_names, judge
from assistant.answering.composing import Composer, Quote, distinct, kind_sought
from assistant.answering.conflicts import find_conflicts, further_hits
from assistant.answering.dating import date_notes
from assistant.answering.mentioning import VALIDITY, articles_asked, changes_of, documents_named
from assistant.answering.refusing import corrections_told, refusal
from assistant.answering.stating import days_asked, days_stated, documents_meant
from assistant.answering.understanding import Question, understand_question
from assistant.errors import ModelUnavailable
from assistant.records import (
    Answer,
    AnswerStatus,
    Citation,
    Conflict,
    Filters,
    Findings,
    Hit,
    Passage,
    Progress,
    Record,
    Sentence,
    Turn,
    Verdict,
)
from assistant.settings import Settings
from assistant.validity import status_as_of, status_note
from assistant.verifying import Check, Evidence, best_quote, markers_of, sentences_of, verify_sentence, without_markers

if TYPE_CHECKING:
    from assistant.embedding import Embedder
    from assistant.model import ChatModel
    from assistant.storing.index import Index
    from assistant.storing.library import Library

STATED = 2  # sentences that state the days asked for: of twins one is enough
MEANT = 3  # best passages whose documents a question may be about without naming them
FOUND = 16  # passages asked of the search
SHOWN_TO_MODEL = 8  # passages in a prompt
LONGEST_TITLE = 140  # characters of a title above its quotes
CLOSEST = 3  # passages named in a refusal


@dataclass
class Case:
    """One question under way."""

    question: str
    history: Sequence[Turn]
    as_of: date
    filters: Filters
    index: Index  # one generation of the library through all steps, whatever an ingest does meanwhile
    asked: Question = field(default_factory=lambda: Question("", "", "en", False))
    findings: Findings = field(default_factory=lambda: Findings((), 0.0))
    quotes: list[Quote] = field(default_factory=list)
    pinned: list[Quote] = field(default_factory=list)  # words that the question points to, before any ranking
    missing: tuple[str, ...] = ()  # names in the question that nothing found is about
    lacking: tuple[str, ...] = ()  # words of the question that no quote has
    draft: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    conflicts: tuple[Conflict, ...] = ()
    notes: list[str] = field(default_factory=list)
    closest: tuple[Hit, ...] = ()
    text: str = ""
    model: str | None = None
    status: AnswerStatus | None = None  # set by the step that settles the case


class Answering:
    """Answers questions from one library. Threads may share it."""

    def __init__(self, settings: Settings, library: Library, embedder: Embedder) -> None:
        self.settings = settings
        self.library = library
        self.embedder = embedder
        self.composer = Composer(embedder)
        self.model: ChatModel | None = None
        if settings.model_name:
            from assistant.model import ChatModel

            self.model = ChatModel(settings, settings.model_name)

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
            logbook.entry(answer, case.asked.standalone, generation, filters, with_text=self.settings.logs_text),
        )
        yield answer


def understand(answering: Answering, case: Case) -> Iterator[Progress]:
    """Language, and the question with what it leans on."""
    case.asked = understand_question(case.question, case.history)
    yield from ()


def find(answering: Answering, case: Case) -> Iterator[Progress]:
    """The passages about the question."""
    from assistant.finding.searching import search

    yield Progress("searching")
    index, asked = case.index, case.asked.standalone
    case.findings = search(index, answering.embedder, asked, limit=FOUND, filters=case.filters, as_of=case.as_of)
    named = documents_named(asked, index.records)
    if named and not case.filters.document:
        # a document that the question names is looked into by itself, whatever else is near
        within = replace(case.filters, document=tuple(named))
        inside = search(index, answering.embedder, asked, limit=FOUND // 2, filters=within, as_of=case.as_of).hits
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
    """Put what the question points to first: the articles it names, and the words that ended or changed a document."""
    index, hits = case.index, case.findings.hits
    best = hits[0].score if hits else 1.0

    asked = case.asked.standalone
    articles = [hit_of(case, passage, best) for passage in index.labelled(named, articles_asked(asked))][:FOUND]
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
    if articles:
        case.findings = replace(case.findings, hits=merged(articles, hits))


def refuse(answering: Answering, case: Case) -> Iterator[Progress]:
    """Stop, before a model is asked, when nothing found is about what the question names, or answers it."""
    hits, case.missing = about_names(case.asked.standalone, case.findings.hits)
    index = case.index
    case.quotes = distinct([*case.pinned, *answering.composer.quotes(case.asked, hits, index)])
    judgement = judge(case.asked, case.findings, case.quotes, index)
    case.lacking = judgement.missing
    if not case.pinned and (not hits or not judgement.answerable):
        settle_refusal(answering, case)
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
        settle_quotes(answering, case, AnswerStatus.QUOTES)
        return
    yield Progress("writing")
    case.model = answering.model.name
    try:
        for piece in answering.model.stream(request(case)):
            case.draft += piece
            yield Progress("writing", piece)
    except ModelUnavailable as error:
        case.notes.append(str(error))
        settle_quotes(answering, case, AnswerStatus.MODEL_UNAVAILABLE)
        return
    if prompts.NOTHING in case.draft and not markers_of(case.draft):
        settle_refusal(answering, case)


def verify(answering: Answering, case: Case) -> Iterator[Progress]:
    """Keep the draft's sentences that their passages prove; give the others one chance of repair."""
    yield Progress("checking")
    shown = case.findings.hits[:SHOWN_TO_MODEL]
    body, missing = cut_missing(case.draft, case.asked)
    evidence = {number: evidence_of(hit) for number, hit in enumerate(shown, 1)}
    checked = check_all(body, evidence)
    failures = [(sentence, check.why) for sentence, _, check in checked if check.verdict is not Verdict.SUPPORTED]
    if failures and answering.model is not None:
        repaired = repair(answering.model, case, failures)
        if repaired:
            proven = [entry for entry in checked if entry[2].verdict is Verdict.SUPPORTED]
            known = {entry[0] for entry in checked}
            again = [entry for entry in check_all(repaired, evidence) if entry[0] not in known]
            mended = [entry for entry in again if entry[2].verdict is Verdict.SUPPORTED]
            failed = [entry for entry in checked if entry[2].verdict is not Verdict.SUPPORTED]
            checked = proven + mended + failed
    take_checked(case, shown, checked)
    if not case.text:
        left_out = list(case.sentences)
        settle_quotes(answering, case, AnswerStatus.NOT_GROUNDED)
        case.sentences = [*case.sentences, *left_out]
        return
    if missing:
        case.notes.append(("资料库中没有：" if case.asked.language == "zh" else "Not in the library: ") + missing)
    dropped = any(sentence.verdict is not Verdict.SUPPORTED for sentence in case.sentences)
    case.status = AnswerStatus.PARTIAL if missing or dropped else AnswerStatus.ANSWERED


def annotate(answering: Answering, case: Case) -> Iterator[Progress]:
    """What a reader has to know beside the answer: the status of each source as of the day asked about."""
    index = case.index
    add_conflicts(index, case)
    case.notes += date_notes(case.citations, case.asked.language)
    case.citations = [
        replace(
            citation,
            status_note=status_note(
                citation.record,
                index.incoming.get(citation.record.document, ()),
                case.as_of,
                language=case.asked.language,
            ),
        )
        for citation in case.citations
    ]
    yield from ()


def add_conflicts(index: Index, case: Case) -> None:
    """Values that differ between the sources, each cited, and which of them weighs more."""
    if not case.citations:
        return
    hits = [*case.findings.hits, *further_hits(index, case.citations, case.findings.hits, case.as_of)]
    found = find_conflicts(case.asked, case.citations, hits, case.as_of, case.asked.language)
    case.citations, case.conflicts = list(found.citations), found.conflicts
    case.notes += found.notes


Step = Callable[[Answering, Case], Iterator[Progress]]
STEPS: tuple[Step, ...] = (understand, find, refuse, compose, verify, annotate)


# ---------------------------------------------------------------- outcomes


def settle_refusal(answering: Answering, case: Case) -> None:
    """Say what was searched, what is not there, what came closest and what kind of document would answer."""
    from assistant.finding.searching import admitted_documents, statuses_of

    index = answering.library.index
    admitted = admitted_documents(index.records, case.filters, statuses_of(index, case.as_of))
    case.text = refusal(
        case.asked.text,
        kind_sought(case.asked),
        chinese=case.asked.language == "zh",
        missing=case.missing,
        lacking=case.lacking,
        searched=len(index.records) if admitted is None else len(admitted),
        filters=case.filters,
    )
    case.sentences = []
    case.citations = []
    case.closest = case.findings.hits[:CLOSEST]
    case.status = AnswerStatus.NO_EVIDENCE


def settle_quotes(answering: Answering, case: Case, status: AnswerStatus) -> None:
    """Verbatim quotes, grouped by document, best first."""
    groups: dict[str, list[Quote]] = {}
    for quote in case.quotes:
        groups.setdefault(quote.hit.record.document, []).append(quote)
    blocks: list[str] = []
    case.citations, case.sentences = [], []
    for group in groups.values():
        record = group[0].hit.record
        lines = [f"**{heading_of(record, case.asked.language)}**"]
        for quote in group:
            marker = len(case.citations) + 1
            case.citations.append(
                Citation(marker, quote.hit.passage, record, quote.hit.status, quote.text, quote.start)
            )
            line = f"{' '.join(quote.text.split())} [{marker}]"
            case.sentences.append(Sentence(line, (marker,), Verdict.SUPPORTED, "verbatim"))
            lines.append(f"> {line}")
        blocks.append("\n".join(lines))
    case.text = "\n\n".join(blocks)
    case.status = status


def take_checked(case: Case, shown: Sequence[Hit], checked: Sequence[tuple[str, list[int], Check]]) -> None:
    """Turn checked sentences into the case's text, sentences and citations, markers counted anew from 1."""
    numbers: dict[int, int] = {}
    case.citations, case.sentences = [], []
    kept: list[str] = []
    for sentence, cited, check in checked:
        valid = [number for number in cited if 1 <= number <= len(shown)]
        if check.verdict is not Verdict.SUPPORTED:
            case.sentences.append(Sentence(without_markers(sentence), (), Verdict.UNSUPPORTED, check.why))
            continue
        for number in valid:
            if number not in numbers:
                numbers[number] = len(numbers) + 1
                hit = shown[number - 1]
                quote, start = best_quote(without_markers(sentence), hit.passage.text)
                case.citations.append(Citation(numbers[number], hit.passage, hit.record, hit.status, quote, start))
        markers = "".join(f"[{numbers[number]}]" for number in valid)
        text = f"{without_markers(sentence)} {markers}"
        kept.append(text)
        case.sentences.append(Sentence(text, tuple(numbers[number] for number in valid), Verdict.SUPPORTED, check.why))
    case.text = ("" if case.asked.language == "zh" else " ").join(kept)


# ---------------------------------------------------------------- small parts


def merged(first: Sequence[Hit], then: Sequence[Hit]) -> tuple[Hit, ...]:
    """Hits of two searches, those of the first before the others, none twice."""
    met = {hit.passage.id for hit in first}
    return (*first, *(hit for hit in then if hit.passage.id not in met))


def heading_of(record: Record, language: str) -> str:
    """A document's names, that in the answer's language first, and the language of its text where that differs."""
    names = [record.title_zh, record.title] if language == "zh" else [record.title, record.title_zh]
    shown = (textwrap.shorten(name, LONGEST_TITLE, placeholder=" …") for name in names if name)
    first, *others = dict.fromkeys(shown)
    name = first + (f" ({others[0]})" if others else "")
    if record.language == language:
        return name
    if language == "zh":
        return name + {"en": "（英文原文）"}.get(record.language, "（外文原文）")
    return name + {"zh": " – in Chinese"}.get(record.language, f" – in {record.language}")


def request(case: Case) -> list[tuple[str, str]]:
    """The conversation that asks the model for an answer."""
    shown = case.findings.hits[:SHOWN_TO_MODEL]
    return [
        ("system", prompts.SYSTEM),
        ("human", prompts.answer_request(case.asked.standalone, shown, case.asked.language, case.as_of)),
    ]


def repair(model: ChatModel, case: Case, failures: Sequence[tuple[str, str]]) -> str:
    """The model's second try at sentences that failed, or "" when it does not come."""
    messages = [*request(case), ("ai", case.draft), ("human", prompts.repair_request(failures))]
    try:
        return model.complete(messages)
    except ModelUnavailable:
        return ""


def check_all(text: str, evidence: dict[int, Evidence]) -> list[tuple[str, list[int], Check]]:
    """Each sentence with the markers it cites and what the code found."""
    checked = []
    for sentence in sentences_of(text):
        cited = markers_of(sentence)
        checked.append((sentence, cited, verify_sentence(sentence, evidence, cited)))
    return checked


def evidence_of(hit: Hit) -> Evidence:
    """A passage as the verifier sees it."""
    record = hit.record
    heading = [record.title, record.title_zh, hit.passage.section, record.issuer, record.jurisdiction, record.number]
    # labelled, so that a day of issue does not prove a day of effect
    dates = {"issued": record.issued, "effective": record.effective, "expires": record.expires}
    heading += [f"{name}: {day}" for name, day in dates.items() if day]
    # words that a document shows as struck through (~~so~~) are no longer its words, and prove nothing
    said = re.sub(
        r"~~.*?~~", lambda match: " " * len(match.group()), prompts.without_orders(hit.passage.text), flags=re.DOTALL
    )
    return Evidence(said, "\n".join(part for part in heading if part), hit.passage.language)


def cut_missing(draft: str, asked: Question) -> tuple[str, str]:
    """The draft without its last line "MISSING: …", and what that line names.

    Nothing proves that line, so that it is shown only in words of the question.
    """
    from assistant.verifying.terms import content_of, terms_of

    body, marker, missing = draft.partition(prompts.MISSING)
    if not marker:
        return draft, ""
    named, terms = " ".join(missing.split())[:300], terms_of(missing)
    question = content_of(asked.standalone, glossed=True)
    own = sum(not question.has(term) for term in terms) + len(re.findall(r"[\w-]\.[a-z]{2,}|\d", missing))
    if own * 4 > len(terms):
        named = "问题的一部分" if asked.language == "zh" else "part of the question"
    return body, named
