"""Status as of any day, from own dates and from what other documents do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.validity import (
    incoming_relations,
    resolve_relations,
    section_note,
    section_status,
    status_as_of,
    status_note,
)
from assistant.records import Kind, Record, Relation, RelationKind, Status
from assistant.told import told

TODAY = date(2026, 11, 21)


def record(name: str, title: str = "", kind: Kind = Kind.MEASURE, **more: object) -> Record:
    return Record(document=name, title=title or name, kind=kind, language="en", sha256="", **more)  # type: ignore[arg-type]


def library(*pairs: tuple[Record, tuple[Relation, ...]]) -> dict[str, tuple[tuple[Relation, Record], ...]]:
    return incoming_relations([one for one, _ in pairs], resolve_relations(pairs))


def says(kind: RelationKind, target: str, quote: str = "", day: str | None = None) -> tuple[Relation, ...]:
    return (Relation(kind, target, quote, day),)


def test_own_dates_alone_give_upcoming_in_force_and_expired() -> None:
    measure = record("m.md", issued="2024-11-01", effective="2024-12-18", expires="2026-12-17")
    for day, status in [
        ("2024-12-17", "upcoming"),
        ("2024-12-18", "in_force"),
        ("2026-12-17", "in_force"),
        ("2026-12-18", "expired"),
    ]:
        assert status_as_of(measure, (), date.fromisoformat(day)) == status


def test_dates_of_reduced_precision_reach_to_their_last_day() -> None:
    plan = record("p.md", kind=Kind.PLAN, issued="2024", expires="2026")
    assert status_as_of(plan, (), date(2026, 12, 31)) is Status.IN_FORCE
    assert status_as_of(plan, (), date(2027, 1, 1)) is Status.EXPIRED
    assert status_as_of(plan, (), date(2023, 12, 31)) is Status.UPCOMING


def test_what_has_no_date_or_is_news_is_unknown() -> None:
    assert status_as_of(record("x.md"), (), TODAY) is Status.UNKNOWN
    assert status_as_of(record("n.md", kind=Kind.NEWS, issued="2024-10-04"), (), TODAY) is Status.UNKNOWN
    guessed = record("g.docx", issued="2025", origin={"issued": "file name"})
    assert status_as_of(guessed, (), TODAY) is Status.UNKNOWN
    assert (
        status_as_of(record("g.pdf", kind=Kind.GUIDANCE, issued="2023", origin={"issued": "file name"}), (), TODAY)
        is Status.IN_FORCE
    )


@pytest.mark.parametrize("status", [Status.DRAFT, Status.VETOED])
def test_a_stated_status_stands_whatever_the_dates(status: Status) -> None:
    bill = record("b.md", kind=Kind.LAW, issued="2024-09-03", effective="2025-01-01", fixed_status=status)
    assert status_as_of(bill, (), TODAY) is status


def test_a_repeal_counts_from_the_day_its_document_takes_effect() -> None:
    old = record("eo1.pdf", "Safe AI", Kind.REGULATION, number="EO 14110", issued="2023-10-30", effective="2023-10-30")
    new = record(
        "eo2.pdf", "Rescissions", Kind.REGULATION, number="EO 14148", issued="2025-01-20", effective="2025-01-20"
    )
    incoming = library(
        (old, ()), (new, says(RelationKind.REPEALS, "Executive Order 14110", "(ggg) Executive Order 14110"))
    )
    assert status_as_of(old, incoming["eo1.pdf"], date(2025, 1, 19)) is Status.IN_FORCE
    assert status_as_of(old, incoming["eo1.pdf"], date(2025, 1, 20)) is Status.REPEALED
    assert status_note(old, incoming["eo1.pdf"], TODAY) == "repealed by EO 14148 from 20 Jan 2025"
    assert status_note(old, incoming["eo1.pdf"], TODAY, "zh") == "自2025年1月20日起已被EO 14148废止"
    assert (
        status_note(old, incoming["eo1.pdf"], date(2024, 5, 1))
        == "in force; to be repealed by EO 14148 from 20 Jan 2025"
    )


def test_a_draft_repeals_nothing() -> None:
    old = record("a.md", "旧的示例办法", issued="2020-01-01")
    draft = record("b.md", "新的示例办法（征求意见稿）", issued="2025-01-01", fixed_status=Status.DRAFT)
    incoming = library((old, ()), (draft, says(RelationKind.REPEALS, "《旧的示例办法》")))
    assert status_as_of(old, incoming["a.md"], TODAY) is Status.IN_FORCE


def colorado() -> tuple[list[Record], dict[str, tuple[tuple[Relation, Record], ...]]]:
    part = "C.R.S. part 17 of article 1 of title 6"
    first = record(
        "1.pdf",
        "Consumer protections",
        Kind.LAW,
        number="SB24-205",
        issued="2024-05-17",
        effective="2026-02-01",
        jurisdiction="US-CO",
    )
    delay = record(
        "2.pdf", "Delay", Kind.LAW, number="SB25B-004", issued="2025-08-28", effective="2025-11", jurisdiction="US-CO"
    )
    anew = record(
        "3.pdf",
        "Decision technology",
        Kind.LAW,
        number="SB26-189",
        issued="2026-05-14",
        effective="2027-01-01",
        jurisdiction="US-CO",
    )
    moved = "(1) On and after ~~February 1, 2026~~ JUNE 30, 2026, a developer shall use care"
    pairs = (
        (first, says(RelationKind.AMENDS, part, "add part 17 to article 1 of title 6 as follows:")),
        (delay, says(RelationKind.AMENDS, "C.R.S. 6-1-1702", moved)),
        (
            anew,
            says(RelationKind.REPEALS, part, "repeal and reenact, with amendments, part 17 of article 1 of title 6"),
        ),
    )
    return [first, delay, anew], library(*pairs)


@pytest.mark.parametrize(
    ("day", "statuses"),
    [
        ("2025-01-01", ("upcoming", "upcoming", "upcoming")),
        ("2026-03-01", ("upcoming", "in_force", "upcoming")),
        ("2026-06-30", ("in_force", "in_force", "upcoming")),
        ("2026-11-21", ("in_force", "in_force", "upcoming")),
        ("2027-01-01", ("repealed", "repealed", "in_force")),
    ],
)
def test_an_act_is_postponed_and_then_replaced(day: str, statuses: tuple[str, ...]) -> None:
    records, incoming = colorado()
    assert tuple(status_as_of(one, incoming[one.document], date.fromisoformat(day)) for one in records) == statuses


def test_the_notes_of_a_postponed_act() -> None:
    records, incoming = colorado()
    notes = [status_note(records[0], incoming["1.pdf"], date(2026, month, 1)) for month in (3, 7)]
    assert notes[0].startswith("not yet in force: from 30 Jun 2026 (first set for 1 Feb 2026)")
    assert notes[1] == "in force; to be repealed by SB26-189 from 1 Jan 2027"


def test_a_law_repealed_before_it_takes_effect_never_holds() -> None:
    law = record("l.md", "示例促进条例", Kind.REGULATION, issued="2026-01-05", effective="2027-01-01")
    end = record("e.md", "另一部条例", Kind.REGULATION, issued="2026-06-01", effective="2026-06-01")
    incoming = library((law, ()), (end, says(RelationKind.REPEALS, "《示例促进条例》")))
    assert status_as_of(law, incoming["l.md"], date(2026, 7, 1)) is Status.REPEALED
    assert status_as_of(law, incoming["l.md"], date(2027, 2, 1)) is Status.REPEALED


def test_a_later_text_of_one_law_supersedes_the_earlier_and_is_current() -> None:
    old = record(
        "2016.md", "中华人民共和国网络安全法", Kind.LAW, issued="2016-11-07", effective="2017-06-01", jurisdiction="CN"
    )
    new = record(
        "2025.md",
        "中华人民共和国网络安全法（2025年修正）",
        Kind.LAW,
        issued="2016-11-07",
        effective="2026-01-01",
        jurisdiction="CN",
    )
    incoming = library((old, ()), (new, ()))
    assert status_as_of(old, incoming["2016.md"], date(2025, 12, 31)) is Status.IN_FORCE
    assert status_as_of(old, incoming["2016.md"], date(2026, 1, 1)) is Status.SUPERSEDED
    assert status_as_of(new, incoming["2025.md"], date(2025, 12, 31)) is Status.UPCOMING
    assert status_as_of(new, incoming["2025.md"], TODAY) is Status.IN_FORCE
    assert status_as_of(old, incoming["2016.md"], date(2010, 1, 1)) is not Status.IN_FORCE


def test_plans_of_different_periods_are_different_plans() -> None:
    first = record("1.md", "示例行动计划（2023—2024年）", Kind.PLAN, issued="2023-05-31", expires="2024")
    second = record("2.md", "示例行动计划（2025—2026年）", Kind.PLAN, issued="2025-03-03", expires="2026")
    assert resolve_relations([(first, ()), (second, ())]) == {"1.md": (), "2.md": ()}


def test_translations_and_formats_are_versions_and_share_a_repeal() -> None:
    chinese = record(
        "m.zh.md",
        "生成式人工智能服务管理暂行办法",
        Kind.REGULATION,
        issued="2023-07-10",
        effective="2023-08-15",
        jurisdiction="CN",
    )
    english = record("m.en.txt", "Interim Measures for the Management of Generative Artificial Intelligence "
    "Services", Kind.REGULATION,
                     effective="2023-08-15", jurisdiction="CN")  # fmt: skip
    other = record(
        "d.md",
        "Provisions on the Management of Deep Synthesis",
        Kind.REGULATION,
        effective="2023-08-15",
        jurisdiction="CN",
    )
    end = record("e.md", "某办法", Kind.REGULATION, issued="2028-01-01", effective="2028-02-01", jurisdiction="CN")
    pairs = (
        (chinese, ()),
        (english, ()),
        (other, ()),
        (end, says(RelationKind.REPEALS, "《生成式人工智能服务管理暂行办法》")),
    )
    resolved = resolve_relations(pairs)
    assert [(one.relation, one.target_document) for one in resolved["m.zh.md"]] == [
        (RelationKind.VERSION_OF, "m.en.txt")
    ]
    assert {one.target_document for one in resolved["e.md"]} == {"m.zh.md", "m.en.txt"}
    assert resolved["d.md"] == ()


def test_a_target_outside_the_library_stays_unresolved() -> None:
    holder = record("h.md", "An order", Kind.REGULATION, issued="2025-01-01")
    (found,) = resolve_relations([(holder, says(RelationKind.REPEALS, "Executive Order 13985"))])["h.md"]
    assert found.target_document is None


def test_what_a_document_says_of_its_own_end_counts_without_the_other() -> None:
    digest = record("d.md", "An order", Kind.REGULATION, issued="2023-10-30", effective="2023-10-30")
    incoming = library((digest, says(RelationKind.REPEALED_BY, "Executive Order 14148", day="2025-01-20")))
    assert status_as_of(digest, incoming["d.md"], date(2025, 1, 19)) is Status.IN_FORCE
    assert status_note(digest, incoming["d.md"], TODAY) == "repealed by Executive Order 14148 from 20 Jan 2025"


def test_an_extension_moves_the_end() -> None:
    measure = record("m.md", "南海市算力若干措施", issued="2022-01-01", effective="2022-01-01", expires="2024-12-31")
    notice = record("n.md", "关于延长的通知", Kind.REGULATION, issued="2024-12-01")
    words = "《南海市算力若干措施》有效期延长至2027年12月31日。"
    incoming = library((measure, ()), (notice, says(RelationKind.AMENDS, "《南海市算力若干措施》", words)))
    assert status_as_of(measure, incoming["m.md"], TODAY) is Status.IN_FORCE
    assert status_note(measure, incoming["m.md"], TODAY) == "in force until 31 Dec 2027"


def test_notes_in_both_languages() -> None:
    expired = record("v.md", issued="2023-10-11", effective="2023-10-11", expires="2025-12-31")
    assert status_note(expired, (), TODAY) == "expired on 31 Dec 2025"
    assert status_note(expired, (), TODAY, "zh") == "已于2025年12月31日失效"
    reckoned = record("s.md", effective="2024-12-18", expires="2026-12-17", origin={"expires": "text, computed"})
    assert status_note(reckoned, (), TODAY) == "in force until about 17 Dec 2026 (26 days left)"
    assert status_note(reckoned, (), TODAY, "zh") == "有效至约2026年12月17日（还剩26天）"
    assert status_note(reckoned, (), date(2026, 12, 16)) == "in force until about 17 Dec 2026 (1 day left)"
    soon = record("u.md", issued="2026-10-01", effective="2027-01-01")
    assert status_note(soon, (), TODAY) == "not yet in force: from 1 Jan 2027"
    assert status_note(soon, (), TODAY, "zh") == "尚未施行：自2027年1月1日起施行"
    plan = record("p.md", kind=Kind.PLAN, issued="2023-05-31", expires="2024")
    assert status_note(plan, (), TODAY) == "expired at the end of 2024"
    news = record("n.md", kind=Kind.NEWS, issued="2024-10-04")
    assert status_note(news, (), TODAY) == "published 4 Oct 2024"


def test_a_draft_points_to_its_final_text() -> None:
    draft = record("d.md", "Several Measures (consultation draft)", issued="2024-08-14", fixed_status=Status.DRAFT)
    final = record("f.md", "Several Measures", number="深工信规〔2024〕13号", issued="2024-12-18")
    incoming = library((draft, says(RelationKind.SUPERSEDED_BY, "Several Measures", day="2024-12-18")), (final, ()))
    assert (
        status_note(draft, incoming["d.md"], TODAY)
        == "draft, not in force; the final text is 深工信规〔2024〕13号 of 18 Dec 2024"
    )


def test_a_draft_that_only_names_what_it_drafts_points_there_too() -> None:
    draft = record("d.md", "海市算力若干措施（征求意见稿）", issued="2024-08-14", fixed_status=Status.DRAFT)
    final = record("f.md", "海市算力若干措施", issued="2024-12-18")
    incoming = library((draft, says(RelationKind.DRAFT_OF, "海市算力若干措施")), (final, ()))
    assert (
        status_note(draft, incoming["d.md"], TODAY, "zh")
        == "草案，尚未生效；正式文本为2024年12月18日的海市算力若干措施"
    )
    assert status_as_of(final, incoming["f.md"], TODAY) is Status.IN_FORCE


def test_a_card_has_a_status_of_its_own() -> None:
    card = "时间/频度: 2023 年10 月11 日起至2025 年12 月31 日止"
    assert section_status(card, TODAY) == (Status.EXPIRED, "2025-12-31")
    assert section_status(card, date(2024, 1, 1)) == (Status.IN_FORCE, "2025-12-31")
    assert section_status("联系电话：55521000", TODAY) == (Status.UNKNOWN, None)


def test_days_in_words() -> None:
    assert [told("en").day(day) for day in ("2025-12-31", "2025-11", "2025", None)] == [
        "31 Dec 2025",
        "Nov 2025",
        "2025",
        "",
    ]
    assert told("zh").day("2025-02-03") == "2025年2月3日"


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 4000),
    st.integers(0, 4000),
    st.dates(date(1999, 1, 1), date(2060, 1, 1)),
)
def test_every_day_has_one_status_and_they_come_in_order(issued: date, wait: int, length: int, day: date) -> None:
    effective = issued + timedelta(days=wait)
    expires = effective + timedelta(days=length)
    one = record("m.md", issued=issued.isoformat(), effective=effective.isoformat(), expires=expires.isoformat())
    expected = Status.UPCOMING if day < effective else Status.EXPIRED if day > expires else Status.IN_FORCE
    assert status_as_of(one, (), day) is expected
    assert status_note(one, (), day)


def test_a_card_that_states_its_own_period_is_noted() -> None:
    card = "3. 算力券\n\n时间/频度: 2023 年10 月11 日起至2025 年12 月31 日止"
    assert section_note(card, date(2026, 1, 1)) == "expired on 31 Dec 2025 (this entry)"
    assert section_note(card, date(2025, 1, 1), "zh") == "有效至2025年12月31日（本条目）"
    assert section_note(card, date(2023, 1, 1)) == "not yet in force (this entry)"
    assert section_note("4. 贷款贴息", date(2026, 1, 1)) == ""
