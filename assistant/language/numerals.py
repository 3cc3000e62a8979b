"""Numerals ↔ exact numbers, in every language that has a pack: the one reader and the one writer.

A caller admits what its pattern lets through (figures, Chinese numerals, English words, shares), and takes an exact
value (`value_of`), a whole number (`whole_number`), or the number of a part, which may be Roman (`number_of_part`).
"""

from __future__ import annotations

import re
from fractions import Fraction

from assistant.language.packs import PACKS

LONGEST = 60  # characters of a number; longer runs are noise


def _of_all(field: str) -> dict[str, int]:
    return {word: value for pack in PACKS.values() for word, value in getattr(pack, field).items()}


_NUMBERS, _MULTIPLIERS, _SCALES, _DENOMINATORS = map(_of_all, ("numbers", "multipliers", "scales", "denominators"))
DIGITS = {sign: str(value) for sign, value in _NUMBERS.items() if len(sign) == 1 and value < 10}
"""Signs that stand for a digit, as in 二〇二四, apart from decimal digits of any width."""

# For patterns: what may stand in a Chinese numeral, within brackets, and whole numerals as texts have them.
HAN = "".join(sign for table in (_NUMBERS, _MULTIPLIERS, _SCALES) for sign in table if len(sign) == 1)
HAN_OR_DIGIT = f"{HAN}0-9０-９"
_SIGNS = "".join(DIGITS)
HAN_NUMBER = rf"[{HAN}]+(?:点[{_SIGNS}]+[{''.join(s for s in _SCALES if len(s) == 1)}]*)?"
WORDS = sorted((w for w in (*_NUMBERS, *_MULTIPLIERS, *_SCALES) if w.isascii()), key=len, reverse=True)
_WORD = f"(?:{'|'.join(WORDS)})"
WORD_NUMBER = rf"\b(?:half |(?:a )?quarter of )?(?:an? )?{_WORD}(?:[ -]+(?:and )?{_WORD})*\b"
FIGURES = (
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"  # 1,646
    r"|\d{1,3}(?: \d{3})+(?![\d,])(?:\.\d+)?"  # 35 000 000
    r"|\d+(?:\.\d+)?"
)

_GROUPS = re.compile(r"(?<=\d)[, ](?=\d{3})")
_PIECE = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|[^\s-]")
_POINT = re.compile(rf"(?P<whole>[{HAN}]+)点(?P<digits>[{_SIGNS}]+)(?P<scale>[{HAN}]*)")
_OF_A = re.compile(r"(?:an? )?(?P<part>half|quarter)(?: of)? (?P<whole>an? .+|[a-z]+)")  # "half a million"
_PARTS = re.compile(rf"(?P<count>.+?)[ -](?P<part>{'|'.join(_DENOMINATORS)})s?")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def value_of(text: str) -> Fraction | None:
    """The exact value of a numeral, None for what is none.

    Reads figures (1,646 · 38.7 · ３８), Chinese numerals (一百零二, 廿三, 二〇二四, 一点五亿), both mixed (3千万),
    English words ("twenty-five", "half a million"), and shares (百分之三十, 三成五, 三分之二, "two thirds").
    """
    text = text.strip()
    if text.isdecimal() and len(text) <= LONGEST:
        return Fraction(int(text))
    if not text or len(text) > LONGEST:
        return None
    if all(sign in DIGITS or sign.isdecimal() for sign in text):
        return Fraction(int("".join(DIGITS.get(sign, sign) for sign in text)))
    if text.isascii():
        text = _GROUPS.sub("", text.lower())
        share = _OF_A.fullmatch(text) or _PARTS.fullmatch(text)
        return _english_share(share) if share else _positional(_PIECE.findall(text))
    if "分之" in text:  # 百分之三十, 三分之二
        under, over = map(value_of, text.split("分之", 1))
        return over / under if over is not None and under else None
    if "成" in text:  # 三成五, 三成半
        tenths, _, rest = text.partition("成")
        value, more = value_of(tenths), Fraction(5) if rest == "半" else value_of(rest or "零")
        return None if value is None or more is None else (value * 10 + more) / 100
    if match := _POINT.fullmatch(text):
        whole, scale = value_of(match["whole"]), value_of(match["scale"] or "一")
        digits = "".join(DIGITS[sign] for sign in match["digits"])
        return None if whole is None or scale is None else (whole + Fraction(int(digits), 10 ** len(digits))) * scale
    return _positional(_PIECE.findall(text))


