"""The gazetteer: places, bodies, companies, schemes and terms in both languages, with the jurisdiction they are of.

`data/names.tsv` is its only table; claims, questions and the records of documents all read names from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.data import any_of, once, rows
from assistant.language.folding import lower_latin, same_length_fold
from assistant.language.script import is_chinese

CHECKED = ("place", "body", "company", "scheme", "document")  # `term` rows only say what words mean
DEICTIC = "~"  # before a form that names a place only in its own texts: "我市", "the Union"


@dataclass(frozen=True, slots=True)
class Name:
    """A known name at text[start:end]; `id` is the same in both languages."""

    start: int
    end: int
    text: str
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place at text[start:end], or a body, with the code of the jurisdiction that it is, or is of."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What the table says by id, the forms of names by how strictly they are read, and a pattern of each."""

    kinds: dict[str, str]
    within: dict[str, str]  # a place → the place it lies in
    codes: dict[str, str]  # a place or body → its jurisdiction
    english: dict[str, str]  # id → its first form
    chinese: dict[str, str]
    exact: dict[str, str]  # forms as written → id
    loose: dict[str, str]  # forms in lower case → id
    anyhow: dict[str, str]  # all forms but acronyms, in lower case, terms too → id
    deictic: frozenset[str]  # of these, those that only a place's own texts use
    exact_pattern: re.Pattern[str]
    loose_pattern: re.Pattern[str]
    chinese_pattern: re.Pattern[str]
    anyhow_pattern: re.Pattern[str]


@once
def gazetteer() -> Gazetteer:
    """The names shipped as data/names.tsv."""
    kinds: dict[str, str] = {}
    within: dict[str, str] = {}
    codes: dict[str, str] = {}
    first_english: dict[str, str] = {}
    first_chinese: dict[str, str] = {}
    exact: dict[str, str] = {}
    loose: dict[str, str] = {}
    anyhow: dict[str, str] = {}
    deictic: set[str] = set()
    for name, kind, code, inside, english, chinese in rows("names.tsv"):
        latin = english.split(";")
        han = [same_length_fold(form) for form in chinese.split(";") if form]
        deictic.update(lower_latin(form[1:]) for form in (*latin, *han) if form.startswith(DEICTIC))
        latin, han = ([form.removeprefix(DEICTIC) for form in forms] for forms in (latin, han))
        for form in (*(form for form in latin if kind == "term" or not form.isupper()), *han):
            anyhow.setdefault(lower_latin(form), name)
        if kind not in CHECKED:
            continue
        kinds[name], first_english[name], first_chinese[name] = kind, latin[0], han[0] if han else ""
        within |= {name: inside} if inside else {}
        codes |= {name: code} if code else {}
        for form in latin:
            # places, companies and acronyms need their capitals: "us" is no country, "most" no ministry
            if kind in ("place", "company") or form.isupper():
                exact[form] = name
            else:
                loose[form.lower()] = name
        exact.update(dict.fromkeys(han, name))
    return Gazetteer(
        kinds, within, codes, first_english, first_chinese, exact, loose, anyhow, frozenset(deictic),
        exact_pattern=_latin_pattern(form for form in exact if form < "\u2e80"),
        loose_pattern=_latin_pattern(loose),
        chinese_pattern=re.compile(any_of(form for form in exact if form >= "\u2e80")),
        anyhow_pattern=re.compile(
            _latin_pattern(form for form in anyhow if not is_chinese(form)).pattern
            + "|"
            + any_of(form for form in anyhow if is_chinese(form))
        ),
    )  # fmt: skip


def _latin_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{any_of(forms)})(?![A-Za-z])")


