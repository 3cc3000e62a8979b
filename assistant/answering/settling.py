"""How an answer ends: refused, or in verbatim quotes, or with a quote added to what the model wrote."""

from __future__ import annotations

import textwrap

from assistant.answering.case import Case
from assistant.answering.composing import Quote, kind_sought
from assistant.answering.refusing import doubt, refusal
from assistant.facts import Sought, holds
from assistant.records import AnswerStatus, Citation, Record, Sentence, Verdict
from assistant.verifying import without_markers

LONGEST_TITLE = 140  # characters of a title above its quotes
CLOSEST = 3  # passages named in a refusal
LEADING = 2  # best quotes, one of which has the fact asked for more often than not
FACTS = (Sought.MONEY, Sought.RATE, Sought.DATE, Sought.DURATION)  # kinds that are told from figures alone


def settle_refusal(case: Case) -> None:
    """Say what was searched, what is not there, what came closest and what kind of document would answer."""
    case.text = refusal(
        case.asked.text,
        kind_sought(case.asked),
        chinese=case.asked.language == "zh",
        missing=case.missing,
        lacking=case.lacking,
        searched=searched(case),
        filters=case.filters,
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


def settle_without_model(case: Case, status: AnswerStatus) -> None:
    """Quotes as the answer; where they are unlikely to answer, they are marked as the closest, and the question counts
    as refused."""
    if not case.doubtful:
        settle_quotes(case, status)
        return
    case.quotes = case.quotes[:CLOSEST]
    settle_quotes(case, AnswerStatus.NO_EVIDENCE if status is AnswerStatus.QUOTES else status)
    told = doubt(chinese=case.asked.language == "zh", searched=searched(case), filters=case.filters)
    case.text = f"{told}\n\n{case.text}"


def searched(case: Case) -> int:
    """How many documents the filters admit."""
    from assistant.finding.searching import admitted_documents, statuses_of

    admitted = admitted_documents(case.index.records, case.filters, statuses_of(case.index, case.as_of))
    return len(case.index.records) if admitted is None else len(admitted)


def settle_model_refusal(case: Case) -> None:
    """The model says that the passages do not answer: refuse, with what it was shown as the closest."""
    settle_refusal(case)
    case.closest = case.shown[:CLOSEST]
    case.notes.append(
        f"模型在所示的 {len(case.shown)} 个段落中没有找到答案"
        if case.asked.language == "zh"
        else f"The model found no answer in the {len(case.shown)} passages it was shown"
    )


def add_fact(case: Case) -> None:
    """The best quote that has the kind of fact asked for, where nothing that the model wrote has one."""
    kind = kind_sought(case.asked)
    proven = [sentence.text for sentence in case.sentences if sentence.verdict is Verdict.SUPPORTED]
    if kind not in FACTS or any(holds(kind, without_markers(text)) for text in proven):
        return
    quote = next((quote for quote in case.quotes[:LEADING] if holds(kind, quote.text)), None)
    if quote is None:
        return
    hit, marker = quote.hit, len(case.citations) + 1
    case.citations.append(Citation(marker, hit.passage, hit.record, hit.status, quote.text, quote.start))
    line = f"{' '.join(quote.text.split())} [{marker}]"
    case.sentences.append(Sentence(line, (marker,), Verdict.SUPPORTED, "verbatim"))
    case.text += f"\n\n> {line}"


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
