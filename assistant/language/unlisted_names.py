"""Names that no list has: capitalised ones, and Chinese ones told by what they end in or stand beside.

A name counts as found when its words stand in the text, when the dictionary glosses the text's Chinese words with
them, or when Chinese characters of the text are read so (Longgang = 龙岗).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.data import any_of, once, rows
from assistant.language.dictionary import is_word, readings
from assistant.language.folding import same_length_fold
from assistant.language.names import Name
from assistant.language.script import HAN
from assistant.language.terms import Content
from assistant.language.tokens import tokens

_CAPITALISED = re.compile(
    r"(?<![\w'’-])(?:[A-Z][A-Za-z0-9'’&.-]*[A-Za-z0-9]|[A-Z])(?:(?: of the| of| and the| and| for the| for| in the"
    r"| on| the)? (?:[A-Z][A-Za-z0-9'’&.-]*[A-Za-z0-9]|[IVX]+\b))*",
    re.A,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


@once
def _words() -> dict[str, frozenset[str]]:
    return {what: frozenset(words.split(";")) for what, words in rows("unlisted_names.tsv")}


def _any_of(*whats: str) -> str:
    return any_of(word for what in whats for word in _words()[what])


# ---------------------------------------------------------------- capitalised names


def unlisted_names(sentence: str, known: Iterable[Name]) -> list[tuple[str, list[str]]]:
    """Capitalised names outside the list, each with the words of it that name something.

    The first word of the sentence comes in lower case: its capital may mean nothing.
    """
    text = _without(sentence, known)
    first = _WORD.search(text)
    found = []
    for match in _CAPITALISED.finditer(text):
        words = []
        for word in _WORD.finditer(match.group()):
            token = word.group().removesuffix("'s").removesuffix("’s")
            begins = first is not None and match.start() + word.start() == first.start()
            if not token[0].isupper() or token.lower() in _words()["generic"] or len(token) < 2:
                continue
            words.append(token.lower() if begins and not token[1:].isupper() else token)
        if words:
            found.append((match.group(), words))
    return found


def _without(sentence: str, known: Iterable[Name]) -> str:
    """The folded sentence with the names that are known blotted out."""
    plain = same_length_fold(sentence)
    for name in known:
        blot = re.sub(r"[^ ]", "\x00", plain[name.start : name.end])
        plain = plain[: name.start] + blot + plain[name.end :]
    return plain


def ordinary(word: str) -> bool:
    """Whether the dictionary's English side uses a word, in lower case, outside names."""
    stems = tokens(word.lower())
    if not stems:  # a stop word: "Where", "Which"
        return True
    american = re.sub(r"is(e|ed|es|ing|ation|ations)$", r"iz\1", word.lower())
    return any(is_word(stem) for stem in (*stems, *tokens(american)))


def names_found(words: list[str], content: Content, original: str) -> list[str]:
    """The words of a name that a text does not have in any form."""
    missing = []
    han = "".join(HAN.findall(content.folded))
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


def read_aloud(name: str, chinese: str) -> bool:
    """Whether consecutive signs of a Chinese text are pronounced like a name in Latin letters ("Longgang", 龙岗)."""
    sound = re.sub(r"[^a-z]", "", name.lower())
    if not 3 <= len(sound) <= 24:
        return False
    heads = {sound[:length] for length in range(1, 7)}
    for index, sign in enumerate(chinese):
        if not readings().get(sign, frozenset()).isdisjoint(heads) and _sounds_from(chinese, index, sound):
            return True
    return False


def _sounds_from(chinese: str, at: int, sound: str) -> bool:
    if not sound:
        return True
    options = readings().get(chinese[at : at + 1], frozenset())
    return any(sound.startswith(s) and _sounds_from(chinese, at + 1, sound[len(s) :]) for s in options)


# ---------------------------------------------------------------- Chinese names


@once
def _patterns() -> dict[str, re.Pattern[str]]:
    """Patterns of Chinese names, and of what only looks like one, by what they find."""
    place = _any_of("place")
    person = rf"({_any_of('surname')}[\u4e00-\u9fff]{{1,2}})"
    patterns = {
        "body": rf"[\u4e00-\u9fff]{{2}}(?:{_any_of('body')})(?![\u4e00-\u9fff]?[长面])(?<!全局)(?!性|势|限)",
        "any body": _any_of("any body"),
        # 增城区, 坪地街道: at the beginning of a clause or after what places follow
        "place": r"(?:^|[，。；、：（(《“\s\x00]|[在由向对从比到和与])"
        rf"(?!(?:{_any_of('any place')})[\u4e00-\u9fff]{{0,2}}(?:省|市|区|县))"
        rf"([\u4e00-\u9fff]{{2,3}}?(?:{place}))(?![\u4e00-\u9fff]?(?:域|场|民|长|间|块|别|委|政))",
        "place's kind": rf"(?:{place})$",
        "no place": rf"(?:{_any_of('no place')})$",
        "sector": rf"([\u4e00-\u9fff]{{2,4}})(?:{_any_of('sector')})(?![\u4e00-\u9fff]?[园链])",
        "no sector": rf"(?:{_any_of('no sector')}|[一二两三四五六七八九十几]个?大?)$",
        "person": rf"(?:{_any_of('title')}){person}(?={_any_of('says', 'does')})"
        rf"|(?:^|[，。；、“\s]){person}(?=(?:{_any_of('title')})|{_any_of('says')})",
    }
    return {what: re.compile(pattern) for what, pattern in patterns.items()}


def unlisted_bodies(sentence: str, known: Iterable[Name]) -> list[str]:
    """The ends of Chinese names of bodies outside the list: two signs and the kind of body ("环境局")."""
    found = (match.group() for match in _patterns()["body"].finditer(_without(sentence, known)))
    return [name for name in found if not _patterns()["any body"].match(name)]


def shortened(name: str, stated: str) -> bool:
    """Whether a text has a body of which a name is the short form: its signs in order, the kind of body at the end."""
    for full in re.findall(rf"[\u4e00-\u9fff]{{3,20}}?{name[-1]}", stated):
        signs = iter(full)
        if all(sign in signs for sign in name):
            return True
    return False


def unlisted_places(sentence: str, known: Iterable[Name]) -> Iterator[str]:
    """Chinese names of districts, cities and provinces outside the list, without what they are ("增城")."""
    for match in _patterns()["place"].finditer(_without(sentence, known)):
        stem = _patterns()["place's kind"].sub("", match.group(1))
        if len(stem) >= 2 and not _patterns()["no place"].search(stem):
            yield stem


def sectors(sentence: str) -> Iterator[str]:
    """What stands before 行业, 领域 or 产业: the last two signs of it ("健康")."""
    for match in _patterns()["sector"].finditer(same_length_fold(sentence)):
        if not _patterns()["no sector"].search(match.group(1)):
            yield match.group(1)[-2:]


def persons(sentence: str) -> Iterator[str]:
    """Chinese names of persons beside a title or a word of saying."""
    for match in _patterns()["person"].finditer(same_length_fold(sentence)):
        yield match.group(1) or match.group(2)
