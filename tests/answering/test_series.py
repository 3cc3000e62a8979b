"""What a text counts off, and which of it a question asks for."""

from __future__ import annotations

import pytest
from libraries import assistant_of

from assistant import Assistant
from assistant.answering.pointing.series import series_in

PLAYBOOK = """---
title: Playbook for Robots in Government
issuer: Office for Robots
issued: 2025-02-10
---
# Playbook for Robots in Government

## Principles

We have defined four common principles for the use of robots in government.

## Principle 1: You know what a robot is

A robot moves by itself. Ask an expert where you are not sure.

## Principle 2: You use robots lawfully

Seek legal advice early.

## Principle 3: You keep robots secure

Follow the security guidance of your department.

## Principle 4: You keep a human in control

Someone must be able to stop the robot.

## Duties

An owner of a robot shall within 30 days of buying it register it.

An owner shall keep its papers for five years.

Within 90 days of the first use the owner shall send a report.

By 2027 at least 200 robots shall be in use. By 2030 more than 1,000 robots shall be in use.

The office watches over three dangers. Each of them is described in full.

These are noted here for those who come new to robots.

a) Fire — a robot may burn. b) Water — a robot may rust.

c) Wind — a robot may fall.

The owner shall not:

(a) let the robot out alone;
(b) paint the robot red;
(c) sell the robot to a child.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_of(tmp_path_factory.mktemp("series"), PLAYBOOK)


def test_items_of_one_form_make_a_series_and_another_form_none() -> None:
    text = "Risks:\n1. fire\n2. water\n3. wind\n\n(a) one\n(b) two\n\nPrinciple 1: x\nPrinciple 2: y\nPrinciple 3: z\n"
    found = series_in(text)
    assert [(one.word, [text[start:end] for start, end in one.items]) for one in found] == [
        ("", ["1. fire", "2. water", "3. wind"]),
        ("Principle", ["Principle 1: x", "Principle 2: y", "Principle 3: z"]),
    ]


def test_a_series_within_an_item_is_its_own() -> None:
    text = "（一）a\n1. x\n2. y\n3. z\n（二）b\n1. u\n2. v\n3. w\n（三）c\n"
    assert [len(one.items) for one in series_in(text)] == [3, 3, 3]


def test_roman_numbers_within_an_item_do_not_lengthen_the_letters() -> None:
    letters = "".join(f"({sign}) item\n" for sign in "abcdefgh")
    assert [len(one.items) for one in series_in(letters + "(i) first\n(ii) second\n")] == [8]
    assert [len(one.items) for one in series_in(letters + "(i) ninth\n(j) tenth\n")] == [10]


def test_a_label_may_stand_behind_a_sentence() -> None:
    text = "a) Data — it has to be good. b) Safety — first of all.\n\nc) Care — always.\n"
    (found,) = series_in(text)
    assert [text[start : start + 2] for start, _ in found.items] == ["a)", "b)", "c)"]


def test_all_items_are_quoted_where_a_question_counts_or_lists_them(assistant: Assistant) -> None:
    for question in ("List the four principles of the Playbook for Robots in Government.", "它列出了哪四条原则？"):
        quotes = [one.quote for one in assistant.ask(question).citations]
        assert sum(quote.startswith("Principle ") for quote in quotes) == 4, question


def test_only_the_items_that_are_numbered_are_quoted(assistant: Assistant) -> None:
    quotes = [
        one.quote
        for one in assistant.ask("What are principles 2 and 4 of the Playbook for Robots in Government?").citations
    ]
    first = [quote.split(":")[0] for quote in quotes if quote.startswith("Principle ")]
    assert first[:2] == ["Principle 2", "Principle 4"]


def test_another_number_of_things_is_another_series(assistant: Assistant) -> None:
    quotes = [one.quote for one in assistant.ask("What are the seven principles of the Playbook for Robots?").citations]
    assert sum(quote.startswith("Principle ") for quote in quotes) < 4


def test_items_are_known_by_their_number_where_the_section_announces_it(assistant: Assistant) -> None:
    quotes = [one.quote for one in assistant.ask("List the three dangers in the Playbook for Robots.").citations]
    assert [quote[:2] for quote in quotes[:3]] == ["a)", "b)", "c)"]
