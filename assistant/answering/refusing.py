"""The words of a refusal: what was searched, what is not there, and what kind of document would answer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.language.packs import either
from assistant.language.sought import Sought
from assistant.questions.question import Question
from assistant.records import Filters
from assistant.told import Told, told

MOST_NAMED = 4  # absent words that are worth naming
PENALTY = either(lambda pack: pack.asking.penalty)
BUDGET = either(lambda pack: pack.asking.budget)
APPLYING = either(lambda pack: pack.asking.applying)


def would_answer(question: Question) -> str:
    """The kind of document that would answer."""
    asked, kind = question.text.folded, question.sought
    sort = kind.value
    if kind in (Sought.MONEY, Sought.RATE, Sought.ANY) and PENALTY.search(asked):
        sort = "penalty"
    elif kind in (Sought.MONEY, Sought.RATE, Sought.ANY) and BUDGET.search(asked):
        sort = "budget"
    elif kind in (Sought.ANY, Sought.DATE, Sought.DURATION) and APPLYING.search(asked):
        sort = "applying"
    return told(question.language).would_answer[sort]


def refusal(
    question: Question, *, missing: Sequence[str], lacking: Sequence[str], searched: int, filters: Filters
) -> str:
    """The text of a refusal. `missing` are names that nothing found is about, `lacking` words that no quote has,
    `searched` the number of documents that the filters admit."""
    words = told(question.language)
    text = words.nothing_about.format(names=words.comma.join(missing)) if missing else words.nothing_answers
    if lacking and not missing:
        text += words.absent.format(words=words.comma.join(f"“{word}”" for word in lacking[:MOST_NAMED]))
        text += words.no_reason if question.sought is Sought.REASON else ""
    return words.refused.format(text=text, source=would_answer(question), **extent(words, searched, filters))


def doubt(language: str, *, searched: int, filters: Filters) -> str:
    """What stands above quotes that are near the question but unlikely to answer it."""
    words = told(language)
    return words.doubted.format(doubt=words.doubt, **extent(words, searched, filters))


def extent(words: Told, searched: int, filters: Filters) -> dict[str, str]:
    """What was searched: how many documents, and what they were narrowed to."""
    narrowed = narrowing(filters)
    return {
        "documents": words.one_document if searched == 1 else words.documents.format(count=searched),
        "limits": words.narrowed.format(filters=narrowed) if narrowed else "",
    }


def corrections_told(corrections: Sequence[tuple[str, str]], language: str) -> list[str]:
    """A note for each value that the question takes for granted and the library gives otherwise."""
    template = told(language).corrected
    return [template.format(claimed=claimed, stated=stated) for claimed, stated in corrections]


def narrowing(filters: Filters) -> str:
    """The filters in short, "" without any."""
    fields = (
        filters.kind, filters.jurisdiction, filters.issuer, filters.language, filters.status, filters.document
    )  # fmt: skip
    parts = [", ".join(map(str, values)) for values in fields if values]
    if filters.since or filters.until:
        parts.append(f"{filters.since or '…'} – {filters.until or '…'}")
    return "; ".join(parts)
