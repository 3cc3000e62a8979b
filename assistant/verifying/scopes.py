"""Per what a figure is meant: a month or a year, each company or each project, once or in total, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.quantities import Quantity, same_length_fold, same_unit, same_value
from assistant.quantities.folding import lower_latin
from assistant.verifying.case import Case, Fault
from assistant.verifying.reading import Reading

MEASURED = ("money", "number", "count", "area", "compute", "energy", "percent", "multiple")
ANY = "thing"  # 每个 of something that is not listed
# what something may be given per; forms of one line pass for each other
_UNITS_TEXT = """
time hour | hour | 小时
time day | day | 日 天
time week | week | 周 星期
time month | month | 月 个月
time quarter | quarter | 季度 季
time year | year annum | 年 年度
head company | company firm enterprise applicant business undertaking organisation organization unit start-up startup entity | 企业 公司 单位 申请人 申报单位 申请单位 申报主体 主体 市场主体 机构 家
head person | person head capita employee worker talent resident individual graduate student expert trainee member people user | 人 名 位 员工 学生 毕业生 人员 人才
head product | product item | 产品 款
head project | project scheme programme program | 项目 课题
head household | household family | 户 家庭
head time | time occasion instance purchase payment | 次 笔
head square metre | square_metre square_meter sq_m sqm m2 m² | 平方米 平米 ㎡ m² m2
head mu | mu hectare acre | 亩 公顷
head vehicle | vehicle car taxi | 辆 车
head device | device machine robot terminal set server card chip gpu | 台 套 设备 机器人 终端 卡
head model | model | 模型 大模型
head place | district city province town park county municipality | 区 市 省 县 镇 街道 园区 地区
head case | violation breach offence offense infringement day_of_violation | 违法行为 违规行为
head patent | patent | 专利 件
head standard | standard | 标准
head laboratory | laboratory lab centre center platform | 实验室 平台 中心
head token | token query call request | 调用
"""  # noqa: E501
_GROUP: dict[str, tuple[str, str]] = {}
_english: list[str] = []
_chinese: list[str] = []
for _line in _UNITS_TEXT.strip().splitlines():
    _name, _ours, _theirs = (part.strip() for part in _line.split("|"))
    _kind, _unit = _name.split(" ", 1)
    for _word in _ours.split():
        _form = _word.replace("_", " ")
        _GROUP[_form] = (_kind, _unit)
        _english.append(_form)
    for _word in _theirs.split():
        _GROUP[_word] = (_kind, _unit)
        _chinese.append(_word)
_en = "|".join(sorted(map(re.escape, _english), key=len, reverse=True))
_zh = "|".join(sorted(map(re.escape, _chinese), key=len, reverse=True))
_times = "hour|day|week|month|quarter|year"
_noun = rf"(?:(?!(?:year|month|and|or|of)\b)[a-z-]+ ){{0,2}}?(?:{_en})"
_PER = re.compile(
    rf"(?:\b(?:per|each|every|(?:a|one) single|any one)|(?<=\w)/) ?(?P<e1>{_noun})(?:s|ies)?(?![a-z0-9-])"
    rf"(?: and (?:per |each |every )?(?P<e2>{_en})\b)?"
    rf"|(?<!for )(?<!within )(?<!in )(?<!after )(?<!than )(?<!about )(?<!half )\ba (?P<e3>{_times}|head|person|piece)\b"
    r"(?! (?:ago|later|after|before|earlier|old|long|from|of))"
    r"|\b(?P<adverb>annual|annually|yearly|monthly|weekly|daily|quarterly|hourly)\b"
    rf"|(?:每(?:一|单)?(?:(?:个|家|名|位|款|项|台|套|辆|张|件|只|条)(?:[\u4e00-\u9fff]{{1,14}}?的)?)?|单(?:个|家|户|笔|项|款|台)|同一|/)(?P<z1>{_zh})"
    r"|(?P<z2>人均|户均|年均|月均|日均|逐年|按年|按月|按日|按次|按季度|(?<![上本该一下去当前个])年度(?=[\u4e00-\u9fff]{0,9}?(?:最高|最多|不超过|限额|总额|总金额|上限|累计|获得))|单次|单笔|单户)"
    r"|(?P<z4>(?<![近满前第期长续每过])[一1](?:个?季度|个月|年|天|日)(?=(?:[^内以后期之至到的，。；、 \d]"
    r"|以?内(?:最|可|所|累计|总|不|获|只|仅))))"
    r"|(?P<unknown>每个)"
    r"|(?P<z3>每家|每户|每名|每位|每款|每台|每套|每辆|每件)",
    re.A,
)
_ADVERBS = {"annual": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}
_ADVERBS |= {"annually": "year", "quarterly": "quarter"}
_SHORT_TEXT = """
year 年均 逐年 按年 年度
quarter 按季度
month 月均 按月
day 日均 按日
time 按次 单次 单笔
person 人均 每名 每位
household 户均 单户 每户
company 每家
product 每款
device 每台 每套
vehicle 每辆
patent 每件
"""
_SHORT = {word: line.split()[0] for line in _SHORT_TEXT.strip().splitlines() for word in line.split()[1:]}
_TOTAL = re.compile(
    r"\b(?:in total|altogether|in all|overall|cumulative(?:ly)?|in aggregate|(?:over|for|across|during|in) (?:the"
    r"|its|their)"
    r" (?:whole|entire|full|life\w*)|lifetime|all told|combined)\b|\bin all\b|总规模|累计|合计|总计|共计|总共"
    r"|一共|整个|全周期|全期|全程",
    re.A,
)  # fmt: skip
_OCCASIONS = frozenset(("case", "time"))  # violations; purchases
_ONCE = re.compile(r"once (?:a|per|every|each) (year|month|week|day|quarter)\b")
_SPAN = re.compile(r"\b(?:for|over|across|during|in) (?:the )?(?:next|coming|last|past|first)? ?$|[共为]$", re.A)
_CLAUSE = re.compile(r"[，；;。|、]|[,:](?=\s)|\band\b(?= (?:up to|at most|at least|a |an |no ))")


@dataclass(frozen=True, slots=True)
class Scope:
    """Per what a figure is meant. `time` and `head` are its own; `around` those of the sentence before it."""

    time: frozenset[str]
    head: frozenset[str]
    around: frozenset[tuple[str, str]]
    total: bool  # "in total", 累计
    span: bool  # given for so many years

    def of(self, kind: str) -> frozenset[str]:
        """Its own units of a kind, "time" or "head"."""
        return self.time if kind == "time" else self.head


def _units(folded: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, kind, unit) of everything that a folded text in lower case says something is given per."""
    for match in _PER.finditer(folded):
        part = match.groupdict()
        if part["adverb"]:
            yield match.start(), match.end(), "time", _ADVERBS[part["adverb"]]
        elif part["z2"] or part["z3"]:
            unit = _SHORT[part["z2"] or part["z3"]]
            yield match.start(), match.end(), "time" if unit in _ADVERBS.values() else "head", unit
        elif part["unknown"]:
            yield match.start(), match.end(), "head", ANY
        for name in ("e1", "e2", "e3", "z1", "z4"):
            if part[name]:
                word = part[name].lstrip("一1")
                found = _GROUP.get(word) or next(
                    (_GROUP[tail] for tail in (" ".join(word.split()[-2:]), word.split()[-1]) if tail in _GROUP), None
                )
                if found:
                    yield match.start(), match.end(), *found


