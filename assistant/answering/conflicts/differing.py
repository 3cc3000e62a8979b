"""Which figures bear on a question, and which two of them are of the same thing and differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answering.conflicts.statements import Statement, tags
from assistant.answering.conflicts.wanted import Wanted
from assistant.answering.text_cues import gives
from assistant.language.names import covers, gazetteer
from assistant.language.quantities import Quantity, same_value
from assistant.language.terms import Content, Term
from assistant.questions.asking import asking_words

WHOLE, NEAR = 0.6, 0.34  # share of the question's words that a statement needs, with its headings and by itself
TOLD = 0.5  # the same, where a text says itself what its sources differ on, and of those words in the question
HEADED = 0.67  # share of the words of a heading, above figures that differ, in the question
SAME, GATHERED = 0.6, 0.34  # share of words that two statements need in common
CLOSE = 0.02  # two figures that differ by less are one, rounded


def bears_on(statement: Statement, asked: Wanted) -> bool:
    """Whether a figure is of the thing that is asked about."""
    if asked.unit and statement.quantity.unit and asked.unit != statement.quantity.unit:
        return False
    if not names_fit(statement, asked) or not roles_fit(statement, asked):
        return False
    if asked.years and statement.years and not asked.years & statement.years:
        return False
    whole = share(asked.terms, statement.surroundings)
    if statement.quantity.dimension == "rank" and statement.gathered:
        return whole >= TOLD
    if any(same_value(value, statement.quantity) for value in asked.values):
        return whole >= WHOLE / 2
    if statement.gathered:  # its heading names what differs
        named = [term for term in statement.headed.terms if term.word not in asking_words().figures]
        if named and share(named, asked.content) >= HEADED and whole >= TOLD:
            return True
    topic = [term for term in statement.topic_terms if term.word not in asking_words().figures]
    if topic:
        return whole >= TOLD and share(topic, asked.content) >= TOLD
    return whole >= WHOLE and share(asked.terms, statement.near) >= NEAR


def names_fit(statement: Statement, asked: Wanted) -> bool:
    """Whether the places and schemes of the question are named around a figure.

    A text on conflicts may leave its schemes to its heading, as long as it names no other.
    """
    around = set(statement.named_around)
    missing = {name for name in asked.names if not covers(around, name)}
    if not missing:
        return True
    schemes = gazetteer().kinds
    own = statement.said.named("scheme")
    return statement.disputed and not own and all(schemes.get(name) == "scheme" for name in missing)


def roles_fit(statement: Statement, asked: Wanted) -> bool:
    """Whether a figure plays the part that is asked for: a target, a total, a rise, a day of adoption …"""
    proposed = any(same_value(value, statement.quantity) for value in asked.values)
    for group in ("aim", "sum", "change", "limit"):
        if proposed and group == "sum":  # "1 or 10 billion?" need not say of which total
            continue
        said, wanted = tags(statement.roles, group), tags(asked.roles, group)
        if said and not wanted and not (statement.disputed and group in ("aim", "limit")):
            return False
    said, wanted = tags(statement.roles, "who"), tags(asked.roles, "who")
    if said != wanted and ((said and wanted) or wanted):
        return False
    said, wanted = tags(statement.roles, "event"), tags(asked.roles, "event")
    return not (statement.quantity.dimension == "date" and wanted and said and not said & wanted)


def share(terms: Sequence[Term], text: Content) -> float:
    """Share of the terms that a stretch has; 1 of none."""
    return sum(text.has(term) for term in terms) / len(terms) if terms else 1.0


# ---------------------------------------------------------------- which figures conflict


def groups_of(statements: Sequence[Statement], asked: Wanted) -> Iterator[list[Statement]]:
    """Statements that conflict with each other, joined; each group has at least two values."""
    group_of = list(range(len(statements)))

    def root(number: int) -> int:
        while group_of[number] != number:
            number = group_of[number]
        return number

    for one in range(len(statements)):
        for other in range(one + 1, len(statements)):
            first, second = statements[one], statements[other]
            if (at_odds(first, second) and not reconciled(first, second, statements)) or echoes(first, second):
                group_of[root(other)] = root(one)
    groups: dict[int, list[Statement]] = {}
    for number, statement in enumerate(statements):
        groups.setdefault(root(number), []).append(statement)
    merged: list[list[Statement]] = []
    for group in groups.values():
        if len(distinct(group)) < 2:
            continue
        into = next((other for other in merged if any(one_fact(s, t) for s in group for t in other)), None)
        if into is None:
            merged.append(group)
        else:
            into.extend(group)
    for group in merged:
        if not asked.values or any(agree(value, s.quantity) for value in asked.values for s in group):
            yield group


def one_fact(one: Statement, other: Statement) -> bool:
    """Whether two groups, which have these statements, are about one thing."""
    return same_measure(one, other) and agree(one.quantity, other.quantity) and same_part(one, other)


def echoes(one: Statement, other: Statement) -> bool:
    """Whether two texts give the same figure for the same thing."""
    return (
        same_measure(one, other)
        and agree(one.quantity, other.quantity)
        and same_part(one, other)
        and same_names(one, other)
        and alike(one, other) >= GATHERED
    )


def at_odds(one: Statement, other: Statement) -> bool:
    """Whether two figures are of the same quantity and differ."""
    if not same_measure(one, other) or agree(one.quantity, other.quantity):
        return False
    if one.hit.passage.id == other.hit.passage.id and one.start == other.start:
        return one.disputed and (one.quantity.dimension != "date" or same_part(one, other))
    if one.section == other.section:
        if not (one.gathered and other.gathered and same_part(one, other) and same_names(one, other)):
            return False
        return gives("separate", one.heading) or alike(one, other) >= GATHERED
    if one.document == other.document and not (one.disputed or other.disputed):
        return False
    if not same_part(one, other) or not same_names(one, other) or not same_time(one, other):
        return False
    lower = one.disputed or other.disputed or (one.gathered and other.gathered)
    return alike(one, other) >= (GATHERED if lower else SAME)


def same_measure(one: Statement, other: Statement) -> bool:
    if one.measure[0] != other.measure[0]:
        return False
    units = {one.measure[1], other.measure[1]}
    if len(units) == 1:
        return True
    bare = one.quantity.text if not one.measure[1] else other.quantity.text
    return one.measure[0] == "count" and "" in units and (bare.isascii() or bare[-1].isdigit())


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may be one value: equal, rounded, or a day and its month."""
    if same_value(one, other) or same_value(other, one):
        return True
    if one.is_name or one.dimension == "date":
        return False
    larger = max(abs(one.value), abs(other.value))
    return larger > 0 and abs(one.value - other.value) / larger < CLOSE


