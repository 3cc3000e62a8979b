"""Figures with their units: from the place of a number to what it measures.

Reads a text that went through `same_length_fold` and `lower_latin`, with references already masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.language import numerals
from assistant.language.packs.en import EN
from assistant.language.packs.zh import ZH
from assistant.language.quantities import units
from assistant.language.quantities.bounds import Bound, bound_at
from assistant.language.quantities.counted import what_is_counted

_TIMES = {word: times for words in units.WORDS for word, times in words.times.items()}
_SCALE = re.compile(
    rf"[ -]?(?:(?:hundred|{'|'.join(EN.scales)})s?(?: (?:{'|'.join(EN.scales)}))?"
    rf"|{units.longest_first(EN.short_scales)})(?![a-z0-9²³/])"
)
_HAN_SCALE = re.compile(r" ?[余多]?(?P<scale>[十百千万亿]+)(?![人个]体)")
_SPELT = (
    rf"(?P<share>{units.alternatives('share')})"
    rf"|(?P<halfyear>{units.alternatives('half_year')})"
    rf"|(?P<half>{units.alternatives('half')})"
    rf"|\b(?P<fold>{'|'.join(word for word, value in EN.numbers.items() if value > 1)}|hundred)[ -]?fold\b"
    rf"|(?P<times>(?<!\w)(?:{'|'.join(_TIMES)})(?! as\b)|{units.alternatives('once')})"
    r"|每(?:个)?(?:年|月|周|季度|日|半年)度?[^，。；\d一二三四五六七八九十]{0,8}?(?P<regularly>一次)"
    r"|10(?:\^|\*\*|\((?=\d\d\)))(?P<power>\d{1,2})\)?|10(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})"
)
_NUMBER = re.compile(
    rf"(?P<spelt>{_SPELT})"
    rf"|(?P<arabic>(?<![\d.])(?<!\d,)(?:{numerals.FIGURES}))"
    rf"|(?P<han>{numerals.HAN_NUMBER})"
    rf"|(?P<english>{numerals.WORD_NUMBER})",
    re.A,
)
_FIGURES = re.compile(numerals.FIGURES)
_NOT_TWICE = re.compile(r"\b(?:not|never|cannot|nobody)\b[^.;,]*$")
_MULTIPLES = {**EN.multipliers, **EN.scales, **EN.short_scales}
_GLUED = re.compile(r"[a-z][-.]?$")  # "gpt-4", "gb18030", "b2b": part of a name
_LONGEST = 60  # characters of a number; longer runs are noise
_AND_SOME = re.compile(r"[余多]")  # 2200多家, 十余项
_CURRENCY_AGAIN = re.compile(r" ?(?:元|yuan|港元|美元|rmb)?")  # "RMB 10 million yuan"
_LETTER = re.compile(r"[a-z]")
_RAISED = {c: str(i) for i, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_RANGE = re.compile(r" ?(?:-|–|—|~|至|到|to|and) ?(?:[a-z]{0,3}[$¥€£] ?|rmb |cny )?")
_OPENS_RANGE = re.compile(r"[至到](?:\d|[两二三四五六七八九十百千万]{1,4}(?![日月号条]))")
_BETWEEN = re.compile(r"\bbetween (?:[a-z]{0,3}[$¥€£]? ?)?$")
_HEADER_UNIT = re.compile(
    r"[(（](?:单位[:：])?(?P<scale>[万亿]|\d[\d, ]*|millions?|thousands?"
    r"|billions?)? ?(?:of )?(?P<unit>[^()（）]{1,12})[)）][^|\n]{0,6}[:：] ?$"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_LIMITED_TO = re.compile(r"\b(?:is|are|was|were|be) (?:limited|restricted|confined) to (?:the )?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at text[start:end] with its unit; `plain_year` when it may as well be a calendar year."""

    start: int
    end: int
    value: Fraction
    dimension: str
    unit: str
    bound: Bound
    plain_year: bool = False
    scaled: bool = False  # a scale word or sign was read ("billion", 亿)


def find_figures(text: str) -> Iterator[Figure]:
    """All figures in order, ranges resolved ("30–70 %" gives 30 % and 70 %), bounds read."""
    raw = [figure for match in _NUMBER.finditer(text) if (figure := _figure(match, text)) is not None]
    raw = [figure for i, figure in enumerate(raw) if i == 0 or figure.start >= raw[i - 1].end]
    ranged = list(_with_ranges(raw, text))
    for index, figure in enumerate(ranged):
        floor = ranged[index - 1].end if index else 0
        ceiling = ranged[index + 1].start if index + 1 < len(ranged) else len(text)
        if figure.bound in (Bound.LOW, Bound.HIGH, Bound.MORE):
            yield figure
        else:
            bound = bound_at(text, figure.start, figure.end, floor=floor, ceiling=ceiling)
            listed = figure.dimension in ("count", "number") and _LIMITED_TO.search(text, 0, figure.start)
            bound = Bound.EXACT if listed else bound  # "was limited to four considerations": these four
            during = figure.dimension == "duration" and text[max(0, figure.start - 5) : figure.start] == "over "
            yield replace(figure, bound=Bound.EXACT if during else bound)  # "over three years" is a span of time


