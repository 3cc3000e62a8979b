"""Mainland China: numbers with their year, orders, the bodies that issue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.numerals import whole_number
from assistant.reading.record.issuing.jurisdiction import (
    FoundNumber,
    Jurisdiction,
    Parts,
    number,
    number_read_by,
    tidy,
)
from assistant.records import Kind

# what may stand right before a number in running text without being part of it
_LEAD_IN = re.compile(
    r"^.*(?:根据|依据|按照|落实|执行|印发|废止|文件|通知|办法|规定|措施|以及|(?<=[部委局院厅会室府处办法定知件号])和|[与及或按见号的])(?=.{2})"
)
_ISSUERS = re.compile(r"(?:[\u4e00-\u9fff]{2,25}(?:部|委员会|局|院|厅|办公室|银行)[\s、]+)*[\u4e00-\u9fff]{1,160}$")
_ORDER = re.compile(
    r"令\s{0,4}[（(〔\[]?\s?(?:(?P<year>(?:19|20)\d\d)\s?[〕\]]?\s?年?\s?)?(?:第\s?)?(?P<serial>[\d〇零一二三四五六七八九十]{1,5})\s?号"
)
_ORDERING = re.compile(r"(?:部|委|局|院|厅|会|办公室|部门|政府|银行|^国)$")


def _with_year(parts: Parts) -> tuple[str, str]:
    issuer = re.sub(r"^[年月日](?=.{2})", "", _LEAD_IN.sub("", parts["issuer"]) or parts["issuer"])
    return f"{issuer}[{parts['year']}]{parts['serial']}", f"{issuer}〔{parts['year']}〕{parts['serial']}号"


def _first_named(issuers: str) -> str:
    first = re.match(r".+?(?:办公室|委员会|总局|人民政府|银行|[部局委会院])(?:等[一二三四五六七八九十]+部门)?", issuers)
    return first.group() if first else issuers


def _orders(text: str) -> Iterator[FoundNumber]:
    """Orders: of the State Council under one name; of ministries under the first that is named."""
    for match in _ORDER.finditer(text):
        before = text[max(0, match.start() - 260) : match.start()].rstrip()
        names = _ISSUERS.search(before)
        serial = whole_number(tidy(match["serial"]))
        if serial is None or not names or not _ORDERING.search(names.group()):
            continue
        issuer = re.sub(r"^.*(?:根据|依据|按照|印发|以)|^[年月日](?=.{2})", "", tidy(names.group()))
        start = max(0, match.start() - 260) + (
            names.start() if tidy(names.group()) == issuer else before.rfind(issuer[:4])
        )
        issuer = issuer.removeprefix("中华人民共和国")
        if issuer in ("国", "国务院"):
            canonical, display = f"国务院令{serial}", f"国令第{serial}号"
        elif match["year"]:  # ministries and provinces begin anew each year
            named = re.sub("等.+部门$", "", _first_named(issuer))
            canonical, display = f"{named}令{match['year']}-{serial}", f"{named}令{match['year']}年第{serial}号"
        else:
            named = _first_named(issuer)
            canonical, display = f"{re.sub('等.+部门$', '', named)}令{serial}", f"{named}令第{serial}号"
        yield FoundNumber(start, match.end(), text[start : match.end()], canonical, display)


CN = Jurisdiction(
    numbers=(
        number_read_by(
            _with_year,
            r"(?P<issuer>[\u4e00-\u9fff]{1,15}?)\s?[〔\[【(（［﹝{]\s?(?P<year>(?:19|20)\d\d)\s?年?[〕\]】)）］﹞}]"
            r"\s?(?:第\s?)?(?P<serial>\d{1,5})\s?号",
        ),
        number(
            r"(?:(?:decree|order)\s+of\s+the\s+state\s+council(?:\s+of\s+the\s+people[’']s\s+republic\s+of\s+china)?"
            r"[\s,(]*no\.?\s?|state\s+council\s+(?:decree|order)\s+no\.?\s?)(?P<serial>\d{1,4})",
            "国务院令{serial}",
            "State Council Decree No. {serial}",
        ),
    ),
    further_numbers=_orders,
    kinds={"国务院令": Kind.REGULATION},
    ordering_bodies=re.compile(r"^(?P<i>[\u4e00-\u9fff]{2,30})(?:令|公告)[\d第\[]"),
    issuers=tuple(
        map(
            re.compile,
            (
                r"(?:^|[\s|])(?:发布机关|发文机关|发文机构|制定机关|发布单位|印发机关)\s?"
                r"[:：|]\s*(?P<i>[\u4e00-\u9fff 、]{3,80})",
                r"\d{1,2}\s?日\s*(?P<i>(?:[\u4e00-\u9fff]{2,8}第[一二三四五六七八九十]+届)?"
                r"[\u4e00-\u9fff]{0,14}第?[一二三四五六七八九十]*届?人民代表大会(?:常务委员会)?)第",
                r"\d{1,2}\s?日\s*(?P<i>第[一二三四五六七八九十]+届全国人民代表大会(?:常务委员会)?)第",
                r"\d{1,2}\s?日\s*(?P<i>国家互联网信息办公室|[\u4e00-\u9fff]{2,16}(?:部|委员会|办公室|人民政府))\d{4}年第",
                r"(?:^|\n)\s*(?P<i>[\u4e00-\u9fff]{4,30}?(?:部|办公室|委员会|局|总局)"
                r"(?:等[一二三四五六七八九十]+部门)?)(?:[\u4e00-\u9fff]*)令\s?第",
                r"(?:^|\n)\s*(?P<i>中共中央\s+国务院|国务院办公厅|国务院)(?:关于)?印发",
                r"(?:^|\n|# )\s*(?P<i>[\u4e00-\u9fff 、]{3,80}?(?:部门?|局|委|办公厅|办公室|"
                r"政府|小组|统战部|厅|委员会|总局))\s*关于",
            ),
        )
    ),
    mentions=(re.compile(r"(?:Decree|Order) of the (?P<i>State Council of the People[’']s Republic of China)"),),
)
