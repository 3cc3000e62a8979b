"""A document's title and kind: from what the file states, else from its text, else from its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.languages import fold
from assistant.reading.dates import MONTHS
from assistant.records import Kind, Source

_SITE = r"网|政府|门户|办公室|委员会|GOV\.UK|News|Daily|Inc|LLP|Diligent"
_JUNK = re.compile(
    r"^(?:microsoft word|microsoft powerpoint|untitled|document\d*|doc\d*|slide \d|"
    r"print|layout \d|无标题|未命名|文档\d*|powerpoint)"
    r"|\.(?:docx?|pdf|indd|pptx?|odt|qxd|wps)$|^[\W\d_]*$|^scan",
    re.I,
)
DRAFT = re.compile(
    r"征求意见稿|公开征求意见|草案|送审稿|讨论稿|\b(?:consultation|discussion|"
    r"exposure) draft\b|\bdraft for (?:public )?(?:comment|consultation)|"
    r"\(draft[^)]*\)|^draft\b",
    re.I,
)


def title_of(source: Source) -> tuple[str, str]:
    """The title and its origin, in the order of trust: stated by hand, HTML meta, PDF or office properties, the
    text, the file's name. Titles that programs leave behind ("Microsoft Word - x.docx") are passed over."""
    for value, origin in _candidates(source):
        title = tidy_title(value)
        if len(title) >= 3 and not _JUNK.search(title):
            return title, origin
    return re.sub(r"[-_.]+", " ", source.name.rsplit(".", 1)[0]).strip() or source.name, "file name"


def _candidates(source: Source) -> Iterator[tuple[str, str]]:
    by_name: dict[tuple[str, str], str] = {}
    for one in source.properties:
        by_name.setdefault((one.origin, one.field), one.value)
    for origin in ("front matter", "sidecar"):
        if (origin, "title") in by_name:
            yield by_name[origin, "title"], origin
    for name in ("articletitle", "og:title", "dcterms.title", "dc.title", "citation_title", "title"):
        if ("html meta", name) in by_name:
            yield by_name["html meta", name], "html meta"
    for origin in ("pdf properties", "office properties", "mail header"):
        if (value := by_name.get((origin, "title")) or by_name.get((origin, "subject"), "")) and value.isprintable():
            yield value, origin
    yield from ((words, "text") for words in _from_text(source))


def _from_text(source: Source) -> Iterator[str]:
    head = source.text[:3000]
    for pattern in _TITLE_IN_TEXT:
        if match := pattern.search(head):
            words = re.sub(r"\s+", " ", match["t"]).strip()
            yield _sentence_case(words) if words.isupper() else words
    announced = re.search(r"公告[^《》]{0,120}《([^《》]{4,60})》[^《》。]{0,120}现予公布", head)
    if announced:
        yield announced[1]
    for heading in source.headings:
        words = source.text[heading.start : heading.end]
        if heading.level == 1 and heading.start < 1500:
            if not _PART.fullmatch(words.strip()):
                yield words
            break
    if framework := _repeated_title(source.text):
        yield framework
    for line in head.split("\n"):
        if re.fullmatch(r"\s*[\u4e00-\u9fff]{3,24}(?:公司|局|部|委员会|委員會|政府|办公室|辦公室)\s*", line):
            continue  # the body's name over the title
        if (
            len(line.strip()) >= 4
            and not re.search(r"\d min(?:ute)? read|^\W*\w* ?\d{1,2} \w+ \d{4}\W*$", line)
            and not re.match(r"\s*(?:[A-Za-z ]{3,20}|[\u4e00-\u9fff]{2,6})[:：]\s", line)
        ):
            yield re.sub(r"\s+", " ", line)[:200]


# headings of parts that no document is named after
_PART = re.compile(
    r"(?i)(?:table of )?contents|foreword|preface|(?:executive )?summary|introduction|目\s*[录錄次]|前言|摘要"
)


def _sentence_case(words: str) -> str:
    """A title in capitals as a sentence, with the names of months as names."""
    lowered = words[:1] + words[1:].lower()
    return re.sub(rf"\b(?:{'|'.join(MONTHS)})\b(?= \d)", lambda match: match.group().capitalize(), lowered)


