"""Laws and regulations: parts, chapters, sections, articles, recitals and annexes, told from references to them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.reading.lines import Line, runs_on
from assistant.reading.markers import (
    ANNEX,
    ARTICLE,
    CHAPTER,
    OUTER_SECTION,
    PART,
    SECTION,
    Marker,
    following_title,
    tidy,
)
from assistant.reading.numerals import CHINESE_DIGITS, from_any, from_chinese
from assistant.reading.sequences import Candidate, chain

_N = f"[{CHINESE_DIGITS}]{{1,9}}"
_HINT = re.compile(r"[第제附부A-Z§\d(]|Art|art")

# What follows a number in a reference to it, and never in the beginning of the thing itself.
_REFERENCE_ZH = re.compile(
    rf"\s*(?:第\s?{_N}\s?[款项項目条條]|规定|規定|所[^有]|的|[、，,；;。和或至到及与與)）]|以及|之[外一二三]|项|項)"
)
_ARTICLE_ZH = re.compile(rf"第\s?({_N})\s?[条條](?:[之のー-]\s?({_N}))?")
_ARTICLE_KO = re.compile(r"제\s?(\d{1,4})\s?조(?:의\s?(\d{1,2}))?")
_ARTICLE_EN = re.compile(
    r"(?:Article|ARTICLE|Art\.|ART\.)\s+(\d{1,4}|[IVXLC]{1,7}\b)(?:[-–](\d{1,2})\b|([a-z]{1,2})\b)?"
)
_SECTION_EN = re.compile(r"(?:Section|SECTION|Sec\.|SEC\.|§)\s*(\d{1,4})([A-Z]?)(\.(?=\s|$)|[:—–](?=\s))")
_CODE = re.compile(r"(\d{1,3}(?:-\d{1,3}){1,2}-?\d{0,5}(?:\.\d{1,3})?|\d{4,6}(?:\.\d{1,3}){0,2})\.(?=\s|$)")
_PART_ZH = re.compile(rf"第\s?({_N})\s?(分?[编編]|部分|篇|章|[节節])")
_PART_KO = re.compile(r"제\s?(\d{1,3})\s?([편장절관])")
_PART_EN = re.compile(
    r"((?i:part|title|book|division|chapter|subchapter|subpart|section))\s+(\d{1,4}(?:\.\d{1,2})?|[IVXLC]{1,7}|[A-Z])(?![\w(])"
)
_PART_RANKS = {
    "编": PART, "編": PART, "分编": PART + 1, "部分": PART, "篇": PART, "章": CHAPTER, "节": SECTION, "節": SECTION,
    "편": PART, "장": CHAPTER, "절": SECTION, "관": SECTION + 1, "book": PART, "title": PART, "division": PART,
    "part": PART + 1, "subpart": PART + 2, "chapter": CHAPTER, "subchapter": CHAPTER + 1, "section": SECTION,
}  # fmt: skip
_ANNEX_EN = re.compile(
    r"(ANNEX|APPENDIX|SCHEDULE|Annex|Appendix|Schedule)(?:\s+([IVXLC]{1,7}|\d{1,3}|[A-Z]))?(?![\w(])"
)
_ANNEX_ZH = re.compile(rf"(附\s?[件录錄表])\s*({_N})?(?:\s*[:：.．]\s*|\s+|$)")
_SUPPLEMENT = re.compile(
    r"(?:附\s*则|附\s*則|부\s*칙|(?i:addend(?:a|um)\b|supplementary provisions?(?:\s+\d{1,3})?))(?=[\s*<(]|$)"
)
_RECITAL = re.compile(r"\((\d{1,3})\)(?=\s)")
_RECITALS_BEGIN = re.compile(r"(?i:whereas)\s*[:：]?\s*$")
_RECITALS_END = re.compile(r"(?:HAVE|HAS|HEREBY) (?:ADOPTED|DECIDED|AGREED|ADOPTS?)\b")


@dataclass(frozen=True, slots=True)
class _Found:
    """A line that has the form of a marker, before it is known whether it is one."""

    index: int
    family: str
    key: tuple[int, ...]
    label: str
    name_from: int  # where in the line's words the title begins
    weight: float
    rank: int = ARTICLE


def legal_markers(text: str, lines: Sequence[Line], skipped: Container[int] = ()) -> list[Marker]:
    """The markers of a law or regulation, in order; empty where the text does not read like one.

    `skipped` are lines that hold none: those of tables of contents.
    """
    found = [item for index in range(len(lines)) if index not in skipped for item in _forms(text, lines, index)]
    restarts = [item.index for item in found if item.family in ("supplement", "annex")]
    articles, outer = _article_run(found, restarts)
    if not articles:
        return []
    kept = {item.index: item for item in (*articles, *outer)}
    kept.update((item.index, item) for item in _recitals(lines, found, articles[0].index))
    kept.update((item.index, item) for item in _annexes(found, kept))
    kept.update((item.index, item) for item in _containers(found, kept))
    for item in found:
        if item.family in ("supplement", "enacting"):
            kept.setdefault(item.index, item)
    return [_marker(lines, item, kept) for _, item in sorted(kept.items())]


def _forms(text: str, lines: Sequence[Line], index: int) -> Iterable[_Found]:
    line = lines[index]
    words = line.text
    if not _HINT.match(words) or line.leader:
        return
    for form in (_article_form, _section_form, _container_form, _annex_form):
        item = form(text, lines, index)
        if item is not None and item.weight > 0 and not line.quoted:
            yield item if line.level is None else replace(item, weight=4.0)
            return
    if (match := _SUPPLEMENT.match(words)) and line.length < 120:
        label = tidy(match.group())
        yield _Found(index, "supplement", (0,), label, match.end(), 3.0, PART)
    elif match := _RECITAL.match(words):
        note = re.match(r"\s*\|?\s*(?:OJ [LC]|See |\S+ \| )", words[match.end() :])
        yield _Found(index, "recital", (int(match.group(1)),), match.group(), match.end(), 0.5 if note else 3.0)
    elif _RECITALS_BEGIN.match(words):
        yield _Found(index, "whereas", (0,), "", 0, 3.0)
    elif _RECITALS_END.match(words):
        yield _Found(index, "enacting", (0,), "", 0, 3.0, ANNEX)


def _article_form(text: str, lines: Sequence[Line], index: int) -> _Found | None:
    words = lines[index].text
    if match := _ARTICLE_ZH.match(words) or _ARTICLE_KO.match(words):
        number = from_chinese(match.group(1))
        if number is None or (_REFERENCE_ZH.match(words, match.end()) and lines[index].level is None):
            return None
        extra = from_chinese(match.group(2)) if match.group(2) else None
        apart = match.end() == len(words) or words[match.end()] in " \u3000\xa0\t（(【[：:*"
        if words[0] == "제" and not apart:
            return None
        key = (number,) if extra is None else (number, extra)
        weight = (3.0 if apart else 1.5) - (1.0 if runs_on(text, lines, index) else 0.0)
        return _Found(index, "article", key, _close(match.group()), match.end(), weight)
    match = _ARTICLE_EN.match(words)
    if not match:
        return None
    number, rest = from_any(match.group(1)), words[match.end() :].lstrip("*_ ")
    if number is None:
        return None
    letters = match.group(3) or ""
    extra = int(match.group(2)) if match.group(2) else sum(26**i * (ord(c) - 96) for i, c in enumerate(letters[::-1]))
    key = (number, extra) if extra else (number,)
    return _Found(
        index, "article", key, " ".join(match.group().split()), match.end(), _english(text, lines, index, rest)
    )


def _english(text: str, lines: Sequence[Line], index: int, rest: str) -> float:
    """How much "Article 9" followed by `rest` looks like the beginning of an article."""
    line = lines[index]
    if not rest or rest in ".:":
        weight = 3.0 if not rest or rest == ":" else 1.5
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        if after[:1].islower() or after[:1] in ",;)":
            return 0.0
    elif rest[0] in ".:–—-":
        weight = 2.5 if re.match(r"[.:–—-]+\s*[A-Z“\"‘'(\[\d]", rest) else 0.0
    elif re.match(r"\([A-Z“\"‘']", rest):
        weight = 3.0
    elif re.match(r"[A-Z“\"‘'<\[]", rest):
        weight = 2.0
    elif re.match(r"\((?:1|a)\)\s+\S", rest) and not runs_on(text, lines, index):
        weight = 1.5  # "Article 7 (1) The Commission …": a paragraph number, unless it is "Article 7(1) of …"
        if re.match(r"\(\w\)\s+(?:[a-z]|\()", rest):
            return 0.0
    else:
        return 4.0 if line.level is not None and not re.match("[,;)]", rest) else 0.0
    return weight - (1.5 if runs_on(text, lines, index) else 0.0)


def _section_form(text: str, lines: Sequence[Line], index: int) -> _Found | None:
    words = lines[index].text
    if match := _SECTION_EN.match(words):
        rest = words[match.end() :].strip()
        if (rest and not re.match(r"[A-Z(“\"‘'\[*]", rest)) or runs_on(text, lines, index):
            return None
        key = (int(match.group(1)), *((ord(match.group(2)) - 64,) if match.group(2) else ()))
        return _Found(index, "section", key, " ".join(match.group().split()).rstrip(":—–."), match.end(), 3.0)
    if match := _CODE.match(words):
        rest = words[match.end() :].strip(" |")
        if (rest and not re.match(r"[A-Z(“\"‘'\[]", rest)) or (runs_on(text, lines, index) and not rest):
            return None
        key = tuple(int(part) for part in re.split("[-.]", match.group(1)) if part)
        return _Found(index, "code", key, match.group(1), match.end(), 2.0 if "-" in match.group(1) else 1.5)
    return None


def _container_form(text: str, lines: Sequence[Line], index: int) -> _Found | None:
    line = lines[index]
    words = line.text
    if match := _PART_ZH.match(words) or _PART_KO.match(words):
        number, kind = from_chinese(match.group(1)), match.group(2)
        apart = match.end() == len(words) or words[match.end()] in " \u3000\xa0\t：:（("
        if number is None or line.length > 60 or words[-1] in "。；，、" or _REFERENCE_ZH.match(words, match.end()):
            return None
        if words[0] == "제" and not apart:
            return None
        return _Found(
            index, "part", (number,), _close(match.group()), match.end(), 3.0 if apart else 1.5, _PART_RANKS[kind]
        )
    match = _PART_EN.match(words)
    if not match or match.group(1)[0].islower():
        return None
    number, rest = _main_number(match.group(2)), words[match.end() :].strip()
    if number is None or line.length > 200 or runs_on(text, lines, index):
        return None
    if rest and (not re.match(r"[.:–—-]+\s*\S|[A-Z“‘\"]", rest) or rest[-1] in ",;"):
        return None
    if rest[-1:] == "." and rest[0] not in ".:–—-":
        return None
    weight = 3.0 if not rest or match.group(1).isupper() or rest[0] in ".:–—-" else 2.0
    label = " ".join(match.group().split())
    return _Found(index, "part", (number,), label, match.end(), weight, _PART_RANKS[match.group(1).lower()])


def _annex_form(text: str, lines: Sequence[Line], index: int) -> _Found | None:
    line = lines[index]
    words = line.text
    if match := _ANNEX_ZH.match(words):
        number, rest = match.group(2), words[match.end() :]
        if (
            line.length > 80
            or (rest and (number is None or rest[-1] in "。；，、"))
            or (not number and words[-1] in ":：")
        ):
            return None
        key = (from_chinese(number) or 0) if number else 0
        return _Found(index, "annex", (key,), _close(match.group().rstrip(" :：.．\u3000")), match.end(), 3.0, ANNEX)
    match = _ANNEX_EN.match(words)
    if not match or line.length > 200 or runs_on(text, lines, index):
        return None
    number, rest = match.group(2), words[match.end() :].strip()
    if rest and (not number or not re.match(r"[.:–—-]+\s*\S|[A-Z“‘\"]", rest) or rest[-1] in ",;."):
        return None
    weight = 3.0 if match.group(1).isupper() or line.level is not None or not rest or rest[0] in ".:–—-" else 1.5
    return _Found(index, "annex", (from_any(number) or 0 if number else 0,), " ".join(match.group().split()),
                  match.end(), weight, ANNEX)  # fmt: skip


def _main_number(words: str) -> int | None:
    return from_any(words.split(".")[0])


def _close(words: str) -> str:
    return re.sub(r"\s", "", words)


def _article_run(found: Sequence[_Found], restarts: Sequence[int]) -> tuple[list[_Found], list[_Found]]:
    """The text's own articles, and the sections of a bill that hold them (empty where there are none)."""
    runs = {}
    for family in ("article", "section", "code"):
        members = [item for item in found if item.family == family]
        places = {item.index: item for item in members}
        run = chain([Candidate(item.index, item.key, item.weight) for item in members], restarts)
        runs[family] = [places[candidate.index] for candidate in run]
    articles, sections, codes = runs["article"], runs["section"], runs["code"]
    if len(articles) >= 2 and len(articles) >= len(sections):
        return (articles, []) if _credible(articles) else ([], [])
    if len(sections) < 2 or not (sections[0].key[0] == 1 or (len(sections) >= 3 and _credible(sections))):
        return [], []
    codes = _codes(found, sections)
    if codes or not any(item.family == "part" and item.index < sections[0].index for item in found):
        sections = [replace(item, rank=OUTER_SECTION) for item in sections]
    return sections, codes


