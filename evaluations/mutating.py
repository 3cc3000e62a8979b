"""Makes false sentences out of true ones: one number, unit, date, bound, negation, modality, body or place changed.

It shares no code with the verification that it tests. Each mutation is chosen by a hash of the sentence, so that the
same pairs give the same mutations.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

PAIRS = Path(__file__).resolve().parents[1] / "tests" / "data" / "verifying" / "pairs.jsonl"


@dataclass(frozen=True, slots=True)
class Pair:
    """A true sentence and the passage that proves it. `split` is "dev" or "held"."""

    id: str
    split: str
    language: str
    sentence: str
    passage: str
    heading: str
    passage_language: str


@dataclass(frozen=True, slots=True)
class Mutation:
    pair: Pair
    kind: str
    sentence: str


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The pairs of a JSON Lines file."""
    return [Pair(**json.loads(line)) for line in path.read_text("utf-8").splitlines() if line]


def mutations(pair: Pair) -> Iterator[Mutation]:
    """At most one mutation of each kind, where the sentence has something to change."""
    for kind, change in KINDS.items():
        changed = change(pair)
        if changed is not None and changed != pair.sentence:
            yield Mutation(pair, kind, changed)


def _pick(text: str, options: int) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % options


# ---------------------------------------------------------------- numbers and dates

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"(?P<en>\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?)|(?P<us>(?:{_MONTHS}) \d{{1,2}}(?:, \d{{4}})?)"
    rf"|(?P<my>(?:{_MONTHS}) \d{{4}})"
    r"|(?P<zh>(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年底?)|(?P<year>(?<![\d,])20\d\d(?![\d,]))"
)
_NOT_A_FIGURE = re.compile(
    rf"{_DATE.pattern}|〔\d+〕\d+号|SB\w+-\d+|Orders? \d+|Articles? \d+(?:\(\d\))?|第[\d一二三四五六七八九十]+条"
    rf"|16th|second|fifth"
)
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORD_NUMBERS = {
    "two": "three",
    "three": "four",
    "five": "six",
    "seven": "eight",
    "eighteen": "nineteen",
    "six": "seven",
    "eight": "nine",
    "两年": "四年",
    "两成": "三成",
    "三成": "四成",
    "三年": "五年",
    "七章": "九章",
    "七成": "八成",
    "百分之五": "百分之八",
    "七十三条": "八十三条",
    "六个方面": "八个方面",
    "三十日": "四十日",
}


def _figures(sentence: str) -> list[re.Match[str]]:
    taken = [match.span() for match in _NOT_A_FIGURE.finditer(sentence)]
    return [m for m in _FIGURE.finditer(sentence) if not any(a < m.end() and m.start() < b for a, b in taken)]


def change_number(pair: Pair) -> str | None:
    """Another number in place of one, by one digit, by half, or by a factor of ten."""
    sentence = pair.sentence
    figures = _figures(sentence)
    if not figures:
        for word, other in _WORD_NUMBERS.items():
            if re.search(rf"\b{word}\b" if word.isascii() else word, sentence):
                return sentence.replace(word, other, 1)
        return None
    match = figures[_pick(sentence, len(figures))]
    value = float(match.group().replace(",", ""))
    for way in range(3):
        new = (value + (1 if value < 20 else 5 if value < 100 else value / 10), value * 1.5, value * 10)[
            (_pick(sentence, 3) + way) % 3
        ]
        shown = (
            f"{new:,.1f}".rstrip("0").rstrip(".")
            if new % 1
            else f"{new:,.0f}"
            if "," in match.group()
            else f"{new:.0f}"
        )
        if shown != match.group():
            return sentence[: match.start()] + shown + sentence[match.end() :]
    return None


def move_number(pair: Pair) -> str | None:
    """A number with its unit from elsewhere in the passage, which the sentence does not have."""
    form = re.compile(r"\d[\d,.]*(?: (?:million|billion) yuan|[万亿]元| ?%)")
    own = list(form.finditer(pair.sentence))
    others = [m.group() for m in form.finditer(pair.passage)]
    for match in own:
        unit = re.sub(r"[\d,. ]", "", match.group())
        fresh = [
            o
            for o in dict.fromkeys(others)
            if re.sub(r"[\d,. ]", "", o) == unit and o.replace(" ", "") not in pair.sentence.replace(" ", "")
        ]
        if fresh:
            other = fresh[_pick(pair.sentence, len(fresh))]
            return pair.sentence[: match.start()] + other + pair.sentence[match.end() :]
    return None


