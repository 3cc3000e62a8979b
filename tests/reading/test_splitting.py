"""Passages: an exact cover, within the bound, whole sentences, rows, items and quotations."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
import structures
from hypothesis import given, settings
from hypothesis import strategies as st
from places import POLICY
from structures import document, markdown, source

from assistant.language.sentences import is_row, paragraph_ends, quotations, sentence_ends
from assistant.language.tokens import estimate_tokens
from assistant.reading.structure.splitting import BOUND, LONGEST_ROW, split
from assistant.records import Document, Page, Passage, Section


def passages_of(text: str) -> tuple[Passage, ...]:
    return split(document(source(text)))


def sentences(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in pairwise([0, *sentence_ends(text, 0, len(text))])]


def check_cover(whole: Document, passages: tuple[Passage, ...]) -> None:
    """What holds of the passages of any document."""
    assert "".join(passage.text for passage in passages) == (whole.text if whole.text.strip() else "")
    assert all(before.end == after.start for before, after in pairwise(passages))
    assert len({passage.id for passage in passages}) == len(passages)
    for position, passage in enumerate(passages):
        assert passage.position == position
        assert passage.text == whole.text[passage.start : passage.end]
        assert passage.text.strip()
        assert re.fullmatch("[0-9a-f]{8,32}", passage.id)
        assert passage.document == whole.name


def check_sentences(whole: Document, passages: tuple[Passage, ...]) -> None:
    """No passage begins inside a sentence that is within the bound (quotations of many sentences count as one)."""
    text = whole.text
    quoted = quotations(text)
    for passage in passages:
        (holder,) = [section for section in whole.sections if section.start <= passage.start < section.end]
        if passage.start == holder.start:
            continue
        ends = [holder.start, *paragraph_ends(text, holder.start, holder.end)]
        if passage.start in ends:
            continue
        start = max(end for end in ends if end < passage.start)
        end = min(end for end in ends if end > passage.start)
        stops = [start, *sentence_ends(text, start, end, quoted)]
        if passage.start in stops:
            continue
        first = max(stop for stop in stops if stop < passage.start)
        last = min(stop for stop in stops if stop > passage.start)
        assert estimate_tokens(text[first:last]) > BOUND


def test_a_short_leaf_is_one_passage() -> None:
    law = document(source(structures.CHINESE_LAW))
    passages = split(law)
    check_cover(law, passages)
    assert [(p.label, p.path, p.unit, p.start, p.end) for p in passages] == [
        (s.label, s.path, s.unit, s.start, s.end) for s in law.sections
    ]


def test_articles_are_never_joined_however_short() -> None:
    passages = passages_of("第一条 甲。\n\n第二条 乙。\n\n第三条 丙。\n")
    assert [passage.label for passage in passages] == ["第一条", "第二条", "第三条"]


def test_a_long_article_is_parted_at_its_items_and_each_part_knows_it() -> None:
    duty = "企业应当建立健全管理制度并定期开展自查自纠工作，" * 6
    items = "\n\n".join(f"（{number}）{duty}及时报告。" for number in "一二三四五六七八九")
    text = f"第一条 甲。\n\n第二条 企业应当履行下列义务：\n\n{items}\n\n违反前款规定的，予以处罚。\n\n第三条 丙。\n"
    parts = [passage for passage in passages_of(text) if passage.label == "第二条"]
    assert len(parts) > 2
    assert parts[0].path == ("第二条",)
    assert all(part.path[0] == "第二条" and part.unit == "article" for part in parts)
    assert parts[1].path == ("第二条", f"（{parts[1].text[1]}）")
    assert all(part.text.startswith("（") for part in parts[1:])
    assert all(estimate_tokens(part.text) <= BOUND for part in parts)


def test_nested_items_of_an_english_article() -> None:
    long = "the use of systems for the assessment of natural persons over a certain period of time " * 9
    items = "\n\n".join(f"({letter}) {long};" for letter in "abcdefghi")
    article = f"Article 2\n\nPractices\n\n1. The following are prohibited:\n\n{items}"
    text = f"Article 1\n\nScope\n\nOne.\n\n{article}\n\nArticle 3\n\nEnd\n\nLast.\n"
    parts = [passage for passage in passages_of(text) if passage.label == "Article 2"]
    assert parts[0].path == ("Article 2 Practices",)
    for part in parts[1:]:  # (i) after (h) is a letter, not a Roman one under it
        assert part.path == ("Article 2 Practices", "1.", part.text[:3])


def test_a_lead_in_stays_with_its_first_item() -> None:
    filler = "Departments shall keep a register of all the systems that they use. " * 22
    item = "(a) the name of the system and the purpose for which it is used by the department; " * 4
    text = f"{filler}\n\nThe register shall contain the following:\n\n{item}"
    first, second = passages_of(text)
    assert first.text.strip().endswith("that they use.")
    assert second.text.startswith("The register shall contain the following:")


def test_rows_of_a_table_stay_whole() -> None:
    condition = "在本市注册并正常经营，" * 5 + "信用良好"
    rows = "\n".join(f"名称: 项目{number} | 金额: {number}万元 | 条件: {condition}" for number in range(30))
    passages = passages_of(f"资助标准\n\n{rows}\n")
    assert len(passages) > 2
    for passage in passages:
        for line in passage.text.strip().split("\n"):
            assert not line or line.startswith("名称: ") or line == "资助标准"
            assert not line.startswith("名称") or line.endswith("信用良好")


def test_a_row_over_the_bound_stays_whole_up_to_a_limit() -> None:
    row = "Name: grant | Conditions: " + "registered here and in good standing, " * 70
    assert BOUND < estimate_tokens(row) < LONGEST_ROW
    assert len(passages_of(f"Name: a | Conditions: none\n{row}\nName: b | Conditions: some\n")) == 3
    endless = "Name: grant | " + "Condition: registered here and in good standing | " * 200
    parts = passages_of(endless)
    assert all(estimate_tokens(part.text) <= BOUND for part in parts)
    assert all(part.text.endswith(" | ") for part in parts[:-1])


def test_a_quotation_is_kept_whole_wherever_it_falls() -> None:
    sentence = "Officials met firms on Monday to hear what they need from the city. "
    quote = "“We want compute. We want data. We want talent. And we want all of it soon, or we shall go elsewhere.”"
    for before in range(10, 40):
        passages = passages_of(f"{sentence * before}{quote} the founder said. {sentence * 20}")
        assert sum(quote in passage.text for passage in passages) == 1


def test_a_quotation_over_paragraphs_is_kept_whole_where_it_fits() -> None:
    sentence = "会议听取了各方面的意见和建议，研究了下一步的重点工作安排。"
    quote = "“我们要加快建设。\n\n我们要开放场景。\n\n我们要降低成本。”"
    for before in range(10, 30):
        passages = passages_of("\n\n".join([*[sentence] * before, quote, *[sentence] * 15]))
        assert sum(quote in passage.text for passage in passages) == 1


def test_short_neighbours_under_one_heading_share_a_passage() -> None:
    digest = markdown(
        "# Scheme\n\nIntro.\n\n## Support\n\n### Rate\n\n60%.\n\n### Cap\n\n5 million.\n\n## Sources\n\nThe gazette."
    )
    passages = split(document(digest))
    assert [(passage.section, passage.label) for passage in passages] == [
        ("Scheme", "Scheme"),
        ("Support", "Support"),
        ("Support › Rate – Cap", "Rate – Cap"),
        ("Sources", "Sources"),
    ]


def test_a_sentence_over_the_bound_is_cut_at_its_clauses() -> None:
    text = "；".join("企业应当按照规定报送有关材料，并对材料的真实性负责" for _ in range(60)) + "。"
    passages = passages_of(text)
    assert len(passages) > 1
    assert all(estimate_tokens(passage.text) <= BOUND for passage in passages)
    assert all(passage.text.endswith("；") for passage in passages[:-1])


def test_text_without_any_mark_is_cut_all_the_same() -> None:
    for text in ("a" * 50_000, "深" * 20_000, "word " * 10_000, "\n".join("词" * 30 for _ in range(500))):
        passages = passages_of(text)
        assert "".join(passage.text for passage in passages) == text
        assert all(estimate_tokens(passage.text) <= BOUND for passage in passages)


def test_ids_follow_from_document_place_and_words_alone() -> None:
    text = structures.CHINESE_PLAN
    ids = [passage.id for passage in passages_of(text)]
    assert ids == [passage.id for passage in passages_of(text)]
    changed = passages_of(text.replace("（四）开放应用场景", "（四）开放更多场景"))
    assert [old == new.id for old, new in zip(ids, changed, strict=True)].count(False) == 1
    whole = document(source(text))
    renamed = replace(whole, record=replace(whole.record, document="other.txt"))
    assert not {passage.id for passage in split(renamed)} & set(ids)


def test_language_is_the_passages_own() -> None:
    passages = passages_of("第一条 制定本办法。\n\n第二条 This article is in English.\n\n第三条 自公布之日起施行。\n")
    assert [passage.language for passage in passages] == ["zh", "en", "zh"]


def test_pages_of_a_part_are_its_own() -> None:
    sentence = "The department shall keep a register of the systems that it uses every day. "
    text = sentence * 60
    cut = len(sentence) * 30
    pages = (Page(7, 0, cut), Page(8, cut, len(text)))
    passages = split(document(source(text, pages=pages)))
    assert passages[0].first_page == passages[0].last_page == 7
    assert passages[-1].first_page == passages[-1].last_page == 8
    assert all((p.first_page, p.last_page) in {(7, 7), (7, 8), (8, 8)} for p in passages)


def test_headings_exist_as_passages_of_their_own() -> None:
    passages = passages_of(structures.CHINESE_PLAN)
    assert [passage.text.split()[0] for passage in passages if passage.unit == "heading"] == [
        "一、总体要求", "二、重点任务", "附件1",
    ]  # fmt: skip


def test_a_document_without_outline_is_split_by_its_paragraphs() -> None:
    text = "\n\n".join(f"Paragraph {number} says something. " + "It goes on. " * 30 for number in range(8))
    whole = document(source(text), ())
    passages = split(whole)
    check_cover(whole, passages)
    assert all(passage.text.startswith("Paragraph") for passage in passages)
    assert split(document(source(" \n "))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Art. 5 applies. So does No. 3 of the U.S. list. Dr. Li agrees.",
        "The fee is 3.5 million. It is due on 1 Jan. 2026 at noon. Pay.",
    ],
)
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert len(sentences(text)) == 3


def test_chinese_sentences_and_quotations() -> None:
    assert sentences("他说：“可以。马上办。”他离开。结束！") == ["他说：“可以。马上办。”", "他离开。", "结束！"]
    assert sentences("他说：“可以。马上办”，随后离开。") == ["他说：“可以。马上办”，随后离开。"]
    assert sentences("金额为3.5万元。见https://a.b/c?d=e。完") == ["金额为3.5万元。", "见https://a.b/c?d=e。", "完"]


def test_a_table_row_is_told_from_running_text() -> None:
    assert is_row("名称: x | 金额: y", 0, 13)
    assert not is_row("this | that", 0, 11)
    assert not is_row("As follows: one or two", 0, 22)


WORDS = ["企业可以申请资助", "自公布之日起施行", "the department shall act", "see Art. 5", "“他说", "”", "3.5%", "U.S."]
STOPS = ["。", "；", "，", ". ", ", ", "! ", " ", "？”"]
MARKS = [*STOPS, "\n", "\n\n", "：\n", "\n（一）", "\n1. ", "\n(a) ", "\n名称: 甲 | 金额: 乙\n"]
TEXTS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS), st.integers(1, 60)), min_size=1, max_size=30
).map(lambda parts: "".join((word * (1 if count < 50 else count)) + mark for word, mark, count in parts) * 3)


@given(st.one_of(TEXTS, st.text(max_size=300), TEXTS.map(lambda text: text * 4)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_covered_in_whole_sentences(text: str) -> None:
    whole = document(source(text))
    passages = split(whole)
    check_cover(whole, passages)
    if text.strip():
        check_sentences(whole, passages)
    for passage in passages:
        size = estimate_tokens(passage.text)
        row = is_row(passage.text, 0, len(passage.text)) and "\n" not in passage.text.strip()
        assert size <= BOUND + 0.01 or (row and size <= LONGEST_ROW)


@given(st.text(max_size=400), st.lists(st.integers(1, 399), max_size=5, unique=True))
@settings(max_examples=100, deadline=None)
def test_any_outline_is_covered(text: str, cuts: list[int]) -> None:
    bounds = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    spans = [(start, end) for start, end in pairwise(bounds)]
    if any(not text[start:end].strip() for start, end in spans):
        return  # no leaf is blank
    sections = tuple(Section(("A", str(start)), str(start), "section", start, end) for start, end in spans)
    whole = document(source(text), sections)
    check_cover(whole, split(whole))


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "regulations/sz-data-regulations-2021.zh.md",
        "regulations/kr-ai-framework-act-2025.en.md",
        "regulations/us-ca-sb1047-2024-enrolled-VETOED.html",
        "plans/cn-ai-plus-manufacturing-opinions-2025.zh.md",
        "plans/uk-ai-opportunities-action-plan-2025.govuk.html",
        "regulations/us-eo-14110-safe-secure-trustworthy-ai.pdf",
    ],
)
def test_real_documents_in_passages_within_the_bound(name: str) -> None:
    from assistant.reading.sources import read_sources

    (real,) = read_sources(POLICY / name)
    whole = document(real)
    passages = split(whole)
    check_cover(whole, passages)
    assert max(estimate_tokens(passage.text) for passage in passages) <= LONGEST_ROW
    articles = [section for section in whole.sections if section.unit == "article"]
    starts = {passage.start for passage in passages}
    assert all(article.start in starts for article in articles)


@given(st.lists(st.text("abc \n.", min_size=0, max_size=400), min_size=1, max_size=8))
def test_a_quote_stands_on_its_own_pages(texts: list[str]) -> None:
    """Every piece of every passage is on the pages that the text's own page spans say, whatever pages are blank."""
    pages, start = [], 0
    for number, words in enumerate(texts, 3):
        pages.append(Page(number, start, start + len(words)))
        start += len(words)
    made = document(source("".join(texts), pages=tuple(pages)))
    for passage in split(made) if made.text.strip() else ():
        for begin in range(0, len(passage.text), 7):
            piece = passage.text[begin : begin + 5]
            if not piece.strip():
                continue
            at = passage.start + begin + len(piece) - len(piece.lstrip())
            own = max(page.number for page in pages if page.start <= at < max(page.end, page.start + 1))
            assert passage.pages(begin, begin + 5)[0] == own