_TITLE_IN_TEXT = (
    re.compile(r"Executive Order \d{5} of [A-Z][a-z]+ \d{1,2}, \d{4}\s+(?P<t>.{10,200}?)\s+By the authority", re.S),
    re.compile(r"(?P<t>CONCERNING\s?.{10,600}?)\.?\s+Be it enacted", re.S),
    re.compile(r"^SUBJECT:?[\s|]+(?P<t>.{8,250}?)\s*\n\s*\n", re.S | re.M),
    re.compile(r"^(?:Publication|Title|Instrument|Document):\s*(?:In Their Own Words:\s*)?(?P<t>.{8,250})$", re.M),
    re.compile(
        r"(?P<t>(?:Regulation|Directive|Decision) \(EU\) \d{4}/\d+ of the European Parliament.{20,600}?)"
        r"\s*\(Text with EEA",
        re.S | re.I,
    ),
    re.compile(
        r"^(?P<t>(?:Interim |Administrative )?(?:Regulations?|Measures|Provisions|Rules|"
        r"Law|Act)\s(?:on|for|of)\s[^.\n]{8,150})\s*\n+\s*(?:Chapter|Article)\s",
        re.M,
    ),
)


def _repeated_title(text: str) -> str:
    """A framework's own name where its cover is a picture: the name that "This …" opens a sentence with."""
    match = re.search(
        r"\bThis ((?:[A-Z][\w&-]*|for|of|on|and|the)(?:\s(?:[A-Z][\w&-]*|for|of|on|and|the)){2,12})\s[a-z]", text[:8000]
    )
    return match[1] if match and re.search(r"Framework|Guid|Plan|Strategy|Code", match[1]) else ""


def tidy_title(title: str) -> str:
    """A title without the web site's name, a bill site's lead-in, brackets around it all, or "关于印发《X》的通知"."""
    title = re.sub(r"\s+", " ", title.replace("\xa0", " ")).strip(" -–—_|")
    title = re.sub(r"\s*\((?:HTML|PDF)\)$|\s*\(?Text with EEA relevance\)?\.?$", "", title)
    title = re.sub(r"^Bill Text\s*-\s*(?:[SA]B-?\d+\s+)?", "", title).rstrip(". ")
    title = re.split(r"_(?=[\u4e00-\u9fff])", title)[0]
    title = re.sub(rf"\s+[|·]\s+[^|]{{2,40}}$|\s*[-–—]\s*[^-–—|]{{0,40}}(?:{_SITE})[^-–—|]{{0,20}}$", "", title).strip()
    if match := re.fullmatch(r"\[([^\]]+)\]|【([^】]+)】", title):
        title = match[1] or match[2]
    title = re.sub(r"\s+[-–—|]\s+(?:[A-Z][a-z]+[A-Z]\w+|The White House|[\w ]*(?:News|Daily|Times|Post))$", "", title)
    if match := re.search(r"(?:公开征求|征求)[《〈]([^《》]+)[》〉].{0,8}(?:意见|建议)", title):
        title = match[1]
    if match := re.search(r"印发[〈《]([^《》]+(?:《[^》]*》[^《》]*)*)[》〉]", title):
        title = match[1]
    if match := re.fullmatch(
        r".{0,60}?关于印发(.{6,}(?:措施|办法|方案|计划|规划|意见|细则|规定|指引|指南))"
        r"的通知",
        title,
    ):
        title = match[1]
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", " ", title).strip()


@lru_cache(16_384)
def comparable_title(title: str) -> str:
    """A form of a title in which the same instrument's names are equal, whatever the punctuation, the script, the
    state's name in front and the words on which version it is ("（2025年修正）"). Years of a period stay."""
    words = fold(title).lower()
    words = re.sub(
        r"[（(][^()（）]*(?:修正|修订|文本|施行|译|text|amended|translation|version|政策卡片|试用)[^()（）]*[)）]",
        "",
        words,
    )
    words = re.sub(r"\b(?:the|of the people[’']s republic of china|of the prc)\b", "", words).replace(
        "中华人民共和国", ""
    )
    return re.sub(r"[^\w\u4e00-\u9fff×+]", "", words)


