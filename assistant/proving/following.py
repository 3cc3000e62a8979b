"""Whether a claim follows its quote so closely that it is proven by that alone.

Every content word, figure, name and cue of the claim is matched in one place of a passage, in order, and what is left
over of the clauses that it draws on is little, and changes nothing. Title and heading are evidence for what is said of
place, body and document.
"""

from __future__ import annotations

from itertools import combinations, pairwise

from assistant.language.quantities import bounds_agree
from assistant.language.terms import joined
from assistant.proving.case import Case
from assistant.proving.events import events_of
from assistant.proving.polarity import WEIGHTY, modals, negations
from assistant.proving.reading import Reading, Segment

# share of the words of the clauses drawn on that a claim may leave out: by hand, on the hands that are learned from
LEFT, FROM_HEADING = 0.34, 0.5


def follows(case: Case) -> bool:
    """Whether a claim that no check finds fault with says what its quote says, in its words and order."""
    best = case.best
    if not case.claim.terms or not best.reading.sentences:
        return False
    if _is_metadata(case):
        return True
    if any(votes.broken for votes in case.votes):
        return False
    last = len(best.reading.sentences) - 1
    runs = [(best.sentence, best.sentence)]
    runs += [(best.sentence - 1, best.sentence)] if best.sentence else []
    runs += [(best.sentence, best.sentence + 1)] if best.sentence < last else []
    return any(_in_run(case, best.reading, *run) for run in runs)


def _is_metadata(case: Case) -> bool:
    """Whether a claim says only what the heading says of the document: its title, its number, the day of its issue."""
    headed = all(any(h.whole.has(term) for h in case.headings) for term in case.claim.terms)
    dated = all(any(p.heading for p in claimed.measured) for claimed in case.claimed)
    return headed and dated and bool(case.claimed) and not case.negations and not case.modals


def _in_run(case: Case, reading: Reading, first: int, last: int) -> bool:
    segments = [s for s in reading.segments if first <= s.sentence <= last]
    content = joined(s.content for s in segments)
    terms = case.claim.terms
    here = [term for term in terms if content.has(term)]
    headed = [term for term in terms if not content.has(term) and any(h.whole.has(term) for h in case.headings)]
    if len(here) + len(headed) < len(terms) or len(headed) > FROM_HEADING * len(terms):
        return False
    start, end = reading.sentences[first][0], reading.sentences[last][1]
    for claimed in case.claimed:
        if not any(p.heading or (p.reading is reading and start <= p.quantity.start < end) for p in claimed.measured):
            return False
    used = case.drawn_on(reading, segments)
    said = " ".join(reading.text[s.start : s.end] for s in used)
    if not _figures_in_order(case, reading):
        return False
    left, words = case.left_of(said)
    if left > max(1.0, LEFT * words):
        return False
    return _same_cues(case, said) and (case.across or _in_order(case, used))


def _same_cues(case: Case, said: str) -> bool:
    """Whether both deny, oblige, limit and compare alike."""
    if len(case.negations) != len(negations(said)):
        return False
    if {cue.kind for cue in case.modals} != {cue.kind for cue in modals(said, main=True)}:
        return False
    return all(
        bool(pattern.search(case.text)) == bool(pattern.search(said))
        for kind, pattern in WEIGHTY.items()
        if kind != "beyond"
    )


def _in_order(case: Case, used: list[Segment]) -> bool:
    places = [
        [s.start + max(0, s.content.folded.find(term.word)) for s in used if s.content.has(term)]
        for term in case.claim.terms
    ]
    found = [at for at in places if at]
    return all(min(one) <= max(other) for one, other in combinations(found, 2))


def _figures_in_order(case: Case, reading: Reading) -> bool:
    """Whether the claim's figures stand in the passage in its order, dates as dates of the same event."""
    starts = []
    for claimed in case.claimed:
        places = [
            p
            for p in claimed.measured
            if p.reading is reading and bounds_agree(claimed.quantity.bound, p.quantity.bound)
        ]
        if claimed.quantity.dimension == "date" and (said := events_of(case.claim, claimed.quantity)):
            places = [p for p in places if said & events_of(reading, p.quantity)]
            if not places and not any(p.heading for p in claimed.measured):
                return False
        if places:
            starts.append([p.quantity.start for p in places])
    return all(min(one) < max(other) for one, other in pairwise(starts))
