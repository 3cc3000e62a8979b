"""Scanned pages to lines with their places, so that they go through the same layout as others."""

from __future__ import annotations

import io
import re
from typing import Any

from assistant.reading.formats.pdf.lines import Line, PageLines
from assistant.reading.formats.tesseract import recognised, surest_language

DPI = (200, 300)  # least and most; between them a picture is rendered at half more than its own resolution
_LEAST_SURE = 50.0  # of a line: below this it is a pattern or a picture, not writing


def recognise(page: Any, index: int, seconds: float, known: str | None) -> tuple[PageLines, str]:
    """The lines of one pypdfium2 page as tesseract reads them, and the languages it was read in.

    `known` are the languages found for the pages before, so that only the first page tries them. Raises Refused when
    recognition fails or takes longer than `seconds`.
    """
    size = max(page.get_width(), page.get_height())
    scale = min(_resolution(page) / 72, 6000 / size)  # a poster-sized page would fill the memory
    picture = page.render(scale=scale, grayscale=True).to_pil()
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    tried = known or surest_language(buffer.getvalue(), seconds)
    rows = recognised(buffer.getvalue(), tried, seconds)
    return PageLines(index, _lines(rows, index, scale, page.get_height()), []), tried


def _resolution(page: Any) -> float:
    """Pixels per inch of the page's largest picture, within bounds."""
    import pypdfium2.raw as pdfium

    best, best_width = float(DPI[1]), 0.0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, _, right, _ = item.get_bounds()
        if right - left > best_width:
            best, best_width = 1.5 * item.get_px_size()[0] / (right - left) * 72, right - left
    return min(max(best, DPI[0]), DPI[1])


def _lines(rows: list[dict[str, str]], index: int, scale: float, height: float) -> list[Line]:
    """Words to lines, in tesseract's order; pixels from the top become points from the bottom."""
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows:
        lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    found = []
    for words in lines.values():
        left = min(int(row["left"]) for row in words) / scale
        right = max(int(row["left"]) + int(row["width"]) for row in words) / scale
        tops = sorted(int(row["top"]) for row in words)
        bottoms = sorted(int(row["top"]) + int(row["height"]) for row in words)
        top, bottom = height - tops[0] / scale, height - bottoms[-1] / scale
        sure = sum(float(row["conf"]) * len(row["text"]) for row in words) / sum(len(row["text"]) for row in words)
        if sure < _LEAST_SURE:
            continue
        text = re.sub(r"(?<=[\u2e80-\u9fff\uff00-\uffef]) (?=[\u2e80-\u9fff\uff00-\uffef])", "", " ".join(
            row["text"] for row in words
        ))  # fmt: skip
        if text.strip():
            found.append(Line(text, left, bottom, right, top, index))
    return found
