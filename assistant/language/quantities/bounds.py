"""Whether a figure is a limit: "up to", "at least", "more than", "about", 不超过, 不少于, 以上, 左右.

Reads a text that went through `same_length_fold` and `lower_latin`, around a figure whose span is known.
"""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.language.quantities.units import WORDS, alternatives


class Bound(StrEnum):
    """How a figure limits what it measures. LOW and HIGH are the ends of a range."""

    EXACT = "exactly"
    ABOUT = "about"
    AT_MOST = "at most"
    LESS = "less than"
    AT_LEAST = "at least"
    MORE = "more than"
    LOW = "from"
    HIGH = "to"


UPPER = {Bound.AT_MOST, Bound.LESS}
LOWER = {Bound.AT_LEAST, Bound.MORE}


_ORDER = ("AT_MOST", "AT_LEAST", "LESS", "MORE", "ABOUT")


def _cues(field: str) -> re.Pattern[str]:
    """One alternation, negated cues first, so that "not exceeding" is not read as "exceeding"."""
    tables = [getattr(words, field) for words in WORDS]
    named = ((bound, [table[bound] for table in tables if bound in table]) for bound in _ORDER)
    return re.compile("|".join(f"(?P<{bound}>{'|'.join(cues)})" for bound, cues in named if cues), re.A)


_PREFIX_CUE, _SUFFIX_CUE = _cues("bounds_before"), _cues("bounds_after")
_FILLER, _TIGHT_FILLER = re.compile(alternatives("filler")), re.compile(alternatives("tight_filler"))
_LOOSELY = re.compile(alternatives("loosely"))  # a cap that may be exceeded
_FROM, _UNTIL = (re.compile(f"(?:{alternatives(cue)})$", re.A) for cue in ("date_from", "date_until"))
_FROM_AFTER, _UNTIL_AFTER = re.compile(alternatives("date_from_after")), re.compile(alternatives("date_until_after"))
_ASIDE = re.compile(r"[(（][^()（）\n]{0,24}[)）]")  # "the cap of the training voucher (训力券) is"
_BEFORE_WINDOW = 96
_AFTER_WINDOW = 32
_STOP = re.compile(r"[,，。；;、|\n!?！？\x00]|\.(?= )")


def bound_at(text: str, start: int, end: int, *, floor: int, ceiling: int) -> Bound:
    """The bound of the figure at text[start:end]; cues are sought between `floor` and `ceiling`, its neighbours."""
    before = text[max(floor, start - _BEFORE_WINDOW) : start]
    stops = list(_STOP.finditer(before))
    if stops:
        before = before[stops[-1].end() :]
    found = list(_PREFIX_CUE.finditer(before))
    if found:
        cue = found[-1]
        bound = Bound[str(cue.lastgroup)]
        filler = before[cue.end() :]
        # 最高 and "cap" stand further off than "over" or 约, which bind only to what follows at once
        rule = _FILLER if bound in (Bound.AT_MOST, Bound.AT_LEAST) else _TIGHT_FILLER
        if rule.fullmatch(filler) or rule.fullmatch(re.sub(" {2,}", " ", _ASIDE.sub("", filler))):
            if _LOOSELY.search(filler):
                return Bound.ABOUT
            if (
                bound is Bound.ABOUT
                and len(found) > 1
                and _TIGHT_FILLER.fullmatch(before[found[-2].end() : cue.start()])
            ):
                return Bound[str(found[-2].lastgroup)]  # "up to about"
            return bound
    after = text[end : min(ceiling, end + _AFTER_WINDOW)]
    stop = _STOP.search(after)
    suffix = _SUFFIX_CUE.match(after[: stop.start()] if stop else after)
    if suffix is None or (ceiling < len(text) and end + suffix.end() >= ceiling - 1 and suffix.group()[-1].isascii()):
        return Bound.EXACT  # "4.5 billion yuan covers at most 60 %": the words belong to the next figure
    return Bound[str(suffix.lastgroup)]


def bounds_agree(claimed: Bound, stated: Bound) -> bool:
    """Whether a claim with one bound may rest on a text with the other.

    "more than" and "at least" pass for each other, as translators mix 以上 and 超过; a limit never passes for
    an exact figure, nor an exact figure for a limit: "10 million" is not "up to 10 million".
    """
    if claimed in UPPER:
        return stated in UPPER or stated is Bound.HIGH
    if claimed in LOWER:
        return stated in LOWER or stated is Bound.LOW
    if claimed is Bound.LOW:
        return stated not in UPPER
    if claimed is Bound.HIGH:
        return stated not in LOWER
    return stated in (Bound.EXACT, Bound.ABOUT)


def date_bound(text: str, start: int, end: int) -> Bound:
    """Whether the date at text[start:end] is one to begin from ("since"), to end with (以前), or neither."""
    before, after = text[max(0, start - 28) : start], text[end : end + 8]
    if _FROM_AFTER.match(after):
        return Bound.AT_LEAST
    if _UNTIL_AFTER.match(after):
        return Bound.AT_MOST
    if _FROM.search(before):
        return Bound.AT_LEAST
    return Bound.AT_MOST if _UNTIL.search(before) else Bound.EXACT
