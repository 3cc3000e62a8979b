"""Policy guides made of cards: one numbered card a policy, with the same labelled fields in each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.lines import Line
from assistant.reading.markers import ARTICLE, PART, Marker, tidy

LABELS = (
    "依据文件", "政策依据", "文件依据", "发文机构", "发文单位", "发文字号", "发布日期", "工具分类", "服务对象", "服务内容",
    "条件要求", "申报条件", "支持内容", "支持标准", "时间/频度", "办理流程", "申报流程", "联络方式", "联系方式", "政策名称",
)  # fmt: skip
FEWEST_FIELDS = 4  # different labels that a card must show
TITLE_LINES = 6  # how far above its first field a card's number may stand

_LABEL = re.compile(rf"({'|'.join(map(re.escape, LABELS))})(?=[\s:：|《/]|$)")
_CARD = re.compile(r"(\d{1,3})\s?[.．、]\s?(?=\S)(?!\d)")
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、\S")
_GROUP = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\S")


def card_markers(lines: Sequence[Line]) -> list[Marker]:
    """The chapters, groups and cards of a policy guide, in order; empty where the text is no such guide."""
    fields = [(index, match.group(1)) for index, line in enumerate(lines) if (match := _LABEL.match(line.text))]
    if len({label for _, label in fields}) < FEWEST_FIELDS:
        return []
    opening = fields[0][1]
    cards: list[Marker] = []
    used = -1
    for index, label in fields:
        if label != opening:
            continue
        begin = _card_start(lines, index, used)
        if begin is not None:
            cards.append(_card(lines, begin, index))
            used = index
    if len(cards) < 3:
        return []
    return sorted((*cards, *_groups(lines, {card.index for card in cards})), key=lambda marker: marker.index)


def _card_start(lines: Sequence[Line], field: int, used: int) -> int | None:
    for index in range(field - 1, max(used, field - 1 - TITLE_LINES), -1):
        if _CARD.match(lines[index].text) and not lines[index].leader and lines[index].length < 120:
            return index
    return None


def _card(lines: Sequence[Line], begin: int, field: int) -> Marker:
    """A card from its number to its first field; many guides print the title twice, the second time without it."""
    number = _CARD.match(lines[begin].text)
    assert number is not None
    words = "".join([lines[begin].text[number.end() :], *(line.text for line in lines[begin + 1 : field])])
    words = re.sub(r"\s+", "" if re.search("[\u3400-\u9fff]", words) else " ", words)
    half, odd = divmod(len(words), 2)
    if not odd and words[:half] == words[half:]:
        words = words[:half]
    else:
        first = re.sub(r"\s+", "", lines[begin].text[number.end() :])
        words = words[: words.find(first, len(first))] if words.find(first, len(first)) > 0 else words
    label = tidy(f"{number.group(1)}. {words}")
    line = lines[begin]
    return Marker(begin, line.start, line.end, ARTICLE, "card", label, label)


def _groups(lines: Sequence[Line], cards: set[int]) -> list[Marker]:
    """Chapters (一、…) and groups （一）… : lines alone that a card, or a group and then a card, follows."""
    found: list[Marker] = []
    for index in sorted(cards):
        above = index - 1
        while above >= 0 and index - above <= 3 and lines[above].length < 40 and not lines[above].leader:
            text = lines[above].text
            rank = PART if _CHAPTER.match(text) else PART + 2 if _GROUP.match(text) else None
            if rank is None:
                break
            label = tidy(text)
            found.append(Marker(above, lines[above].start, lines[above].end, rank, "section", label, label))
            above -= 1
    return found
