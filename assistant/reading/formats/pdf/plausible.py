"""Whether a page's text layer can be what the page shows: fonts may say other characters than they draw."""

from __future__ import annotations

import re
import unicodedata

FEWEST = 80  # letters of a page from which its text is judged
UNMAPPED = 0.12  # share of characters that stand for nothing
ODD = 0.45  # share of signs that are neither letters nor figures nor usual marks
COMMON_PAIRS = 0.44  # share of the commonest pairs of letters; of 1,287 real pages in English none has below .50
RARE_PAIRS = 0.3  # share below which little words, which chance may make, say nothing for the text
COMMON_WORDS = 0.02  # share of little words; lists of names have few, and their pairs are usual
COMMON_HAN = 0.08  # share of common characters; of real pages in Chinese, tables among them, none has below .21
_PAIRS = frozenset(
    [
        "th",
        "he",
        "in",
        "er",
        "an",
        "re",
        "on",
        "at",
        "en",
        "nd",
        "ti",
        "es",
        "or",
        "te",
        "of",
        "ed",
        "is",
        "it",
        "al",
        "ar",
        "st",
        "to",
        "nt",
        "ng",
        "se",
        "ha",
        "as",
        "ou",
        "io",
        "le",
        "ve",
        "co",
        "me",
        "de",
        "hi",
        "ri",
        "ro",
        "ic",
        "ne",
        "ea",
        "ra",
        "ce",
        "li",
        "ch",
        "ll",
        "be",
        "ma",
        "si",
        "om",
        "ur",
        "la",
        "el",
        "ta",
        "di",
        "ei",
        "ie",
        "ge",
        "un",
        "qu",
        "ai",
        "em",
        "us",
        "tr",
        "is",
        "et",
        "ns",
        "ui",
        "pr",
        "il",
        "ss",
        "ac",
        "ec",
        "tu",
        "ca",
        "ol",
        "ct",
    ]
)
_WORDS = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "for",
        "be",
        "or",
        "on",
        "by",
        "with",
        "as",
        "that",
        "this",
        "are",
        "at",
        "from",
        "an",
        "it",
        "not",
        "which",
        "shall",
        "may",
        "will",
        "any",
        "de",
        "la",
        "le",
        "les",
        "et",
        "des",
        "en",
        "du",
        "un",
        "une",
        "pour",
        "que",
        "dans",
        "der",
        "die",
        "und",
        "das",
        "zu",
        "den",
        "von",
        "mit",
        "ist",
    ]
)
_HAN = re.compile("[\u4e00-\u9fff]")
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们规定第条政府发展支持企业應為與實關於經濟项目及对年日本市办法通知应当机关資料"
    "管理服务技术数据工作部门相关行业创新智能安全社会公共建设提供使用进行单位情况重点"
)


def is_doubtful(text: str) -> bool:
    """Whether so much of a page's text is unlikely that its fonts must say other characters than they draw."""
    signs = [character for character in text if not character.isspace()]
    if len(signs) < FEWEST:
        return False
    if sum(map(_stands_for_nothing, signs)) > UNMAPPED * len(signs):
        return True
    if sum(not character.isalnum() and character not in _USUAL for character in signs) > ODD * len(signs):
        return not re.search(r"([._\-·…])\1{5}", text)  # rules and leaders are no sign of it
    han = _HAN.findall(text)
    if len(han) >= FEWEST and len(han) > 0.3 * len(signs):
        return sum(character in _COMMON for character in han) < COMMON_HAN * len(han)
    words = re.findall("[a-z]+", text.lower())
    pairs = [word[at : at + 2] for word in words for at in range(len(word) - 1)]
    if len(pairs) < FEWEST or sum(map(len, words)) < 0.4 * len(signs):
        return False
    usual = sum(pair in _PAIRS for pair in pairs) / len(pairs)
    return usual < RARE_PAIRS or (
        usual < COMMON_PAIRS and sum(word in _WORDS for word in words) < COMMON_WORDS * len(words)
    )


_USUAL = frozenset(""".,;:!?()[]{}'\"“”‘’/%&-–—•·*#@+=<>|°§€$£¥。，；：！？（）《》〈〉、【】〔〕…~_""")


def _stands_for_nothing(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc")
