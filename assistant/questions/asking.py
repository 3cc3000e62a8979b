"""What a question asks for: the thing ("parking fee" in "What is the parking fee at the Model Camp?"), what is counted,
and its words without those by which people ask.

The thing is found by what stands beside the question word, without a parser. What only says of which sort the answer is
(an amount, a day, the highest) is left out: `assistant.language.sought` sees to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.data import any_of, once, rows
from assistant.language.terms import Term
from assistant.language.tokens import tokens
from assistant.questions.read_once import Wording

LONGEST = 4  # words of a thing asked for
_AUXILIARY = (
    "is|are|was|were|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would|'s|’s|be|been|being"
)
_PREPOSITION = (
    "of|in|for|to|at|on|by|with|from|under|per|about|into|between|after|before|during|over|against|as|since|within"
)
_BREAK = re.compile(
    rf"(?:^|\s)(?:{_AUXILIARY}|{_PREPOSITION}|and|or|that|which|who|if|when|than)(?=\s|$)|[,.;:?!()\"“”]"
)
_ASKING = re.compile(
    rf"\b(?:how (?:many|much)|what|which|whose|who)\b(?P<be>(?:\s|'|’)(?:{_AUXILIARY})\b)?\s*"
    r"(?P<article>(?:the|a|an|its|their|all|each|any|kinds? of|sorts? of|types? of)\s+)*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SPEAKER = re.compile(
    rf"\s*(?:\w+\s+)?(?:{_AUXILIARY}|{_PREPOSITION})\s+(?:the\s+|a\s+|an\s+)?(.*)", re.IGNORECASE | re.DOTALL
)
_WORD = re.compile(r"[\w'’-]+")
_COUNTED = re.compile(r"\b(?:how many|(?<!document )number of)\s+(.*)", re.IGNORECASE | re.DOTALL)
_COUNTED_ZH = re.compile(r"(?:多少|(?<!哪)几)(?:个|家|名|位|种|项|条|份|所|次|款|台|件|辆|类)([\u4e00-\u9fff]{2})")
_ASKING_ZH = re.compile(
    r"(?:多少|哪(?:几|一)?(?:个|家|些|种|位|条|类|项|份|所|款|部|天|年|月|日|里)?|几(?:个|家|项|条|名|类|种|所|次|位|天|年|月|成)|(?<![为為])什么|何种|谁)"
    r"(?:个|家|名|位|种|项|条|份|所|次|款|台|件|辆|平方米|吨|小时|工作日|万|亿|元|钱|人)*"
)
_AFTER = re.compile(r"\s+((?:[a-z][a-z-]+\s*){1,3})|([\u4e00-\u9fff]{2,6})", re.IGNORECASE)
_NAMED = re.compile(
    r"([A-Za-z]{4,}|[\u4e00-\u9fff]{2})\s?(\d{1,2}(?:\s*(?:,|、|/|&|\band\b|\bor\b|和|及|与)+\s*\d{1,2})*)(?![\d.%])"
)
_KNOWN = re.compile(
    r"(?:^|\b(?:the|its|their|these|those|all|which|what|list|name|found|has|have)\s|[哪这那的把出])\W*$", re.IGNORECASE
)
MANY = 50  # from which on a number is no count of things that a text lists
_BREAK_ZH = re.compile(r"[，。？！；：、,?!;:\s]")
_PREDICATE_ZH = re.compile(r"(?:是|为|有|叫|达到|可以|能|要|需要)+$")


@dataclass(frozen=True, slots=True)
class AskingWords:
    """The lists of data/asking_words.tsv: words as a text's terms are, those of `sorts` as they are written."""

    small_talk: frozenset[str]
    figures: frozenset[str]
    reporting: frozenset[str]
    sorts: frozenset[str]
    only_sorts: re.Pattern[str]  # a Chinese word made of nothing else


@once
def asking_words() -> AskingWords:
    """The words by which people ask, of either language."""
    lists = {(name, language): words.split() for name, language, words in rows("asking_words.tsv")}

    def stems(name: str) -> frozenset[str]:
        return frozenset(tokens(" ".join(lists[name, "en"]))) | frozenset(lists[name, "zh"])

    only = re.compile(f"(?:{any_of(lists['sorts', 'zh'])})+")
    return AskingWords(stems("small talk"), stems("figures"), stems("reporting"), frozenset(lists["sorts", "en"]), only)


def content_terms(question: Wording) -> tuple[Term, ...]:
    """The content words of a question without those by which people ask."""
    return tuple(term for term in question.terms if term.word not in asking_words().small_talk)


def head_of(question: Wording) -> str:
    """The words asked for, "" where none stand beside a question word."""
    return (_head_zh if question.language == "zh" else _head_en)(question.folded)


def counted(question: Wording) -> str:
    """What "how many" asks to count ("companies", "企业"), "" where that is not asked."""
    english = _COUNTED.search(question.folded)
    if english:
        return " ".join(_WORD.findall(_until_break(english.group(1)))[:3])
    chinese = _COUNTED_ZH.search(question.folded)
    return chinese.group(1) if chinese else ""


def things_counted(question: Wording, *, known: bool = True) -> Iterator[tuple[int, str]]:
    """Each number of things that are said to be so many, with the words after it: (10, "principles of the"); only of
    those that are taken for `known` ("the ten", 哪九个), if asked."""
    for one in question.quantities:
        after = _AFTER.match(question.text, one.end)
        plain = one.dimension in ("number", "count") and not one.is_name and one.value.denominator == 1
        taken = not known or _KNOWN.search(question.text, 0, one.start)
        if after and plain and taken and 1 < one.value < MANY:
            yield int(one.value), after.group(1) or after.group(2)


def items_named(question: Wording) -> tuple[tuple[int, ...], str]:
    """The numbers that stand behind a word, and the word: ((4, 6, 8), "principles"); ((), "") for none."""
    named = _NAMED.search(question.text)
    return (tuple(map(int, re.findall(r"\d+", named.group(2)))), named.group(1)) if named else ((), "")


def _head_en(text: str) -> str:
    match = _ASKING.search(text)
    if not match:
        return ""
    rest = match.group("rest")
    phrase = _until_break(rest)
    if not match.group("be") and not _worth(phrase):
        # "What did the mayor of X say": the speaker; "how much of the fee": what follows the preposition
        after = _SPEAKER.match(rest)
        phrase = _until_break(after.group(1)) if after else phrase
    return " ".join(_worth(phrase)[:LONGEST])


def _until_break(text: str) -> str:
    found = _BREAK.search(text)
    return text[: found.start()] if found else text


def _worth(phrase: str) -> list[str]:
    sorts = asking_words().sorts
    return [word for word in _WORD.findall(phrase) if word.lower() not in sorts and not word.isdigit()]


def _head_zh(text: str) -> str:
    import rjieba

    match = _ASKING_ZH.search(text)
    if not match:
        return ""
    before = re.split(r"[，。？！；：、,?!;:\s《》“”]", text[: match.start()])[-1]
    after = _BREAK_ZH.split(text[match.end() :])[0]
    tail = re.split("[的对给由]", _PREDICATE_ZH.sub("", before))[-1]

    def telling(phrase: str) -> list[str]:
        return [word for word in rjieba.cut(phrase) if len(word) > 1 and not asking_words().only_sorts.fullmatch(word)]

    return " ".join(telling(after)[:2] or telling(tail)[-2:])
