"""Tokens of both languages, and the word index: found, updated, counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.tokens import tokens
from assistant.library.word_index import WordEntry, WordIndex

ENTRIES = [
    WordEntry("a1", "a.md", "en", "Compute vouchers", "Chapter II › Article 38", "A start-up receives 60% of the fee."),
    WordEntry(
        "a2", "a.md", "en", "Compute vouchers", "Chapter II › Article 39", "Universities apply before 2024-05-31."
    ),
    WordEntry("b1", "b.md", "zh", "训力券办法", "第一章 › 第三条", "深府规〔2024〕1号规定，训力券最高资助1,000万元。"),
    WordEntry("c1", "c.md", "zh", "繁體", "", "人工智慧產業的發展與監管"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    WordIndex.build(tmp_path / "words", ENTRIES)
    return tmp_path / "words"


def found(index: WordIndex, language: str, question: str, **more: object) -> list[str]:
    ids = [entry.row_id for entry in ENTRIES] + ["d1"]
    at = dict(zip(index.slots(ids).tolist(), ids, strict=True))
    weights = dict.fromkeys(tokens(question), 1.0)
    return [at[slot] for slot in index.find(language, weights, 10, **more).tolist()]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Regulation (EU) 2024/1689", "2024/1689"),
        ("Rule 6.6.6 applies", "6.6.6"),
        ("1,646 companies", "1646"),
        ("at most 30%", "30%"),
        ("SB24-205", "sb24-205"),
        ("SB 24-205", "24-205"),
        ("深府规〔2024〕1号", "〔2024〕1号"),
        ("深府规（2024）1号", "〔2024〕1号"),
        ("市政府发布了深府规〔2024〕1号", "深府规〔2024〕1号"),
        ("第三十八条", "§38"),
        ("第一百零三條", "§103"),
        ("Article 38", "§38"),
        ("subsidies", "subsidi"),
        ("subsidy", "subsidi"),
        ("３０％", "30%"),
    ],
)
def test_numbers_and_names_are_kept_whole(text: str, expected: str) -> None:
    assert expected in tokens(text)


def test_traditional_and_simplified_chinese_are_the_same_words() -> None:
    assert tokens("人工智慧產業") == tokens("人工智慧产业")


def test_words_that_the_segmenter_does_not_know_are_found_by_their_pairs_of_characters() -> None:
    assert {"训力", "力券"} <= set(tokens("训力券"))


def test_common_words_are_left_out_but_negations_and_duties_stay() -> None:
    assert tokens("what is the") == []
    assert {"must", "not", "shall"} <= set(tokens("they must not, and shall not"))


@given(st.text(max_size=300))
def test_any_text_has_tokens_without_white_space_or_upper_case(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not any(character.isspace() for character in token)
        assert token == token.lower()


def test_a_passage_is_found_by_its_words_title_and_article_in_its_language(folder: Path) -> None:
    index = WordIndex(folder)
    assert found(index, "en", "start-ups receive") == ["a1"]
    assert found(index, "zh", "人工智慧产业") == ["c1"]
    assert found(index, "zh", "深府规〔2024〕1号") == ["b1"]
    assert found(index, "en", "训力券") == []
    assert found(index, "en", "第三十九条")[0] == "a2"
    assert found(index, "en", "universities start-up", documents=[]) == []
    assert found(index, "zh", "资助 发展", documents=["c.md"]) == ["c1"]


def test_an_update_takes_documents_out_and_in(folder: Path) -> None:
    before = WordIndex(folder)
    WordIndex.update(folder, [WordEntry("d1", "d.md", "en", "New", "", "Quantum subsidies")], ["a.md"])
    after = WordIndex(folder)
    assert len(after) == 3
    assert found(after, "en", "quantum") == ["d1"]
    assert found(after, "en", "start-ups universities") == []
    assert found(before, "en", "start-ups") == ["a1"], "a reader that is open keeps what it opened"
    assert after.slots(["a1"]).tolist() == [-1]
    slot = int(after.slots(["b1"])[0])
    assert len(after.content(slot)) == len(tokens(ENTRIES[2].text))


def test_frequency_counts_passages(folder: Path) -> None:
    index = WordIndex(folder)
    assert index.frequency("训力") == 1
    assert index.frequency("nowhere") == 0


@pytest.mark.parametrize(
    "hostile", ["text:a AND (", '"', "*", "\\", "a' OR 1=1 --", "🙂", "\x00", "\ud800", "+-!(){}[]^~?:"]
)
def test_no_query_is_syntax(folder: Path, hostile: str) -> None:
    index = WordIndex(folder)
    index.find("en", {hostile.replace("\ud800", "?"): 1.0}, 5)
    index.find("en", dict.fromkeys(tokens(hostile), 1.0), 5)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    WordIndex.build(tmp_path / "words", [])
    index = WordIndex(tmp_path / "words")
    assert len(index) == 0
    assert index.find("en", {"a": 1.0}, 5).tolist() == []
    assert index.slots(["x"]).tolist() == [-1]


def test_a_folder_that_was_not_finished_is_not_usable(folder: Path) -> None:
    assert WordIndex.usable(folder)
    (folder / "format").unlink()
    assert not WordIndex.usable(folder)


def test_threads_share_one_index(folder: Path) -> None:
    index = WordIndex(folder)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: found(index, "en", "start-ups receive"), range(200)))
    assert results == [["a1"]] * 200
