"""Policy guides made of cards: one numbered card a policy, with the same labelled fields in each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.data import once, rows
from assistant.language.script import has_chinese
from assistant.reading.structure.laid import Laid, Line
from assistant.reading.structure.markers import ARTICLE, PART, Marker, tidy

FEWEST_FIELDS = 4  # different labels that a card must show
FEWEST_CARDS = 3
TITLE_LINES = 6  # how far above its first field a card's number may stand

_CARD = re.compile(
    r"(?P<group>[（(][一二三四五六七八九十]{1,3}[）)]\S{2,20}\s+)?(?P<number>\d{1,3})\s?[.．、]\s?(?=\S)(?!\d)"
)
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、\S")
_GROUP = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\S")


@once
def _label() -> re.Pattern[str]:
    """A label at the beginning of a line."""
    labels = "|".join(re.escape(label) for (label,) in rows("card_labels.tsv"))
    return re.compile(rf"({labels})(?=[\s:：|《/]|$)")


def card_markers(laid: Laid) -> list[Marker]:
    """The chapters, groups and cards of a policy guide, in order; empty where the text is no such guide."""
    lines, label_at = laid.lines, _label().match
    fields = [(index, match.group(1)) for index, line in enumerate(lines) if (match := label_at(line.text))]
    if len({label for _, label in fields}) < FEWEST_FIELDS:
        return []
    opening = fields[0][1]
    markers: list[Marker] = []
    begins: list[int] = []
    used = number = 0
    for field, label in fields:
        begin = _card_start(lines, field, used, number) if label == opening else None
        if begin is not None:
            match = _CARD.match(lines[begin].text)
            assert match is not None
            number = int(match["number"])
            markers += _card(laid, begin, field, match)
            begins.append(begin)
            used = field
    if len(begins) < FEWEST_CARDS:
        return _single(lines, fields)
    return sorted([*markers, *_headings(lines, begins)], key=lambda marker: marker.start)


def _single(lines: Sequence[Line], fields: Sequence[tuple[int, str]]) -> list[Marker]:
    """A file that is one card: a title, and soon its fields, none of them twice."""
    labels = [label for _, label in fields]
    if len(set(labels)) != len(labels) or fields[0][0] > TITLE_LINES or fields[0][0] == 0:
        return []
    line = lines[0]
    return [Marker(0, line.start, line.end, ARTICLE, "card", tidy(line.text), tidy(line.text))]


def _card_start(lines: Sequence[Line], field: int, used: int, number: int) -> int | None:
    """The line with the card's number above its first field: the one that counts on, else the nearest."""
    above = [
        (index, int(match["number"]))
        for index in range(field - 1, max(used, field - 1 - TITLE_LINES), -1)
        if lines[index].length < 120 and not lines[index].leader and (match := _CARD.match(lines[index].text))
    ]
    return next((index for index, own in above if own in (number + 1, 1)), above[0][0] if above else None)


def _card(laid: Laid, begin: int, field: int, match: re.Match[str]) -> list[Marker]:
    """A card from its number to its first field. Its title is the rest of the number's block, or what is said twice.

    Guides repeat the title under the number, and a group's heading may stand before the number on the same line.
    """
    text, lines = laid.text, laid.lines
    line = lines[begin]
    gap = "" if has_chinese(line.text) else " "
    block, last = [line.text[match.end() :]], begin
    while last + 1 < field and laid.goes_on(last):
        last += 1
        block.append(lines[last].text)
    title = gap.join(gap.join(block).split())
    words = gap.join(gap.join([*block, *(below.text for below in lines[last + 1 : field])]).split())
    half, odd = divmod(len(words), 2)
    if not odd and words[:half] == words[half:]:
        title = words[:half]
    label = tidy(f"{match['number']}. {title}")
    start = line.start
    markers = []
    if match["group"]:
        start = text.index(match["group"], line.start) + len(match["group"])
        group = tidy(match["group"])
        markers.append(Marker(begin, line.start, start, PART + 2, "section", group, group))
    return [*markers, Marker(begin, start, line.end, ARTICLE, "card", label, label)]


def _headings(lines: Sequence[Line], begins: Sequence[int]) -> list[Marker]:
    """Chapters (一、…) and groups （一）… that stand on lines of their own above a card."""
    found: list[Marker] = []
    for begin in begins:
        for index in range(begin - 1, max(begin - 4, -1), -1):
            text = lines[index].text
            rank = PART if _CHAPTER.match(text) else PART + 2 if _GROUP.match(text) else None
            if rank is None or lines[index].length > 40 or lines[index].leader:
                break
            label = tidy(text)
            found.append(Marker(index, lines[index].start, lines[index].end, rank, "section", label, label))
    return found
