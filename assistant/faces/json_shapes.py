"""Records to JSON: the shapes of the contract."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from assistant.records import (
    Answer,
    Citation,
    Document,
    Findings,
    Hit,
    Record,
    Sentence,
    Status,
    Understood,
    Verdict,
)

if TYPE_CHECKING:
    from assistant.desks.brief.briefing import Briefing
    from assistant.desks.check.checked import Checked
    from assistant.evaluating import Report
    from assistant.ingesting import Ingested, IngestReport
    from assistant.reading.doctor import Checkup


def fields_of(value: object, *names: str) -> dict[str, Any]:
    """These attributes by their names."""
    return {name: getattr(value, name) for name in names}


def show_record(record: Record, status: Status, as_of: date) -> dict[str, Any]:
    """The contract's document record, with further fields added at the end."""
    return {
        **fields_of(record, "document", "title", "title_zh", "kind", "issuer", "jurisdiction", "language", "number"),
        **fields_of(record, "issued", "effective", "expires"),
        "status": status,
        "as_of": as_of.isoformat(),
        **fields_of(record, "url", "pages", "sha256"),
        "origin": dict(record.origin),
        **fields_of(record, "path", "also_at"),
        "instruments": [asdict(instrument) for instrument in record.instruments],
        "notes": record.notes,
    }


def show_checkup(checkup: Checkup) -> dict[str, Any]:
    """One document of `library doctor`."""
    return {**asdict(checkup), "sound": checkup.sound}


def show_document(document: Document, status: Status, as_of: date) -> dict[str, Any]:
    """The contract's `library show`."""
    return {
        "document": show_record(document.record, status, as_of),
        "sections": [
            {
                "section": section.name,
                **fields_of(section, "label", "first_page", "last_page", "start", "end"),
                "text": document.text[section.start : section.end],
            }
            for section in document.sections
        ],
        "relations": [asdict(relation) for relation in document.relations],
    }


def show_hit(hit: Hit) -> dict[str, Any]:
    """The contract's `search` row."""
    return {
        **fields_of(hit.record, "document", "title", "kind"),
        "language": hit.passage.language,
        "status": hit.status,
        "page": hit.passage.first_page,
        **fields_of(hit.passage, "section", "text"),
        "score": round(hit.score, 6),
    }


def show_findings(findings: Findings) -> list[dict[str, Any]]:
    """The rows of a search."""
    return [show_hit(hit) for hit in findings.hits]


def show_citation(citation: Citation) -> dict[str, Any]:
    """A citation in the contract's `ask` object."""
    record = citation.record
    return {
        "marker": citation.marker,
        **fields_of(record, "document", "title", "kind"),
        "authority": record.kind.authority,
        **fields_of(citation, "status", "status_note"),
        **fields_of(record, "issuer", "issued"),
        "page": citation.pages[0],
        "section": citation.passage.section,
        "quote": citation.quote,
        "url": record.url,
    }


def show_sentence(sentence: Sentence) -> dict[str, Any]:
    """The contract knows three verdicts: what is in doubt is unchecked, and says so."""
    if sentence.verdict is not Verdict.IN_DOUBT:
        return asdict(sentence)
    return {**asdict(sentence), "verdict": Verdict.UNCHECKED, "why": f"in doubt: {sentence.why}"}


def show_answer(answer: Answer) -> dict[str, Any]:
    """The contract's `ask` object."""
    return {
        **fields_of(answer, "id", "question", "status"),
        "answer": answer.text,
        **fields_of(answer, "language", "as_of", "model"),
        "seconds": round(answer.seconds, 3),
        "sentences": [show_sentence(sentence) for sentence in answer.sentences],
        "citations": [show_citation(citation) for citation in answer.citations],
        "conflicts": [asdict(conflict) for conflict in answer.conflicts],
        "notes": answer.notes,
        "closest": [show_hit(hit) for hit in answer.closest],
        **fields_of(answer, "kind", "lead"),
        **({"table": {"columns": answer.rows[0], "rows": answer.rows[1:]}} if answer.rows else {}),
        "understood": show_understood(answer.understood) if answer.understood else None,
    }


def show_understood(understood: Understood) -> dict[str, Any]:
    """What was read from a request, as the contract has it; sums as numbers."""
    profile = asdict(understood.profile)
    profile["age_years"], profile["revenue"] = map(_number, (profile["age_years"], profile["revenue"]))
    profile["activities"] = [one | {"amount": _number(one["amount"])} for one in profile["activities"]]
    return {**fields_of(understood, "question", "as_of", "corrections", "preferred"), "profile": profile}


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def show_report(report: IngestReport) -> dict[str, Any]:
    """The contract's ingest object."""
    return {
        **fields_of(report, "added", "updated", "unchanged", "removed", "passages"),
        "seconds": round(report.seconds, 3),
        "failed": [fields_of(failure, "path", "reason") for failure in report.failed],
        "documents": [show_ingested(item) for item in report.documents],
        "generation": report.generation,
        "same": [{"path": path, "document": name} for path, name in report.same],
        "alike": [{"documents": [one, other], "share": share} for one, other, share in report.alike],
        "skipped": report.skipped,
        "renamed": [{"from": old, "to": new} for old, new in report.renamed],
    }


def show_ingested(item: Ingested) -> dict[str, Any]:
    """One document of the contract's ingest object."""
    return {
        "path": item.path,
        **fields_of(item.record, "title", "kind"),
        "status": item.status,
        "language": item.record.language,
        "passages": item.passages,
        "pages": item.record.pages,
        "document": item.record.document,
        "change": item.change,
    }


def show_evaluation(report: Report) -> dict[str, Any]:
    """The contract's evaluation object."""
    return {
        **fields_of(report, "kind", "folder", "queries"),
        "metrics": {name: round(value, 4) for name, value in report.metrics.items()},
        "config": report.config,
        "seconds": round(report.seconds, 1),
    }


def show_checked(checked: Checked) -> dict[str, Any]:
    """A draft with its claims and what was found of each."""
    from assistant.desks.check import checked_files

    return {
        **fields_of(checked, "as_of", "draft"),
        "summary": checked_files.summary_line(checked),
        "claims": checked_files.json_shape(checked),
        "citations": [show_citation(one) for one in checked.citations],
    }


def show_briefing(briefing: Briefing) -> dict[str, Any]:
    """The contract's briefing."""
    from assistant.desks.brief import brief_files

    return {**brief_files.json_shape(briefing), "citations": [show_citation(one) for one in briefing.citations]}
