"""Chroma: the three collections of a generation, in a folder or on a server (`entries` has the form of what they hold).

`passages` holds one distinct vector each; `repeats` holds passages whose embedded text occurred before (equal vectors
would break the HNSW graph, so each points to its twin instead); `documents` holds full text, record and outline.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.disk import is_full
from assistant.errors import ChromaUnreachable, DiskTrouble, LibraryDamaged

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api import ClientAPI

BATCH = 2000  # Chroma takes at most 5,461 a call, and refuses to read more than 32,766 at once
COLLECTIONS = ("passages", "repeats", "documents")
POINTER = "library"  # a collection of a server that names the current generation
NEAREST_OF = "nearest-"  # on a server: the vectors of one language each, because a filter costs more than the question
# recall@120 of 20,000 made vectors .93 (docs/scaling.md); a search wants 120 of each language
NEAREST: Any = {"space": "cosine", "ef_search": 480, "ef_construction": 200, "max_neighbors": 32}


def nearest_name(language: str) -> str:
    return f"{NEAREST_OF}{language}"


@contextmanager
def trouble_of_server(url: str) -> Iterator[None]:
    """Turn what a server that is gone, starting or overloaded makes its client raise into ChromaUnreachable.

    That something is not there is still NotFoundError, for callers that know what it means.
    """
    import httpx
    from chromadb.errors import ChromaError, NotFoundError

    try:
        yield
    except NotFoundError:
        raise
    except (httpx.HTTPError, ChromaError) as error:
        said = " ".join(str(error).split())[:160] or type(error).__name__
        raise ChromaUnreachable(
            f"The Chroma server at {url} did not do its part ({said}). Once it runs again, run this again; the library "
            "is as it was."
        ) from error


class GuardedCollection:
    """A Chroma collection on a server; every method raises ChromaUnreachable where the server fails."""

    def __init__(self, collection: Any, url: str) -> None:
        self._collection = collection
        self._url = url

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._collection, name)

        def call(*given: Any, **named: Any) -> Any:
            from chromadb.errors import NotFoundError

            try:
                with trouble_of_server(self._url):
                    return method(*given, **named)
            except NotFoundError as error:
                raise ChromaUnreachable(
                    f"The Chroma server at {self._url} no longer holds this state of the library: another machine has "
                    "made newer ones since. Run this again."
                ) from error

        return call


@cache
def connect(url: str) -> ClientAPI:
    """A client of a Chroma server, kept: it connects anew when the server comes back. Raises ChromaUnreachable."""
    import chromadb
    import httpx
    from chromadb.config import Settings as ChromaSettings
    from chromadb.errors import ChromaError

    address = urlsplit(url)
    secure = address.scheme == "https"
    try:
        return chromadb.HttpClient(
            host=address.hostname or "localhost",
            port=address.port or (443 if secure else 8000),
            ssl=secure,
            settings=ChromaSettings(anonymized_telemetry=False),
        )
    except (ValueError, ChromaError, httpx.HTTPError) as error:  # ValueError is Chroma's for "nobody answers there"
        raise ChromaUnreachable(f"No Chroma server answers at {url}. Start it, or unset CHROMA_URL.") from error


def read_pointer(url: str) -> dict[str, str] | None:
    """The current generation's manifest on a server, as `write_pointer` left it."""
    from chromadb.errors import NotFoundError

    try:
        with trouble_of_server(url):
            metadata = connect(url).get_collection(POINTER, embedding_function=None).metadata or {}
    except NotFoundError:
        return None
    return {key: str(value) for key, value in metadata.items()}


def write_pointer(url: str, name: str, manifest: str) -> None:
    """Make a generation the current one of a server."""
    metadata = {"generation": name, "manifest": manifest}
    with trouble_of_server(url):
        collection = connect(url).get_or_create_collection(POINTER, embedding_function=None, metadata=metadata)
        collection.modify(metadata=metadata)


