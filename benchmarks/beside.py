"""A benchmark of this tree beside the same one of another tree, in turn, so that what else the machine does meets both.

    python benchmarks/beside.py OTHER_TREE NAME [--rounds 3] [-- ARGUMENT …]

NAME is `reading`, `ingesting`, `searching`, `embedding` or `starting`. Each tree runs its own script with its own
`.venv`, or with this Python where it has none. Lines that read alike but for their numbers are compared number by
number: the median of this tree's rounds, that of the other's, and the ratio (below 1 is better for times, above 1 for
rates).
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from measuring import PROJECT

NUMBER = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?")


def lines_of(tree: Path, name: str, arguments: list[str]) -> list[str]:
    """What one run prints."""
    own = tree / ".venv" / "bin" / "python"
    command = [own if own.exists() else sys.executable, tree / "benchmarks" / f"{name}.py", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    return subprocess.run(
        command, cwd=tree, env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout.splitlines()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("name")
    parser.add_argument("--rounds", type=int, default=3)
    own, passed = sys.argv[1:], []
    if "--" in own:
        own, passed = own[: own.index("--")], own[own.index("--") + 1 :]
    chosen = parser.parse_args(own)
    trees = (PROJECT, chosen.tree.resolve())
    found: defaultdict[str, tuple[list[list[float]], list[list[float]]]] = defaultdict(lambda: ([], []))
    for number in range(chosen.rounds):
        for side in (0, 1) if number % 2 == 0 else (1, 0):
            for line in lines_of(trees[side], chosen.name, passed):
                values = [float(value.replace(",", "")) for value in NUMBER.findall(line)]
                found[" ".join(NUMBER.sub("#", line).split())][side].append(values)
    for label, (ours, theirs) in found.items():
        if "#" in label and ours and theirs:
            print(label)
            for mine, other in zip(zip(*ours, strict=False), zip(*theirs, strict=False), strict=False):
                one, two = statistics.median(mine), statistics.median(other)
                print(f"{one:14,.2f} {two:14,.2f} {one / two if two else float('nan'):8.2f}")


if __name__ == "__main__":
    main()
