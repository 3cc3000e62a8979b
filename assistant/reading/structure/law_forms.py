"""Lines of laws that have the form of a marker: articles, sections, parts, annexes, recitals, each with a weight."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.language.numerals import HAN_OR_DIGIT, number_of_part, whole_number
from assistant.reading.structure.laid import Laid
from assistant.reading.structure.markers import ANNEX, ARTICLE, CHAPTER, PART, SECTION, tidy

_N = f"[{HAN_OR_DIGIT}]{{1,9}}"
_HINT = re.compile(r"[第제附부A-Z§\d(]|Art|art")

# What follows a number in a reference to it, and never in the beginning of the thing itself.
_REFERENCE_ZH = re.compile(
    rf"\s*(?:第\s?{_N}\s?[款项項目条條]|规定|規定|所[^有]|的|[、，,；;。和或至到及与與)）]|以及|之[外一二三]|项|項)"
)
_ARTICLE_ZH = re.compile(rf"第\s?({_N})\s?[条條](?:[之のー-]\s?({_N}))?")
_ARTICLE_KO = re.compile(r"제\s?(\d{1,4})\s?조(?:의\s?(\d{1,2}))?")
_ARTICLE_EN = re.compile(
    r"(?:Article|ARTICLE|Art\.|ART\.)\s+(\d{1,4}|[IVXLC]{1,7}\b)(?:[-–](\d{1,2})\b|([a-z]{1,2})\b)?"
)
_SECTION_EN = re.compile(r"(?:Section|SECTION|Sec\.|SEC\.|§)\s*(\d{1,4})([A-Z]?)(\.(?=\s|$)|[:—–](?=\s))")
_CODE = re.compile(
    r"(?:§\s*)?(\d{1,3}(?:\.\d{1,2})?-\d{3,4}(?:\.\d{1,3})?|\d{1,3}(?:-\d{1,3}){1,2}-?\d{0,5}(?:\.\d{1,3})?|\d{4,6}(?:\.\d{1,3}){0,2})\.(?=\s|$)"
)
_PART_ZH = re.compile(rf"第\s?({_N})\s?(分?[编編]|部分|篇|章|[节節])")
_PART_KO = re.compile(r"제\s?(\d{1,3})\s?([편장절관])")
_PART_EN = re.compile(
    r"((?i:part|title|book|division|chapter|subchapter|subpart|section))\s+(\d{1,4}(?:\.\d{1,2})?|[IVXLC]{1,7}|[A-Z])(?![\w(])"
)
_PART_RANKS = {
    "编": PART, "編": PART, "分编": PART + 1, "部分": PART, "篇": PART, "章": CHAPTER, "节": SECTION, "節": SECTION,
    "편": PART, "장": CHAPTER, "절": SECTION, "관": SECTION + 1, "book": PART, "title": PART, "division": PART,
    "part": PART + 1, "subpart": PART + 2, "chapter": CHAPTER, "subchapter": CHAPTER + 1, "section": SECTION,
}  # fmt: skip
_ANNEX_EN = re.compile(
    r"(ANNEX|APPENDIX|SCHEDULE|Annex|Appendix|Schedule)(?:\s+([IVXLC]{1,7}|\d{1,3}|[A-Z]))?(?![\w(])"
)
_ANNEX_ZH = re.compile(rf"(附\s?[件录錄表])\s*({_N})?(?:\s*[:：.．]\s*|\s+|$)")
_SUPPLEMENT = re.compile(
    r"(?:附\s*则|附\s*則|부\s*칙|(?i:addend(?:a|um)\b|supplementary provisions?(?:\s+\d{1,3})?))(?=[\s*<(]|$)"
)
_RECITAL = re.compile(r"\((\d{1,3})\)(?=\s)")
_RECITALS_BEGIN = re.compile(r"(?i:whereas)\s*[:：]?\s*$")
_RECITALS_END = re.compile(r"(?:HAVE|HAS|HEREBY) (?:ADOPTED|DECIDED|AGREED|ADOPTS?)\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A line that has the form of a marker, before it is known whether it is one."""

    index: int
    family: str
    key: tuple[int, ...]
    label: str
    name_from: int  # where in the line's words the title begins
    weight: float
    rank: int = ARTICLE
    title: str = ""  # printed on the line `index`, above the number


