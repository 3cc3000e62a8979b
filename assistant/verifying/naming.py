"""Whether the bodies, places and other names of a claim are those of its passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.quantities import same_unit, same_value
from assistant.quantities.folding import masked
from assistant.verifying.case import Case, Fault
from assistant.verifying.chinese_names import persons, sectors, shortened, unlisted_bodies, unlisted_places
from assistant.verifying.matching import coverage
from assistant.verifying.names import (
    Name,
    covers,
    known_names,
    names_found,
    ordinary,
    unlisted_names,
)
from assistant.verifying.reading import Reading
from assistant.verifying.slots import akin
from assistant.verifying.terms import terms_of

_CLAUSE = re.compile(r"[，；;|]|,(?=\s)|(?<=\s)while\b|(?<=\s)and\b")
_SECTOR = re.compile(r"\bthe ([a-z]{4,}) (sector|industry)\b")
_NO_SECTOR_TEXT = """
private public whole entire relevant same
other respective local domestic related key
"""
_NO_SECTOR = frozenset(_NO_SECTOR_TEXT.split())
# who does something: its words have to be in the passage, whether or not it is a known name
_AGENT = re.compile(
    r"由(?:本|该|各|所在|区|市|省)?([\u4e00-\u9fff]{2,14}?)(?:主管|负责|牵头|印发|发布|公布|制定|管理|组织|批准|审批"
    r"|拨付|承担|审核|运营)"
    r"|\b(?:issued|published|run|managed|led|launched|adopted|approved|released|overseen|handled|operated"
    r"|administered)\b[^.;]{0,30}? by (?:the )?"
    r"([A-Za-z' -]{4,60})"
)


def faulty_name(case: Case) -> Fault:
    """A fault for the first name that the passages and their headings do not have, or have elsewhere only."""
    known = known_names(case.text)
    stated = {name.id for reading in case.readings for name in known_names(reading.text)}
    beside = {name.id for name in known}
    for name in known:
        if name.id in stated:
            continue
        # a place may be left to what lies in it ("Nanshan in Shenzhen"), when that is named as well
        if name.kind == "place" and covers(beside & stated, name.id):
            continue
        found = names_found([name.text], case.content, case.original) if name.text.isascii() else [name.text]
        if case.across and not name.text.isascii() and _is_office(case, name):
            continue
        if found and name.text not in case.content.folded:
            others = [n.text for r in case.passages for n in known_names(r.text) if n.kind == name.kind]
            instead = f'; it names "{others[0]}"' if others else ""
            return f'the cited passage does not name "{name.text}"{instead}', name.text
    for shown, words in unlisted_names(case.text, known):
        missing = names_found(words, case.content, case.original)
        missing = [word for word in missing if not (word.islower() and ordinary(word))]
        if missing and (not case.across or len(missing) * 2 >= len(words)):
            return f'the cited passage does not name "{shown}"', shown
    if not case.across:
        for shown in _unlisted_chinese(case.text, known, case.content.folded):
            return f'the cited passage does not name "{shown}"', shown
    figures = [(quantity.start, quantity.end) for quantity in case.claim.quantities]
    for agent in _AGENT.findall(masked(case.text, figures).replace("\x00", "")):
        named = next(part for part in agent if part)
        if coverage(terms_of(named), case.content) < 0.5 and not shortened(named[-3:], case.content.folded):
            return f'the cited passage does not name "{named.strip()}"', named.strip()
    return _names_moved(case, known) or _names_parted(case, known) or _figure_of_another(case, known) or _field(case)


def _is_office(case: Case, name: Name) -> bool:
    """Whether a known body is only part of an office (商务部长) that the passage has: "Secretary of Commerce"."""
    office = case.text[name.end : name.end + 1] == "长"
    return office and coverage(terms_of(name.text.rstrip("部局厅")), case.content) >= 0.5


def _unlisted_chinese(text: str, known: Sequence[Name], stated: str) -> Iterator[str]:
    """Chinese names outside the list that a passage in Chinese does not have."""
    yield from (name for name in unlisted_bodies(text, known) if name not in stated and not shortened(name, stated))
    yield from (name for name in (*unlisted_places(text, known), *persons(text)) if name not in stated)
    for sector in sectors(text):
        others = set(sectors(stated))
        if sector not in stated and others and not any(set(sector) & set(other) for other in others):
            yield sector


def _figure_of_another(case: Case, known: Sequence[Name]) -> Fault:
    """A figure that the passage gives, between semicolons, of other places than the claim's, which has its own part."""
    places = [name for name in known if name.kind == "place"]
    figures = [q for q in case.claim.quantities if q.dimension in ("money", "percent", "count", "number", "compute")]
    if len(places) != 1 or len(figures) != 1:
        return None
    name, figure = places[0], figures[0]
    for reading in case.passages:
        parts = list(_parts(reading))
        named = [{n.id: n for n in known_names(reading.text[a:b]) if n.kind == "place"} for a, b in parts]
        own = [ids for ids in named if name.id in ids]
        held = [
            ids
            for (a, b), ids in zip(parts, named, strict=True)
            if any(same_value(figure, q) and same_unit(figure, q) for q in reading.quantities_in(a, b))
        ]
        if own and held and all(ids and not covers(set(ids), name.id) for ids in held):
            other = next(iter(held[0].values()))
            return f'the passage says this of "{other.text}", not of "{name.text}"', f"{name.text} ≠ {other.text}"
    return None