def _with_ranges(figures: list[Figure], text: str) -> Iterator[Figure]:
    index = 0
    while index < len(figures):
        low = figures[index]
        high = figures[index + 1] if index + 1 < len(figures) else None
        gap = text[low.end : high.start] if high is not None and high.start - low.end < 12 else "|"
        joined = _RANGE.fullmatch(gap) is not None or (
            gap in ("以上", "以上至", "以上、") and high is not None and text.startswith(("以下", "以内"), high.end)
        )
        if joined and gap.strip() == "and":
            joined = _BETWEEN.search(text, max(0, low.start - 16), low.start) is not None
        if high is None or not joined or (low.unit and high.unit and low.dimension != high.dimension):
            yield low
            index += 1
            continue
        if not low.unit or low.dimension in ("number", "count"):
            scale = Fraction(1)
            if high.scaled and not low.scaled and low.value < 10000:
                scale = _scale_between(high, text)
            low = replace(low, dimension=high.dimension, unit=high.unit, value=low.value * _factor(high, text) * scale)
        elif not high.unit:
            high = replace(high, dimension=low.dimension, unit=low.unit)
        yield replace(low, bound=Bound.LOW)
        yield replace(high, bound=Bound.HIGH)
        index += 2


def _bare(figure: Figure, text: str) -> Fraction | None:
    match = _FIGURES.search(text, figure.start, figure.end)
    return numerals.value_of(match.group()) if match else None


def _scale_between(figure: Figure, text: str) -> Fraction:
    """What the scale word of a figure multiplied it by, its unit's factor aside."""
    bare = _bare(figure, text)
    return Fraction(1) if not bare else figure.value / bare / _factor(figure, text)


def _factor(figure: Figure, text: str) -> Fraction:
    match = units.UNIT.search(text, figure.start, figure.end)
    while match:
        if match.end() == figure.end:
            return Fraction(units.lookup(match.group())[2])
        match = units.UNIT.search(text, match.start() + 1, figure.end)
    return Fraction(1)


def _figure(match: re.Match[str], text: str) -> Figure | None:
    start, end = match.span()
    if end - start > _LONGEST:
        return None
    if match["spelt"]:
        return _spelt(match)
    currency = units.PREFIX.search(text, max(0, start - 6), start)
    if match["arabic"]:
        token = match["arabic"]
        if (
            not currency
            and _GLUED.search(text, max(0, start - 2), start)
            and text[start - 2 : start] not in ("p ", "x ")
        ):
            return None
        if " " in token and not currency and token.count(" ") == 1 and not token.endswith(" 000"):
            token = token.split(" ")[0]
            end = start + len(token)
    elif match["han"]:
        token = match["han"]
    else:
        token = match["english"]
    if token in EN.scales or token[0] in ZH.scales:  # "million", 万 alone
        return None
    value = numerals.value_of(token)
    if value is None:
        return None
    return _measured(text, start, end, value, token, currency)


def _measured(
    text: str, start: int, end: int, value: Fraction, token: str, currency: re.Match[str] | None
) -> Figure | None:
    spelt_out = not token[0].isdigit()
    value, end, scaled = _scaled(text, end, value, token, money=currency is not None)
    scaled = scaled or spelt_out
    more = _AND_SOME.match(text, end)
    bound = Bound.MORE if more else Bound.EXACT
    unit_at = more.end() if more else end
    percent = units.PERCENT.match(text, unit_at)
    if percent:
        points = "point" in percent.group() or "百分点" in percent.group()
        value = value / 10 if "‰" in percent.group() else value
        return Figure(start, percent.end(), value, "points" if points else "percent", "%", bound)
    if currency:
        unit = units.CURRENCY_PREFIX[currency.group().strip()]
        tail = _CURRENCY_AGAIN.match(text, unit_at)
        end = tail.end() if tail and tail.group().strip() else end
        return Figure(currency.start(), end, value, "money", unit, bound, scaled=scaled)
    unit_match = units.UNIT.match(text, unit_at)
    if unit_match and not _misread_unit(unit_match.group(), text, unit_match.end(), token):
        dimension, unit, factor = units.lookup(unit_match.group())
        if token[0].isdigit() and dimension == "duration" and factor == 12 and _YEAR.fullmatch(token) and not scaled:
            return Figure(start, end, value, "number", "", bound, plain_year=True)
        return Figure(start, unit_match.end(), value * factor, dimension, unit, bound, scaled=scaled)
    header = _HEADER_UNIT.search(text, max(0, start - 40), start)
    if header and (unit_match := units.UNIT.fullmatch(header["unit"].strip())):
        dimension, unit, factor = units.lookup(unit_match.group())
        return Figure(start, end, value * factor * _header_scale(header["scale"]), dimension, unit, bound, scaled=True)
    plural = re.compile(r"s\b").match(text, end)  # "grade 6s"
    if not spelt_out and not scaled and not plural and _LETTER.match(text, end):  # "5G", "3D"
        return None
    counted = _counted(text, start, end, unit_at, value, token)
    return replace(counted, bound=bound) if counted else None


