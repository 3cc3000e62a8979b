"""Whether a claim denies, obliges or allows what its passage does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from assistant.quantities import same_value
from assistant.quantities.bounds import UPPER
from assistant.verifying.case import Case, Fault
from assistant.verifying.matching import Match, match_sentences, sentence_scores
from assistant.verifying.modality import EXCEPTED, Cue, hints_at_negation, modals, negations, omissions
from assistant.verifying.reading import Segment, read
from assistant.verifying.terms import Content, Term, content_of, terms_of

ALIGNED, ALIGNED_ACROSS = 0.5, 0.34  # share of the claim's words that a sentence has before modality is compared
NEARLY = 0.7  # share of the best sentence's score at which another one is looked at too
MOST = 0.7  # share of the claim's words in a clause that denies nothing for the denying ones not to count
# share of a denying clause's words in the claim for the claim to be about it: when what is denied is among them, or not
CLAUSE_WITH_HEAD, CLAUSE, ALMOST_ALL = 0.25, 0.5, 0.6
_CLAUSE = re.compile(r"[，；;|：]|[,:](?=\s)|\band then\b")
# what one may have, but hardly has to
_GAINS = re.compile(
    r"^ (?:get|receive|have(?! (?:been|to)\b)|be (?:given|paid|awarded)|obtain|enjoy|claim)\b|^[^，。]{0,6}(?:获"
    r"|享受|得到|领取|抵扣"
    r"|申领)"
)
_BARS = re.compile(
    r"\b(?:exclud|prohibit|forbid|forbidd|ineligib|exempt|disqualif)\w*\b|\bbanned\b|禁止|排除|除外|不包括|免除", re.I
)
# what narrows a claim has to narrow its passage
_ONLY = re.compile(
    r"\b(?:only|solely|exclusively|alone)\b(?! (?:about|\d))|(?<!不)只(?!要|是|不过|好|顾|得)[\u4e00-\u9fff]"
    r"|(?<!不)仅(?!次于|供|为了|仅|凭)[\u4e00-\u9fff]",
    re.I,
)
_NO_DUTY = re.compile(r"not (?:be )?(?:obliged|required|bound|compelled|obligated)\b", re.I)
_WITHOUT = re.compile(r"without (?:undue |unreasonable )?(?:delay|limit|exception|fail|prejudice|regard)", re.I)
_OUTSIDE = re.compile(r"\b(?:outside|other than|instead of|rather than|excluding|free of)\b|以外|之外|而非", re.I)
_CHOICE = re.compile(r"可以?[^，。；]{1,16}，也可以?|\beither\b")
# "per project, not per company": what is denied sets off what is said
_CONTRAST = re.compile(r", not (?!to\b)|而不是|而非|并非|并不是|rather than")
_GAVE_WAY = re.compile(
    r"(?:replac\w*|instead of|rather than|\bnot|\bfrom|~~|[由非]|不是|取代|代替|原定?) ?(?:on "
    r"|the )?$",
    re.I,
)
_ONLY_STATED = re.compile(
    r"\b(?:only|sole|solely|exclusively|alone|limited|restricted|nothing but|no other|unless|except|must|shall"
    r"|single|(?:have|has|had|needs?|required) to)\b"
    r"|仅|只|限|唯一|独|须|必须|应当",
    re.I,
)
_ONLY_SAID = re.compile(
    r"\b(?:only|sole|solely|exclusively|alone|limited|restricted|nothing but|no other|unless|except|single)\b"
    r"|仅|只|限|唯一|独",
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
    if case.best.reading is None:
        return None
    return _negation(case) or _modality(case)


def _negation(case: Case) -> Fault:
    text, terms, best = case.text, case.terms, case.best
    denied = [cue for cue in negations(text) if not _sets_off(case, cue)]
    for cue in denied:
        heads = governed(text, cue)
        if (not heads and negations(best.quote)) or text[cue.start : cue.end + 1] in best.quote:
            continue  # 逾期未还, 材料不全: what is denied is one sign
        holders = _holders(heads, best, _around(text, cue)) or _fitting(terms, best)
        if holders and not any(_denies(best, segment, text) for segment in holders):
            if cue.text == "not" and _NO_DUTY.search(text, cue.start) and _allows(best):
                continue  # "is allowed, but not obliged"
            if _denied_elsewhere(case, cue) or excepted(case):
                continue
            return f'the sentence says "{cue.text}", and the passage does not deny this', f"{cue.text} ≠ (affirmed)"
    for cue in omissions(text):
        if cue.text != "without" or _WITHOUT.match(text, cue.start):
            continue
        holders = _holders(governed(text, cue), best, _around(text, cue))
        if holders and not any(_denies(best, segment, "") for segment in holders):
            return f'the sentence says "{cue.text}", and the passage does not deny this', f"{cue.text} ≠ (affirmed)"
    barred = _BARS.search(text)
    if barred and not hints_at_negation(best.quote):
        return f'the sentence says "{barred.group()}", and the passage does not', f"{barred.group()} ≠ (allowed)"
    only = _ONLY.search(text)
    quotes = (best.quote, _local_quote(case, only.start(), only.end())) if only else ()
    obliged = any(cue.kind == "must" for cue in modals(text))  # "only X must" is more than "X must"
    if only and not any((_ONLY_SAID if obliged else _ONLY_STATED).search(quote) for quote in quotes):
        return f'the sentence says "{only.group()}", and the passage does not', f"{only.group()} ≠ (not only)"
    if best.reading is None:
        return None
    claim, (start, _) = content_of(text, glossed=True), best.reading.sentences[best.sentence]
    for cue in (*negations(best.quote), *omissions(best.quote)):
        if _WITHOUT.match(best.quote, cue.start):
            continue
        clause = terms_of(_clause(best, start + cue.start, start + cue.end))
        heads = governed(best.quote, cue)
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


def excepted(case: Case) -> str:
    """What the best sentence excepts from what it says (除…外, "except"), if the claim is about that; or ""."""
    claim = content_of(case.text, glossed=not case.text.isascii())
    for match in EXCEPTED.finditer(case.best.quote):
        rest = terms_of(case.best.quote[: match.start()] + " " + case.best.quote[match.end() :])
        if not any(claim.has(term) for term in rest):
            continue
        for item in re.split(r"[、,和或及]|\b(?:and|or)\b", match.group(1) or match.group(2)):
            named = terms_of(item)
            if len(named) > 1 and all(claim.has(term) for term in named):
                return item.strip()
    return ""


def _allows(best: Match) -> bool:
    """Whether the best sentence allows something and obliges nobody."""
    kinds = {cue.kind for cue in modals(best.quote)}
    return "may" in kinds and "must" not in kinds


def _local(case: Case, cue: Cue) -> Match:
    """The sentence that best carries the clause of the claim that a cue stands in."""
    clause = _claim_clause(case.text, cue.start, cue.end)
    return match_sentences(read(clause, False), terms_of(clause), case.passages)


def _local_quote(case: Case, start: int, end: int) -> str:
    """As `_local`, for a word at text[start:end]; a clause also ends at "and"."""
    clause = re.split(r"\band\b", _claim_clause(case.text, start, end))[-1]
    return match_sentences(read(clause, False), terms_of(clause), case.passages).quote


def _claim_clause(text: str, start: int, end: int) -> str:
    borders = [match.start() for match in _CLAUSE.finditer(text)]
    left = max((border for border in borders if border < start), default=0)
    return text[left : min((border for border in borders if border >= end), default=len(text))]


def _near_sentences(case: Case, cue: Cue) -> Iterator[Match]:
    """The sentences that carry the clause of a cue nearly as well as the best one does."""
    clause = _claim_clause(case.text, cue.start, cue.end)
    claim, terms = read(clause, False), terms_of(clause)
    for passage in case.passages:
        scores = sentence_scores(claim, terms, passage)
        for number, score in enumerate(scores):
            match = Match(passage, number, score, passage.sentences[number])
            if score >= NEARLY * max(scores) and match.quote != case.best.quote:
                yield match


def _denied_elsewhere(case: Case, cue: Cue) -> bool:
    """Whether another sentence than the best one carries the clause that denies something, and denies it."""
    around = _around(case.text, cue)
    for local in _near_sentences(case, cue):
        holders = _holders(governed(case.text, cue), local, around) or _fitting(around, local)
        near = sum(any(s.content.has(term) for s in holders) for term in around)
        if near * 2 >= len(around) and any(_denies(local, segment, case.text) for segment in holders):
            return True
    return False


def _sets_off(case: Case, cue: Cue) -> bool:
    """Whether what a claim denies only sets off what its clause says, all of whose words the passage has.

    Of a figure that is denied ("not on 1 February") the passage has to say that it gave way to another.
    """
    text, best = case.text, case.best
    contrast = _CONTRAST.search(text, max(0, cue.start - 2), cue.end + 3)
    if contrast is None or best.reading is None:
        return False
    for figure in case.claim.quantities_in(contrast.end(), len(text)):
        same = [q for q in best.reading.quantities if same_value(figure, q)]
        if not any(_GAVE_WAY.search(best.reading.text, max(0, q.start - 24), q.start) for q in same):
            return False
    said = terms_of(re.split(r"[，,；;：:]", text[: contrast.start()].rstrip("，, "))[-1])
    return bool(said) and all(best.reading.whole.has(term) for term in said)


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
    clause = _clause(best, segment.start, segment.end)
    if negations(clause) or hints_at_negation(own, besides=claim) or _OUTSIDE.search(clause):
        return True
    for match in EXCEPTED.finditer(best.quote):
        if match.start() <= segment.start - best.offset < match.end():
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

    said = modals(text, main=True)
    aligned = _share(terms, best) >= (ALIGNED_ACROSS if across else ALIGNED)
    for cue in said:
        holders = _holders(governed(text, cue)[:1], best, _around(text, cue))
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
        if kinds == {"must"} and cue.kind == "may" and (_capped(case, cue) or _ONLY.search(text, 0, cue.end)):
            continue  # what may be at most sixty must be no more than sixty, and who alone may be so must be so
        if _either(text, cue, best) or (kinds == {"must"} and _same_order(text, cue, stated)):
            continue
        if kinds and kinds <= _OPPOSED[cue.kind] and not _stated_elsewhere(case, cue):
            other = stated[0]
            why = f'the passage says "{other.text}" ({_CLASS[other.kind]}), not "{cue.text}" ({_CLASS[cue.kind]})'
            return why, f"{cue.text} ≠ {other.text}"
        if cue.kind == "must" and aligned and not modals(best.quote) and _GAINS.search(text[cue.end : cue.end + 24]):
            return f'the passage does not oblige anybody to this, as "{cue.text}" says', f"{cue.text} ≠ (no obligation)"
    return None


def _either(text: str, cue: Cue, best: Match) -> bool:
    """Whether a permission of a claim is one of a choice which the passage gives too: 可以…，也可以…, 自行或者委托."""
    return cue.kind == "may" and bool(_CHOICE.search(text)) and bool(re.search(r"或|\bor\b", best.quote))


def _same_order(text: str, cue: Cue, stated: Sequence[Cue]) -> bool:
    """Whether what a claim allows is to order something, and the only duty of the passage is such an order (责令)."""
    return cue.kind == "may" and "责令" in text[cue.end : cue.end + 12] and all(c.text == "责令" for c in stated)


def _stated_elsewhere(case: Case, cue: Cue) -> bool:
    """Whether another sentence than the best one carries the clause of a modal word, with one of its kind."""
    local = _local(case, cue)
    if local.reading is None or local.quote == case.best.quote:
        return False
    around = _around(case.text, cue)
    shared = sum(any(s.content.has(term) for s in _segments(local)) for term in around)
    return shared * 2 >= len(around) and any(c.kind == cue.kind for c in modals(local.quote))


def _governing(best: Match, holders: Sequence[Segment]) -> list[Cue]:
    """The modal words of these segments, or of the nearest segment before them in the sentence that has any."""
    found = [(cue, segment) for cue, segment in _cues(best, modals)]
    own = [cue for cue, segment in found if segment in holders]
    if own:
        return own
    clause = _clause(best, holders[0].start, holders[0].end)
    same = [cue for cue, segment in found if _clause(best, segment.start, segment.end) == clause]
    if same:
        return same
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


def governed(text: str, cue: Cue) -> tuple[Term, ...]:
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
            shared = [
                sum(segment.content.has(term) for term in terms) + sum(segment.content.has(h) for h in heads)
                for segment in holders
            ]
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
