"""The checks themselves: read once, one form, and what each gains can be counted."""

from __future__ import annotations

from typing import Any

import pytest
from claims import Claim, curve, judged

from assistant.proving import Evidence, case, reading, verify_sentence
from assistant.proving.verdict import CHECKS
from assistant.records import Verdict

PASSAGE = "The cap is 10 million yuan for each applicant. The lead office is the Science Bureau."


def test_every_check_is_a_file_that_says_what_it_catches() -> None:
    modules = [check.__module__ for check in CHECKS]
    assert len(set(modules)) == len(modules)
    for check in CHECKS:
        assert check.__name__ == "check"
        assert (check.__doc__ or "").strip()


def test_a_passage_is_read_once_however_many_claims_cite_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read_texts: list[str] = []
    read = reading.read

    def counting(text: str, glossed: bool = False) -> Any:
        read_texts.append(text)
        return read(text, glossed)

    monkeypatch.setattr(case, "read", counting)
    evidence = {1: Evidence(PASSAGE, "Measures", "en")}
    for claim in ("The cap is 10 million yuan.", "The cap is 20 million yuan.", "The Science Bureau leads."):
        verify_sentence(claim, evidence, [1])
    assert read_texts.count(PASSAGE) == 1


def test_a_curve_moves_with_the_threshold() -> None:
    evidence = Evidence(PASSAGE, "", "en")
    claims = [
        Claim("X", "The cap is 10 million yuan for each applicant.", True, "true", evidence),
        Claim("X", "The cap is 20 million yuan for each applicant.", False, "figure", evidence),
        Claim("X", "The cap is 10 million yuan for each project.", False, "unit_or_bound", evidence),
    ]
    found = [judged(claim) for claim in claims]
    assert [one.verdict for one in found] == [Verdict.SUPPORTED, Verdict.UNSUPPORTED, Verdict.UNSUPPORTED]
    assert found[1].faults == {"figure"}
    assert all(true == 1.0 for _, true in curve(found))
