"""Rates and sums as a field states them: how much, for whom, counted anew per what."""

from __future__ import annotations

import re

from assistant.language.folding import fold
from assistant.language.quantities import Bound, Quantity, find_quantities
from assistant.measures.measure import Tier

_PART = re.compile(r"[;；，]|,(?!\d)|\bor\b|、")
_FOR = re.compile(r"(?i)\bfor (?!each\b|every\b|\d)(?:an? |the )?(?P<whom>[^;,]+)")
_USUAL = re.compile(r"(?i)\bin principle\b|原则上")
_PER = (
    ("year", re.compile(r"(?i)\b(?:a|per|each|every|calendar) year\b|\band year\b|\bannual\w*|\byearly\b|每年|年度")),
    ("company", re.compile(r"(?i)\b(?:each|per|every) (?:company|firm|enterprise|applicant)|每家|单个企业|每户")),
    ("project", re.compile(r"(?i)\b(?:each|per|every) project|每个项目|单个项目")),
    ("person", re.compile(r"(?i)\b(?:each|per|every) person|每人")),
    ("area", re.compile(r"(?i)\b(?:each|per|a) square met|每平方米|每月每平")),
    (
        "item",
        re.compile(
            r"(?i)\b(?:each|per|every) (?:algorithm|filed model|model|data-source unit|platform)|每个(?:算法|模型|数源)"
        ),
    ),
)
_GROUP = re.compile(r"(?P<whom>初创企业|初创|示范项目|标杆项目|国家级冠军|单项冠军)")


def tiers_in(text: str) -> tuple[Tier, ...]:
    """The rates (per cent) and sums (money) of a field in their order; "per year" of one part holds for all."""
    found: list[Tier] = []
    whole = tuple(name for name, pattern in _PER if pattern.search(text))
    for part in _PART.split(fold(text)):
        figures = [one for one in find_quantities(part) if one.dimension in ("percent", "money")]
        for figure in figures:
            found.append(_tier(figure, part, whole))
    return tuple(found)


def _tier(figure: Quantity, part: str, whole: tuple[str, ...]) -> Tier:
    narrowed = _FOR.search(part) or _GROUP.search(part)
    whom = narrowed.group("whom").strip() if narrowed else ""
    own = tuple(name for name, pattern in _PER if pattern.search(part))
    fixed = figure.bound is Bound.EXACT and not _USUAL.search(part)
    return Tier(figure.value, figure.unit, whom, fixed, own or whole)
