"""Where sentences and paragraphs end, in Chinese and English, and which markers of passages a sentence carries."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from assistant.language.items import begins_paragraph, mark_at
from assistant.language.packs import words_of_all

LONGEST_QUOTE = 1500  # characters: what is quoted at greater length is parted like other text

# [1] · [1][2] · [1, 2] · 【1】 · ［1］ · [^1]; four digits are a year (国发[2025]11号), not a marker
_NUMBERS = r"\^?\d{1,3}(?:\s*[,，、;；]\s*\^?\d{1,3})*"
_MARKER = re.compile(rf"[\[【［]\s*({_NUMBERS})\s*[\]】］](?!\s*\d+\s*号)")
# What may end a sentence, with the closing marks and passage markers that belong to it. A single class of characters
# in front lets the scan skip everything else.
_ENDING = (
    r"(?:(?<=[。！？])[。！？]*|(?<=[!?])[!?]*(?![A-Za-z0-9])|(?<=…)…*(?!\s*[a-z0-9]|[A-Z])"
    r"|(?<=\.)(?P<stop>\.*)(?=[\s\"'”’」』)）\]】［\[]|$))"
    rf"[\"'”’」』）)\]》]*(?:\s*[\[【［]\s*{_NUMBERS}\s*[\]】］])*"
)
_END = re.compile(f"[。！？!?….]{_ENDING}")
_END_OR_LINE = re.compile(rf"[。！？!?….\n](?:(?<=\n)\n*|{_ENDING})")
_GOES_ON = "，、；,;)）"  # what follows the end of a quoted sentence inside another
_BEFORE = re.compile(r"[\w.&-]{1,16}$")
_SHORT = re.compile(r"[A-Za-z]|[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+")  # J. · U.S. · e.g.
_ABBREVIATIONS = words_of_all(lambda pack: pack.abbreviations)

_ROW = re.compile(r"[^\n|]{1,120}[:：][^\n]*? \| ")
_BREAK = re.compile(r"\n\s*")
_NOT_BLANK = re.compile(r"\S")
_QUOTES = re.compile("[“”「」『』]")
_PAIRS = {"”": "“", "」": "「", "』": "『"}
_CLOSED = re.compile(r"[.;:!?。；：！？…”’\"')）\]」』》]\s*$")


# ---------------------------------------------------------------- sentences


def lines_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each line in which a pattern occurs, once."""
    last = -1
    for match in pattern.finditer(text):
        if match.start() < last:
            continue
        start, last = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        last = len(text) if last < 0 else last
        yield start, last


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, without surrounding white space; a line break ends a sentence.

    Markers after the full stop belong to the sentence before them. Decimals, "No. 15", "Art. 38", "U.S." and list
    numbers do not end a sentence.
    """
    spans = []
    start = 0
    for end in (*_ends(text, 0, len(text), (), _END_OR_LINE), len(text)):
        piece = text[start:end]
        if shown := piece.strip():
            start += len(piece) - len(piece.lstrip())
            spans.append((start, start + len(shown)))
        start = end
    return spans


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in order, markers kept."""
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_ends(text: str, start: int, end: int, quoted: Sequence[tuple[int, int]] | None = None) -> list[int]:
    """Offsets at which a sentence of the paragraph text[start:end] has ended, white space included; the last is `end`.

    No sentence ends inside the quotations `quoted` (of the whole text, `quotations(text)`), so that a passage holds a
    speech whole, nor at a line break, where a printed line may only have been full: `paragraph_ends` tells those apart.
    """
    ends = []
    for at in _ends(text, start, end, quotations(text) if quoted is None else quoted, _END):
        while at < end and text[at].isspace():
            at += 1
        if at < end:
            ends.append(at)
    return [*ends, end]


def _ends(
    text: str, start: int, end: int, quoted: Sequence[tuple[int, int]], pattern: re.Pattern[str]
) -> Iterator[int]:
    """Where a sentence of text[start:end] ends, behind the marks that belong to it, as far as `pattern` sees them."""
    opened = [span[0] for span in quoted]
    for match in pattern.finditer(text, start, end):
        at = match.end()
        if match["stop"] is not None and not _full_stop(text, start, match, end):
            continue
        if text[at : at + 1] in _GOES_ON and at < end and match.group()[0] != "\n":
            continue
        if quoted:
            span = bisect_right(opened, at - 1) - 1
            if span >= 0 and quoted[span][0] < at < quoted[span][1] <= quoted[span][0] + LONGEST_QUOTE:
                continue
        yield at
        start = at


def _full_stop(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Whether a full stop ends the sentence that begins at `start`, by the word before and what follows."""
    dot, at = stop.start(), stop.end()
    while at < min(end, stop.end() + 8) and text[at].isspace():
        at += 1
    if at < end and text[at].islower():
        return False
    before = _BEFORE.search(text, max(start, dot - 16), dot)
    if before is None:
        return True
    if before.group().lower() in _ABBREVIATIONS or _SHORT.fullmatch(before.group()):
        return False
    mark = mark_at(text, start, end) if dot - start < 12 else None
    return mark is None or mark.end <= dot


# ---------------------------------------------------------------- markers of passages


def markers_of(sentence: str) -> list[int]:
    """The passage numbers that a sentence cites, in order, each once."""
    numbers = (int(number) for match in _MARKER.finditer(sentence) for number in re.findall(r"\d+", match.group(1)))
    return list(dict.fromkeys(numbers))


def without_markers(sentence: str) -> str:
    """The sentence without its markers."""
    return re.sub(r"\s+(?=[.,;:!?。，；：！？]|$)", "", _MARKER.sub("", sentence))


# ---------------------------------------------------------------- paragraphs and quotations


def quotations(text: str, longest: int = 20_000) -> list[tuple[int, int]]:
    """Outermost spans between paired quotation marks “ ” 「 」 『 』, each from its opening to after its closing mark.

    A mark without its partner opens nothing: paragraphs of one long quotation each reopen it, and scans lose marks.
    Spans of more than `longest` characters are taken for such an accident.
    """
    waiting: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for match in _QUOTES.finditer(text):
        mark, at = match.group(), match.start()
        if mark not in _PAIRS:
            waiting.append((mark, at))
            if len(waiting) > 50:
                del waiting[0]
            continue
        if waiting and waiting[-1][0] == _PAIRS[mark]:
            start = waiting.pop()[1]
            if at - start <= longest:
                while spans and spans[-1][0] > start:
                    spans.pop()
                spans.append((start, at + 1))
    return spans


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
        if match.group().count("\n") > 1 or begins_paragraph(text, at, end) or is_row(text, at, end):
            ends.append(at)
            continue
        begin = text.rfind("\n", start, match.start()) + 1 or start
        before = text[max(begin, match.start() - 40) : match.start()]
        if is_closed(before) or is_row(text, begin, match.start()):
            ends.append(at)
    return [*ends, end]


def is_closed(text: str) -> bool:
    """Whether a line ends as sentences, items or quotations do, rather than where its width was full."""
    return _CLOSED.search(text) is not None


def is_row(text: str, start: int, end: int) -> bool:
    """Whether the line at `start` is a table row: cells apart by " | ", the first with its column's name."""
    return bool(_ROW.match(text, start, min(end, start + 400)))
