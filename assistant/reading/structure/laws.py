"""Laws and regulations: parts, chapters, sections, articles, recitals and annexes, told from references to them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.language.script import has_chinese
from assistant.reading.structure.headings import general_markers
from assistant.reading.structure.laid import Laid, Line
from assistant.reading.structure.law_forms import Found, forms_of
from assistant.reading.structure.markers import OUTER_SECTION, Marker, following_title, tidy
from assistant.reading.structure.sequences import chain
from assistant.reading.structure.statutes import LEAST_SECTIONS, bare_sections, inside_parts

LONG_BEFORE = 0.4  # share of a text before its first article from which that is outlined for itself


def legal_markers(laid: Laid) -> list[Marker]:
    """The markers of a law or regulation, in order; empty where the text does not read like one."""
    markers = _articles_and_what_holds_them(laid)
    if not markers or _other_headings(laid.lines, markers):
        return []
    first = markers[0]
    markers = [*_own_title(laid, first.index), *markers, *_inside_annexes(laid, markers)]
    markers.sort(key=lambda marker: marker.index)
    if markers[0].start > LONG_BEFORE * len(laid.text):
        markers = [*general_markers(laid, 0, markers[0].index), *markers]
    return markers


def _articles_and_what_holds_them(laid: Laid) -> list[Marker]:
    found = [item for index in range(len(laid.lines)) if index not in laid.contents for item in forms_of(laid, index)]
    restarts = [item.index for item in found if item.family in ("supplement", "annex")]
    articles, outer = _article_run(found, restarts)
    if not articles and (articles := bare_sections(laid)):
        found = inside_parts(found)
    if not articles:
        return []
    kept = {item.index: item for item in (*articles, *outer)}
    kept.update((item.index, item) for item in _recitals(found, articles[0].index))
    kept.update((item.index, item) for item in _annexes(found, kept))
    kept.update((item.index, item) for item in _containers(found, kept))
    for item in found:
        if item.family in ("supplement", "enacting"):
            kept.setdefault(item.index, item)
    return [_marker(laid.lines, item, kept) for _, item in sorted(kept.items())]


def _other_headings(lines: Sequence[Line], markers: Sequence[Marker]) -> bool:
    """Whether a text with articles is laid out by other headings that its format marks: a digest, a commentary.

    Where the articles are marked themselves, one more heading of their level or above is enough.
    """
    known = {marker.index for marker in markers}
    levels = [level for marker in markers if (level := lines[marker.index].level) and marker.unit == "article"]
    starts = [marker.start for marker in markers]
    others = [
        line.level
        for index, line in enumerate(lines[markers[0].index :], markers[0].index)
        if line.level is not None
        and index not in known
        and line.start >= markers[bisect_right(starts, line.start) - 1].title_end
    ]
    if len(levels) * 2 > len(markers):
        return any(level <= max(levels) for level in others)
    return len(others) * 2 > len(markers)


def _own_title(laid: Laid, first: int) -> list[Marker]:
    """The law's own title before its first part."""
    marked = [(index, line) for index, line in enumerate(laid.lines[:first]) if line.level is not None]
    return [
        Marker(index, line.start, line.end, 0, "preamble", tidy(line.text), tidy(line.text), True)
        for index, line in marked
        if index not in laid.contents
    ]


def _inside_annexes(laid: Laid, markers: Sequence[Marker]) -> Iterable[Marker]:
    """The headings of what Chinese annexes hold."""
    ends = [*(marker.index for marker in markers[1:]), len(laid.lines)]
    for marker, end in zip(markers, ends, strict=True):
        if marker.unit == "annex" and marker.label.startswith("附"):
            inside = general_markers(laid, marker.index + 1, end)
            yield from (inner for inner in inside if inner.unit != "annex" and not inner.bare)


def _of(family: str, found: Sequence[Found]) -> list[Found]:
    return [item for item in found if item.family == family]


def _article_run(found: Sequence[Found], restarts: Sequence[int]) -> tuple[list[Found], list[Found]]:
    """The text's own articles, and the sections of a bill that hold them (empty where there are none)."""
    articles, sections = (chain(_of(family, found), restarts) for family in ("article", "section"))
    if len(articles) >= 2 and len(articles) >= len(sections):
        return (articles, []) if _credible(articles) else ([], [])
    if len(sections) < 2 and len(chapter := chain(_of("code", found), first=False)) >= LEAST_SECTIONS:
        return (chapter, []) if _counted(chapter) else ([], [])
    if len(sections) < 2 or not (sections[0].key[0] == 1 or (len(sections) >= 3 and _credible(sections))):
        return [], []
    codes = _codes(found, sections)
    if codes or not any(item.index < sections[0].index for item in _of("part", found)):
        sections = [replace(item, rank=OUTER_SECTION) for item in sections]
    return sections, codes


def _credible(articles: Sequence[Found]) -> bool:
    """Whether most members follow upon one another: scattered references do not make a law."""
    steps = sum(later.key[0] - earlier.key[0] in (0, 1) for earlier, later in pairwise(articles))
    return steps * 2 >= len(articles) - 1 and (articles[0].key[0] == 1 or steps >= 2)