def _credible(articles: Sequence[_Found]) -> bool:
    """Whether most members follow upon one another: scattered references do not make a law."""
    steps = sum(later.key[0] - earlier.key[0] in (0, 1) for earlier, later in pairwise(articles))
    return steps * 2 >= len(articles) - 1 and (articles[0].key[0] == 1 or steps >= 2)


def _codes(found: Sequence[_Found], sections: Sequence[_Found]) -> list[_Found]:
    """Sections of the code that a bill writes or amends, rising within each of the bill's own sections."""
    kept: list[_Found] = []
    bounds = [item.index for item in sections] + [found[-1].index + 1]
    for begin, end in pairwise(bounds):
        members = [item for item in found if item.family == "code" and begin < item.index < end]
        places = {item.index: item for item in members}
        run = chain([Candidate(item.index, item.key, item.weight) for item in members], first=False)
        kept += [places[candidate.index] for candidate in run]
    return kept


def _recitals(lines: Sequence[Line], found: Sequence[_Found], first_article: int) -> list[_Found]:
    begins = [item.index for item in found if item.family == "whereas" and item.index < first_article]
    if not begins:
        return []
    members = [item for item in found if item.family == "recital" and begins[0] < item.index < first_article]
    places = {item.index: item for item in members}
    run = chain([Candidate(item.index, item.key, item.weight) for item in members], first=False)
    return [places[candidate.index] for candidate in run]


