"""A question about what changed between two documents, answered by the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering.replies import Reply
from assistant.desks.compare import compare
from assistant.desks.compare.comparison import Change, Comparison, Row, Unit
from assistant.desks.compare.comparison_files import called_out, change_of, labels_of, summary_line
from assistant.measures.measure import Quoted
from assistant.records import Record
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

KINDS = ("changed", "compare")
MOST = 12  # rows of a reply's table
QUOTED = 6
KINDRED = 0.5  # share of units with a partner, from which on two documents are versions of one text


def reply(index: Index, kind: str, documents: tuple[str, ...], language: str) -> Reply | None:
    """What changed between the first two documents named, older first; None without two versions of one text."""
    if kind not in KINDS or len(documents) < 2:
        return None
    a, b = sorted(documents[:2], key=lambda name: _day(index.records[name]))
    found = compare(index, a, b)
    paired = sum(row.a is not None and row.b is not None for row in found.rows)
    if paired < KINDRED * len(found.rows):
        return None
    return _told(found, language)


def _day(record: Record) -> str:
    return record.issued or record.effective or ""


def _told(found: Comparison, language: str) -> Reply:
    words = told(language).desks
    changed = [row for row in found.rows if row.change not in (Change.SAME, Change.RENUMBERED)]
    changed.sort(key=lambda row: not any(called_out(row)))
    rows = [tuple(words.compare_columns)]
    for row in changed[:MOST]:
        rows.append((labels_of(row), change_of(row, words), words.comma.join(called_out(row)) or _first_words(row)))
    more = (words.shown_of.format(shown=MOST, all=len(changed)),) if len(changed) > MOST else ()
    quotes = [one for row in changed for one in _quotes(row, found)]
    return Reply(summary_line(found, language), tuple(quotes[:QUOTED]), tuple(rows), more)


def _first_words(row: Row) -> str:
    """The first difference in words, cut short."""
    for one in row.differences:
        return f"{one.a[:80] or '—'} → {one.b[:80] or '—'}"
    unit = row.a or row.b
    return unit.body[:80] if unit else ""


def _quotes(row: Row, found: Comparison) -> list[Quoted]:
    sides: tuple[tuple[Record, Unit | None], ...] = ((found.a, row.a), (found.b, row.b))
    return [Quoted(unit.body, record.document, unit.body, unit.start, unit.end) for record, unit in sides if unit]
