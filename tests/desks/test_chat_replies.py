"""What desks say to jobs typed into the chat: all sums, places side by side, all duties, two plans compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from places import PROJECT
from word_embedder import WordEmbedder

from assistant import Settings
from assistant.answering.replies import Reply
from assistant.desks import consult
from assistant.library.generations import Library
from assistant.questions.request import read_request

FILES = (
    *("sz-several-measures-2024.md", "longhua-compute-voucher.md", "guangming-ai-measures.md", "longgang-compute.md"),
    *("bj-compute-voucher-2023.md", "qianhai-ai-measures.md", "cn-generative-ai-measures-2023.md"),
    *("sz-ai-regulation-2022.md", "sz-ai-regulation-2022.zh.md", "sz-ai-action-plan-2023-2024.md"),
    *("sz-pioneer-city-plan-2025-2026.md", "sz-terminal-plan-2025-2026.md", "futian-pingshan-baoan.md"),
)
WHEN = date(2026, 11, 30)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    from assistant.ingesting import ingest

    folder: Path = tmp_path_factory.mktemp("replies") / "library"
    held = Library(Settings(library=folder), WordEmbedder().identity)
    ingest(held, WordEmbedder(), [PROJECT / "corpus" / name for name in FILES])
    return held


def said(library: Library, typed: str, *documents: str) -> Reply:
    """The desk's answer to a message that names these documents."""
    request = read_request(typed, WHEN)
    found = consult(library.index, request, documents, WHEN, request.language)
    assert found is not None
    return found


def cells(reply: Reply, *columns: str) -> list[tuple[str, ...]]:
    """The rows of a reply's table, cut to these columns."""
    heads, *rows = reply.rows
    return [tuple(row[heads.index(column)] for column in columns) for row in rows]


def test_every_sum_of_the_asker_is_reckoned_for_city_and_district(library: Library) -> None:
    found = said(
        library,
        "We are in Guangming, 60 people, no start-up any more. 14 million yuan for rented computing power (training), "
        "2 million yuan for corpora, seller unrelated. What can we get, and can we combine both?",
    )
    assert "Training voucher, Shenzhen: at most 7 million yuan" in found.lead
    assert "Compute voucher, Guangming: at most 4.2 million yuan" in found.lead
    assert "Corpus voucher, Shenzhen: at most 600,000 yuan" in found.lead
    measures = cells(found, "Measure", "Place")
    assert ("Compute platform support", "Guangming") not in measures, "a compute centre is not computing power"
    assert found.rows[0][-1] == "combining with other money"
    assert any("in principle be combined" in quote.quote for quote in found.quotes)


def test_only_the_district_is_told_where_only_it_is_asked_for(library: Library) -> None:
    typed = "我们在龙华，20人，算力花了800万元。只看区里，不算市里，能补多少？"
    assert [place for _, place in cells(said(library, typed), "措施", "地区")] == ["龙华"]


def test_rent_is_for_a_year_and_for_all_months_paid(library: Library) -> None:
    found = said(library, "We lease 1,500 sqm of office space in Qianhai, 20 people. How much rent subsidy do we get?")
    assert "1.08 million a year; over 36 months 3.24 million" in found.lead
    assert any("3 September 2024" in note for note in found.told), "what the record notes of its validity"


@pytest.mark.parametrize(
    ("typed", "worth"),
    [
        ("Longgang, Longhua or Guangming? We'd spend 18 million yuan a year on compute. What would each pay?",
         ["5.4 million", "5.4 million = 3 million", "5.4 million"]),
        ("Compute vouchers in Shenzhen, Beijing and Longhua: rate, cap, still open?", []),
    ],
)  # fmt: skip
def test_places_stand_side_by_side(library: Library, typed: str, worth: list[str]) -> None:
    found = said(library, typed)
    assert ("worth for you" in found.rows[0]) == bool(worth)
    assert len(found.rows) > 2
    if not worth:
        assert ("Beijing", "expired on 31 Dec 2025") in cells(found, "Place", "validity")


def test_all_duties_stand_by_article_and_only_those_of_whom_it_asks(library: Library) -> None:
    found = said(
        library,
        "List all the duties of providers under the Generative AI Interim Measures and what happens if they are broken",
        "cn-generative-ai-measures-2023.md",
    )
    articles = [article for (article,) in cells(found, "Article")]
    assert {"Article 7", "Article 9", "Article 14", "Article 17", "Article 21"} <= set(articles)
    assert articles == sorted(articles, key=lambda label: int(label.split()[1]))
    lead = said(
        library,
        "请把《深圳经济特区人工智能产业促进条例》里主管部门要做的事全部列出来",
        "sz-ai-regulation-2022.md",
        "sz-ai-regulation-2022.zh.md",
    )
    chinese = {row[0]: row[1] for row in cells(lead, "条文", "内容")}
    assert chinese["第43条"].startswith("条例第四十三条"), (
        "each article once, in the language asked in where it is held"
    )
    assert "第28条" in chinese, "what the translation leaves out comes from the original"
    assert "第19条" not in chinese, "it binds another department"


def test_two_plans_that_are_no_versions_stand_beside_each_other(library: Library) -> None:
    found = said(library, "What changed between the 2023-24 action plan and the 2025-26 action plan?")
    older, newer = found.rows[0][1:]
    assert "(2023–2024)" in older
    assert "Pioneer City (2025–2026)" in newer, "of two plans for those years the one whose title is nearer"
    assert any(row[0] == "Status" and row[1] == "expired at the end of 2024" for row in found.rows)
    assert any("3,000 AI companies" in cell for row in found.rows for cell in row)


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        ("For the file: what AI documents did Shenzhen issue in March 2025? Number and issuer, please.", "Number"),
        ("请列一下深圳2025年3月发布的人工智能文件，注明文号", "文号"),
    ],
)
def test_documents_are_listed_by_what_happened_when(library: Library, typed: str, column: str) -> None:
    assert ("深工信〔2025〕43号",) in cells(said(library, typed), column)


def test_a_register_quotes_what_overviews_state_of_such_days(library: Library) -> None:
    found = said(library, "Which Shenzhen plans and measures, city or district, run out between today and end of 2027?")
    assert any("Futian" in quote.quote for quote in found.quotes)


@pytest.mark.parametrize(
    "typed", ["How much is the training voucher?", "Who may apply?", "什么是训力券？", "What measures are there?"]
)
def test_a_question_is_no_job(library: Library, typed: str) -> None:
    request = read_request(typed, WHEN)
    assert consult(library.index, request, (), WHEN, request.language) is None
