"""A share of the asker's own turnover, as fines are stated: "up to 35 million euros or 7 % of worldwide turnover"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assistant.answering.replies import Reply
from assistant.desks.subsidies.worth import plain, shown
from assistant.language.packs import either
from assistant.language.quantities import find_quantities
from assistant.language.sentences import sentences_of
from assistant.measures.measure import Quoted
from assistant.records import Profile
from assistant.told import told

TURNOVER = either(lambda pack: pack.request.turnover)


def share_of_turnover(profile: Profile, quoted: Sequence[Quoted], language: str) -> Reply | None:
    """What the first quoted share of a turnover comes to for the asker's; None where they name none, or no quote."""
    amount = next((one.amount for one in profile.activities if one.amount and TURNOVER.search(one.what)), None)
    if amount is None:
        return None
    for quote in quoted:
        for sentence in sentences_of(quote.text):
            figures = find_quantities(sentence)
            rate = next((one.value for one in figures if one.dimension == "percent"), None)
            if rate is not None and TURNOVER.search(sentence):
                fixed = next((one.value for one in figures if one.dimension == "money"), None)
                return Reply(_line(rate, amount, fixed, language), (), beside=True)
    return None


def _line(rate: Fraction, amount: Fraction, fixed: Fraction | None, language: str) -> str:
    words = told(language).desks
    whole = shown(rate * amount / 100, language)
    line = words.subsidies_product.format(rate=plain(rate), amount=shown(amount, language), sum=whole)
    beside = words.turnover_beside.format(sum=shown(fixed, language)) if fixed is not None else ""
    return f"{line}{beside}{words.full_stop}"
