"""From a question to an answer: the steps in order. Any of them may end the case with an answer status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering import logbook
from assistant.answering.annotating import add_conflicts, with_status
from assistant.answering.answerable import LOOKED_AT, judge, of_any, parts_of, says_unknown, together
from assistant.answering.coverage import about_names
from assistant.answering.dating import date_notes
from assistant.answering.drafting.claims import named_missing, read_draft
from assistant.answering.drafting.proofs import (
    all_refuse,
    evidence_of,
    failures_of,
    prove_claims,
    repaired,
    unproven_absences,
    written,
)
from assistant.answering.drafting.requesting import drafting_of, request, shown_to_model, visible
from assistant.answering.drafting.rewriting import rewrite
from assistant.answering.drafting.second_opinion import second_opinion
from assistant.answering.outcomes import (
    add_fact,
    add_quotes,
    answer_of,
    settle_model_refusal,
    settle_refusal,
    settle_reply,
    settle_without_model,
)
from assistant.answering.pointing import STATED, point
from assistant.answering.quotes import distinct, stated, with_heading
from assistant.answering.quoting import Composer
from assistant.answering.refusing import corrections_told
from assistant.answering.replies import Reply
from assistant.answering.state import Case
from assistant.errors import ModelUnavailable
from assistant.library.index import Index
from assistant.measures.measure import Quoted
from assistant.models.sentences.encoder import encoder_or_none
from assistant.questions.parts import questions_of
from assistant.questions.question import read_question
from assistant.questions.read_once import Wording, readable
from assistant.questions.request import Request, read_conversation
from assistant.questions.spelling import mended
from assistant.records import Answer, AnswerStatus, Filters, Hit, Profile, Progress, Turn, Verdict
from assistant.settings import Settings
from assistant.told import told

if TYPE_CHECKING:
    from assistant.finding.ranking import Translator
    from assistant.library.generations import Library
    from assistant.models.chat import ChatModel
    from assistant.models.embedder import Embedder

ABOUT = 0.5  # relevance from which what is near is worth quoting, though it is no answer
FOUND = 24  # passages asked of the search
SUBJECT = 3  # best passages for an earlier question: a follow-up to it is about their documents
UNDOABLE = ("spelling", "situation", "date", "preferred")  # what was read into a question and can be undone


# Who may answer before a search: (index, request, names of the documents it names, day, language) → reply or None.
Desks = Callable[[Index, Request, Sequence[str], date, str], Reply | None]


# What the measures of an answer's first quotes bring for the asker's own figures: (index, profile, places asked
# about, quotes, day, language) → a line to stand above the quotes, or None.
Sums = Callable[[Index, Profile, Sequence[str], Sequence[Quoted], date, str], Reply | None]


def no_sum(
    index: Index, profile: Profile, places: Sequence[str], quoted: Sequence[Quoted], as_of: date, language: str
) -> Reply | None:
    """No sum is computed."""
    return None


def no_desk(index: Index, request: Request, documents: Sequence[str], as_of: date, language: str) -> Reply | None:
    """No desk answers."""
    return None


class Answering:
    """Answers questions from one library. Threads may share it."""

    def __init__(
        self, settings: Settings, library: Library, embedder: Embedder, desks: Desks = no_desk, sums: Sums = no_sum
    ) -> None:
        self.settings = settings
        self.desks, self.sums = desks, sums
        self.library = library
        self.embedder = embedder
        self.composer = Composer(embedder, settings.cache)
        self.encoder = encoder_or_none(settings.cache)
        self.model = _model(settings, settings.model_name)
        self.second = _model(settings, settings.second_model)
        self.translator: Translator | None = None  # of questions, to find what is in the other language
        if self.model:
            from assistant.finding.interpreting import Interpreter

            self.translator = Interpreter(self.model)

    def stream(
        self, question: str, history: Sequence[Turn], as_of: date, filters: Filters, undone: Iterable[str] = ()
    ) -> Iterator[Progress | Answer]:
        """Each stage and the draft as it is written; the last item is the Answer."""
        case = Case(question, history, as_of, filters, *self.library.newest(), frozenset(undone))
        for step in STEPS:
            if case.status is None or step in ALWAYS:
                yield from step(self, case)
        assert case.answer is not None, "the last step makes the answer"
        yield case.answer


def _model(settings: Settings, name: str | None) -> ChatModel | None:
    from assistant.models.chat import ChatModel

    return ChatModel(settings, name) if name else None


def understand(answering: Answering, case: Case) -> Iterator[Progress]:
    """Read the question, with what it leans on."""
    from assistant.finding.view import view_of, vocabulary_of

    typed, undone = case.question, case.undone
    if "spelling" not in undone:
        typed, case.corrections = mended(typed, case.index.words.frequency, lambda: vocabulary_of(case.index))
    request, earlier = read_conversation(typed, case.history, case.as_of)
    if "situation" in undone:
        request = replace(request, profile=Profile())
    if "date" in undone:
        request = replace(request, as_of=None)
    case.request = request
    if case.corrections:
        words = told(case.request.language)
        case.notes.append(words.understood.format(question=words.comma.join(case.corrections)))
    if case.request.as_of:
        case.as_of = date.fromisoformat(case.request.as_of)
    held = view_of(case.index).held
    case.asked = read_question(request.core, earlier, held, request.speaks, request.situation)
    case.wanted = questions_of(case.asked, case.request.asked, earlier, held)
    if case.asked.unsure and answering.model is not None:
        yield Progress("searching")
        whole = rewrite(answering.model, case.asked.text, case.history, case.asked.language)
        if whole:
            case.asked, case.rewritten = replace(case.asked, whole=Wording(readable(whole))), True
            case.notes.append(told(case.asked.language).understood.format(question=whole))


def consult(answering: Answering, case: Case) -> Iterator[Progress]:
    """Let a desk answer a request that is for one."""
    case.reply = answering.desks(case.index, case.request, case.asked.documents, case.as_of, case.asked.language)
    yield from ()


def find(answering: Answering, case: Case) -> Iterator[Progress]:
    """The passages about the question, those that it points to first."""
    from assistant.finding.searching import merged, search

    yield Progress("searching")
    case.findings = search(
        case.index,
        answering.embedder,
        case.asked,
        limit=FOUND,
        filters=case.filters,
        as_of=case.as_of,
        infer="preferred" not in case.undone,
        translator=answering.translator,
        named=FOUND // 2,
        encoder=answering.encoder,
    )
    if case.asked.points_back:
        case.findings = replace(case.findings, hits=merged(in_focus(answering, case), case.findings.hits))
    point(case, FOUND)


def in_focus(answering: Answering, case: Case) -> tuple[Hit, ...]:
    """What the documents that the conversation is about say to a follow-up in its own words."""
    from assistant.finding.searching import search

    documents, before = case.asked.documents, case.asked.before
    if not documents and before is not None:
        earlier = replace(case.asked, text=before, whole=before)
        found = search(case.index, answering.embedder, earlier, limit=SUBJECT, filters=case.filters, as_of=case.as_of)
        documents = tuple(dict.fromkeys(hit.passage.document for hit in found.hits))
    within = replace(case.filters, document=documents)
    alone = replace(case.asked, whole=case.asked.text)
    return search(
        case.index, answering.embedder, alone, limit=FOUND // 2, filters=within, as_of=case.as_of,
        encoder=answering.encoder,
    ).hits  # fmt: skip


def quote(answering: Answering, case: Case) -> Iterator[Progress]:
    """The sentences that answer best, of the passages that are about what the question names."""
    case.about, case.missing = about_names(case.asked, case.findings.hits, case.read)
    composed = answering.composer.compose(case.asked, case.about, case.index, case.read)
    if case.pointed:  # what the question names goes first, however little of its words it has
        own = answering.composer.compose(case.asked, case.pointed, case.index, case.read).quotes[:STATED]
        composed = replace(composed, quotes=tuple(distinct([*map(with_heading, own), *composed.quotes])))
    if case.reply is None or case.reply.beside:  # else a desk has answered, and its documents' best quotes are enough
        case.parts = list(parts_of(case.wanted, case.findings.hits, answering.composer, case.index, case.read))
    composed = together(composed, case.parts) if case.parts else composed
    case.composed, case.quotes = composed, distinct([*case.pinned, *composed.quotes])
    yield from ()


def decide(answering: Answering, case: Case) -> Iterator[Progress]:
    """Before a model is asked: give a desk's answer where there is one, and refuse when nothing found is about what the
    question names, or answers it."""
    judgement = of_any(judge(case.asked, case.composed, case.index, case.read), case.parts)
    case.lacking = judgement.missing
    unknown = says_unknown(case.asked, case.composed, case.parts)
    case.doubtful = (not judgement.answerable or unknown) and not case.pinned
    near = bool(case.about) and judgement.near and case.findings.relevance >= ABOUT
    if not case.doubtful and (case.reply is None or case.reply.beside):
        compute(answering, case)
    elsewhere = any(name.kind == "place" and name.text in case.missing for name in case.asked.subjects.names)
    if case.reply is not None and not (elsewhere and not case.about):
        settle_reply(case, case.reply)
        return
    if case.doubtful and not near:
        settle_refusal(case)
        return
    case.notes += corrections_told(judgement.corrections, case.asked.language)
    case.findings = replace(case.findings, hits=tuple(case.about))
    words = told(case.asked.language)
    case.notes += [
        words.open_part.format(question=part.question.text.text) for part in case.parts if not part.judgement.answerable
    ]
    if case.missing:
        case.notes.append(words.nothing_about.format(names=words.comma.join(case.missing)))
    yield from ()


def compute(answering: Answering, case: Case) -> None:
    """Put what the first quotes' measures bring for the asker's own figures above what a desk found, if anything."""
    said = [stated(quote) for quote in case.quotes[: LOOKED_AT if len(case.asked.places) < 2 else None]]
    profile, language = case.request.profile, case.asked.language
    summed = answering.sums(case.index, profile, case.asked.places, said, case.as_of, language)
    if summed is not None and case.reply is not None:
        listed = case.reply
        lead = f"{summed.lead} {listed.lead}"
        summed = replace(summed, lead=lead, quotes=(*summed.quotes, *listed.quotes), rows=listed.rows)
    case.reply = summed or case.reply


def draft(answering: Answering, case: Case) -> Iterator[Progress]:
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


def prove(answering: Answering, case: Case) -> Iterator[Progress]:
    """Keep the draft's sentences that their passages prove; give the others one chance of repair."""
    yield Progress("checking")
    claimed, words, language = read_draft(case.draft), told(case.asked.language), case.asked.language
    reads = answering.composer.claim_reader
    evidence = {number: evidence_of(hit, reads) for number, hit in enumerate(case.shown, 1)}
    proofs = prove_claims(claimed.claims, evidence)
    if claimed.refuses or all_refuse(proofs):
        settle_model_refusal(case)
        return
    failures = failures_of(proofs, language)
    if failures and answering.model is not None:
        before = [*request(case), ("ai", case.draft)]
        proofs, case.repaired = repaired(answering.model, before, proofs, failures, evidence, language)
    if answering.second is not None:
        proofs, came = second_opinion(answering.second, proofs, case.shown)
        if not came:
            case.notes.append(words.no_opinion)
    answer = written(proofs, case.shown, evidence, language)
    if not answer.text:
        settle_without_model(case, AnswerStatus.NOT_GROUNDED)
        case.sentences = [*case.sentences, *answer.sentences]
        return
    case.text, case.citations, case.sentences = answer.text, list(answer.citations), list(answer.sentences)
    missing = named_missing(claimed.missing or unproven_absences(proofs), case.asked)
    if missing:
        case.notes.append(words.not_in_library.format(what=missing))
    verdicts = {sentence.verdict for sentence in case.sentences}
    if Verdict.SUPPORTED not in verdicts:
        case.status = AnswerStatus.NOT_GROUNDED
        add_quotes(case)
        return
    whole = not missing and verdicts.isdisjoint((Verdict.UNSUPPORTED, Verdict.IN_DOUBT))
    case.status = AnswerStatus.ANSWERED if whole else AnswerStatus.PARTIAL
    add_fact(case)


def annotate(answering: Answering, case: Case) -> Iterator[Progress]:
    """What a reader has to know beside the answer: the status of each source as of the day asked about."""
    add_conflicts(case)
    case.notes += date_notes(case.citations, case.asked.language)
    case.citations = [with_status(case, citation) for citation in case.citations]
    yield from ()


def log(answering: Answering, case: Case) -> Iterator[Progress]:
    """The answer, and its line in the log."""
    case.answer = answer = answer_of(case)
    line = logbook.entry(
        answer,
        case.asked.whole.text,
        case.generation,
        case.filters,
        with_text=answering.settings.logs_text,
        drafting=drafting_of(case, answering.second),
    )
    logbook.append(answering.library.folder / logbook.FILE, line)
    yield from ()


Step = Callable[[Answering, Case], Iterator[Progress]]
STEPS: tuple[Step, ...] = (understand, consult, find, quote, decide, draft, prove, annotate, log)
ALWAYS = (annotate, log)  # also where a step before has settled the case
