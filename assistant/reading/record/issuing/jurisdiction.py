"""What is peculiar to the texts of one jurisdiction: the form that each fills, and what its patterns are read with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from assistant.reading.record.clauses import Dated, Formula
from assistant.records import Kind, Relation, Status

Parts = Mapping[str, str]  # a number's named groups, tidied


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A document number in a text; `start` and `end` are offsets, `display` the usual short spelling."""

    start: int
    end: int
    text: str
    canonical: str
    display: str


@dataclass(frozen=True, slots=True)
class NumberForm:
    """A kind of document number: how it is printed, and how its parts give its canonical form and usual spelling."""

    pattern: re.Pattern[str]
    read: Callable[[Parts], tuple[str, str]]

    def find(self, text: str) -> Iterator[FoundNumber]:
        for match in self.pattern.finditer(text):
            yield FoundNumber(match.start(), match.end(), match.group(), *self.read(_tidied(match)))


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """How the texts of one jurisdiction are numbered, headed, dated, and what they do to others.

    Patterns of titles have a group `t`, those of issuers a group `i`. All are tried on every text, in the order of the
    list of jurisdictions: nothing is known yet of whose a text is.
    """

    numbers: tuple[NumberForm, ...] = ()
    further_numbers: Callable[[str], Iterator[FoundNumber]] = lambda text: iter(())  # what no one pattern reads
    kinds: Mapping[str, Kind] = field(default_factory=dict)  # by the beginning of a canonical number
    ordering: re.Pattern[str] | None = None  # words with which a regulation begins, whatever its title
    issuers: tuple[re.Pattern[str], ...] = ()
    mentions: tuple[re.Pattern[str], ...] = ()  # issuers, on weaker grounds: tried when nothing else names one
    spellings: Mapping[str, str] = field(default_factory=dict)  # of issuers, by their words in capitals
    ordering_bodies: re.Pattern[str] | None = None  # that a canonical number names
    signatory: tuple[str, str] = ("", "")  # whose all texts with a number that begins so are
    titles: tuple[re.Pattern[str], ...] = ()
    titled_issuers: re.Pattern[str] | None = None  # bodies that titles begin with
    issued: tuple[Formula, ...] = ()
    journals: tuple[Formula, ...] = ()  # dates in running heads: tried when the text itself states none
    effective: tuple[Callable[[str, Dated | None], Dated | None], ...] = ()  # (text, issued), reckoned from a rule
    laws_effective: tuple[Callable[[str, Dated | None], Dated | None], ...] = ()  # of laws alone, for want of others
    at_once: tuple[str, ...] = ()  # canonical numbers that begin so are of texts in force from their signature on
    standing: Callable[[str], tuple[Status, str] | None] = lambda text: None  # a status stated outright, with a note
    relations: tuple[Callable[[str], Iterator[Relation]], ...] = ()


def number(pattern: str, canonical: str, shown: str, flags: int = re.I) -> NumberForm:
    """A form whose canonical form (in lower case) and spelling are templates over the groups of its pattern.

    A name in capitals stands for its group in capitals.
    """
    return NumberForm(re.compile(pattern, flags), lambda parts: (canonical.format_map(parts).lower(),
                                                                 shown.format_map(parts)))  # fmt: skip


def number_read_by(read: Callable[[Parts], tuple[str, str]], pattern: str) -> NumberForm:
    """A form whose parts a function puts together."""
    return NumberForm(re.compile(pattern, re.I), read)


HYPHEN = r"[-‐‑–—−]"


def tidy(text: str) -> str:
    """The words of a number without spaces, in half width, with one kind of hyphen."""
    return re.sub(HYPHEN, "-", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))


def _tidied(match: re.Match[str]) -> Parts:
    parts = {name: tidy(words or "") for name, words in match.groupdict().items()}
    if parts.get("serial", "").isdecimal():
        parts["serial"] = str(int(parts["serial"]))
    return parts | {name.upper(): words.upper() for name, words in parts.items()}
