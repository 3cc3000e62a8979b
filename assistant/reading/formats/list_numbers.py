"""Numbers of lists as they are printed, by the names that Open XML has for their forms (ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.language.numerals import to_chinese, to_roman

_LEGAL = {"Simplified": "零壹贰叁肆伍陆柒捌玖拾佰仟万亿", "Traditional": "零壹貳參肆伍陸柒捌玖拾佰仟萬億"}
_PLAIN = "零一二三四五六七八九十百千万亿"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip


def _letters(first: str, count: int) -> Callable[[int], str | None]:
    """a … z, aa, bb …: past the end a letter is repeated."""

    def shown(number: int) -> str | None:
        times, place = divmod(number - 1, count)
        return chr(ord(first) + place) * (times + 1)

    return shown


def _one_of(signs: str) -> Callable[[int], str | None]:
    """The signs in their order. What follows the last one no specification says."""
    return lambda number: signs[number - 1] if number <= len(signs) else None


def _run(first: str, count: int) -> Callable[[int], str | None]:
    return _one_of("".join(chr(ord(first) + place) for place in range(count)))


def _roman(number: int) -> str | None:
    return to_roman(number) if number < 4000 else None


def _digits(signs: str) -> Callable[[int], str | None]:
    return lambda number: "".join(signs[int(digit)] for digit in str(number))


def _counting(zero: str) -> Callable[[int], str | None]:
    """一 … 九十九, then digit by digit: 一○○."""
    digits = _digits(zero + _PLAIN[1:10])
    return lambda number: to_chinese(number) if number < 100 else digits(number)


def _japanese(number: int) -> str | None:
    """百二十三, 千一: no zero, and no one before a unit."""
    return re.sub("一(?=[十百千])|零", "", to_chinese(number)) if number < 10_000 else None


def _legal(which: str) -> Callable[[int], str | None]:
    table = str.maketrans(_PLAIN, _LEGAL[which])
    return lambda number: re.sub("^十", "一十", to_chinese(number)).translate(table)


def _zodiac(number: int) -> str | None:
    """甲子, 乙丑 … of sixty."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else None


def _words(number: int) -> str | None:
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "") if number < 100 else None


def _ordinal_words(number: int) -> str | None:
    before, dash, last = (_words(number) or "").rpartition("-")
    if not last:
        return None
    return before + dash + _ORDINALS.get(last, f"{last.removesuffix('y')}{'ie' * last.endswith('y')}th")


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number % 100 < 20 else ending}"


def _capitalised(write: Callable[[int], str | None]) -> Callable[[int], str | None]:
    return lambda number: words.capitalize() if (words := write(number)) else None


# forms that each language writes in its own way: here in English
IN_WORDS = frozenset(("ordinal", "cardinalText", "ordinalText"))
_FULL_WIDTH = _digits("０１２３４５６７８９")
_FORMS: dict[str, Callable[[int], str | None]] = {
    "upperLetter": _letters("A", 26), "lowerLetter": _letters("a", 26),
    "upperRoman": _roman, "lowerRoman": lambda number: (_roman(number) or "").lower() or None,
    "russianUpper": _one_of("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"), "russianLower": _one_of("абвгдежзиклмнопрстуфхцчшщыэюя"),
    "decimalZero": lambda number: f"{number:02}", "ordinal": _ordinal, "hex": lambda number: f"{number:X}",
    "cardinalText": _capitalised(_words), "ordinalText": _capitalised(_ordinal_words),
    "numberInDash": lambda number: f"- {number} -", "decimalFullWidth": _FULL_WIDTH, "decimalFullWidth2": _FULL_WIDTH,
    "decimalHalfWidth": str, "decimalEnclosedCircle": _run("①", 20), "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedFullstop": _run("⒈", 20), "decimalEnclosedParen": _run("⑴", 20),
    "ideographEnclosedCircle": _run("㊀", 10), "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES), "ideographZodiacTraditional": _zodiac,
    "ideographDigital": _digits("〇" + _PLAIN[1:10]), "japaneseDigitalTenThousand": _digits("〇" + _PLAIN[1:10]),
    "taiwaneseDigital": _digits("○" + _PLAIN[1:10]), "japaneseCounting": _japanese,
    "chineseCounting": _counting("○"), "taiwaneseCounting": _counting("○"),
    "chineseCountingThousand": to_chinese, "taiwaneseCountingThousand": lambda number: to_chinese(number).translate(
        str.maketrans("万亿", "萬億")),
    "chineseLegalSimplified": _legal("Simplified"), "ideographLegalTraditional": _legal("Traditional"),
    "koreanDigital": _digits("영일이삼사오육칠팔구"), "koreanDigital2": _digits("零" + _PLAIN[1:10]),
    "ganada": _one_of("가나다라마바사아자차카타파하"), "chosung": _one_of("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
}  # fmt: skip
_PADDED = re.compile(r"(0*1)(?:, *0*\d+)*")  # "001, 002, 003, …": how a form of one's own is written


def list_number(form: str, number: int, *, doubling: bool = True) -> str | None:
    """A number in a form of Open XML ("lowerRoman", or a custom one as "001, 002, …"); None where it has none there.

    Past z come aa, bb as Word has it; without `doubling` aa, ab, as style sheets and OpenDocument do.
    """
    if form in ("none", "bullet"):
        return ""
    if form == "decimal":
        return str(number)
    if number < 1:
        return f"{number:02}" if form == "decimalZero" and number == 0 else None
    if match := _PADDED.match(form):
        return f"{number:0{len(match[1])}}"
    if form.endswith("Letter") and not doubling and number > 26:
        more, last = divmod(number - 1, 26)
        return f"{list_number(form, more, doubling=False)}{list_number(form, last + 1)}"
    write = _FORMS.get(form)
    return write(number) if write else None