def _parts(reading: Reading) -> Iterator[tuple[int, int]]:
    for start, end in reading.sentences:
        borders = [start, *(match.start() for match in re.finditer("[；;]", reading.text[start:end])), end - start]
        yield from pairwise([start, *(start + border for border in borders[1:])])


def _field(case: Case) -> Fault:
    """A fault for the field of "the health sector" that the passage does not have; 行业 is looked at elsewhere."""
    for match in _SECTOR.finditer(case.text):
        word = match.group(1)
        terms = terms_of(word)
        if not terms or word in _NO_SECTOR or any(case.content.has(term) for term in terms):
            continue
        if case.across or not any(akin(term.word, stem) for term in terms for stem in case.content.stems):
            return f"the cited passage does not speak of the {word} {match.group(2)}", f"{word} ≠ (not named)"
    return None


def _names_parted(case: Case, known: Sequence[Name]) -> Fault:
    """Two names that a passage has, each only beside another one: "A is run by X, B by Y" is not "A is run by Y"."""
    groups: list[list[Name]] = []
    for reading in case.passages:
        names = known_names(reading.text)
        for start, end in _clauses(reading):
            groups.append([name for name in names if start <= name.start < end])
    for name in known:
        anchors = [other for other in known if other.kind == "scheme" and other.id != name.id]
        if name.kind not in ("body", "company") or len(anchors) != 1:
            continue
        beside = [group for group in groups if any(n.id == anchors[0].id for n in group)]
        with_others = [n for group in beside for n in group if n.kind == name.kind]
        apart = [group for group in groups if any(n.id == name.id for n in group)]
        together = any(n.id == name.id for n in with_others)
        elsewhere = apart and all(any(n.kind == "scheme" and n.id != anchors[0].id for n in group) for group in apart)
        if with_others and elsewhere and not together:
            return f'the passage says this of "{with_others[0].text}", not of "{name.text}"', name.text
    return None


def _clauses(reading: Reading) -> Iterator[tuple[int, int]]:
    for start, end in reading.sentences:
        borders = [start, *(match.start() for match in _CLAUSE.finditer(reading.text, start, end)), end]
        yield from pairwise(borders)


def _names_moved(case: Case, known: Sequence[Name]) -> Fault:
    """A place or scheme that the passage names elsewhere, put in place of the one that its sentence is about."""
    if case.best.reading is None:
        return None
    reading, number = case.best.reading, case.best.sentence
    earlier = [reading.text[start:end] for start, end in reading.sentences[max(0, number - 2) : number]]
    around = "\n".join([*earlier, *(heading.text for heading in case.headings)])
    here, near = known_names(case.best.quote), {name.id for name in known_names(around)}
    claimed = {name.id for name in known}
    for name in known:
        rivals = [other for other in here if other.kind == name.kind and other.id not in claimed]
        present = covers({other.id for other in here} | near, name.id)
        if rivals and not present and name.id in {n.id for r in case.passages for n in known_names(r.text)}:
            return (
                f'the passage says this of "{rivals[0].text}", not of "{name.text}"',
                f"{name.text} ≠ {rivals[0].text}",
            )
    return None
