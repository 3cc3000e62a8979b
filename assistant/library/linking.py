"""Which documents of a library a relation means, and which documents are the same instrument.

A target is a number, a title in one of two languages, or a place in a code. Titles are compared in a form without
punctuation, script and version words; numbers in their canonical form. Two documents are versions of one instrument
when their titles are equal, or, across languages, when they take effect on the same day in the same jurisdiction and
the Chinese title, word by word, says what the English one says. A later version ends an earlier one only where it says
itself that it was amended or revised. Nothing else is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.data import once, rows
from assistant.language.script import has_chinese
from assistant.reading.record.comparable import comparable_title
from assistant.reading.record.document_numbers import canonical_number
from assistant.reading.record.issuing.us import code_place, writes_place
from assistant.records import Kind, Record, Relation, RelationKind, Status

Pair = tuple[Record, Sequence[Relation]]
_SHORTEST = 10  # letters of a title in Latin script: "Notice" and "EN EN" name no instrument
_ENDING = (RelationKind.REPEALS, RelationKind.SUPERSEDES)


def resolve_relations(documents: Iterable[Pair]) -> dict[str, tuple[Relation, ...]]:
    """The relations of each document (by name), with `target_document` filled where the library holds the target, and
    with what follows from versions: VERSION_OF between texts of one instrument, SUPERSEDES from a later to an earlier.

    A target that is several documents (versions of one law) gives one relation for each that it can mean. Relations
    whose target is not in the library stay as they are.
    """
    pairs = list(documents)
    records = {record.document: record for record, _ in pairs}
    index = _Index(pairs)
    resolved: dict[str, list[Relation]] = {}
    for record, relations in pairs:
        linked: list[Relation] = []
        for relation in relations:
            targets = index.find(relation, record)
            linked.extend(replace(relation, target_document=name) for name in targets)
            if not targets:
                linked.append(replace(relation, target_document=None))
        resolved[record.document] = linked
    siblings: dict[str, set[str]] = defaultdict(set)
    revised = {record.document: _revision(record, relations) for record, relations in pairs}
    for name, relation in _versions(list(records.values()), revised):
        if relation.relation is RelationKind.VERSION_OF and relation.target_document:
            siblings[name].add(relation.target_document)
            siblings[relation.target_document].add(name)
        known = {(one.relation, one.target_document) for one in resolved[name]}
        if (relation.relation, relation.target_document) not in known:
            resolved[name].append(relation)
    _spread(resolved, siblings)
    return {name: tuple(relations) for name, relations in resolved.items()}


def _spread(resolved: dict[str, list[Relation]], siblings: dict[str, set[str]]) -> None:
    """What ends or amends one text of an instrument does so to its other texts (translations, formats) as well."""
    for name, relations in resolved.items():
        known = {(one.relation, one.target_document) for one in relations}
        for relation in list(relations):
            if relation.relation not in (*_ENDING, RelationKind.AMENDS) or not relation.target_document:
                continue
            for other in sorted(siblings[relation.target_document] - {name} - siblings[name]):
                if (relation.relation, other) not in known:
                    known.add((relation.relation, other))
                    relations.append(replace(relation, target_document=other))


class _Index:
    """Documents by canonical number, by comparable title and by the places in a code that they made."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.records = {record.document: record for record, _ in pairs}
        self.numbers: dict[str, list[str]] = defaultdict(list)
        self.titles: dict[str, list[str]] = defaultdict(list)
        self.places: dict[str, list[str]] = defaultdict(list)
        self.makers: dict[str, list[str]] = defaultdict(list)
        for record, relations in pairs:
            if record.kind is not Kind.NEWS:
                self._add(record, relations)

    def _add(self, record: Record, relations: Sequence[Relation]) -> None:
        if number := canonical_number(record.number):
            self.numbers[number].append(record.document)
        for title in {record.title, record.title_zh} - {""}:
            for form in {comparable_title(title), _without_issuer(comparable_title(title))}:
                self.titles[form].append(record.document)
        for relation in relations:
            if relation.relation is RelationKind.AMENDS and (place := code_place(relation.target)):
                self.places[place].append(record.document)
                if writes_place(relation.target):
                    self.makers[place].append(record.document)

    def find(self, relation: Relation, holder: Record) -> list[str]:
        """Names of the documents that a relation of `holder` can mean."""
        if place := code_place(relation.target):
            known = self.places if relation.relation is RelationKind.REPEALS else self.makers
            return [name for name in dict.fromkeys(known.get(place, ())) if self._earlier(name, holder)]
        number = canonical_number(relation.target)
        named = list(self.numbers.get(number, ())) if number else []
        if not named:
            title = re.sub(r"[（(][^（）()]*号[）)]$", "", relation.target.strip()).strip("《》〈〉 ")
            form = comparable_title(title)
            named = self.titles.get(form) or self.titles.get(_without_issuer(form)) or [] if len(form) >= 3 else []
        names = [name for name in dict.fromkeys(named) if name != holder.document]
        return self._meant(names, relation, holder)

    def _earlier(self, name: str, holder: Record) -> bool:
        other = self.records[name]
        if other.issued is None:
            return name != holder.document
        return name != holder.document and (other.issued or other.effective or "") < (
            holder.issued or holder.effective or "9999"
        )

    def _meant(self, names: list[str], relation: Relation, holder: Record) -> list[str]:
        """Of an instrument's texts those meant: an ended one began before its end, a basis is the text of that time."""
        if relation.relation in _ENDING:
            since = relation.date or holder.effective or holder.issued or "9999"
            return [name for name in names if self._can_end(self.records[name], since, holder)]
        if relation.relation in (RelationKind.REPEALED_BY, RelationKind.SUPERSEDED_BY):
            final = [name for name in names if not self._is_draft(name)]
            return final[:1]
        if relation.relation is RelationKind.IMPLEMENTS and len(names) > 1:
            before = [
                name for name in names if _start(self.records[name]) <= (holder.effective or holder.issued or "9999")
            ]
            return [max(before or names, key=lambda name: _start(self.records[name]))]
        return names

    def _can_end(self, other: Record, since: str, holder: Record) -> bool:
        """Whether `holder` can end `other`: it was there before, and is no other text of the same state of things."""
        if self._is_draft(other.document) or (other.issued or other.effective or "") >= since:
            return False
        same_day = bool(other.effective) and other.effective == holder.effective
        return not (
            same_day
            and comparable_title(other.title_zh or other.title) == comparable_title(holder.title_zh or holder.title)
        )

    def _is_draft(self, name: str) -> bool:
        return self.records[name].fixed_status in (Status.DRAFT, Status.VETOED)


