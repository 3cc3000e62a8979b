"""Number words and figures of English and Chinese, as exact values.

Everything here reads a text that went through `same_length_fold` and `lower_latin`.
"""

from __future__ import annotations

import re
from fractions import Fraction

HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2}
HAN_DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
HAN_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
HAN_MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_HAN = "".join(HAN_DIGITS) + "".join(HAN_TENS) + "".join(HAN_MYRIADS)

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
_UNITS += ["seventeen", "eighteen", "nineteen"]
ENGLISH = {word: value for value, word in enumerate(_UNITS)}
ENGLISH |= {
    w: 20 + 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}
ENGLISH_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SCALES = ENGLISH_SCALES | {
    "mln": 10**6, "mn": 10**6, "mio": 10**6, "bln": 10**9, "bn": 10**9, "tn": 10**12, "trn": 10**12,
    "k": 10**3, "m": 10**6, "b": 10**9,
}  # fmt: skip
_ORDINAL_WORDS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
_ORDINAL_WORDS += " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
ORDINALS = {word: value for value, word in enumerate(_ORDINAL_WORDS.split(), start=2)}

_word = "|".join(sorted([*ENGLISH, *ENGLISH_SCALES], key=len, reverse=True))
ARABIC = (
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"  # 1,646
    r"|\d{1,3}(?: \d{3})+(?![\d,])(?:\.\d+)?"  # 35 000 000, checked again by grouped_by_space
    r"|\d+(?:\.\d+)?"
)
HAN_NUMBER = rf"[{_HAN}]+(?:点[{''.join(HAN_DIGITS)}]+[{''.join(HAN_MYRIADS)}]*)?"
ENGLISH_NUMBER = rf"\b(?:half |(?:a )?quarter of )?(?:an? )?(?:{_word})(?:(?:[ -]+(?:and )?)(?:{_word}))*\b"


def han_value(token: str) -> Fraction | None:
    """三千五百万 → 35,000,000; 二零二二 → 2022; 一点五亿 → 150,000,000; None when it is no number."""
    if len(token) > 40:
        return None
    whole, point, rest = token.partition("点")
    if point:
        decimals = re.match(rf"[{''.join(HAN_DIGITS)}]+", rest)
        base = han_value(whole)
        if decimals is None or base is None:
            return None
        digits = "".join(str(HAN_DIGITS[c]) for c in decimals.group())
        value = base + Fraction(int(digits), 10 ** len(digits))
        for scale in rest[decimals.end() :]:
            value *= HAN_MYRIADS[scale]
        return value
    if len(token) > 1 and all(c in HAN_DIGITS for c in token):
        return Fraction(int("".join(str(HAN_DIGITS[c]) for c in token)))
    return _han_positional(token)


def _han_positional(token: str) -> Fraction | None:
    total, section, digit = 0, 0, None
    for character in token:
        if character in HAN_DIGITS:
            if digit:  # two digits in a row without a place between them: not a number in words
                return None
            digit = HAN_DIGITS[character]
        elif character in HAN_TENS:
            section += (1 if digit is None else digit) * HAN_TENS[character]
            digit = None
        else:
            scale = HAN_MYRIADS[character]
            section += digit or 0
            if not section and not total:
                return None
            if section:
                # 万亿 multiplies what came before; 三亿五千万 adds
                total = (total + section) * scale if total and total < scale else total + section * scale
            else:
                total *= scale
            section, digit = 0, None
    value = total + section + (digit or 0)
    return Fraction(value) if value or token in "零" else None


def english_value(token: str) -> Fraction | None:
    """ "twenty-five", "one hundred and fifty", "a million" → value; None when the words do not make a number."""
    for part, share in (("half ", 2), ("a quarter of ", 4), ("quarter of ", 4)):  # "half a million"
        if token.startswith(part):
            whole = english_value(token.removeprefix(part))
            return None if whole is None or whole < 100 else whole / share
    words = [word for word in re.split(r"[ -]+", token) if word not in ("and", "a", "an")]
    if not words or len(words) > 20:
        return None
    total, section = 0, 0
    for index, word in enumerate(words):
        if word in ENGLISH:
            value = ENGLISH[word]
            previous = ENGLISH.get(words[index - 1]) if index else None
            if previous is not None and not (previous >= 20 and previous % 10 == 0 and 0 < value < 10):
                return None
            section += value
        elif word == "hundred":
            section = (section or 1) * 100
        else:
            total += (section or 1) * ENGLISH_SCALES[word]
            section = 0
    return Fraction(total + section)


def arabic_value(token: str) -> Fraction:
    """ "1,646", "35 000 000", "38.7" → value."""
    return Fraction(token.replace(",", "").replace(" ", ""))


def han_scale(token: str) -> int:
    """万 → 10,000, 千万 → 10,000,000, 万亿 → 10¹², as they follow figures (1.5亿, 3千万)."""
    scale = 1
    for character in token:
        scale *= HAN_TENS.get(character) or HAN_MYRIADS[character]
    return scale
