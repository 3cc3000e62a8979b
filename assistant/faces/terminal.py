"""Records as words for a terminal. Pure functions."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.records import Answer, AnswerStatus, Document, Findings, Hit, Passage, Record, Status

if TYPE_CHECKING:
    from assistant.evaluating import Report
    from assistant.ingesting import IngestReport
    from assistant.library.generation_files import Generation
    from assistant.reading.doctor import Checkup

FEW = 8  # documents whose notes are printed after an ingest
FACTS = (
    *("title", "title_zh", "kind", "issuer", "jurisdiction", "number", "issued", "effective", "expires", "status"),
    *("url", "pages", "path"),
)
STATUS_LINES = {
    AnswerStatus.QUOTES: "Quotes from the library (no model configured).",
    AnswerStatus.NO_EVIDENCE: "Refused: the library holds nothing that answers this.",
    AnswerStatus.PARTIAL: "Part of the question has evidence; what is missing is named.",
    AnswerStatus.MODEL_UNAVAILABLE: "The model did not answer; these are quotes instead.",
    AnswerStatus.NOT_GROUNDED: "The model's draft could not be proven; these are quotes instead.",
}


def plain_status(status: Status) -> str:
    return status.replace("_", " ")


def tell_answer(answer: Answer) -> str:
    """An answer with its status above and its sources below."""
    closest_quoted = answer.status is AnswerStatus.NO_EVIDENCE and answer.citations  # its text begins by saying so
    parts = [STATUS_LINES[answer.status]] if answer.status in STATUS_LINES and not closest_quoted else []
    if answer.text:
        parts.append(answer.text)
    for conflict in answer.conflicts:
        values = "; ".join(f"{value.value} [{value.marker}]" for value in conflict.values)
        parts.append(f"Sources differ on {conflict.what}: {values}")
    if answer.citations:
        lines = ["Sources:"]
        for citation in answer.citations:
            note = citation.status_note or plain_status(citation.status)
            where = place_of(citation.record, citation.passage, citation.pages[0])
            lines.append(f"[{citation.marker}] {where} ({citation.record.kind}, {note})")
        parts.append("\n".join(lines))
    if answer.closest:
        parts.append("Closest, not an answer:\n" + "\n".join(f"- {place(hit)}" for hit in answer.closest))
    parts += [f"Note: {note}" for note in answer.notes]
    return "\n\n".join(parts)


def place(hit: Hit) -> str:
    """Where a hit stands."""
    return place_of(hit.record, hit.passage, hit.passage.first_page)


def place_of(record: Record, passage: Passage, page: int | None) -> str:
    """Title, section, page and file of a passage or of a quote in it."""
    parts = [textwrap.shorten(record.title_in(record.language), 120, placeholder=" …"), passage.section]
    if page:
        parts.append(f"p. {page}")
    return f"{', '.join(part for part in parts if part)} [{record.document}]"


def tell_findings(findings: Findings) -> str:
    """A numbered list of passages."""
    if not findings.hits:
        return "Nothing found."
    blocks = [f"({note})" for note in findings.because]
    for number, hit in enumerate(findings.hits, 1):
        text = textwrap.shorten(" ".join(hit.passage.text.split()), 400, placeholder=" …")
        head = f"{number}. {place(hit)}  {hit.score:.3f}  {plain_status(hit.status)}"
        blocks.append(f"{head}\n{textwrap.indent(textwrap.fill(text, 100), '   ')}")
    return "\n\n".join(blocks)


def tell_documents(documents: Sequence[tuple[Record, Status]]) -> str:
    """One line a document."""
    lines = [
        f"{record.document:<52} {record.kind:<10} {plain_status(status):<10} {record.issued or '':<10}  "
        f"{record.title_in(record.language)}"
        for record, status in documents
    ]
    return "\n".join([*lines, f"{len(documents)} documents."])


def tell_document(document: Document, status: Status, as_of: date) -> str:
    """A document's record, relations and outline."""
    record = document.record
    stands = f"{plain_status(status)} as of {as_of.isoformat()}"
    lines = [record.document]
    for name in FACTS:
        value = stands if name == "status" else getattr(record, name)
        if value:
            origin = record.origin.get(name)
            lines.append(f"  {name}: {value}" + (f"  ({origin})" if origin else ""))
    lines += [f"  {relation.relation}: {relation.target}" for relation in document.relations]
    lines += [f"  note: {note}" for note in record.notes]
    lines.append(f"{len(document.sections)} sections:")
    for section in document.sections:
        page = f"  p. {section.first_page}" if section.first_page else ""
        lines.append(f"  {section.name or section.unit}{page}")
    return "\n".join(lines)


def tell_checkup(checkup: Checkup) -> str:
    """How one document was read, and what to look at."""
    pages = f", {checkup.pages} pages" if checkup.pages else ""
    lines = [f"{checkup.document}: {checkup.reader or 'unknown'} reader{pages}{', nothing to look at' * checkup.sound}"]
    lines += [f"  note: {note}" for note in checkup.notes]
    for what, numbers in (
        ("without text", checkup.blank_pages),
        ("that read like no language", checkup.doubtful_pages),
    ):
        lines += [f"  pages {what}: {', '.join(map(str, numbers))}"] if numbers else []
    if checkup.rows_without_heads:
        lines.append(f"  table rows without heads: {checkup.rows_without_heads}")
    lines += [f"  out of sequence: {after} after {before}" for before, after in checkup.out_of_sequence]
    for one in checkup.dates:
        quote = f": “{' '.join(one.quote.split())}”" if one.quote else ""
        lines.append(f"  {one.field} {one.value} ({one.origin}){quote}")
    return "\n".join(lines)


def tell_history(history: Sequence[tuple[Generation, bool]]) -> str:
    """One line a generation."""
    return "\n".join(
        f"{'*' if current else ' '} {generation.name}  {generation.created}  {generation.documents} documents, "
        f"{generation.passages} passages  (+{generation.added} ~{generation.updated} -{generation.removed})"
        for generation, current in history
    )


def tell_report(report: IngestReport, folder: Path) -> str:
    """What an ingest did, with every refusal and its reason."""
    lines = [
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, {report.removed} removed "
        f"in {report.seconds:.1f} s. The library {folder} holds {report.passages} passages."
    ]
    lines += [f"refused: {failure.path}: {failure.reason}" for failure in report.failed]
    lines += [f"left out: {path} describes its folder; name the file itself to have it read" for path in report.skipped]
    lines += [f"renamed: {old} is now {new}" for old, new in report.renamed]
    lines += [f"same content: {path} repeats {name}" for path, name in report.same]
    lines += [f"nearly the same: {one} and {other} ({share:.0%})" for one, other, share in report.alike]
    noted = [item for item in report.documents if item.record.notes and item.change != "unchanged"]
    if len(noted) <= FEW:
        lines += [f"note: {item.record.document}: {note}" for item in noted for note in item.record.notes]
    else:
        lines.append(f"{len(noted)} documents carry notes (policy-assistant library show NAME).")
    return "\n".join(lines)


def tell_evaluation(report: Report) -> str:
    """The figures of an evaluation, one a line."""
    head = f"{report.kind}: {report.folder}/{report.queries}, {report.config.get('rows')} rows, {report.seconds:.0f} s"
    lines = [
        f"  {name:<32} {value:8.1f}" if name.endswith("_ms") else f"  {name:<32} {value:8.4f}"
        for name, value in report.metrics.items()
    ]
    return "\n".join([head, *lines])
