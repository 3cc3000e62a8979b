"""Whether a claim denies, obliges or allows what its passage does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from assistant.quantities.bounds import UPPER
from assistant.verifying.case import Case, Fault
from assistant.verifying.matching import Match
from assistant.verifying.modality import Cue, hints_at_negation, modals, negations, omissions
from assistant.verifying.reading import Segment
from assistant.verifying.terms import Content, Term, content_of, terms_of

ALIGNED, ALIGNED_ACROSS = 0.5, 0.34  # share of the claim's words that a sentence has before modality is compared
# share of a denying clause's words in the claim for the claim to be about it: when what is denied is among them, or not
_PREFIXED = re.compile(
    r"(?:非(?!法|常|营利)|不(?![得能可应会予需超低少高多同仅但论管必断]))([\u4e00-\u9fff]{2})(?![\u4e00-\u9fff]?数)"
)
MOST = 0.7  # share of the claim's words in a clause that denies nothing for the denying ones not to count
CLAUSE_WITH_HEAD, CLAUSE, ALMOST_ALL = 0.25, 0.5, 0.6
_CLAUSE = re.compile(r"[，；;|：]|[,:](?=\s)|\band then\b")
# what one may have, but hardly has to
_GAINS = re.compile(
    r"^ (?:get|receive|have|be (?:given|paid|awarded)|obtain|enjoy|claim)\b|^[^，。]{0,6}(?:获|享受|得到|领取|抵扣"
    r"|申领)"
)
_BARS = re.compile(
    r"\b(?:exclud|prohibit|forbid|forbidd|ineligib|exempt|disqualif)\w*\b|\bbanned\b|禁止|排除|除外|不包括|免除", re.I
)
# what narrows a claim has to narrow its passage
_ONLY = re.compile(r"\b(?:only|solely|exclusively)\b(?! (?:about|\d))|仅限|只有|只能|仅适用|只适用|只给", re.I)
_ONLY_STATED = re.compile(
    r"\b(?:only|sole|solely|exclusively|alone|limited|restricted|nothing but|no other|unless|except|must|single)\b"
    r"|仅|只|限|唯一|独|须|必须",
    re.I,
)
_OPPOSED = {
    "must": {"may", "encourage", "forbid", "exempt"},
    "may": {"must", "forbid"},
    "encourage": {"must", "forbid"},
    "forbid": {"must", "may", "encourage", "exempt"},
    "exempt": {"must", "forbid"},
}
_CLASS = {
    "exempt": "no obligation",
    "must": "an obligation",
    "may": "a permission",
    "forbid": "a prohibition",
    "encourage": "an encouragement",
}


def faulty_polarity(case: Case) -> Fault:
    """A fault when the best matching sentence differs from the claim in negation or modality."""
    text, terms, best = case.text, case.terms, case.best
    if best.reading is None:
        return None
    return _negation(text, terms, best) or _prefixed(text, best.quote) or _modality(case)


def _negation(text: str, terms: Sequence[Term], best: Match) -> Fault:
    denied = negations(text)
    for cue in denied:
        heads = _heads(text, cue)
        if (not heads and negations(best.quote)) or text[cue.start : cue.end + 1] in best.quote:
            continue  # 逾期未还, 材料不全: what is denied is one sign
        holders = _holders(heads, best, _around(text, cue)) or _fitting(terms, best)
        if holders and not any(_denies(best, segment, text) for segment in holders):
            return f'the sentence says "{cue.text}", and the passage does not deny this', f"{cue.text} ≠ (affirmed)"
    barred = _BARS.search(text)
    if barred and not hints_at_negation(best.quote):
        return f'the sentence says "{barred.group()}", and the passage does not', f"{barred.group()} ≠ (allowed)"
    only = _ONLY.search(text)
    if only and not _ONLY_STATED.search(best.quote):
        return f'the sentence says "{only.group()}", and the passage does not', f"{only.group()} ≠ (not only)"
    if best.reading is None:
        return None
    claim, (start, _) = content_of(text, glossed=True), best.reading.sentences[best.sentence]
    for cue in (*negations(best.quote), *omissions(best.quote)):
        clause = terms_of(_clause(best, start + cue.start, start + cue.end))
        heads = _heads(best.quote, cue)
        if not clause or _hints_near(text, heads, len(negations(_clause(best, start + cue.start, start + cue.end)))):
            continue
        share = sum(claim.has(term) for term in clause) / len(clause)
        if not heads and not _negates(cue):  # "companies in bankruptcy are excluded"
            heads = clause[-3:-1]
        near, far = any(claim.has(head) for head in heads[:2]), any(claim.has(head) for head in heads)
        if not near and _better_affirmed(terms, best, (start + cue.start, start + cue.end)):
            continue
        if heads and re.search(rf"\b(?:un|non-?|in|dis){re.escape(heads[0].word[:6])}", text, re.I):
            continue  # "not substantiated" is "unsubstantiated"
        needed = CLAUSE_WITH_HEAD if near else CLAUSE if far or not heads else ALMOST_ALL
        if not best.part[0] <= start + cue.start < best.part[1]:  # beyond a semicolon, about something else perhaps
            if _affirmed(best, clause):
                continue
            needed = max(needed, ALMOST_ALL)
        if share >= needed:
            return f'the passage says "{cue.text}", and the sentence leaves it out', f"(affirmed) ≠ {cue.text}"
    return None


def _prefixed(text: str, quote: str) -> Fault:
    """A Chinese word that the one side has only denied (非必要, 不合格) and the other only as it is."""
    for ours, theirs, mine in ((text, quote, True), (quote, text, False)):
        for match in _PREFIXED.finditer(ours):
            word = match.group(1)
            bare = rf"(?<![非不无未得能可]){word}"
            if match.group() not in theirs and re.search(bare, theirs) and not re.search(bare, ours):
                said, stated = (match.group(), word) if mine else (word, match.group())
                return f'the passage says "{stated}", not "{said}"', f"{said} ≠ {stated}"
    return None


def _negates(cue: Cue) -> bool:
    return cue.kind == "negation"


def _better_affirmed(terms: Sequence[Term], best: Match, cue: tuple[int, int]) -> bool:
    """Whether a clause of the sentence that denies nothing has more of the claim's words than the denying one."""
    if best.reading is None:
        return False
    start, end = best.reading.sentences[best.sentence]
    text = best.reading.text
    borders = [start, *(match.start() for match in _CLAUSE.finditer(text, start, end)), end]
    counts: dict[bool, int] = {}
    for left, right in pairwise(borders):
        content = content_of(text[left:right], glossed=True)
        count = sum(content.has(term) for term in terms)
        denies = left <= cue[0] < right
        if denies or not negations(text[left:right]):
            counts[denies] = max(counts.get(denies, 0), count)
    return counts.get(False, 0) > counts.get(True, 0) and counts.get(False, 0) >= MOST * len(terms)


