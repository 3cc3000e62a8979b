"""Splitting a text of either language into sentences, and reading the markers that a sentence cites."""

from __future__ import annotations

import re

# [1] · [1][2] · [1, 2] · 【1】 · ［1］ · [^1]; four digits are a year (国发[2025]11号), not a marker
_MARKER = re.compile(r"[\[【［]\s*(\^?\d{1,3}(?:\s*[,，、;；]\s*\^?\d{1,3})*)\s*[\]】］](?!\s*\d+\s*号)")
_ABBREVIATION_WORDS = """
no nos art arts sec secs ch fig figs pp p para paras vol ed eds cf al etc eg ie vs approx ca co corp inc ltd
mr mrs ms dr prof st gov dept jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k e.g i.e a.m p.m ph.d
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_WORDS.split())
_END = re.compile(r"[。！？]+|[.!?]+(?=[\s\"'”’)\]】［\[]|$)|\n+")
_TRAIL = re.compile(r"[\"'”’」』）)]*(?:\s*[\[【［]\s*\^?\d{1,3}(?:\s*[,，、;；]\s*\^?\d{1,3})*\s*[\]】］])*")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)$")
_STARTS_LOWER = re.compile(r"\s*[a-z]")
_NUMBERING = re.compile(r"\s*(?:[-*•·]|\(?\d{1,3}[.)、]|[（(][一二三四五六七八九十\d]+[)）])\s*$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, without surrounding white space; a line break ends a sentence.

    Markers after the full stop belong to the sentence before them. Decimals, "No. 15", "Art. 38", "U.S." and list
    numbers do not end a sentence.
    """
    spans: list[tuple[int, int]] = []
    start = position = 0
    while match := _END.search(text, position):
        position = match.end()
        if match.group()[0] == "." and not _ends_here(text, start, match.start(), position):
            continue
        if match.group()[0] != "\n":
            trail = _TRAIL.match(text, position)
            position = trail.end() if trail else position
        _add(spans, text, start, position)
        start = position
    _add(spans, text, start, len(text))
    return spans


def _ends_here(text: str, start: int, stop: int, after: int) -> bool:
    """Whether the full stop at `stop` ends the sentence that begins at `start`."""
    numbering = after - start < 12 and _NUMBERING.fullmatch(text, start, after)
    return not numbering and not _is_abbreviation(text, start, stop, after)


def _is_abbreviation(text: str, start: int, stop: int, after: int) -> bool:
    word = _LAST_WORD.search(text, max(start, stop - 12), stop)
    if word is None:
        return bool(_STARTS_LOWER.match(text, after))
    token = word.group()
    if len(token) == 1 and token.isupper():
        return True  # an initial
    return (token.lower().rstrip(".") in _ABBREVIATIONS and after < len(text)) or bool(_STARTS_LOWER.match(text, after))


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in order, markers kept."""
    return [text[start:end] for start, end in sentence_spans(text)]


def markers_of(sentence: str) -> list[int]:
    """The passage numbers that a sentence cites, in order, each once."""
    numbers = (int(number) for match in _MARKER.finditer(sentence) for number in re.findall(r"\d+", match.group(1)))
    return list(dict.fromkeys(numbers))


def without_markers(sentence: str) -> str:
    """The sentence without its markers."""
    return re.sub(r"\s+(?=[.,;:!?。，；：！？]|$)", "", _MARKER.sub("", sentence))
