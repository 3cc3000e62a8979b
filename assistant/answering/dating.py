"""Relative dates in quoted sentences ("yesterday", "at the end of last year", 去年底): what day or year they mean.

Each is resolved against the date of the document that says it, and said to be inferred; where the document has no date,
or one that is not precise enough, it is said to be unresolved. A sentence that states its own inference needs no note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.dates import FoundDate, find_dates
from assistant.records import Citation, Kind, Record
from assistant.validity import day_in_words

MOST = 4  # notes with one answer

# words that point from the day of writing in any text; rules say 当年, "the previous year" or "today" of any year
_POINTING = re.compile(
    r"\byesterday\b|\btomorrow\b|\b(?:last|this|next)\s(?:year|quarter|month|week)\b|\bago\b"
    r"|\bearlier this\b|\blater this\b"
    r"|[去今明前]年|昨[天日晚]|[今明后][天日]|上上?个?月|本月|这个月|下个月|[上本这下]个?(?:周|星期)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"day\b|周|星期|礼拜", re.IGNORECASE)
_INFERRED = re.compile(r"\binfer(?:s|red)?\b|\bso that .{0,20}means\b|推断|推算|即\d{4}年", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|[一二][〇零一二三四五六七八九]{3}年")
_GUESSED = {"file name", "pdf properties", "office properties"}
_RULES = (Kind.LAW, Kind.REGULATION, Kind.MEASURE)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A relative date in a citation's quote."""

    found: FoundDate
    marker: int
    record: Record


def date_notes(citations: Iterable[Citation], language: str) -> tuple[str, ...]:
    """What the relative dates in the quotes mean, in the reader's language; unresolved ones of a document together."""
    resolved: dict[tuple[str, str], str] = {}
    unresolved: dict[str, list[Pointer]] = {}
    for citation in citations:
        for pointer in pointers_in(citation):
            name, said = pointer.record.document, pointer.found.text.lower()
            if pointer.found.iso is not None:
                resolved.setdefault((name, said), resolved_note(pointer, chinese=language == "zh"))
            elif said not in (other.found.text.lower() for other in unresolved.get(name, [])):
                unresolved.setdefault(name, []).append(pointer)
    notes = [*resolved.values(), *(unresolved_note(group, chinese=language == "zh") for group in unresolved.values())]
    return tuple(notes[:MOST])


def pointers_in(citation: Citation) -> Iterator[Pointer]:
    """The relative dates of a quote, those left out that the quote itself explains."""
    from assistant.verifying import sentence_spans

    passage = citation.passage.text
    explained = " ".join(passage[a:b] for a, b in sentence_spans(passage) if _INFERRED.search(passage[a:b])).lower()
    for start, end in sentence_spans(citation.quote):
        sentence = citation.quote[start:end]
        if _INFERRED.search(sentence):
            continue
        for found in find_dates(sentence, citation.record.issued):
            if found.relative and core(found.text) in explained:
                continue
            if found.relative and points(found, sentence, citation.record.kind):
                yield Pointer(found, citation.marker, citation.record)


def core(words: str) -> str:
    """ "at the end of last year" without its edge: "last year"; 去年底 likewise 去年."""
    return re.sub(r"^.*\bof\s|[底初末]$", "", words.lower()).strip()


def points(found: FoundDate, sentence: str, kind: Kind) -> bool:
    """Whether the words depend on the day of writing: not a month and day whose year the sentence names."""
    if _POINTING.search(found.text):
        return True
    if kind in _RULES:
        return False
    if found.text[0].isdigit() or found.text[-1] in "日号" or re.search(r"\d", found.text):
        return kind is Kind.NEWS and not _YEAR.search(sentence)
    if re.search(r"[当本上下]年", found.text):
        return kind is Kind.NEWS
    return kind is Kind.NEWS and (bool(_WEEKDAY.search(found.text)) or not _YEAR.search(sentence))


def unresolved_note(pointers: Sequence[Pointer], *, chinese: bool) -> str:
    """The note on relative dates of one document that nothing resolves."""
    record, marker = pointers[0].record, pointers[0].marker
    words = [f"“{' '.join(pointer.found.text.split())}”" for pointer in pointers]
    if chinese:
        day = day_in_words(record.issued, "zh")
        why = f"该文件的日期（{day}）不够精确" if day else "该文件没有日期"
        return f"[{marker}]中的{'、'.join(words)}是相对的说法，{why}，无法确定所指的时间。"
    day = day_in_words(record.issued)
    why = f"the document's date ({day}) is not precise enough" if day else "the document carries no date"
    are, they = ("are", "they are") if len(words) > 1 else ("is", "it is")
    return f"{', '.join(words)} in [{marker}] {are} left unresolved: {they} relative, and {why}."


def resolved_note(pointer: Pointer, *, chinese: bool) -> str:
    """The note on one relative date that the document's own date resolves."""
    found, record = pointer.found, pointer.record
    said, language = " ".join(found.text.split()), "zh" if chinese else "en"
    written, meant = day_in_words(record.issued, language), day_in_words(found.iso, language)
    if found.until:
        meant += ("至" if chinese else " to ") + day_in_words(found.until, language)
    origin = record.origin.get("issued", "")
    guessed = origin in _GUESSED or "inferred" in origin
    if chinese:
        sure = "，而这个日期本身也是推断的" if guessed else ""
        return f"[{pointer.marker}]中的“{said}”应指{meant}：由该文件的日期（{written}）推算，并非原文所写{sure}。"
    sure = "; that date is itself a guess" if guessed else ""
    return (
        f"“{said}” in [{pointer.marker}] means {meant}: inferred from the document's date, {written}, not stated{sure}."
    )
