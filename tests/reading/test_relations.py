"""What a text says about others, with its own words as the quote."""

from __future__ import annotations

import pytest

from assistant.reading.record.issuing.us import code_place
from assistant.reading.record.relations import find_relations
from assistant.records import Kind, RelationKind

REPEAL_ZH = (
    "本办法自2024年3月1日起施行，有效期三年。《南海市算力补贴办法》（南府规〔2021〕3号）、《南海市数据奖励细则》同时废止。\n\n"
    "有关部门应当及时修改或者废止《旧规定》。"
)
BASIS_ZH = "第一条 为了规范算力服务，根据《中华人民共和国网络安全法》、《中华人民共和国数据安全法》等法律，制定本办法。"
ORDER = """Sec. 2. Revocation of Orders and Actions. The following executive actions are hereby revoked:

(a) Executive Order 19985 of January 20, 2021 (Advancing One Thing).

(b) The Presidential Memorandum of March 13, 2023 (Withdrawal of Certain Areas).

Sec. 3. Implementation. Executive Order 19111 remains relevant."""
COLORADO = """SECTION 1. In Colorado Revised Statutes, 6-1-1702, amend (1) as follows:

6-1-1702. Duty. (1) On and after ~~February 1, 2026~~ JUNE 30, 2026, a developer shall use care."""


def kinds(text: str, title: str = "", **more: object) -> list[tuple[RelationKind, str]]:
    return [(one.relation, one.target) for one in find_relations(text, title, **more)]  # type: ignore[arg-type]


def test_chinese_repeals_are_found_one_for_each_title_and_general_talk_is_not() -> None:
    found = [one for one in find_relations(REPEAL_ZH, "南海市算力办法") if one.relation is RelationKind.REPEALS]
    assert [one.target for one in found] == ["《南海市算力补贴办法》（南府规〔2021〕3号）", "《南海市数据奖励细则》"]
    assert all(one.quote in REPEAL_ZH and "同时废止" in one.quote for one in found)


def test_the_legal_basis_is_what_a_text_implements() -> None:
    assert kinds(BASIS_ZH) == [
        (RelationKind.IMPLEMENTS, "《中华人民共和国网络安全法》"),
        (RelationKind.IMPLEMENTS, "《中华人民共和国数据安全法》"),
    ]
    carried_out = "为贯彻落实《国务院关于推进示例行动的意见》（国发〔2025〕11号），现提出以下措施。"
    assert kinds(carried_out) == [(RelationKind.IMPLEMENTS, "《国务院关于推进示例行动的意见》（国发〔2025〕11号）")]
    english = (
        "Article 1 These Regulations are formulated in accordance with the "
        "Cybersecurity Law of the People's Republic of China and other relevant laws."
    )
    assert kinds(english) == [(RelationKind.IMPLEMENTS, "Cybersecurity Law")]


def test_a_law_as_amended_names_the_decision_and_its_day() -> None:
    passed = "2016年11月7日第十二届全国人民代表大会常务委员会通过"
    text = passed + "　根据2025年10月28日全国人民代表大会常务委员会关于修改《示例法》的决定修正"
    (found,) = find_relations(text, "示例法")
    assert (found.relation, found.target, found.date) == (
        RelationKind.AMENDED_BY,
        "关于修改《示例法》的决定",
        "2025-10-28",
    )


