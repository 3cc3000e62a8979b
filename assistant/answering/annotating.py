"""What a reader has to know beside an answer: where its sources differ, and how each stands on the day asked about."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.conflicts import find_conflicts, further_hits
from assistant.answering.state import Case
from assistant.library.validity import section_note, section_status, status_note
from assistant.records import AnswerStatus, Citation, Status


def add_conflicts(case: Case) -> None:
    """Values that differ between the sources, each cited, and which of them weighs more."""
    if not case.citations or case.status is AnswerStatus.NO_EVIDENCE:
        return
    hits = [*case.findings.hits, *further_hits(case.index, case.citations, case.findings.hits, case.as_of)]
    found = find_conflicts(case.asked, case.citations, hits, case.read)
    case.citations, case.conflicts = list(found.citations), found.conflicts
    case.notes = [*found.notes, *case.notes]  # that sources differ matters more than what was inferred


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