def whole_number(text: str) -> int | None:
    """The whole number that a numeral says, None for what is none."""
    value = value_of(text)
    return value.numerator if value is not None and value.denominator == 1 else None


def number_of_part(text: str) -> int | None:
    """The number of an article or annex: a whole number, a Roman numeral or a Latin letter (B → 2), in that order."""
    text = text.strip()
    value = whole_number(text)
    if value is None:
        value = from_roman(text)
    if value is None and re.fullmatch("[A-Za-z]", text):
        value = ord(text.upper()) - ord("A") + 1
    return value


def _positional(pieces: list[str]) -> Fraction | None:
    """三亿五千万, "two hundred and fifty thousand": numbers, what multiplies each, and what multiplies all before."""
    total = section = Fraction(0)
    number: Fraction | None = None
    below = 0  # the last multiplier of the section: the next one must be smaller
    for piece in pieces:
        if piece in ("and", "a", "an"):
            continue
        if piece in _NUMBERS or piece[0].isdecimal():
            value = Fraction(_NUMBERS.get(piece, piece))
            joins = number and number >= 20 and number % 10 == 0 and 0 < value < 10 and not piece[0].isdecimal()
            if number and not joins:
                return None  # 一二十: two numbers in a row
            number = (number or 0) + value
        elif piece in _MULTIPLIERS:
            if below and _MULTIPLIERS[piece] >= below:
                return None
            below = _MULTIPLIERS[piece]
            section, number = section + (number or 1) * below, None
        elif piece in _SCALES:
            # 万亿 multiplies what came before; 三亿五千万 adds
            scale, section = _SCALES[piece], section + (number or 0)
            if total < scale:
                total = (total + section or 1) * Fraction(scale)
            else:
                total += (section or 1) * scale
            section, number, below = Fraction(0), None, 0
        else:
            return None
    return total + section + (number or 0) if pieces else None


def _english_share(match: re.Match[str]) -> Fraction | None:
    """ "half a million", "two thirds"; "half fifty" is none."""
    part = Fraction(1, _DENOMINATORS[match["part"]])
    if match.re is _PARTS:
        count = Fraction(1) if match["count"] in ("a", "an") else value_of(match["count"])
        return None if count is None else count * part
    whole = value_of(match["whole"])
    return None if whole is None or whole < 100 else whole * part


def to_chinese(number: int) -> str:
    """The numeral as statutes print it: 10 → 十, 102 → 一百零二, 12000 → 一万二千; 0 ≤ number < 10¹⁶."""
    if not 0 <= number < 10**16:
        raise ValueError(f"{number} is outside 0 to 10¹⁶")
    said = _written(number)
    return said.removeprefix("一") if said.startswith("一十") else said or "零"


def _written(number: int) -> str:
    """Chinese for a number inside another: 10 → 一十, 0 → nothing."""
    for size, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            count, rest = divmod(number, size)
            return _written(count) + sign + ("零" if 0 < rest < size // 10 else "") + _written(rest)
    return "零一二三四五六七八九"[number] if number else ""


def from_roman(text: str) -> int | None:
    """The number of a well-formed Roman numeral of either case, None for anything else (IIII, IC, "")."""
    upper = text.upper()
    if not re.fullmatch("[MDCLXVI]{1,15}", upper):
        return None
    number, rest = 0, upper
    for value, letters in _ROMAN:
        while rest.startswith(letters):
            number, rest = number + value, rest[len(letters) :]
    return number if not rest and to_roman(number) == upper else None


def to_roman(number: int) -> str:
    """The Roman numeral of 1 ≤ number < 4000, in capitals."""
    if not 0 < number < 4000:
        raise ValueError(f"{number} is outside 1 to 3999")
    said = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        said += letters * count
    return said
