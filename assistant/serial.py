"""Records to JSON and back: the shapes of the contract for people, and the stored form for the library."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from assistant.records import (
    Answer,
    Citation,
    Document,
    Findings,
    Hit,
    Instrument,
    Kind,
    Record,
    Relation,
    RelationKind,
    Status,
)

# ---------------------------------------------------------------- stored form


def pack_record(record: Record) -> dict[str, Any]:
    """A record as JSON values, every field kept."""
    return dataclasses.asdict(record)


def unpack_record(values: dict[str, Any]) -> Record:
    """The inverse of `pack_record`."""
    fixed = values.get("fixed_status")
    return Record(
        **{
            **values,
            "kind": Kind(values["kind"]),
            "fixed_status": Status(fixed) if fixed else None,
            "also_at": tuple(values.get("also_at", ())),
            "notes": tuple(values.get("notes", ())),
            "instruments": tuple(
                Instrument(**{**item, "conditions": tuple(item.get("conditions", ()))})
                for item in values.get("instruments", ())
            ),
        }
    )


def pack_relation(relation: Relation) -> dict[str, Any]:
    return dataclasses.asdict(relation)


def unpack_relation(values: dict[str, Any]) -> Relation:
    return Relation(**{**values, "relation": RelationKind(values["relation"])})


# ---------------------------------------------------------------- shown form (contract.md)


def show_record(record: Record, status: Status, as_of: date) -> dict[str, Any]:
    """The contract's document record, with further fields added at the end."""
    return {
        "document": record.document,
        "title": record.title,
        "title_zh": record.title_zh,
        "kind": record.kind,
        "issuer": record.issuer,
        "jurisdiction": record.jurisdiction,
        "language": record.language,
        "number": record.number,
        "issued": record.issued,
        "effective": record.effective,
        "expires": record.expires,
        "status": status,
        "as_of": as_of.isoformat(),
        "url": record.url,
        "pages": record.pages,
        "sha256": record.sha256,
        "origin": dict(record.origin),
        "path": record.path,
        "also_at": list(record.also_at),
        "instruments": [dataclasses.asdict(instrument) for instrument in record.instruments],
        "notes": list(record.notes),
    }


def show_document(document: Document, status: Status, as_of: date) -> dict[str, Any]:
    """The contract's `library show`."""
    return {
        "document": show_record(document.record, status, as_of),
        "sections": [
            {
                "section": section.name,
                "label": section.label,
                "first_page": section.first_page,
                "last_page": section.last_page,
                "start": section.start,
                "end": section.end,
                "text": document.text[section.start : section.end],
            }
            for section in document.sections
        ],
        "relations": [
            {
                "relation": relation.relation,
                "target": relation.target,
                "quote": relation.quote,
                "date": relation.date,
                "target_document": relation.target_document,
            }
            for relation in document.relations
        ],
    }


def show_hit(hit: Hit) -> dict[str, Any]:
    """The contract's `search` row."""
    return {
        "document": hit.record.document,
        "title": hit.record.title,
        "kind": hit.record.kind,
        "language": hit.passage.language,
        "status": hit.status,
        "page": hit.passage.first_page,
        "section": hit.passage.section,
        "text": hit.passage.text,
        "score": round(hit.score, 6),
    }


def show_findings(findings: Findings) -> list[dict[str, Any]]:
    return [show_hit(hit) for hit in findings.hits]


def show_citation(citation: Citation) -> dict[str, Any]:
    record = citation.record
    return {
        "marker": citation.marker,
        "document": record.document,
        "title": record.title,
        "kind": record.kind,
        "authority": record.kind.authority,
        "status": citation.status,
        "status_note": citation.status_note,
        "issuer": record.issuer,
        "issued": record.issued,
        "page": citation.passage.first_page,
        "section": citation.passage.section,
        "quote": citation.quote,
        "url": record.url,
    }


def show_answer(answer: Answer) -> dict[str, Any]:
    """The contract's `ask` object."""
    return {
        "id": answer.id,
        "question": answer.question,
        "status": answer.status,
        "answer": answer.text,
        "language": answer.language,
        "as_of": answer.as_of,
        "model": answer.model,
        "seconds": round(answer.seconds, 3),
        "sentences": [
            {
                "text": sentence.text,
                "citations": list(sentence.citations),
                "verdict": sentence.verdict,
                "why": sentence.why,
            }
            for sentence in answer.sentences
        ],
        "citations": [show_citation(citation) for citation in answer.citations],
        "conflicts": [
            {"what": conflict.what, "values": [{"value": v.value, "marker": v.marker} for v in conflict.values]}
            for conflict in answer.conflicts
        ],
        "notes": list(answer.notes),
        "closest": [show_hit(hit) for hit in answer.closest],
    }