def _annexes(found: Sequence[_Found], kept: dict[int, _Found]) -> list[_Found]:
    """Annexes after the first article, numbered in order; a run of bare lines that a later run repeats is a list."""
    begin = min(kept)
    members = [item for item in found if item.family == "annex" and item.index > begin]
    last: dict[tuple[int, ...], int] = {item.key: item.index for item in members}
    members = [item for item in members if item.key == (0,) or last[item.key] == item.index or item.weight > 3]
    places = {item.index: item for item in members}
    run = chain([Candidate(item.index, item.key, item.weight) for item in members if item.key != (0,)], first=False)
    return [places[candidate.index] for candidate in run] + [item for item in members if item.key == (0,)]


def _containers(found: Sequence[_Found], kept: dict[int, _Found]) -> list[_Found]:
    """Parts, chapters and sections that hold articles, each counted within what holds it."""
    places = sorted(kept)
    numbers: dict[int, int] = {}
    result: list[_Found] = []
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


def _marker(lines: Sequence[Line], item: _Found, taken: dict[int, _Found]) -> Marker:
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


def _title(lines: Sequence[Line], item: _Found, taken: dict[int, _Found]) -> tuple[str, int]:
    """The title printed with a marker, on its line or on the lines below, and where it ends in the text."""
    line = lines[item.index]
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
    wide = bool(re.search("[\u3400-\u9fff]", bare))
    if line.whole and not wide and len(bare) < 120 and rest[-1] not in ".;:," and item.index + 1 < len(lines):
        return rest.strip(" .:—–-*|"), line.end
    return "", line.start
