"""Follows a question's text through one answer: which functions are handed it, and how often.

    python evaluations/read_once.py LIBRARY [QUESTION …] [--tree TREE] [--functions]

TREE is a working tree of the project, by default this one. The question is asked once to open engines and tables, then
again under `sys.setprofile`. Counted are the calls in which a function of `assistant/` is given the question's own
words as an argument: case, width and script make no difference, a longer text that contains them does. A cache that
would answer such a call is passed over, so that what it hides is seen. A stay is a run of such calls within one room
(a folder of `assistant/`, or a module at its top); a return is a stay in a room that had one before.
"""

from __future__ import annotations

import argparse
import functools
import inspect
import sys
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any

HERE = Path(__file__).resolve().parents[1]
QUESTIONS = (
    "What is the cap of the training voucher in Shenzhen in 2026?",
    "深圳市训力券最高补贴多少万元，由哪个部门负责？",
)
CODE_FLAGS = inspect.CO_GENERATOR | inspect.CO_COROUTINE


class Trace:
    """The calls that were given the text, in their order, as (module, function)."""

    def __init__(self, package: Path, text: str) -> None:
        self.package = f"{package}/"
        self.words = plain(text)
        self.calls: list[tuple[str, str]] = []
        self._generators: dict[int, FrameType] = {}  # kept, so that no other frame takes their ids

    def holds(self, values: Any) -> bool:
        return any(isinstance(value, str) and plain(value) == self.words for value in values)

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event != "call" or not code.co_filename.startswith(self.package) or id(frame) in self._generators:
            return
        count = code.co_argcount + code.co_kwonlyargcount
        if self.holds(frame.f_locals[name] for name in code.co_varnames[:count] if name in frame.f_locals):
            module = code.co_filename.removeprefix(self.package).removesuffix(".py").removesuffix("/__init__")
            self.calls.append((module, code.co_qualname if sys.version_info >= (3, 11) else code.co_name))
            if code.co_flags & CODE_FLAGS:
                self._generators[id(frame)] = frame

    def stays(self, deep: bool) -> list[str]:
        """The rooms (or with `deep` the modules) that were given the text, one after the other."""
        return [place for place, _ in groupby(module if deep else module.split("/")[0] for module, _ in self.calls)]


@functools.lru_cache(4096)
def plain(text: str) -> str:
    """What is left of a text without case, width, the script's variant and spaces."""
    from opencc import OpenCC

    return "".join(OpenCC("t2s").convert(unicodedata.normalize("NFKC", text)).casefold().split())


tracing: list[Trace] = []


def seen_through(real: Callable[..., Any]) -> Callable[..., Any]:
    """`functools.lru_cache` whose caches are passed over by calls that hold the traced text."""

    def cache(maxsize: Any = 128, typed: bool = False) -> Any:
        if callable(maxsize):
            return wrapped(maxsize, real(128)(maxsize))
        return lambda function: wrapped(function, real(maxsize, typed)(function))

    def wrapped(function: Callable[..., Any], kept: Any) -> Any:
        @functools.wraps(function)
        def call(*values: Any, **named: Any) -> Any:
            past = any(trace.holds((*values, *named.values())) for trace in tracing)
            return (function if past else kept)(*values, **named)

        for name in ("cache_clear", "cache_info"):
            setattr(call, name, getattr(kept, name))
        return call

    return cache


def follow(assistant: Any, package: Path, question: str) -> Trace:
    assistant.ask(question)  # opens engines and tables
    trace = Trace(package, question)
    tracing[:] = [trace]
    threading.setprofile(trace)
    sys.setprofile(trace)
    try:
        assistant.ask(question)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]
        tracing.clear()
    return trace


def show(trace: Trace, functions: bool) -> None:
    modules = Counter(module for module, _ in trace.calls)
    for module, count in modules.most_common():
        print(f"  {count:4}  {module}")
        if functions:
            for (_, name), times in Counter(call for call in trace.calls if call[0] == module).most_common():
                print(f"          {times:4}  {name}")
    for title, deep in (("rooms", False), ("modules", True)):
        stays = trace.stays(deep)
        places = len(set(stays))
        print(f"  {places} {title}, {len(stays)} stays, {len(stays) - places} of them returns")
    print(f"  {len(trace.calls)} calls are given the question's text")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", nargs="*", default=QUESTIONS)
    parser.add_argument("--tree", type=Path, default=HERE)
    parser.add_argument("--functions", action="store_true", help="name the functions of each module")
    chosen = parser.parse_args()
    tree = chosen.tree.resolve()
    sys.path.insert(0, str(tree))  # another tree's package goes before the installed one
    functools.lru_cache = seen_through(functools.lru_cache)  # type: ignore[assignment]
    functools.cache = functools.lru_cache(None)  # type: ignore[assignment]
    from assistant import Assistant, Settings

    assistant = Assistant(Settings(library=chosen.library.resolve()))
    for question in chosen.questions:
        print(question)
        show(follow(assistant, tree / "assistant", question), chosen.functions)


if __name__ == "__main__":
    main()