def forms_of(laid: Laid, index: int) -> Iterable[Found]:
    line = laid.lines[index]
    words = line.text
    if not _HINT.match(words) or line.leader:
        return
    for form in (_article_form, _section_form, _container_form, _annex_form):
        item = form(laid, index)
        if item is not None and item.weight > 0 and not line.quoted:
            yield item if line.level is None else replace(item, weight=4.0)
            return
    if (match := _SUPPLEMENT.match(words)) and line.length < 120:
        label = tidy(match.group())
        yield Found(index, "supplement", (0,), label, match.end(), 3.0, PART)
    elif match := _RECITAL.match(words):
        note = re.match(r"\s*\|?\s*(?:OJ [LC]|See |\S+ \| )", words[match.end() :])
        yield Found(index, "recital", (int(match.group(1)),), match.group(), match.end(), 0.5 if note else 3.0)
    elif _RECITALS_BEGIN.match(words):
        yield Found(index, "whereas", (0,), "", 0, 3.0)
    elif _RECITALS_END.match(words):
        yield Found(index, "enacting", (0,), "", 0, 3.0, ANNEX)


def _article_form(laid: Laid, index: int) -> Found | None:
    words = laid.lines[index].text
    if match := _ARTICLE_ZH.match(words) or _ARTICLE_KO.match(words):
        number = whole_number(match.group(1))
        if number is None or (_REFERENCE_ZH.match(words, match.end()) and laid.lines[index].level is None):
            return None
        extra = whole_number(match.group(2)) if match.group(2) else None
        apart = match.end() == len(words) or words[match.end()] in " \u3000\xa0\t（(【[：:*"
        if words[0] == "제" and not apart:
            return None
        key = (number,) if extra is None else (number, extra)
        weight = (3.0 if apart else 1.5) - (1.0 if laid.runs_on(index) else 0.0)
        return Found(index, "article", key, _close(match.group()), match.end(), weight)
    match = _ARTICLE_EN.match(words)
    if not match:
        return None
    number, rest = number_of_part(match.group(1)), words[match.end() :].lstrip("*_ ")
    if number is None:
        return None
    letters = match.group(3) or ""
    extra = int(match.group(2)) if match.group(2) else sum(26**i * (ord(c) - 96) for i, c in enumerate(letters[::-1]))
    key = (number, extra) if extra else (number,)
    return Found(index, "article", key, " ".join(match.group().split()), match.end(), _english(laid, index, rest))


def _english(laid: Laid, index: int, rest: str) -> float:
    """How much "Article 9" followed by `rest` looks like the beginning of an article."""
    line = laid.lines[index]
    if not rest or rest in ".:":
        weight = 3.0 if not rest or rest == ":" else 1.5
        after = laid.lines[index + 1].text if index + 1 < len(laid.lines) else ""
        if after[:1].islower() or after[:1] in ",;)":
            return 0.0
    elif rest[0] in ".:–—-":
        weight = 2.5 if re.match(r"[.:–—-]+\s*[A-Z“\"‘'(\[\d]", rest) else 0.0
    elif re.match(r"\([A-Z“\"‘']", rest):
        weight = 3.0
    elif re.match(r"[A-Z“\"‘'<\[]", rest):
        weight = 2.0
    elif re.match(r"\((?:1|a)\)\s+\S", rest) and not laid.runs_on(index):
        weight = 1.5  # "Article 7 (1) The Commission …": a paragraph number, unless it is "Article 7(1) of …"
        if re.match(r"\(\w\)\s+(?:[a-z]|\()", rest):
            return 0.0
    else:
        return 4.0 if line.level is not None and not re.match("[,;)]", rest) else 0.0
    return weight - (1.5 if laid.runs_on(index) else 0.0)