def _affirmed(best: Match, clause: Sequence[Term]) -> bool:
    """Whether the part that the claim rests on has all words of a denying clause and denies nothing."""
    part = best.reading.text[slice(*best.part)] if best.reading else ""
    content = content_of(part, glossed=False)
    return not negations(part) and all(content.has(term) for term in clause)


def _denies(best: Match, segment: Segment, claim: str) -> bool:
    """Whether the clause around a segment denies something, or the segment hints at it in a way the claim does not."""
    own = _text(best, segment)
    if negations(_clause(best, segment.start, segment.end)) or hints_at_negation(own, besides=claim):
        return True
    before = _chunk_before(best, segment)
    return _goes_on(own, before) and bool(negations(before))


def _goes_on(segment: str, before: str) -> bool:
    """Whether a stretch after a comma goes on with what was said before: "may not alter, forge or hide the labels"."""
    if before.endswith("的"):  # "规定不得开放的，列入…": a condition, which its consequence does not go on with
        return False
    return not modals(segment) and (segment.startswith("，") or (segment.startswith(",") and len(segment.split()) <= 7))


def _chunk_before(best: Match, segment: Segment) -> str:
    """What stands between the last comma but one and a segment that begins with a comma."""
    if best.reading is None:
        return ""
    start = best.reading.sentences[best.sentence][0]
    before = best.reading.text[start : segment.start]
    return _CLAUSE.split(before)[-1]


def _capped(case: Case, cue: Cue) -> bool:
    """Whether the next figure after a modal word of the claim is an upper limit."""
    following = case.claim.quantities_in(cue.end, min(len(case.text), cue.end + 60))
    return bool(following) and following[0].dimension != "date" and following[0].bound in UPPER


