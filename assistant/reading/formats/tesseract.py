"""Pictures of writing to words, by the system's `tesseract` where it is installed."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from functools import lru_cache

from assistant.reading.parsed import Refused

LANGUAGES = ("chi_sim", "chi_tra", "eng")
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


def surest_language(picture: bytes, seconds: float) -> str:
    """The language in which tesseract is surest of the page. One at a time: together they are slower and worse."""
    scores: dict[str, float] = {}
    for language in sorted(languages()):
        words = [row for row in recognised(picture, language, seconds) if row["text"].strip()]
        letters = sum(len(row["text"]) for row in words)
        if language == "eng" and sum(len(re.findall("[A-Za-z]", row["text"])) for row in words) < 0.5 * letters:
            continue
        scores[language] = sum(float(row["conf"]) * len(row["text"]) for row in words) / max(1, letters)
    return max(scores, key=lambda language: scores[language]) if scores else min(languages())


def recognised(picture: bytes, language: str, seconds: float) -> list[dict[str, str]]:
    """The words of a picture as rows of tesseract's table. Raises Refused when it fails or takes too long."""
    program = shutil.which("tesseract")
    if program is None:
        raise Refused("has no text layer; tesseract is no longer installed")
    command = [program, "stdin", "stdout", "-l", language, "--psm", "3", "tsv"]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise Refused(f"has a scanned page that takes longer than {seconds:g} s to recognise") from error
    if done.returncode != 0:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Refused(f"has scanned pages that tesseract cannot read ({words[-1][:150] if words else done.returncode})")
    table = csv.DictReader(io.StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in table if row.get("level") == "5" and float(row["conf"]) >= _LEAST_CONFIDENCE]