def _start(record: Record) -> str:
    return record.effective or record.issued or ""


def _without_issuer(form: str) -> str:
    """国务院关于…的意见 as 关于…的意见: the issuer before 关于 is often left out."""
    return re.sub(r"^[\u4e00-\u9fff]{2,40}?(?=关于.{6,})", "", form)


_REVISED = re.compile(r"修正|修订|修改|修訂|\b(?:amended|revised|consolidated)\b", re.I)


def _revision(record: Record, relations: Sequence[Relation]) -> str | None:
    """The words in which a text says that it is a revision of an earlier one, "" where only its title does, None where
    nothing does."""
    said = next((one.quote for one in relations if one.relation is RelationKind.AMENDED_BY), None)
    return said if said is not None or not _REVISED.search(f"{record.title} {record.title_zh}") else ""


def _versions(records: Sequence[Record], revised: Mapping[str, str | None]) -> Iterable[tuple[str, Relation]]:
    """Between texts of one instrument: VERSION_OF where they begin together, else the later, if it says that it is a
    revision, SUPERSEDES the earlier."""
    for group in _instruments(records):
        ordered = sorted(group, key=lambda record: (_start(record), record.document))
        for later in ordered[1:]:
            for earlier in ordered:
                if earlier is later:
                    break
                if _same_text(earlier, later):
                    yield (
                        later.document,
                        Relation(RelationKind.VERSION_OF, earlier.title, "", None, earlier.document),
                    )
                elif (words := revised[later.document]) is not None:
                    since = later.effective or later.issued
                    yield (
                        later.document,
                        Relation(RelationKind.SUPERSEDES, earlier.title, words, since, earlier.document),
                    )


