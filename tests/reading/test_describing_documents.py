"""Records of the real documents beside the project, and of the digests, against what was written by hand first."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from places import PROJECT, SHARED

from assistant.library.validity import incoming_relations, resolve_relations, status_as_of, status_note
from assistant.reading import read_documents
from assistant.records import Document, Record, Relation

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 21)
TRUTH = yaml.safe_load((Path(__file__).parents[1] / "data" / "metadata_truth.yaml").read_text(encoding="utf-8"))
FIELDS = ("title", "kind", "issuer", "jurisdiction", "language", "number", "issued", "effective", "expires")


def differences(record: Record, truth: dict[str, Any]) -> dict[str, str]:
    """The fields of a record that are not as the table says: field → what was read and what is true."""
    wrong = {}
    for field in FIELDS:
        read, true = getattr(record, field) or None, truth[field]
        accepted = {true, truth.get("issued_unread") or true} if field == "issued" else {true}
        if field in ("title", "issuer", "number") and true and read:
            right = true.lower() in read.lower()
        else:
            right = read in accepted
        if not right:
            wrong[field] = f"{read!r}, not {true!r}"
    return wrong


@pytest.fixture(scope="module")
def shared_documents() -> dict[str, Document]:
    """The documents of the table, read from ../shared; the scan, which takes minutes to recognise, is left out."""
    paths = {path.name: path for path in (SHARED / "policy").rglob("*")}
    wanted = [paths[name] for name, truth in TRUTH.items() if not truth.get("optional") and name in paths]
    return {document.name: document for path in wanted for document in read_documents(path)}


@pytest.mark.shared
def test_records_of_real_documents_are_as_written_by_hand(shared_documents: dict[str, Document]) -> None:
    rows = {name: differences(document.record, TRUTH[name]) for name, document in shared_documents.items()}
    assert len(rows) >= 44
    print(f"\n{len(rows)} documents")
    for field in FIELDS:
        wrong = {name: row[field] for name, row in rows.items() if field in row}
        print(
            f"{field:12} {len(rows) - len(wrong)}/{len(rows)}", *(f"\n    {name}: {why}" for name, why in wrong.items())
        )
    assert {name: row for name, row in rows.items() if row} == {}


@pytest.mark.shared
def test_statuses_of_real_documents_are_as_written_by_hand(shared_documents: dict[str, Document]) -> None:
    pairs = [(document.record, document.relations) for document in shared_documents.values()]
    incoming = incoming_relations([record for record, _ in pairs], resolve_relations(pairs))
    wrong, rows = [], 0
    for record, _ in pairs:
        truth = TRUTH[record.document]
        for day, status in {TODAY.isoformat(): truth["status"], **truth.get("at", {})}.items():
            rows += 1
            read = status_as_of(record, incoming[record.document], date.fromisoformat(day))
            if read != status:
                wrong.append(f"{record.document} on {day}: {read}, not {status}")
    print(f"\nstatus {rows - len(wrong)}/{rows} (documents × days)")
    assert wrong == []


@pytest.mark.shared
def test_relations_of_real_documents_quote_their_words(shared_documents: dict[str, Document]) -> None:
    for document in shared_documents.values():
        for relation in document.relations:
            assert relation.quote in document.text, (document.name, relation)
    rescissions = shared_documents["us-eo-14148-initial-rescissions.pdf"]
    named = {relation.target for relation in rescissions.relations if relation.relation == "repeals"}
    assert len(named) == 77  # 78 items, two of which are memoranda of one name and day
    assert "Executive Order 14110" in named


@pytest.mark.shared
def test_texts_of_one_instrument_are_versions_of_each_other(shared_documents: dict[str, Document]) -> None:
    resolved = resolve_relations([(document.record, document.relations) for document in shared_documents.values()])
    linked: set[frozenset[str]] = {
        frozenset((name, relation.target_document or ""))
        for name, relations in resolved.items()
        for relation in relations
        if relation.relation == "version_of"
    }
    measures = [name for name in shared_documents if "generative-ai-interim-measures" in name]
    assert len(measures) == 5
    assert {frozenset((one, other)) for one in measures for other in measures if one < other} <= linked
    pairs = {tuple(sorted(re.sub(r"\..*", "", name) for name in pair)) for pair in linked}
    outside = {pair for pair in pairs if "generative" not in pair[0]}
    assert outside == {
        ("cn-network-data-security-regulations-2024", "cn-network-data-security-regulations-2024"),
        ("derived-sz-ai-regulations-2022", "sz-ai-industry-promotion-regulations-2022"),
        ("tw-genai-guidelines-2023", "tw-genai-guidelines-2023"),
    }


CORPUS_STATUS = {  # as of 21 November 2026
    "sz-several-measures-2024.md": ("in_force", "in force until about 17 Dec 2026 (26 days left)"),
    "sz-several-measures-draft-2024.md": (
        "draft",
        "draft, not in force; the final text is 深工信规〔2024〕13号 of 18 Dec 2024",
    ),
    "bj-compute-voucher-2023.md": ("expired", "expired on 31 Dec 2025"),
    "sz-ai-action-plan-2023-2024.md": ("expired", "expired at the end of 2024"),
    "sz-opc-plan-2026-2027.md": ("in_force", "in force until about 31 Dec 2027"),
    "us-eo-14110.md": ("repealed", "repealed by Executive Order 14148 from 20 Jan 2025"),
    "us-co-sb26-189.md": ("upcoming", "not yet in force: from 1 Jan 2027"),
}


def test_the_digests_have_the_statuses_that_their_heads_say() -> None:
    documents = [
        document
        for path in sorted((PROJECT / "corpus").glob("*.md"))
        if path.name != "README.md"
        for document in read_documents(path)
    ]
    pairs: list[tuple[Record, tuple[Relation, ...]]] = [(document.record, document.relations) for document in documents]
    incoming = incoming_relations([record for record, _ in pairs], resolve_relations(pairs))
    read = {
        record.document: (
            status_as_of(record, incoming[record.document], TODAY),
            status_note(record, incoming[record.document], TODAY),
        )
        for record, _ in pairs
    }
    assert {name: read[name] for name in CORPUS_STATUS} == CORPUS_STATUS
