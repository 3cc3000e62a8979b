"""The questions of this folder's own tables."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def rows(path: Path | str) -> list[list[str]]:
    """The cells of each line of a tab-separated file, by its path or its name in this folder; comments (#) left out."""
    lines = (HERE / path).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]