def change_date(pair: Pair) -> str | None:
    """Another year, month or day."""
    sentence = pair.sentence
    dates = [m for m in _DATE.finditer(sentence) if not re.match(r"[〕—–-]", sentence[m.end() : m.end() + 1])]
    if not dates:
        return None
    match = dates[_pick(sentence, len(dates))]
    date = match.group()
    ways: list[Callable[[str], str]] = []
    if re.search(r"20\d\d", date):
        ways.append(lambda d: re.sub(r"20\d\d", lambda y: str(int(y.group()) + 1), d, count=1))
    if re.search(_MONTHS, date):
        names = _MONTHS.split("|")
        ways.append(lambda d: re.sub(_MONTHS, lambda m: names[(names.index(m.group()) + 3) % 12], d, count=1))
    if re.search(r"\d月", date):
        ways.append(lambda d: re.sub(r"(\d+)月", lambda m: f"{int(m[1]) % 12 + 1}月", d, count=1))
    if re.search(r"\d日|\b\d{1,2}\b", date):
        ways.append(lambda d: re.sub(r"(?<!\d)(\d{1,2})(?=日|\b(?!\d))", lambda m: str(int(m[1]) % 27 + 1), d, count=1))
    changed = ways[_pick(sentence, len(ways))](date)
    return sentence[: match.start()] + changed + sentence[match.end() :]


# ---------------------------------------------------------------- words


def _swap(rules: list[tuple[str, str]]) -> Callable[[Pair], str | None]:
    compiled = [(re.compile(pattern), replacement) for pattern, replacement in rules]

    def change(pair: Pair) -> str | None:
        for pattern, replacement in compiled:
            if pattern.search(pair.sentence):
                return pattern.sub(replacement, pair.sentence, count=1)
        return None

    return change


change_unit = _swap(
    [
        (r"\bmillion\b", "billion"),
        (r"\bbillion\b", "million"),
        (r"\bbn\b", "million"),
        (r"square metres", "hectares"),
        (r"PFLOPS", "EFLOPS"),
        (r"万元", "亿元"),
        (r"亿元", "万元"),
        (r"亿港元", "亿美元"),
        (r"万欧元", "万元"),
        (r"亿欧元", "亿元"),
        (r"万平方米", "平方米"),
        (r"\b(\d[\d,]*) yuan", r"\1 US dollars"),
        (r"(EUR|€) ?(?=\d)", "RMB "),
        (r"HK\$", "US$"),
        (r"\$(?=\d)", "€"),
        (r"(\d+|two|three|five) years\b", r"\1 months"),
        (r"(\d+) months\b", r"\1 years"),
        (r"(\d+|five|seven) (working )?days\b", r"\1 months"),
        (r"(?<=[\d两三])年(?=[。，]|后|有|免|$)(?<!\d{4}年)", "个月"),
        (r"(?<=\d)个月", "年"),
        (r"(?<=\d)个?工作日", "个月"),
        (r"(?<=\d)日内", "个月内"),
        (r"(?<=\d)元(?=，|。|$)", "美元"),
    ]
)

change_bound = _swap(
    [
        (r"\bno more than\b", "no less than"),
        (r"\bat most\b", "at least"),
        (r"\bup to\b", "at least"),
        (r"\bat least\b", "at most"),
        (r"\bmore than\b", "less than"),
        (r"\bfewer than\b", "more than"),
        (r"\b(?:over|exceed)\b(?= \d)", "under"),
        (r"\b(?:is |are )?(?:capped at|limited to)\b", "reaches at least"),
        (r"\bwith an? (?:cap|ceiling) of\b", "with a minimum of"),
        (r"has a cap of", "has a minimum of"),
        (r"不得?超过", "不少于"),
        (r"(?:最高|最多|上限为?)(?=[\d可支]|每|为|资)", "至少"),
        (r"(?<!不)(?:超过)", "低于"),
        (r"以上(?!\d)", "以下"),
        (r"至少", "至多"),
    ]
)

change_modality = _swap(
    [
        (r"\b(?:must|shall) not\b", "may"),
        (r"\bmay not\b", "must"),
        (r"\b(?:must|shall|has to|have to)\b", "may"),
        (r"\bmay\b(?! 20|,)", "must"),
        (r"\bcan\b", "must"),
        (r"\brequires\b", "allows"),
        (r"\ballows\b", "requires"),
        (r"不得", "可以"),
        (r"应当|必须|(?<!申请)须(?!知)", "可以"),
        (r"(?<!不)可以|(?<=也)可以", "必须"),
        (r"鼓励", "要求"),
        (r"要求(?=[^，。]{0,8}(?:公布|率先|做))", "允许"),
    ]
)

