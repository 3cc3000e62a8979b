"""From scored candidates to findings: status, preferences, successors, repeats."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.questions.inferring import preference
from assistant.records import Filters, Hit, Passage, Record, RelationKind, Status

if TYPE_CHECKING:
    import numpy as np

    from assistant.library.index import Index
    from assistant.questions.question import Question

# Statuses that do not hold on the day asked for, and how far they step back where a question does not ask for them.
STEP_BACK: Mapping[Status, float] = {
    Status.SUPERSEDED: 0.8,
    Status.REPEALED: 0.8,
    Status.EXPIRED: 0.9,
    Status.VETOED: 0.85,
    Status.DRAFT: 0.85,
}
_SUCCESSION = (RelationKind.SUPERSEDES, RelationKind.AMENDS)
SAME_TEXT = 0.9  # share of tokens in common from which a passage of another document is a copy, as OCR spaces differ


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates of all pools: `rows`, `documents` and `scores` (n,), `legs` (n, LEGS)."""

    rows: np.ndarray
    documents: np.ndarray
    scores: np.ndarray
    legs: np.ndarray
    relevance: float


@dataclass(frozen=True, slots=True)
class Standing:
    """All documents as of one day: `status` by name; the others by their number among the index's documents.

    `factor` float32 (documents,), how far each steps back; `successors`, the documents that took the place of one that
    does not hold any more.
    """

    status: Mapping[str, Status]
    factor: np.ndarray
    successors: Mapping[int, tuple[int, ...]]

    @classmethod
    def of(cls, index: Index, status: Mapping[str, Status]) -> Standing:
        import numpy as np

        names = index.rows.documents
        number = {name: i for i, name in enumerate(names)}
        factor = np.array([STEP_BACK.get(status[name], 1.0) for name in names], np.float32)
        gone = [name for name in names if status[name] in (Status.SUPERSEDED, Status.REPEALED, Status.EXPIRED)]
        successors = {
            number[name]: tuple(
                number[record.document]
                for relation, record in index.incoming.get(name, ())
                if relation.relation in _SUCCESSION and record.document in number
            )
            for name in gone
        }
        return cls(status, factor, {old: new for old, new in successors.items() if new})


def asks_for_old(question: Question, filters: Filters) -> bool:
    """Whether a question wants what does not hold any more: by its words, a status filter or a document filter."""
    return bool(filters.status or filters.document or question.old)


def document_factors(
    index: Index, documents: np.ndarray, question: Question, filters: Filters, inferred: Filters, standing: Standing
) -> np.ndarray:
    """float32 (len(documents),): what multiplies the score of a passage of each of these documents (by number)."""
    import numpy as np

    step_back = not asks_for_old(question, filters)
    prefers = inferred != Filters()
    numbers = set(re.findall(r"\d{4,}", question.whole.text))
    if not prefers and not numbers:  # nothing depends on more than the day
        ones: np.ndarray = standing.factor[documents] if step_back else np.ones(len(documents), np.float32)
        return ones
    distinct, where = np.unique(documents, return_inverse=True)
    factors = []
    for number in distinct.tolist():
        name = index.rows.documents[number]
        record = index.records[name]
        factor = preference(inferred, record) if prefers else 1.0
        if step_back and standing.factor[number] < 1 and not names_it(numbers, record):
            factor *= STEP_BACK[standing.status[name]]
        factors.append(factor)
    result: np.ndarray = np.array(factors, np.float32)[where]
    return result


def names_it(numbers: set[str], record: Record) -> bool:
    """Whether a question's numbers of four digits or more stand in a document's number, title or date of issue."""
    if not numbers:
        return False
    named = f"{record.number} {record.title} {record.title_zh} {record.issued or ''}"
    return any(number in named for number in numbers)


def behind_successors(scored: Scored, scores: np.ndarray, standing: Standing) -> np.ndarray:
    """Scores in which no passage of a superseded document stands before the best one of a successor that is as near."""
    import numpy as np

    if not standing.successors:
        return scores
    present = set(scored.documents.tolist())
    lowered = scores.copy()
    for number in sorted(present & standing.successors.keys()):
        mine = scored.documents == number
        for successor in standing.successors[number]:
            if successor in present:
                best = float(scores[scored.documents == successor].max())
                if best >= 0.6 * float(scores[mine].max()):
                    lowered[mine] = np.minimum(lowered[mine], 0.99 * best)
    return lowered


def choose(
    index: Index,
    scored: Scored,
    scores: np.ndarray,
    slots: np.ndarray,
    statuses: Mapping[str, Status],
    limit: int,
    legs: Sequence[str],
) -> list[Hit]:
    """The best distinct passages as hits, best first; `slots` of all rows in the word index, `legs` by name."""
    import numpy as np

    seen: list[tuple[int, set[int]]] = []  # document and tokens of each passage chosen
    chosen: list[int] = []
    for place in np.argsort(-scores, kind="stable"):
        slot, document = int(slots[scored.rows[place]]), int(scored.documents[place])
        content = set(index.words.content(slot).tolist()) if slot >= 0 else set()
        if content and any(_is_copy(content, other, document != its) for its, other in seen):
            continue
        seen.append((document, content))
        chosen.append(int(place))
        if len(chosen) == limit:
            break
    passages = index.passages([int(row) for row in scored.rows[chosen]])
    return [
        _hit(index, passage, statuses, float(scores[place]), dict(zip(legs, scored.legs[place], strict=True)))
        for place, passage in zip(chosen, passages, strict=True)
    ]


def _is_copy(tokens: set[int], other: set[int], elsewhere: bool) -> bool:
    """Whether two passages say the same: letter for letter, or nearly so when they stand in two documents."""
    if not elsewhere:
        return tokens == other
    if min(len(tokens), len(other)) < SAME_TEXT * max(len(tokens), len(other)):
        return False
    return len(tokens & other) >= SAME_TEXT * len(tokens | other)


def _hit(
    index: Index, passage: Passage, statuses: Mapping[str, Status], score: float, legs: Mapping[str, float]
) -> Hit:
    made = {name: round(float(leg), 4) for name, leg in legs.items()}
    return Hit(passage, index.records[passage.document], statuses[passage.document], round(score, 5), made)