def _modality(case: Case) -> Fault:
    text, terms, best, across = case.text, case.terms, case.best, case.across
    several = ";" in text or "；" in text

    def in_part(segment: Segment) -> bool:
        return several or best.part[0] <= segment.start < best.part[1]

    said = modals(text)
    aligned = _share(terms, best) >= (ALIGNED_ACROSS if across else ALIGNED)
    for cue in said:
        holders = _holders(_heads(text, cue)[:1], best, _around(text, cue))
        stated = (
            _governing(best, holders)
            if holders
            else [c for c, s in _cues(best, modals) if in_part(s)]
            if aligned
            else []
        )
        kinds = {c.kind for c in stated}
        if cue.kind in kinds or (cue.kind == "forbid" and any(negations(_text(best, segment)) for segment in holders)):
            continue
        if kinds == {"must"} and cue.kind == "may" and _capped(case, cue):
            continue  # what may be at most sixty must be no more than sixty
        if kinds and kinds <= _OPPOSED[cue.kind]:
            other = stated[0]
            why = f'the passage says "{other.text}" ({_CLASS[other.kind]}), not "{cue.text}" ({_CLASS[cue.kind]})'
            return why, f"{cue.text} ≠ {other.text}"
        if cue.kind == "must" and aligned and not modals(best.quote) and _GAINS.search(text[cue.end : cue.end + 24]):
            return f'the passage does not oblige anybody to this, as "{cue.text}" says', f"{cue.text} ≠ (no obligation)"
    return None


def _governing(best: Match, holders: Sequence[Segment]) -> list[Cue]:
    """The modal words of these segments, or of the nearest segment before them in the sentence that has any."""
    found = [(cue, segment) for cue, segment in _cues(best, modals)]
    own = [cue for cue, segment in found if segment in holders]
    if own:
        return own
    first = holders[0].start
    before = [cue for cue, segment in found if segment.start < first]
    return before[-1:]


def _cues(best: Match, find: Callable[[str], list[Cue]]) -> Iterator[tuple[Cue, Segment]]:
    """The cues of the best sentence, each with its segment."""
    if best.reading is None:
        return
    start, _ = best.reading.sentences[best.sentence]
    for cue in find(best.quote):
        yield cue, best.reading.segments[best.reading.segment_of(start + cue.start)]


def _segments(best: Match) -> list[Segment]:
    return [s for s in best.reading.segments if s.sentence == best.sentence] if best.reading else []


def _heads(text: str, cue: Cue) -> tuple[Term, ...]:
    """The first content words after a negation or modal word, in its clause."""
    following = text[cue.end : cue.end + 80]
    for stop in ("，", "。", "；", ";", ",", ".", "或", " or ", "的"):
        following = following.split(stop)[0]
    return terms_of(following)[:3]


def _around(text: str, cue: Cue) -> tuple[Term, ...]:
    """The content words of the clause that a cue stands in."""
    borders = [match.start() for match in _CLAUSE.finditer(text)]
    left = max((border for border in borders if border < cue.start), default=0)
    right = min((border for border in borders if border >= cue.end), default=len(text))
    return terms_of(text[left:right])


def _holders(heads: Sequence[Term], best: Match, terms: Sequence[Term]) -> list[Segment]:
    """Of the best sentence the segments with the first of these words that any has; those that fit the claim best."""
    for head in heads:
        holders = [segment for segment in _segments(best) if segment.content.has(head)]
        if holders:
            shared = [sum(segment.content.has(term) for term in terms) for segment in holders]
            return [segment for segment, count in zip(holders, shared, strict=True) if count == max(shared)]
    return []


def _fitting(terms: Sequence[Term], best: Match) -> list[Segment]:
    """The segment of the best sentence that has most of the claim's words."""
    segments = _segments(best)
    return [max(segments, key=lambda s: sum(s.content.has(term) for term in terms))] if segments else []


def _share(terms: Sequence[Term], best: Match) -> float:
    parts: list[Content] = [segment.content for segment in _segments(best)]
    return sum(any(part.has(term) for part in parts) for term in terms) / max(1, len(terms))


def _hints_near(text: str, heads: Sequence[Term], denials: int) -> bool:
    """Whether the claim's own clause about one of these words, or all of it where none is, hints at a negation.

    Where the passage's clause denies twice (逾期不还的不予贴息), one outright denial is not enough.
    """
    clauses = _CLAUSE.split(text)
    about = [clause for clause in clauses if any(content_of(clause, glossed=True).has(head) for head in heads)]
    if denials > 1 and len(negations(text)) == 1 and about and not modals(text):
        return False
    return any(hints_at_negation(clause) for clause in about or clauses)


def _clause(best: Match, begin: int, stop: int) -> str:
    """The clause of the best sentence around text[begin:stop] of its passage: lists and conjunctions do not end it."""
    if best.reading is None:
        return ""
    start, end = best.reading.sentences[best.sentence]
    text = best.reading.text
    borders = [match.start() for match in _CLAUSE.finditer(text, start, end)]
    left = max((border for border in borders if border <= begin), default=start)
    right = min((border for border in borders if border >= stop), default=end)
    return text[left:right]


def _text(best: Match, segment: Segment) -> str:
    return best.reading.text[segment.start : segment.end] if best.reading else ""