def _same_text(one: Record, other: Record) -> bool:
    """Whether two texts of an instrument are of the same state of it: one number and day of issue, or else no days of
    effect (or of issue) that differ."""
    number = canonical_number(one.number)
    if number and number == canonical_number(other.number) and one.issued == other.issued:
        return True
    for first, second in ((one.effective, other.effective), (one.issued, other.issued)):
        if first and second:
            shorter = min(len(first), len(second))
            return first[:shorter] == second[:shorter]
    return True


def _instruments(records: Sequence[Record]) -> list[list[Record]]:
    """Groups of two or more records of one instrument. Drafts, vetoed texts and news belong to none."""
    eligible = [
        record
        for record in records
        if record.kind not in (Kind.NEWS, Kind.OTHER) and record.fixed_status not in (Status.DRAFT, Status.VETOED)
    ]
    parent = {record.document: record.document for record in eligible}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    by_key: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in eligible:
        for title in {record.title, record.title_zh} - {""}:
            form = comparable_title(title)
            if len(form) >= (_SHORTEST if form.isascii() else 4):
                by_key["title", form].append(record)
        if number := canonical_number(record.number):
            by_key["number", number].append(record)
    by_day: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in eligible:
        if record.effective and len(record.effective) == 10:
            by_day[record.jurisdiction, record.effective].append(record)
    links = [(group[0], other) for group in by_key.values() for other in group[1:] if _compatible(group[0], other)]
    for group in by_day.values():
        links.extend(
            (one, other)
            for one in group
            for other in group
            if one.document < other.document and _translated(one, other)
        )
    for one, other in links:
        parent[root(one.document)] = root(other.document)
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in eligible:
        groups[root(record.document)].append(record)
    return [group for group in groups.values() if len(group) > 1]


def _compatible(one: Record, other: Record) -> bool:
    """Equal titles or numbers of two places ("Data Regulations", "CP 12") are not one instrument."""
    places = one.jurisdiction, other.jurisdiction
    titles = [comparable_title(record.title) for record in (one, other)]
    if one.language == other.language and titles[0] not in titles[1] and titles[1] not in titles[0]:
        return False  # one number, two titles: one of them is about the other
    return (
        not all(places) or places[0] == places[1] or places[0].startswith(places[1]) or places[1].startswith(places[0])
    )


@once
def _glossary() -> list[tuple[str, re.Pattern[str]]]:
    """What words of Chinese titles are called in English ones, longest first where one holds another."""
    pairs = [(chinese, re.compile(rf"\b(?:{english})")) for chinese, english in rows("title_glossary.tsv")]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _translated(one: Record, other: Record) -> bool:
    """Whether the English title says, word by word, what the Chinese one says: at least three known words, most of the
    Chinese title covered, and nine in ten of its known words found."""
    titles = [record.title_zh or record.title for record in (one, other)]
    chinese = next(filter(has_chinese, titles), "")
    english = next((record.title for record in (one, other) if not has_chinese(record.title)), "").lower()
    if not chinese or not english or one.kind is not other.kind:
        return False
    rest, found, known = comparable_title(chinese), 0, 0
    length = len(rest)
    for word, called in _glossary():
        if word in rest:
            rest = rest.replace(word, "")
            known += 1
            found += called.search(english) is not None
    return known >= 3 and found >= 0.9 * known and len(rest) <= 0.34 * length
