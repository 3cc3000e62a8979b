"""Document numbers and references to parts of a document: they are names, not quantities.

Reads a text that went through `same_length_fold` and `lower_latin`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.numerals import HAN, from_roman, whole_number
from assistant.language.packs import PACKS
from assistant.language.quantities.units import longest_first, merged

ORDINALS = {word: value for pack in PACKS.values() for word, value in pack.ordinals.items()}
_PARTS = merged("parts")
_latin = longest_first(part for part in _PARTS if ord(part[0]) < 0x2E80)
_FORMS = (
    # 深工信〔2025〕43号, 国发[2025]11号, 商建发2026年第89号
    r"(?P<zh>(?:[\u4e00-\u9fff]{1,14})?[〔\[(（【]? ?(?P<zy>(?:19|20)\d{2})(?:[〕\])）】]|年第) ?(?P<zn>\d{1,5}) ?号)",
    rf"(?:第 ?)(?P<order>\d{{1,5}}|[{HAN}]{{1,6}}) ?号(?:令|公告|文件?)?",
    r"\b(?:order|decree|announcement|notice|act|proclamation)(?: of (?![a-z ]{0,24}\b(?:article|section"
    r"|annex|part|chapter|paragraph|item|rule)s? )[a-z ]{1,30})? (?:no\.? ?)?(?P<eorder>(?!(?:19"
    r"|20)\d\d\b)\d{1,5})(?![\d,.]?\d|/)(?: of (?P<eyear>(?:19|20)\d{2}))?",
    r"\bno\. ?(?P<eno>\d{1,5})(?![\d,])",
    r"\b(?P<ueo>(?:executive order|eo|e\.o\.)) ?(?:no\.? ?)?(?P<ueon>\d{4,5})\b",
    r"\((?:eu|ec|eec)\) ?(?:no\.? ?)?(?P<eu>\d{2,4}/\d{1,4})|\b(?:regulation|directive"
    r"|decision) (?:\(eu\) )?(?P<eu2>(?:19|20)\d{2}/\d{1,5})",
    r"\b(?P<house>house|senate|assembly) bill (?:no\.? ?)?(?P<hbill>\d{1,4}(?:-\d{3})?)\b"
    r"|\b(?P<bill>[hs]b ?\d{2}[a-z]?-\d{3}|[hsa]b ?\d{3,4}|cp ?\d{3,4}|m-\d{2}-\d{2}|omb m-\d{2}-\d{2}"
    r"|sqhg ?[\[(〔]?\d{4}[\])〕]? ?\d{1,3})\b",
    r"第 ?(?P<zdot>\d{1,3}(?:\.\d{1,3})+(?: ?\([a-z0-9]{1,4}\))*) ?[条节款项]"
    rf"|第 ?(?P<zref>\d{{1,4}}|[{HAN}]{{1,7}}) ?(?P<zpart>[条章节款项页]|部分)(?:之[{HAN}]+)?",
    rf"(?P<zpart2>附件|附录|图|表) ?(?P<zref2>\d{{1,3}}|[{HAN}]{{1,3}})(?![\d万亿家个年月项])",
    rf"(?:\b(?P<epart>{_latin})s?\.?|(?P<sign>§)) ?(?P<eref>\d{{1,4}}(?:\.\d{{1,3}})*"
    rf"|[ivxlc]{{1,7}}\b)(?P<esub>(?: ?\([a-z0-9]{{1,4}}\))*)(?!\d|,\d|%| ?[a-z]?[¥$€])",
    r"(?<![\d第])(?P<plan>十[三四五六七])五(?=规划|时期|期间|末|”|\"|纲要)|第(?P<plan2>十[三四五六七])个五年"
    r"|\b(?P<plan3>1[3-7])th five[- ]year",
)
_REFERENCE = re.compile("|".join(_FORMS), re.A)
_RANK = re.compile(
    "|".join(
        (
            r"\bq(?P<quarter>[1-4])\b",
            rf"第 ?(?P<zrank>\d{{1,4}}|[{HAN}]{{1,5}})(?![\d{HAN}方者] ?[条章节款项页号]?)",
            rf"\b(?P<erank>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd"
            rf"|th))\b(?<!one.third)(?<!\ba third)(?![- ](?:party|parties)\b|,)",
        )
    ),
    re.A,
)


@dataclass(frozen=True, slots=True)
class FoundReference:
    """`kind` is "document", "rank" or the part's name ("article", "page"); `value` the number in a comparable form."""

    start: int
    end: int
    kind: str
    value: str


def _plain(token: str) -> str:
    value = whole_number(token)
    return token if value is None else str(value)


def find_references(text: str) -> Iterator[FoundReference]:
    """All document numbers and references to parts of documents, in order."""
    for match in _REFERENCE.finditer(text):
        found = _read(match)
        if found is not None:
            yield FoundReference(match.start(), match.end(), *found)


def _read(match: re.Match[str]) -> tuple[str, str] | None:
    part = match.groupdict()
    if part["zh"]:
        return "document", f"{part['zy']}/{int(part['zn'])}"
    for name in ("order", "eorder", "eno"):
        if part[name]:
            return "document", f"{part['eyear']}/{_plain(part[name])}" if part["eyear"] else _plain(part[name])
    if part["ueon"]:
        return "document", part["ueon"]
    if part["eu"] or part["eu2"]:
        return "document", part["eu"] or part["eu2"]
    if part["hbill"]:
        return "document", f"{part['house'][0]}b{part['hbill']}"
    if part["bill"]:
        return "document", re.sub(r"[ \[\]()〔〕]", "", part["bill"].removeprefix("omb "))
    if part["zdot"]:
        return "section", part["zdot"].replace(" ", "")
    if part["zref"]:
        return _PARTS.get(part["zpart"], "part"), _plain(part["zref"])
    if part["zref2"]:
        return _PARTS[part["zpart2"]], _plain(part["zref2"])
    if part["eref"]:
        token = part["eref"]
        value = token if token[0].isdigit() else from_roman(token)
        kind = _PARTS["section" if part["sign"] else part["epart"]]
        return (kind, f"{value}{part['esub'] or ''}".replace(" ", "")) if value else None
    for name in ("plan", "plan2", "plan3"):
        if part[name]:
            return "plan", _plain(part[name])
    return None


def find_ranks(text: str) -> Iterator[FoundReference]:
    """Ordinals from the second on: "third" = 第三 = "3rd"; "first" is mostly a way of speaking. Mask dates before."""
    for match in _RANK.finditer(text):
        part = match.groupdict()
        rank = part["zrank"] or part["erank"] or part["quarter"]
        value = str(ORDINALS[rank]) if rank in ORDINALS else _plain(re.sub(r"(?:st|nd|rd|th)$", "", rank))
        if value not in ("0", "1"):
            yield FoundReference(match.start(), match.end(), "rank", value)
