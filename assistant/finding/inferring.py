"""What a question itself narrows: the place it names, a year, a kind of document.

Nothing is ever hidden by an inference: documents that fit are preferred, and those of a rival place stand back. Each
inference is told in words, and `infer=False` undoes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.languages import fold, language_of
from assistant.records import Filters, Kind, Record

# Jurisdiction codes and the names that a question may use; the first of either language is the one shown.
PLACES: Mapping[str, tuple[str, str]] = {
    "CN-Shenzhen": ("Shenzhen", "深圳"),
    "CN-Shenzhen-Nanshan": ("Nanshan", "南山"),
    "CN-Shenzhen-Longgang": ("Longgang", "龙岗"),
    "CN-Shenzhen-Longhua": ("Longhua", "龙华"),
    "CN-Shenzhen-Guangming": ("Guangming", "光明区|光明新区"),
    "CN-Shenzhen-Futian": ("Futian", "福田"),
    "CN-Shenzhen-Luohu": ("Luohu", "罗湖"),
    "CN-Shenzhen-Baoan": ("Bao'an|Baoan", "宝安"),
    "CN-Shenzhen-Pingshan": ("Pingshan", "坪山"),
    "CN-Shenzhen-Yantian": ("Yantian", "盐田"),
    "CN-Shenzhen-Dapeng": ("Dapeng", "大鹏"),
    "CN-Shenzhen-Qianhai": ("Qianhai", "前海"),
    "CN-Guangdong": ("Guangdong", "广东"),
    "CN-Guangzhou": ("Guangzhou", "广州"),
    "CN-Guangzhou-Tianhe": ("Tianhe", "天河"),
    "CN-Zhuhai": ("Zhuhai", "珠海"),
    "CN-Beijing": ("Beijing", "北京"),
    "CN-Shanghai": ("Shanghai", "上海"),
    "CN-Hangzhou": ("Hangzhou", "杭州"),
    "CN-Henan": ("Henan", "河南"),
    "HK": ("Hong Kong", "香港"),
    "TW": ("Taiwan|Taiwanese", "台湾"),
    "SG": ("Singapore", "新加坡"),
    "EU": ("European Union|EU|Europe|European", "欧盟|欧洲"),
    "UK": ("United Kingdom|UK|Britain|British|Whitehall", "英国"),
    "US-CO": ("Colorado", "科罗拉多|科州"),
    "US-CA": ("California|Californian", "加利福尼亚|加州"),
    "US-TX": ("Texas|Texan", "得克萨斯|德州|得州"),
    "US-NY": ("New York", "纽约"),
    "US-UT": ("Utah", "犹他"),
    "US-IL": ("Illinois", "伊利诺伊"),
    "US-VA": ("Virginia", "弗吉尼亚"),
    "US": (r"United States|US|USA|U\.S|America|American|White House|Washington", "美国|白宫|美方"),
    "KR": ("South Korea|Republic of Korea|Korea|Korean", "韩国|南韩"),
    "JP": ("Japan|Japanese", "日本"),
    "CN": ("China", "中国"),
}
KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.REGULATION: ("regulations?", "条例|法规"),
    Kind.PLAN: ("action plans?", "行动计划|行动方案|规划"),
    Kind.LAW: ("laws?|acts?", "法律"),
    Kind.NEWS: ("news|articles? in the press|press reports?", "新闻|报道"),
    Kind.GUIDANCE: ("guidelines?|guidance|playbook", "指引|指南"),
}
_YEAR = re.compile(r"(?<![\d./-])((?:19|20)\d\d)(?![\d./-])\s*年?")
_CHINESE_NAME = {
    Kind.REGULATION: "条例法规",
    Kind.PLAN: "行动计划",
    Kind.LAW: "法律",
    Kind.NEWS: "新闻",
    Kind.GUIDANCE: "指引",
}


@dataclass(frozen=True, slots=True)
class Inference:
    """What a question prefers: `filters` to show or undo, and each in words, in the question's language."""

    filters: Filters = field(default_factory=Filters)
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """What the documents of a library are of: only that can be preferred."""

    places: frozenset[str]
    years: frozenset[str]
    kinds: frozenset[Kind]

    @classmethod
    def of(cls, records: Mapping[str, Record]) -> Held:
        dates = (date for record in records.values() for date in (record.issued, record.effective) if date)
        return cls(
            frozenset(record.jurisdiction for record in records.values() if record.jurisdiction),
            frozenset(date[:4] for date in dates),
            frozenset(record.kind for record in records.values()),
        )