@lru_cache(1024)
def _units_of(text: str) -> tuple[tuple[int, int, str, str], ...]:
    return tuple(_units(lower_latin(same_length_fold(text))))


def scope_of(reading: Reading, quantity: Quantity) -> Scope:
    """Per what a figure is meant: what its clause says of it; before it in the sentence, what may hold for it too."""
    text = lower_latin(same_length_fold(reading.text))
    start, end = reading.sentences[reading.segments[reading.segment_of(quantity.start)].sentence]
    figures = [q for q in reading.quantities_in(start, end) if q.dimension in MEASURED and q.start != quantity.start]
    inside = [(q.start, q.end) for q in reading.quantities_in(start, end)]
    borders = [m.start() for m in _CLAUSE.finditer(text, start, end) if not any(a < m.start() < b for a, b in inside)]
    left = max((border for border in borders if border < quantity.start), default=start)
    right = min((border for border in borders if border >= quantity.end), default=end)
    own: set[tuple[str, str]] = set()
    around: set[tuple[str, str]] = set()
    for begin, stop, kind, unit in _units_of(reading.text):
        if not start <= begin < end:
            continue
        near = left <= begin < right
        if near and not _anothers(text, begin, stop, quantity, figures):
            own.add((kind, unit))
        elif begin < quantity.start or near:
            around.add((kind, unit))
    time = frozenset(unit for kind, unit in own if kind == "time")
    head = frozenset(unit for kind, unit in own if kind == "head")
    span = any(
        q.dimension == "duration" and _SPAN.search(text[max(left, q.start - 20) : q.start])
        for q in reading.quantities_in(left, right)
    )
    return Scope(time, head, frozenset(around), bool(_TOTAL.search(text, left, right)), span)


