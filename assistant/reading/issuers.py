"""Who issued a document: from page heads, the first lines, signatures and copyright lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.records import Kind, Source

_FIELDS = ("contentsource", "dcterms.publisher", "dc.publisher", "citation_author")
_PUBLISHERS = ("og:site_name", "publisher", "sitename", "dc.publisher")
_OFFICIAL = re.compile(
    r"\b(?:Institute|Department|Ministry|Office|Agency|Commission|Authority|Council|Foundation)\b|局|部|委|政府|府|办"
)
_CN_BODY = (
    r"[\u4e00-\u9fff]{2,30}?(?:人民政府|人民代表大会常务委员会|人民代表大会|委员会|"
    r"办公室|办公厅|工作推进小组|领导小组|局|厅|部|院)"
)
_ISSUER_IN_TEXT = (
    re.compile(
        r"(?:^|[\s|])(?:发布机关|发文机关|发文机构|制定机关|发布单位|印发机关)\s?"
        r"[:：|]\s*(?P<i>[\u4e00-\u9fff 、]{3,80})"
    ),
    re.compile(
        r"\d{1,2}\s?日\s*(?P<i>(?:[\u4e00-\u9fff]{2,8}第[一二三四五六七八九十]+届)?"
        r"[\u4e00-\u9fff]{0,14}第?[一二三四五六七八九十]*届?人民代表大会(?:常务委员会)?)"
        r"第"
    ),
    re.compile(r"\d{1,2}\s?日\s*(?P<i>第[一二三四五六七八九十]+届全国人民代表大会(?:常务委员会)?)第"),
    re.compile(
        r"(?:\d{1,2}\s?日\s*)(?P<i>国家互联网信息办公室|[\u4e00-\u9fff]{2,16}(?:部|委员会|办公室|人民政府))\d{4}年第"
    ),
    re.compile(
        r"(?:^|\n)\s*(?P<i>[\u4e00-\u9fff]{4,30}?(?:部|办公室|委员会|局|总局)(?"
        r":等[一二三四五六七八九十]+部门)?)(?:[\u4e00-\u9fff]*)令\s?第"
    ),
    re.compile(r"(?:^|\n)\s*(?P<i>中共中央\s+国务院|国务院办公厅|国务院)(?:关于)?印发"),
    re.compile(
        r"(?:^|\n|# )\s*(?P<i>[\u4e00-\u9fff 、]{3,80}?(?:部门?|局|委|办公厅|办公室|"
        r"政府|小组|统战部|厅|委员会|总局))\s*关于"
    ),
    re.compile(r"(?P<i>OFF[Il1]CE\s?OF\s?MANAGEMENT\s?AND\s?BUDGET)", re.I),
    re.compile(
        r"(?P<i>Department for[ ]?Science, Innovation ?(?:&|and) ?Technology|Secretary "
        r"of State for Science, Innovation and Technology)"
    ),
    re.compile(r"enacted by the (?P<i>General Assembly of the State of \w+)"),
    re.compile(r"(?P<i>CALIFORNIA LEGISLATURE|(?<=The )people of the State of California(?= do enact))"),
    re.compile(r"^AGENCY:\s(?P<i>[A-Z][^\n.]{3,120})\.", re.M),
    re.compile(r"^Issued by (?:the )?(?P<i>[A-Z][^\n.]{3,90}?) on \d", re.M),
    re.compile(r"OF THE (?P<i>EUROPEAN PARLIAMENT AND OF THE COUNCIL)", re.I),
    re.compile(r"(?:Decree|Order) of the (?P<i>State Council of the People[’']s Republic of China)"),
    re.compile(r"(?P<i>National Institute of Standards and Technology)"),
    re.compile(r"(?:^|\n)(?P<i>(?:Government Digital Service|Government\nDigital Service))"),
)
_SPELLED = {
    "PEOPLE OF THE STATE OF CALIFORNIA": "California Legislature",
    "CALIFORNIA LEGISLATURE": "California Legislature",
    "EUROPEAN PARLIAMENT AND OF THE COUNCIL": "European Parliament and Council of the European Union",
    "OFFICE OF MANAGEMENT AND BUDGET": "Office of Management and Budget",
    "OFFLCEOFMANAGEMENTANDBUDGET": "Office of Management and Budget",
    "OFFICEOFMANAGEMENTANDBUDGET": "Office of Management and Budget",
}


def issuer_of(source: Source, title: str, kind: Kind, number: str) -> tuple[str, str]:
    """The issuer and its origin, ("", "") when nothing says. `number` is canonical. For news it is the publisher."""
    candidates = _publishers(source) if kind is Kind.NEWS else _issuers(source, title, number)
    return next(
        ((re.sub(r"\s+", " ", value).strip(), origin) for value, origin in candidates if len(value) > 2), ("", "")
    )


def _issuers(source: Source, title: str, number: str) -> Iterator[tuple[str, str]]:
    for one in source.properties:
        if one.field == "govuk:primary-publishing-organisation":
            yield one.value, one.origin
    if number.startswith("eo:") or re.search(r"authority vested in me as President", source.text[:3000]):
        yield "President of the United States", "number"
    head = re.sub(r"[ \t\xa0]+", " ", source.text[:3000])
    zone = f"{title}\n{head}\n{source.text[-1200:]}"
    for pattern in _ISSUER_IN_TEXT:
        if match := pattern.search(zone):
            words = re.sub(r"\s+", " ", match["i"]).strip(" 、")
            yield _SPELLED.get(words.upper().replace("1", "I"), words), "text"
    for one in source.properties:
        if one.field in _FIELDS and _OFFICIAL.search(one.value):
            yield one.value, one.origin
    yield from _lone_body(source.text)
    for one in source.properties:
        if one.field == "author" and _OFFICIAL.search(one.value):
            yield one.value, one.origin
    held = r"©\s?(?:copyright)?\s?(?P<who>[A-Z][^\n©]{3,60}?)\s(?:19|20)\d\d"
    if holder := re.search(held, source.text[-3000:], re.I):
        yield _unshout(re.sub(r"\s+", " ", holder["who"])), "text (copyright)"
    if match := re.match(r"(行政院|國家科學及技術委員會|數位發展部)", title):
        yield match[1], "title"


def _unshout(words: str) -> str:
    """ "IMDA AND AI VERIFY FOUNDATION" with ordinary capitals; short words in capitals are taken for abbreviations."""
    if not words.isupper():
        return words
    small = ("AND", "OF", "THE", "FOR")
    return " ".join(
        word.lower() if word in small else word if len(word) <= 4 else word.capitalize() for word in words.split()
    )


_EN_BODY = re.compile(
    r"(?:[A-Z][\w&’'-]+,? (?:(?:of|for|and|the) )*){1,8}"
    r"(?:Centre|Department|Ministry|Office|Agency|Commission|Authority|Council|"
    r"Bureau|Institute|Foundation|Administration|Board|Committee)"
)


def _lone_body(text: str) -> Iterator[tuple[str, str]]:
    """A body alone on a line of the cover or over the closing date."""
    for line in (text[:400] + "\n" + text[-400:]).split("\n"):
        match = re.match(rf"\s*({_CN_BODY})(?:[\s一二〇○]|\d{{4}}年|$)", line)
        if match and len(line) <= 45 and not re.search("[。，]", line):
            yield match[1], "text"
    for line in text[:600].split("\n"):
        if _EN_BODY.fullmatch(line.strip()):
            yield line.strip(), "text"


def _publishers(source: Source) -> Iterator[tuple[str, str]]:
    """The publisher of a news page: what its head, its title's end or its address names."""
    for one in source.properties:
        if one.field in _PUBLISHERS:
            yield one.value, one.origin
    for one in source.properties:
        if one.field == "title" and (match := re.search(r"\s[|·–—-]\s([^|]{2,40})$", one.value)):
            yield match[1].strip(), one.origin
    if match := re.search(r"https?://(?:www\.)?([\w-]+)\.\w+", source.url or ""):
        yield match[1], "address"
