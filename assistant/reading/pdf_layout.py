"""From lines with places to paragraphs: furniture removed, doubled print undone, broken lines joined.

Pure functions over `Line`s; nothing here knows PDFium.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from assistant.reading.pdf_lines import HYPHEN, Line

_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’—…·]")
_MARKER = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]+[编章节条]|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、.．]"
    r"|(?:Article|ARTICLE|Section|SECTION|Sec\.|SEC\.|Chapter|CHAPTER)\s+\d+|\([a-zA-Z0-9]{1,4}\)\s|\d{1,3}(?:\.\d+)*[.)、．]?\s|[•●▪■\-–]\s"
)
_ENDS = re.compile(r"[.;:!?。；：！？][\"”’』」)）]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Joined text; `pieces` say how many of its characters lie on which page (from 0), in order."""

    text: str
    pieces: tuple[tuple[int, int], ...]


def without_doubles(lines: list[Line]) -> list[Line]:
    """Drop a line that is printed a second time on the same spot (fake bold), and only that."""
    kept: list[Line] = []
    spots: dict[tuple[str, int, int], bool] = {}
    for line in lines:
        x, y = round(line.left / 3), round(line.bottom / 3)
        if any((line.text, x + i, y + j) in spots for i in (-1, 0, 1) for j in (-1, 0, 1)):
            continue
        spots[line.text, x, y] = True
        kept.append(line)
    return kept


def without_furniture(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str | None]]:
    """Remove running headers, footers and page numbers; also give each page's printed number where found."""
    seen: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        seen.update({(_shape(line.text), round(line.middle / 8)) for line in _edges(lines)})
    labels: list[str | None] = []
    kept = []
    for lines in pages:
        edges = {id(line) for line in _edges(lines)}
        label = None
        rest = []
        for line in lines:
            shape, band = _shape(line.text), round(line.middle / 8)
            recurs = sum(seen[shape, band + i] for i in (-1, 0, 1)) >= max(2, min(4, len(pages) // 3 + 1))
            if id(line) in edges and recurs:
                number = re.fullmatch(r"[-–—\s]*(\d{1,4}|[ivxlcIVXLC]{1,7})[-–—\s]*", line.text)
                label = label or (number.group(1) if number else None)
            else:
                rest.append(line)
        labels.append(label)
        kept.append(rest)
    return kept, labels


def _edges(lines: list[Line]) -> list[Line]:
    rows = sorted(lines, key=lambda line: line.middle)
    return rows[:3] + rows[-3:] if len(rows) > 6 else rows


def _shape(text: str) -> str:
    text = re.sub(r"\s+", "", text)
    if re.fullmatch(r"[-–—]*[ivxlcIVXLC]{1,7}[-–—]*", text):
        return "#"
    return re.sub(r"\d+", "#", text)


def paragraphs(pages: list[list[Line]]) -> list[Paragraph]:
    """Join lines that belong together; a paragraph may run over a page's end."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    rights = _right_edges(pages)
    leading = _leading(lines)
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in zip(lines, lines[1:], strict=False):
        if _continues(before, line, groups[-1], rights, leading):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_join(group) for group in groups]


def _right_edges(pages: list[list[Line]]) -> dict[int, float]:
    """For each line the right edge of the column that it stands in."""
    edges: dict[int, float] = {}
    for lines in pages:
        for line in lines:
            beside = [
                other.right for other in lines
                if min(other.right, line.right) - max(other.left, line.left) > 0.5 * min(other.right - other.left, line.right - line.left)
            ]  # fmt: skip
            beside.sort()
            edges[id(line)] = beside[int(0.9 * (len(beside) - 1))]
    return edges


def _leading(lines: list[Line]) -> dict[int, float]:
    """The usual distance of baselines for each font size (whole points)."""
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for before, line in zip(lines, lines[1:], strict=False):
        step = before.bottom - line.bottom
        if before.page == line.page and 0 < step < 4 * line.size:
            steps[round(line.size)][round(step * 2) / 2] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in steps.items()}


def _continues(
    before: Line, line: Line, group: list[Line], rights: dict[int, float], leading: dict[int, float]
) -> bool:
    size = max(before.size, line.size)
    if line.same_row:
        return True
    if abs(before.size - line.size) > 0.15 * size:
        return False
    step = before.bottom - line.bottom
    moved = before.page != line.page or step < -size or not (before.left < line.right and line.left < before.right)
    usual = leading.get(round(line.size), 1.3 * size)
    if not moved and step > 1.35 * usual:
        return False
    if _MARKER.match(line.text) and (
        moved or _ENDS.search(before.text) or line.left > min(l.left for l in group) + size
    ):
        return False
    if not moved and len(group) > 1 and line.left > min(l.left for l in group[1:]) + 1.2 * size:
        return False
    if not moved and len(group) == 1 and line.left > before.left + 1.2 * size and _ENDS.search(before.text):
        return False
    first = re.match(r"[A-Za-z0-9'’-]+|.", line.text)
    need = len(first.group() if first else "") * (line.right - line.left) / max(1, len(line.text))
    room = rights[id(before)] - before.right
    return room < need + 0.8 * size or (moved and not _ENDS.search(before.text) and room < 4 * size)


def _join(group: list[Line]) -> Paragraph:
    text = ""
    pieces: list[tuple[int, int]] = []
    for line in group:
        words = line.text
        join = ""
        if text:
            if text.endswith(HYPHEN):
                text = text[:-1]
                page, count = pieces[-1]
                pieces[-1] = (page, count - 1)
            elif line.same_row:
                join = " | " if not _CJK.match(words) else " "
            elif not (_CJK.match(words) and _CJK.match(text[-1])):
                join = " "
        if pieces and pieces[-1][0] == line.page:
            pieces[-1] = (line.page, pieces[-1][1] + len(join) + len(words))
        else:
            if pieces:
                pieces[-1] = (pieces[-1][0], pieces[-1][1] + len(join))
                pieces.append((line.page, len(words)))
            else:
                pieces.append((line.page, len(words)))
        text += join + words
    return Paragraph(text.replace(HYPHEN, "-"), tuple(pieces))
