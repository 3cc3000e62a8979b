"""What all tests share: no connection leaves this machine, an embedder that ranks, and why tests were skipped."""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta
from functools import cache
from pathlib import Path

import hypothesis
import network_guard  # noqa: F401  (importing it is what guards)
import pytest
from places import GUARD, POLICY, PROJECT, TESTS
from word_embedder import WordEmbedder

from assistant.models.embedder import Embedder, open_embedder
from assistant.models.judge import Judge, open_judge
from assistant.settings import Settings

# A busy machine takes half a second for what takes a millisecond; what never ends is still found.
hypothesis.settings.register_profile("busy machine", deadline=timedelta(seconds=10))
hypothesis.settings.load_profile("busy machine")
NOT_HERE = "the folder ../shared with the source documents is not here"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without ../shared all tests that read it are skipped, each by name, those of no parameters too.

    What a browser shows in time depends on all that the machine does: those tests may be tried twice, and the report
    says which were.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
    if not POLICY.is_dir():
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason=NOT_HERE), append=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many tests were skipped, by reason."""
    reasons: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[told.removeprefix("Skipped: ")] += 1
    terminalreporter.section(f"{reasons.total()} skipped", sep="-")
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count:5}  {reason}")


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@cache
def engine(folder: Path) -> Embedder:
    return open_embedder(Settings(cache=folder))


@cache
def judge(folder: Path) -> Judge:
    return open_judge(folder, engine(folder))


@pytest.fixture(autouse=True)
def engines_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every assistant of a test gets the same local engine and judge: to open them takes longer than most tests.

    Tests of the engines themselves have imported the real functions by their names, and open their own.
    """

    def embedder_of(settings: Settings) -> Embedder:
        return engine(settings.cache) if settings.embeddings == "local" else open_embedder(settings)

    monkeypatch.setattr("assistant.models.embedder.open_embedder", embedder_of)
    monkeypatch.setattr("assistant.models.judge.open_judge", lambda folder, embedder=None: judge(folder))


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests reaches them."""
    for name in list(os.environ):
        if name.startswith("POLICY_ASSISTANT_") or name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "CHROMA_URL"):
            monkeypatch.delenv(name)


@pytest.fixture
def guarded_environment(tmp_path: Path) -> dict[str, str]:
    """An environment for child processes in which a connection to elsewhere fails and is logged.

    They find what tests share, as the tests do.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("POLICY_ASSISTANT_", "OPENAI_"))}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(map(str, (GUARD, PROJECT, TESTS / "support"))),
        "NETWORK_GUARD_LOG": str(tmp_path / "network.log"),
        "PYTHONIOENCODING": "utf-8",
    }
