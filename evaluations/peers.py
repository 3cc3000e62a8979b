"""Our search beside what others do, on the same passages, vectors and questions, in one run.

    python evaluations/peers.py FOLDER --queries FILE [--field text_en]

- `langchain`: LangChain's vector retriever over Chroma (package langchain-chroma), on this index's own collection.
- `llamaindex`: LlamaIndex's QueryFusionRetriever in mode relative_score over its vector index and its BM25 retriever
  (packages llama-index-core and llama-index-retrievers-bm25), as they ship: words found by a pattern, English stems.
- `llamaindex, our words`: the same, its BM25 given the words that our index holds, so that it can read Chinese.
- `ours`: `assistant.finding.searching.search`.

The peers' packages are no dependencies of this project; a peer whose packages are missing is named and left out. To try
them, in an environment of their own that also sees this project's (Linux and macOS):

    python -m venv ../peers
    echo "$PWD/.venv/lib/python3.11/site-packages" > ../peers/lib/python3.11/site-packages/policy-assistant.pth
    ../peers/bin/pip install "langchain-core==1.7.2" langchain-chroma llama-index-core llama-index-retrievers-bm25
    ../peers/bin/python evaluations/peers.py …

(pip then says that policy-assistant wants a newer PyStemmer than LlamaIndex allows: both versions stem English alike.)
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluating.folders import corpus_rows, query_file, read_rows
from assistant.evaluating.pools import cached_embedder, index_of
from assistant.evaluating.retrieval import DEPTH, measure
from assistant.finding.searching import read_query, search
from assistant.language.tokens import tokens
from assistant.library.index import Index
from assistant.models.embedder import Embedder, open_embedder
from assistant.settings import Settings

Peer = Callable[[str], list[str]]  # a question → ids of passages, best first
FROM_EACH = 2 * DEPTH  # what LlamaIndex's two retrievers give to be fused


@dataclass(frozen=True)
class Pool:
    """What every peer is given: the index, and the embedder of questions."""

    index: Index
    embedder: Embedder

    def ours(self) -> Peer:
        def ask(question: str) -> list[str]:
            return [
                hit.passage.id
                for hit in search(self.index, self.embedder, read_query(self.index, question), limit=DEPTH).hits
            ]

        return ask

    def langchain(self) -> Peer:
        from langchain_chroma import Chroma
        from langchain_core.embeddings import Embeddings

        embedder = self.embedder

        class Ours(Embeddings):
            def embed_query(self, text: str) -> list[float]:
                return [float(value) for value in embedder.embed_query(text)]

            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                raise NotImplementedError("the collection holds the passages' vectors")

        store = Chroma(
            collection_name="passages",
            client=self.index._collections.client,
            embedding_function=Ours(),
            create_collection_if_not_exists=False,
        )
        retriever = store.as_retriever(search_kwargs={"k": DEPTH})
        return lambda question: [str(document.id) for document in retriever.invoke(question)]

    def llamaindex(self, *, our_words: bool = False) -> Peer:
        from llama_index.core import VectorStoreIndex
        from llama_index.core.embeddings import BaseEmbedding
        from llama_index.core.llms import MockLLM
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.core.schema import TextNode
        from llama_index.retrievers.bm25 import BM25Retriever

        embedder = self.embedder
        asked: dict[str, str] = {}  # the words of a question → the question, whose vector is wanted

        class Ours(BaseEmbedding):  # type: ignore[misc]
            def _get_query_embedding(self, query: str) -> list[float]:
                return [float(value) for value in embedder.embed_query(asked.get(query, query))]

            async def _aget_query_embedding(self, query: str) -> list[float]:
                return self._get_query_embedding(query)

            def _get_text_embedding(self, text: str) -> list[float]:
                raise NotImplementedError("the nodes carry the passages' vectors")

        rows = self.index.rows
        passages = self.index.passages(range(len(rows)))
        nodes = [
            TextNode(
                id_=passage.id,
                text=" ".join(tokens(passage.text)) if our_words else passage.text,
                embedding=vector.tolist(),
            )
            for passage, vector in zip(passages, rows.vectors, strict=True)
        ]
        how: dict[str, Any] = {"token_pattern": r"\S+", "skip_stemming": True} if our_words else {}
        fusion = QueryFusionRetriever(
            [
                VectorStoreIndex(nodes, embed_model=Ours()).as_retriever(similarity_top_k=FROM_EACH),
                BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=FROM_EACH, **how),
            ],
            llm=MockLLM(),  # never asked: the question alone is searched for
            num_queries=1,
            mode="relative_score",
            similarity_top_k=DEPTH,
            use_async=False,
        )

        def ask(question: str) -> list[str]:
            words = " ".join(tokens(question)) if our_words else question
            asked[words] = question
            return [found.node.node_id for found in fusion.retrieve(words)]

        return ask

    def peers(self) -> Iterator[tuple[str, Peer]]:
        """Every peer whose packages are installed; the others are named."""
        for name, make in (
            ("langchain", self.langchain),
            ("llamaindex", self.llamaindex),
            ("llamaindex, our words", lambda: self.llamaindex(our_words=True)),
            ("ours", self.ours),
        ):
            try:
                yield name, make()
            except ModuleNotFoundError as error:
                print(f"{name:22} left out: {error.name} is not installed (see this script's own help)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--field", default="text")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    chosen = parser.parse_args()
    settings = Settings()
    embedder = open_embedder(settings)
    rows = read_rows(query_file(chosen.folder, chosen.queries))
    gold = {str(row["id"]): {str(name) for name in row["gold_ids"]} for row in rows}
    figures: dict[str, dict[str, float]] = {}
    with index_of(corpus_rows(chosen.folder), cached_embedder(embedder, settings.cache)) as (index, row_ids):
        for name, ask in Pool(index, embedder).peers():
            run, times = {}, []
            for row in rows:
                began = time.perf_counter()
                found = ask(row[chosen.field])
                times.append(time.perf_counter() - began)
                run[str(row["id"])] = {row_ids[passage]: float(DEPTH - rank) for rank, passage in enumerate(found)}
            figures[name] = measure(gold, run) | {"p50_ms": 1000 * statistics.median(times)}
            told = "  ".join(f"{key} {value:.3f}" for key, value in figures[name].items())
            print(f"{name:22} {told}", flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
