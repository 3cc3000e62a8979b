"""The retriever and the chains inside other LangChain programs, over a small real library."""

from __future__ import annotations

from pathlib import Path

import pytest
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from assistant import Assistant, Settings
from assistant.faces.chain import PolicyRetriever, answer_chain, streaming_chain
from assistant.records import Answer, AnswerStatus, Filters, Kind, Progress

CAP = "What is the cap of the training voucher?"
HEAD = "---\ntitle: Measures\nkind: measure\nissued: 2024-12-18\n---\n"
MEASURE = f"{HEAD}# Measures\n\nThe cap of the training voucher is 10 million yuan.\n"
NEWS = "---\ntitle: News\nkind: news\n---\n# News\n\nThe training voucher is popular with start-ups in the city.\n"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("chain")
    (folder / "measure.md").write_text(MEASURE, "utf-8")
    (folder / "news.md").write_text(NEWS, "utf-8")
    made = Assistant(Settings(library=folder / "library"))
    made.ingest([folder / "measure.md", folder / "news.md"])
    return made


def test_the_retriever_is_a_langchain_retriever(assistant: Assistant) -> None:
    retriever = PolicyRetriever(assistant=assistant, limit=5)
    assert isinstance(retriever, BaseRetriever)
    found = retriever.invoke(CAP)
    assert all(isinstance(one, LangChainDocument) for one in found)
    assert "10 million yuan" in found[0].page_content
    assert set(found[0].metadata) == {"document", "title", "kind", "language", "status", "page", "section", "score"}
    assert found[0].metadata["document"] == "measure.md"
    assert found[0].id == assistant.search(CAP).hits[0].passage.id


def test_limit_and_filters_hold(assistant: Assistant) -> None:
    assert len(PolicyRetriever(assistant=assistant, limit=1).invoke("training voucher")) == 1
    news = PolicyRetriever(assistant=assistant, filters=Filters(kind=(Kind.NEWS,))).invoke("training voucher")
    assert {one.metadata["document"] for one in news} == {"news.md"}


def test_it_composes_with_other_runnables(assistant: Assistant) -> None:
    def titles(found: list[LangChainDocument]) -> list[str]:
        return [one.metadata["title"] for one in found]

    names = PolicyRetriever(assistant=assistant) | RunnableLambda(titles)
    assert "Measures" in names.invoke(CAP)


def test_the_answer_chain_answers_and_refuses(assistant: Assistant) -> None:
    chain: Runnable[str, Answer] = answer_chain(assistant)
    answer, refusal = chain.batch([CAP, "How tall is Mount Everest?"])
    assert answer.status is AnswerStatus.QUOTES
    assert "10 million yuan" in answer.text
    assert refusal.status is AnswerStatus.NO_EVIDENCE
    assert (chain | RunnableLambda(lambda one: one.status)).invoke(CAP) == "quotes"


def test_the_streaming_chain_tells_stages_and_ends_with_the_answer(assistant: Assistant) -> None:
    *stages, last = streaming_chain(assistant).stream(CAP)
    assert isinstance(last, Answer)
    assert last.status is AnswerStatus.QUOTES
    assert all(isinstance(stage, Progress) for stage in stages)
    assert isinstance(stages[0], Progress)
    assert stages[0].stage == "searching"


def test_a_library_that_is_not_there_is_a_plain_error(tmp_path: Path) -> None:
    from assistant.errors import LibraryMissing

    with pytest.raises(LibraryMissing):
        PolicyRetriever(assistant=Assistant(Settings(library=tmp_path / "none"))).invoke(CAP)