@lru_cache(1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(rf"(?i:\b(?:{_without_short(english)})\b)|{_short(english)}{chinese}"))
        for code, (english, chinese) in PLACES.items()
    )


def _without_short(names: str) -> str:
    """Names that may be written in any case; "US" must not find "us"."""
    return "|".join(name for name in names.split("|") if len(name) > 3)


def _short(names: str) -> str:
    short = [name for name in names.split("|") if len(name) <= 3]
    return "".join(rf"\b{name}\b|" for name in short)


def places_in(text: str) -> list[tuple[int, int]]:
    """Spans of the place names in a text, in order."""
    return sorted((match.start(), match.end()) for _, pattern in _patterns() for match in pattern.finditer(text))


def codes_in(question: str) -> tuple[str, ...]:
    """Jurisdictions named, those that lie around another named one left out ("Longgang, Shenzhen" is Longgang)."""
    named = [code for code, pattern in _patterns() if pattern.search(question)]
    return tuple(code for code in named if not any(within(other, code) for other in named if other != code))


def within(inner: str, outer: str) -> bool:
    """Whether one jurisdiction lies inside another, or is it."""
    return inner == outer or inner.startswith(f"{outer}-")


def infer(question: str, held: Held) -> Inference:
    """What a question narrows, as far as the library has documents that fit."""
    question = fold(question)
    chinese = language_of(question) == "zh"
    places = tuple(code for code in codes_in(question) if any(within(place, code) for place in held.places))
    years = sorted({match.group(1) for match in _YEAR.finditer(question)})
    year = years[0] if len(years) == 1 and years[0] in held.years else None
    side = 1 if chinese else 0
    named = [kind for kind, names in KINDS.items() if re.search(_whole(names[side], chinese), question, re.IGNORECASE)]
    kinds = tuple(kind for kind in named if kind in held.kinds)
    kinds = kinds if len(kinds) == 1 else ()
    because = []
    for code in places:
        name = PLACES[code][side].split("|")[0]
        because.append(f"优先{name}的文件" if chinese else f"documents of {name} preferred")
    if year:
        because.append(f"优先{year}年的文件" if chinese else f"documents of {year} preferred")
    for kind in kinds:
        because.append(f"优先{_CHINESE_NAME[kind]}" if chinese else f"documents of the kind {kind} preferred")
    return Inference(Filters(kind=kinds, jurisdiction=places, since=year, until=year), tuple(because))


def _whole(names: str, chinese: bool) -> str:
    return names if chinese else rf"\b(?:{names})\b"


def preference(inferred: Filters, record: Record) -> float:
    """Factor for the scores of a document's passages: above 1 when it fits what was inferred, below for a rival."""
    factor = 1.0
    if inferred.jurisdiction and record.jurisdiction:
        if any(within(record.jurisdiction, code) for code in inferred.jurisdiction):
            factor *= 1.15
        elif not any(within(code, record.jurisdiction) for code in inferred.jurisdiction):
            factor *= 0.8  # a rival place; what holds around the place named stays as it is
    if inferred.since and any(date and date[:4] == inferred.since for date in (record.issued, record.effective)):
        factor *= 1.05
    if inferred.kind and record.kind in inferred.kind:
        factor *= 1.05
    return factor
