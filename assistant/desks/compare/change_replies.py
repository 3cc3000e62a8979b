"""A question about what changed between two documents, answered by the desk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from assistant.answering.replies import Reply
from assistant.desks.compare import apart, compare
from assistant.desks.compare.comparison import Change, Comparison, Row, Unit
from assistant.desks.compare.comparison_files import called_out, change_of, labels_of, summary_line
from assistant.language.packs import pack_of
from assistant.language.terms import terms_of
from assistant.measures.measure import Quoted
from assistant.records import Record
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

CHANGED = "changed"
KINDS = (CHANGED, "compare")
MOST = 12  # rows of a reply's table
QUOTED = 6
KINDRED = 0.5  # share of units with a partner, from which on two documents are versions of one text


def reply(index: Index, kind: str, asked: str, documents: tuple[str, ...], as_of: date, language: str) -> Reply | None:
    """What changed between two documents named, older first; their facts beside each other where they are no versions
    of one text and a change is asked for."""
    pair = (by_periods(index, asked, language) or meant(index, documents, language)) if kind in KINDS else None
    if pair is None:
        return None
    found = compare(index, *pair)
    paired = sum(row.a is not None and row.b is not None for row in found.rows)
    if paired >= KINDRED * len(found.rows):
        return _told(found, language)
    return apart.reply(index, *pair, as_of, language) if kind == CHANGED else None


def meant(index: Index, documents: Sequence[str], language: str) -> tuple[str, str] | None:
    """The two documents meant, older first: two that one relation joins (a draft and its final text), else the first
    two. Translations of one text count once, that in the answer's language."""
    names = sorted(documents, key=lambda name: index.records[name].language != language)
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(_instrument(index.records[name]), name)
    kept = [name for name in documents if name in once.values()]
    joined = [(a, b) for a, b in combinations(kept, 2) if _joined(index, a, b) or _joined(index, b, a)]
    pairs = joined or [(kept[0], kept[1])] if len(kept) > 1 else [(documents[0], documents[1])] if documents[1:] else []
    if not pairs:
        return None
    a, b = sorted(pairs[0], key=lambda name: _day(index.records[name]))
    return a, b


def by_periods(index: Index, asked: str, language: str) -> tuple[str, str] | None:
    """Two documents told by the years that they are for ("the 2023–24 plan and the 2025–26 plan"), of the kinds named;
    of several with the same years the two whose titles are most alike."""
    periods = list(dict.fromkeys(_periods(asked)))
    kinds = [kind for kind, words in pack_of(language).request.documents if re.search(words, asked, re.IGNORECASE)]
    held = [
        [r for r in index.records.values() if r.kind in kinds and period in _periods(f"{r.title} {r.title_zh}")]
        for period in periods
    ]
    if len(periods) != 2 or not all(held):
        return None

    def nearness(pair: tuple[Record, Record]) -> tuple[bool, float]:
        first, second = ({term.word for term in terms_of(one.title)} for one in pair)
        own = all(one.language == language for one in pair)
        return own, len(first & second) / max(1, len(first | second))

    a, b = max(((one, other) for one in held[0] for other in held[1]), key=nearness)
    older, newer = sorted((a.document, b.document), key=lambda name: _day(index.records[name]))
    return older, newer


def _periods(text: str) -> list[tuple[int, int]]:
    found = re.findall(r"(?<!\d)((?:19|20)\d\d)年?\s*[-–—~至到]+\s*((?:19|20)?\d\d)(?!\d)", text)
    return [(int(first), int(last) % 100) for first, last in found]


def _joined(index: Index, a: str, b: str) -> bool:
    return any(relation.target_document == b for relation in index.relations.get(a, ()))


def _instrument(record: Record) -> str:
    return record.title_zh or record.title


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
