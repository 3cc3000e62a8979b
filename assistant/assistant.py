"""The facade that every face uses: command line, page, tests and other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.records import Answer, Filters, Findings, Progress, Turn
from assistant.settings import Settings, read_settings
from assistant.storing.library import Library

if TYPE_CHECKING:
    from assistant.answering.steps import Answering
    from assistant.embedding import Embedder
    from assistant.storing.ingesting import IngestReport
    from assistant.storing.planning import Report


class Assistant:
    """One library with the means to fill, search and ask it. Threads may share it for reading.

    Engines and libraries are opened when first used. Errors are `assistant.errors.AssistantError`s.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or read_settings()

    @cached_property
    def embedder(self) -> Embedder:
        from assistant.embedding import open_embedder

        return open_embedder(self.settings)

    @cached_property
    def library(self) -> Library:
        from assistant.embedding import identity_of

        return Library(self.settings, identity_of(self.settings))

    @cached_property
    def _answering(self) -> Answering:
        from assistant.answering.steps import Answering
        from assistant.embedding.cache import QuestionsOnce

        return Answering(self.settings, self.library, QuestionsOnce(self.embedder))

    def ingest(
        self, paths: Sequence[Path | str], *, prune: bool = False, report: Report = lambda stage, done, total: None
    ) -> IngestReport:
        """Bring the library up to date with files, folders and web addresses (`storing.ingesting`)."""
        from assistant.embedding.cache import CachedEmbedder
        from assistant.finding.translating import prepare
        from assistant.storing.ingesting import ingest

        prepare()  # the dictionary, made once, so that no question waits for it
        self.library.folder.mkdir(parents=True, exist_ok=True)
        cached = CachedEmbedder(self.embedder, self.library.folder / "embeddings.sqlite")
        try:
            return ingest(self.library, cached, paths, prune=prune, report=report)
        finally:
            cached.close()

    def search(
        self, query: str, limit: int = 10, filters: Filters | None = None, *, as_of: date | None = None
    ) -> Findings:
        """The passages nearest to a query, best first."""
        from assistant.finding.searching import search

        return search(
            self.library.newest()[0],
            self.embedder,
            query,
            limit=limit,
            filters=filters or Filters(),
            as_of=as_of or date.today(),
            translator=self._answering.translator if self.settings.model_name else None,
        )

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        filters: Filters | None = None,
    ) -> Answer:
        """Answer a question from the library, or refuse."""
        for event in self.stream(question, history, as_of, filters):
            if isinstance(event, Answer):
                return event
        raise AssertionError("the last event of a stream is the answer")

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        filters: Filters | None = None,
    ) -> Iterator[Progress | Answer]:
        """The same, telling each stage and the draft as it is written; the last item is the Answer."""
        yield from self._answering.stream(question, history, as_of or date.today(), filters or Filters())

    def close(self) -> None:
        if "library" in self.__dict__:
            self.library.close()
