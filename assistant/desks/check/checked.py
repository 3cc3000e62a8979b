"""What the desk Check gives: a draft's claims, each with what the library says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.records import Citation


class Finding(StrEnum):
    """What the library says of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    MIXED = "mixed"  # sources differ, or the claim leaves out by what it holds
    NOT_FOUND = "not_found"
    NOT_CHECKABLE = "not_checkable"  # an opinion, a prediction, a question


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a draft: draft[start:end], which reads `text`.

    `core` is what is judged of it ("Across the Pacific," left out), `sentence` the whole sentence that it stands in and
    `within` that sentence up to the claim; `leans_on` are names of the sentence before that it does not repeat ("its
    cap is …").
    """

    text: str
    start: int
    end: int
    core: str
    sentence: str
    within: str = ""
    leans_on: str = ""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with its finding. `markers` are citations of the draft, that which decides first; of a claim that is not
    found, the nearest passage. `difference` says what the draft and the source say, in the reader's language."""

    claim: Claim
    finding: Finding
    markers: tuple[int, ...] = ()
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft checked as of a day."""

    draft: str
    as_of: str
    language: str
    claims: tuple[CheckedClaim, ...]
    citations: tuple[Citation, ...]

    @property
    def summary(self) -> Mapping[Finding, int]:
        """How many claims there are of each finding, those that occur."""
        findings = [claim.finding for claim in self.claims]
        return {finding: findings.count(finding) for finding in Finding if finding in findings}

    def citation(self, marker: int) -> Citation:
        return self.citations[marker - 1]
