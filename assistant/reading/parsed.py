"""What a format's parser hands back, and the builder that keeps text, headings and pages in step.

A parser knows one file's bytes and nothing of paths or names: `sources.py` adds those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Heading, Instrument, Page, Property, Relation

BLOCK_JOIN = "\n\n"


class Refused(Exception):
    """A file's bytes cannot be read; the message says why, for `Unreadable` to carry with the file's path."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of one file in reading order, with what its format states about it. Offsets are into `text`."""

    text: str
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()
    properties: tuple[Property, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    relations: tuple[Relation, ...] = ()
    notes: tuple[str, ...] = ()
    url: str | None = None
    scans: tuple[int, ...] = ()  # pages, from 1, that are pictures without a text layer


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table row or a heading (`level` from 1, `unit` as in `Heading`) on its way into the text."""

    text: str
    level: int | None = None
    tight: bool = False  # follows the block before it on the next line, as the rows of one table do
    unit: str = ""


def assemble(blocks: list[Block]) -> tuple[str, tuple[Heading, ...]]:
    """Join blocks into one text ("\\n\\n" between blocks, "\\n" before a tight one) and place the headings."""
    parts: list[str] = []
    headings: list[Heading] = []
    length = 0
    for block in blocks:
        words = clean(block.text).strip()
        if not words:
            continue
        if parts:
            join = "\n" if block.tight else BLOCK_JOIN
            parts.append(join)
            length += len(join)
        if block.level is not None:
            headings.append(Heading(length, length + len(words), block.level, block.unit))
        parts.append(words)
        length += len(words)
    return "".join(parts), tuple(headings)


def numbered(pages: Sequence[int]) -> str:
    """ "page 3", or "pages 3, 7 …"."""
    shown = ", ".join(map(str, pages[:12])) + (" …" if len(pages) > 12 else "")
    return f"page{'s' * (len(pages) > 1)} {shown}"


# Kangxi radicals and compatibility ideographs look like ordinary characters and come out of PDF fonts; Latin
# ligatures likewise. Everything else that NFKC would change (full-width forms, circled numbers) stays as printed.
_LOOKALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\u061c\ufeff\ud800-\udfff\u00ad]"
)


def clean(text: str) -> str:
    """The text with look-alike characters made ordinary and what no reader sees (NUL, zero width) dropped."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNWANTED.search(text):
        text = _UNWANTED.sub(lambda match: "\n" if match.group() in "\u2028\u2029\x0b\x0c" else "", text)
    return _LOOKALIKE.sub(lambda match: _ordinary(match.group()), text)


def _ordinary(character: str) -> str:
    import unicodedata

    return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)


# CJK radicals supplement: NFKC leaves most of these alone, yet fonts of Chinese PDFs map common words to them.
_RADICALS = dict(
    zip(
        "⺠⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺟⻄⻎⺎⺏⺒⺓⺝⺫⺬⺭⺮⺶⺷⺸⻁⻂⻌⻍⻏⻑⻗⻞⻟⻠⻡⻪⻫⻭⻯⻱⻲",
        "民见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟母西辶兀尢巳幺月罒示礻竹羊羊羊虎衤辶辶阝长雨食饣饣首黾斉歯竜亀龜",
        strict=True,
    )
)
