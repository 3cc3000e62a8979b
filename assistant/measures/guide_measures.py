"""Measures from cards: the labelled fields of a policy guide's entry, each quoted with its page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from assistant.data import once, rows
from assistant.language.dates import dates_in
from assistant.language.quantities import Bound, find_quantities
from assistant.language.sentences import sentence_spans
from assistant.measures.measure import Measure, Quoted, Tier
from assistant.measures.purposes import purposes_in
from assistant.reading.structure.paging import Paging
from assistant.records import Document, Record, Section

NOTHING = re.compile(r"^[\s/／—–-]*$|^(?:无|none|n/a)$", re.IGNORECASE)
GIVES = re.compile(
    r"(?i)支持|补助|资助|奖励|补贴|贴息|给予|奖补|减免|减按|征收|\b(?:support|subsid|grant|reward|pay|award)\w*"
)
_NUMBER = re.compile(r"^\s*\d{1,3}\s?[.．、]\s?")
_POINT = re.compile(r"\n\s*(?:[(（]?\d{1,2}[)）.．、]|[(（][一二三四五六七八九十]{1,3}[)）]|[①-⑳])")
_ASIDE = {Bound.AT_LEAST, Bound.MORE}  # "at least" bounds the asker, not what is paid


@once
def labels() -> tuple[dict[str, str], re.Pattern[str]]:
    """Label → field, and the pattern of a label where it begins a line or stands behind a bar."""
    fields = {label: field for field, *both in rows("measure_labels.tsv") for label in ";".join(both).split(";")}
    names = "|".join(map(re.escape, sorted(fields, key=len, reverse=True)))
    return fields, re.compile(rf"(?:^|\n|\|)[ \t*#>]*({names})[ \t*]*[:：]", re.IGNORECASE)


def fields_of(document: Document, section: Section) -> dict[str, Quoted]:
    """The labelled fields of a section with their verbatim words; fields that say nothing are left out."""
    fields, pattern = labels()
    text, paging = document.text[section.start : section.end], Paging(document.pages, document.text)
    found: dict[str, Quoted] = {}
    marks = list(pattern.finditer(text))
    for mark, following in pairwise([*marks, None]):
        assert mark is not None
        end = following.start() if following else len(text)
        words = text[mark.end() : end].strip(" \t\n|")
        field = fields.get(mark.group(1), fields.get(mark.group(1).lower(), ""))
        if field and field not in found and not NOTHING.match(words):
            start = section.start + text.index(words, mark.end())
            found[field] = quoted(document, words, start, paging)
    return found


def quoted(document: Document, words: str, start: int, paging: Paging) -> Quoted:
    """Words of a document at a place, with the page on which they begin."""
    end = start + len(words)
    return Quoted(words, document.name, words, start, end, paging.span(start, end)[0])


def measures_in_cards(document: Document) -> Iterator[Measure]:
    """The measures of a document's cards, in order."""
    for section in document.sections:
        if section.unit == "card":
            yield measure_of(document, section)


def measure_of(document: Document, section: Section) -> Measure:
    """One card as a measure; what its labels do not state stays empty."""
    found = fields_of(document, section)
    paging = Paging(document.pages, document.text)
    content = found.get("content")
    rates, caps = sums_in(content)
    name = _NUMBER.sub("", section.label).strip()
    paid = [one for one in paying_sentences(document, content, paging) if content]
    return Measure(
        name=name,
        name_zh=name if document.record.language == "zh" else "",
        record=own_record(document.record, found),
        documents=(document.name,),
        rate=next((one for one in paid if _has(one, "percent")), None),
        cap=next((one for one in paid if _has(one, "money")), None),
        who=found.get("who"),
        deadline=found.get("window"),
        period=found.get("window"),
        office=found.get("office") or found.get("issuer"),
        apply=found.get("apply"),
        conditions=tuple(points(document, found.get("conditions"), paging)),
        rates=rates,
        caps=caps,
        purposes=purposes_in(f"{name}; {content.text[:400] if content else ''}"),
    )


def own_record(record: Record, found: Mapping[str, Quoted]) -> Record:
    """The guide's record with what a card says of the document that it rests on."""
    issued = dates_in(found["issued"].text) if "issued" in found else []
    return replace(
        record,
        issuer=found["issuer"].text if "issuer" in found else record.issuer,
        number=found["number"].text if "number" in found else "",
        issued=issued[0] if issued else None,
    )


def _has(one: Quoted, dimension: str) -> bool:
    return any(figure.dimension == dimension for figure in find_quantities(one.text))


def paying_sentences(document: Document, content: Quoted | None, paging: Paging) -> Iterator[Quoted]:
    """The sentences of a field that say what is given, with a rate or a sum."""
    if content is None:
        return
    for start, end in sentence_spans(content.text):
        words = content.text[start:end].strip()
        given = any(one.dimension in ("percent", "money") for one in find_quantities(words))
        if given and GIVES.search(words):
            yield quoted(document, words, content.text.index(words, start) + content.start, paging)


def sums_in(content: Quoted | None) -> tuple[tuple[Tier, ...], tuple[Tier, ...]]:
    """Rates and highest sums that a field's prose gives, in its order."""
    rates: list[Tier] = []
    caps: list[Tier] = []
    for start, end in sentence_spans(content.text if content else ""):
        words = content.text[start:end] if content else ""
        if not GIVES.search(words):
            continue
        for one in find_quantities(words):
            if one.dimension == "percent" and one.bound not in _ASIDE and one.value <= 100:
                rates.append(Tier(one.value, "%"))
            elif one.dimension == "money" and one.bound not in _ASIDE:
                caps.append(Tier(one.value, one.unit))
    return tuple(dict.fromkeys(rates)), tuple(dict.fromkeys(caps))


def points(document: Document, field: Quoted | None, paging: Paging) -> Iterator[Quoted]:
    """The numbered points of a field one by one, or the field whole; words that only open the list are left out."""
    if field is None:
        return
    cuts = [0, *(match.start() for match in _POINT.finditer(field.text)), len(field.text)]
    for start, end in pairwise(cuts):
        words = field.text[start:end].strip()
        if words and not (
            start == 0 and len(cuts) > 2 and words.endswith(("：", ":", "。")) and not words[0].isdigit()
        ):
            yield quoted(document, words, field.text.index(words, start) + field.start, paging)
