"""Check: claims of a draft with the quote that decides, the exact difference, and nothing called contradicted that is
not about the same thing."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import PROJECT
from word_embedder import WordEmbedder

from assistant import Settings
from assistant.desks.check import LONGEST, check
from assistant.desks.check.beside import Beside
from assistant.desks.check.checked import Checked, CheckedClaim, Finding
from assistant.desks.check.checked_files import docx, json_shape, markdown, pieces, summary_line
from assistant.desks.check.claims_in_draft import claims_in
from assistant.desks.check.draft_replies import draft_in, reply
from assistant.desks.check.says_more import turned_round
from assistant.errors import UsageError
from assistant.library.generations import Library
from assistant.questions.request import read_request
from assistant.records import Hit, Kind, Passage, Record, Status

FILES = (
    *(
        "sz-several-measures-2024.md",
        "sz-ai-regulation-2022.md",
        "news-sz-ai-roundtable.md",
        "sh-ai-regulation-2022.md",
    ),
    *("sz-ai-action-plan-2023-2024.md", "sz-several-measures-draft-2024.md", "longhua-compute-voucher.md"),
)
WHEN = date(2026, 11, 30)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    from assistant.ingesting import ingest

    folder: Path = tmp_path_factory.mktemp("check") / "library"
    held = Library(Settings(library=folder), WordEmbedder().identity)
    ingest(held, WordEmbedder(), [PROJECT / "corpus" / name for name in FILES])
    return held


def checked(library: Library, draft: str, language: str = "en") -> Checked:
    return check(library.index, WordEmbedder(), draft, WHEN, language)


def one(library: Library, claim: str, language: str = "en") -> tuple[CheckedClaim, Checked]:
    result = checked(library, claim, language)
    assert len(result.claims) == 1, [found.claim.text for found in result.claims]
    return result.claims[0], result


@pytest.mark.parametrize(
    ("claim", "finding", "difference"),
    [
        ("The Shenzhen AI regulation has 7 chapters and 73 articles.", Finding.SUPPORTED, ""),
        ("The Shenzhen AI regulation has 7 chapters and 78 articles.", Finding.CONTRADICTED, "73 articles"),
        (
            "Shenzhen passed its AI regulation in November 2022.",
            Finding.CONTRADICTED,
            "adopted on 30 August 2022",
        ),
        (
            "Shenzhen passed its AI regulation in November 2022, as the first Chinese city.",
            Finding.CONTRADICTED,
            "adopted on 30 August 2022",
        ),
        ("The training voucher has a cap of 20 million yuan for each applicant.", Finding.CONTRADICTED, "10 million"),
        (
            "Shenzhen has formed a group of AI funds with a size of 100 billion yuan under the action plan.",
            Finding.CONTRADICTED,
            "target or plan",
        ),
        (
            "Shenzhen issues training vouchers of 500 million yuan a year.",
            Finding.CONTRADICTED,
            "up to 500 million yuan a year",
        ),
        ("The Shenzhen AI regulation was the second in China.", Finding.NOT_FOUND, ""),
        ("Only universities can apply for the training voucher.", Finding.NOT_FOUND, ""),
        ("The rules say of start-ups: “仅限初创企业，且仅限训力券”.", Finding.MIXED, "translation"),
        ("The training voucher is paid out in bitcoin within two days.", Finding.NOT_FOUND, ""),
        ("The programme is far too timid.", Finding.NOT_CHECKABLE, ""),
        ("深圳的条例共7章73条。", Finding.SUPPORTED, ""),
    ],
)
def test_a_claim_gets_its_finding_and_the_difference(
    library: Library, claim: str, finding: Finding, difference: str
) -> None:
    found, result = one(library, claim)
    assert found.finding is finding, (found, [citation.quote for citation in result.citations])
    assert difference in found.difference
    if finding in (Finding.SUPPORTED, Finding.CONTRADICTED):
        citation = result.citation(found.markers[0])
        assert citation.quote == citation.passage.text[citation.quote_start :][: len(citation.quote)], "verbatim"


def test_two_claims_of_a_sentence_are_judged_apart(library: Library) -> None:
    result = checked(library, "The training voucher pays start-ups 60 % of the contract; its cap is 12 million yuan.")
    assert [found.finding for found in result.claims] == [Finding.SUPPORTED, Finding.CONTRADICTED]
    assert "training voucher" in result.claims[1].claim.within


def test_another_place_contradicts_nothing(library: Library) -> None:
    """What Shenzhen pays says nothing of Chengdu."""
    found, _ = one(library, "The training voucher of Chengdu has a cap of 20 million yuan.")
    assert found.finding is Finding.NOT_FOUND


@given(st.text(alphabet=st.sampled_from("The cap is 5 %. and 深圳，。\n# -x\x00;“”1"), max_size=200))
def test_claims_are_pieces_of_the_draft_in_order(draft: str) -> None:
    at = 0
    for claim in claims_in(draft):
        assert draft[claim.start : claim.end] == claim.text
        assert claim.start >= at
        at = claim.end


@pytest.mark.parametrize(
    ("claim", "quote", "turned"),
    [
        ("Market bodies must guide the associations.", "The associations must guide market bodies.", True),
        ("The associations must guide market bodies.", "The associations must guide all market bodies.", False),
        ("市场主体应当引导行业组织。", "行业组织应当引导市场主体。", True),
    ],
)
def test_who_owes_whom_is_told_by_the_word_of_duty(claim: str, quote: str, turned: bool) -> None:
    record = Record(document="a.md", title="A", kind=Kind.LAW, language="en", sha256="")
    passage = Passage("1", "a.md", quote, (), "", "section", 0, len(quote), "en", 0)
    assert turned_round(Beside(claim, quote, Hit(passage, record, Status.IN_FORCE, 1.0), claim)) is turned


def test_hostile_drafts_end_plainly(library: Library) -> None:
    assert checked(library, "").claims == ()
    assert summary_line(checked(library, " \n\x00 ")) == "The draft makes no claim that could be checked."
    with pytest.raises(UsageError, match="characters"):
        checked(library, "x" * (LONGEST + 1))
    foreign = checked(library, "Le règlement de Shenzhen compte 7 chapitres. <script>alert(1)</script> \ud800 ''; DROP")
    assert all(found.finding is not Finding.CONTRADICTED for found in foreign.claims)


DRAFT = "# Vouchers\n\nThe cap of the training voucher is 20 million yuan for each applicant.\n\nIt is a bold scheme.\n"


def test_files_show_the_draft_with_its_claims_marked(library: Library) -> None:
    import docx as office

    result = checked(library, DRAFT)
    assert "".join(text for text, _ in pieces(result)) == DRAFT
    shown = markdown(result)
    assert "**[contradicted: draft: " in shown
    assert "**[not checkable]**" in shown
    assert "2 claims: 1 contradicted, 1 not checkable." in shown
    document = office.Document(io.BytesIO(docx(result)))
    comments = [comment.text for comment in document.comments]
    assert len(comments) == 2
    assert "10 million yuan" in comments[0]
    shape = json_shape(result)
    assert [row["verdict"] for row in shape] == ["contradicted", "not_checkable"]
    assert DRAFT[shape[0]["start"] : shape[0]["end"]] == shape[0]["text"]


def test_the_chat_checks_a_pasted_draft(library: Library) -> None:
    asked = f"Please fact-check this draft:\n{DRAFT}"
    request = read_request(asked, WHEN)
    assert request.kind == "check"
    found = reply(library.index, WordEmbedder(), request.kind, request.typed, WHEN, "en")
    assert found is not None
    assert found.lead == "2 claims: 1 contradicted, 1 not checkable."
    assert found.rows[1][1] == "contradicted"
    assert any("10 million yuan" in quote.quote for quote in found.quotes)
    assert reply(library.index, WordEmbedder(), "fact", asked, WHEN, "en") is None


@pytest.mark.parametrize(
    ("typed", "language", "draft"),
    [
        ("请核查以下稿件：深圳的条例共7章73条。", "zh", "深圳的条例共7章73条。"),
        ("Check the following paragraph for errors: The cap is 5 %.", "en", "The cap is 5 %."),
        ("The cap is 5 %. Please check this statement.", "en", "The cap is 5 %. Please"),
        ("What is the cap?", "en", ""),
    ],
)
def test_the_draft_is_told_from_the_words_around_it(typed: str, language: str, draft: str) -> None:
    assert draft_in(typed, language) == draft
