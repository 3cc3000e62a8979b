"""What the library says of one claim: the passages found for it, and which of them decides."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.answering.drafting.proofs import evidence_of
from assistant.answering.text_cues import gives
from assistant.desks.check.bearing import chance_of, is_sure, read_sign, signs_of
from assistant.desks.check.beside import (
    FIGURE,
    Beside,
    about,
    basis_of,
    figures_stand,
    nearest_sentence,
    of_places,
    same_subject,
    same_thing,
    shares,
    well_covered,
    words_of,
)
from assistant.desks.check.checked import Claim, Finding
from assistant.desks.check.said_otherwise import Difference, as_verified, denied, differences, elsewhere, shown
from assistant.desks.check.says_more import (
    altered,
    criterion,
    draft_only,
    misquoted,
    says_more,
    translated,
    turned_round,
    uncompared,
    wanted_only,
)
from assistant.language.names import known_names
from assistant.proving import Evidence, verify_sentence
from assistant.proving.case import Reads
from assistant.records import Hit, Verdict
from assistant.told import told

# how much more of a claim's words a sentence needs that overrules another, of its own document and of another one
CLEARLY, ELSEWHERE = 0.1, 0.25
# log odds from which on a passage may say what the claim says, in other words, or bears on it; how much less bears on
# another thing; by hand on drafts_dev and drafts_second_dev
NEAR, LIKELY, FURTHER = -0.2, -1.0, 1.8
READ_CLOSELY = 2  # sentences beside which the reader of pairs reads a claim
READ = 4  # passages of those found that a claim is set beside, the nearest by its words and figures
DECIDING = ("scheme", "document", "place", "company")  # kinds of names that a passage has to be about


@dataclass(frozen=True, slots=True)
class Decided:
    """A finding, the passages (with their quotes) that it rests on, and the difference in words."""

    finding: Finding
    quotes: tuple[tuple[Hit, int, int], ...] = ()
    difference: str = ""


@dataclass
class Desk:
    """What claims of one draft share: each passage is read once."""

    language: str
    places: tuple[str, ...] = ()  # that the draft names
    reads: Reads | None = None  # how likely a text proves a claim, where a reader of pairs is installed
    evidence: dict[str, Evidence] = field(default_factory=dict)
    sentence: str = ""  # of the claim before, and the passages that decided on it
    decided: tuple[Hit, ...] = ()
    around: tuple[Hit, ...] = ()  # the passages found for the last claim that names anything

    def of(self, hit: Hit) -> Evidence:
        if hit.passage.id not in self.evidence:
            self.evidence[hit.passage.id] = evidence_of(hit)
        return self.evidence[hit.passage.id]


@dataclass(frozen=True, slots=True)
class Tried:
    """A claim set beside one passage."""

    beside: Beside
    start: int  # of the quote in the passage
    signs: Mapping[str, float]  # of whether the sentence bears it out
    differing: Difference | None  # as the verifier has it, where it names both sides
    leans_on: str

    @property
    def chance(self) -> float:
        """That the sentence bears it out, in log odds."""
        return chance_of(self.signs)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one passage says of a claim; `share` of the claim's words its sentence has."""

    tried: Tried
    finding: Finding
    told: str
    share: float


def decide(claim: Claim, hits: Sequence[Hit], desk: Desk) -> Decided:
    """The finding of a claim among the passages found for it, the nearest first."""
    if (
        gives("opinion", claim.text)
        or gives("opines", f"{claim.within}{claim.text}")
        or claim.text.rstrip("”\"' ").endswith(("?", "？"))
    ):
        return Decided(Finding.NOT_CHECKABLE)
    near = set_beside(claim, hits, desk)
    found = _decided(near, desk.language)
    if found.finding is Finding.NOT_FOUND:
        found = next((other for one in near if (other := _said_elsewhere(one, desk.language))), found)
    desk.sentence, desk.decided = claim.sentence, tuple(hit for hit, _, _ in found.quotes)
    if found.quotes:
        return found
    return Decided(Finding.NOT_FOUND, tuple(_quoted(claim, one.beside.hit) for one in near[:1]))


