"""What the library says of one claim: the passages found for it, and which of them decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answering.drafting.proofs import evidence_of
from assistant.answering.text_cues import gives
from assistant.desks.check.beside import (
    FIGURE,
    SHORT,
    Beside,
    about,
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
from assistant.desks.check.said_otherwise import (
    Difference,
    as_verified,
    demoted,
    elsewhere,
    exchanged,
    figures_apart,
    fixed,
    names_apart,
    opposed,
    ranked,
    shown,
    swept,
    torn,
)
from assistant.desks.check.says_more import (
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
from assistant.records import Hit, Verdict
from assistant.told import told

# how much more of a claim's words a sentence needs that overrules another, of its own document and of another one
CLEARLY, ELSEWHERE = 0.1, 0.25
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
    evidence: dict[str, Evidence] = field(default_factory=dict)
    sentence: str = ""  # of the claim before, and the passages that decided on it
    decided: tuple[Hit, ...] = ()

    def of(self, hit: Hit) -> Evidence:
        if hit.passage.id not in self.evidence:
            self.evidence[hit.passage.id] = evidence_of(hit)
        return self.evidence[hit.passage.id]


@dataclass(frozen=True, slots=True)
class _Tried:
    """A claim set beside one passage."""

    beside: Beside
    start: int  # of the quote in the passage
    proven: bool  # no check finds fault with it
    sure: bool  # and it is proven, not only said in other words, if at all
    differing: Difference | None  # as the verifier has it, where it names both sides
    leans_on: str


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one passage says of a claim; `share` of the claim's words its sentence has."""

    tried: _Tried
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
    wanted = claim.core if len(words_of(claim.core)) > SHORT else claim.sentence
    here = [hit for hit in hits if of_places(hit.record, desk.places)]
    scored = sorted(here, key=lambda hit: -nearest_sentence(wanted, hit)[0])
    if claim.sentence == desk.sentence:
        scored = [*desk.decided, *(hit for hit in scored if hit not in desk.decided)]
    names = _named(claim.text) or _named(claim.within)
    near = [one for hit in scored[:READ] for one in _tried(claim, hit, desk)]
    tried = [one for one in near if about(one.beside, names)]
    found = _decided(tried, desk.language)
    if found.finding is Finding.NOT_FOUND:
        found = next((other for one in near if (other := _said_elsewhere(one, desk.language))), found)
    if found.finding is Finding.NOT_FOUND and claim.text != claim.sentence:
        found = _with_its_sentence(claim, tried, desk) or found
    desk.sentence, desk.decided = claim.sentence, tuple(hit for hit, _, _ in found.quotes)
    if found.quotes:
        return found
    return Decided(Finding.NOT_FOUND, tuple(_quoted(claim, hit) for hit in scored[:1]))


def _said_elsewhere(one: _Tried, language: str) -> Decided | None:
    """A claim that a sentence says of something else alone."""
    difference = elsewhere(one.beside)
    if difference is None or not same_thing(one.beside, difference.draft):
        return None
    return Decided(Finding.CONTRADICTED, (_span(one),), _told(difference, language))


def _named(text: str) -> list[str]:
    return [one.id for one in known_names(text) if one.kind in DECIDING]


def _quoted(claim: Claim, hit: Hit) -> tuple[Hit, int, int]:
    return (hit, *nearest_sentence(claim.core, hit)[1:])


def _with_its_sentence(claim: Claim, tried: Sequence[_Tried], desk: Desk) -> Decided | None:
    """A part of a sentence that a passage proves together with the rest, and that it has the words and figures of."""
    whole = replace(claim, core=claim.sentence)
    able = {
        one.beside.hit.passage.id: one.beside.hit
        for one in tried
        if well_covered(one.beside) and figures_stand(one.beside)
    }
    found = _decided([one for hit in able.values() for one in _tried(whole, hit, desk)], desk.language)
    return found if found.finding is Finding.SUPPORTED else None


def _tried(claim: Claim, hit: Hit, desk: Desk) -> Iterator[_Tried]:
    """The one place where a claim is verified. A passage is looked at where it has most of the claim's words and
    figures, and where it has most of its words."""
    check = verify_sentence(claim.core, {1: desk.of(hit)}, (1,))
    said, _, stated = check.difference.partition(" ≠ ")
    differing = Difference(said, stated) if check.verdict is Verdict.UNSUPPORTED and stated else None
    sure = check.verdict is Verdict.SUPPORTED
    spans = dict.fromkeys(nearest_sentence(claim.core, hit, weight)[1:] for weight in (FIGURE, 0.0))
    for number, (start, end) in enumerate(spans):
        beside = Beside(claim.core, hit.passage.text[start:end], hit, claim.sentence, claim.within)
        yield _Tried(beside, start, number == 0 and (sure or check.faultless), sure, differing, claim.leans_on)