_change_negation = _swap(
    [
        (r"\b(is|are|was|were|does|do|did|must|may|could|can|shall|will|should) not\b ?", r"\1 "),
        (r"\bcould not\b", "could"),
        (r"\bcannot\b", "can"),
        (r"\bno longer ", ""),
        (r"\bnames no\b", "names a"),
        (r"\bpay no rent\b", "pay rent"),
        (r"\bis in no\b", "is in an"),
        (
            r"\b(is|are|was|were|can|could|must|may|shall|will|should|has been|have been|had to|has to)\b(?! (?:not"
            r"|more|over)\b)",
            r"\1 not",
        ),
        (
            r"\b(pay|get|cover|name|apply|allow|support|ask|reach|rank|require|want|contain|file|own|go|add|run"
            r"|expect|offer|provide)s\b",
            r"does not \1",
        ),
        (r"\b(applies|carries)\b", "does not apply"),
        (
            r"\b(paid|took|expired|ran|opened|delayed|received|came|filed|counted|increased|set|covered|had|claimed)\b",
            r"did not get \1",
        ),
        (r"\b(pay|get|receive|go|cover|have)\b", r"do not \1"),
        (r"没有(规定|写明|承诺|参加)", r"\1了"),
        (r"不得", "应当"),
        (r"不(能|受|适用|会|见)", r"\1"),
        (r"不是", "是"),
        (r"(?<!不)(可以|应当|必须|须)", r"不\1"),
        (r"可(?=[获抵免])", "不可"),
        (r"(支持|资助|包含|适用|要求|鼓励|付租|拨款|奖励|拨付|承担|提供)", r"不\1"),
        (r"(?<!人)(?<!成)(为|有|由|是|按|共|获)", r"不\1"),
        (r"(施行|印发|公布|通过|签署|到期|生效|开始)", r"未\1"),
    ]
)


_DENIES = re.compile(r"\b(?:not|no|nobody|neither|nor|never|none|cannot)\b|n't\b|[不没未]")


def change_negation(pair: Pair) -> str | None:
    """Takes a negation out, or puts one in where there is none: never a second one."""
    changed = _change_negation(pair)
    if changed is not None and _DENIES.search(pair.sentence) and len(changed) > len(pair.sentence):
        return None
    return changed


def _exchange(names: list[str]) -> Callable[[Pair], str | None]:
    """Puts another name of the list in place of one that the sentence has; never one that the passage names."""
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))

    def change(pair: Pair) -> str | None:
        match = pattern.search(pair.sentence)
        if match is None:
            return None
        latin = match.group().isascii()
        evidence = pair.passage + pair.heading
        others = [
            n
            for n in names
            if n.isascii() == latin and n not in pair.sentence and n not in evidence and n not in match.group()
        ]
        other = others[_pick(pair.sentence, len(others))]
        return pair.sentence[: match.start()] + other + pair.sentence[match.end() :]

    return change


change_place = _exchange(
    [
        "Shenzhen",
        "Nanshan",
        "Longgang",
        "Longhua",
        "Guangming",
        "Qianhai",
        "Beijing",
        "Shanghai",
        "Hangzhou",
        "Hong Kong",
        "Wuhan",
        "Zhejiang",
        "Colorado",
        "Suzhou",
        "Ningbo",
        "Futian",
        "Texas",
        "Singapore",
        "Yantian",
        "Pingshan",
        "Guangzhou",
        "Chengdu",
        "Tianjin",
        "China",
        "深圳",
        "南山区",
        "龙岗区",
        "龙华区",
        "光明区",
        "前海",
        "北京市",
        "上海",
        "杭州",
        "香港",
        "武汉",
        "苏州",
        "宁波",
        "福田区",
        "新加坡",
        "盐田区",
        "坪山区",
        "广州",
        "天津",
        "浙江",
        "欧盟",
    ]
)
change_body = _exchange(
    [
        "Science and Technology Innovation Bureau",
        "science and technology innovation bureau",
        "Industry and Information Technology Bureau",
        "Cyberspace Administration of China",
        "cyberspace department",
        "Data Bureau",
        "Human Resources Bureau",
        "Commerce Bureau",
        "finance bureau",
        "Cyberport",
        "Attorney General",
        "attorney general",
        "Health Commission",
        "Ministry of Education",
        "Transport Bureau",
        "Federal Reserve",
        "European Commission",
        "Alibaba",
        "Huawei",
        "Tencent",
        "Supreme Court",
        "Mayor Zhou Lan",
        "Mayor Li Wen",
        "Yicai",
        "Shenzhen Daily",
        "People's Daily",
        "Housing Bureau",
        "工业和信息化局",
        "科技创新局",
        "政务服务和数据管理局",
        "财政局",
        "网信部门",
        "经济和信息化局",
        "数据局",
        "商务局",
        "教育局",
        "交通运输局",
        "卫生健康委员会",
        "数码港",
        "工业和信息化部门",
        "公安部门",
        "华为",
        "腾讯",
        "阿里巴巴",
        "小米",
        "百度",
        "美联储",
        "行业协会",
    ]
)

KINDS: dict[str, Callable[[Pair], str | None]] = {
    "number": change_number,
    "moved number": move_number,
    "unit": change_unit,
    "date": change_date,
    "bound": change_bound,
    "negation": change_negation,
    "modality": change_modality,
    "place": change_place,
    "body": change_body,
}
