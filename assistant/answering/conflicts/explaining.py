"""Conflicts in words: what differs, each value as its text has it, and which one weighs more and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.conflicts.statements import Statement
from assistant.answering.text_cues import gives
from assistant.language.script import language_of
from assistant.language.terms import terms_of
from assistant.records import Status
from assistant.told import told

LONGEST_VALUE = 150  # characters of a value with its words
_PREFIX = re.compile(r"^Conflicts? between sources\s*[:：]?|^来源之间的冲突[:：]?")
_WEAK = (Status.DRAFT, Status.VETOED, Status.REPEALED, Status.SUPERSEDED, Status.EXPIRED)


def topic_of(group: Sequence[Statement], language: str) -> str:
    """What the values are of: a heading in the reader's language, the words of a sentence that says it, any heading."""
    headings = [(_PREFIX.sub("", s.heading).strip(), s) for s in group]
    named = [s.topic for s in group if s.topic]
    under = sorted(
        (heading for heading, s in headings if heading and not gives("gathers", heading)),
        key=lambda heading: -sum(fits(heading, s) for s in group),
    )
    for name in (*under, *named):
        if (language_of(name) == "zh") == (language == "zh"):
            return name
    words = told(language)
    figure = words.figures.get(group[0].measure[0], words.figures[""])
    return (named or under or [figure])[0] if words.foreign_topics else figure


def fits(heading: str, statement: Statement) -> float:
    """Share of a heading's words that a sentence has: "Starting point" names nothing that is said under it."""
    terms = terms_of(heading)
    return sum(statement.said.glossed.has(term) for term in terms) / len(terms) if terms else 0.0


def shown_value(statement: Statement) -> str:
    """The figure, and the words of its sentence around it: all verbatim."""
    sentence, quantity = " ".join(statement.sentence.split()), statement.quantity
    if len(sentence) <= LONGEST_VALUE:
        return f"{quantity.text.strip()}: “{sentence}”"
    at = sentence.find(" ".join(quantity.text.split()))
    first = max(0, at - LONGEST_VALUE // 2)
    last = min(len(sentence), first + LONGEST_VALUE)
    if first > 0:
        first = sentence.find(" ", first, at) + 1 or first
    if last < len(sentence):
        last = max(sentence.rfind(" ", at + len(quantity.text), last), at + len(quantity.text)) or last
    cut = f"{'… ' if first else ''}{sentence[first:last].strip()}{' …' if last < len(sentence) else ''}"
    return f"{quantity.text.strip()}: “{cut}”"


def judgement(group: Sequence[Statement], others: Sequence[Statement], language: str) -> Statement | None:
    """The statement whose own sentence says which value is better, in the reader's language where there is one.

    `others` may be of any figure; those of the group's sections that give one of its values count as well.
    """
    sections, values = {s.section for s in group}, {s.quantity.value for s in group}
    near = [s for s in others if s.section in sections and s.quantity.value in values]
    said = [s for s in (*group, *near) if (s.disputed or s.gathered) and gives("judges", s.sentence)]
    said.sort(key=lambda s: (s.said.language == "zh") != (language == "zh"))
    return said[0] if said else None


def explain(
    values: Sequence[tuple[Statement, int]],
    what: str,
    language: str,
    quoted: Sequence[str],
    judged: tuple[Statement, int] | None,
) -> str:
    """Which value weighs more and why, and whether the answer uses it; `judged` is what a text says of that itself."""
    words = told(language)
    if any(gives("separate", s.heading) for s, _ in values):
        return words.different_things.format(what=what)
    if judged is not None:
        said = " ".join(judged[0].sentence.split())
        return words.judged_by_source.format(what=what, said=said, marker=judged[1])
    best, marker, reason = weightiest(values, language)
    if not reason:
        return words.undecided.format(what=what)
    figure = best.quantity.text.strip()
    verb = words.answer_uses if any(figure in text for text in quoted) else words.weightier
    return words.decided.format(what=what, verb=verb, figure=figure, marker=marker, reason=reason)


def weightiest(values: Sequence[tuple[Statement, int]], language: str) -> tuple[Statement, int, str]:
    """The value to go by, with the reason: what holds, then the weightier kind, then the later date; "" for none."""
    words = told(language)
    holding = [(s, m) for s, m in values if s.hit.status not in _WEAK]
    if len(holding) == 1 and len(values) > 1:
        lost = next(s for s, _ in values if s.hit.status in _WEAK)
        return (*holding[0], words.other_source.format(state=words.states[lost.hit.status]))
    pool = holding or list(values)
    top = max(s.hit.record.kind.authority for s, _ in pool)
    weighty = [(s, m) for s, m in pool if s.hit.record.kind.authority == top]
    if len(weighty) == 1 and top > 0:
        kind = weighty[0][0].hit.record.kind
        other = max((s.hit.record.kind for s, _ in pool if s.hit.record.kind is not kind), key=lambda k: k.authority)
        return (*weighty[0], words.heavier.format(kind=words.weights[kind], other=words.weights[other]))
    dated = sorted((s.hit.record.issued or "", number) for number, (s, _) in enumerate(weighty))
    if len(dated) > 1 and dated[-1][0] and dated[-1][0] > dated[-2][0] and dated[0][0]:
        newest = weighty[dated[-1][1]]
        return (*newest, words.later_source.format(day=told(language).day(dated[-1][0])))
    return (*pool[0], "")