def same_part(one: Statement, other: Statement) -> bool:
    """Whether two figures play the same part: both a target or neither, for the same applicants, of the same event."""
    for group in ("aim", "sum", "change", "limit", "who"):
        if tags(one.roles, group) != tags(other.roles, group):
            return False
    for group in ("event", "each"):
        mine, yours = tags(one.roles, group), tags(other.roles, group)
        if mine and yours and not mine & yours:
            return False
    if one.quantity.dimension == "date":
        return bool(tags(one.roles, "event") & tags(other.roles, "event")) or (one.disputed and other.disputed)
    return True


def same_names(one: Statement, other: Statement) -> bool:
    """Whether two statements name the same places and schemes, or one of them leaves to its document what they are."""
    for kind in ("place", "scheme"):
        mine, yours = one.said.named(kind), other.said.named(kind)
        if mine and yours and not mine & yours:
            return False
        if (not mine or not yours) and not (mine | yours) <= (one.named_around & other.named_around):
            return False
    return True


def same_time(one: Statement, other: Statement) -> bool:
    """Whether two figures may hold for the same year; a date's own year says nothing."""
    if one.quantity.dimension == "date":
        return True
    return not one.years or not other.years or bool(one.years & other.years)


def alike(one: Statement, other: Statement) -> float:
    """The smaller share of either statement's words that the other's sentence and heading have."""
    return min(
        share(one.subject, other.near),
        share(other.subject, one.near),
    )


def reconciled(one: Statement, other: Statement, statements: Sequence[Statement]) -> bool:
    """Whether one of two documents states both values, so that they are of two things: 50 %, and 60 % for some."""
    if one.disputed or other.disputed or one.document == other.document:
        return False
    for mine, theirs in ((one, other), (other, one)):
        for statement in statements:
            if (
                statement.document == mine.document
                and not statement.disputed
                and not statement.gathered
                and agree(statement.quantity, theirs.quantity)
                and same_measure(statement, theirs)
            ):
                return True
    return False


def strength(group: Sequence[Statement]) -> float:
    """How surely a group is a conflict: said by a text, then over several documents."""
    return 2 * any(s.disputed for s in group) + any(s.gathered for s in group) + len({s.document for s in group}) / 10


def distinct(group: Sequence[Statement], language: str = "en") -> list[Statement]:
    """One statement for each value: a source's own before what is said of it, then the weightiest document's, then one
    in the reader's language, then the one with the fullest date."""

    def rank(statement: Statement) -> tuple[bool, int, bool, int, str]:
        other = (statement.said.language == "zh") != (language == "zh")
        blanks = statement.quantity.name.count("00")
        weight = statement.hit.record.kind.authority
        return statement.disputed, -weight, other, blanks, statement.hit.record.issued or ""

    kept: list[Statement] = []
    for statement in sorted(group, key=rank):
        if not any(agree(statement.quantity, other.quantity) for other in kept):
            kept.append(statement)
    return kept
