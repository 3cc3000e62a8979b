"""What a briefing is to tell of: its questions, each leaning on those before it, the items that they list, and the
places that they name, one by one. A subject of three items that is searched as one gives the documents of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.finding.view import view_of
from assistant.language.names import codes_in, gazetteer, inside, known_names, place_name
from assistant.questions.asking import content_terms
from assistant.questions.question import Question, read_question
from assistant.questions.read_once import Wording
from assistant.records import Record, Turn

if TYPE_CHECKING:
    from assistant.library.index import Index

FEW = 6  # documents of a place, all of which bear on a subject that names it
MOST = 12  # aspects of one subject
_LIST = re.compile(r"[:：,，、;；。?？]|\band\b|\bor\b|以及|[和或]", re.IGNORECASE)
PARTS = re.compile(
    r"(?<!other )\b(?:districts|boroughs|counties|cities|provinces|places)\b|区|各市|各地", re.IGNORECASE
)


@dataclass(frozen=True)
class Aspect:
    """One thing to tell of: what is searched for it, the words that a sentence on it has, its question's number."""

    question: Question
    focus: Wording
    number: int


def aspects_of(index: Index, texts: Sequence[str]) -> list[Aspect]:
    """The questions, then the items that each lists, as many as there is room for."""
    held = view_of(index).held
    asked = [read_question(text, [Turn(one, "") for one in texts[:at]], held) for at, text in enumerate(texts)]
    found = [Aspect(one, one.text, at) for at, one in enumerate(asked)]
    for at, question in enumerate(asked):
        for item in _items(question.text.text):
            whole = read_question(f"{item} – {question.whole.text}", (), held)
            found.append(Aspect(whole, Wording(item), at))
    return found[:MOST]


def _items(text: str) -> Iterator[str]:
    """What a text lists, part by part, without those that are but a place; nothing where it has one part only."""
    parts = [" ".join(part.split()) for part in _LIST.split(text)]
    telling = [part for part in parts if content_terms(Wording(_without_places(part)))]
    if len(telling) > 1:
        yield from telling


def _without_places(text: str) -> str:
    for name in reversed(known_names(text)):
        if name.kind == "place":
            text = f"{text[: name.start]} {text[name.end :]}"
    return text


def instrument_of(record: Record) -> tuple[str, ...]:
    """What a text shares with its translation: place, Chinese title, day of issue."""
    return record.jurisdiction, record.title_zh or record.title, record.issued or ""


@dataclass(frozen=True, slots=True)
class Places:
    """The places that questions name, by their codes. `listed` are several after a colon: the subject is about
    them alone. `whole` are those of which every document has a word: the parts of a named place, where its parts are
    asked for, and named places of few documents. Of other parts `spoken` are those that passages name, `missing` the
    rest, in places of which some part is held."""

    named: tuple[str, ...]
    listed: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def around(self) -> tuple[str, ...]:
        """The places named, with the city or province that a part lies in."""
        return tuple(dict.fromkeys(code.rpartition("-")[0] if code.count("-") > 1 else code for code in self.named))

    def admit(self, place: str) -> bool:
        """Whether a document of a place can be about the listed ones: it lies in one, or around one."""
        return not self.listed or any(inside(place, one) or inside(one, place) for one in self.listed)


def places_of(index: Index, texts: Sequence[str]) -> Places:
    named, wholes, listed = list[str](), list[str](), list[str]()
    for text in texts:
        named += codes_in(text)
        after = codes_in(re.split("[:：]", text, maxsplit=1)[-1]) if re.search("[:：]", text) else ()
        listed += after if len(after) > 1 else ()
        if PARTS.search(_without_places(text)):
            wholes += codes_in(text)
    known = gazetteer()
    codes = dict.fromkeys(known.codes[one] for one in known.codes if known.kinds.get(one) == "place")
    of_documents = {record.jurisdiction for record in index.records.values()}
    parts = [code for code in codes if any(inside(code, place) and code != place for place in wholes)]
    held = [code for code in parts if code in of_documents]
    around = [place for place in wholes if any(inside(code, place) for code in held)]
    others = [c for c in parts if c not in of_documents and any(inside(c, place) for place in around)]
    spoken = [code for code in others if _is_spoken_of(code, index)]
    missing = tuple(code for code in others if code not in spoken)
    counts = Counter(of for record in _instruments(index) for of in dict.fromkeys(named) if inside(record, of))
    few = [code for code in dict.fromkeys(named) if 0 < counts[code] <= FEW]
    return Places(tuple(dict.fromkeys(named)), tuple(listed), (*held, *few), tuple(spoken), missing)


def _instruments(index: Index) -> list[str]:
    """The places of the library's documents, a text and its translation being one."""
    return [key[0] for key in {instrument_of(record) for record in index.records.values()}]


def _is_spoken_of(code: str, index: Index) -> bool:
    """Whether passages have the words of a place's name."""
    names = (place_name(code, language) for language in ("en", "zh"))
    return any(all(index.words.frequency(token) for token in Wording(name).tokens) for name in names if name)
