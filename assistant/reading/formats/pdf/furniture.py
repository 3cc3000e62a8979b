"""What a page carries besides its text: running heads and feet, page numbers, text printed twice.

Pure functions over the lines of all pages; nothing here knows PDFium.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from assistant.language.numerals import from_roman
from assistant.reading.formats.pdf.lines import Line, PageLines

EDGE_ROWS = 4  # rows at the top and at the bottom of a page that can be furniture
_BAND = 12.0  # points: a running head keeps its height on the page to about this
_HEADING = re.compile(
    r"(?:article|section|sec\.|chapter|annex|part|recommendation|principle|measure)|第?\d+[条章节部.、]", re.I
)
# Heads and feet of publishers whose short documents do not repeat them often enough to be noticed.
_KNOWN = re.compile(
    r"Federal Register\s*/\s*Vol\.|VerDate\s.*\bJkt\b|^https?://\S+\s+\d+/\d+$|^\d{4}/\d{1,2}/\d{1,2}\s+\d{1,2}:\d{2}\s"
)


_ADDRESS = re.compile(r"(https?://\S+)(?:\s+\d+/\d+)?$")  # that browsers print under every page


def printed_address(pages: list[PageLines]) -> str | None:
    """The address of the page that a browser printed."""
    found = Counter(match[1] for page in pages for line in page.lines if (match := _ADDRESS.match(line.text)))
    address, times = found.most_common(1)[0] if found else ("", 0)
    return address if times > len(pages) / 2 and "…" not in address else None


_RULE = re.compile(r"([^\w\s])\1{2,}|_+")  # a rule made of characters


def without_doubles(page: PageLines) -> PageLines:
    """Drop rules made of characters, and lines printed a second time on the same spot (fake bold).

    A true repetition stands elsewhere on the page, so it stays.
    """
    spots: set[tuple[str, int, int]] = set()
    kept = []
    for line in page.lines:
        if _RULE.fullmatch(line.text):
            continue
        x, y = round(line.left / 3), round(line.bottom / 3)
        if any((line.text, x + i, y + j) in spots for i in (-1, 0, 1) for j in (-1, 0, 1)):
            continue
        spots.add((line.text, x, y))
        kept.append(line)
    return replace(page, lines=kept)


def without_furniture(pages: list[PageLines]) -> tuple[list[PageLines], list[str | None]]:
    """Remove what recurs at the edges of pages; also give each page's printed number, None where there is none."""
    edges = [_edges(page) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for index, lines in enumerate(edges):
        seen.update({key for line in lines for key in _keys(line, index)})
    needed = max(2, min(4, len(pages) // 3 + 1))
    offset = _number_offset(edges)
    kept: list[PageLines] = []
    found: list[list[Line]] = []
    for page, lines in zip(pages, edges, strict=True):
        furniture = {
            id(line)
            for line in lines
            if any(seen[key] >= needed for key in _keys(line, page.number))
            or _KNOWN.search(line.text)
            or _lone_number(line.text) == page.number + 1
            or (offset is not None and _lone_number(line.text) == page.number + offset)
        }
        furniture = _outermost(page, furniture)
        found.append([line for line in page.lines if id(line) in furniture])
        kept.append(replace(page, lines=[line for line in page.lines if id(line) not in furniture]))
    return kept, _labels(found)


def _edges(page: PageLines) -> list[Line]:
    """Lines of the top and bottom rows outside tables; a row is one height on the page."""
    free = sorted((line for line in page.lines if line.cell is None), key=lambda line: line.middle)
    rows: list[list[Line]] = []
    for line in free:
        if rows and line.middle - rows[-1][0].middle < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    outer = rows if len(rows) <= 2 * EDGE_ROWS else rows[:EDGE_ROWS] + rows[-EDGE_ROWS:]
    return [line for row in outer for line in row]


def _outermost(page: PageLines, furniture: set[int]) -> set[int]:
    """Only furniture with no other text between it and the page's edge counts: inside, it is text that repeats."""
    ordered = sorted(page.lines, key=lambda line: line.middle)
    keep: set[int] = set()
    for rows in (ordered, ordered[::-1]):
        for line in rows:
            if id(line) not in furniture:
                break
            keep.add(id(line))
    return keep


def _keys(line: Line, index: int) -> set[tuple[str, int]]:
    """What makes a line the same on another page: its words and height, or these but for one number that counts pages.

    A number that does not count with the pages makes another line ("Article 5", "Article 12" at the top of two pages).
    """
    text = re.sub(r"\s+", "", line.text)
    shapes = {text}
    if roman := from_roman(text.strip("-–—·")):
        shapes.add(f"<{roman - index}>")
    for number in () if _HEADING.match(text) else re.finditer(r"\d{1,6}", text):
        shapes.add(f"{text[: number.start()]}<{int(number.group()) - index}>{text[number.end() :]}")
    band = round(line.middle / _BAND)
    return {(shape, band + i) for shape in shapes for i in (0, 1)}  # two bands each: heights vary a little


def _lone_number(text: str) -> int | None:
    match = re.fullmatch(r"[-–—·\s]*(\d{1,5})[-–—·\s]*", text)
    return int(match.group(1)) if match else None


def _number_offset(edges: list[list[Line]]) -> int | None:
    """Printed page number less the index, where lone numbers and known heads agree on it at least twice."""
    offsets: Counter[int] = Counter()
    for index, lines in enumerate(edges):
        for line in lines:
            if (number := _lone_number(line.text)) is not None:
                offsets[number - index] += 1
            elif _KNOWN.search(line.text):
                offsets.update({int(number) - index for number in re.findall(r"\d{1,6}", line.text)})
    offset, times = offsets.most_common(1)[0] if offsets else (0, 0)
    return offset if times >= 2 else None


def _labels(furniture: list[list[Line]]) -> list[str | None]:
    """Printed page numbers: the numbers in heads and feet that count up with the pages, Roman ones likewise."""
    labels: list[str | None] = [None] * len(furniture)
    for pattern, value in ((r"\d{1,6}", int), (r"\b(?:[ivxlc]+|[IVXLC]+)\b", from_roman)):
        offsets: Counter[int] = Counter()
        printed: list[dict[int, str]] = []
        for index, lines in enumerate(furniture):
            printed_here = [n for line in lines if len(line.text) < 200 for n in re.findall(pattern, line.text)]
            numbers = {number - index: n for n in printed_here if (number := value(n)) is not None}
            printed.append(numbers)
            offsets.update(numbers.keys())
        for offset, times in offsets.most_common(3):
            if times < 2:
                break
            for index, numbers in enumerate(printed):
                if labels[index] is None and offset in numbers:
                    labels[index] = numbers[offset]
            if pattern.startswith(r"\d") and times > len(furniture) // 2:
                break
    return labels
