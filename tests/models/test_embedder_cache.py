"""The cache of vectors: nothing is embedded twice, whoever writes and however it ends."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Sequence

import numpy as np
import pytest
from word_embedder import WordEmbedder

from assistant.errors import UsageError
from assistant.models.embedder.cache import QUESTIONS, CachedEmbedder, QuestionsOnce


class Counting(WordEmbedder):
    """Stops after some passages, as a person may."""

    def __init__(self, stop_after: int = 10**9) -> None:
        super().__init__()
        self.stop_after = stop_after

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        if len(self.embedded) + len(texts) > self.stop_after:
            raise KeyboardInterrupt
        return super().embed_passages(texts)


class TestCache:
    def test_gives_what_the_embedder_gives_and_asks_once(self, tmp_path) -> None:
        inner = Counting()
        texts = ["one", "二", "one", "three \ud800", ""]
        with CachedEmbedder(inner, tmp_path / "deep" / "cache.sqlite") as cached:
            first = cached.embed_passages(texts)
            assert np.array_equal(first, WordEmbedder().embed_passages(texts))
            assert inner.embedded == ["one", "二", "three \ud800", ""]
            assert np.array_equal(cached.embed_passages(texts[::-1]), first[::-1])
            assert len(inner.embedded) == 4
            assert cached.embed_passages([]).shape == (0, inner.dimensions)
            assert np.array_equal(cached.embed_query("one"), inner.embed_query("one"))

    def test_an_interrupted_ingest_embeds_nothing_twice(self, tmp_path) -> None:
        texts = [f"passage {number}" for number in range(300)]
        interrupted = Counting(stop_after=130)
        with CachedEmbedder(interrupted, tmp_path / "cache.sqlite") as cached, pytest.raises(KeyboardInterrupt):
            cached.embed_passages(texts)
        again = Counting()
        with CachedEmbedder(again, tmp_path / "cache.sqlite") as cached:
            vectors = cached.embed_passages(texts)
        assert np.array_equal(vectors, WordEmbedder().embed_passages(texts))
        assert len(interrupted.embedded) >= 96
        assert sorted(interrupted.embedded + again.embedded) == sorted(texts)

    def test_keeps_embeddings_of_different_identity_apart(self, tmp_path) -> None:
        one, other = Counting(), Counting()
        other.identity = "words-256-v2"
        for embedder in (one, other):
            with CachedEmbedder(embedder, tmp_path / "cache.sqlite") as cached:
                cached.embed_passages(["text"])
        assert one.embedded == other.embedded == ["text"]

    def test_a_damaged_file_is_replaced(self, tmp_path) -> None:
        path = tmp_path / "cache.sqlite"
        path.write_bytes(b"this is no database, " * 500)
        with CachedEmbedder(Counting(), path) as cached:
            assert cached.embed_passages(["text"]).shape == (1, 256)
        other = sqlite3.connect(tmp_path / "other.sqlite")
        other.execute("CREATE TABLE vectors (something TEXT)")
        other.close()
        with CachedEmbedder(Counting(), tmp_path / "other.sqlite") as cached:
            assert cached.embed_passages(["text"]).shape == (1, 256)

    def test_a_path_that_cannot_be_used_is_one_plain_line(self, tmp_path) -> None:
        (tmp_path / "folder.sqlite").mkdir()
        with pytest.raises(UsageError, match="cache of embeddings") as caught:
            CachedEmbedder(Counting(), tmp_path / "folder.sqlite")
        assert "\n" not in str(caught.value)

    def test_many_writers_on_one_file(self, tmp_path) -> None:
        texts = [f"text {number}" for number in range(200)]
        failures: list[BaseException] = []

        def work(seed: int) -> None:
            order = random.Random(seed).sample(texts, len(texts))
            try:
                with CachedEmbedder(Counting(), tmp_path / "cache.sqlite") as cached:
                    assert np.array_equal(cached.embed_passages(order), WordEmbedder().embed_passages(order))
            except (UsageError, AssertionError) as error:
                failures.append(error)

        threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures


class TestQuestionsOnce:
    def test_asks_once_and_gives_the_same(self) -> None:
        asked: list[str] = []

        class Asked(WordEmbedder):
            def embed_query(self, text: str) -> np.ndarray:
                asked.append(text)
                return super().embed_query(text)

        once, plain = QuestionsOnce(Asked()), WordEmbedder()
        for text in ("one", "二 \ud800", "one", "二 \ud800"):
            assert np.array_equal(once.embed_query(text), plain.embed_query(text))
        assert asked == ["one", "二 \ud800"]
        with pytest.raises(ValueError, match="read-only"):
            once.embed_query("one")[0] = 1  # the next one who asks is given the same
        for number in range(QUESTIONS):
            once.embed_query(str(number))
        once.embed_query("one")
        assert asked.count("one") == 2
        assert np.array_equal(once.embed_passages(["one"]), plain.embed_passages(["one"]))
        assert (once.identity, once.dimensions) == (plain.identity, plain.dimensions)
