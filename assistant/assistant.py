"""The facade that every face uses: command line, page, tests and other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.language.script import told_in
from assistant.library.generations import Library
from assistant.records import Answer, Filters, Findings, Profile, Progress, Turn
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.answering.steps import Answering
    from assistant.desks.brief.briefing import Briefing
    from assistant.desks.check.checked import Checked
    from assistant.desks.compare.comparison import Comparison
    from assistant.desks.subsidies.matches import Subsidies
    from assistant.ingesting import IngestReport
    from assistant.library.planning import Report
    from assistant.models.claim_reader import ClaimReader
    from assistant.models.embedder import Embedder


class Assistant:
    """One library with the means to fill, search and ask it. Threads may share it for reading.

    Engines and libraries are opened when first used. Errors are `assistant.errors.AssistantError`s.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or read_settings()

    @cached_property
    def embedder(self) -> Embedder:
        from assistant.models.embedder import open_embedder

        return open_embedder(self.settings)

    @cached_property
    def library(self) -> Library:
        from assistant.models.embedder import identity_of

        return Library(self.settings, identity_of(self.settings))

    @cached_property
    def _answering(self) -> Answering:
        from assistant.answering.steps import Answering
        from assistant.desks import consult
        from assistant.desks.subsidies.money_replies import sum_of_found
        from assistant.models.embedder.cache import QuestionsOnce
        from assistant.models.sentences.encoder import encoder_or_none

        embedder, encoder = QuestionsOnce(self.embedder), encoder_or_none(self.settings.cache)
        consulted = partial(consult, embedder=embedder, encoder=encoder, reader=self._reader)
        return Answering(self.settings, self.library, embedder, consulted, sum_of_found)

    def _reader(self) -> ClaimReader | None:
        """What reads claims beside passages, where it is installed."""
        return self._answering.composer.claim_reader

    def ingest(
        self,
        paths: Sequence[Path | str],
        *,
        prune: bool = False,
        outside_only: bool = False,
        report: Report = lambda stage, done, total: None,
    ) -> IngestReport:
        """Bring the library up to date with files, folders and web addresses (`assistant.ingesting`)."""
        from assistant.ingesting import ingest
        from assistant.language.dictionary import prepare
        from assistant.models.embedder.cache import FILE, CachedEmbedder

        prepare()  # the dictionary, made once, so that no question waits for it
        self.library.folder.mkdir(parents=True, exist_ok=True)
        with CachedEmbedder(self.embedder, self.library.folder / FILE) as cached:
            return ingest(self.library, cached, paths, prune=prune, outside_only=outside_only, report=report)

    def search(
        self, query: str, limit: int = 10, filters: Filters | None = None, *, as_of: date | None = None
    ) -> Findings:
        """The passages nearest to a query, best first."""
        from assistant.finding.searching import read_query, search
        from assistant.models.sentences.encoder import encoder_or_none

        index = self.library.newest()[0]
        return search(
            index,
            self.embedder,
            read_query(index, query),
            limit=limit,
            filters=filters or Filters(),
            as_of=as_of or date.today(),
            translator=self._answering.translator if self.settings.model_name else None,
            encoder=encoder_or_none(self.settings.cache),
        )

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        filters: Filters | None = None,
    ) -> Answer:
        """Answer a question from the library, or refuse."""
        *_, answer = self.stream(question, history, as_of, filters)
        assert isinstance(answer, Answer), "the last event of a stream is the answer"
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        filters: Filters | None = None,
        undone: Iterable[str] = (),
    ) -> Iterator[Progress | Answer]:
        """The same, telling each stage and the draft as it is written; the last item is the Answer.

        `undone` names what is not to be read into the question (`assistant.answering.steps.UNDOABLE`).
        """
        yield from self._answering.stream(question, history, as_of or date.today(), filters or Filters(), undone)

    def first_questions(self, language: str) -> tuple[str, ...]:
        """What somebody who does not know the library may ask of it."""
        from assistant.desks.next_questions import first_questions

        return first_questions(self.library.newest()[0], date.today(), language)

    def next_questions(self, answer: Answer) -> tuple[str, ...]:
        """What may be asked after an answer, and the library has words on."""
        from assistant.desks.next_questions import next_questions

        return next_questions(self.library.newest()[0], answer)

    def subsidies(self, profile: Profile, as_of: date | None = None, language: str = "en") -> Subsidies:
        """Which measures of the library apply to a profile, and what they are worth to it."""
        from assistant.desks.subsidies import subsidies

        return subsidies(self.library.newest()[0], profile, as_of or date.today(), language)

    def compare(self, a: str, b: str) -> Comparison:
        """What changed between two documents of the library, by name."""
        from assistant.desks.compare import compare

        for name in (a, b):
            self.library.document(name)  # says which names are near where there is none
        return compare(self.library.newest()[0], a, b)

    def check(self, draft: str, as_of: date | None = None, language: str | None = None) -> Checked:
        """Each claim of a draft beside the library, told in the draft's own language unless another is given."""
        from assistant.desks.check import check

        told = language or told_in(draft)
        return check(self.library.newest()[0], self.embedder, draft, as_of or date.today(), told, self._reader())

    def brief(self, questions: Sequence[str], as_of: date | None = None, language: str | None = None) -> Briefing:
        """A briefing on one or several questions, or a subject, in their own language unless another is given."""
        from assistant.answering.text_cues import gives
        from assistant.desks.brief import brief
        from assistant.questions.request import read_request

        when = as_of or date.today()
        subjects = [read_request(question, when).core.text for question in questions]
        asked = [subject for subject in subjects if any(map(str.isalnum, subject))]
        answers = [
            self.ask(subject, [Turn(one, "") for one in asked[:at]], as_of=when) for at, subject in enumerate(asked)
        ]
        short = any(gives("brief", question) for question in questions)
        told = language or told_in(" ".join(questions))
        index, encoder = self.library.newest()[0], self._answering.encoder
        return brief(index, self._answering.embedder, asked, when, told, answers, short=short, encoder=encoder)

    def close(self) -> None:
        if "library" in self.__dict__:
            self.library.close()
