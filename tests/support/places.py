"""Where the tests find things: the project, the folder beside it, the network guard."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TESTS = PROJECT / "tests"
GUARD = TESTS / "guard"
SHARED = PROJECT.parent / "shared"  # source documents and data sets; tests that read it carry the mark `shared`
POLICY = SHARED / "policy"
