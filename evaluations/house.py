"""Counts the house: how much code there is, how it is cut up, and what is there more than once.

    python evaluations/house.py [TREE] [--beside TREE] [--list]

TREE is a working tree of the project, by default this one; `--beside` adds the same figures of another in a second
column, and `--list` names what was counted. Every figure is read from the source but two: `readers of numerals` are
the functions of one text that give 12 for 十二, `writers` those of one number that give 十二 for 12, found by calling
them in a process of the tree's own.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
NUMERALS = [
    "十二",
    "二十",
    "一百零三",
    "二〇二四",
    "两",
    "三万五千",
    "一亿",
    "廿一",
    "12",
    "１２",
    "壹佰",
    "百",
    "零",
    "一千零一",
    "半",
]


@dataclass(frozen=True)
class Figure:
    """One line of the table: how many, and what they are."""

    name: str
    count: int
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Module:
    """A source file with its name ("assistant.language.dates") and its tree."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


def modules_of(tree: Path) -> list[Module]:
    found = []
    for path in sorted((tree / "assistant").rglob("*.py")):
        parts = path.relative_to(tree).with_suffix("").parts
        text = path.read_text("utf-8")
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(path, name, text, ast.parse(text)))
    return found


def count(tree: Path) -> list[Figure]:
    """The table of a tree."""
    modules = modules_of(tree)
    folders = Counter(str(module.path.parent.relative_to(tree)) for module in modules)
    fullest, most = folders.most_common(1)[0]
    longest = max(modules, key=lambda module: module.lines)
    length, function = max((lines, name) for module in modules for name, lines in functions(module))
    top = [module.path.name for module in modules if module.path.parent == tree / "assistant"]
    return [
        Figure("files", len(modules)),
        Figure("lines", sum(module.lines for module in modules)),
        Figure("files in the fullest folder", most, (fullest,)),
        Figure("modules at the top", len(top), tuple(top)),
        Figure("longest file, lines", longest.lines, (longest.name,)),
        Figure("longest function, lines", length, (function,)),
        listed("circles of imports", (" ↔ ".join(sorted(circle)) for circle in circles(imports_of(modules)))),
        listed("circles of packages", (" ↔ ".join(sorted(circle)) for circle in package_circles(modules))),
        listed("lru_cache and cache", (f"{m.name}.{name}" for m in modules for name in cached(m))),
        Figure("lines with re.compile", sum(line.count("re.compile") > 0 for m in modules for line in lines_of(m))),
        listed("numeric constants of modules", (f"{m.name}.{name}" for m in modules for name in numbers(m))),
        listed("base names used twice", twice(modules)),
        listed("files with `zh` as a flag", (m.name for m in modules if re.search(r"\bzh: bool|\bif zh\b", m.text))),
        listed("files that test the language", (m.name for m in modules if TESTS_LANGUAGE.search(m.text))),
        listed("broad excepts", (f"{m.name}:{line}" for m in modules for line in broad_excepts(m))),
        *numerals(tree, modules),
    ]


TESTS_LANGUAGE = re.compile(r"[=!]= ?\"(?:zh|en)\"|in \(\"(?:zh|en)\"|\blanguage_of\(")


def listed(name: str, items: Iterable[str]) -> Figure:
    found = tuple(items)
    return Figure(name, len(found), found)


def lines_of(module: Module) -> list[str]:
    return module.text.splitlines()


def functions(module: Module) -> Iterator[tuple[str, int]]:
    """Every function and method with its lines, decorators and docstring included."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield f"{module.name}.{node.name}", (node.end_lineno or first) - first + 1


def cached(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if ast.unparse(called).split(".")[-1] in ("lru_cache", "cache"):
                    yield node.name


def numbers(module: Module) -> Iterator[str]:
    """Names in capitals that the module sets to a number, or to several (`A, B = 1, 2`)."""
    for node in module.tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=False))
                for name, value in pairs:
                    if isinstance(name, ast.Name) and name.id.isupper() and is_number(value):
                        yield name.id


def is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return is_number(node.left) and is_number(node.right)
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def twice(modules: list[Module]) -> list[str]:
    """Base names that more than one file has, and which."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for module in modules:
        if not module.path.stem.startswith("__"):
            named[module.path.stem].append(module.name)
    return [f"{stem}: {', '.join(names)}" for stem, names in sorted(named.items()) if len(names) > 1]


def broad_excepts(module: Module) -> Iterator[int]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = "" if node.type is None else ast.unparse(node.type)
            if node.type is None or re.search(r"\b(?:Base)?Exception\b", caught):
                yield node.lineno


# ---------------------------------------------------------------- imports


