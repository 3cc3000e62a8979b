"""The form in which a document and its passages stand in Chroma and in the files derived from it, and back."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from assistant.library.near_duplicates import pack_sketch, sketch
from assistant.records import (
    Document,
    Instrument,
    Kind,
    Page,
    Passage,
    Record,
    Relation,
    RelationKind,
    Section,
    Status,
)


def embedded_text(record: Record, passage: Passage) -> str:
    """What of a passage goes into its vector: its section's headings give a short clause its subject."""
    context = " › ".join(part for part in (record.title_in(passage.language), passage.section) if part)
    return f"{context}\n{passage.text.strip()}" if context else passage.text.strip()


def document_key(name: str) -> str:
    """Chroma's id of a document (ids there may not be empty or overlong; names may hold anything)."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def place_on_a_circle(key: str) -> list[float]:
    """A vector for an entry that is never searched, by its hexadecimal id: distinct ones keep Chroma's graph sound."""
    angle = int(key[:12], 16) / 2**48 * 2 * math.pi
    return [math.cos(angle), math.sin(angle)]


def pack_document(document: Document, passages: int, files: Sequence[str], fingerprint: str) -> dict[str, Any]:
    """A document's entry, without its text; `passages` counts those indexed."""
    return {
        "document": document.name,
        **pack_whereabouts(document.record, files),
        "relations": _json([asdict(relation) for relation in document.relations]),
        "sections": _json([asdict(section) for section in document.sections]),
        "pages": _json([asdict(page) for page in document.pages]),
        "fingerprint": fingerprint,
        "passages": passages,
        "sketch": pack_sketch(sketch(document.text)),
    }


def pack_whereabouts(record: Record, files: Sequence[str]) -> dict[str, str]:
    """The part of a document's entry that changes when its file is moved or copied."""
    return {"record": _json(asdict(record)), "files": _json(list(files))}


def unpack_document(record: Record, relations: tuple[Relation, ...], text: str, values: Mapping[str, Any]) -> Document:
    """A document from its entry; record and relations are those that the library holds, the relations resolved."""
    sections = (Section(**{**each, "path": tuple(each["path"])}) for each in json.loads(values["sections"]))
    pages = (Page(**each) for each in json.loads(values["pages"]))
    return Document(record, text, tuple(sections), tuple(pages), relations)


def unpack_record(values: Mapping[str, Any]) -> Record:
    """A record from its JSON values, every field kept."""
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


def unpack_relation(values: Mapping[str, Any]) -> Relation:
    """A relation from its JSON values."""
    return Relation(**{**values, "relation": RelationKind(values["relation"])})


def pack_passage(passage: Passage) -> dict[str, Any]:
    """A passage's entry, without its id and text; Chroma stores no None."""
    values = asdict(passage) | {"path": _json(passage.path), "turns": _json(passage.turns) if passage.turns else None}
    return {name: value for name, value in values.items() if name not in ("id", "text") and value is not None}


def unpack_passage(passage_id: str, text: str, values: Mapping[str, Any]) -> Passage:
    """The inverse of `pack_passage`."""
    return Passage(
        id=passage_id,
        document=values["document"],
        text=text,
        path=tuple(json.loads(values["path"])),
        label=values["label"],
        unit=values["unit"],
        start=values["start"],
        end=values["end"],
        language=values["language"],
        position=values["position"],
        first_page=values.get("first_page"),
        last_page=values.get("last_page"),
        turns=tuple(json.loads(values.get("turns", "[]"))),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
