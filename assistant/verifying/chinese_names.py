"""Chinese names that no list has, found by what they end in or stand beside: bodies, places, sectors, persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.quantities import same_length_fold
from assistant.verifying.names import Name

_BODY = re.compile(
    r"[\u4e00-\u9fff]{2}(?:委员会|管理局|局|厅|办公室|协会|研究院|研究所|大学|法院|检察院|集团|银行|联盟"
    r"|中心)(?![\u4e00-\u9fff]?[长面])(?<!全局)(?!性|势|限)"
)
# 增城区, 坪地街道: at the beginning of a clause or after what places follow
_PLACE = re.compile(
    r"(?:^|[，。；、：（(《“\s\x00]|[在由向对从比到和与])(?!(?:本|该|各|全|我|外|其|此|某|一|两|多|同|跨|所在|有关|相关|重点|其他)"
    r"[\u4e00-\u9fff]{0,2}(?:省|市|区|县))"
    r"([\u4e00-\u9fff]{2,3}?(?:新区|区|市|县|镇|街道|省|自治州))(?![\u4e00-\u9fff]?(?:域|场|民|长|间|块|别|委|政))"
)
_NO_PLACE = re.compile(
    r"(?:地|园|社|城|市|片|辖|新|特|开发|高新|示范|先导|试验|保税|功能|集聚|核心|合作|自贸|县|山|超|都|上|直辖|地级|试点|先锋|节|申报|行政|大湾|湾|发|街|一|城镇)$"
)
# bodies of a kind, none by its name
_ANY_BODY = re.compile(r"(?:合作|经办|商业|相关|有关|试点|承办|受托|开户|贷款|[家所个名]各?)")
_SECTOR = re.compile(r"([\u4e00-\u9fff]{2,4})(?:行业|领域|产业)(?![\u4e00-\u9fff]?[园链])")
_NO_SECTOR = re.compile(
    r"(?:重点|相关|有关|其他|各个?|本|该|新兴|传统|特色|优势|支柱|战略性|同|多个?|等|的|[一二两三四五六七八九十几]个?大?|关键|垂直|细分|千行百业|未来|主导)$"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶"
    "程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛"
    "郝龚邵万钱严覃武戴莫孔向汤"
)
_TITLES = "局长|主任|市长|区长|书记|部长|主席|总裁|总经理|董事长|教授|院士|院长|所长|处长|秘书长|会长"
_TITLES += "|司长|省长|县长|校长|负责人"
_PERSON = re.compile(
    rf"(?:{_TITLES})([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=表示|说|指出|介绍|称|认为|强调|透露|在|，|,|宣布|出席|担任)"
    rf"|(?:^|[，。；、“\s])([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=(?:{_TITLES})|表示|说|指出|介绍|认为|强调|透露|宣布)"
)


def _without(sentence: str, known: Iterable[Name]) -> str:
    plain = list(same_length_fold(sentence))
    for name in known:
        plain[name.start : name.end] = " " * (name.end - name.start)
    return "".join(plain)


def unlisted_bodies(sentence: str, known: Iterable[Name]) -> list[str]:
    """The ends of Chinese names of bodies outside the list: two signs and the kind of body ("环境局")."""
    found = (match.group() for match in _BODY.finditer(_without(sentence, known)))
    return [name for name in found if not _ANY_BODY.match(name)]


def shortened(name: str, stated: str) -> bool:
    """Whether a text has a body of which a name is the short form: its signs in order, the kind of body at the end."""
    kind = name[-1]
    for full in re.findall(rf"[\u4e00-\u9fff]{{3,20}}?{kind}", stated):
        signs = iter(full)
        if all(sign in signs for sign in name):
            return True
    return False


def unlisted_places(sentence: str, known: Iterable[Name]) -> Iterator[str]:
    """Chinese names of districts, cities and provinces outside the list, without what they are ("增城")."""
    for match in _PLACE.finditer(_without(sentence, known)):
        stem = re.sub(r"(?:新区|区|市|县|镇|街道|省|自治州)$", "", match.group(1))
        if len(stem) >= 2 and not _NO_PLACE.search(stem):
            yield stem


def sectors(sentence: str) -> Iterator[str]:
    """What stands before 行业, 领域 or 产业: the last two signs of it ("健康")."""
    for match in _SECTOR.finditer(same_length_fold(sentence)):
        if not _NO_SECTOR.search(match.group(1)):
            yield match.group(1)[-2:]


def persons(sentence: str) -> Iterator[str]:
    """Chinese names of persons beside a title or a word of saying."""
    for match in _PERSON.finditer(same_length_fold(sentence)):
        yield match.group(1) or match.group(2)
