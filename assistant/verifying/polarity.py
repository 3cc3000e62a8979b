"""Whether a claim denies, obliges or allows what its passage does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.verifying.matching import Match
from assistant.verifying.modality import Cue, hints_at_negation, modals, negations
from assistant.verifying.reading import Reading, Segment
from assistant.verifying.terms import Content, Term, content_of, terms_of

ALIGNED = 0.5  # share of the claim's words that a sentence must have before their polarity is compared
CLAUSE = 0.5  # share of a denying clause's words that the claim must have for the claim to be about it
_OPPOSED = {"must": {"may", "encourage", "forbid"}, "may": {"must", "forbid"}, "encourage": {"must", "forbid"}}
_OPPOSED["forbid"] = {"must", "may", "encourage"}
_CLASS = {"must": "an obligation", "may": "a permission", "forbid": "a prohibition", "encourage": "an encouragement"}

_Fault = tuple[str, str] | None  # why, difference


def faulty_polarity(text: str, terms: Sequence[Term], best: Match, across: bool) -> _Fault:
    """(why, difference) when the best matching sentences differ from the claim in negation or modality, else None."""
    if best.reading is None or not terms:
        return None
    return _negation(text, best) or _modality(text, terms, best, across)


def _negation(text: str, best: Match) -> _Fault:
    denied = negations(text)
    sentences = [_sentence(reading, number) for reading, number in best.close]
    if denied and not any(hints_at_negation(sentence) for sentence in sentences):
        cue = denied[0].text
        return f'the sentence says "{cue}", and the passage does not deny this', f"{cue} ≠ (affirmed)"
    if denied:
        return _head_affirmed(text, denied, best)
    if hints_at_negation(text):
        return None
    claim = content_of(text, glossed=True)
    for cue, segment in _cues(best, negations):
        clause = terms_of(_text(best, segment))
        if clause and _share(clause, claim) >= CLAUSE:
            return f'the passage says "{cue.text}", and the sentence leaves it out', f"(affirmed) ≠ {cue.text}"
    return None


def _head_affirmed(text: str, denied: Sequence[Cue], best: Match) -> _Fault:
    """Whether what the claim denies is said in the passage, and only in sentences that deny nothing."""
    for cue in denied:
        head = _head(text, cue)
        if head is None:
            continue
        holders = [
            _sentence(reading, number)
            for reading, number in best.close
            if any(s.content.has(head) for s in reading.segments if s.sentence == number)
        ]
        if holders and not any(hints_at_negation(holder) for holder in holders):
            return (
                f'the sentence says "{cue.text}" of "{head.word}", and the passage does not',
                f"{cue.text} ≠ (affirmed)",
            )
    return None


def _modality(text: str, terms: Sequence[Term], best: Match, across: bool) -> _Fault:
    assert best.reading is not None
    said = modals(text)
    if not said:
        return None
    own = [segment for segment in best.reading.segments if segment.sentence == best.sentence]
    aligned = sum(any(s.content.has(term) for s in own) for term in terms) / len(terms) >= ALIGNED * (
        0.7 if across else 1
    )
    for cue in said:
        head = _head(text, cue)
        holders = [segment for segment in own if head is not None and segment.content.has(head)]
        stated = [c for c, segment in _cues(best, modals) if segment in holders]
        if not stated and aligned:
            stated = [c for c, _ in _cues(best, modals)]
        kinds = {c.kind for c in stated}
        if kinds and cue.kind not in kinds and kinds <= _OPPOSED[cue.kind]:
            other = stated[0]
            why = f'the passage says "{other.text}" ({_CLASS[other.kind]}), not "{cue.text}" ({_CLASS[cue.kind]})'
            return why, f"{cue.text} ≠ {other.text}"
    return None


def _cues(best: Match, find: object) -> Iterable[tuple[Cue, Segment]]:
    """The cues of the best sentence, each with its segment."""
    assert best.reading is not None and callable(find)
    start, _ = best.reading.sentences[best.sentence]
    for cue in find(best.quote):
        yield cue, best.reading.segments[best.reading.segment_of(start + cue.start)]


def _head(text: str, cue: Cue) -> Term | None:
    """The first content word after a negation or modal word."""
    following = terms_of(text[cue.end : cue.end + 60])
    return following[0] if following else None


def _share(terms: Sequence[Term], content: Content) -> float:
    return sum(content.has(term) for term in terms) / len(terms)


def _sentence(reading: Reading, number: int) -> str:
    start, end = reading.sentences[number]
    return reading.text[start:end]


def _text(best: Match, segment: Segment) -> str:
    assert best.reading is not None
    return best.reading.text[segment.start : segment.end]
