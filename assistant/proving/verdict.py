"""Whether the passages that a sentence cites prove it: the checks in order, what follows closely, then the reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.language.script import language_of
from assistant.language.sentences import markers_of, without_markers
from assistant.proving.case import Case, Evidence, Fault, open_case
from assistant.proving.chance import is_sure
from assistant.proving.checks import (
    article,
    content,
    displaced,
    event,
    exchanged,
    figure,
    identifier,
    link,
    modality,
    name,
    quotation,
    scope,
    sweeping,
)
from assistant.proving.following import follows
from assistant.proving.matching import match_sentences
from assistant.proving.reading import read
from assistant.proving.verbatim import is_verbatim, speaks_of_absence, states_nothing
from assistant.records import Verdict

ABSENT = "what the passages leave out cannot be proven by a quote"
LONGEST = 2500  # characters of a sentence

# what is exact: the first that proves a difference refutes the claim, any other keeps it in doubt
CHECKS: tuple[Callable[[Case], Fault | None], ...] = (
    link.check,
    identifier.check,
    figure.check,
    exchanged.check,
    displaced.check,
    scope.check,
    article.check,
    event.check,
    quotation.check,
    name.check,
    content.check,
    modality.check,
    sweeping.check,
)


@dataclass(frozen=True, slots=True)
class Check:
    """What was found about a sentence. `why` and `difference` are for a person; `quote` is verbatim in the passage."""

    verdict: Verdict
    why: str
    quote: str = ""
    difference: str = ""
    faultless: bool = False  # in doubt though no check found fault: the words are others


def verify_sentence(sentence: str, evidence: Mapping[int, Evidence], cited: Sequence[int]) -> Check:
    """Whether the passages `cited` prove a sentence.

    SUPPORTED: it stands there word for word, or no check finds fault and it follows a quote closely or the reader is
    sure of it. UNSUPPORTED: a marker points nowhere, nothing is cited, or a check proves a difference. UNCHECKED: it
    states nothing that a passage could prove (a heading, a question, a remark on what the passages leave out).
    IN_DOUBT: all else; a person has to compare it with its quote.
    """
    unknown = [marker for marker in (*cited, *markers_of(sentence)) if marker not in evidence]
    if unknown:
        return Check(Verdict.UNSUPPORTED, f"the marker [{unknown[0]}] points to no passage")
    if len(sentence) > LONGEST:
        return Check(Verdict.UNSUPPORTED, f"more than {LONGEST} characters are not one sentence that can be checked")
    claim = read(without_markers(sentence).strip())
    if states_nothing(claim):
        return Check(Verdict.UNCHECKED, "the sentence states nothing that a passage could prove")
    absence = speaks_of_absence(claim.text) and not claim.quantities
    if not cited:
        if absence:
            return Check(Verdict.UNCHECKED, ABSENT)
        return Check(Verdict.UNSUPPORTED, "the sentence cites no passage")
    case = open_case(claim, [evidence[marker] for marker in dict.fromkeys(cited)])
    quote = case.best.quote
    if is_verbatim(claim.text, case.passages):
        return Check(Verdict.SUPPORTED, "the passage has this sentence word for word", quote)
    faults = [fault for check in CHECKS if (fault := check(case)) is not None]
    if faults and absence:
        return Check(Verdict.UNCHECKED, ABSENT)
    if faults:
        verdict = Verdict.UNSUPPORTED if any(fault.proven for fault in faults) else Verdict.IN_DOUBT
        told = next((fault for fault in faults if fault.proven and fault.difference), faults[0])
        return Check(verdict, told.why, quote, told.difference)
    if follows(case):
        return Check(Verdict.SUPPORTED, "it follows the passage's own words", quote)
    if is_sure(case):
        return Check(Verdict.SUPPORTED, "its figures, names and words stand in the cited passage", quote)
    return Check(Verdict.IN_DOUBT, "the passage says this in other words, if it does", quote, faultless=True)


def best_quote(claim: str, passage: str) -> tuple[str, int]:
    """(the sentence of the passage that best carries the claim, verbatim, its offset); ("", 0) for an empty passage.

    A line of a table is one sentence.
    """
    match = match_sentences(read(claim), [read(passage, language_of(claim) != "zh")])
    return match.quote, match.span[0]


def nearness(claim: str, evidence: Evidence) -> float:
    """How much of a claim's words and figures the sentence of a passage has that carries it best; 0 for nothing."""
    return match_sentences(read(claim), [evidence.read(language_of(claim) != "zh")[0]]).score
