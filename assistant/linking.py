"""Which documents of a library a relation means, and which documents are the same instrument.

A target is a number, a title in one of two languages, or a place in a code. Titles are compared in a form without
punctuation, script and version words; numbers in their canonical form. Two documents are versions of one instrument
when their titles are equal, or, across languages, when they take effect on the same day in the same jurisdiction and
the Chinese title, word by word, says what the English one says. Nothing else is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.reading.numbers import canonical_number
from assistant.reading.relations import code_place
from assistant.reading.titles import comparable_title
from assistant.records import Kind, Record, Relation, RelationKind, Status

Pair = tuple[Record, Sequence[Relation]]
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
    for name, relation in _versions(list(records.values())):
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
                if relation.target.startswith("C.R.S. part"):
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


def _versions(records: Sequence[Record]) -> Iterable[tuple[str, Relation]]:
    """Between texts of one instrument: VERSION_OF where they begin together, else the later SUPERSEDES the earlier."""
    for group in _instruments(records):
        ordered = sorted(group, key=lambda record: (_start(record), record.document))
        for later in ordered[1:]:
            for earlier in ordered:
                if earlier is later:
                    break
                yield later.document, _version_relation(earlier, later)


def _version_relation(earlier: Record, later: Record) -> Relation:
    target = earlier.title
    if _same_text(earlier, later):
        return Relation(RelationKind.VERSION_OF, target, "", None, earlier.document)
    return Relation(RelationKind.SUPERSEDES, target, "", later.effective or later.issued, earlier.document)


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
            if len(form) >= 4:
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
    return (
        not all(places) or places[0] == places[1] or places[0].startswith(places[1]) or places[1].startswith(places[0])
    )


# What words of Chinese titles are called in English ones, longest first where one holds another.
_GLOSS = {
    "人工智能": "artificial intelligence|ai",
    "生成式": "generative",
    "服务": "service",
    "管理": "manag|administ",
    "暂行": "interim",
    "办法": "measure",
    "条例": "regulation",
    "网络": "network|cyber",
    "数据": "data",
    "安全": "security",
    "个人信息": "personal information",
    "保护": "protect",
    "产业": "industr",
    "促进": "promot",
    "经济特区": "special economic zone|sez",
    "深圳": "shenzhen",
    "上海": "shanghai",
    "北京": "beijing",
    "广东": "guangdong",
    "算法": "algorithm",
    "推荐": "recommend",
    "互联网": "internet",
    "信息": "information",
    "规定": "provision",
    "深度合成": "deep synthesis",
    "若干措施": "several measures",
    "行动计划": "action plan",
    "行动方案": "action plan",
    "实施方案": "implement",
    "标识": "label",
    "拟人化": "anthropomorphic",
    "互动": "interact",
    "训力券": "voucher",
    "算力券": "voucher",
    "高质量": "high-quality",
    "发展": "develop",
    "先锋城市": "pioneer city",
    "打造": "build",
    "内容": "content",
    "合成": "synthe",
    "加快": "accelerat|speed",
    "推动": "promot|accelerat|advanc",
    "应用": "appl",
    "支持": "support",
    "创新": "innovat",
    "具身智能": "embodied",
    "机器人": "robot",
    "标准": "standard",
    "指引": "guid",
    "意见": "opinion",
    "制造": "manufactur",
    "公共": "public",
}


def _translated(one: Record, other: Record) -> bool:
    """Whether the English title says, word by word, what the Chinese one says: at least three known words, most of the
    Chinese title covered, and nine in ten of its known words found."""
    chinese = next(
        (r.title_zh or r.title for r in (one, other) if re.search(r"[\u4e00-\u9fff]", r.title_zh or r.title)), ""
    )
    english = next((r.title for r in (one, other) if not re.search(r"[\u4e00-\u9fff]", r.title)), "").lower()
    if not chinese or not english or one.kind is not other.kind:
        return False
    rest, found, known = comparable_title(chinese), 0, 0
    length = len(rest)
    for word in sorted(_GLOSS, key=len, reverse=True):
        if word in rest:
            rest = rest.replace(word, "")
            known += 1
            found += bool(re.search(rf"\b(?:{_GLOSS[word]})", english))
    return known >= 3 and found >= 0.9 * known and len(rest) <= 0.34 * length
