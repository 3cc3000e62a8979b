"""A page of a PDF as an image, a passage outlined on it. Runs in a process of its own, because a PDF may crash whoever
draws it: `python -m assistant.faces.page.routes.pdf_page FILE NUMBER`, the passage on standard input, a PNG on standard
output. `draw` starts that process.
"""

from __future__ import annotations

import io
import subprocess
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

WIDTH = 1100  # pixels; a page of A4 can be read at it on a phone after zooming and on a desk as it is
SECONDS = 30  # after which a page is given up
PIECE = 10  # letters of the passage looked for together, so that a line end or hyphen loses only what is around it
COLOUR = (31, 78, 140)


@lru_cache(maxsize=64)
def draw(path: str, sha256: str, number: int, passage: str) -> bytes | None:
    """The PNG of a page, numbered from 1; None where it cannot be drawn. `sha256` is of the file, for the cache."""
    command = [sys.executable, "-P", "-m", "assistant.faces.page.routes.pdf_page", path, str(number)]
    root = Path(__file__).resolve().parents[4]
    try:
        done = subprocess.run(
            command,
            input=passage.encode("utf-8", "replace"),
            capture_output=True,
            timeout=SECONDS,
            cwd=root,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout if done.stdout.startswith(b"\x89PNG") else None


def letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text in normal form, and for each the place that it comes from."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character).casefold():
            if plain.isalnum():
                kept.append(plain)
                places.append(place)
    return "".join(kept), places


def found_in(page: str, passage: str) -> list[int]:
    """The places of a page's characters that belong to the passage, as far as it stands there, in order."""
    shown, places = letters(page)
    wanted, _ = letters(passage)
    covered: set[int] = set()
    at = shown.find(wanted) if wanted else -1
    if at >= 0:
        return places[at : at + len(wanted)]
    at = 0
    for start in range(0, len(wanted), PIECE):
        piece = wanted[start : start + PIECE]
        here = shown.find(piece, at)
        if here >= 0 and (len(piece) == PIECE or here == at):
            covered.update(range(here, here + len(piece)))
            at = here + len(piece)
    return [places[place] for place in sorted(covered)]


def main() -> None:
    import pypdfium2
    from PIL import ImageDraw

    passage = sys.stdin.buffer.read().decode("utf-8", "replace")
    with pypdfium2.PdfDocument(sys.argv[1]) as document:
        page = document[int(sys.argv[2]) - 1]
        scale = WIDTH / max(page.get_width(), 1)
        scale = min(scale, 2.5 * WIDTH / max(page.get_height(), 1))
        image = page.render(scale=scale).to_pil().convert("RGB")
        for left, top, right, bottom in lines_of(page, passage, scale):
            ImageDraw.Draw(image).rectangle((left - 4, top - 3, right + 4, bottom + 3), outline=COLOUR, width=3)
        made = io.BytesIO()
        image.save(made, "PNG", optimize=True)
    sys.stdout.buffer.write(made.getvalue())


def lines_of(page: Any, passage: str, scale: float) -> list[tuple[float, float, float, float]]:
    """Boxes around the passage in pixels from the top left: one a run of lines that follow each other."""
    text = page.get_textpage()
    edge, _, _, high = page.get_cropbox()
    if page.get_rotation():
        return []  # its letters stand elsewhere than their boxes say
    boxes: list[tuple[float, float, float, float]] = []
    for place in found_in(text.get_text_range(), passage) if passage.strip() else ():
        left, bottom, right, top = text.get_charbox(place)
        box = ((left - edge) * scale, (high - top) * scale, (right - edge) * scale, (high - bottom) * scale)
        if boxes and box[1] - boxes[-1][3] < 1.5 * (box[3] - box[1]) and box[3] > boxes[-1][1]:
            last = boxes[-1]
            boxes[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            boxes.append(box)
    return boxes


if __name__ == "__main__":
    main()
