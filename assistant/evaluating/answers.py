"""Gold sets of answers: are the facts there, in the first quotes, from the right document, and is each citation true?

Rows: `{"id","lang","q","must":["a","b|c"],"doc"?,"history"?:["earlier question", …],"as_of"?}` or
`{"id","q","abstain":true}`. Every `must` has to be found (`|` = or); `doc` may name several documents likewise.

An answer counts as refusing when its status is `no_evidence`. Citation precision is the share of (sentence, citation)
pairs in which the cited passage alone proves the sentence; citation recall the share of sentences with such a pair.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.answering.drafting.proofs import evidence_of
from assistant.answering.outcomes import COMPUTED
from assistant.answering.quoting import Composer
from assistant.evaluating.folders import Row
from assistant.language.folding import fold
from assistant.models.embedder import open_embedder
from assistant.proving import Reads, sentences_of, verify_sentence, without_markers
from assistant.records import Answer, AnswerStatus, Hit, Turn, Verdict

if TYPE_CHECKING:
    from assistant.settings import Settings

FIRST = 2  # quotes that a reader sees at once

Ask = Callable[[str, Sequence[Turn], date | None], Answer]


def score_answers(rows: list[Row], settings: Settings, config: dict[str, Any]) -> dict[str, float]:
    """The metrics of the contract for one gold set, asked of the library in `settings`."""
    answers, milliseconds = ask_all(rows, settings, config)
    config["failures"] = [found for row, answer in zip(rows, answers, strict=True) if (found := failing(row, answer))]
    reads = Composer(open_embedder(settings), settings.cache).claim_reader  # as answers are proven
    return metrics_of(rows, answers, milliseconds, reads=reads)


def ask_all(rows: list[Row], settings: Settings, config: dict[str, Any]) -> tuple[list[Answer], list[float]]:
    """The answer to each row and the milliseconds it took; what was asked is told in `config`."""
    from assistant.assistant import Assistant

    assistant = Assistant(settings)
    assistant.ask("warm up")  # the first question opens engines and library, which is not what is measured
    results = [ask_row(row, assistant.ask) for row in rows]
    config |= {
        "library": settings.library.name,
        "model": settings.model_name or "none",
        "embeddings": assistant.embedder.identity,
    }
    return [answer for answer, _ in results], [milliseconds for _, milliseconds in results]


def ask_row(row: Row, ask: Ask) -> tuple[Answer, float]:
    """The answer to one row and the milliseconds it took."""
    history = [Turn(question, "") for question in row.get("history", [])]
    as_of = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
    began = time.perf_counter()
    answer = ask(row["q"], history, as_of)
    return answer, 1000 * (time.perf_counter() - began)


def metrics_of(
    rows: Sequence[Row], answers: Sequence[Answer], milliseconds: Sequence[float], *, reads: Reads | None = None
) -> dict[str, float]:
    """The figures of a run; a share over no rows is 1."""
    answerable = [(row, answer) for row, answer in zip(rows, answers, strict=True) if not row.get("abstain")]
    unanswerable = [answer for row, answer in zip(rows, answers, strict=True) if row.get("abstain")]
    located = [(row, answer) for row, answer in answerable if row.get("doc")]
    pairs, sentences = [], []
    for answer in answers:
        for proofs in citation_proofs(answer, reads):
            pairs += proofs
            sentences.append(any(proofs))
    return {
        "must_found": share(must_found(row, everything(answer)) for row, answer in answerable),
        "must_found_in_first_two_quotes": share(must_found(row, first_quotes(answer)) for row, answer in answerable),
        "right_document": share(right_document(row, answer) for row, answer in located),
        "refused_rightly": share(refuses(answer) for answer in unanswerable),
        "refused_wrongly": share((refuses(answer) for _, answer in answerable), of_none=0.0),
        "citation_precision": share(pairs),
        "citation_recall": share(sentences),
        **waits(milliseconds),
    }


def waits(milliseconds: Sequence[float]) -> dict[str, float]:
    """How long half of the answers took at most, and 95 of 100; 0 over none."""
    ordered = sorted(milliseconds) or [0.0]
    return {"p50_ms": statistics.median(ordered), "p95_ms": ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]}


def share(flags: Any, of_none: float = 1.0) -> float:
    values = [bool(flag) for flag in flags]
    return sum(values) / len(values) if values else of_none


def refuses(answer: Answer) -> bool:
    return answer.status is AnswerStatus.NO_EVIDENCE


def everything(answer: Answer) -> str:
    """All that a reader of the answer sees of its content."""
    conflicts = " ".join(value.value for conflict in answer.conflicts for value in conflict.values)
    notes = " ".join([*answer.notes, *(citation.status_note for citation in answer.citations)])
    quotes = " ".join(citation.quote for citation in answer.citations)
    return f"{answer.text} {quotes} {conflicts} {notes}"


def first_quotes(answer: Answer) -> str:
    return " ".join(citation.quote for citation in answer.citations[:FIRST])


def squeezed(text: str) -> str:
    """Folded, in lower case, without white space: layout does not count."""
    return "".join(fold(text).lower().split())


def must_found(row: Row, text: str) -> bool:
    """Whether every `must` of the row, in one of its forms, stands in the text."""
    found = squeezed(text)
    return all(any(squeezed(form) in found for form in must.split("|")) for must in row.get("must", []))


def right_document(row: Row, answer: Answer) -> bool:
    """Whether one of the first quotes is from (one of) the row's documents."""
    wanted = set(str(row["doc"]).split("|"))
    return any(citation.record.document in wanted for citation in answer.citations[:FIRST])


def citation_proofs(answer: Answer, reads: Reads | None = None) -> list[list[bool]]:
    """For each sentence shown as supported, whether each passage it cites proves it alone."""
    cited = {citation.marker: citation for citation in answer.citations}
    proofs = []
    for sentence in answer.sentences:
        if sentence.verdict is not Verdict.SUPPORTED or sentence.why == COMPUTED:
            continue  # what was computed from several quotes no one passage proves alone
        found = []
        for marker in sentence.citations:
            citation = cited.get(marker)
            if citation is None:
                found.append(False)
                continue
            hit = Hit(citation.passage, citation.record, citation.status, 0.0)
            evidence = {marker: evidence_of(hit, reads)}
            # a quote may be several sentences; each has to be proven
            checks = [
                verify_sentence(f"{part} [{marker}]", evidence, [marker])
                for part in sentences_of(without_markers(sentence.text))
            ]
            found.append(bool(checks) and all(check.verdict is Verdict.SUPPORTED for check in checks))
        proofs.append(found)
    return proofs


def failing(row: Row, answer: Answer) -> dict[str, Any] | None:
    """What went wrong with a row, for the report; None when nothing did."""
    problems = []
    if row.get("abstain"):
        if not refuses(answer):
            problems.append("not refused")
    else:
        if refuses(answer):
            problems.append("refused")
        elif not must_found(row, first_quotes(answer)):
            problems.append("not in the first two quotes" if must_found(row, everything(answer)) else "not found")
        if row.get("doc") and not right_document(row, answer):
            problems.append("other document")
    return {"id": row["id"], "problems": problems} if problems else None
