"""Which documents a search is narrowed to."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.language.names import inside
from assistant.records import Filters, Record, Status, first_day, last_day


def admitted_documents(
    records: Mapping[str, Record], filters: Filters, statuses: Mapping[str, Status]
) -> frozenset[str] | None:
    """Names of the documents that pass all filters but the one on language; None when nothing is narrowed."""
    narrowing = (filters.kind, filters.jurisdiction, filters.issuer, filters.status, filters.document)
    if not any(narrowing) and not filters.since and not filters.until:
        return None
    return frozenset(name for name, record in records.items() if _passes(record, filters, statuses.get(name)))


def _passes(record: Record, filters: Filters, status: Status | None) -> bool:
    if filters.kind and record.kind not in filters.kind:
        return False
    if filters.jurisdiction and not any(inside(record.jurisdiction, place) for place in filters.jurisdiction):
        return False
    issuer = record.issuer.casefold()
    if filters.issuer and not any(name.casefold() in issuer for name in filters.issuer):
        return False
    if filters.status and status not in filters.status:
        return False
    if filters.document and record.document not in filters.document:
        return False
    if filters.since and not (record.issued and last_day(record.issued) >= first_day(filters.since)):
        return False
    return not (filters.until and not (record.issued and first_day(record.issued) <= last_day(filters.until)))