def set_beside(claim: Claim, hits: Sequence[Hit], desk: Desk) -> list[Tried]:
    """A claim beside the passages found for it that have most of its words and figures."""
    wanted = basis_of(claim.core, claim.within)
    if _named(claim.text):
        desk.around = tuple(hits)  # a claim that names nothing may speak of what the one before spoke of
    found_for = {hit.passage.id: hit for hit in (*desk.around, *hits)}
    here = [hit for hit in found_for.values() if of_places(hit.record, desk.places)]
    scored = sorted(here, key=lambda hit: -nearest_sentence(wanted, hit)[0])
    if claim.sentence == desk.sentence:
        scored = [*desk.decided, *(hit for hit in scored if hit not in desk.decided)]
    tried = [one for rank, hit in enumerate(scored[:READ]) for one in _tried(claim, hit, desk, first=rank == 0)]
    if desk.reads is None:
        return tried
    likeliest = sorted(tried, key=lambda one: -one.chance)[:READ_CLOSELY]
    return [
        replace(one, signs={**one.signs, **read_sign(one.beside, desk.reads)}) if one in likeliest else one
        for one in tried
    ]


def _said_elsewhere(one: Tried, language: str) -> Decided | None:
    """A claim that a sentence says of something else alone."""
    difference = elsewhere(one.beside)
    if difference is None or not same_thing(one.beside, difference.draft):
        return None
    return Decided(Finding.CONTRADICTED, (_span(one),), _told(difference, language))


def _named(text: str) -> list[str]:
    return [one.id for one in known_names(text) if one.kind in DECIDING]


def _about(beside: Beside, apart: str = "") -> bool:
    """Whether a sentence is about what a claim names, but for the name that is another there."""
    names = _named(beside.claim)
    return about(beside, [name for name in names if name not in _named(apart)], () if names else _named(beside.within))


def _quoted(claim: Claim, hit: Hit) -> tuple[Hit, int, int]:
    return (hit, *nearest_sentence(claim.core, hit)[1:])


def _tried(claim: Claim, hit: Hit, desk: Desk, *, first: bool) -> Iterator[Tried]:
    """The one place where a claim is verified. A passage is looked at where it has most of the claim's words and
    figures, and where it has most of its words."""
    basis = basis_of(claim.core, claim.within)
    check = verify_sentence(basis, {1: desk.of(hit)}, (1,))
    said, _, stated = check.difference.partition(" ≠ ")
    differing = Difference(said, stated) if check.verdict is Verdict.UNSUPPORTED and stated else None
    wanted = dict.fromkeys(((basis, FIGURE), (basis, 0.0), (claim.core, FIGURE)))
    for start, end in dict.fromkeys(nearest_sentence(text, hit, weight)[1:] for text, weight in wanted):
        beside = Beside(claim.core, hit.passage.text[start:end], hit, claim.sentence, claim.within)
        signs = signs_of(beside, check, first=first, about=_about(beside))
        yield Tried(beside, start, signs, differing, claim.leans_on)


def _decided(tried: Sequence[Tried], language: str) -> Decided:
    """What all passages together say: what proves a claim, unless a weightier source contradicts it."""
    judged = sorted((_judged(one, language) for one in tried), key=lambda one: -one.tried.chance)
    proving = [one for one in judged if one.finding is Finding.SUPPORTED]
    # what a passage may say, its figures too and not as somebody's report, is not contradicted by one that bears far
    # less on it
    others = [
        one.tried for one in judged if one.finding is not Finding.CONTRADICTED and figures_stand(one.tried.beside)
    ]
    clearest = max((one.chance for one in others if not gives("reported", one.beside.quote)), default=-math.inf)
    against = [one for one in judged if one.finding is Finding.CONTRADICTED]
    against = [one for one in against if clearest < LIKELY or one.tried.chance > clearest - FURTHER]
    against.sort(key=lambda one: -one.share)
    if not proving:
        mixed = [one for one in judged if one.finding is Finding.MIXED]
        unsaid = [one for one in judged if one.finding is Finding.NOT_FOUND]
        best = next(iter(mixed or against or unsaid), None)
        if mixed:
            best = next((other for other in against if _outweighs(other, mixed[0])), best)
        return Decided(best.finding, (_span(best.tried),), best.told) if best else Decided(Finding.NOT_FOUND)
    best = proving[0]
    for other in against:
        if _outweighs(other, best):
            return Decided(Finding.CONTRADICTED, (_span(other.tried), _span(best.tried)), other.told)
        if _disputed(other, best) and other.share >= best.share:
            return Decided(Finding.MIXED, (_span(best.tried), _span(other.tried)), other.told)
    return Decided(Finding.SUPPORTED, (_span(best.tried),))