def open_folder(folder: Path) -> ClientAPI:
    """A client of Chroma's files in a folder. Raises LibraryDamaged, or DiskTrouble where there is no room."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings
    from chromadb.errors import ChromaError

    try:
        return chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
    except (ChromaError, ValueError, OSError) as error:
        if is_full(error):
            raise DiskTrouble(
                f"The disk is full, and opening the library in {folder} needs a little room. Free some space."
            ) from error
        raise LibraryDamaged(
            f"The library's files in {folder} cannot be read ({error}). Run `policy-assistant library rollback`, "
            "or delete the library folder and ingest again."
        ) from error


class Collections:
    """The three Chroma collections of one generation. Threads may share them.

    Chroma is opened when first needed: to import it and open a folder takes longer than most answers, and most need
    nothing of it. Errors: LibraryDamaged or DiskTrouble from a folder, ChromaUnreachable from a server.
    """

    def __init__(self, open_client: Callable[[], ClientAPI], suffix: str = "", url: str = "") -> None:
        self._open_client = open_client
        self._url = url  # of the server; "" for a folder
        self._opening = threading.Lock()
        self._client: ClientAPI | None = None
        self.suffix = suffix
        self._handles: dict[str, Any] = {}

    @classmethod
    def on_server(cls, url: str, generation: str) -> Collections:
        return cls(lambda: connect(url), f"-{generation}", url)

    @classmethod
    def in_folder(cls, folder: Path) -> Collections:
        return cls(lambda: open_folder(folder))

    @property
    def shared(self) -> bool:
        """Whether they lie on a server."""
        return bool(self._url)

    @property
    def client(self) -> ClientAPI:
        with self._opening:
            if self._client is None:
                self._client = self._open_client()
            return self._client

    def __getitem__(self, name: str) -> Any:  # chromadb types every part of an answer as optional
        if name not in self._handles:  # asking for a handle costs a millisecond or two
            with self._guarded():
                handle = self.client.get_collection(name + self.suffix, embedding_function=None)
            self._handles[name] = GuardedCollection(handle, self._url) if self._url else handle
        return self._handles[name]

    def _guarded(self) -> AbstractContextManager[None]:
        return trouble_of_server(self._url) if self._url else contextlib.nullcontext()

    def create(self) -> None:
        for name in COLLECTIONS:
            with self._guarded():
                self.client.get_or_create_collection(
                    name + self.suffix, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )

    def create_anew(self) -> None:
        """The three of them, empty, whatever a run that was killed left under their names."""
        self.delete()
        self.create()

    def create_nearest(self, language: str) -> Any:
        """A collection of a server to be asked for the nearest vectors of a language, empty."""
        name = nearest_name(language)
        with self._guarded():
            self.client.get_or_create_collection(
                name + self.suffix, embedding_function=None, configuration={"hnsw": NEAREST}
            )
        return self[name]

    def _nearest(self) -> list[str]:
        """The names of the collections to be asked that are there."""
        if not self._url:
            return []
        with self._guarded():
            there = [collection.name for collection in self.client.list_collections()]
        return [name for name in there if name.startswith(NEAREST_OF) and name.endswith(self.suffix)]

    @property
    def askable(self) -> bool:
        """Whether a server can be asked for the nearest vectors of this generation."""
        return bool(self._nearest())

    def vectors(self, ids: Sequence[str]) -> np.ndarray:
        """float32 (len(ids), d): the vectors of passages that are no repeats, in the order given."""
        import numpy as np

        found: dict[str, Any] = {}
        wanted = list(dict.fromkeys(ids))
        for first in range(0, len(wanted), BATCH):
            page = self["passages"].get(ids=wanted[first : first + BATCH], include=["embeddings"])
            found.update(zip(page["ids"], page["embeddings"], strict=True))
        return np.array([found[one] for one in ids], np.float32)

    def delete(self) -> None:
        """Drop them all, as far as they are there."""
        from chromadb.errors import NotFoundError

        self._handles.clear()
        for name in [*(name + self.suffix for name in COLLECTIONS), *self._nearest()]:
            with contextlib.suppress(NotFoundError), self._guarded():
                self.client.delete_collection(name)

    def copy_from(self, other: Collections) -> None:
        """Fill these, just created, with everything that `other` holds."""
        kept = ("documents", "metadatas", "embeddings")
        for name in COLLECTIONS:
            for page in other.pages(name, kept):
                self[name].add(ids=page["ids"], **{part: page[part] for part in kept})

    def close(self) -> None:
        if self._client is not None and not self.suffix:  # a server's client is shared by generations
            self._client.close()  # type: ignore[attr-defined]  # ClientAPI does not declare it, clients have it

    def pages(self, name: str, include: Sequence[str]) -> Iterator[dict[str, Any]]:
        """All entries of a collection, in pages of BATCH."""
        collection = self[name]
        for offset in range(0, collection.count(), BATCH):
            yield collection.get(limit=BATCH, offset=offset, include=list(include))