def imports_of(modules: list[Module]) -> dict[str, set[str]]:
    """For each module those that it imports, at any place in it but under TYPE_CHECKING."""
    names = {module.name for module in modules}
    return {module.name: set(imported(module, names)) - {module.name} for module in modules}


def imported(module: Module, names: set[str]) -> Iterator[str]:
    stack: list[ast.AST] = [module.tree]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            stack += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)
        if isinstance(node, ast.ImportFrom) and node.module in names:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from inner & names
            if inner - names:
                yield node.module
        stack += ast.iter_child_nodes(node)


def circles(imports: dict[str, set[str]]) -> list[set[str]]:
    """Groups of modules each of which reaches all others of its group."""
    reached = {name: reach(name, imports) for name in imports}
    found: list[set[str]] = []
    for name in imports:
        group = {other for other in reached[name] if name in reached[other]}
        if len(group) > 1 and group not in found:
            found.append(group)
    return found


def reach(name: str, imports: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    stack = [name]
    while stack:
        for other in imports[stack.pop()] - seen:
            seen.add(other)
            stack.append(other)
    return seen


def package_circles(modules: list[Module]) -> list[set[str]]:
    """The same between the siblings of each package, each taken with all that lies in it."""
    imports = imports_of(modules)
    found: list[set[str]] = []
    for package in sorted({module.name for module in modules if module.path.stem == "__init__"}):
        below: defaultdict[str, set[str]] = defaultdict(set)
        for name, others in imports.items():
            mine = child_of(package, name)
            if mine:
                below[mine] |= {other for each in others if (other := child_of(package, each)) and other != mine}
        found += [circle for circle in circles({name: below[name] for name in set(below)}) if circle not in found]
    return [circle for circle in found if any(f"{name}." in other for name in circle for other in imports)]


def child_of(package: str, name: str) -> str:
    """ "assistant.language.dates" in "assistant" → "assistant.language"; "" for what does not lie in it."""
    rest = name.removeprefix(package + ".")
    return "" if rest == name else f"{package}.{rest.split('.')[0]}"


# ---------------------------------------------------------------- numerals

TRY = """
import contextlib, importlib, inspect, sys
tokens, names = sys.argv[1].split(), sys.argv[2:]
readers, writers = {}, {}
def said(function, argument):
    with contextlib.suppress(ValueError, KeyError, TypeError, IndexError, AttributeError):
        return function(argument)
for name in names:
    module = importlib.import_module(name)
    for key, function in vars(module).items():
        if not inspect.isfunction(function) or function.__module__ != name:
            continue
        wanted = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
        if len(wanted) != 1 or wanted[0].kind not in (wanted[0].POSITIONAL_ONLY, wanted[0].POSITIONAL_OR_KEYWORD):
            continue
        kind, given = wanted[0].annotation, str(inspect.signature(function).return_annotation)
        if kind == "str" and any(number in given for number in ("int", "float", "Fraction")):
            if said(function, "十二") == 12:
                readers[f"{name}.{key}"] = [said(function, token) for token in tokens]
        elif kind == "int" and given == "str" and said(function, 12) == "十二":
            writers[f"{name}.{key}"] = []
values = list(readers.values())
agreed = sum(len({str(value[i]) for value in values}) == 1 for i in range(len(tokens))) if values else 0
print(agreed, *readers, "|", *writers)
"""


def numerals(tree: Path, modules: list[Module]) -> list[Figure]:
    """How many functions read Chinese numerals and write them, and on how many of NUMERALS the readers agree."""
    named = [module.name for module in modules if "十" in module.text or "numeral" in module.text]
    command = [sys.executable, "-c", "import sys; sys.path.insert(0, sys.argv.pop(1))\n" + TRY, str(tree)]
    done = subprocess.run([*command, " ".join(NUMERALS), *named], capture_output=True, text=True, check=True, cwd=tree)
    agreed, *rest = done.stdout.split()
    bar = rest.index("|")
    return [
        listed("readers of Chinese numerals", rest[:bar]),
        Figure(f"they agree on, of {len(NUMERALS)} numerals", int(agreed)),
        listed("writers of Chinese numerals", rest[bar + 1 :]),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path, nargs="?", default=HERE)
    parser.add_argument("--beside", type=Path, help="another tree, counted in a second column")
    parser.add_argument("--list", action="store_true", help="name what was counted")
    chosen = parser.parse_args()
    trees = [tree.resolve() for tree in (chosen.tree, chosen.beside) if tree is not None]
    columns = [count(tree) for tree in trees]
    for row in zip(*columns, strict=True):
        print(f"{row[0].name:34}" + "".join(f"{figure.count:10,}" for figure in row))
        if chosen.list:
            for figure in row:
                print("".join(f"    {item}\n" for item in figure.items), end="    ·\n" if len(row) > 1 else "")


if __name__ == "__main__":
    main()
