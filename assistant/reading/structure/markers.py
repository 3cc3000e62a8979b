"""A marker is a line where a part of a document begins: what it is, its number, its name, how deep it lies."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from assistant.language.items import mark_at
from assistant.reading.structure.laid import Line, mostly_wide

# Ranks order markers from the outermost to the innermost; a marker ends every open part of its own rank or deeper.
ANNEX = 5
OUTER_SECTION = 10  # the sections of a bill, which hold the parts and sections of the code that it writes
PART = 20
CHAPTER = 24
SECTION = 26
ARTICLE = 30
HEADING = 30  # + the level of a heading that the format marks: 31 … 36
CAPITALS = HEADING + 7  # lines in capitals, or named in the table of contents, where the format marks none
NUMBERED = 40  # + 2 for each level of numbering below
QUESTION = 60

LONGEST_NAME = 160
_STARTS_TITLE = re.compile(r"[A-Z0-9“‘\"'(\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Marker:
    """Where a part begins. `title_end` is where its heading ends and its body may begin."""

    index: int  # of its line
    start: int
    title_end: int
    rank: int
    unit: str
    label: str
    name: str  # its element of the section path
    bare: bool = False  # has no element in the path of what follows: the document's own title
    heading: bool = True  # is nothing but a heading where no text follows; a numbered line may say all by itself


def tidy(words: str) -> str:
    """Words on one line, Chinese characters that spaces only spread out joined ("总 则" → "总则"), cut at a length."""
    joined = ""
    alone = False
    for word in words.strip("*_ ").split():
        spread = len(word) == 1 and "\u3400" <= word <= "\u9fff"
        joined += word if not joined or (alone and spread) else f" {word}"
        alone = spread
    return joined if len(joined) <= LONGEST_NAME else joined[: LONGEST_NAME - 1].rstrip() + "…"


def following_title(lines: Sequence[Line], index: int, taken: Container[int], most: int = 4) -> int:
    """How many lines after `index` are the title of the marker there, printed on lines of its own.

    `taken` are the lines at which other markers begin. A title is short, begins like one and does not end a sentence;
    it goes on over lines in lower case, or in capitals under capitals.
    """
    count = length = 0
    for at in range(index + 1, min(index + 1 + most, len(lines))):
        line, text = lines[at], lines[at].text
        if at in taken or not line.whole or line.quoted or line.leader:
            break
        wide = mostly_wide(text)
        length += len(text)
        goes_on = count and not wide and (text[:1].islower() or (text.isupper() and lines[at - 1].text.isupper()))
        if count and not goes_on:
            break
        if length > (60 if wide else 250) or text[-1] in ".;:,。；：，、" or " | " in text:
            return 0 if goes_on and text[:1].islower() else count
        if count == 0 and (mark_at(text) or not _STARTS_TITLE.match(text)):
            break
        count += 1
    return count