def test_a_list_of_revoked_orders_gives_one_relation_each_with_its_own_line() -> None:
    found = find_relations(ORDER, "Initial Rescissions", "eo:19148")
    assert [(one.relation, one.target) for one in found] == [
        (RelationKind.REPEALS, "Executive Order 19985"),
        (RelationKind.REPEALS, "The Presidential Memorandum of March 13, 2023 (Withdrawal of Certain Areas)"),
    ]
    assert all(one.quote in ORDER for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "This memorandum rescinds and replaces Office of Management (OMB) Memorandum M-24-10, Advancing Use.",
            (RelationKind.SUPERSEDES, "M-24-10"),
        ),
        (
            "This order revokes Executive Order 13960, which was issued earlier.",
            (RelationKind.REPEALS, "Executive Order 13960"),
        ),
        ("Executive Order 13960 is hereby revoked.", (RelationKind.REPEALS, "Executive Order 13960")),
        ("Regulation (EC) No 300/2008 is amended as follows:", (RelationKind.AMENDS, "Regulation (EC) No 300/2008")),
        ("Directive 95/46/EC is repealed with effect from 25 May 2018.", (RelationKind.REPEALS, "Directive 95/46/EC")),
        ("《旧办法的若干规定》由本办法替代。", (RelationKind.SUPERSEDES, "《旧办法的若干规定》")),
        ("经研究，决定废止《旧算力办法》，自2025年6月1日起施行。", (RelationKind.REPEALS, "《旧算力办法》")),
        ("《算力补贴若干措施》有效期延长至2027年12月31日。", (RelationKind.AMENDS, "《算力补贴若干措施》")),
    ],
)
def test_single_statements(text: str, expected: tuple[RelationKind, str]) -> None:
    assert kinds(text) == [expected]


def test_a_title_that_amends_lists_each_act() -> None:
    title = (
        "Regulation (EU) 2024/1689 laying down rules and amending Regulations (EC) No "
        "300/2008, (EU) No 167/2013 and Directives 2014/90/EU, (EU) 2016/797"
    )
    assert [target for _, target in kinds("", title, number="eu:regulation:2024/1689")] == [
        "Regulation (EC) No 300/2008", "Regulation (EU) No 167/2013", "Directive 2014/90/EU", "Directive (EU) 2016/797",
    ]  # fmt: skip


def test_an_act_that_moves_a_day_quotes_both_days() -> None:
    (found,) = find_relations(COLORADO, "Concerning measures", "sb:25b-004")
    assert (found.relation, found.target) == (RelationKind.AMENDS, "C.R.S. 6-1-1702")
    assert "February 1, 2026" in found.quote
    assert "JUNE 30, 2026" in found.quote
    assert found.quote in COLORADO


def test_places_of_a_code_are_comparable() -> None:
    assert code_place("C.R.S. 6-1-1702") == code_place("C.R.S. part 17 of article 1 of title 6") == "crs:6-1-17"
    assert code_place("Executive Order 14110") == ""
    text = (
        "SECTION 1. In Colorado Revised Statutes, repeal and reenact, "
        "with\namendments, part 17 of article 1 of title 6 as follows:"
    )
    assert kinds(text) == [(RelationKind.REPEALS, "C.R.S. part 17 of article 1 of title 6")]


def test_a_draft_is_a_draft_of_its_final_text() -> None:
    assert kinds("", "南海市算力若干措施（征求意见稿）") == [(RelationKind.DRAFT_OF, "南海市算力若干措施")]
    assert kinds("", "Several Measures on Compute (consultation draft)") == [
        (RelationKind.DRAFT_OF, "Several Measures on Compute")
    ]


def test_news_and_references_in_passing_say_nothing() -> None:
    assert find_relations("President Trump revoked Executive Order 14110. " + ORDER, "News", kind=Kind.NEWS) == ()
    footnote = (
        "Regulation (EU) 2016/679 on the protection of natural persons and repealing "
        "Directive 95/46/EC (OJ L 119, 4.5.2016, p. 1)."
    )
    assert find_relations(footnote, "A Regulation") == ()
    assert (
        find_relations("actions taken pursuant to the revoked Executive Order 14110 of October 30, 2023", "Order") == ()
    )


def test_a_document_never_relates_to_itself() -> None:
    assert find_relations("This order revokes Executive Order 14179.", "An order", "eo:14179") == ()


def test_the_day_of_a_repeal_is_read_where_it_is_stated() -> None:
    (english,) = find_relations("Directive 85/374/EEC is repealed with effect from 9 December 2026.", "A Directive")
    (chinese,) = find_relations(
        "决定废止《旧算力办法》（海工信规〔2020〕1号），自2025年6月1日起施行。", "关于废止《旧算力办法》的决定"
    )
    assert (english.date, chinese.date) == ("2026-12-09", "2025-06-01")
