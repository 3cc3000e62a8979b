"""In which directions a page's text runs, told from where its characters stand."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import Any

from assistant.reading.formats.pdf.grid import Box

SLANT = 0.12  # of a quarter turn: scans stand askew by less, watermarks by more
SIDEWAYS = 150  # characters in another direction than the page's that make a part of it, and no note in its margin
FEW = 20  # characters that stand upright on a page on which most do not: its title
UPRIGHT = {0: 0, 90: 1, 180: 2, 270: 3}  # the page's own rotation → how text runs that readers see upright
Turn = tuple[int, int, int]  # quarter of PDFium's angles, how the text runs there (`lines.turned`), characters


def quarter_of(raw: Any, index: int) -> int:
    """The quarter of the angle that PDFium gives a character: characters of one quarter run the same way."""
    import pypdfium2.raw as pdfium

    return int(round(pdfium.FPDFText_GetCharAngle(raw, index) / (math.pi / 2)) % 4)


def is_slanted(raw: Any, index: int) -> bool:
    """Whether a character's line runs neither level nor upright. PDFium's angle is also that of letters that lean, as
    drawn italics do; the matrix tells where their line runs."""
    import pypdfium2.raw as pdfium

    quarters = pdfium.FPDFText_GetCharAngle(raw, index) / (math.pi / 2)
    if abs(quarters - round(quarters)) <= SLANT:
        return False
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix)):
        return False
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    return abs(quarters - round(quarters)) > SLANT


def outside(left: float, bottom: float, right: float, top: float, shown: Box) -> bool:
    """Whether the middle of a box lies outside the part of the page that is shown."""
    x, y = (left + right) / 2, (bottom + top) / 2
    return not (shown[0] - 1 <= x <= shown[2] + 1 and shown[1] - 1 <= y <= shown[3] + 1)


def turns_of(raw: Any, text: str) -> list[Turn]:
    """The directions of a page's text, the commonest first; level where nothing else is seen.

    PDFium's angles only part the characters: which way those of one quarter run is told by how they follow each other.
    """
    letters = [index for index, character in enumerate(text) if character > " "]
    few = [quarter_of(raw, index) for index in letters[:: max(1, len(letters) // 60)]]
    if not any(few):
        return [(0, 0, len(letters))]
    quarters = {index: quarter_of(raw, index) for index in letters if not is_slanted(raw, index)}
    counts = Counter(quarters.values())
    return [(quarter, _way(raw, quarters, quarter), count) for quarter, count in counts.most_common()] or [(0, 0, 0)]


def _way(raw: Any, quarters: dict[int, int], quarter: int) -> int:
    """0 for text that runs to the right, 1 up, 2 to the left, 3 down."""
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    ways: Counter[int] = Counter()
    for index in [index for index, own in quarters.items() if own == quarter and quarters.get(index + 1) == own][:400]:
        places = []
        for at in (index, index + 1):
            pdfium.FPDFText_GetLooseCharBox(raw, at, ctypes.byref(rect))
            places.append(((rect.left + rect.right) / 2, (rect.bottom + rect.top) / 2))
        across, up = places[1][0] - places[0][0], places[1][1] - places[0][1]
        if across or up:
            ways[(0 if across > 0 else 2) if abs(across) >= abs(up) else (1 if up > 0 else 3)] += 1
    return ways.most_common(1)[0][0] if ways else quarter
