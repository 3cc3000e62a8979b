"""What sort of text a document is: from marks of the press, its number, its title's words, its folder's name."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from assistant.data import rows
from assistant.language.folding import fold
from assistant.language.script import has_chinese
from assistant.reading.record.document_numbers import is_of_a_series
from assistant.reading.record.facts import Facts
from assistant.reading.record.issuing import JURISDICTIONS
from assistant.records import Kind

_MONEY = re.compile(r"补贴|资助|奖励|扶持|贴息|补助|给予.{0,12}支持|subsid|\bgrants?\b|voucher|지원자금")
_FINE = re.compile(r"罚款|没收|\bfine\b|civil penalt")
_NEWS = re.compile(
    r"\d+ min(?:ute)? read\b|新华社.{0,12}电|[（(]?记者|本报讯|\breported by\b|"
    r"^\W*(?:[\w ,]{3,60} [-–—|] )?(?:press|news|media) release\W*$|"
    r"\bPhotos? (?:from|by|courtesy)|\btold reporters\b|编辑[:：]|"
    r"\((?:Xinhua|Reuters|AP|AFP|Bloomberg|China Daily)\)|^(?-i:[A-Z][A-Z' .]{2,30})"
    r", [^\n]{3,25} (?:--|—|–)\s|^By (?-i:[A-Z])\w+ (?-i:[A-Z])\w+$",
    re.I | re.M,
)
# what a headline says somebody does ("Shenzhen issues plan …"), and a day told from the day of writing
_HEADLINE = re.compile(
    r"^[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3} (?i:issues|unveils|releases|launches|announces|rolls out|plans|passes"
    r"|adopts|approves|publishes|pledges|seeks|aims|sets|bans|delays|vows)\b|^[\u4e00-\u9fff]{2,8}(?:发布|出台|推出|公布)"
)
# no instrument is called so: it calls out, or says at its end that something came out
_CALLED_OUT = re.compile(r"[!！]|^(?!.*关于)[^《》]*(?:公布|发布|出台|上线|启动|开启|来了)$")
_DAY_OF_NEWS = re.compile(
    r"(?i)\b(?:yesterday|today|earlier this week|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|昨[天日]|今[天日]|日前|近日"
)


def find_kind(facts: Facts) -> None:
    """The kind that a person wrote down, else what everything else says."""
    if facts.get("kind") in set(Kind):
        facts.kind = Kind(facts.get("kind"))
        return
    facts.drop("kind")
    source = facts.source
    facts.kind, origin = kind_of(facts.get("title"), source.text, facts.number, source.path, source.url or "")
    facts.put("kind", facts.kind.value, origin)


def kind_of(title: str, text: str, number: str, path: str, url: str = "") -> tuple[Kind, str]:
    """The kind and its origin. `number` is canonical.

    A statute of a national legislature, the European Union or a US state is a law; every other binding text (State
    Council and local 条例, ministerial 办法 and 规定, executive orders) is a regulation. 办法, 细则 and 通知 whose text
    hands out money rather than fines are measures.
    """
    if _NEWS.search(text[:1200]) and not re.search(r"印发《|全文如下", text[:300]):
        return Kind.NEWS, "text"
    if _CALLED_OUT.search(title):
        return Kind.NEWS, "title"
    if _HEADLINE.search(title) and _DAY_OF_NEWS.search(text[:1500]):
        return Kind.NEWS, "text"
    if path.lower().endswith((".eml", ".msg")):
        return Kind.NEWS, "file name"
    for jurisdiction in JURISDICTIONS:
        if jurisdiction.ordering and jurisdiction.ordering.search(text[:3000]):
            return Kind.REGULATION, "text"
    for jurisdiction in JURISDICTIONS:
        for prefix, kind in jurisdiction.kinds.items():
            if number.startswith(prefix):
                return kind, "number"
    if found := _by_title(fold(title), text):
        return found, "title"
    if is_of_a_series(number):
        return Kind.GUIDANCE, "number"
    if found := _by_itself(text):
        return found, "text"
    if _COMPANY.match(url):
        return Kind.NEWS, "address"
    folder = re.split(r"[\\/]", path)[-2].removesuffix("s") if re.search(r"[\\/]", path) else ""
    named = {kind.value.removesuffix("s"): kind for kind in Kind}
    return (named[folder], "folder") if folder in named else (Kind.OTHER, "inferred")


@lru_cache(1)
def _title_kinds() -> dict[bool, list[tuple[Kind, re.Pattern[str]]]]:
    """What words of a title say, in order, by whether the title is Chinese."""
    kinds: dict[bool, list[tuple[Kind, re.Pattern[str]]]] = {True: [], False: []}
    for language, kind, pattern in rows("title_kinds.tsv"):
        kinds[language == "zh"].append((Kind(kind), re.compile(pattern, re.I)))
    return kinds


_COMPANY = re.compile(r"https?://[^/]+\.(?:com|net|io)(?:/|$)")  # a page of whose site that is nothing else
_ITSELF = re.compile(
    r"\b[Tt]his (act|law|ordinance|regulation|directive|policy|guidance|guideline|guide|plan|strategy|framework|"
    r"code of practice|order|memorandum)s?\b|(?<=本)(条例|办法|规定|细则|方案|规划|计划|意见|指南|指引|法)(?!规)"
)
_TIMES = 3  # that a text must speak of itself so


def _by_itself(text: str) -> Kind | None:
    """What a text mostly calls itself: "this directive applies to …"."""
    named = Counter((match[1] or match[2]).lower() for match in _ITSELF.finditer(text[:60_000]))
    name, times = named.most_common(1)[0] if named else ("", 0)
    if times < _TIMES or times * 2 <= named.total():
        return None
    if name == "directive":
        return Kind.REGULATION
    return next((kind for kind, pattern in _title_kinds()[has_chinese(name)] if pattern.search(name)), None)


_SUBTITLE = re.compile(r": (?:[\w-]+ ){0,3}(?:guidance|guidelines?|guide|handbook|faqs?|questions and answers)\b", re.I)
_ABOUT = re.compile(
    r"\b(?:on|about|under|for|to|regarding|concerning|implementing)\b|: ", re.I
)  # what follows is its matter


def _by_title(title: str, text: str) -> Kind | None:
    if _SUBTITLE.search(title):
        return Kind.GUIDANCE
    kinds = _title_kinds()[has_chinese(title)]
    # "Guidelines on the AI Act" are guidelines: what the title is comes before what it is about
    names = [title] if has_chinese(title) else [_ABOUT.split(title)[0], title]
    found = next((kind for name in names for kind, pattern in kinds if pattern.search(name)), None)
    money = len(_MONEY.findall(text))
    gives_money = money >= 3 and money > 2 * len(_FINE.findall(text))
    if gives_money and found is Kind.REGULATION and re.search(r"办法|细则|规程", title):
        return Kind.MEASURE
    if gives_money and found is None and re.search(r"通知|公告|常见问题|notice|faq", title, re.I):
        return Kind.MEASURE
    return found
