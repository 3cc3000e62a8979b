"""Whether a figure is a limit: "up to", "at least", "more than", "about", 不超过, 不少于, 以上, 左右.

Reads a text that went through `same_length_fold` and `lower_latin`, around a figure whose span is known.
"""

from __future__ import annotations

import re
from enum import StrEnum


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

# English cues may be followed by a few words ("up to a total of"), Chinese ones by a short phrase without figures.
_EN_MORE = (
    r"more than|older than|longer than|later than|over|exceed(?:s|ed|ing)?|in excess of|above|upwards of|greater than"
    r"|surpass(?:es|ed|ing)?|beyond"
)
_BEFORE: tuple[tuple[Bound, str], ...] = (
    (
        Bound.AT_MOST,
        r"\b(?:(?<!scale )(?<!scaled )(?<!scaling )(?<!grow )(?<!ramp )up to|at most|(?:can|may|could) (?:reach"
        r"|total|rise to"
        r"|amount to)|as (?:much|many|high|long) as"
        r"|(?:no|not|never) (?:more|higher|greater|larger|later) than|no longer than|not over|not above"
        r"|(?:not|never|cannot) (?:to )?(?:exceed|surpass)(?:ing)?|at the latest|maximum|max\b|cap(?:s|ped)?\b"
        r"|ceiling|upper limit"
        r"|limit(?:s|ed)?\b|without exceeding|not beyond)|≤|<=|⩽|≦"
        r"|不(?:得|应|会|能|可)?(?:超过|超出|高于|多于|大于|逾|超)|最高|最多|最大|最长|至多|上限|封顶|限额|顶格",
    ),
    (
        Bound.AT_LEAST,
        r"\b(?:at least|(?:no|not) (?:less|fewer|lower|smaller|shorter) than|minimum|min\b|not below|not under"
        r"|lower limit)"
        r"|≥|>=|⩾|≧|不(?:得|应|能|可)?(?:少于|低于|小于|短于|少於)|至少|最少|最低(?!生活|工资|保障|限度)|最短|起码|下限",
    ),
    (
        Bound.LESS,
        r"\b(?:less than|fewer than|younger than|shorter than|lower than|below|under|short of|smaller than)\b|<|低于"
        r"|小于|少于|不足|未满|不到"
        r"|不满",
    ),
    (
        Bound.MORE,
        rf"\b(?:{_EN_MORE})\b|>|超过|超出|超|逾|突破|大于|多于|高于"
        r"|(?<![通超经不越透难])过(?=[\d十百千万亿]|$)",
    ),
    (
        Bound.ABOUT,
        r"\b(?:about|around|approximately|roughly|nearly|almost|close to|some|circa|an estimated)\b|~|约|大约|近"
        r"|将近|接近|大概",
    ),
)
# one alternation, longer (negated) cues first, so that "not exceeding" is not read as "exceeding"
_PREFIX_CUE = re.compile("|".join(f"(?P<{bound.name}>{cue})" for bound, cue in _BEFORE), re.A)
_FILLER = re.compile(
    r"(?:[ :：](?:[a-z'()-]+[ :：]*){0,5}| (?:[a-z]+ )?(?:(?:of|for|on|per|under|in"
    r"|that)[ :](?:[a-z'-]+ +){0,12})?(?:is|are|was|were"
    r"|stands at|of|at|to|remains|being)(?: set)?(?: at| to)? ?| *)(?:[a-z]{0,3}[$¥€£₩])?[ (]*"
    r"|[\u4e00-\u9fff (（《》“”\"：:]{0,16}[ (（]*(?:[a-z]{0,3}[$¥€£₩])? ?"
)
_TIGHT_FILLER = re.compile(
    r" ?(?:(?:a|an|the|total|totals?|of|amount|one|rmb|cny|eur|usd|hkd|yuan|about|roughly|approximately|only|us|hk"
    r"|s) ?){0,4}"
    r"(?:[a-z]{0,3}[$¥€£₩])?[ (]*|[为达到了至过约人民币共计已总数的(（]{0,5} ?"
)
_AFTER: tuple[tuple[Bound, str], ...] = (
    (
        Bound.AT_MOST,
        r" ?(?:\([^()]{0,12}\) ?)?(?:(?!and|or|but)[a-z]+ ){0,2}(?:or less|or fewer|or below|or lower|at most"
        r"|at the most|maximum|max\b|cap\b"
        r"|ceiling|limit\b)(?! ?[a-z]{0,3}[\d$€£¥])"
        r"|[^,，。；;、|\d]{0,6}(?:以内|之内|及以下|以下|封顶|最多(?=可?以?免)|为上限|的上限|为限|为最高)|是[^,，。；;、|\d]{0,12}(?:上限|最高额|封顶)",
    ),
    (
        Bound.AT_LEAST,
        r" ?(?:(?!and|or|but)[a-z]+ ){0,2}(?:or more|or above|and above|or over|and over|at least|minimum|or higher"
        r"|or longer)"
        r"(?! ?[a-z]{0,3}[\d$€£¥])"
        r"|[^,，。；;、|\d]{0,8}(?:及以上|以上|起步)",
    ),
    (Bound.MORE, r" ?\+(?! ?(?:\d|[a-z]\b))|[余多](?=[个家项名人万亿元件场台]|$)"),
    (Bound.ABOUT, r"[^,，。；;、|\d]{0,4}(?:左右|上下)| ?(?:or so|or thereabouts)\b"),
)
_SUFFIX_CUE = re.compile("|".join(f"(?P<{bound.name}>{cue})" for bound, cue in _AFTER), re.A)
_LOOSELY = re.compile(r"\bin principle\b|\bnormally\b|\bgenerally\b|原则上|一般")  # a cap that may be exceeded
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


def bound_words(text: str) -> list[Bound]:
    """The bounds that a folded text in lower case speaks of, in order, whether or not figures follow."""
    return [Bound[str(match.lastgroup)] for match in _PREFIX_CUE.finditer(text)]


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
