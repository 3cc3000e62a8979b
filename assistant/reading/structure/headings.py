"""Plans, guidance, notices and news: parts by marked headings and by the numbering of the text itself.

Numbered lines are headings where they read like headings (short, or a short first clause and then the text) or where
what they hold is too long for one passage; short enumerations stay inside the part that holds them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.language.numerals import HAN_OR_DIGIT, number_of_part
from assistant.language.script import has_chinese
from assistant.reading.structure.contents import listed_lines
from assistant.reading.structure.laid import Laid, Line
from assistant.reading.structure.markers import (
    ANNEX,
    CAPITALS,
    CHAPTER,
    HEADING,
    NUMBERED,
    PART,
    QUESTION,
    SECTION,
    Marker,
    following_title,
    tidy,
)
from assistant.reading.structure.paragraph_numbers import numbered_paragraphs

WHOLE = 700  # characters (of Latin script; a Chinese one counts 2.8) up to which a numbered part is kept whole
SUBSTANTIAL = 150  # in the same measure: what the middle item of a longer part must hold to be a part of its own
ITEM = NUMBERED + 8  # the rank of numbered paragraphs, inside all numbered headings

_N = f"[{HAN_OR_DIGIT}]{{1,5}}"
_SIGN = r"(?=\s*[.:–—-]|\s+[A-Z]|$)"
_ANNEX = r"(?:ANNEX|APPENDIX|Annex|Appendix)"
_PATTERNS = (
    ("annex", ANNEX, rf"附\s?[件录錄表]\s*(?:({_N})|(?=$))|{_ANNEX}\s+([IVX]+|\d+|[A-Z])(?![\w(])"),
    ("annex", ANNEX, r"\[\s?(?:붙임|별첨|별표)\s?(\d{0,2})\s?\]"),
    ("square", NUMBERED + 2, r"[□■](?=\s?\S)"),
    ("part", PART, rf"第\s?({_N})\s?(?:部分|篇|[编編])|(?:PART|Part)\s+(\d{{1,2}}|[IVX]+){_SIGN}"),
    ("chapter", CHAPTER, rf"第\s?({_N})\s?章|(?:CHAPTER|Chapter)\s+(\d{{1,2}}|[IVX]+){_SIGN}"),
    ("joint", SECTION, rf"第\s?({_N})\s?[节節]"),
    ("zh1", NUMBERED, r"([一二三四五六七八九十]{1,4})\s?[、.．]"),
    ("zh2", NUMBERED + 2, r"[（(]([一二三四五六七八九十]{1,4})[）)]"),
    ("n2", NUMBERED + 2, r"((?:\d{1,2}|[A-H])(?:\.\d{1,2}))\.?(?=\s|[^\d\W]|$)"),
    ("n3", NUMBERED + 4, r"((?:\d{1,2}|[A-H])(?:\.\d{1,2}){2,4})\.?(?=\s|[^\d\W]|$)"),
    ("n1", NUMBERED + 4, r"(\d{1,3})\s?[.．、](?!\d)"),
    ("labelled", NUMBERED + 6, r"[A-Z]{3,14}(?: [A-Z]{3,14})? (\d{1,2}(?:\.\d{1,2}){1,3})[:.](?=\s)"),
    ("question", QUESTION, r"(?:Q\s?(\d{0,3})|[问問]\s?(\d{0,3})|Question\s?(\d{0,3}))\s*[:：.．、]\s*\S"),
)  # fmt: skip
_FORMS = tuple((family, rank, re.compile(pattern)) for family, rank, pattern in _PATTERNS)
_STARTS = re.compile(r"[□■\[第附一二三四五六七八九十（(\dA-Z问問]|Part|Chapter|Annex|Appendix")
_RUN_IN = re.compile(r"[^。：:；;\n]{2,40}?[。：]")
_ANSWER = re.compile(r"(?:答|A|Answer|ANSWER)\s*[:：.]")
_ARTICLE = re.compile(
    rf"第\s?{_N}\s?[条條](?:之{_N})?|(?:Article|ARTICLE)\s+\d+[a-z]?(?:\(\w{{1,4}}\))*|(?:Section|Sec\.|SECTION|SEC\.)\s+\d+(?=\.)"
)
_ASKS = re.compile(r"[？?][”\"’]?\s*$")


@dataclass(frozen=True, slots=True)
class _Item:
    """A line that could begin a part."""

    index: int
    family: str
    rank: int
    number: tuple[int, ...]
    label: str
    titled: bool  # reads like a heading: alone and short, or a short first clause
    level: int | None = None


def general_markers(laid: Laid, begin: int = 0, end: int | None = None) -> list[Marker]:
    """The markers among lines[begin:end] of a text that is not laid out in articles.

    What a table of contents lists is a heading where it stands alone on a line.
    """
    lines, end = laid.lines, len(laid.lines) if end is None else end
    skipped = {*laid.contents, *pulled_quotes(lines, begin, end)}
    items = [item for index in range(begin, end) if index not in skipped for item in _items(laid, index)]
    if not any(item.level for item in items):
        known = {item.index for item in items}
        listed = [index for index in listed_lines(laid) if begin <= index < end and index not in known]
        items += [_Item(i, "listed", CAPITALS, (), tidy(lines[i].text), True) for i in listed]
        items.sort(key=lambda item: item.index)
    items = _aligned(items)
    extents = _Extents(lines, begin, end)
    kept: list[_Item] = []
    closed: set[int] = set()  # questions and the like: what is numbered inside them stays inside
    for rank in sorted({*(item.rank for item in items), ITEM}):
        members = [item for item in items if item.rank == rank and (item.family != "n1" or item.titled)]
        if rank == CAPITALS and any(item.level for item in items):
            continue
        if rank == ITEM:
            used = {item.index for item in kept}
            left = [item for item in items if item.family == "n1" and item.level is None and item.index not in used]
            members = [replace(item, family="item", rank=ITEM) for item in left]
        chosen = list(_accepted(members, kept, closed, extents))
        kept = sorted((*kept, *chosen), key=lambda item: item.index)
        closed.update(item.index for item in _questions(lines, chosen))
        closed.update(item.index for item in chosen if item.level and _ARTICLE.match(lines[item.index].text))
    title = _own_title(kept)
    paragraphs = {marker.index: marker for marker in numbered_paragraphs(laid, begin, end)}
    taken = {item.index for item in kept} | set(paragraphs)
    markers = {item.index: _marker(lines, item, item is title, taken) for item in kept}
    return [marker for _, marker in sorted((paragraphs | markers).items())]


def pulled_quotes(lines: Sequence[Line], begin: int, end: int) -> set[int]:
    """Lines set large because they quote: those from one in quotation marks or lower case on to the next text.

    A lone line is a heading that quotes, unless it begins in lower case.
    """
    found: set[int] = set()
    index = begin
    while index < end:
        stop = index + 1
        if lines[index].level is not None:
            while stop < end and lines[stop].level == lines[index].level:
                stop += 1
            first = lines[index].text
            if first[:1].islower() or (stop - index > 1 and first.startswith(("“", '"', "‘", "「"))):
                found.update(range(index, stop))
        index = stop
    return found


class _Extents:
    """How much text lies between lines, Chinese characters counted as 2.8 Latin ones."""

    def __init__(self, lines: Sequence[Line], begin: int, end: int) -> None:
        self.end = end
        self._sums = [0.0] * (end + 1)
        for index in range(begin, end):
            seen = lines[index].text
            wide = sum(character >= "\u2e80" for character in seen[:60]) * 2 > min(len(seen), 60)
            self._sums[index + 1] = self._sums[index] + lines[index].length * (2.8 if wide else 1.0)

    def between(self, begin: int, end: int) -> float:
        return self._sums[min(end, self.end)] - self._sums[begin]


def _items(laid: Laid, index: int) -> Iterable[_Item]:
    lines = laid.lines
    line = lines[index]
    if line.leader or line.quoted:
        return
    words = line.text
    if _STARTS.match(words):
        for family, rank, pattern in _FORMS:
            match = pattern.match(words)
            if not match:
                continue
            number = next((group for group in match.groups() if group), "0")
            key = _key(number)
            if key is None or (line.level is None and not _may_begin(family, laid, index, match.end())):
                continue
            wide = has_chinese(words)
            if family == "n1" and not wide:
                rank = NUMBERED
            titled = _titled(laid, index, match.end(), wide)
            yield _Item(index, family, rank, key, _label(line, match, family, titled), titled, line.level)
            return
    if line.level is not None:
        yield _Item(index, "heading", HEADING + line.level, (), tidy(words), True, line.level)
    elif _ASKS.search(words) and line.length < 200 and index + 1 < len(lines) and _ANSWER.match(lines[index + 1].text):
        yield _Item(index, "question", QUESTION, (0,), tidy(words), True)
    elif _capitals(lines, index):
        yield _Item(index, "capitals", CAPITALS, (), tidy(words), True)


def _key(number: str) -> tuple[int, ...] | None:
    parts = [number_of_part(part) for part in number.split(".")]
    return tuple(part for part in parts if part is not None) if None not in parts else None


def _may_begin(family: str, laid: Laid, index: int, after: int) -> bool:
    line = laid.lines[index]
    rest = line.text[after:].strip()
    if family in ("annex", "part", "chapter", "joint", "square"):
        return line.length < 100 and (not rest or rest[-1] not in "。；，、,;.") and not laid.runs_on(index)
    if family in ("n2", "n3"):
        if not rest or re.match(r"[%％°]|(?:million|billion|percent|个|万|亿|倍|元|年|月|日)", rest):
            return False
        return bool(re.match(r"[A-Z“\"‘'\u3400-\u9fff]", rest)) and not laid.runs_on(index)
    if family == "n1":
        return bool(rest) and not laid.runs_on(index)
    return True


def _titled(laid: Laid, index: int, after: int, wide: bool) -> bool:
    line = laid.lines[index]
    rest = line.text[after:].strip(" |")
    if not rest:
        return False
    if line.whole and len(rest) <= (40 if wide else 110) and rest[-1] not in "。；;，,、：:.":
        goes_on = laid.goes_on(index)
        if wide:
            return not (goes_on and len(rest) > 25)
        goes_on = goes_on and laid.lines[index + 1].text[:1].islower()
        return rest[0].isupper() and len(rest.split()) <= 16 and not goes_on
    return wide and bool(_RUN_IN.match(rest)) and line.length > 45


def _label(line: Line, match: re.Match[str], family: str, titled: bool) -> str:
    words, rest = line.text, line.text[match.end() :].strip()
    if line.level is not None or family in ("annex", "part", "chapter", "joint", "question", "square"):
        return tidy(words)
    run_in = _RUN_IN.match(rest)
    if titled and line.length > 45 and run_in and has_chinese(words):
        return tidy(match.group() + run_in.group()[:-1])
    return tidy(words) if titled else tidy(match.group()).rstrip("、.．:")


def _capitals(lines: Sequence[Line], index: int) -> bool:
    """A line in capitals that stands over running text."""
    words = lines[index].text
    if not 4 <= len(words) <= 80 or not words.isupper() or words[-1] in ".,;:" or not words.isascii():
        return False
    if sum(character.isalpha() for character in words) * 10 < len(words) * 7 or index + 1 >= len(lines):
        return False
    return lines[index + 1].length >= 60 and not lines[index + 1].text.isupper()


def _aligned(items: Sequence[_Item]) -> list[_Item]:
    """Numbered headings of which some are marked as such take the rank of those: they are of one kind."""
    levels: dict[str, int] = {}
    for item in items:
        if item.level is not None and item.family != "heading":
            levels[item.family] = min(levels.get(item.family, 9), item.level)
    return [
        replace(item, rank=HEADING + (item.level or levels[item.family]))
        if item.family in levels and (item.level or item.family != "n1")
        else item
        for item in items
    ]


def _accepted(members: Sequence[_Item], outer: Sequence[_Item], closed: set[int], extents: _Extents) -> Iterable[_Item]:
    """Those of one rank that count up 1, 2, 3 … within what holds them (or on across it) and read like parts."""
    bounds = [item.index for item in outer]
    runs: list[list[tuple[_Item, int]]] = []  # each item with the place of its holder among `bounds`
    for item in members:
        if item.level is not None or item.family in ("capitals", "question", "heading", "listed", "square"):
            yield item
            continue
        holder = bisect_left(bounds, item.index) - 1
        if holder >= 0 and bounds[holder] in closed:
            continue
        number = item.number[-1]
        before, parent = (runs[-1][-1][0].number[-1], runs[-1][-1][1]) if runs else (0, holder)
        if number == 1 or not runs:
            if number <= 2:
                runs.append([(item, holder)])
        elif before < number <= before + (2 if holder == parent else 1):
            runs[-1].append((item, holder))
    listed = sum(item.rank == CAPITALS for item in outer) >= 3
    for run in runs:
        holders = [holder for _, holder in run]
        if run[0][0].family == "n1" and listed and -1 in holders:
            continue  # a figure or list before the first of the headings that the text is known by
        items = [item for item, _ in run]
        ends = [*(item.index for item in items[1:]), extents.end]
        nexts = [bounds[holder + 1] if holder + 1 < len(bounds) else extents.end for holder in holders]
        sizes = [
            extents.between(item.index, min(end, after)) for item, end, after in zip(items, ends, nexts, strict=True)
        ]
        begins = [bounds[holder] if holder >= 0 else items[0].index for holder in holders]
        whole = max(extents.between(begin, after) for begin, after in zip(begins, nexts, strict=True))
        if _is_parts(items, whole, sorted(sizes)[(len(sizes) - 1) // 2]):
            yield from items


def _is_parts(run: Sequence[_Item], holder: float, middle: float) -> bool:
    """Whether a run of numbered lines are parts, from the size of what holds them and that of the middle one.

    The middle one of all by size, for the last may hold all that follows.
    """
    family = run[0].family
    titled = sum(item.titled for item in run) * 2 >= len(run)
    if family in ("annex", "part", "chapter", "joint", "labelled"):
        return True
    if family in ("n2", "n3"):
        return titled or (len(run) >= 2 and middle >= SUBSTANTIAL)
    if len(run) < 2 or family == "zh1":
        return len(run) >= 2
    if family == "zh2" and titled and middle >= SUBSTANTIAL / 2:
        return True
    if family == "n1" and middle >= SUBSTANTIAL / 2:
        return not has_chinese(run[0].label) or holder > WHOLE
    return holder > WHOLE and middle >= SUBSTANTIAL


def _questions(lines: Sequence[Line], chosen: Sequence[_Item]) -> Iterable[_Item]:
    """Items of a rank that asks: a question is kept with the whole of its answer."""
    asking = [item for item in chosen if item.family == "question" or _ASKS.search(lines[item.index].text)]
    if len(asking) * 5 >= len(chosen) * 3 and len(asking) >= 2:
        yield from asking


def _own_title(kept: Sequence[_Item]) -> _Item | None:
    """The heading that is the document's own title: the first and only one of the highest level."""
    marked = [item for item in kept if item.family == "heading"]
    if not marked:
        return None
    top = min(item.rank for item in marked)
    first = next(item for item in marked if item.rank == top)
    return first if sum(item.level is not None and item.rank == top for item in kept) == 1 else None


