"""The retriever and the answering chain as LangChain parts, to be put into other LangChain programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda

from assistant.assistant import Assistant
from assistant.faces.json_shapes import show_hit
from assistant.records import Answer, Filters, Progress


class PolicyRetriever(BaseRetriever):
    """The assistant's search as a LangChain retriever; metadata are the fields of the contract's search row."""

    assistant: Any
    limit: int = 10
    filters: Filters | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        findings = self.assistant.search(query, self.limit, self.filters)
        return [
            LangChainDocument(
                id=hit.passage.id,
                page_content=hit.passage.text,
                metadata={key: value for key, value in show_hit(hit).items() if key != "text"},
            )
            for hit in findings.hits
        ]


def answer_chain(assistant: Assistant) -> Runnable[str, Answer]:
    """A Runnable from a question to its Answer."""
    return RunnableLambda(assistant.ask, name="answer")


def streaming_chain(assistant: Assistant) -> Runnable[str, Progress | Answer]:
    """A Runnable from a question to the stages of its answer; the last item streamed is the Answer."""

    def stages(questions: Iterator[str]) -> Iterator[Progress | Answer]:
        for question in questions:
            yield from assistant.stream(question)

    return RunnableGenerator(stages, name="answer stages")
