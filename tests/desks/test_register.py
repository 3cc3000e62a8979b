"""Register questions: event, period, place and kind are read, and every document that fits is listed once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from making import document, passages

from assistant.desks.register import Wanted, lead, register, table, wanted_in
from assistant.library.generations import Library
from assistant.library.index import Index
from assistant.records import Kind
from assistant.settings import Settings

NOW = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("asked", "language", "event", "since", "until"),
    [
        ("Which policies expire by the end of 2026?", "en", "expires", NOW, date(2026, 12, 31)),
        ("what policies run out next year?", "en", "expires", date(2027, 1, 1), date(2027, 12, 31)),
        ("Which laws came into force after 2024?", "en", "effective", date(2025, 1, 1), None),
        ("Which US laws take effect in 2026?", "en", "effective", date(2026, 1, 1), date(2026, 12, 31)),
        ("What was issued between May 2025 and July 2025?", "en", "issued", date(2025, 5, 1), date(2025, 7, 31)),
        ("哪些政策在2026年底前到期？", "zh", "expires", NOW, date(2026, 12, 31)),
        ("哪些政策在2026年底之前到期？", "zh", "expires", NOW, date(2026, 12, 31)),
        ("哪些政策在2026年底之前到期（包括已经失效的）？", "zh", "expires", None, date(2026, 12, 31)),
        ("Of these measures, which have already run out?", "en", "expires", None, NOW),
        ("2025年发布了哪些措施？", "zh", "issued", date(2025, 1, 1), date(2025, 12, 31)),
        ("which measures are drafts?", "en", "draft", None, None),
    ],
)  # fmt: skip
def test_event_and_period_are_read(
    asked: str, language: str, event: str, since: date | None, until: date | None
) -> None:
    wanted = wanted_in(asked, language, NOW)
    assert wanted
    assert (wanted.event, wanted.since, wanted.until) == (event, since, until)


def test_a_question_about_no_event_is_none() -> None:
    assert wanted_in("What is the cap of the training voucher?", "en", NOW) is None


def test_places_and_kinds_narrow() -> None:
    wanted = wanted_in("Which Shenzhen plans are in force now?", "en", NOW)
    assert wanted
    assert (wanted.places, wanted.kinds) == (("CN-Shenzhen",), (Kind.PLAN,))


@pytest.fixture
def index(tmp_path: Path, embedder) -> Index:
    made = (
        document("plan.md", "Plan.", title="Plan", title_zh="计划", kind=Kind.PLAN, jurisdiction="CN-Shenzhen",
                 issued="2025-02-18", effective="2025-02-18", expires="2026", number="1"),
        document("plan.zh.md", "计划。", title="计划", title_zh="计划", kind=Kind.PLAN, jurisdiction="CN-Shenzhen",
                 issued="2025-02-18", effective="2025-02-18", expires="2026", number="1"),
        document("measure.md", "Measure.", title="Measure", kind=Kind.MEASURE, jurisdiction="CN-Shenzhen-Nanshan",
                 issued="2024-12-18", effective="2024-12-18", expires="2027-01-15"),
        document("law.md", "Law.", title="Law", kind=Kind.LAW, jurisdiction="CN", effective="2021-09-01"),
        document("news.md", "News.", title="News", kind=Kind.NEWS, jurisdiction="CN-Shenzhen", issued="2025-03-01"),
    )  # fmt: skip
    library = Library(Settings(library=tmp_path / "library"), embedder.identity)
    with library.locked(), library.building() as (writer, generation):
        for one in made:
            pieces = passages(one)
            vectors = embedder.embed_passages([piece.text for piece in pieces])
            writer.put(one, pieces, vectors, files=[f"/files/{one.name}"], fingerprint=one.record.sha256)
        library.commit(writer, generation)
    library.refresh()
    return library.index


def test_all_that_fit_are_listed_once_and_the_rest_counted(index: Index) -> None:
    found = register(index, Wanted("expires", NOW, date(2026, 12, 31)), NOW, "en")
    assert [entry.record.document for entry in found.entries] == ["plan.md"], "a translation is the same document"
    assert [record.document for record in found.unknown] == ["law.md"], "it states no end; news hold and end nothing"
    assert lead(found, "en").startswith("1 of the library's documents expire from 30 Nov 2026 to 31 Dec 2026.")
    assert lead(found, "zh").startswith("资料库中有1份文件到期")
    head, row = table(found, "zh")
    assert len(head) == len(row)
    assert row[0] == "计划"


def test_a_city_has_its_districts_documents(index: Index) -> None:
    found = register(index, Wanted("held", places=("CN-Shenzhen",)), NOW, "en")
    assert [entry.record.document for entry in found.entries] == ["plan.md", "measure.md"]
    late = register(index, Wanted("held", places=("CN-Shenzhen",)), date(2027, 3, 1), "en")
    assert not late.entries
