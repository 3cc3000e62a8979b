"""The words of a question in the other language."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.data import table
from assistant.language import dictionary as translating
from assistant.language.dictionary import glossary, own_terms, translate, translated


def alternatives(text: str, source: str, target: str) -> set[tuple[str, ...]]:
    return {alternative for term in translate(text, source, target) for alternative in term.alternatives}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("训力券", ("train", "voucher")),
        ("語料券的上限", ("corpus", "voucher")),
        ("模力营", ("model", "camp")),
        ("具身智能机器人", ("embodi", "robot")),
        ("漳州", ("zhangzhou",)),
        ("补贴", ("subsidi",)),
        ("自行车", ("bicycl",)),
    ],
)
def test_chinese_words_have_english_ones(chinese: str, english: tuple[str, ...]) -> None:
    assert english in alternatives(chinese, "zh", "en")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("training vouchers", ("训力", "力券")),
        ("the Model Camp", ("模力", "力营")),
        ("embodied AI", ("具身", "身智", "智能")),
        ("trade secrets", ("商业", "业秘", "秘密")),
        ("bicycle", ("自行", "行车")),
        ("penalties", ("罚款",)),
    ],
)
def test_english_words_have_chinese_ones(english: str, chinese: tuple[str, ...]) -> None:
    assert chinese in alternatives(english, "en", "zh")


def test_numbers_and_names_stay_as_they_are_beside_translations() -> None:
    assert ("2024/1689",) in alternatives("Regulation 2024/1689", "en", "zh")
    assert ("llm",) in alternatives("LLM的备案", "zh", "en")
    assert ("14110",) in alternatives("第14110号行政命令", "zh", "en")


def test_traditional_and_simplified_questions_have_the_same_translation() -> None:
    assert translate("政府採購的商業機密", "zh", "en") == translate("政府采购的商业机密", "zh", "en")


def test_other_languages_keep_their_tokens() -> None:
    assert translate("GDPR 2016/679", "ko", "en") == own_terms("GDPR 2016/679")


def test_a_pair_of_characters_that_is_no_word_is_not_meant() -> None:
    meant = {term.source: term.meant for term in own_terms("训练补贴")}
    assert meant["训练"]
    assert meant["补贴"]
    assert not meant["练补"]


def test_translated_gives_tokens_with_their_shares() -> None:
    shares = translated("算力券")
    assert shares["voucher"] == pytest.approx(1 / 2)
    assert translated("") == {}


def test_the_glossary_is_well_formed_and_names_what_policy_needs() -> None:
    lines = table("glossary.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert len(rows) >= 150
    assert all(len(row) == 2 and all(name for field in row for name in field.split("|")) for row in rows)
    assert {"训力券", "语料券", "模型券", "算力券", "模力营"} <= glossary().chinese.keys()


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_translated_either_way(text: str) -> None:
    for source, target in (("zh", "en"), ("en", "zh")):
        for term in translate(text, source, target):
            assert term.alternatives
            assert all(alternative and all(alternative) for alternative in term.alternatives)


@pytest.mark.slow
def test_the_dictionary_is_made_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = translating.prepare()
    assert path.parent.parent == tmp_path
    stamp = path.stat().st_mtime_ns
    assert translating.prepare().stat().st_mtime_ns == stamp
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
