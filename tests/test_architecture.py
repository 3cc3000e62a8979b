"""The house rules that import-linter does not check, and that it checks the others.

What breaks a rule today stands in a table with the reason, or with "to be cut"; whatever no longer breaks it has to be
taken from the table, so that tables only shrink.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from house import Module, broad_excepts, functions, modules_of, twice
from places import PROJECT

LINES, FUNCTION, FILES, TOP = 350, 50, 16, 8

LONG_FILES = {"assistant.records": "the nouns of the whole house, read together"}
LONG_FUNCTIONS: dict[str, str] = {}
SAME_NAMES = {
    "en": "a file a language: what readers know of it, and what is told in it",
    "zh": "the same",
}
BOUNDARIES = {"assistant.reading.boundary": "no single file may end an ingest, whatever fails on it"}


@cache
def modules() -> list[Module]:
    return modules_of(PROJECT)


def check(found: Iterable[str], excused: dict[str, str], rule: str) -> None:
    """What breaks a rule is what its table excuses, no more and no less."""
    broken = set(found)
    assert broken - excused.keys() == set(), rule
    assert excused.keys() - broken == set(), f"{rule}: keeps it by now; take it from the table"


def test_no_file_is_too_long() -> None:
    check((m.name for m in modules() if m.lines > LINES), LONG_FILES, f"at most {LINES} lines a file")


def test_no_function_is_too_long() -> None:
    found = (name for module in modules() for name, lines in functions(module) if lines > FUNCTION)
    check(found, LONG_FUNCTIONS, f"at most {FUNCTION} lines a function")


def test_no_folder_is_overfull() -> None:
    folders = Counter(module.path.parent for module in modules())
    assert {str(folder): count for folder, count in folders.items() if count > FILES} == {}
    assert folders[PROJECT / "assistant"] <= TOP, "rooms, not modules: the top has few"


def test_no_two_modules_have_one_name() -> None:
    check((found.split(":")[0] for found in twice(modules())), SAME_NAMES, "a name says which module is meant")


def test_errors_are_caught_narrowly() -> None:
    check((module.name for module in modules() for _ in broad_excepts(module)), BOUNDARIES, "errors are caught by name")


def run(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_the_facade_brings_no_heavy_library() -> None:
    heavy = ["gradio", "chromadb", "langchain_core", "langchain_openai", "openai", "onnxruntime", "numpy"]
    heavy += ["trafilatura", "pypdf", "pypdfium2", "rich"]
    code = "import sys, assistant; from assistant import Assistant, Settings; print({*sys.argv[1:]} & {*sys.modules})"
    assert run(code, *heavy) == "set()"


IMPORT_ALL = """
import importlib, sys

WORK = ("open", "os.mkdir", "os.remove", "os.rename", "subprocess.Popen", "os.fork", "os.posix_spawn", "os.system",
        "_thread.start_new_thread", "socket.connect", "socket.getaddrinfo", "sqlite3.connect")
package, found = sys.argv[1], set()

def watch(event, arguments):
    frame = sys._getframe(1) if event in WORK else None
    while frame is not None and "importlib" not in frame.f_code.co_filename:  # what another library does at its import
        if frame.f_code.co_filename.startswith(package):
            found.add(f"{frame.f_code.co_filename}:{frame.f_lineno}: {event} {arguments[0]}")
        frame = frame.f_back

sys.addaudithook(watch)
for name in sys.argv[2:]:
    importlib.import_module(name)
print(*sorted(found), sep="\\n")
"""


@pytest.mark.slow
def test_importing_a_module_does_no_work() -> None:
    """No file is opened, no thread or process started: tables are read when they are first needed."""
    names = [module.name for module in modules() if module.path.name != "__main__.py"]
    assert run(IMPORT_ALL, str(PROJECT / "assistant"), *names) == ""


def test_work_at_import_is_seen(tmp_path: Path) -> None:
    (tmp_path / "busy.py").write_text("import json\nwith open(__file__) as file:\n    file.read()\n", "utf-8")
    found = run("import sys; sys.path.insert(0, sys.argv[1])" + IMPORT_ALL, str(tmp_path), "busy")
    assert found == f"{tmp_path}/busy.py:2: open {tmp_path}/busy.py"


# ---------------------------------------------------------------- import-linter

UPWARD = {"language/dates.py": "from assistant.finding import searching\n", "finding/searching.py": ""}
CIRCLE = {"language/dates.py": "from assistant.language import days\n"}
CIRCLE["language/days.py"] = "def day():\n    from assistant.language import dates\n"
SIDEWAYS = {"finding/searching.py": "from assistant.proving import judging\n", "proving/judging.py": ""}
UNKNOWN = {"attic/old.py": ""}


@pytest.mark.parametrize(
    ("files", "broken"),
    [
        ({}, ""),
        (UPWARD, "assistant.language is not allowed to import assistant.finding"),
        (SIDEWAYS, "assistant.finding is not allowed to import assistant.proving"),
        (CIRCLE, "No cycles are allowed in assistant.language"),
        (UNKNOWN, "attic"),
    ],
    ids=["none", "upward", "sideways", "circle", "a room that no layer names"],
)
def test_a_wrong_import_is_caught(tmp_path: Path, files: dict[str, str], broken: str) -> None:
    """The contracts of pyproject.toml, over a scratch house with the same rooms."""
    contract = (PROJECT / "pyproject.toml").read_text("utf-8")
    (tmp_path / "pyproject.toml").write_text(contract, "utf-8")
    layers = tomllib.loads(contract)["tool"]["importlinter"]["contracts"][0]["layers"]
    rooms = [name.strip() for layer in layers for name in layer.split("|")]
    for path in ("", *rooms, *(str(Path(file).parent) for file in files)):
        (tmp_path / "assistant" / path).mkdir(parents=True, exist_ok=True)
        (tmp_path / "assistant" / path / "__init__.py").touch()
    for file, text in files.items():
        (tmp_path / "assistant" / file).write_text(text, "utf-8")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    told = " ".join(done.stdout.split())
    assert done.returncode == (1 if broken else 0), told + done.stderr
    assert broken in told
