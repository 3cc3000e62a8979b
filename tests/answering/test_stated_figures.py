"""All time limits, or all targets, of a document."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from libraries import assistant_of

from assistant import Assistant

ACT = """---
title: Robot Register Act
issuer: Parliament of Robotland
issued: 2025-02-10
---
# Robot Register Act

Article 1. An owner of a robot shall register it within 30 days of buying it.

Article 2. An owner shall paint the robot blue.

Article 3. The office shall answer no later than 90 days after the registration.

Article 4. The act was debated for three days.

Article 5. By 2027 at least 200 robots shall be registered. They shall walk 5,000 dogs.

Article 6. By 2030 more than 1,000 robots shall be registered.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_of(tmp_path_factory.mktemp("figures"), ACT)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which deadlines does the Robot Register Act set?", ["within 30 days", "no later than 90 days"]),
        ("What are the 2027 targets of the Robot Register Act?", ["5,000 dogs"]),
        ("What are the targets of the Robot Register Act?", ["200 robots", "more than 1,000"]),
    ],
)
def test_each_sentence_that_sets_one_is_quoted_first(assistant: Assistant, question: str, first: Sequence[str]) -> None:
    quotes = [one.quote for one in assistant.ask(question).citations]
    assert all(words in quote for words, quote in zip(first, quotes, strict=False)), quotes


def test_a_figure_is_quoted_with_the_year_that_it_is_of(assistant: Assistant) -> None:
    quote = assistant.ask("What are the 2027 targets of the Robot Register Act?").citations[0].quote
    assert quote.startswith("By 2027") or "By 2027" in quote
    assert "2030" not in quote
