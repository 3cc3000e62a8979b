"""The words that carry a text's content, and whether another text has them, in the same language or across."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.data import any_of, once, rows
from assistant.language.dictionary import Term as Translation
from assistant.language.dictionary import translate
from assistant.language.folding import lower_latin, masked, same_length_fold
from assistant.language.names import concepts_in
from assistant.language.packs import words_of_all
from assistant.language.quantities import Quantity, find_quantities
from assistant.language.script import HAN, is_chinese
from assistant.language.tokens import segmented, tokens

LIGHT = words_of_all(lambda pack: pack.light)  # beside the stop words of search
_WORD = re.compile(r"[a-z][a-z'-]*|[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A content word; any of the `english` alternatives, all of whose stems occur, stands for a Chinese one."""

    word: str
    english: tuple[tuple[str, ...], ...] = ()
    concepts: frozenset[str] = frozenset()  # names of data/names.tsv that the word is part of, and lines of synonyms


@dataclass(frozen=True, slots=True)
class Content:
    """What a stretch of text holds, for looking terms up in it."""

    folded: str  # same_length_fold, lower case
    stems: frozenset[str]  # of its Latin words
    glosses: frozenset[str]  # English stems of its Chinese words
    concepts: frozenset[str]  # names of data/names.tsv and lines of synonyms, in whichever language it has them

    def has(self, term: Term) -> bool:
        """Whether the term occurs, by itself or by a translation."""
        if not term.concepts.isdisjoint(self.concepts):
            return True
        if is_chinese(term.word):
            if term.word in self.folded:
                return True
            return any(all(stem in self.stems for stem in words) for words in term.english)
        return term.word in self.stems or term.word in self.glosses


def joined(parts: Iterable[Content]) -> Content:
    """The content of several stretches together."""
    items = list(parts)
    return Content(
        "\n".join(item.folded for item in items),
        frozenset[str]().union(*(item.stems for item in items)),
        frozenset[str]().union(*(item.glosses for item in items)),
        frozenset[str]().union(*(item.concepts for item in items)),
    )


def content_of(text: str, *, glossed: bool) -> Content:
    """The content of a stretch; `glossed` looks its Chinese words up in the dictionary, for English claims."""
    folded = lower_latin(same_length_fold(text))
    stems = frozenset(_stems(_latin(folded)))
    glosses: frozenset[str] = frozenset()
    if glossed and HAN.search(folded):
        found = (stem for term in _translated(folded) for words in term.alternatives for stem in words)
        glosses = frozenset(stem for stem in found if stem not in LIGHT)
    synonyms = _synonyms()
    named = {name for _, _, name in concepts_in(folded)} | {name for _, _, name in _synonyms_in(folded)}
    alike = (synonyms.stems.get(stem, frozenset()) for stem in stems)
    return Content(folded, stems, glosses, frozenset(named).union(*alike))


def _translated(folded: str) -> tuple[Translation, ...]:
    return translate(" ".join(HAN.findall(folded)), "zh", "en")


def _latin(folded: str) -> str:
    words = " ".join(re.findall(r"[a-z][a-z'-]*", folded))
    return words.replace("start-up", "startup").replace("'s", "")


def _stems(latin: str) -> list[str]:
    found = [stem for stem in tokens(latin.replace("-", " ")) if not is_chinese(stem)]
    return found + tokens(" ".join(word.replace("-", "") for word in latin.split() if "-" in word))


def terms_of(text: str) -> tuple[Term, ...]:
    """The content words of a text, each once; figures, markers, modal and stop words are left out."""
    return terms_beside(text, find_quantities(text))


def terms_beside(text: str, quantities: Sequence[Quantity]) -> tuple[Term, ...]:
    """The content words of a text whose quantities are known already."""
    folded = lower_latin(same_length_fold(text))
    folded = masked(folded, [(quantity.start, quantity.end) for quantity in quantities])
    named = list(concepts_in(folded))
    found: dict[str, Term] = {}
    for match in _WORD.finditer(folded):
        inside = frozenset(name for start, end, name in named if start < match.end() and match.start() < end)
        if is_chinese(match.group()):
            _add_chinese(found, match.group(), match.start(), named)
            continue
        for stem in _stems(_latin(match.group())):
            if stem not in LIGHT and len(stem) > 1:
                found.setdefault(stem, Term(stem, (), inside | _synonyms().stems.get(stem, frozenset())))
    return tuple(found.values())


def _add_chinese(found: dict[str, Term], run: str, start: int, named: Sequence[tuple[int, int, str]]) -> None:
    at = 0
    named = [*named, *((start + begin, start + end, name) for begin, end, name in _synonyms_in(run))]
    for word in segmented(run):
        at = run.find(word, at)
        if len(word) < 2 or word in LIGHT:
            continue
        left, right = start + at, start + at + len(word)
        inside = frozenset(name for begin, end, name in named if begin < right and left < end)
        alternatives = tuple(alternative for term in _translated(word) for alternative in term.alternatives)
        found.setdefault(word, Term(word, alternatives, inside))


# ---------------------------------------------------------------- words and names that both languages have


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The lines of data/synonyms.tsv that an English stem or a Chinese word stands in."""

    stems: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    pattern: re.Pattern[str]  # the Chinese words, longer ones first


@once
def _synonyms() -> Synonyms:
    stems: dict[str, frozenset[str]] = {}
    words: dict[str, frozenset[str]] = {}
    for name, english, chinese in rows("synonyms.tsv"):
        concept = frozenset({f"~{name}"})
        for stem in (stem for form in english.split(";") for stem in tokens(form.replace("-", ""))):
            stems[stem] = stems.get(stem, frozenset()) | concept
        for form in chinese.split(";"):
            words[same_length_fold(form)] = words.get(form, frozenset()) | concept
    return Synonyms(stems, words, re.compile(any_of(word for word in words if len(word) > 1)))


def _synonyms_in(folded: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, line) of the Chinese words of a folded text that data/synonyms.tsv has."""
    synonyms = _synonyms()
    for match in synonyms.pattern.finditer(folded):
        for name in synonyms.words[match.group()]:
            yield match.start(), match.end(), name
