"""Lines to paragraphs: which line carries the one before it on, and how the two are joined.

Pure functions over `Line`s. An article's start must stand on its own line, and a sentence must not be cut, so each
rule asks for a reason on the page: room left at the end of a line, an indent, a wider gap, a marker after a full stop.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.language.items import begins_paragraph
from assistant.reading.formats.marks import STRUCK
from assistant.reading.formats.pdf.lines import HYPHEN, Line

CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’—…·]")  # joined without a space
_ENDS = re.compile(r"(?<!\b[A-Z]\.[A-Z])[.;:!?。；：！？][\"”’』」)）\]¹²³⁴⁵⁶⁷⁸⁹⁰]*$")  # but not "U.S."
WIDEST = 2.2  # times the size of print: lines set wider apart than this are paragraphs
_LABEL = re.compile(r"^\S[^。；，]{0,8}[:：]$")
_LEADERS = re.compile(r"\s*(?:[.·…_]\s?){5,}\s*")


@dataclass(slots=True)
class Paragraph:
    """Joined text; `pieces` are its parts by page (index from 0), which concatenated give the text."""

    pieces: tuple[tuple[int, str], ...]
    size: float = 0.0  # height of its lines, points
    larger: float = 1.0  # size over that of the document's body

    @property
    def text(self) -> str:
        return "".join(words for _, words in self.pieces)


@dataclass(slots=True)
class Layout:
    """What is usual in the document: margins by page, distances of baselines by font size, hyphens."""

    left: dict[int, float] = field(default_factory=dict)  # id of line → left margin of its column
    right: dict[int, float] = field(default_factory=dict)
    leading: dict[int, float] = field(default_factory=dict)  # rounded font size → usual distance of baselines
    words: frozenset[str] = frozenset()
    drops_hyphens: bool = True


def measure(pages: list[list[Line]]) -> Layout:
    """Margins, leading and hyphenation habits of the document."""
    layout = Layout()
    for lines in pages:
        _margins(lines, layout)
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for lines in pages:
        for before, line in pairwise(lines):
            step = before.bottom - line.bottom
            if 0.5 * line.size < step < 3 * line.size and abs(before.size - line.size) < 1:
                steps[round(line.size)][round(step * 2) / 2] += 1
    layout.leading = {size: min(counts.most_common(1)[0][0], WIDEST * size) for size, counts in steps.items()}
    everything = [line for lines in pages for line in lines]
    layout.words = frozenset(
        word for line in everything for word in re.findall(r"[a-z]+(?:-[a-z]+)*(?![\w\ufffe])", line.text.lower())
    )
    votes = Counter(_hyphen_vote(before.text, line.text, layout.words) for before, line in pairwise(everything))
    layout.drops_hyphens = votes[True] >= votes[False]
    return layout


def _margins(lines: list[Line], layout: Layout) -> None:
    """Left and right edge of each line's column.

    Lines of one table cell are a column. Else lines that start near one another are, the wordiest first; lines that
    lie within an earlier column (headings, nested lists) belong to it.
    """
    cells: dict[int, list[Line]] = defaultdict(list)
    clusters: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.left):
        if line.cell is not None:
            cells[line.cell].append(line)
        elif clusters and line.left - clusters[-1][0].left <= 6 * line.size:
            clusters[-1].append(line)
        else:
            clusters.append([line])
    columns: list[tuple[float, float]] = []
    for members in sorted(clusters, key=lambda members: -sum(len(line.text) for line in members)):
        left, right = _edges(members)
        slack = members[0].size
        inside = [c for c in columns if left >= c[0] - slack and right <= c[1] + slack]
        if not inside:
            columns.append((left, right))
        _set(layout, members, *(inside[0] if inside else (left, right)))
    for members in cells.values():
        _set(layout, members, *_edges(members))


def _edges(members: list[Line]) -> tuple[float, float]:
    """The margins that a column's lines keep: outliers to the right (a title over two columns) are left out."""
    rights = sorted(line.right for line in members)
    lefts = Counter(round(line.left) for line in members)
    return min(place for place, times in lefts.items() if times >= 0.25 * max(lefts.values())), rights[
        int(0.95 * (len(rights) - 1))
    ]


def _set(layout: Layout, members: list[Line], left: float, right: float) -> None:
    for line in members:
        layout.left[id(line)] = left
        layout.right[id(line)] = max(right, line.right)


