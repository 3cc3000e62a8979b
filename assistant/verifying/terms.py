"""The words that carry a text's content, and whether another text has them, in the same language or across."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.quantities import find_quantities, same_length_fold
from assistant.quantities.folding import lower_latin, masked
from assistant.translating import translate
from assistant.words import is_chinese, segmented, tokens

# beside the stop words of search: modal and vague words, which modality and figures account for
_LIGHT = frozenset(
    [
        "may",
        "must",
        "shall",
        "might",
        "not",
        "no",
        "nor",
        "none",
        "never",
        "ought",
        "one",
        "two",
        "also",
        "up",
        "most",
        "least",
        "more",
        "less",
        "than",
        "per",
        "each",
        "such",
        "other",
        "any",
        "some",
        "all",
        "only",
        "both",
        "either",
        "very",
        "however",
        "therefore",
        "under",
        "over",
        "between",
        "within",
        "upon",
        "through",
        "during",
        "after",
        "before",
        "yuan",
        "rmb",
        "cny",
        "percent",
        "million",
        "billion",
        "thousand",
        "year",
        "years",
        "day",
        "month",
        "date",
        "include",
        "including",
        "includ",
        "accord",
        "according",
        "make",
        "made",
        "get",
        "use",
        "say",
        "state",
        "provide",
    ]
) | frozenset(
    [
        "应当",
        "应",
        "必须",
        "可以",
        "可",
        "不得",
        "不",
        "未",
        "没有",
        "无",
        "年",
        "月",
        "日",
        "元",
        "万",
        "亿",
        "每年",
        "其中",
        "以及",
        "并",
        "等",
        "按",
        "该",
        "各",
        "本",
        "给予",
        "进行",
        "最高",
        "不超过",
        "至少",
        "以上",
        "以下",
        "家",
        "项",
        "个",
        "条",
        "人",
    ]
)
_HAN = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A content word; any of the `english` alternatives, all of whose stems occur, stands for a Chinese one."""

    word: str
    english: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What a stretch of text holds, for looking terms up in it."""

    folded: str  # same_length_fold, lower case
    stems: frozenset[str]  # of its Latin words
    glosses: frozenset[str]  # English stems of its Chinese words

    def has(self, term: Term) -> bool:
        """Whether the term occurs, by itself or by a translation."""
        if is_chinese(term.word):
            if term.word in self.folded:
                return True
            return any(all(stem in self.stems for stem in words) for words in term.english)
        return term.word in self.stems or term.word in self.glosses


def content_of(text: str, *, glossed: bool) -> Content:
    """The content of a stretch; `glossed` looks its Chinese words up in the dictionary, for English claims."""
    folded = lower_latin(same_length_fold(text))
    latin = " ".join(re.findall(r"[a-z][a-z'-]*", folded))
    stems = frozenset(_stems(latin))
    glosses: frozenset[str] = frozenset()
    if glossed and _HAN.search(folded):
        found = (stem for term in _translated(folded) for words in term.alternatives for stem in words)
        glosses = frozenset(stem for stem in found if stem not in _LIGHT)
    return Content(folded, stems, glosses)


@lru_cache(8192)
def _translated(folded: str):  # type: ignore[no-untyped-def]
    return translate(" ".join(_HAN.findall(folded)), "zh", "en")


def _stems(latin: str) -> Sequence[str]:
    pieces = latin.replace("start-up", "startup").replace("'s", "")
    found = [stem for stem in tokens(pieces.replace("-", " ")) if not is_chinese(stem)]
    return found + tokens(" ".join(word.replace("-", "") for word in pieces.split() if "-" in word))


@lru_cache(2048)
def terms_of(text: str) -> tuple[Term, ...]:
    """The content words of a text, each once; figures, markers, modal and stop words are left out."""
    folded = lower_latin(same_length_fold(text))
    folded = masked(folded, [(quantity.start, quantity.end) for quantity in find_quantities(text)])
    latin = " ".join(re.findall(r"[a-z][a-z'-]*", folded)).replace("start-up", "startup").replace("'s", "")
    found = [Term(stem) for stem in tokens(latin.replace("-", " ")) if stem not in _LIGHT and len(stem) > 1]
    for run in _HAN.findall(folded):
        for word in segmented(run):
            if len(word) > 1 and word not in _LIGHT:
                alternatives = tuple(a for term in _translated(word) for a in term.alternatives)
                found.append(Term(word, alternatives))
    return tuple(dict.fromkeys(found))
