"""What a reader has to know beside an answer: where its sources differ, and how each stands on the day asked about."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.conflicts import find_conflicts, further_hits
from assistant.answering.state import Case
from assistant.library.validity import section_note, section_status, status_note
from assistant.records import AnswerStatus, Citation, Passage, Status


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
    own, note = entry_note(case, citation.passage)
    if own is not Status.UNKNOWN:
        return replace(citation, status=own, status_note=note)
    incoming = case.index.incoming.get(citation.record.document, ())
    return replace(citation, status_note=status_note(citation.record, incoming, case.as_of, case.asked.language))


def entry_note(case: Case, passage: Passage, *, in_full: bool = False) -> tuple[Status, str]:
    """The status of the card that a passage is of, and its words, where the card states a period of its own."""
    if passage.unit != "card":
        return Status.UNKNOWN, ""
    document = case.index.document(passage.document)
    card = document.section_at(passage.start)
    text = document.text[card.start : card.end] if card else ""
    return section_status(text, case.as_of)[0], section_note(text, case.as_of, case.asked.language, in_full=in_full)
