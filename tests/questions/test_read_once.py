"""A question's words are read once: a trace of a whole answer counts the readers that are given them."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from assistant import Assistant, Settings
from assistant.language import dates, names, quantities, script, terms, tokens
from assistant.language.folding import fold, lower_latin, same_length_fold

READERS: dict[str, Any] = {
    "tokens": tokens.tokens,
    "language": script.language_of,
    "names": names.known_names,
    "quantities": quantities.find_quantities,
    "dates": dates.find_dates,
    "terms": terms.terms_of,
    "terms beside": terms.terms_beside,
}
MEASURE = """---
title: Measures of Longhua District for supporting artificial intelligence
jurisdiction: CN-Shenzhen-Longhua
issued: 2024-11-27
expires: 2026-12-31
---
# Measures of Longhua District for supporting artificial intelligence

## Article 4 Compute voucher

Longhua's compute voucher pays at most 30 % of a company's purchases. The cap is 3 million yuan for each company.
The measures are valid until 31 December 2026.
"""
CHINESE = """---
title: 龙华区人工智能措施
---
# 龙华区人工智能措施

第四条 龙华区的算力券最高不超过采购额的30%，每家企业上限500万元。

第五条 算力券按采购额的20%给予资助，每年最高200万元。
"""
QUESTIONS = (
    "What is the cap of Longhua's compute voucher in 2024, and when does Article 4 expire?",
    "Why is the cap of Longhua's compute voucher 9 million yuan?",
    "How many companies does the Measures of Longhua District support?",
    "龙华区算力券2024年最高多少钱？第四条什么时候到期？",
)
NOTHING = "What does Elon Musk say of vouchers in Chengdu?"  # refused by its names alone


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("once")
    (folder / "measure.md").write_text(MEASURE, "utf-8")
    (folder / "chinese.md").write_text(CHINESE, "utf-8")
    found = Assistant(Settings(library=folder / "library"))
    found.ingest([folder / "measure.md", folder / "chinese.md"])
    found.ask("warm up")  # engines and tables
    return found


def uncached(monkeypatch: pytest.MonkeyPatch) -> dict[Any, str]:
    """The code of each reader, with its caches taken away everywhere, so that no second reading hides in one."""
    codes = {}
    for name, reader in READERS.items():
        plain = getattr(reader, "__wrapped__", reader)
        codes[plain.__code__] = name
        for module in [module for key, module in sys.modules.items() if key.startswith("assistant.")]:
            for attribute, value in list(vars(module).items()):
                if value is reader and value is not plain:
                    monkeypatch.setattr(module, attribute, plain)
    return codes


def forms_of(question: str) -> set[str]:
    """A question as typed, and in the forms in which texts are compared."""
    readable = unicodedata.normalize("NFKC", question)
    forms = {question, readable, fold(question), fold(question).lower()}
    return forms | {same_length_fold(form) for form in forms} | {lower_latin(same_length_fold(form)) for form in forms}


def readings(assistant: Assistant, question: str, codes: dict[Any, str]) -> Counter[str]:
    """How often each reader is called with the words of a question while it is answered."""
    forms, found = forms_of(question), Counter[str]()

    def trace(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and frame.f_code in codes and frame.f_locals.get("text") in forms:
            found[codes[frame.f_code]] += 1

    sys.setprofile(trace)
    try:
        assistant.ask(question)
    finally:
        sys.setprofile(None)
    return found


@pytest.mark.parametrize("question", [*QUESTIONS, NOTHING])
def test_each_reader_reads_a_question_once(
    assistant: Assistant, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = readings(assistant, question, uncached(monkeypatch))
    assert {name: times for name, times in found.items() if times > 1} == {}
    assert found["terms"] == 0, "terms are read beside the quantities that are known already"
    needed = {"tokens", "language", "names"} | ({"quantities", "terms beside"} if question is not NOTHING else set())
    assert needed <= set(found)


def test_a_second_reading_is_noticed(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.answering import steps

    def again(answering: Any, case: Any) -> Any:
        names.known_names(case.asked.whole.text)
        yield from ()

    codes = uncached(monkeypatch)
    monkeypatch.setattr(steps, "STEPS", (steps.understand, again, *steps.STEPS[1:]))
    assert readings(assistant, QUESTIONS[0], codes)["names"] == 2