def known_names(text: str) -> tuple[Name, ...]:
    """All known names in a text, longest forms first where they overlap."""
    names = gazetteer()
    folded = same_length_fold(text)
    lowered = lower_latin(folded)
    found: list[Name] = []
    taken = bytearray(len(text))
    sources = (
        (names.loose_pattern, lowered, names.loose),
        (names.exact_pattern, folded, names.exact),
        (names.chinese_pattern, folded, names.exact),
    )
    for pattern, source, forms in sources:
        for match in pattern.finditer(source):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
            name = forms[match.group()]
            found.append(Name(start, end, text[start:end], name, names.kinds[name]))
    return tuple(sorted(found, key=lambda name: name.start))


def concepts_in(folded: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, id) of every name and term in a folded text in lower case, acronyms of bodies left out."""
    names = gazetteer()
    for match in names.anyhow_pattern.finditer(folded):
        yield match.start(), match.end(), names.anyhow[match.group()]


def covers(stated: set[str], claimed: str) -> bool:
    """Whether a text that names `stated` also names `claimed`, by itself or as what one of them lies in."""
    if claimed in stated:
        return True
    names = gazetteer()
    for name in stated:
        inside = names.within.get(name)
        while inside:
            if inside == claimed:
                return True
            inside = names.within.get(inside)
    return False


# ---------------------------------------------------------------- jurisdictions


def mentions(text: str) -> list[Mention]:
    """What a text names of jurisdictions, in order; names of more than an acronym in any case ("shenzhen")."""
    names = gazetteer()
    folded = same_length_fold(text)
    lowered = lower_latin(folded)
    found = [
        Mention(start, end, names.codes[name])
        for start, end, name in concepts_in(lowered)
        if name in names.codes and lowered[start:end] not in names.deictic
    ]
    for match in names.exact_pattern.finditer(folded):
        if match.group().isupper() and (code := names.codes.get(names.exact[match.group()])):
            found.append(Mention(match.start(), match.end(), code))
    return sorted(found, key=lambda mention: mention.start)


def codes_in(text: str) -> tuple[str, ...]:
    """Jurisdictions named, those that lie around another named one left out ("Longgang, Shenzhen" is Longgang)."""
    named = dict.fromkeys(mention.code for mention in mentions(text))
    return tuple(code for code in named if not any(inside(other, code) for other in named if other != code))


def inside(inner: str, outer: str) -> bool:
    """Whether one jurisdiction lies inside another, or is it."""
    return inner == outer or inner.startswith(f"{outer}-")


def place_name(code: str, language: str) -> str:
    """What a jurisdiction is called ("CN-Shenzhen-Nanshan" → "Nanshan"), "" for one that is not known."""
    names = gazetteer()
    shown = names.chinese if language == "zh" else names.english
    return next((shown[name] for name, known in names.codes.items() if known == code), "")


def shown_place(code: str, language: str) -> str:
    """What a jurisdiction is called, its code where that is not known."""
    return place_name(code, language) or code


def deepest_code(text: str) -> str:
    """The jurisdiction that a text speaks of most narrowly, the first where several are ("CN-Shenzhen-Nanshan")."""
    return max(codes_in(text), key=lambda code: code.count("-"), default="")


def lies_in(inner: str, outer: str) -> bool:
    """Whether one jurisdiction lies in another or is it: a district in its city, and a city in its province."""
    return inside(inner, outer) or any(inside(city, outer) for city in _provinces_of(inner))


def places_around(code: str) -> tuple[str, ...]:
    """The names, in both languages, of a jurisdiction and of those it lies in: a district, its city, its country."""
    names = gazetteer()
    found = (name for name, known in names.codes.items() if lies_in(code, known) and names.kinds.get(name) == "place")
    return tuple(
        dict.fromkeys(shown[name] for name in found for shown in (names.english, names.chinese) if name in shown)
    )


def _provinces_of(code: str) -> Iterator[str]:
    """The codes of the places in which a code's places lie, as the table says."""
    names, codes = gazetteer().within, gazetteer().codes
    for part in (part.lower() for part in code.split("-")):
        while part in names:
            part = names[part]
            if part in codes:
                yield codes[part]
