"""The pages keep step with the code: paths, the picture, the lists of steps and checks, and every worked example."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
import yaml
from places import PROJECT

from assistant.answering.steps import STEPS
from assistant.desks.subsidies.profiles import profile_from
from assistant.proving.verdict import CHECKS

DOCS = PROJECT / "docs"
PAGES = [PROJECT / "README.md", *sorted(DOCS.glob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_PATH = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|tsv|md|toml|css|js|npz|yaml)|(?:[\w.-]+/)+)(?:::\w+)?`")
_THEIRS = ("notes.docx", "profile.yaml")  # files of the reader, in examples


def blocks(page: Path, language: str) -> list[str]:
    return [text for kind, text in _BLOCK.findall(page.read_text("utf-8")) if kind == language]


def section(page: Path, title: str) -> str:
    """The text under a heading, up to the next one of its level."""
    (found,) = re.findall(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", page.read_text("utf-8"), re.M | re.S)
    return str(found)


# ---------------------------------------------------------------- paths


def made_in(text: str) -> set[str]:
    """The files that worked examples write."""
    return set(re.findall(r"^# (assistant/\S+)$", text, re.M))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    """Paths are below the project or `assistant/`; a bare name is that of one file."""
    text = page.read_text("utf-8")
    names = {path.name for path in (PROJECT / "assistant").rglob("*") if "__pycache__" not in path.parts}
    lost = []
    for path in _PATH.findall(_BLOCK.sub("", text)):
        there = any((root / path).exists() for root in (PROJECT, PROJECT / "assistant"))
        known = there or path in names or path in _THEIRS or path.startswith(("data/library", "../"))
        if not known and not any(made.endswith(path) for made in made_in(text)):
            lost.append(path)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


# ---------------------------------------------------------------- the house


def layers() -> list[list[str]]:
    """The rooms by layer, from the top, as the contract of pyproject.toml has them."""
    contract = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    return [[room.strip() for room in layer.split("|")] for layer in contract["layers"]]


def imports() -> dict[str, set[str]]:
    """Which rooms each room imports, as the code has it."""
    graph = grimp.build_graph("assistant", exclude_type_checking_imports=True, cache_dir=None)
    found: dict[str, set[str]] = {}
    for module in graph.modules - {"assistant"}:
        room = module.split(".")[1]
        others = (other.split(".")[1] for other in graph.find_modules_directly_imported_by(module) if "." in other)
        found.setdefault(room, set()).update(set(others) - {room})
    return found


def picture() -> str:
    """The rooms as a Mermaid graph, from the top: an arrow an import, but for those that others imply."""
    importing = imports()
    below: dict[str, set[str]] = {}
    lines = ["flowchart TD"]
    for room in (room for layer in reversed(layers()) for room in layer):
        below[room] = importing[room].union(*(below[other] for other in importing[room]))
        shown = [one for one in importing[room] if not any(one in below[other] for other in importing[room])]
        if shown and room != "__main__":
            lines.insert(1, f"    {room} --> {' & '.join(sorted(shown))}")
    return "\n".join(lines) + "\n"


def test_the_picture_shows_which_way_imports_point() -> None:
    (drawn,) = blocks(DOCS / "house.md", "mermaid")
    assert drawn == picture(), f"put this into docs/house.md:\n{picture()}"


def test_every_room_has_a_line_in_the_order_of_the_layers() -> None:
    listed = re.findall(r"^\| `(\w+)(?:/|\.py)?` \|", section(DOCS / "house.md", "The rooms"), re.M)
    assert listed == [room for layer in layers() for room in layer if room != "__main__"]


def test_the_steps_of_an_answer_are_told_in_their_order() -> None:
    told = re.findall(r"^\d+\. \*\*(\w+)\*\*", section(DOCS / "house.md", "A question's path"), re.M)
    assert told == [step.__name__ for step in STEPS]


def test_the_checks_are_told_in_their_order() -> None:
    told = re.findall(r"^\| `(\w+)` \|", section(DOCS / "verifying.md", "The checks, in order"), re.M)
    assert told == [check.__module__.rpartition(".")[2] for check in CHECKS]


# ---------------------------------------------------------------- worked examples

EXTENDING = DOCS / "extending.md"
EXAMPLES = re.findall(r"^## (An? .*)$", EXTENDING.read_text("utf-8"), re.M)


def examples(title: str) -> Iterator[tuple[str, str, str]]:
    """The blocks of an example: what is done ("write", "change", "run"), to which file, with which text."""
    for language, text in _BLOCK.findall(section(EXTENDING, title)):
        first, _, rest = text.partition("\n")
        if language == "diff":
            yield "change", first.removeprefix("@@ "), rest
        elif first.startswith("# assistant/"):
            yield "write", first.removeprefix("# "), rest
        elif language == "python":
            yield "run", "", text


def changed(before: str, change: str) -> str:
    """A text with the lines "+" put in and "-" taken out, at the one place where the others stand."""
    lines = change.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if not line.startswith("+"))
    new = "".join(line[1:] for line in lines if not line.startswith("-"))
    assert before.count(old) == 1, f"these lines stand in the file {before.count(old)} times:\n{old}"
    return before.replace(old, new)


SLOW = {"A tab": pytest.mark.slow}  # it imports gradio


@pytest.mark.parametrize("title", [pytest.param(one, marks=SLOW.get(one, ())) for one in EXAMPLES])
def test_a_worked_example_works(title: str, tmp_path: Path) -> None:
    """In a copy of the assistant, changed as the page says, the code of the page runs."""
    shutil.copytree(PROJECT / "assistant", tmp_path / "assistant")  # with what is compiled, as times are copied too
    done = []
    for what, path, text in examples(title):
        done.append(what)
        if what == "write":
            assert not (tmp_path / path).exists()
            (tmp_path / path).write_text(text, "utf-8")
        elif what == "change":
            (tmp_path / path).write_text(changed((tmp_path / path).read_text("utf-8"), text), "utf-8")
        else:
            environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
            run = subprocess.run(
                [sys.executable, "-c", text], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
            )
            assert run.returncode == 0, run.stderr
    assert "change" in done
    assert done[-1] == "run"


def test_there_is_an_example_of_everything_that_takes_a_line_in_a_list() -> None:
    assert EXAMPLES == ["A format", "A check", "A language cue", "A jurisdiction", "A desk", "A tab"]


def test_the_profile_of_the_readme_is_read() -> None:
    (example,) = blocks(PROJECT / "README.md", "yaml")
    profile = profile_from(yaml.safe_load(example))
    assert (profile.jurisdiction, profile.starting_up) == ("CN-Shenzhen-Nanshan", True)
    assert [one.amount for one in profile.activities] == [3_200_000]
