"""Whether a claim denies, obliges or allows what its passage does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.verifying.case import Case, Fault
from assistant.verifying.matching import Match
from assistant.verifying.modality import Cue, hints_at_negation, modals, negations, omissions
from assistant.verifying.reading import Segment
from assistant.verifying.terms import Content, Term, content_of, terms_of

ALIGNED, ALIGNED_ACROSS = 0.5, 0.34  # share of the claim's words that a sentence has before modality is compared
# share of a denying clause's words in the claim for the claim to be about it: when what is denied is among them, or not
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
    "must": {"may", "encourage", "forbid"},
    "may": {"must", "forbid"},
    "encourage": {"must", "forbid"},
    "forbid": {"must", "may", "encourage"},
}
_CLASS = {"must": "an obligation", "may": "a permission", "forbid": "a prohibition", "encourage": "an encouragement"}


def faulty_polarity(case: Case) -> Fault:
    """A fault when the best matching sentence differs from the claim in negation or modality."""
    text, terms, best, across = case.text, case.terms, case.best, case.across
    if best.reading is None:
        return None
    return _negation(text, terms, best) or _modality(text, terms, best, across)


def _negation(text: str, terms: Sequence[Term], best: Match) -> Fault:
    denied = negations(text)
    for cue in denied:
        holders = _holders(_heads(text, cue), best, _around(text, cue)) or _fitting(terms, best)
        if holders and not any(_denies(best, segment, text) for segment in holders):
            return f'the sentence says "{cue.text}", and the passage does not deny this', f"{cue.text} ≠ (affirmed)"
    if denied:
        return None
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
        if not clause or _hints_near(text, heads):
            continue
        share = sum(claim.has(term) for term in clause) / len(clause)
        near, far = any(claim.has(head) for head in heads[:2]), any(claim.has(head) for head in heads)
        needed = CLAUSE_WITH_HEAD if near else CLAUSE if far or not heads else ALMOST_ALL
        if not best.part[0] <= start + cue.start < best.part[1]:  # beyond a semicolon, about something else perhaps
            needed = max(needed, ALMOST_ALL)
        if share >= needed:
            return f'the passage says "{cue.text}", and the sentence leaves it out', f"(affirmed) ≠ {cue.text}"
    return None


def _denies(best: Match, segment: Segment, claim: str) -> bool:
    """Whether the clause around a segment denies something, or the segment hints at it in a way the claim does not."""
    own = _text(best, segment)
    if negations(_clause(best, segment.start, segment.end)) or hints_at_negation(own, besides=claim):
        return True
    return _goes_on(own) and bool(negations(_chunk_before(best, segment)))


def _goes_on(segment: str) -> bool:
    """Whether a stretch after a comma goes on with what was said before: "may not alter, forge or hide the labels"."""
    return not modals(segment) and (segment.startswith("，") or (segment.startswith(",") and len(segment.split()) <= 7))


def _chunk_before(best: Match, segment: Segment) -> str:
    """What stands between the last comma but one and a segment that begins with a comma."""
    if best.reading is None:
        return ""
    start = best.reading.sentences[best.sentence][0]
    before = best.reading.text[start : segment.start]
    return _CLAUSE.split(before)[-1]


def _modality(text: str, terms: Sequence[Term], best: Match, across: bool) -> Fault:
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
    for stop in ("，", "。", "；", ";", ",", ".", "或", " or "):
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


def _hints_near(text: str, heads: Sequence[Term]) -> bool:
    """Whether the claim's own clause about one of these words, or all of it where none is, hints at a negation."""
    clauses = _CLAUSE.split(text)
    about = [clause for clause in clauses if any(content_of(clause, glossed=True).has(head) for head in heads)]
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
