"""Which kind of fact a question asks for, and whether a sentence holds one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from assistant.language.packs import PACKS
from assistant.language.quantities import find_quantities


class Sought(StrEnum):
    """The kind of fact that a question asks for."""

    MONEY = "money"
    RATE = "rate"
    COUNT = "count"
    DATE = "date"
    DURATION = "duration"
    BODY = "body"
    CONTACT = "contact"
    PERSON = "person"
    REASON = "reason"
    ANY = "any"


DIMENSIONS = {
    Sought.MONEY: {"money"},
    Sought.RATE: {"percent", "points"},
    Sought.COUNT: {"count", "number"},
    Sought.DATE: {"date"},
    Sought.DURATION: {"duration", "date"},
}

_WORDS = tuple(pack.facts for pack in PACKS.values() if pack.facts)


def _patterns(field: str, names: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """A table of patterns, of all languages."""
    tables = [getattr(words, field) for words in _WORDS]
    named = {name: "|".join(table[name] for table in tables if name in table) for name in names}
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in named.items()}


# First match wins: "how much per cent" is a rate, "how long" no count.
_ORDER = ("contact", "reason", "person", "rate", "duration", "date", "money", "count", "body")
_ASKED = {Sought(name): pattern for name, pattern in _patterns("asks", _ORDER).items()}
STATED = {Sought(name): pattern for name, pattern in _patterns("states", ("body", "person", "reason")).items()}
STATED[Sought.CONTACT] = re.compile(r"(?<!\d)(?:\+?\d{1,3}[- ])?\d{3,4}[- ]?\d{4}(?!\d)|\S+@\S+\.\w+|https?://|\bwww\.")
# A contact detail is asked for by its sort: a web address is no telephone number.
_DETAILS = {
    "telephone": re.compile(r"(?<![\w/.=-])(?:\+?\d{1,3}[- ])?(?:0\d{2,3}[- ])?\d{4}[- ]?\d{4}(?![\w/.=-]*\d|元)"),
    "mail": re.compile(r"\S+@\S+\.\w+"),
    "web": re.compile(r"https?://|\bwww\."),
    "street": re.compile("|".join(words.street for words in _WORDS)),
    "wechat": re.compile("微信|(?i:wechat)"),
}
_DETAILS_ASKED = _patterns("details", _DETAILS)
_USUAL = ("telephone", "mail", "web")  # details where the question names no sort
# Offices that are the same in any language; "deputy" makes another of each.
_OFFICES = _patterns("offices", _WORDS[0].offices)
_OFFICE = re.compile(
    rf"(?i)({'|'.join(words.deputy for words in _WORDS)})?"
    rf"(?:{'|'.join(f'(?P<{name}>{pattern.pattern})' for name, pattern in _OFFICES.items())})"
)
_NO_PERSON = (
    "The|Deputy|Vice|Chief|Acting|Municipal|District|Article|Office|Officer|Bureau|City|State|New|Act|AI|Government"
    "|Department|Commission|Committee|Council|Agency|Institute|Scheme|Camp|Measures|Plan|Executive|Order|Section"
)
PERSONAL = re.compile(
    rf"\b(?!(?:{_NO_PERSON})\b)[A-Z][a-z]+ (?!(?:{_NO_PERSON})\b)[A-Z][a-z]+\b|[\u4e00-\u9fff]{{2,3}}[（(][A-Z]"
)


def offices_in(text: str) -> set[str]:
    """The offices that a text speaks of: "head", "deputy head", "mayor" …"""
    return {("deputy " if match.group(1) else "") + str(match.lastgroup) for match in _OFFICE.finditer(text)}


def gives_contact(question: str, sentence: str) -> bool:
    """Whether a sentence holds a contact detail of the sort asked for; of any sort where the question names none."""
    wanted = [name for name, asked in _DETAILS_ASKED.items() if asked.search(question)]
    return any(_DETAILS[name].search(sentence) for name in wanted or _USUAL)


def gives_person(question: str, sentence: str) -> bool:
    """Whether a sentence names a person who holds the office that the question asks about."""
    asked, held = offices_in(question), offices_in(sentence)
    return bool(asked & held if asked else held) and bool(PERSONAL.search(sentence))


def sought(question: str) -> Sought:
    """Which kind of fact the question asks for."""
    return next((kind for kind, asked in _ASKED.items() if asked.search(question)), Sought.ANY)


def all_sought(question: str) -> tuple[Sought, ...]:
    """Every kind of fact that the question may ask for: "the cap, and the deadline?" asks for two."""
    return tuple(kind for kind, asked in _ASKED.items() if asked.search(question))


def holds(kind: Sought, sentence: str) -> bool:
    """Whether the sentence holds a fact of the kind; False for no kind in particular."""
    if kind in STATED:
        return bool(STATED[kind].search(sentence))
    wanted = DIMENSIONS.get(kind, set())
    return bool(wanted) and any(quantity.dimension in wanted for quantity in find_quantities(sentence))
