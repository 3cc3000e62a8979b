"""Language by script, and folding for comparison."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.folding import fold
from assistant.language.script import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Which compute subsidies can a Shenzhen start-up get?", "en"),
        ("深圳初创企业可以申请哪些算力补贴？", "zh"),
        ("行政院及所屬機關使用生成式AI參考指引", "zh"),
        ("⼈⼯智能产业⾼质量发展", "zh"),  # Kangxi radicals, as PDF fonts give them
        ("AI 补贴", "zh"),
        ("What is 算力券?", "en"),
        ("GPT-4o 大模型备案流程", "zh"),
        ("2025년 소상공인 상생성장지원자금 시행 공고", "ko"),
        ("제1조(목적) 이 법은 人工知能의 발전을 위하여", "ko"),
        ("人工知能に関する法律の概要をまとめました。", "ja"),
        ("“奥の细道”是日本的一部游记，作者是松尾芭蕉，写于十七世纪末的旅途之中，后人多有研究。", "zh"),
        ("", "en"),
        ("2024 — 50%", "en"),
    ],
)
def test_the_language_is_told_by_what_says_more(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("深圳經濟特區人工智慧產業促進條例", "深圳经济特区人工智慧产业促进条例"),
        ("乾燥與乾隆", "干燥与乾隆"),
        ("２０２４年１１月１日（試行）", "2024年11月1日(试行)"),
        ("⼈⼯智能", "人工智能"),
        ("ﬁnancial", "financial"),
        ("Article 5(1)(h)", "Article 5(1)(h)"),
    ],
)
def test_folding_makes_writings_of_the_same_words_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
