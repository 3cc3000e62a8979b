"""How an answer ends: refused, or in verbatim quotes, or with a quote added to what the model wrote."""

from __future__ import annotations

import re
import textwrap
import time
from collections.abc import Sequence

from assistant.answering.annotating import entry_note
from assistant.answering.pointing import hit_of
from assistant.answering.quotes import Quote
from assistant.answering.refusing import doubt, refusal
from assistant.answering.replies import Reply
from assistant.answering.state import Case
from assistant.language.folding import letters_of
from assistant.language.sought import Sought
from assistant.library.validity import standing_told, stated_day
from assistant.measures.measure import Quoted
from assistant.proving import without_markers
from assistant.records import Answer, AnswerStatus, Citation, Record, Sentence, Understood, Verdict
from assistant.told import told

LONGEST_TITLE = 140  # characters of a title above its quotes
COMPUTED = "computed from quotes and records"  # why a desk's own line holds
LONGEST_PART, SHORTEST_PART = 80, 10  # characters of a part's name, and of what tells that a quote begins with it
LONGEST_QUOTE = 700  # characters of a desk's quotation
CLOSEST = 3  # passages named in a refusal
LEADING = 2  # best quotes, one of which has the fact asked for more often than not
_NUMBERED = re.compile(r"(?:[A-Za-z§][A-Za-z.]*\s?)?[(（第]?(?:\d|[IVX]+\b|[一二三四五六七八九十百]+)")
_BARE = re.compile(r"[\W\d_一二三四五六七八九十百]*")  # a number that does not say of what
FACTS = (Sought.MONEY, Sought.RATE, Sought.DATE, Sought.DURATION)  # kinds that are told from figures alone


def answer_of(case: Case) -> Answer:
    """The answer of a case that is settled."""
    assert case.status is not None, "some step settles every case"
    return Answer(
        question=case.question,
        status=case.status,
        text=case.text,
        language=case.asked.language,
        as_of=case.as_of.isoformat(),
        model=case.model,
        seconds=time.monotonic() - case.began,
        sentences=tuple(case.sentences),
        citations=tuple(case.citations),
        conflicts=case.conflicts,
        notes=tuple(case.notes),
        closest=case.closest,
        kind=case.request.kind,
        lead=case.lead,
        rows=case.rows,
        understood=Understood(
            case.asked.whole.text,
            case.request.profile,
            case.as_of.isoformat(),
            case.corrections,
            case.findings.because,
        ),
    )


def settle_refusal(case: Case) -> None:
    """Say what was searched, what is not there, what came closest and what kind of document would answer."""
    case.text = refusal(
        case.asked, missing=case.missing, lacking=case.lacking, searched=searched(case), filters=case.filters
    )
    case.sentences = []
    case.citations = []
    case.closest = case.findings.hits[:CLOSEST]
    case.status = AnswerStatus.NO_EVIDENCE


def settle_quotes(case: Case, status: AnswerStatus) -> None:
    """Verbatim quotes, grouped by document, best first."""
    groups: dict[str, list[Quote]] = {}
    for quote in case.quotes:
        groups.setdefault(quote.hit.record.document, []).append(quote)
    blocks: list[str] = []
    case.citations, case.sentences = [], []
    for group in groups.values():
        record = group[0].hit.record
        name = f"**{heading_of(record, case.asked.language)}**{identified(record, case.asked.language)}"
        lines = [f"> {quoted(case, quote)}{stands_in(quote)}" for quote in group]
        blocks.append("\n".join((name + stands(case, case.citations[-len(group) :]), *lines)))
    case.text = "\n\n".join(blocks)
    case.status = status


def stands_in(quote: Quote) -> str:
    """The article or numbered part that a quote stands in, for who has to cite it: " · Article 73"; "" where its own
    words begin with that, or it stands in none."""
    part = next(reversed(quote.hit.passage.path), "")
    part = quote.hit.passage.label if part.endswith("…") else part  # the item's own words, cut
    named = _NUMBERED.match(part) and not _BARE.fullmatch(part)
    name = textwrap.shorten(part, LONGEST_PART, placeholder=" …") if named else ""
    own, begins = letters_of(quote.text), letters_of(part[:SHORTEST_PART])
    return f" · {name}" if name and not own.startswith(begins) else ""


def quoted(case: Case, quote: Quote) -> str:
    """One quote as a sentence of the answer, with the marker of its own citation."""
    citation = quote.cited(len(case.citations) + 1)
    line = f"{' '.join(quote.text.split())} [{citation.marker}]"
    case.citations.append(citation)
    case.sentences.append(Sentence(line, (citation.marker,), Verdict.SUPPORTED, "verbatim"))
    return line


