"""Cells of ruled tables, from the thin lines that a PDF page draws.

A cell is the smallest rectangle whose corners are crossings of rules and whose sides are ruled; so cells that span
rows or columns come out as one. Rules and cells are (left, bottom, right, top) in points, y upwards.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

Box = tuple[float, float, float, float]

THIN = 2.5  # points: anything thicker is shading, not a rule
NEAR = 2.0  # points: ends of rules that are nearer than this touch
MANY = 4000  # rules: more than this is a drawing, not a table


def level_rules(rules: list[Box]) -> list[Box]:
    """The rules that could strike words through: level ones, wider than a letter."""
    return [rule for rule in rules if rule[3] - rule[1] <= 1.6 and rule[2] - rule[0] > 4] if len(rules) <= MANY else []


def cells_of(rules: list[Box]) -> list[Box]:
    """The cells of all ruled tables that these rules draw, top to bottom, then left to right."""
    if not 4 <= len(rules) <= MANY:
        return []
    across = _merged([(b, left, r) for left, b, r, t in rules if r - left >= t - b])
    down = _merged([(left, b, t) for left, b, r, t in rules if r - left <= t - b])
    if len(across) < 2 or len(down) < 2:
        return []
    cells = _cells(across, down)
    return sorted(cells, key=lambda cell: (-round(cell[3]), cell[0])) if len(cells) > 1 else []


def drawn_on(page: Any) -> tuple[list[Box], float]:
    """The thin lines that one pypdfium2 page draws with the sides of outlined rectangles, and the area of its pictures.

    The area is in square points. One pass over the page's objects by PDFium's own functions: wrapping each object
    would take longer than reading the page's text.
    """
    import pypdfium2.raw as pdfium

    rules: list[Box] = []
    pictures = 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    edges = [ctypes.byref(value) for value in (left, bottom, right, top)]
    for item, kind in _objects(pdfium, page.raw, 3):
        if not pdfium.FPDFPageObj_GetBounds(item, *edges):
            continue
        box = (left.value, bottom.value, right.value, top.value)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
        elif box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
            rules.append(box)
        elif len(rules) <= MANY:
            rules.extend(_frame(pdfium, item, box))
    return rules, pictures


def _objects(pdfium: Any, container: Any, depth: int) -> Iterator[tuple[Any, int]]:
    """Paths of the page, and pictures of the page and of forms within it to a depth."""
    on_page = depth == 3
    count, get = (
        (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
        if on_page
        else (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
    )
    for index in range(count(container)):
        item = get(container, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE or (on_page and kind == pdfium.FPDF_PAGEOBJ_PATH):
            yield item, kind
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth > 1:
            yield from _objects(pdfium, item, depth - 1)


def _frame(pdfium: Any, item: Any, box: Box) -> list[Box]:
    """The four sides of a rectangle that is drawn as an outline."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke)) or not stroke.value:
        return []
    if pdfium.FPDFPath_CountSegments(item) not in (4, 5):
        return []
    left, bottom, right, top = box
    return [
        (left, bottom, right, bottom), (left, top, right, top), (left, bottom, left, top), (right, bottom, right, top),
    ]  # fmt: skip


def _merged(rules: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Rules (place, from, to) on nearly one place that touch become one."""
    merged: list[tuple[float, float, float]] = []
    lanes: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    anchor = None
    lane = 0
    for rule in sorted(rules):
        if anchor is None or rule[0] - anchor > NEAR:
            lane += 1
            anchor = rule[0]
        lanes[lane].append(rule)
    for group in lanes.values():
        place = sum(rule[0] for rule in group) / len(group)
        start, end = None, 0.0
        for _, low, high in sorted(group, key=lambda rule: rule[1]):
            if start is None:
                start, end = low, high
            elif low <= end + NEAR:
                end = max(end, high)
            else:
                merged.append((place, start, end))
                start, end = low, high
        if start is not None:
            merged.append((place, start, end))
    return [rule for rule in merged if rule[2] - rule[1] > 2 * NEAR]


def _cells(across: list[tuple[float, float, float]], down: list[tuple[float, float, float]]) -> list[Box]:
    crossing: dict[int, set[int]] = {}  # rule across → rules down that cross it
    for i, (y, left, right) in enumerate(across):
        crossing[i] = {
            j for j, (x, low, high) in enumerate(down)
            if left - NEAR <= x <= right + NEAR and low - NEAR <= y <= high + NEAR
        }  # fmt: skip
    by_height = sorted(range(len(across)), key=lambda i: -across[i][0])
    cells: list[Box] = []
    for position, upper in enumerate(by_height):
        corners = sorted(crossing[upper], key=lambda j: down[j][0])
        for a, left in enumerate(corners):
            cell = _smallest(upper, left, corners[a + 1 :], by_height[position + 1 :], crossing, across, down)
            if cell:
                cells.append(cell)
    return cells


def _smallest(
    upper: int,
    left: int,
    rights: list[int],
    lowers: list[int],
    crossing: dict[int, set[int]],
    across: list[tuple[float, float, float]],
    down: list[tuple[float, float, float]],
) -> Box | None:
    """The smallest cell with the crossing of `upper` and `left` as its top left corner."""
    top = across[upper][0]
    for lower in lowers:
        bottom = across[lower][0]
        if top - bottom < 2 * NEAR or left not in crossing[lower]:
            continue
        if down[left][1] > bottom + NEAR:
            return None  # the side ends above: nothing lower can close it
        for right in rights:
            if down[right][0] - down[left][0] < 2 * NEAR or right not in crossing[lower]:
                continue
            if down[right][1] <= bottom + NEAR and down[right][2] >= top - NEAR:
                return (down[left][0], bottom, down[right][0], top)
    return None