_MONEY = re.compile(r"补贴|资助|奖励|扶持|贴息|补助|给予.{0,12}支持|subsid|\bgrants?\b|voucher|지원자금")
_FINE = re.compile(r"罚款|没收|\bfine\b|civil penalt")
_NEWS = re.compile(
    r"\d+ min(?:ute)? read\b|新华社.{0,12}电|[（(]?记者|本报讯|\breported by\b|"
    r"\bPhotos? (?:from|by|courtesy)|\btold reporters\b|编辑[:：]|"
    r"\((?:Xinhua|Reuters|AP|AFP|Bloomberg|China Daily)\)|^(?-i:[A-Z][A-Z' .]{2,30})"
    r", [^\n]{3,25} (?:--|—|–)\s|^By (?-i:[A-Z])\w+ (?-i:[A-Z])\w+$",
    re.I | re.M,
)
# what a headline says somebody does ("Shenzhen issues plan …"), and a day told from the day of writing
_HEADLINE = re.compile(
    r"^[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3} (?:issues|unveils|releases|launches|announces|rolls out|plans|passes"
    r"|adopts|approves|publishes|pledges|seeks|aims|sets|bans|delays|vows)\b|^[\u4e00-\u9fff]{2,8}(?:发布|出台|推出|公布)"
)
_DAY_OF_NEWS = re.compile(
    r"(?i)\b(?:yesterday|today|earlier this week|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|昨[天日]|今[天日]|日前|近日"
)
_CHINESE_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.LAW, r"(?<!办)(?<!方)(?<!做)(?<!看)法(?:[（(][^）)]*[）)])?$"),
    (Kind.REGULATION, r"条例|关于(?:废止|修改|修订|宣布失效).*(?:决定|公告|通知)$"),
    (
        Kind.MEASURE,
        r"若干措施|政策措施|算力券|训力券|[^\w]券|补贴|补助|奖励|资助|扶持|申报|征集|"
        r"贷款|救助|专项资金|项目申请|政策导引|惠企|产业政策|贴息",
    ),
    (Kind.REGULATION, r"办法|规定|细则|决定|规程|规则"),
    (Kind.MEASURE, r"措施"),
    (Kind.PLAN, r"行动计划|行动方案|实施方案|方案|规划|计划|意见|纲要|工作要点|布局"),
    (Kind.GUIDANCE, r"指引|指南|导则|框架|手册|白皮书|标准|倡议"),
)
_ENGLISH_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.LAW, r"\b(?:act|law|bill|statute|code)\b|\bconcerning .* (?:system|technolog|protection)"),
    (
        Kind.MEASURE,
        r"subsid|\bvoucher|\bgrants?\b|\bfund(?:s|ing)?\b|several measures|support(?"
        r":ing)? measures|incentive|\bloans?\b|call for",
    ),
    (Kind.REGULATION, r"regulations?\b|provisions|\bmeasures\b|\brules\b|ordinance|executive order|\bdecree\b"),
    (Kind.PLAN, r"\bplan\b|strategy|roadmap|opinions|white paper response|agenda"),
    (
        Kind.GUIDANCE,
        r"guid(?:ance|elines?|e)\b|framework|playbook|profile|handbook|toolkit|memorandum|best practice|principles",
    ),
    (Kind.MEASURE, r"지원|자금|공고|보조금"),
    (Kind.LAW, r"법(?:률)?$"),
)
_BY_NUMBER = {
    "eo:": Kind.REGULATION, "eu:": Kind.LAW, "sb:": Kind.LAW, "hb:": Kind.LAW, "ab:": Kind.LAW, "us:pl": Kind.LAW,
    "act:": Kind.LAW, "omb:": Kind.GUIDANCE, "nist:": Kind.GUIDANCE, "国务院令": Kind.REGULATION,
}  # fmt: skip


def kind_of(title: str, text: str, number: str, path: str) -> tuple[Kind, str]:
    """The kind and its origin, from marks of the press, the document's number, the title's words, the folder's name.

    A statute of a national legislature, the European Union or a US state is a law; every other binding text (State
    Council and local 条例, ministerial 办法 and 规定, executive orders) is a regulation. 办法, 细则 and 通知 whose text
    hands out money rather than fines are measures. `number` is canonical.
    """
    if _NEWS.search(text[:1200]) and not re.search(r"印发《|全文如下", text[:300]):
        return Kind.NEWS, "text"
    if _HEADLINE.search(title) and _DAY_OF_NEWS.search(text[:1500]):
        return Kind.NEWS, "text"
    if path.lower().endswith((".eml", ".msg")):
        return Kind.NEWS, "file name"
    if re.search(r"^By the authority vested in me as President", text[:3000], re.M):
        return Kind.REGULATION, "text"
    for prefix, kind in _BY_NUMBER.items():
        if number.startswith(prefix):
            return kind, "number"
    words = fold(title)
    rules = _CHINESE_KINDS if re.search(r"[\u4e00-\u9fff]", words) else _ENGLISH_KINDS
    found = next((kind for kind, pattern in rules if re.search(pattern, words, re.I)), None)
    gives_money = len(_MONEY.findall(text)) >= 3 and len(_MONEY.findall(text)) > 2 * len(_FINE.findall(text))
    if found is Kind.REGULATION and gives_money and re.search(r"办法|细则|规程", words):
        found = Kind.MEASURE
    if found is None and gives_money and re.search(r"通知|公告|常见问题|notice|faq", words, re.I):
        found = Kind.MEASURE
    if found:
        return found, "title"
    folder = re.split(r"[\\/]", path)[-2] if re.search(r"[\\/]", path) else ""
    kind_names = {kind.value: kind for kind in Kind} | {f"{kind.value}s": kind for kind in Kind}
    return (kind_names[folder], "folder") if folder in kind_names else (Kind.OTHER, "inferred")