def join_lines(lines: list[Line], layout: Layout) -> list[Paragraph]:
    """Join lines that belong together; a paragraph may run over a page's end."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_join(group, layout) for group in groups]


def _continues(group: list[Line], line: Line, layout: Layout) -> bool:
    before = group[-1]
    if line.same_row:
        return True
    size = max(before.size, line.size)
    if min(before.size, line.size) < 0.8 * size:
        return False
    step = before.bottom - line.bottom
    beside = before.page == line.page and line.left > before.right
    if beside and _LABEL.search(before.text) and abs(step) < 2.5 * size:
        return True  # the value of a label, printed higher or lower because it has several lines
    if beside and line.bottom < group[0].bottom + 3 * size:
        return False  # another cell of the same row, not the top of the next column
    if before.page != line.page or step < -0.5 * size:
        return _continues_elsewhere(group, line, layout)
    if line.left > before.right or line.right < before.left:
        return False
    usual = max(layout.leading.get(round(each.size), 1.3 * size) for each in (before, line))
    if step > 1.3 * max(usual, 0.9 * size):
        return False
    if _LEADERS.search(before.text) and before.text[-1:].isalnum():
        return False  # a line of a table of contents
    ended = bool(_ENDS.search(before.text))
    if ended and begins_paragraph(line.text):
        return False
    chinese = bool(CJK.search(line.text))
    indent = line.left - layout.left[id(line)]
    margin = min(other.left for other in group[1:]) if len(group) > 1 else group[0].hang or group[0].left
    hangs = len(group) == 1 and begins_paragraph(before.text) and line.left < before.left + 2.6 * size
    deeper = line.left > margin + (1.2 if chinese else 0.8) * size
    if deeper and not hangs and (ended or chinese) and not _centred(before, line, layout):
        return False
    first_line_indents = chinese and 1.3 * size < indent < 2.8 * size
    if first_line_indents and len(group) == 1 and abs(line.left - before.left) < 0.5 * size:
        return False
    if _centred(before, line, layout) and step < 1.45 * size and not ended:
        wide = before.right - before.left > 0.55 * (layout.right[id(before)] - layout.left[id(before)])
        if wide and (before.text[-1:].islower() or not begins_paragraph(line.text)) and line.text[0] not in "(（":
            return True  # a title that goes on in the middle of the next line
    return _room(before, layout) < _need(line)


def _continues_elsewhere(group: list[Line], line: Line, layout: Layout) -> bool:
    """Whether a line at the top of the next column or page carries on."""
    before = group[-1]
    indented = line.left - layout.left[id(line)] > 0.8 * line.size
    if _ENDS.search(before.text):
        chinese = CJK.search(line.text) and len(group) > 1
        full = _room(before, layout) < 1.2 * line.size
        return bool(chinese and full and not indented and not begins_paragraph(line.text)) or line.text[:1].islower()
    if begins_paragraph(line.text) and (indented or not CJK.match(line.text)):
        return False
    return _room(before, layout) < max(_need(line), 3 * line.size) or line.text[:1].islower()


def _centred(before: Line, line: Line, layout: Layout) -> bool:
    middle = (layout.left[id(line)] + layout.right[id(line)]) / 2
    return all(
        abs((each.left + each.right) / 2 - middle) < line.size and each.left - layout.left[id(each)] > line.size
        for each in (before, line)
    )


def _room(line: Line, layout: Layout) -> float:
    """Points left between the line's end and its column's right edge."""
    return layout.right[id(line)] - line.right


def _need(line: Line) -> float:
    """Points that the first word of a line takes: had the line before had them, the word would stand there."""
    first = re.match(r"[^\s\u2e80-\u9fff\uff00-\uffef]+|.", line.text)
    width = len(first.group() if first else "") * (line.right - line.left) / max(1, len(line.text))
    return width + (1.6 if CJK.match(line.text) else 0.6) * line.size


def _hyphen_vote(before: str, after: str, words: frozenset[str]) -> bool | None:
    """True: the hyphen was made by the line's end; False: it belongs to the word; None: cannot be told."""
    if not before.endswith(HYPHEN):
        return None
    head = re.search(r"([A-Za-z]+)\ufffe$", before)
    tail = re.match(r"[A-Za-z]+", after)
    if not head or not tail or not tail.group()[0].islower():
        return False
    left, right = head.group(1).lower(), tail.group().lower()
    if left + right in words:
        return True
    return False if f"{left}-{right}" in words else None


def _join(group: list[Line], layout: Layout) -> Paragraph:
    pieces: list[tuple[int, str]] = []
    text = ""
    for before, line in zip([None, *group], group, strict=False):
        words = line.text
        if before is not None:
            join = " "
            if text.endswith(HYPHEN):
                vote = _hyphen_vote(before.text, words, layout.words)
                lower = words[:1].islower()
                made = vote if vote is not None else layout.drops_hyphens and lower
                join = ""
                page, piece = pieces[-1]
                pieces[-1] = (page, piece[:-1] + ("" if made else "-"))
            elif line.same_row:
                join = " | " if line.left - before.right > 2.5 * line.size else " "
            elif (_WIDE.match(words[0]) and _WIDE.match(text[-1])) or (text.endswith("-") and words[:1].isalnum()):
                join = ""
            page, piece = pieces[-1]
            pieces[-1] = (page, piece + join)
        if pieces and pieces[-1][0] == line.page:
            pieces[-1] = (line.page, pieces[-1][1] + words)
        else:
            pieces.append((line.page, words))
        text = words
    tidy = tuple(
        (page, _LEADERS.sub(" … ", piece).replace(HYPHEN, "-").replace(f"{STRUCK} {STRUCK}", " "))
        for page, piece in pieces
    )
    return Paragraph(tidy, group[0].size)
