"""A share of the asker's own turnover, as fines are stated: "up to 35 million euros or 7 % of worldwide turnover"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from assistant.answering.replies import Reply
from assistant.desks.subsidies.worth import plain, shown
from assistant.language.packs import either
from assistant.language.quantities import find_quantities
from assistant.language.sentences import lines_with, sentence_spans, sentences_of
from assistant.measures.measure import Quoted
from assistant.records import Profile
from assistant.told import told

if TYPE_CHECKING:
    from assistant.library.index import Index

TURNOVER = either(lambda pack: pack.request.turnover)


def share_of_turnover(index: Index, profile: Profile, quoted: Sequence[Quoted], language: str) -> Reply | None:
    """What each share of a turnover comes to for the asker's that the first document quoted with one states: which of
    them is due depends on what was done. None where the asker names no turnover, or no quote a share."""
    amount = next((one.amount for one in profile.activities if one.amount and TURNOVER.search(one.what)), None)
    if amount is None:
        return None
    named = next((one.document for one in quoted if any(map(_share, sentences_of(one.text)))), None)
    if named is None:
        return None
    words = told(language).desks
    lines: dict[str, Quoted] = {}
    for stated in _stated(named, index.document(named).text):
        if share := _share(stated.text):
            lines.setdefault(_line(share[0], amount, share[1], language), stated)
    notes = (words.turnover_several,) if len(lines) > 1 else ()
    lead = f"{words.subsidies_or.join(lines)}{words.full_stop}"
    return Reply(lead, tuple(dict.fromkeys(lines.values())), told=notes, beside=True)


def _stated(document: str, text: str) -> Iterator[Quoted]:
    """The sentences of a document that speak of a turnover."""
    for start, last in lines_with(TURNOVER, text):
        for first, end in sentence_spans(text[start:last]):
            said = text[start + first : start + end]
            if TURNOVER.search(said):
                yield Quoted(said, document, said, start + first, start + end)


def _share(sentence: str) -> tuple[Fraction, Fraction | None] | None:
    """The share of a turnover that a sentence states, with the sum of money beside it; None for none."""
    if not TURNOVER.search(sentence):
        return None
    figures = find_quantities(sentence)
    rate = next((one.value for one in figures if one.dimension == "percent"), None)
    fixed = next((one.value for one in figures if one.dimension == "money"), None)
    return (rate, fixed) if rate is not None else None


def _line(rate: Fraction, amount: Fraction, fixed: Fraction | None, language: str) -> str:
    words = told(language).desks
    whole = shown(rate * amount / 100, language)
    line = words.subsidies_product.format(rate=plain(rate), amount=shown(amount, language), sum=whole)
    return line + (words.turnover_beside.format(sum=shown(fixed, language)) if fixed is not None else "")