def _glimpse(words: str) -> str:
    """The first words of a numbered paragraph, to name it by: "1. Set out, within six months, …"."""
    wide = has_chinese(words)
    most = 30 if wide else 70
    if len(words) <= most:
        return tidy(words)
    clause = re.match(rf".{{{most // 3},{most}}}(?=[，。；：,;:])", words)
    start = clause.group() if clause else words[:most] if wide else words[:most].rsplit(" ", 1)[0]
    return tidy(start) + "…"


def _marker(lines: Sequence[Line], item: _Item, title: bool, taken: Container[int]) -> Marker:
    line = lines[item.index]
    unit = "preamble" if title else "annex" if item.family == "annex" else "section"
    label = item.label
    if item.level is not None and (article := _ARTICLE.match(line.text)):
        unit, label = "article", article.group()
    whole = line.whole and (item.level is not None or item.label == tidy(line.text))
    title_end, name = line.end if whole else line.start, item.label if item.titled else _glimpse(line.text)
    if item.family in ("annex", "part", "chapter", "joint") and len(line.text) < 12:
        below = lines[item.index + 1 : item.index + 1 + following_title(lines, item.index, taken)]
        if below:
            title_end, name = below[-1].end, tidy(" ".join([item.label, *(part.text for part in below)]))
    heading = item.level is not None or item.family in ("annex", "part", "chapter", "joint", "capitals", "listed")
    return Marker(item.index, line.start, title_end, 0 if title else item.rank, unit, label, name, title, heading)
