"""Where sentences and paragraphs end, in Chinese and English: the only places at which a text may be parted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from assistant.reading.lines import quotations

LONGEST_QUOTE = 1500  # characters: what is quoted at greater length is parted like other text

# Words before a full stop that ends no sentence. Initials (J.) and inner stops (U.S., e.g.) are told by their form.
_SHORT = frozenset(
    {
        *("art", "arts", "no", "nos", "sec", "secs", "par", "para", "paras", "ch", "cl", "vol", "pt", "p", "pp", "fig"),
        *("eq", "ed", "eds", "cf", "vs", "viz", "al", "etc", "ca", "approx", "dept", "est", "gen", "gov", "hon", "inc"),
        *("ltd", "co", "corp", "dr", "mr", "mrs", "ms", "prof", "rep", "sen", "st", "jr", "sr", "reg", "dir", "oj"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "stat", "pub", "fed"),
    }
)
_END = re.compile(r"[。！？!?…]+[”’」』）)\]》\"']*|\.[”’\"')\]]*(?=\s)")
_BEFORE = re.compile(r"[\w.&-]{1,16}$")
_ITEM = re.compile(
    r"[\s*>|]*(?:[（(][一二三四五六七八九十百\dA-Za-z]{1,5}[）)]|第[一二三四五六七八九十]{1,3}[款项條条]|\d{1,3}[.．、)](?!\d)|"
    r"[一二三四五六七八九十]{1,4}、|[①-⑳]|[a-zA-Z][.)]\s|[•·▪◦—–-]\s?|[A-Z]{1,4}-\d|[问答問QA]\s?\d{0,3}[:：])"
)
_ROW = re.compile(r"[^\n|]{1,120}[:：][^\n]*? \| ")
_BREAK = re.compile(r"\n\s*")
_NOT_BLANK = re.compile(r"\S")
_CLOSED = re.compile(r"[.;:!?。；：！？…”’\"')）\]」』》]\s*$")


def paragraph_ends(text: str, start: int, end: int) -> list[int]:
    """Offsets at which a paragraph, list item or table row of text[start:end] has ended, white space included.

    A blank line always ends one; a line break does where the line before is closed or a new item or row begins, for
    elsewhere it may only be where a printed line was full. The last offset is `end`.
    """
    ends = []
    shown = _NOT_BLANK.search(text, start, end)
    for match in _BREAK.finditer(text, shown.start() if shown else end, end):
        at = match.end()
        if at >= end:
            continue
        if match.group().count("\n") > 1 or _begins_item(text, at, end):
            ends.append(at)
            continue
        begin = text.rfind("\n", start, match.start()) + 1 or start
        before = text[max(begin, match.start() - 40) : match.start()]
        if _CLOSED.search(before) or is_row(text, begin, match.start()):
            ends.append(at)
    return [*ends, end]


def _begins_item(text: str, at: int, end: int) -> bool:
    return bool(_ITEM.match(text, at, min(end, at + 40))) or is_row(text, at, end)


def is_row(text: str, start: int, end: int) -> bool:
    """Whether the line at `start` is a table row: cells apart by " | ", the first with its column's name."""
    return bool(_ROW.match(text, start, min(end, start + 400)))


def sentence_ends(text: str, start: int, end: int, quoted: Sequence[tuple[int, int]] | None = None) -> list[int]:
    """Offsets at which a sentence of text[start:end] has ended, white space included; the last is `end`.

    `quoted` are the quotations of the text (`quotations(text)`), inside which no sentence ends.
    """
    spans = quotations(text) if quoted is None else quoted
    opened = [span[0] for span in spans]
    ends = []
    for match in _END.finditer(text, start, end):
        at = match.end()
        if match.group()[0] == "." and not _full_stop(text, match.start(), at, start, end):
            continue
        if match.group()[0] in "!?…" and at < end and text[at].isalnum() and text[at].isascii():
            continue
        span = bisect_right(opened, at - 1) - 1
        if span >= 0 and spans[span][0] < at < spans[span][1] <= spans[span][0] + LONGEST_QUOTE:
            continue
        while at < end and text[at].isspace():
            at += 1
        if at < end and text[at] in "，、；,;)）":
            continue
        if at < end:
            ends.append(at)
    return [*ends, end]


def _full_stop(text: str, dot: int, after: int, start: int, end: int) -> bool:
    """Whether the full stop at `dot` ends a sentence, judged by the word before and the letter behind."""
    at = after
    while at < min(end, after + 8) and text[at].isspace():
        at += 1
    if at < end and not (text[at].isupper() or text[at].isdigit() or text[at] in "“‘\"'([（" or text[at] >= "\u2e80"):
        return False
    before = _BEFORE.search(text, max(start, dot - 16), dot)
    if not before:
        return True
    word = before.group().lower()
    if word in _SHORT or (len(word) == 1 and word.isalpha()) or ("." in word and not word[-1].isdigit()):
        return False
    if word.replace(".", "").isdigit():
        begin = before.start()
        return not (begin == start or text[begin - 1] == "\n" or not text[max(start, begin - 3) : begin].strip())
    return True