def _misread_unit(unit: str, text: str, end: int, token: str) -> bool:
    """三天两头 aside: 月 of a date, 个 … and "m" or "p" as something else than a measure."""
    unit = unit.strip(" -")
    if unit == "年" and len(token) == 4 and text[end : end + 1] in "版":
        return True
    if unit in ("p", "won", "pounds"):
        return token in EN.numbers or (unit == "p" and not token[0].isdigit())
    if unit == "月":
        return True  # a calendar month: 个月 is the duration
    return unit in ("天", "日") and token in "一"


def _header_scale(scale: str | None) -> int:
    if not scale:
        return 1
    return numerals.whole_number(scale.rstrip("s ")) or 1


def _scaled(text: str, end: int, value: Fraction, token: str, *, money: bool) -> tuple[Fraction, int, bool]:
    """Applies "million", "bn", 亿 after figures; bare "m", "k", "b" only where money or something counted follows."""
    if token[0].isdigit():
        han = _HAN_SCALE.match(text, end)
        if han:
            return value * (numerals.value_of(han["scale"]) or 1), han.end(), True
    scaled = False
    for _ in range(2):  # "100 thousand million"
        match = _SCALE.match(text, end)
        if not match:
            break
        words = match.group().strip(" -").split()
        if words[0] in ("m", "k", "b"):
            glued = match.group()[0] not in " -"
            follows = text[match.end() : match.end() + 24].lstrip(" ")
            money_follows = any(follows.startswith(name) for name in units.CURRENCY_SUFFIX)
            noun = re.match(r"[a-z-]+", follows)
            thing = noun is not None and noun.group() in units.COUNTED
            if not (money or money_follows or thing or (glued and words[0] != "m")):
                break
        for word in words:
            value *= _MULTIPLES.get(word) or _MULTIPLES[word.rstrip("s")]
        end, scaled = match.end(), True
    return value, end, scaled


def _counted(text: str, start: int, end: int, unit_at: int, value: Fraction, token: str) -> Figure | None:
    unit, stop, classifier = what_is_counted(text, unit_at)
    if token[0] in numerals.HAN:
        if value == 1 and _OPENS_RANGE.match(text, end):  # 一至十倍
            return Figure(start, end, value, "number", "", Bound.EXACT)
        if value <= 1 or not (classifier or unit or len(token) > 1):
            return None
        if len(token) == 1 and not classifier and not (unit and stop <= unit_at + 6):
            return None
        if len(token) > 1 and not classifier and not unit and not re.search("[十百千万亿]", token):
            return None
    elif not token[0].isdigit() and value <= 1:
        return None
    counted = text[end : end + 1] in units.CLASSIFIERS or (classifier and unit)
    year = bool(_YEAR.fullmatch(token)) and not counted
    if year and unit in ("company", "person", "project", "patent", "chip", "unit"):
        year = False
    if year and unit:
        unit = ""
    dimension = "count" if unit or classifier else "number"
    return Figure(start, end if not classifier else unit_at + 1, value, dimension, unit, Bound.EXACT, plain_year=year)


def _spelt(match: re.Match[str]) -> Figure | None:
    """百分之三十, 三成五, 三分之二, "two thirds", "half", 半年, 10^25."""
    part, start, end = match.groupdict(), match.start(), match.end()
    if part["share"]:
        share = numerals.value_of(part["share"])
        if share is None:
            return None
        value = share * 100
    elif part["fold"]:
        return Figure(start, end, Fraction(EN.numbers.get(part["fold"], 100)), "multiple", "x", Bound.EXACT)
    elif part["times"] or part["regularly"]:
        times = _TIMES.get(part["times"], 1)
        if part["times"] and _NOT_TWICE.search(match.string, max(0, start - 48), start):
            return None  # "may not be submitted twice": no number of times, but a repetition
        start = match.start("regularly") if part["regularly"] else start
        return Figure(start, end, Fraction(times), "frequency", "times", Bound.EXACT)
    elif part["halfyear"]:
        return Figure(start, end, Fraction(6), "duration", "month", Bound.EXACT)
    elif part["half"]:
        value = Fraction(50)
    else:
        power = part["power"] or "".join(_RAISED[c] for c in part["raised"])
        return Figure(start, end, Fraction(10) ** int(power), "number", "", Bound.EXACT)
    return Figure(start, end, value, "percent", "%", Bound.EXACT)
