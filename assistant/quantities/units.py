"""What figures count or measure: currencies, measures and countable things, under one name in both languages.

A unit's canonical form is (dimension, unit, factor): 3 EFLOPS = 3,000 PFLOPS, 两年 = 24 months, 3公顷 = 30,000 m².
"""

from __future__ import annotations

import re

CURRENCY_PREFIX = {
    "rmb": "CNY", "cny": "CNY", "人民币": "CNY", "¥": "CNY", "￥": "CNY", "yuan": "CNY",
    "hk$": "HKD", "hkd": "HKD", "港币": "HKD", "us$": "USD", "usd": "USD", "s$": "SGD", "sgd": "SGD",
    "a$": "AUD", "nt$": "TWD", "twd": "TWD", "$": "$", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP",
    "jpy": "JPY", "krw": "KRW", "₩": "KRW",
}  # fmt: skip
CURRENCY_SUFFIX = {
    "人民币": "CNY", "元人民币": "CNY", "元": "CNY", "圆": "CNY", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY",
    "cny": "CNY", "港元": "HKD", "港币": "HKD", "hong kong dollars": "HKD", "hkd": "HKD", "hk dollars": "HKD",
    "美元": "USD", "美金": "USD", "us dollars": "USD", "u.s. dollars": "USD", "usd": "USD", "dollars": "$",
    "新加坡元": "SGD", "新元": "SGD", "坡元": "SGD", "singapore dollars": "SGD", "sgd": "SGD",
    "欧元": "EUR", "euros": "EUR", "euro": "EUR", "eur": "EUR", "€": "EUR", "英镑": "GBP", "pounds sterling": "GBP",
    "gbp": "GBP", "日元": "JPY", "日圆": "JPY", "yen": "JPY", "韩元": "KRW", "won": "KRW",
    "澳元": "AUD", "新台币": "TWD", "新台币元": "TWD", "台币": "TWD",
}  # fmt: skip

# name → (dimension, unit, factor)
_MEASURES_TEXT = """
duration month 12: year years yr yrs 年 周年 年度 个年度
duration month 3: quarters 个季度 季度
duration month 1: month months 个月 月
duration day 7: week weeks 周 个星期 星期
duration day 1: day days 天 日 自然日 calendar_days
duration workday 1: working_days working_day business_days business_day 工作日 个工作日
duration hour 1: hour hours 小时 个小时
duration minute 1: minute minutes 分钟
compute PFLOPS 1: pflops petaflops petaflop p pflop/s
compute PFLOPS 1000: e eflops exaflops exaflop eflop/s
compute FLOP 1: flops flop 次浮点运算 floating-point_operations floating_point_operations
area m2 1: square_metres square_meters square_metre square_meter sq_m sqm m2 m² 平方米 平米 平方公尺
area m2 10000: hectares hectare 公顷
area m2 1000000: square_kilometres square_kilometers km2 km² sq_km 平方公里 平方千米
length m 1000: km kilometres kilometers kilometre kilometer 公里 千米
length m 1: metres meters metre meter 米
data GB 1: gb
data GB 1000: tb
data GB 1000000: pb
energy kWh 1: kwh kilowatt-hours 千瓦时 度电
power MW 1: mw megawatts 兆瓦
power MW 1000: gw gigawatts 吉瓦
multiple x 1: times fold 倍 -fold x
age year 1: 周岁 岁 years_of_age years_old year-old year-olds -year-old -year-olds
"""
MEASURES: dict[str, tuple[str, str, int]] = {}
for _line in _MEASURES_TEXT.strip().splitlines():
    _head, _, _names = _line.partition(":")
    _dimension, _unit, _factor = _head.split()
    for _name in _names.split():
        MEASURES[_name.replace("_", " ")] = (_dimension, _unit, int(_factor))

# what is counted; the first word of each line names the thing
_COUNTED_TEXT = """
company: company companies firm firms enterprise enterprises business businesses corporation corporations
company: startup startups start-up start-ups unicorn unicorns sme smes 企业 公司 独角兽 厂商 商户
scenario: scenario scenarios 场景
measure: measure measures 措施 举措 条措施 项措施
chapter: chapter chapters 章
article: article articles 条
clause: clause clauses 款
project: project projects 项目
patent: patent patents 专利
person: person persons people talent talents expert experts employee employees worker workers resident
person: residents user users student students engineer engineers 人 人才 专家 员工 用户 学生 人员 名 从业人员
area: areas dimension dimensions aspects field fields sectors 领域 方面 行业
cluster: cluster clusters 集群
park: park parks 园区 产业园 产业园区
community: community communities 社区
incubator: incubator incubators 孵化器
institution: institution institutions institute institutes universities university colleges laboratories
institution: laboratory labs centre centres center centers platform platforms 机构 高校 院校 研究院 实验室
institution: 中心 平台
city: city cities 城市
case: case cases 案例
model: model models 模型
product: product products 产品 爆款
application: application applications 应用
unit: units 台 套 部
chip: chips 芯片 gpus
fund: fund funds 基金
document: documents guidelines standards standard 标准 文件
category: categories category types kinds 类 类别
"""
COUNTED: dict[str, str] = {}
for _line in _COUNTED_TEXT.strip().splitlines():
    _head, _, _names = _line.partition(":")
    COUNTED.update(dict.fromkeys(_names.split(), _head.strip()))

# a classifier that already tells what is counted, and those that do not
CLASSIFIERS = {"家": "", "名": "person", "人": "person", "户": "", "位": "person", "章": "chapter"}
_GENERIC = "个项件座所台套处批次类种款期届片间份支组枚颗张卡辆架只条部场门宗起例"
HAN_CLASSIFIER = re.compile(rf"[{_GENERIC}{''.join(CLASSIFIERS)}]")

_han_units = sorted(
    (name for name in [*MEASURES, *CURRENCY_SUFFIX] if ord(name[0]) > 0x2E80 or name in "€"), key=len, reverse=True
)
_latin_units = sorted(
    (name for name in [*MEASURES, *CURRENCY_SUFFIX] if ord(name[0]) < 0x2E80 and name != "€"), key=len, reverse=True
)
UNIT = re.compile(
    "(?:"
    + "|".join(map(re.escape, _han_units))
    + r")| (?:"
    + "|".join(map(re.escape, _han_units))
    + r")|[ -]?(?:"
    + "|".join(map(re.escape, _latin_units))
    + r")(?![a-z0-9])"
)
_signs = [p for p in CURRENCY_PREFIX if not p[-1].isalpha() and not p[0].isalpha()]
_codes = [p for p in CURRENCY_PREFIX if p not in _signs]
PREFIX = re.compile(
    "(?:(?<![a-z])(?:" + "|".join(sorted(map(re.escape, _codes), key=len, reverse=True)) + ")"
    "|" + "|".join(map(re.escape, _signs)) + r")\s?$"
)
PERCENT = re.compile(r" ?(?:%|‰|percentage points?|per cent(?:age)?\b|percent\b|pct\b|个百分点)(?: points?)?", re.A)


def lookup(name: str) -> tuple[str, str, int]:
    """(dimension, unit, factor) of a unit as written; money has the currency as its unit."""
    name = name.strip(" -")
    if name in CURRENCY_SUFFIX:
        return "money", CURRENCY_SUFFIX[name], 1
    return MEASURES[name] if name in MEASURES else MEASURES["-" + name]
