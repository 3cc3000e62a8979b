"""Relative dates in quoted sentences ("yesterday", "at the end of last year", 去年底): what day or year they mean.

Each is resolved against the date of the document that says it, and said to be inferred; where the document has no date,
or one that is not precise enough, it is said to be unresolved. A sentence that states its own inference needs no note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.answering.text_cues import gives
from assistant.language.absolute_dates import FoundDate
from assistant.language.dates import find_dates
from assistant.language.numerals import whole_number
from assistant.proving import sentence_spans
from assistant.records import Citation, Kind, Record
from assistant.told import told

MOST = 4  # notes with one answer

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|[一二][〇零一二三四五六七八九]{3}年")
# "within 60 days of the issuance of this memorandum", 自本办法施行之日起30日内
_COUNTED = re.compile(
    r"within (?P<days>\d+|[a-z-]+) days (?:of|after|from) ?(?:the )?"
    r"(?:date of (?:the )?)?(?:issuance|issue|publication|enactment|adoption|effective date) of this\b(?! update)"
    r"|自本\S{1,6}?(?:印发|发布|公布|施行|实施)之日起(?P<天>\d+|[一二三四五六七八九十百]+)(?:个?自然)?[日天]内",
    re.IGNORECASE,
)
_STARTS = re.compile(r"effective date|施行|实施")
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
                resolved.setdefault((name, said), resolved_note(pointer, language))
            elif said not in (other.found.text.lower() for other in unresolved.get(name, [])):
                unresolved.setdefault(name, []).append(pointer)
    notes = [*resolved.values(), *(unresolved_note(group, language) for group in unresolved.values())]
    return (*notes[:MOST], *dict.fromkeys(limit_notes(citations, language)))


def limit_notes(citations: Iterable[Citation], language: str) -> Iterator[str]:
    """Until which day the time limits in the quotes run that are counted from a document's own issue or start."""
    words = told(language)
    for citation in citations:
        for match in _COUNTED.finditer(citation.quote):
            field = "effective" if _STARTS.search(match.group()) else "issued"
            day, origin = getattr(citation.record, field), citation.record.origin.get(field, "")
            number = whole_number(match["days"] or match["天"])
            if number is None or not day or len(day) < len("2025-04-03") or origin in _GUESSED or "inferred" in origin:
                continue
            until = (date.fromisoformat(day) + timedelta(number)).isoformat()
            said = " ".join(match.group().split())
            yield words.counted_from.format(
                said=said, marker=citation.marker, day=words.full_day(until), since=words.full_day(day)
            )


def pointers_in(citation: Citation) -> Iterator[Pointer]:
    """The relative dates of a quote, those left out that the quote itself explains."""
    passage = citation.passage.text
    explained = " ".join(passage[a:b] for a, b in sentence_spans(passage) if gives("inferred", passage[a:b])).lower()
    for start, end in sentence_spans(citation.quote):
        sentence = citation.quote[start:end]
        if gives("inferred", sentence):
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
    if gives("pointing", found.text):
        return True
    if kind in _RULES:
        return False
    if found.text[0].isdigit() or found.text[-1] in "日号" or re.search(r"\d", found.text):
        return kind is Kind.NEWS and not _YEAR.search(sentence)
    if re.search(r"[当本上下]年", found.text):
        return kind is Kind.NEWS
    return kind is Kind.NEWS and (gives("weekday", found.text) or not _YEAR.search(sentence))


def unresolved_note(pointers: Sequence[Pointer], language: str) -> str:
    """The note on relative dates of one document that nothing resolves."""
    record, words = pointers[0].record, told(language)
    said = words.comma.join(f"“{' '.join(pointer.found.text.split())}”" for pointer in pointers)
    day = told(language).day(record.issued)
    why = words.coarse_date.format(day=day) if day else words.no_date
    template = words.unresolved_several if len(pointers) > 1 else words.unresolved
    return template.format(words=said, marker=pointers[0].marker, why=why)


def resolved_note(pointer: Pointer, language: str) -> str:
    """The note on one relative date that the document's own date resolves."""
    found, record, words = pointer.found, pointer.record, told(language)
    meant = told(language).day(found.iso)
    if found.until:
        meant = words.date_span.format(first=meant, last=told(language).day(found.until))
    origin = record.origin.get("issued", "")
    return words.resolved.format(
        said=" ".join(found.text.split()),
        marker=pointer.marker,
        meant=meant,
        written=told(language).day(record.issued),
        sure=words.guessed_date if origin in _GUESSED or "inferred" in origin else "",
    )