def _decided(tried: Sequence[_Tried], language: str) -> Decided:
    """What all passages together say: what proves a claim, unless a weightier source contradicts it."""
    judged = [_judged(one, language) for one in tried]
    judged.sort(key=lambda one: -one.share)
    proving = [one for one in judged if one.finding is Finding.SUPPORTED]
    against = [one for one in judged if one.finding is Finding.CONTRADICTED]
    if not proving:
        # what is not proven says nothing against what contradicts
        telling = [one for one in judged if one.tried.proven or one.finding is not Finding.NOT_FOUND]
        best = next(iter(telling or judged), None)
        if best is not None and best.finding is Finding.MIXED:
            best = next((other for other in against if _outweighs(other, best)), best)
        return Decided(best.finding, (_span(best.tried),), best.told) if best else Decided(Finding.NOT_FOUND)
    best = proving[0]
    for other in against:
        if _outweighs(other, best):
            return Decided(Finding.CONTRADICTED, (_span(other.tried), _span(best.tried)), other.told)
        if _disputed(other, best) and other.share >= best.share:
            return Decided(Finding.MIXED, (_span(best.tried), _span(other.tried)), other.told)
    return Decided(Finding.SUPPORTED, (_span(best.tried),))


def _judged(one: _Tried, language: str) -> _Judged:
    words = words_of(one.beside.claim)
    share = shares(one.beside, words)[1] / max(1, len(words))
    if one.proven:
        doubts = sorted(_doubts(one, language), key=lambda doubt: doubt[0] is not Finding.CONTRADICTED)
        # to call all that is faultless supported was tried: of strangers' wrong claims .15 passed
        held = (Finding.SUPPORTED, "") if one.sure else (Finding.NOT_FOUND, told(language).desks.check_compare)
        finding, told_so = next(iter(doubts), held)
        return _Judged(one, finding, told_so, share)
    difference = _difference(one)
    if difference is None:
        return _Judged(one, Finding.NOT_FOUND, "", share)
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


def _span(one: _Tried) -> tuple[Hit, int, int]:
    return one.beside.hit, one.start, one.start + len(one.beside.quote)


def _doubts(one: _Tried, language: str) -> Iterator[tuple[Finding, str]]:
    """Why a claim that the verifier holds proven is not said to be so."""
    words, beside = told(language).desks, one.beside
    if misquoted(beside):
        yield Finding.NOT_FOUND, words.check_misquoted.format(words=misquoted(beside))
    if not well_covered(beside) or not figures_stand(beside) or uncompared(beside) or turned_round(beside):
        yield Finding.NOT_FOUND, ""
    if says_more(beside):
        yield Finding.NOT_FOUND, ""
    if not well_covered(beside) and not same_thing(beside):
        return
    if wanted_only(beside):
        yield Finding.CONTRADICTED, words.check_target
    if draft_only(beside):
        yield Finding.CONTRADICTED, words.check_draft
    for difference in filter(
        None, (rule(beside) for rule in (swept, ranked, demoted, torn, exchanged, opposed, fixed))
    ):
        yield Finding.CONTRADICTED, _told(difference, language)
    if translated(beside):
        yield Finding.MIXED, words.check_translated
    if by := criterion(beside):
        yield Finding.MIXED, words.check_criterion.format(by=by)


def _difference(one: _Tried) -> Difference | None:
    """In what a source contradicts a claim: said only where both speak of the same thing."""
    beside = one.beside
    if gives("sources", beside.hit.passage.label) or not same_subject(beside, one.leans_on):
        return None
    verified = as_verified(beside, one.differing) if one.differing else None
    for difference in (
        verified,
        figures_apart(beside),
        torn(beside),
        fixed(beside),
        opposed(beside),
        swept(beside),
        ranked(beside),
        demoted(beside),
        names_apart(beside),
    ):
        if difference is not None and same_thing(beside, difference.draft):
            return shown(beside, difference)
    return None


def _told(difference: Difference, language: str) -> str:
    words = told(language).desks
    return words.check_difference.format(draft=difference.draft, source=difference.source)