def _counted(chapter: Sequence[Found]) -> bool:
    """Whether the sections of a code's chapter follow upon one another ("§ 59.1-575", "§ 59.1-576")."""
    chapter_of = chapter[0].key[:-1]
    return sum(item.key[: len(chapter_of)] == chapter_of for item in chapter) >= 0.8 * len(chapter)


def _codes(found: Sequence[Found], sections: Sequence[Found]) -> list[Found]:
    """Sections of the code that a bill writes or amends, rising within each of the bill's own sections."""
    kept: list[Found] = []
    bounds = [item.index for item in sections] + [found[-1].index + 1]
    for begin, end in pairwise(bounds):
        kept += chain([item for item in _of("code", found) if begin < item.index < end], first=False)
    return kept


def _recitals(found: Sequence[Found], first_article: int) -> list[Found]:
    begin = next((item.index for item in _of("whereas", found)), first_article)
    return chain([item for item in _of("recital", found) if begin < item.index < first_article], first=False)


def _annexes(found: Sequence[Found], kept: dict[int, Found]) -> list[Found]:
    """Annexes after the first article, numbered in order; a run of bare lines that a later run repeats is a list."""
    members = [item for item in _of("annex", found) if item.index > min(kept)]
    last = {item.key: item.index for item in members}
    members = [item for item in members if item.key == (0,) or last[item.key] == item.index or item.weight > 3]
    numbered = chain([item for item in members if item.key != (0,)], first=False)
    return numbered + [item for item in members if item.key == (0,)]


def _containers(found: Sequence[Found], kept: dict[int, Found]) -> list[Found]:
    """Parts, chapters and sections that hold articles, each counted within what holds it."""
    places = sorted(kept)
    numbers: dict[int, int] = {}
    result: list[Found] = []
    for item in found:
        at = bisect_left(places, item.index)
        if item.family in ("annex", "supplement") or item.index in kept:
            if item.family != "article":
                numbers = {rank: number for rank, number in numbers.items() if rank < kept.get(item.index, item).rank}
            continue
        if item.family != "part":
            continue
        ahead = kept[places[at]] if at < len(places) else None
        if ahead is None or ahead.family not in ("article", "code", "section") or ahead.rank <= item.rank:
            continue
        before = numbers.get(item.rank)
        if item.weight >= 4 or before is None or before < item.key[0] <= before + 3:
            numbers = {rank: number for rank, number in numbers.items() if rank < item.rank}
            numbers[item.rank] = item.key[0]
            result.append(item)
    return result


def _marker(lines: Sequence[Line], item: Found, taken: dict[int, Found]) -> Marker:
    line = lines[item.index]
    if item.family == "enacting":
        return Marker(item.index, line.start, line.end, item.rank, "preamble", "", "", True)
    units = {"article": "article", "section": "article", "code": "article", "recital": "recital", "annex": "annex"}
    unit = units.get(item.family, "section")
    title, title_end = _title(lines, item, taken)
    label = item.label
    name = tidy(f"{label}{'' if title.startswith('（') else ' '}{title}")
    if item.family == "recital":
        name, title_end = f"Recital {label}", line.start
    return Marker(item.index, line.start, title_end, item.rank, unit, label, name)


_RUN_IN_TITLE = re.compile(r"[\s*]*[.:–—|-]?[\s*|]*(\([^()\n]{2,120}\)|（[^（）\n]{2,40}）|【[^【】\n]{2,40}】)")
_FIRST_WORDS = re.compile(r"[\s*]*[.:–—|-]?[\s*|]*([A-Z][^.\n]{2,260}?)\.(?=\s|$)")


def _title(lines: Sequence[Line], item: Found, taken: dict[int, Found]) -> tuple[str, int]:
    """The title printed with a marker, on its line or on the lines below, and where it ends in the text."""
    line = lines[item.index]
    if item.title:
        return item.title, line.end
    rest = line.text[item.name_from :]
    bare = rest.strip(" *_.:|\u3000")
    article = item.family in ("article", "section", "code")
    if not bare:
        count = following_title(lines, item.index, taken)
        titles = [lines[item.index + 1 + step] for step in range(count)]
        return " ".join(part.text for part in titles), titles[-1].end if titles else line.end
    if not article:
        return rest.strip(" .:：—–-|*"), line.end
    if match := _RUN_IN_TITLE.match(rest):
        return match.group(1), line.start
    if item.family in ("section", "code"):
        match = _FIRST_WORDS.match(rest)
        own = match.group(1) if match else ""
        return ("" if re.match(r"In [A-Z]\w+ Revised|The |As |This ", own) else own), line.start
    wide = has_chinese(bare)
    if line.whole and not wide and len(bare) < 120 and rest[-1] not in ".;:," and item.index + 1 < len(lines):
        return rest.strip(" .:—–-*|"), line.end
    return "", line.start
