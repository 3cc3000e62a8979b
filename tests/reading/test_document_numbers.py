"""Document numbers: one canonical form however they are written, and nothing taken for a number that is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.record.document_numbers import canonical_number, find_numbers

SAME = [
    (
        "深府规[2024]1",
        [
            "深府规〔2024〕1号",
            "深府规[2024]1号",
            "深府规（2024）1号",
            "深府规【2024】01号",
            "深府规［2024］1号",
            "根据深府规〔2024〕第1号",
        ],
    ),
    ("国发[2025]11", ["国发〔2025〕11号", "现印发国发〔2025〕11号", "（国发〔2025〕11号）"]),
    (
        "国务院令790",
        [
            "国令第790号",
            "国务院令第790号",
            "中华人民共和国国务院令 第790号",
            "State Council Decree No. 790",
            "Decree of the State Council of the People’s Republic of China\n\nNo.790",
        ],
    ),
    (
        "国家互联网信息办公室令15",
        ["国家互联网信息办公室等七部门令第15号", "国家互联网信息办公室\n\n国家广播电视总局\n\n令\n\n第15号"],
    ),
    (
        "eu:regulation:2024/1689",
        [
            "Regulation (EU) 2024/1689",
            "REGULATION (EU) 2024/1689 OF THE EUROPEAN PARLIAMENT",
            "Regulation 2024/1689",
            "（欧盟）2024/1689号条例",
        ],
    ),
    ("eu:directive:2014/90", ["Directive 2014/90/EU", "Directives 2014/90/EU"]),
    ("sb:24-205", ["SB24-205", "SB 24-205", "S.B. 24-205", "Senate Bill 24-205", "SENATE BILL 24-205", "SB 24–205"]),
    ("sb:25b-004", ["SB25B-004", "SENATE BILL 25B-004", "SB 25B-004"]),
    ("sb:1047", ["SB 1047", "SB-1047", "SB1047", "Senate Bill\n\nNo. 1047"]),
    ("ab:2013", ["AB 2013", "Assembly Bill 2013"]),
    (
        "eo:14179",
        [
            "EO 14179",
            "E.O. 14179",
            "Executive Order 14179",
            "Executive Order (E.O.) 14179",
            "Executive Order No. 14179",
            "第14179号行政令",
        ],
    ),
    ("omb:m-25-21", ["M-25-21", "M–25–21"]),
    ("uk:cp:1242", ["CP 1242", "Command Paper Number: 1242", "Command Paper No. 1242"]),
    ("nist:ai-600-1", ["NIST AI 600-1", "NIST.AI.600-1"]),
    ("act:20676", ["Act No. 20676", "법률 제20676호"]),
]


@pytest.mark.parametrize(("canonical", "written"), [(canonical, one) for canonical, many in SAME for one in many])
def test_the_same_number_written_differently_is_equal(canonical: str, written: str) -> None:
    assert canonical_number(f"see {written}.") == canonical


@pytest.mark.parametrize(
    ("written", "display"),
    [
        ("深府规[2024]1号", "深府规〔2024〕1号"),
        ("SENATE BILL 24-205", "SB24-205"),
        ("SB-1047", "SB 1047"),
        ("Executive Order 14110", "EO 14110"),
        ("REGULATION (EU) 2024/1689", "Regulation (EU) 2024/1689"),
        ("国务院令第790号", "国令第790号"),
    ],
)
def test_a_number_is_shown_in_its_usual_spelling(written: str, display: str) -> None:
    assert find_numbers(written)[0].display == display


@pytest.mark.parametrize(
    "words",
    [
        "电话：010-55529650",
        "粤ICP备15016469号-2",
        "Section 1047 applies",
        "2024/05/17",
        "第15号",
        "30%",
        "CP value",
        "令人满意",
    ],
)
def test_what_is_no_document_number_is_left_alone(words: str) -> None:
    assert find_numbers(words) == ()


def test_numbers_of_a_list_are_all_found_in_order() -> None:
    text = "Regulations (EC) No 300/2008 and Executive Order 13985, then 京大数据发〔2024〕1号。"
    found = find_numbers(text)
    assert [one.canonical for one in found] == ["eu:regulation:300/2008", "eo:13985", "京大数据发[2024]1"]
    assert all(text[one.start : one.end] == one.text for one in found)


@given(st.text(alphabet="深府规发〔〕[]（）202419号令第国务院SBEO -.MRegulation/", max_size=60))
def test_spans_match_the_text_and_the_canonical_form_is_stable(text: str) -> None:
    for one in find_numbers(text):
        assert text[one.start : one.end] == one.text
        assert canonical_number(one.display) == one.canonical
