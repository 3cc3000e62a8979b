"""True rewordings pass, and what they turn round, leave out or add does not: whole verdicts on short passages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.language.script import language_of
from assistant.proving import Evidence, verify_sentence
from assistant.records import Verdict

REWORDINGS = Path(__file__).parents[1] / "data" / "verifying" / "rewordings.jsonl"
FLAGGED, PROVEN = 0.05, 0.5


def verdict(sentence: str, passage: str) -> Verdict:
    return verify_sentence(sentence, {1: Evidence(passage, "", language_of(passage))}, [1]).verdict


@pytest.mark.slow
def test_few_true_rewordings_are_refuted_and_most_are_proven() -> None:
    rows = [json.loads(line) for line in REWORDINGS.read_text("utf-8").splitlines()]
    claims = [(text, row["passage"]) for row in rows for text in row["true"]]
    verdicts = [verdict(text, passage) for text, passage in claims]
    assert len(claims) >= 120
    assert sum(found is Verdict.UNSUPPORTED for found in verdicts) <= FLAGGED * len(claims)
    assert sum(found is Verdict.SUPPORTED for found in verdicts) >= PROVEN * len(claims)


VOUCHER = "训力券的资助不超过算力服务合同额的50%，初创企业为60%，每个申请人最高1000万元。\n主管单位是深圳市科技创新局。"
RISKS = (
    "高风险的人工智能应用应当采用事前评估和风险预警的监管模式。"
    "中低风险的人工智能应用应当采用事前披露和事后跟踪的监管模式。"
)
MAYORS = "The provider shall keep the records at the disposal of the authority. The act was adopted by the Senate."
EXCEPTION = "除涉及国家安全和公民人身安全的领域外，允许低风险人工智能产品先行先试。"
STRUCK = (
    "SB25B-004: On and after ~~February 1, 2026~~ June 30, 2026, a developer shall use reasonable care; it is short."
)
LISTS = "The following are prohibited:\n(1) selling the vouchers to other companies;\n(2) using them for mining."


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("The cap of the training voucher (训力券) is 10 million yuan.", VOUCHER),  # a name in brackets before "is"
        ("市科创局主管训力券。", VOUCHER),  # a body by its short form
        ("The grant halts when a firm breaks the law.", "The subsidy is stopped where a company violates the law."),
        ("The records must be kept by the provider at the authority's disposal.", MAYORS),
        ("The board has to review its plan at least once a year.", "The board must review its plan at least annually."),
        ("至2024年的行动计划共18项措施。", "行动计划（2023—2024年）共18项措施。"),
        ("Services that can sway opinion must be assessed.", "Services able to sway opinion shall be assessed."),
        ("On and after June 30, 2026, a developer shall use reasonable care", STRUCK),  # a run up to a semicolon
        ("The fund of half a million yuan is for schools.", "The fund of 500,000 yuan is for schools."),
        ("违法所得一至十倍的罚款。", "处违法所得一倍以上十倍以下罚款。"),
        ("最低生活保障标准为每月1309元。", "全市最低生活保障标准为每月1309元。"),
    ],
)
def test_true_rewordings_pass(sentence: str, passage: str) -> None:
    assert verdict(sentence, passage) is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("On and after February 1, 2026, a developer shall use reasonable care.", STRUCK),  # struck out
        ("All agencies, whether or not they ask, have 90 days.", "Agencies that ask have 90 days."),
        ("示范项目上限1000万元，标杆项目上限200万元。", "示范项目最高200万元，标杆项目最高1000万元。"),
    ],
)
def test_what_was_changed_is_caught(sentence: str, passage: str) -> None:
    assert verdict(sentence, passage) is not Verdict.SUPPORTED


@pytest.mark.xfail(strict=True, reason="rules for these caught none of the false claims of people who knew no rule")
@pytest.mark.parametrize(
    ("sentence", "passage", "right"),
    [
        ("涉及公民人身安全的领域不在先行先试之列。", EXCEPTION, Verdict.SUPPORTED),
        ("涉及公民人身安全的领域可以先行先试。", EXCEPTION, Verdict.UNSUPPORTED),
        # actors turned round, and another actor of the same verb
        ("The authority shall keep the records at the disposal of the provider.", MAYORS, Verdict.UNSUPPORTED),
        ("The act was adopted by the Council.", MAYORS, Verdict.UNSUPPORTED),
        # pairs exchanged
        (
            "高风险应用实行事前披露和事后跟踪，中低风险应用实行事前评估和风险预警。",
            RISKS,
            Verdict.UNSUPPORTED,
        ),
        # one word that is the opposite
        ("The vouchers are for related parties.", "The vouchers are for unrelated parties.", Verdict.UNSUPPORTED),
        (
            "The system converts text into speech.",
            "The system converts speech into text.",
            Verdict.UNSUPPORTED,
        ),
        ("产业规模下降12.1%。", "产业规模比上年增长12.1%。", Verdict.UNSUPPORTED),
        (
            "The measures apply in the health sector.",
            "The measures apply in the manufacturing sector.",
            Verdict.UNSUPPORTED,
        ),
        ("提供数据不需要主管机关批准。", "未经主管机关批准提供数据的，处十万元以上罚款。", Verdict.UNSUPPORTED),
    ],
)
def test_what_is_left_to_a_reader(sentence: str, passage: str, right: Verdict) -> None:
    assert verdict(sentence, passage) is right


def test_an_item_of_a_prohibiting_list_is_no_quote() -> None:
    found = verify_sentence("using them for mining.", {1: Evidence(LISTS, "", "en")}, [1])
    assert "word for word" not in found.why
