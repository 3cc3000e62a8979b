"""A word put in place of another: the claim follows a sentence of its passage, and between words of both stands one
that the passage does not have there. Words that the dictionary gives as translations of one another's pass for each
other. In one language only: between two the order of words says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.finding.translating import translate
from assistant.quantities import find_quantities, same_length_fold
from assistant.quantities.folding import lower_latin
from assistant.storing.words import is_chinese, segmented, tokens
from assistant.verifying.case import Case, Fault
from assistant.verifying.matching import match_sentences
from assistant.verifying.names import known_names, verbal
from assistant.verifying.terms import LIGHT, terms_of

FOLLOWS = 0.75  # share of the claim's words that stand in the sentence, in its order
FEWEST = 2  # of them
_PIECE = re.compile(r"[a-z][a-z'-]*(?:\d[a-z0-9-]*)?|[\u3400-\u9fff]+")
_END = re.compile(r"[.;。；](?=\s|$)|[。；\n]")


@dataclass(frozen=True, slots=True)
class Word:
    """A content word, name ("@" and its id) or figure ("#" and its dimension) at text[start:end]."""

    key: str
    start: int
    end: int


def faulty_slot(case: Case) -> Fault:
    """A fault for a word of the claim in whose place a sentence that it follows has another."""
    if case.across:
        return None
    claim = words_of(case.text)
    best = match_sentences(replace(case.claim, quantities=()), case.terms, case.passages)
    if best.reading is None or len(claim) <= FEWEST:
        return None
    for quote in dict.fromkeys((best.quote, best.reading.text[slice(*best.part)])):
        fault = _compare(case.text, claim, quote)
        if fault is not None:
            return fault
    return None


def _compare(text: str, claim: tuple[Word, ...], quote: str) -> Fault:
    stated = words_of(quote)
    said, had = [word.key for word in claim], [word.key for word in stated]
    codes = SequenceMatcher(None, said, had, autojunk=False).get_opcodes()
    equal = sum(right - left for tag, left, right, _, _ in codes if tag == "equal")
    if equal < FEWEST or equal < FOLLOWS * len(said):
        return None
    for (before, *_), (tag, left, right, start, stop), (after, *_) in zip(
        [("equal", 0), *codes], codes, [*codes[1:], ("equal", 0)], strict=False
    ):
        if tag != "replace" or right - left != 1 or stop - start != 1 or (left == 0) != (start == 0):
            continue
        ours, theirs = claim[left], stated[start]
        if (
            before == after == "equal"
            and ours.key not in had
            and theirs.key not in said
            and _differ(ours.key, theirs.key)
        ):
            one, two = text[ours.start : ours.end], quote[theirs.start : theirs.end]
            return f'the passage says "{two}" here, not "{one}"', f"{one} ≠ {two}"
    return None


def _differ(one: str, two: str) -> bool:
    """Whether what stands in a slot is another thing, as far as the dictionary knows; verbs have too many synonyms."""
    if "#" in (one[0], two[0]):
        return False  # figures are compared by their values
    if "@" in (one[0], two[0]):
        return one[0] == two[0]
    return not akin(one, two) and _names_a_thing(one) and _names_a_thing(two)


@lru_cache(4096)
def _names_a_thing(word: str) -> bool:
    if is_chinese(word):
        import rjieba

        return all(kind[0] in "nab" or kind == "vn" for _, kind in rjieba.tag(word))
    return not verbal(word)


@lru_cache(4096)
def akin(one: str, two: str) -> bool:
    """Whether two words of one language may stand for each other: the same sign or stem, or a translation in common."""
    if is_chinese(one) != is_chinese(two):
        return True
    if is_chinese(one):
        return bool(set(one) & set(two)) or bool(_translations(one) & _translations(two))
    return one[:4] == two[:4] or bool(_translations(one) & _translations(two))


@lru_cache(4096)
def _translations(word: str) -> frozenset[tuple[str, ...]]:
    source, target = ("zh", "en") if is_chinese(word) else ("en", "zh")
    concepts = {(name,) for term in terms_of(word) for name in term.concepts}
    return frozenset(found for term in translate(word, source, target) for found in term.alternatives) | concepts


@lru_cache(1024)
def words_of(text: str) -> tuple[Word, ...]:
    """The content words of a text in order, with its names and figures as one word each."""
    folded = lower_latin(same_length_fold(text))
    taken = [(q.start, q.end, f"#{q.dimension}") for q in find_quantities(text)]
    taken += [
        (n.start, n.end, f"@{n.id}")
        for n in known_names(text)
        if not any(a < n.end and n.start < b for a, b, _ in taken)
    ]
    plain = list(folded)
    for start, end, _ in taken:
        plain[start:end] = "\x00" * (end - start)
    found = [Word(key, start, end) for start, end, key in taken]
    for match in _PIECE.finditer("".join(plain)):
        if not is_chinese(match.group()):
            stems = [stem for stem in tokens(match.group().replace("-", " ")) if stem not in LIGHT]
            found += [Word(stem, match.start(), match.end()) for stem in stems[:1]]
            continue
        at = match.start()
        for word in segmented(match.group()):
            at = folded.find(word, at)
            if len(word) > 1 and word not in LIGHT:
                found.append(Word(word, at, at + len(word)))
            at += len(word)
    return tuple(sorted(found, key=lambda word: word.start))