def _judged(one: Tried, language: str) -> _Judged:
    words = words_of(one.beside.claim)
    share = shares(one.beside, words)[1] / max(1, len(words))
    if is_sure(one.signs) and figures_stand(one.beside):
        doubts = sorted(_doubts(one, language), key=lambda doubt: doubt[0] is not Finding.CONTRADICTED)
        finding, told_so = next(iter(doubts), (Finding.SUPPORTED, ""))
        return _Judged(one, finding, told_so, share)
    if one.chance >= NEAR and translated(one.beside):
        return _Judged(one, Finding.MIXED, told(language).desks.check_translated, share)
    if one.signs["about"] and (against := next(_against(one, language), "")):
        return _Judged(one, Finding.CONTRADICTED, against, share)
    difference = _difference(one)
    if difference is None:
        near = told(language).desks.check_compare if one.chance >= NEAR else ""
        return _Judged(one, Finding.NOT_FOUND, near, share)
    return _Judged(one, Finding.CONTRADICTED, _told(difference, language), share)


def _outweighs(against: _Judged, proving: _Judged) -> bool:
    """Whether what contradicts a claim weighs more than what proves it: the sentence of a weightier document against
    what somebody reports, a target where no one says that it was reached, or the sentence that has more of the claim.
    """
    mine, theirs = against.tried.beside, proving.tried.beside
    if gives("reported", mine.claim):
        return False
    margin = CLEARLY if mine.hit.record.document == theirs.hit.record.document else ELSEWHERE
    if against.share > proving.share + margin and not _disputed(against, proving):
        return True
    weightier = mine.hit.record.kind.authority > theirs.hit.record.kind.authority
    if weightier and gives("reported", theirs.quote):
        return True
    return bool(wanted_only(mine)) and not gives("done", theirs.quote)


def _disputed(against: _Judged, proving: _Judged) -> bool:
    """Whether the library itself sets two sentences against each other."""
    return any(
        gives(cue, text)
        for one in (against, proving)
        for cue, text in (
            ("disputes", one.tried.beside.quote),
            ("gathers", f"{one.tried.beside.hit.passage.label}\n{one.tried.beside.hit.record.title}"),
        )
    )


def _span(one: Tried) -> tuple[Hit, int, int]:
    return one.beside.hit, one.start, one.start + len(one.beside.quote)


def _doubts(one: Tried, language: str) -> Iterator[tuple[Finding, str]]:
    """Why a claim that the verifier holds proven is not said to be so."""
    words, beside = told(language).desks, one.beside
    if misquoted(beside):
        yield Finding.NOT_FOUND, words.check_misquoted.format(words=misquoted(beside))
    if says_more(beside) or uncompared(beside) or turned_round(beside):
        yield Finding.NOT_FOUND, ""
    yield from ((Finding.CONTRADICTED, why) for why in _against(one, language))
    if difference := _difference(one):
        yield Finding.CONTRADICTED, _told(difference, language)
    if translated(beside):
        yield Finding.MIXED, words.check_translated
    if by := criterion(beside):
        yield Finding.MIXED, words.check_criterion.format(by=by)


def _against(one: Tried, language: str) -> Iterator[str]:
    """How a source says a thing otherwise: as a target, as a draft, in other words than are quoted."""
    words, beside = told(language).desks, one.beside
    if altered(beside):
        yield words.check_misquoted.format(words=altered(beside))
    if not well_covered(beside):
        return
    if wanted_only(beside):
        yield words.check_target
    if draft_only(beside):
        yield words.check_draft


def _difference(one: Tried) -> Difference | None:
    """In what a source contradicts a claim: said only where both speak of the same thing."""
    beside = one.beside
    if gives("sources", beside.hit.passage.label) or not same_subject(beside, one.leans_on):
        return None
    verified = as_verified(beside, one.differing) if one.differing else None
    for difference in (verified, *differences(beside), denied(beside)):
        if difference is not None and same_thing(beside, difference.draft) and _about(beside, difference.draft):
            return shown(beside, difference)
    return None


def _told(difference: Difference, language: str) -> str:
    words = told(language).desks
    return words.check_difference.format(draft=difference.draft, source=difference.source)
