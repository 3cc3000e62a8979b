"""The order of a page's lines: drawing order, mended where a file draws a head last, and footnotes told apart."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from assistant.reading.formats.pdf.lines import Line, PageLines

_NOTE = re.compile(r"[(（]?[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]+[)）]?\s?\S|\d{1,3}\s+\S|[(（]\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+\s?[)）]")


def in_reading_order(page: PageLines) -> PageLines:
    """Move runs that are drawn after the main text but stand above it to the front, and the converse to the end."""
    runs: list[list[Line]] = []
    for line in page.lines:
        if runs and (line.same_row or -line.size < runs[-1][-1].bottom - line.bottom < 4 * line.size):
            runs[-1].append(line)
        else:
            runs.append([line])
    if not runs:
        return page
    main = max(runs, key=lambda run: sum(len(line.text) for line in run))
    top, bottom = max(line.top for line in main) - 2, min(line.bottom for line in main) + 2
    drawn = runs.index(main)
    above = [run for run in runs[drawn + 1 :] if min(line.bottom for line in run) >= top]
    below = [run for run in runs[:drawn] if max(line.top for line in run) <= bottom]
    rest = [run for run in runs if run not in above and run not in below]
    return replace(page, lines=[line for run in (*above, *rest, *below) for line in run])


def footnotes_of(page: PageLines, body: float) -> list[Line]:
    """What stands at the foot of the page apart from its text: notes in small print, or words below a wide gap that
    cut a sentence off which the next page carries on."""
    found: list[Line] = []
    for line in reversed(page.lines):
        if line.cell is not None or line.size > 0.95 * body:
            break
        found.append(line)
    found.reverse()
    while found and not _NOTE.match(found[0].text):
        found.pop(0)
    return found or _interruption(page)


def _interruption(page: PageLines) -> list[Line]:
    lines = page.lines
    steps = sorted(before.bottom - line.bottom for before, line in pairwise(lines) if before.bottom > line.bottom)
    if len(steps) < 8:
        return []
    usual = steps[len(steps) // 2]
    for at in range(len(lines) - 1, max(len(lines) - 6, 1), -1):
        before, line = lines[at - 1], lines[at]
        if before.cell is not None or line.cell is not None:
            return []
        if before.bottom - line.bottom > 2 * usual:
            cut = before.text[-1:].isalpha() and before.right > 0.9 * max(other.right for other in lines)
            return lines[at:] if cut else []
    return []
