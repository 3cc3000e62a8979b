"""The house rules that a machine can check: imports point one way, and importing does no work."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "assistant"

# A module may import from its own layer and from those above it in this list.
LAYERS = (
    ("records", "errors", "settings", "languages", "tokens"),
    ("quantities", "facts", "prompts", "serial", "filtering", "disk", "embedding"),
    ("reading", "linking", "validity", "sentences", "enumerating", "splitting"),
    ("storing", "model"),
    ("finding", "verifying"),
    ("answering", "desks"),
    ("assistant",),
    ("evaluating",),
    ("chain", "telling", "watching", "page", "cli"),
    ("__main__", "__init__"),
)
LAYER_OF = {name: level for level, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms of this package that a module imports, those for type checking left out."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "assistant":
            parts = node.module.split(".")
            names = [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
            found |= {"assistant" if name in ("Assistant", "Settings") else name for name in names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    mine = room(path)
    assert mine in LAYER_OF, f"{mine} has no place in LAYERS yet"
    wrong = {name for name in imported(path) if name != mine and LAYER_OF.get(name, 99) > LAYER_OF[mine]}
    assert not wrong, f"{mine} (layer {LAYER_OF[mine]}) imports from above: {wrong}"


def test_the_check_itself_catches_a_wrong_import(tmp_path: Path) -> None:
    wrong = tmp_path / "records.py"
    wrong.write_text("from assistant.answering.steps import Answering\nfrom assistant import cli\n", "utf-8")
    assert imported(wrong) == {"answering", "cli"}
    assert LAYER_OF["answering"] > LAYER_OF["records"]


def test_importing_the_facade_brings_no_heavy_library() -> None:
    code = (
        "import sys, assistant; from assistant import Assistant, Settings; "
        "print(sorted({'gradio', 'chromadb', 'langchain_core', 'langchain_openai', 'openai', 'onnxruntime', 'numpy',"
        " 'trafilatura', 'pypdf', 'rich'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_room_is_overfull(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 450