def gives_time(claim: Reading, quantity: Quantity, passages: Sequence[Reading]) -> bool:
    """Whether a figure says no more than per what time something is done or given, as a passage does.

    一年最多… is no duration, and "once a year" stands where the passage has "annually".
    """
    if quantity.dimension == "duration":
        reach = range(quantity.start, quantity.start + 1)
    elif quantity.dimension == "frequency" and quantity.value == 1:
        named = _ONCE.match(lower_latin(claim.text), quantity.start)
        if named:
            return any(unit == named[1] for passage in passages for _, _, _, unit in _units_of(passage.text))
        reach = range(quantity.start - 12, quantity.end + 8)
    else:
        return False
    per = {unit for begin, _, kind, unit in _units_of(claim.text) if kind == "time" and begin in reach}
    return any(unit in per for passage in passages for _, _, _, unit in _units_of(passage.text))


def _anothers(text: str, begin: int, stop: int, quantity: Quantity, figures: list[Quantity]) -> bool:
    """Whether words of a clause belong to another figure of it: those before a Chinese figure, after an English one."""
    english = text[begin:stop].isascii()
    if begin >= quantity.end:
        between = [q for q in figures if quantity.end <= q.start < begin]
        following = [q for q in figures if q.start >= stop]
        slash = text[begin] == "/"
        return bool(between) or (not english and not slash and bool(following))
    between = [q for q in figures if stop <= q.start < quantity.start]
    before = [q for q in figures if q.end <= begin]
    return bool(between) or (
        english and bool(before) and not re.search(r"\b(?:and|or)\b", text[before[-1].end : begin])
    )


def faulty_scope(case: Case) -> Fault:
    """A fault for a figure that its passages give per something else, or in total and not per year."""
    for quantity in case.claim.quantities:
        if quantity.dimension not in MEASURED:
            continue
        claimed = scope_of(case.claim, quantity)
        if not (claimed.time or claimed.head or claimed.total):
            continue
        faults = []
        for reading in case.passages:
            for other in reading.quantities:
                if same_value(quantity, other) and same_unit(quantity, other):
                    faults.append(_differs(claimed, scope_of(reading, other), quantity, other))
        if faults and all(fault is not None for fault in faults):
            return faults[0]
    return None


def _differs(claimed: Scope, stated: Scope, quantity: Quantity, other: Quantity) -> Fault:
    for kind in ("time", "head"):
        said, own = claimed.of(kind), stated.of(kind)
        around = frozenset(unit for k, unit in stated.around if k == kind)
        if kind == "time" and stated.total:
            around = frozenset()  # "10 million a year and 20 million in all"
        there = own or around
        if ANY in there or ANY in said:
            continue
        if said and there and not said & (own | around):
            one, two = sorted(said)[0], sorted(there)[0]
            why = f'the passage gives "{other.text}" per {two}, not per {one}'
            return why, f"per {one} ≠ per {two}"
    timed = stated.time or (not stated.total and any(kind == "time" for kind, _ in stated.around))
    if claimed.time and not timed and (stated.total or (stated.span and not claimed.span)):
        return f'the passage gives "{other.text}" in total, not per {sorted(claimed.time)[0]}', "per time ≠ in total"
    heads = stated.head | {unit for kind, unit in stated.around if kind == "head"}
    if claimed.time and not claimed.head and not timed and heads and heads <= _OCCASIONS:
        return f'the passage gives "{other.text}" per {sorted(heads)[0]}, not per {sorted(claimed.time)[0]}', "per time"
    if claimed.total and not claimed.time and not stated.total and (stated.time or "time" in stated.head):
        per = sorted(stated.time or {"time"})[0]
        return f'the passage gives "{other.text}" per {per}, not in total', f"in total ≠ per {per}"
    return None