def _section_form(laid: Laid, index: int) -> Found | None:
    words = laid.lines[index].text
    if match := _SECTION_EN.match(words):
        rest = words[match.end() :].strip()
        if (rest and not re.match(r"[A-Z(“\"‘'\[*]", rest)) or laid.runs_on(index):
            return None
        key = (int(match.group(1)), *((ord(match.group(2)) - 64,) if match.group(2) else ()))
        return Found(index, "section", key, " ".join(match.group().split()).rstrip(":—–."), match.end(), 3.0)
    if match := _CODE.match(words):
        rest = words[match.end() :].strip(" |")
        if (rest and not re.match(r"[A-Z(“\"‘'\[]", rest)) or (laid.runs_on(index) and not rest):
            return None
        key = tuple(int(part) for part in re.split("[-.]", match.group(1)) if part)
        return Found(index, "code", key, match.group(1), match.end(), 2.0 if "-" in match.group(1) else 1.5)
    return None


def _container_form(laid: Laid, index: int) -> Found | None:
    line = laid.lines[index]
    words = line.text
    if match := _PART_ZH.match(words) or _PART_KO.match(words):
        number, kind = whole_number(match.group(1)), match.group(2)
        apart = match.end() == len(words) or words[match.end()] in " \u3000\xa0\t：:（("
        if number is None or line.length > 60 or words[-1] in "。；，、" or _REFERENCE_ZH.match(words, match.end()):
            return None
        if words[0] == "제" and not apart:
            return None
        return Found(
            index, "part", (number,), _close(match.group()), match.end(), 3.0 if apart else 1.5, _PART_RANKS[kind]
        )
    match = _PART_EN.match(words)
    if not match or match.group(1)[0].islower():
        return None
    number, rest = _main_number(match.group(2)), words[match.end() :].strip()
    if number is None or line.length > 200 or laid.runs_on(index):
        return None
    if rest and (not re.match(r"[.:–—-]+\s*\S|[A-Z“‘\"]", rest) or rest[-1] in ",;"):
        return None
    if rest[-1:] == "." and rest[0] not in ".:–—-":
        return None
    weight = 3.0 if not rest or match.group(1).isupper() or rest[0] in ".:–—-" else 2.0
    label = " ".join(match.group().split())
    return Found(index, "part", (number,), label, match.end(), weight, _PART_RANKS[match.group(1).lower()])


def _annex_form(laid: Laid, index: int) -> Found | None:
    line = laid.lines[index]
    words = line.text
    if match := _ANNEX_ZH.match(words):
        number, rest = match.group(2), words[match.end() :]
        if (
            line.length > 80
            or (rest and (number is None or rest[-1] in "。；，、"))
            or (not number and words[-1] in ":：")
        ):
            return None
        key = (whole_number(number) or 0) if number else 0
        return Found(index, "annex", (key,), _close(match.group().rstrip(" :：.．\u3000")), match.end(), 3.0, ANNEX)
    match = _ANNEX_EN.match(words)
    if not match or line.length > 200 or laid.runs_on(index):
        return None
    number, rest = match.group(2), words[match.end() :].strip()
    if rest and (not number or not re.match(r"[.:–—-]+\s*\S|[A-Z“‘\"]", rest) or rest[-1] in ",;."):
        return None
    weight = 3.0 if match.group(1).isupper() or line.level is not None or not rest or rest[0] in ".:–—-" else 1.5
    return Found(index, "annex", (number_of_part(number) or 0 if number else 0,), " ".join(match.group().split()),
                  match.end(), weight, ANNEX)  # fmt: skip


def _main_number(words: str) -> int | None:
    return number_of_part(words.split(".")[0])


def _close(words: str) -> str:
    return re.sub(r"\s", "", words)
