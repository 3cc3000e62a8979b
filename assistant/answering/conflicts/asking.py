"""What a question wants of a figure: which kind, of what, for whom, for which year, and which values it proposes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from assistant.answering.conflicts.statements import content, names_of, roles_at
from assistant.facts import DIMENSIONS, Sought, sought
from assistant.quantities import Quantity, find_quantities, units
from assistant.verifying.terms import Content, Term, terms_of

LARGE = 10_000_000  # from where a bare number in a question is a sum of money


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question wants of a figure."""

    dimensions: frozenset[str]
    unit: str  # what is counted, "" when it does not say
    terms: tuple[Term, ...]
    content: Content
    names: frozenset[str]
    roles: frozenset[tuple[str, str]]
    years: frozenset[int]
    values: tuple[Quantity, ...]  # that the question itself puts forward: "38.7bn or 300bn?"


_ASKING_TEXT = """
thing two three four five sever mani much number amount size rate share cap sum figur differ seen right colleagu
claim thought exactli total far pai give money place wrong correct date dai year time end begin say tell know count
old new among
还是 多少 数量 几家 金额 上限 最高 封顶 比例 日期 时候 什么时候 何时 哪年 哪天 多少家
对不对 到底 究竟 分别 大概 目前 现在
"""
ASKING = frozenset(_ASKING_TEXT.split())
_SIZES = (
    ("percent", re.compile(r"\brates?\b|\bshare\b|费率|比率", re.IGNORECASE)),
    ("money", re.compile(r"\b(?:size|big|large|worth|value[ds]?|volume)\b|规模|产值|多大", re.IGNORECASE)),
)
_RANKS = re.compile(r"\brank(?:s|ed|ing)?\b|\bwhich place\b|排名|排第几|位列|第几", re.IGNORECASE)


@lru_cache(256)
def read_question(text: str, standalone: str) -> Asked | None:
    """What a question wants of a figure; None when it asks for none."""
    quantities = find_quantities(standalone)
    kind = sought(text)
    if kind is Sought.ANY and text != standalone:
        kind = sought(standalone)
    own = [
        replace(q, dimension="money") if q.dimension == "number" and q.value >= LARGE else q
        for q in quantities
        if not q.is_name
    ]
    pairs = [q for q in own if sum(1 for o in own if o.dimension == q.dimension) > 1]
    if _RANKS.search(text):
        dimensions = frozenset({"rank"})
        standalone = _RANKS.sub(" ", standalone)
    elif pairs:  # "1 billion or 10 billion?", "in 2024 or in 2025?"
        dimensions = frozenset(q.dimension for q in pairs)
    elif kind in DIMENSIONS:
        dimensions = frozenset(DIMENSIONS[kind])
    elif kind is Sought.ANY and (sized := next((d for d, pattern in _SIZES if pattern.search(standalone)), None)):
        dimensions = frozenset({sized})
    elif kind is Sought.ANY and any(q.dimension not in ("date", "number") for q in own):
        dimensions = frozenset(q.dimension for q in own if q.dimension not in ("date", "number"))
    elif re.search(r"\bpassed\b|\badopted\b|通过", standalone):
        dimensions = frozenset({"date"})
    else:
        return None
    if dimensions & {"count", "number"}:
        dimensions |= {"count", "number"}
    years = frozenset(int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", standalone))
    roles = {role for q in (*own, _nowhere(standalone)) for role in roles_at(standalone, q, ())}
    terms = tuple(term for term in terms_of(standalone) if term.word not in ASKING and term.concepts != {"cap"})
    return Asked(
        dimensions, _counted(standalone), terms, content(standalone), names_of(standalone), frozenset(roles),
        frozenset() if "date" in dimensions else years, tuple(pairs),
    )  # fmt: skip


def _nowhere(text: str) -> Quantity:
    """A place in the question from which all its words are near."""
    return Quantity(len(text) // 2, len(text) // 2, "", "none", Fraction(0))


_HOW_MANY = re.compile(
    r"\bhow many\s+((?:[\w-]+\s+){0,3}?[\w-]+)|\bnumber of\s+((?:[\w-]+\s+){0,3}?[\w-]+)|(?:多少|几)[家个项条名]?", re.I
)


def _counted(question: str) -> str:
    """The unit that "how many … companies" or 多少家企业 counts."""
    found = _HOW_MANY.search(question)
    if not found:
        return ""
    after = question[found.start() : found.start() + 60].lower()
    places = [(at, unit) for name, unit in units.COUNTED.items() if (at := _word_at(name, after)) >= 0]
    return min(places, default=(0, ""))[1]


def _word_at(name: str, text: str) -> int:
    if not name.isascii():
        return text.find(name) if len(name) > 1 else -1
    found = re.search(rf"\b{re.escape(name)}\b", text)
    return found.start() if found else -1
