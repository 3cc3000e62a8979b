"""What all tests share: no connection leaves this machine, an embedder that ranks, and a small library."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

GUARD = Path(__file__).parent / "guard"
sys.path.insert(0, str(GUARD))
import sitecustomize as guard  # noqa: E402, F401  (importing it is what guards)

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder ../shared with the source documents is not here"
)


class WordEmbedder:
    """Ranks by common words and character pairs: each goes to one of 256 dimensions by its hash."""

    identity = "words-256"
    dimensions = 256

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def vector(self, text: str) -> np.ndarray:
        vector = np.zeros(self.dimensions, np.float32)
        pieces = [*text.lower().split(), *(text[i : i + 2] for i in range(len(text) - 1))]
        for piece in pieces:
            vector[zlib.crc32(piece.encode("utf-8", "replace")) % self.dimensions] += 1
        return vector / (np.linalg.norm(vector) or 1)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        self.embedded += texts
        return np.array([self.vector(text) for text in texts], np.float32).reshape(-1, self.dimensions)

    def embed_query(self, text: str) -> np.ndarray:
        return self.vector(text)

    def count_tokens(self, text: str) -> int:
        return len(text) // 4 + 1


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests reaches them."""
    for name in list(os.environ):
        if name.startswith("POLICY_ASSISTANT_") or name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "CHROMA_URL"):
            monkeypatch.delenv(name)


@pytest.fixture
def guarded_environment(tmp_path: Path) -> dict[str, str]:
    """An environment for child processes in which a connection to elsewhere fails and is logged."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("POLICY_ASSISTANT_", "OPENAI_"))}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(GUARD), str(PROJECT)]),
        "NETWORK_GUARD_LOG": str(tmp_path / "network.log"),
        "PYTHONIOENCODING": "utf-8",
    }
