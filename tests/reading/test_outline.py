"""Outlines of small texts of each structure, of any text, and of the real documents where they lie near."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import structures
from hypothesis import given, settings
from hypothesis import strategies as st
from places import POLICY
from structures import at, labels, markdown, source

from assistant.reading.structure.outline import outline
from assistant.records import Heading, Page, Section, Source


def paths(sections: tuple[Section, ...], unit: str) -> list[str]:
    return [section.name for section in sections if section.unit == unit]


def covers(text: str, sections: tuple[Section, ...]) -> bool:
    return "".join(text[section.start : section.end] for section in sections) == text


def test_chinese_law_has_its_own_articles_only() -> None:
    law = source(structures.CHINESE_LAW)
    sections = outline(law)
    assert labels(sections, "article") == ["第一条", "第二条", "第三条", "第四条", "第五条", "第六条"]
    assert paths(sections, "article") == [
        "第一章 总则 › 第一条",
        "第一章 总则 › 第二条",
        "第二章 数据利用 › 第一节 一般规定 › 第三条",
        "第二章 数据利用 › 第一节 一般规定 › 第四条 【平台】",
        "第二章 数据利用 › 第二节 交易 › 第五条",
        "第三章 附则 › 第六条",
    ]
    assert "第四十二条" in at(law, sections, "第三条")  # a reference at a line's start
    assert "第十一条 应当备案" in at(law, sections, "第五条")  # quoted from another act


def test_contents_list_is_a_leaf_that_is_no_part_of_the_law() -> None:
    law = source(structures.CHINESE_LAW)
    sections = outline(law)
    assert at(law, sections, "目录").split() == ["目录", "第一章", "总则", "第二章", "数据利用", "第三章", "附则"]
    assert [section.unit for section in sections if section.label == "目录"] == ["heading"]


def test_european_act_with_recitals_chapters_and_annexes() -> None:
    act = source(structures.EU_ACT)
    sections = outline(act)
    assert labels(sections, "recital") == ["(1)", "(2)", "(3)"]
    assert labels(sections, "article") == ["Article 1", "Article 2", "Article 3", "Article 4"]
    assert labels(sections, "annex") == ["ANNEX I", "ANNEX II"]
    names = paths(sections, "article")
    assert names[0] == "CHAPTER I GENERAL PROVISIONS › Article 1 Subject matter"
    assert names[2] == (
        "CHAPTER II HIGH-RISK SYSTEMS AND THEIR PROVIDERS › SECTION 1 Requirements › Article 3 Risk management"
    )
    assert "Article 2 of Regulation (EU) 2016/679" in at(act, sections, "Article 1")
    assert "HAVE ADOPTED" not in at(act, sections, "(3)")
    assert "OJ C 1" in at(act, sections, "(2)")  # a note whose number looks like a recital's


def test_bill_sections_hold_the_sections_of_the_code() -> None:
    bill = source(structures.COLORADO_BILL)
    sections = outline(bill)
    assert labels(sections, "article") == [
        "SECTION 1", "6-1-2001", "6-1-2002", "SECTION 2", "6-1-105", "SECTION 3",
    ]  # fmt: skip
    assert paths(sections, "article")[1] == "SECTION 1 › PART 20 AUTOMATED DECISIONS › 6-1-2001 Definitions"
    assert paths(sections, "article")[4] == "SECTION 2 › 6-1-105 Unfair practices"


def test_executive_order_sections() -> None:
    sections = outline(source(structures.EXECUTIVE_ORDER))
    assert labels(sections, "article") == ["Section 1", "Sec. 2", "Sec. 3", "Sec. 4"]
    assert paths(sections, "article")[3] == "Sec. 4 General Provisions"


def test_numbers_that_begin_again_in_addenda_are_told_apart_by_their_path() -> None:
    sections = outline(source(structures.KOREAN_ACT))
    assert labels(sections, "article") == [
        "Article 1", "Article 2", "Article 2-2", "Article 3", "Article 1", "Article 2", "Article 1",
    ]  # fmt: skip
    names = paths(sections, "article")
    assert len(set(names)) == len(names)
    assert names[4] == "Supplementary Provisions 1 ADDENDA <Act No. 1> › Article 1 (Enforcement date)"


def test_chinese_supplementary_rules_may_count_anew() -> None:
    text = (
        "第一条 甲。\n\n第二条 乙。\n\n第三条 丙。\n\n附 则\n\n第一条 本法自公布之日起施行。\n\n第二条 旧法同时废止。\n"
    )
    sections = outline(source(text))
    assert labels(sections, "article") == ["第一条", "第二条", "第三条", "第一条", "第二条"]
    assert paths(sections, "article")[3] == "附则 › 第一条"


@pytest.mark.parametrize(
    "reference", ["第二条规定的期限", "第二条、第三条", "第二条第一款", "第三条的规定", "第九条所称"]
)
def test_references_at_a_line_start_begin_no_article(reference: str) -> None:
    text = f"第一条 应当登记，适用本办法\n{reference}。\n第二条 应当备案。\n第三条 自公布之日起施行。\n"
    assert labels(outline(source(text)), "article") == ["第一条", "第二条", "第三条"]


def test_inserted_and_missing_articles() -> None:
    text = "第一条 甲。\n第二条 乙。\n第二条之一 丙。\n第四条 丁。\n第一百零二条 戊。\n第一百零三条 己。\n"
    assert labels(outline(source(text)), "article") == [
        "第一条",
        "第二条",
        "第二条之一",
        "第四条",
        "第一百零二条",
        "第一百零三条",
    ]


def test_articles_without_a_space_after_the_number() -> None:
    text = "第一条为了规范，制定本办法。\n第二条在本市适用。\n第三条违反第二条的，依法处理。\n"
    assert labels(outline(source(text)), "article") == ["第一条", "第二条", "第三条"]


def test_korean_articles() -> None:
    text = "제1장 총칙\n\n제1조(목적) 목적이다.\n\n제2조(정의) 뜻이다.\n\n제2조의2(특례) 제1조에 따른다.\n\n"
    text += "제3조(시행) 시행한다.\n"
    sections = outline(source(text))
    assert labels(sections, "article") == ["제1조", "제2조", "제2조의2", "제3조"]
    assert paths(sections, "article")[0] == "제1장 총칙 › 제1조 (목적)"


def test_scattered_references_make_no_law() -> None:
    text = "A report\n\nArticle 5 Prohibitions are strict.\n\nArticle 50 Duties follow.\n\nArticle 99 Fines are high.\n"
    assert labels(outline(source(text)), "article") == []


def test_articles_that_an_amending_decision_quotes_are_not_its_own() -> None:
    text = (
        "关于修改《某法》的决定\n\n一、将第二十条改为第二十一条，修改为：\n\n"
        "“第二十一条 应当履行义务。\n\n第二十二条 应当检查。\n\n"
        "第二十三条 予以处罚。”\n\n二、增加一条，作为第二十条：“第二十条 支持研究。”\n\n三、对条文顺序作相应调整。\n"
    )
    decision = source(text)
    sections = outline(decision)
    assert labels(sections, "article") == []
    assert [section.unit for section in sections] == ["preamble", "section", "section", "section"]
    assert "第二十三条 予以处罚" in text[sections[1].start : sections[1].end]


def test_articles_inserted_by_a_european_amendment_are_not_its_own() -> None:
    text = (
        "Article 1\n\nAmendments\n\nThe Regulation is amended:\n\n(1) the following Articles are inserted:\n\n"
        "‘Article 4a\n\nProcessing\n\nProviders may process.\n\nArticle 4b\n\nMore\n\nDeployers may process.’.\n\n"
        "Article 2\n\nEntry into force\n\nThis Regulation shall enter into force at once.\n"
    )
    assert labels(outline(source(text)), "article") == ["Article 1", "Article 2"]


def test_sections_numbered_by_title() -> None:
    text = "".join(
        f"TITLE {title}—SOMETHING\n\nSEC. {first}. ONE.\n\nA program.\n\nSEC. {first + 1}. TWO.\n\nA report.\n\n"
        for title, first in (("I", 101), ("II", 201))
    )
    sections = outline(source(text))
    assert labels(sections, "article") == ["SEC. 101", "SEC. 102", "SEC. 201", "SEC. 202"]
    assert paths(sections, "article")[2] == "TITLE II SOMETHING › SEC. 201 ONE"


def test_a_numbered_line_that_says_all_by_itself_is_searched() -> None:
    sections = outline(source("工作安排\n\n一、5月1日前完成申报\n\n二、6月1日前完成评审\n\n三、7月1日前拨付资金\n"))
    assert [section.unit for section in sections] == ["preamble", "section", "section", "section"]


def test_plan_by_its_numbered_headings() -> None:
    plan = source(structures.CHINESE_PLAN)
    sections = outline(plan)
    assert paths(sections, "section") == [
        "一、总体要求 › （一）指导思想",
        "一、总体要求 › （二）主要目标",
        "二、重点任务 › （三）强化算力供给",
        "二、重点任务 › （四）开放应用场景",
        "附件1 任务清单 › 一、近期任务",
        "附件1 任务清单 › 二、远期任务",
    ]
    assert labels(sections, "heading") == ["一、总体要求", "二、重点任务", "附件1"]
    assert "2.名词解释" in at(plan, sections, "（四）开放应用场景")  # the list of annexes is no annex


def test_question_and_answer_stay_together() -> None:
    faq = source(structures.FAQ)
    sections = outline(faq)
    assert labels(sections, "section") == ["一、贷款对象有哪几类？", "二、有哪些申请条件？", "三、向谁申请？"]
    assert "（二）其他人员" in at(faq, sections, "二、有哪些申请条件？")


def test_questions_with_their_own_mark() -> None:
    text = "Questions\n\nQ1: Who may apply?\nA: Any firm.\n\nQ2: By when?\nA: By 1 May.\n"
    assert labels(outline(source(text)), "section") == ["Q1: Who may apply?", "Q2: By when?"]


def test_one_card_is_one_leaf_with_its_fields_and_chapter() -> None:
    guide = source(structures.GUIDE)
    sections = outline(guide)
    assert paths(sections, "card") == [
        "一、综合篇 › 1. 老旧厂房改造",
        "一、综合篇 › 2. 楼宇改造项目促进发展",
        "二、制造业篇 › （一）智能制造 › 1. 算力券",
    ]
    card = at(guide, sections, "1. 老旧厂房改造")
    assert card.startswith("1. 老旧厂房改造")
    assert all(words in card for words in ("依据文件", "给予最高五百万元补助", "1．在本市注册"))


def test_guidance_by_capitals_numbers_labels_and_its_contents_list() -> None:
    guidance = source(structures.GUIDANCE)
    sections = outline(guidance)
    assert paths(sections, "section") == [
        "Executive summary",
        "OVERVIEW › 1. Introduction",
        "OVERVIEW › 2. Suggested actions › GOVERN 1.1: Legal requirements are understood.",
        "OVERVIEW › 2. Suggested actions › GOVERN 1.2: Trust is part of policy.",
        "OVERVIEW › 2. Suggested actions › 2.1 Recording",
        "OVERVIEW › 2. Suggested actions › 2.2 Reviewing",
        "RISK AND CONTROL",
    ]
    assert "GV-1.1-001 | Suggested Action: Align" in at(guidance, sections, "GOVERN 1.1")


def test_news_is_one_leaf_of_paragraphs() -> None:
    sections = outline(source(structures.NEWS))
    assert [(section.unit, section.path, section.label) for section in sections] == [("paragraphs", (), "")]


def test_marked_headings_and_the_documents_own_title() -> None:
    digest = markdown(
        "# Title of the digest\n\nIntroduction.\n\n## Money\n\n### Vouchers\n\nUp to 60%.\n\n### Loans\n\nUp to 5."
        "\n\n## Sources\n\nThe gazette."
    )
    sections = outline(digest)
    assert [(section.unit, section.name) for section in sections] == [
        ("preamble", "Title of the digest"),
        ("heading", "Money"),
        ("section", "Money › Vouchers"),
        ("section", "Money › Loans"),
        ("section", "Sources"),
    ]


def test_digest_of_an_act_keeps_its_other_headings() -> None:
    digest = markdown(
        "# Digest\n\nIntro.\n\n## Duties\n\n### Article 4\n\nOne.\n\n### Article 5(1)(h): biometrics\n\nTwo.\n\n"
        "### Article 6\n\nThree.\n\n## Sources\n\nThe journal."
    )
    sections = outline(digest)
    assert labels(sections, "article") == ["Article 4", "Article 5(1)(h)", "Article 6"]
    assert sections[-1].path == ("Sources",)
    assert paths(sections, "article")[1] == "Duties › Article 5(1)(h): biometrics"


def test_marked_chapters_of_a_law_in_markdown() -> None:
    law = markdown(
        "# 某条例\n\n某日通过\n\n## 第一章 总则\n\n第一条 甲。\n\n第二条 乙。\n\n## 第二章 附则\n\n第三条 丙。"
    )
    sections = outline(law)
    assert [(section.unit, section.name) for section in sections] == [
        ("preamble", "某条例"),
        ("heading", "第一章 总则"),
        ("article", "第一章 总则 › 第一条"),
        ("article", "第一章 总则 › 第二条"),
        ("heading", "第二章 附则"),
        ("article", "第二章 附则 › 第三条"),
    ]


def test_numbered_measures_of_a_long_part_are_leaves() -> None:
    measures = "\n\n".join(
        f"{number}. Measure {number} gives support. " + "It helps firms. " * 20 for number in range(1, 6)
    )
    sections = outline(source(f"Measures\n\n1.1 Compute for all\n\n{measures}\n\n1.2 Data for all\n\nMore."))
    assert labels(sections, "section") == ["1", "2", "3", "4", "5", "1.2 Data for all"]
    first = next(section for section in sections if section.label == "1")
    assert first.path == (
        "1.1 Compute for all",
        "1. Measure 1 gives support. It helps firms. It helps firms. It helps…",
    )


def test_pages_of_a_leaf_are_those_of_its_words() -> None:
    text = "第一条 甲。\n\n第二条 乙。\n\n乙之二。\n\n第三条 丙。\n"
    cut, last = text.index("乙之二"), text.index("第三条")
    pages = (Page(1, 0, cut), Page(2, cut, last), Page(3, last, len(text), "iii"))
    sections = outline(source(text, pages=pages))
    assert [(section.first_page, section.last_page) for section in sections] == [(1, 1), (1, 2), (3, 3)]


def test_blank_texts_have_no_leaves() -> None:
    assert outline(source("")) == ()
    assert outline(source(" \n\n\u3000\t\n")) == ()


# Property tests: texts made of the lines that structures are made of, in any order.
PARTS = [
    "第一条",
    "“第二条 引用",
    "”",
    "Article 1",
    "1. ",
    "一、",
    "（一）",
    "ANNEX I",
    "目录",
    "x ...... 7",
    " ",
    "a: b | c: d",
]
LINES = st.sampled_from(
    [*sorted({line for text in structures.ALL.values() for line in text.split("\n") if line.strip()}), *PARTS]
)
TEXTS = st.one_of(
    st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n", " \n \n"])), max_size=40).map(
        lambda pairs: "".join(line + gap for line, gap in pairs)
    ),
    st.text(max_size=200),
    st.text(alphabet="第一条章节、（）. \n1aA“”|:：。", max_size=200),
)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    text = draw(TEXTS)
    starts = [index for index in range(len(text)) if index == 0 or text[index - 1] == "\n"]
    chosen = draw(st.lists(st.sampled_from(starts), max_size=6, unique=True)) if starts else []
    headings = []
    for start in sorted(chosen):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            headings.append(Heading(start, end, draw(st.integers(1, 6))))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=3)))
    bounds = [0, *cuts, len(text)]
    pages = [Page(number, first, last) for number, (first, last) in enumerate(pairwise(bounds), 1)]
    return source(text, headings=tuple(headings), pages=tuple(pages) if draw(st.booleans()) else ())


@given(sources())
@settings(max_examples=300, deadline=None)
def test_leaves_cover_any_text_exactly(any_source: Source) -> None:
    sections = outline(any_source)
    text = any_source.text
    if not text.strip():
        assert sections == ()
        return
    assert covers(text, sections)
    assert sections[0].start == 0
    for before, after in pairwise(sections):
        assert before.end == after.start
    for section in sections:
        assert text[section.start : section.end].strip()
        assert section.unit in {"article", "recital", "annex", "section", "card", "heading", "preamble", "paragraphs"}
        assert (section.first_page is None) == (not any_source.pages)
        assert section.first_page is None or section.first_page <= (section.last_page or 0)


# The real documents.

COUNTS = [
    ("regulations/sz-ai-industry-promotion-regulations-2022.zh.md", 73),
    ("regulations/derived-sz-ai-regulations-2022.zh.docx", 73),
    ("regulations/sz-data-regulations-2021.zh.md", 100),
    ("regulations/sh-data-regulations-2021.zh.md", 91),
    ("regulations/cn-cybersecurity-law-2016-superseded.zh.md", 79),
    ("regulations/cn-cybersecurity-law-2025-amended.zh.md", 81),
    ("regulations/cn-data-security-law-2021.zh.md", 55),
    ("regulations/cn-algorithm-recommendation-provisions-2021.zh.md", 35),
    ("regulations/cn-generative-ai-interim-measures-2023.zh.md", 24),
    ("regulations/cn-generative-ai-interim-measures-2023.cac.html", 24),
    ("regulations/derived-cn-generative-ai-interim-measures-2023.gb18030.txt", 24),
    ("regulations/derived-cn-generative-ai-interim-measures-2023.zh.two-column.pdf", 24),
    ("regulations/cn-generative-ai-interim-measures-2023.en.casi.txt", 24),
    ("regulations/cn-network-data-security-regulations-2024.zh.md", 64),
    ("regulations/cn-network-data-security-regulations-2024.en.moj.pdf", 64),
    ("regulations/eu-ai-act-2024-1689.oj.en.pdf", 113),
    ("regulations/us-eo-14110-safe-secure-trustworthy-ai.pdf", 13),
    ("regulations/us-eo-14148-initial-rescissions.pdf", 4),
    ("regulations/us-eo-14179-removing-barriers.pdf", 6),
    ("measures/gz-tianhe-hkmacao-youth-startup-measures-2023.html", 13),
]


@cache
def read(name: str) -> Source:
    from assistant.reading.sources import read_sources

    (found,) = read_sources(POLICY / name)
    return found


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize(("name", "count"), COUNTS, ids=[Path(name).name for name, _ in COUNTS])
def test_articles_of_the_real_laws_counted_exactly(name: str, count: int) -> None:
    real = read(name)
    sections = outline(real)
    assert covers(real.text, sections)
    articles = [section for section in sections if section.unit == "article"]
    assert len(articles) == count
    assert len({section.label for section in articles}) == count


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_articles_of_a_scan_counted_exactly() -> None:
    sections = outline(read("regulations/derived-sz-ai-regulations-2022.zh.scan-no-text.pdf"))
    assert len(labels(sections, "article")) == len(set(labels(sections, "article"))) == 73


@pytest.mark.slow
@pytest.mark.shared
def test_the_european_ai_act_entire() -> None:
    act = read("regulations/eu-ai-act-2024-1689.oj.en.pdf")
    sections = outline(act)
    units = Counter(section.unit for section in sections)
    assert (units["article"], units["recital"], units["annex"]) == (113, 180, 13)
    assert labels(sections, "article") == [f"Article {number}" for number in range(1, 114)]
    assert labels(sections, "recital") == [f"({number})" for number in range(1, 181)]
    (ninth,) = [section for section in sections if section.label == "Article 9"]
    assert ninth.path == (
        "CHAPTER III HIGH-RISK AI SYSTEMS",
        "SECTION 2 Requirements for high-risk AI systems",
        "Article 9 Risk management system",
    )
    assert ninth.first_page == 56
    chapters = {section.path[0].split()[1] for section in sections if section.path and section.unit == "article"}
    assert len(chapters) == 13


@pytest.mark.shared
def test_the_korean_act_with_three_addenda() -> None:
    sections = outline(read("regulations/kr-ai-framework-act-2025.en.md"))
    own = [section for section in sections if section.unit == "article" and "Supplementary" not in section.path[0]]
    assert len(own) == 46  # 43 and the inserted 17-2, 22-2 and 22-3
    names = [section.name for section in sections]
    assert len(set(names)) == len(names)


@pytest.mark.shared
def test_acts_of_colorado_and_california() -> None:
    act = outline(read("regulations/us-co-sb24-205-signed-act.pdf"))
    code = [section.label for section in act if section.path[:1] == ("SECTION 1",) and section.unit == "article"]
    assert code == ["SECTION 1", *(f"6-1-170{number}" for number in range(1, 8))]
    repealing = outline(read("regulations/us-co-sb26-189-admt.pdf"))
    assert [label for label in labels(repealing, "article") if label.startswith("SECTION")] == [
        f"SECTION {number}" for number in range(1, 7)
    ]
    assert {f"6-1-170{number}" for number in range(1, 10)} <= set(labels(repealing, "article"))
    bill = outline(read("regulations/us-ca-sb1047-2024-enrolled-VETOED.html"))
    assert (
        {"22602", "22603", "22604", "22605", "22606", "22607", "22608", "22609", "11547.6", "11547.6.1"}
        >= {label for label in labels(bill, "article") if not label.startswith("SEC")}
        >= {"22602", "22603", "22607", "11547.6"}
    )
    assert sum(label.startswith("SEC") for label in labels(bill, "article")) == 8


@pytest.mark.slow
@pytest.mark.shared
def test_the_guide_of_145_cards() -> None:
    guide = read("measures/bj-industry-policy-guide-2024.zh.pdf")
    sections = outline(guide)
    cards = [section for section in sections if section.unit == "card"]
    assert len(cards) == 145
    assert {section.path[0] for section in cards} == {
        "一、综合篇", "二、两业融合篇", "三、先进制造业篇", "四、现代服务业篇", "五、现代基础设施篇", "六、现代农业篇",
    }  # fmt: skip
    (voucher,) = [section for section in cards if section.label.endswith("北京市人工智能算力券实施方案")]
    assert (voucher.path[0], voucher.first_page, voucher.last_page) == ("三、先进制造业篇", 82, 83)
    text = guide.text[voucher.start : voucher.end]
    assert "200 万元" in text
    assert "联络方式" in text


@pytest.mark.shared
def test_every_real_document_is_covered() -> None:
    from assistant.errors import Unreadable
    from assistant.reading.sources import read_sources

    def readable() -> Iterator[Source]:
        for path in sorted(POLICY.rglob("*.*")):
            if path.suffix in {".md", ".txt", ".html"}:
                try:
                    yield from read_sources(path)
                except Unreadable:
                    continue

    seen = 0
    for real in readable():
        assert covers(real.text, outline(real)), real.name
        seen += 1
    assert seen >= 15
