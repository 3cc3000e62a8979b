"""Scanned pages to words, by the system's `tesseract` where it is installed.

The recognised words come back with their places, so that scanned pages go through the same layout as others.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from functools import lru_cache
from typing import Any

from assistant.reading.parsed import Refused
from assistant.reading.pdf_lines import Line, PageLines

DPI = (200, 300)  # least and most; between them a picture is rendered at half more than its own resolution
LANGUAGES = ("chi_sim", "chi_tra", "eng")
_LEAST_SURE = 50.0  # of a line: below this it is a pattern or a picture, not writing
_LEAST_CONFIDENCE = 10.0  # tesseract's own figure, 0-100: below this it is guessing at specks


@lru_cache(1)
def languages() -> frozenset[str]:
    """The languages that the installed tesseract knows; none when there is no tesseract."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    return frozenset(listed.stdout.split()) & frozenset(LANGUAGES)


def missing() -> str | None:
    """Why scans cannot be read here, in words; None when they can."""
    if languages() & {"eng", "chi_sim"}:
        return None
    return "install tesseract-ocr with chi_sim and eng to read scans"


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
    tried = known or _languages_of(buffer.getvalue(), seconds)
    rows = _tesseract(buffer.getvalue(), tried, seconds)
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


def _languages_of(picture: bytes, seconds: float) -> str:
    """The language in which tesseract is surest of the page. One at a time: together they are slower and worse."""
    scores: dict[str, float] = {}
    for language in sorted(languages()):
        words = [row for row in _tesseract(picture, language, seconds) if row["text"].strip()]
        letters = sum(len(row["text"]) for row in words)
        if language == "eng" and sum(len(re.findall("[A-Za-z]", row["text"])) for row in words) < 0.5 * letters:
            continue
        scores[language] = sum(float(row["conf"]) * len(row["text"]) for row in words) / max(1, letters)
    return max(scores, key=lambda language: scores[language]) if scores else min(languages())


def _tesseract(picture: bytes, tried: str, seconds: float) -> list[dict[str, str]]:
    program = shutil.which("tesseract")
    if program is None:
        raise Refused("has no text layer; tesseract is no longer installed")
    command = [program, "stdin", "stdout", "-l", tried, "--psm", "3", "tsv"]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise Refused(f"has a scanned page that takes longer than {seconds:g} s to recognise") from error
    if done.returncode != 0:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Refused(f"has scanned pages that tesseract cannot read ({words[-1][:150] if words else done.returncode})")
    table = csv.DictReader(io.StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in table if row.get("level") == "5" and float(row["conf"]) >= _LEAST_CONFIDENCE]


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
