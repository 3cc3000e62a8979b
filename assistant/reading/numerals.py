"""Chinese and Roman numerals ↔ int, as legal texts print them (第一百零二条, 第38条, ANNEX XIII)."""

from __future__ import annotations

import re

CHINESE_DIGITS = "〇零○一二三四五六七八九十百千万两兩廿卅壹贰叁肆伍陆柒捌玖拾佰仟0-9０-９"
"""What may stand in a Chinese numeral, for use inside a regular expression's brackets."""

_VALUES = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    **{digit: value for value, digit in enumerate("０１２３４５６７８９")},
    "〇": 0, "○": 0, "两": 2, "兩": 2,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def from_chinese(text: str) -> int | None:
    """The number that Chinese numerals (or digits of any width) say, None where they say none.

    Reads both 一百零二 (102) and the bare digits of 二〇二四 (2024).
    """
    text = "".join(text.split()).replace("廿", "二十").replace("卅", "三十")
    if not text or len(text) > 20:
        return None
    if all(character in _VALUES or character in "0123456789" for character in text):
        return int("".join(str(_VALUES.get(character, character)) for character in text))
    total = myriads = pending = 0
    for character in text:
        if character == "万":
            myriads, total, pending = (myriads + total + pending) * 10_000, 0, 0
        elif character in _UNITS:
            if pending == 0 and character not in "十拾":
                return None
            total += (pending or 1) * _UNITS[character]
            pending = 0
        elif character in _VALUES:
            if pending:
                return None
            pending = _VALUES[character]
        else:
            return None
    return myriads + total + pending


def to_chinese(number: int) -> str:
    """The numeral as statutes print it: 10 → 十, 102 → 一百零二; 0 ≤ number < 10000."""
    if not 0 <= number < 10_000:
        raise ValueError(f"{number} is outside 0 to 9999")
    if number == 0:
        return "零"
    said, skipped = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit == 0:
            skipped = bool(said)
            continue
        said += ("零" if skipped else "") + "零一二三四五六七八九"[digit] + unit
        skipped = False
    return said.removeprefix("一") if said.startswith("一十") else said


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


def from_any(text: str) -> int | None:
    """The number said by digits, Chinese numerals, Roman numerals or one Latin letter (B → 2), tried in that order."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return int(text)
    value = from_chinese(text)
    if value is None:
        value = from_roman(text)
    if value is None and re.fullmatch("[A-Za-z]", text):
        value = ord(text.upper()) - ord("A") + 1
    return value
