"""A checked draft and a briefing as HTML: whatever a draft or a document says, it is shown and nothing more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import document, passages
from page_markup import check_safe

from assistant import Assistant, Settings
from assistant.desks.brief.briefing import Briefing, Part, Sentence
from assistant.desks.check.checked import Checked, CheckedClaim, Claim, Finding
from assistant.faces.page.brief_html import brief_html
from assistant.faces.page.check_html import check_html
from assistant.faces.page.words import LANGUAGES, words_in
from assistant.records import Citation, Status

BAD = ("<img src=x onerror=alert(1)>", "[1](javascript:alert(1))", "%%%LATEX_BLOCK_0%%%", '"><script>', "a\n\n**b**")
TEXTS = st.one_of(st.sampled_from(BAD), st.text(min_size=1, max_size=40)).filter(lambda text: bool(text.strip()))


def cited(text: str) -> Citation:
    made = document("a b.md", f"Before. {text}", title=text)
    passage = passages(made)[0]
    return Citation(1, passage, made.record, Status.IN_FORCE, text, passage.text.find(text), text)


@given(TEXTS, TEXTS, st.sampled_from(list(Finding)), st.sampled_from(sorted(LANGUAGES)))
def test_a_checked_draft_is_shown_letter_by_letter(text: str, said: str, finding: Finding, language: str) -> None:
    draft = f"{said} {text} {said}"
    start = len(said) + 1
    claim = Claim(text, start, start + len(text), text, text)
    checked = Checked(
        draft, date(2026, 11, 30).isoformat(), language, (CheckedClaim(claim, finding, (1,), said),), (cited(said),)
    )
    seen = check_safe(check_html(checked, words_in(language)))
    assert f"claim {finding.value}" in seen.classes
    assert ("details" in seen.tags) == (finding is not Finding.NOT_CHECKABLE)


@given(TEXTS, TEXTS, st.sampled_from(sorted(LANGUAGES)))
def test_a_briefing_leads_to_its_notes_and_nowhere_else(text: str, said: str, language: str) -> None:
    part = Part(said, ((Sentence(text, (1,)),),), (("Figure", said), (text, f"{said} [1]")))
    briefing = Briefing(
        said, (said,), "2026-11-30", language, "abc", (part,), (Sentence(text, (1,)),), (), (said,), (cited(text),)
    )
    seen = check_safe(brief_html(briefing, words_in(language)))
    assert seen.links.count("#brief-note-1") == 3
    assert "table" in seen.tags


@pytest.mark.slow
@pytest.mark.parametrize("shared", [False, True])
def test_a_draft_comes_as_a_file_only_where_files_may_come_at_all(shared: bool) -> None:
    from assistant.faces.page.layout import build  # gradio with it, for which no other test should wait

    page = build(Assistant(Settings(library=Path("none"), model="none", shared=shared)), "en")
    names = {getattr(block, "elem_id", None) for block in page.blocks.values()}
    assert {"draft", "check-go", "brief-asked"} <= names
    assert ("draft-file" in names) is not shared
