"""What a claim says beyond the sentence that would prove it: a fact for a target, "only", "first", a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.text_cues import gives, places_of
from assistant.desks.check.beside import (
    SHOWN,
    Beside,
    content,
    words_of,
)
from assistant.language.packs import PACKS, either
from assistant.language.quantities import find_quantities
from assistant.language.script import language_of
from assistant.language.terms import content_of
from assistant.records import Kind, Status

QUOTED = 0.6  # share of the words of a quotation that a sentence has which says it otherwise
REACH = 12  # characters between words of comparing and a figure that they limit
_CRITERION = re.compile(r"(?i)\bby ([a-z][a-z -]{2,30})|[按以从论]([\u4e00-\u9fff]{2,12})(?:计|看|算|而言|来说|，)")
_DENIES = either(lambda pack: pack.cues.denies)
_MODAL = re.compile("|".join(pack.cues.modals[kind] for pack in PACKS.values() for kind in ("must", "may")), re.I)
_QUOTED = re.compile(r"[“\"「]([^”\"」]{8,200})[”\"」]")


def wanted_only(beside: Beside) -> str:
    """The words by which a source says as a target or plan what a claim says as a fact, "" for none."""
    if gives("aimed", beside.claim) or not gives("done", beside.claim):
        return ""
    aimed = gives("aimed", beside.quote) or beside.hit.record.kind is Kind.PLAN
    return beside.quote if aimed and not gives("done", _without_dates(beside.quote)) else ""


def _without_dates(text: str) -> str:
    return re.sub(r"(?i)\bwas (?:adopted|issued|published|announced)\b|\baimed\b|\bwanted\b|\bplanned\b", " ", text)


def draft_only(beside: Beside) -> bool:
    """Whether a source is a draft, or a vetoed text, of which a claim speaks as if it held."""
    record, section = beside.hit.record, beside.hit.passage.section
    drafted = record.fixed_status is Status.DRAFT or gives("drafted", f"{section}\n{record.title}")
    return drafted and gives("holds", beside.claim) and not gives("drafted", beside.claim)


def turned_round(beside: Beside) -> bool:
    """Whether a claim obliges or allows those whom the sentence names as the others: who has to do something stands
    before the word of duty, to whom it is done behind it."""
    mine, theirs = (_MODAL.search(text) for text in (beside.claim, beside.quote))
    if mine is None or theirs is None:
        return False
    before, behind = (content(text) for text in (beside.quote[: theirs.start()], beside.quote[theirs.end() :]))
    subject, rest = (words_of(text) for text in (beside.claim[: mine.start()], beside.claim[mine.end() :]))
    moved = [word for word in subject if behind.has(word) and not before.has(word)]
    back = [word for word in rest if before.has(word) and not behind.has(word)]
    stayed = [word for word in subject if before.has(word) and not behind.has(word)]
    return bool(moved and back) and not stayed


def says_more(beside: Beside) -> bool:
    """Whether a claim calls something the first, speaks of all, or knows what the source does not know, and the
    sentence does not say so."""
    said = any(gives(cue, beside.claim) and not gives(cue, beside.quote) for cue in ("superlative", "sweeps", "alone"))
    open_ = gives("unknown", beside.quote) and not gives("unknown", beside.claim)
    return said or (open_ and not _DENIES.search(beside.claim.lower()))


def uncompared(beside: Beside) -> bool:
    """Whether a claim compares two things, and the sentence does not."""
    figures = [one.start for one in find_quantities(beside.claim)]
    of_figures = range(-REACH, REACH)  # "more than 20 million" compares nothing
    said = [end for _, end in places_of("compares", beside.claim) if not any(at - end in of_figures for at in figures)]
    return bool(said) and not gives("compares", beside.quote)


def criterion(beside: Beside) -> str:
    """By what a source calls something the first or greatest, where the claim does not say it."""
    if not gives("superlative", beside.claim):
        return ""
    said = content_of(beside.claim, glossed=True)
    if gives("reported", beside.quote):
        return beside.quote[:SHOWN]
    for match in _CRITERION.finditer(beside.quote):
        words = words_of(match[1] or match[2] or "")
        if words and not any(said.has(word) for word in words):
            return match.group().strip("，, ")
    return ""


def misquoted(beside: Beside) -> str:
    """Words that a claim puts into quotation marks and the source's passage does not have as they are."""
    return next((words for words, translated in _quotations(beside) if not translated), "")


def altered(beside: Beside) -> str:
    """Words that a claim quotes otherwise than the sentence has them, which has most of them."""
    for words, translated in _quotations(beside):
        held = [content(beside.quote).has(word) for word in words_of(words)]
        if not translated and sum(held) >= QUOTED * max(1, len(held)):
            return words
    return ""


def translated(beside: Beside) -> bool:
    """Whether a claim quotes in another language than the source's."""
    return any(other for _, other in _quotations(beside))


def _quotations(beside: Beside) -> Iterator[tuple[str, bool]]:
    """The quotations of a claim that the passage does not have, and whether each is in another language."""
    squeezed = re.sub(r"[\W_]", "", beside.hit.passage.text).lower()
    for match in _QUOTED.finditer(beside.claim):
        if re.sub(r"[\W_]", "", match[1]).lower() not in squeezed:
            yield match[1], (language_of(match[1]) == "zh") != (language_of(beside.quote) == "zh")