def settle_reply(case: Case, reply: Reply) -> None:
    """A desk's answer: its line, its table, its quotes, and what else of their documents was found.

    A request may ask for more than a desk answers ("how do we apply, till when, and where?").
    """
    carrying = [quote for one in reply.quotes if (quote := _quote_of(case, one))]
    own = {letters_of(quote.text) for quote in carrying}
    documents = {quote.hit.record.document for quote in carrying}
    found = [
        one
        for one in case.quotes
        if (reply.beside or not carrying or one.hit.record.document in documents) and letters_of(one.text) not in own
    ]
    case.quotes = [*carrying, *([] if case.doubtful else found)]
    settle_quotes(case, AnswerStatus.QUOTES)
    markers = tuple(citation.marker for citation in case.citations if letters_of(citation.quote) in own)
    case.lead, case.rows = reply.lead, reply.rows
    marks = "".join(f" [{marker}]" for marker in markers)
    case.sentences.insert(0, Sentence(f"{reply.lead}{marks}", markers, Verdict.SUPPORTED, COMPUTED))
    case.text = "\n\n".join(part for part in (f"{reply.lead}{marks}", table_of(reply.rows), case.text) if part)
    case.notes += reply.told


def table_of(rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, "" for none."""
    if not rows:
        return ""
    cells = [[" ".join(cell.replace("|", "/").split()) for cell in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], f"|{' --- |' * len(cells[0])}", *lines[1:]])


def _quote_of(case: Case, quoted: Quoted) -> Quote | None:
    """A desk's quotation in the passage that holds its beginning; None where no passage does."""
    passage = case.index.passage_at(quoted.document, quoted.start)
    if passage is None:
        return None
    start = quoted.start - passage.start
    end = min(quoted.end - passage.start, len(passage.text), start + LONGEST_QUOTE)
    return Quote(hit_of(case, passage, 1.0), start, end, 1.0)


def settle_without_model(case: Case, status: AnswerStatus) -> None:
    """Quotes as the answer; where they are unlikely to answer, they are marked as the closest, and the question counts
    as refused."""
    if not case.doubtful:
        settle_quotes(case, status)
        return
    case.quotes = case.quotes[:CLOSEST]
    settle_quotes(case, AnswerStatus.NO_EVIDENCE if status is AnswerStatus.QUOTES else status)
    case.text = f"{doubt(case.asked.language, searched=searched(case), filters=case.filters)}\n\n{case.text}"


def searched(case: Case) -> int:
    """How many documents the filters admit."""
    from assistant.finding.filtering import admitted_documents
    from assistant.finding.view import statuses_of

    admitted = admitted_documents(case.index.records, case.filters, statuses_of(case.index, case.as_of))
    return len(case.index.records) if admitted is None else len(admitted)


def settle_model_refusal(case: Case) -> None:
    """The model says that the passages do not answer: refuse, with what it was shown as the closest."""
    settle_refusal(case)
    case.closest = case.shown[:CLOSEST]
    case.notes.append(told(case.asked.language).model_found_nothing.format(count=len(case.shown)))


def add_fact(case: Case) -> None:
    """The best quote that has the kind of fact asked for, where nothing that the model wrote has one."""
    kind = case.asked.sought
    proven = [sentence.text for sentence in case.sentences if sentence.verdict is Verdict.SUPPORTED]
    if kind not in FACTS or any(case.read(without_markers(text)).holds(kind) for text in proven):
        return
    quote = next((quote for quote in case.quotes[:LEADING] if case.read(quote.text).holds(kind)), None)
    if quote is not None:
        case.text += f"\n\n> {quoted(case, quote)}"


def add_quotes(case: Case) -> None:
    """The best quotes below an answer of which no sentence is proven."""
    for quote in case.quotes[:LEADING]:
        case.text += f"\n\n> {quoted(case, quote)}"


def identified(record: Record, language: str) -> str:
    """A document's number and day of issue behind its name, as far as the document states them: " · EO 14148 · …"."""
    parts = (record.number, told(language).full_day(stated_day(record, "issued")))
    return "".join(f" · {part}" for part in parts if part)


def stands(case: Case, citations: Sequence[Citation]) -> str:
    """How a document of which these are quotes stands on the day asked about, and entries of it that state a period of
    their own: who reads a quote of what has ended must not take it for what holds."""
    record, language = citations[0].record, case.asked.language
    entries: dict[str, str] = {}
    for citation in citations:
        if note := entry_note(case, citation.passage, in_full=True)[1]:
            entries[note] = f"{entries.get(note, '')} [{citation.marker}]"
    whole = standing_told(record, case.index.incoming.get(record.document, ()), case.as_of, language)
    told_of = ([] if entries else [whole]) + [note + markers for note, markers in entries.items()]
    return "".join(f" · {one}" for one in told_of if one)


def heading_of(record: Record, language: str) -> str:
    """A document's names, that in the answer's language first, and the language of its text where that differs."""
    names = [record.title_zh, record.title] if language == "zh" else [record.title, record.title_zh]
    shown = (textwrap.shorten(name, LONGEST_TITLE, placeholder=" …") for name in names if name)
    first, *others = dict.fromkeys(shown)
    name = first + (f" ({others[0]})" if others else "")
    if record.language == language:
        return name
    words = told(language).in_language
    return name + words.get(record.language, words[""]).format(language=record.language)
