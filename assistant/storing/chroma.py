"""Chroma: the three collections of a generation, in a folder or on a server, and the form of their entries.

`passages` holds one distinct vector each; `repeats` holds passages whose embedded text occurred before (equal vectors
would break the HNSW graph, so each points to its twin instead); `documents` holds full text, record and outline.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.disk import is_full
from assistant.errors import ChromaUnreachable, DiskTrouble, LibraryDamaged
from assistant.records import Passage, Record

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

BATCH = 2000  # Chroma takes at most 5,461 a call, and refuses to read more than 32,766 at once
COLLECTIONS = ("passages", "repeats", "documents")


def embedded_text(record: Record, passage: Passage) -> str:
    """What of a passage goes into its vector: its section's headings give a short clause its subject."""
    headings = passage.section
    title = record.title_zh if passage.language == "zh" and record.title_zh else record.title
    context = " › ".join(part for part in (title, headings) if part)
    return f"{context}\n{passage.text.strip()}" if context else passage.text.strip()


POINTER = "library"  # a collection of a server that names the current generation


def connect(url: str) -> ClientAPI:
    """A client of a Chroma server. Raises ChromaUnreachable."""
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
    except (
        ValueError,
        ChromaError,
        httpx.HTTPError,
    ) as error:  # ValueError is Chroma's word for "nobody answers there"
        raise ChromaUnreachable(f"No Chroma server answers at {url}. Start it, or unset CHROMA_URL.") from error


def read_pointer(url: str) -> dict[str, str] | None:
    """The current generation's manifest on a server, as `write_pointer` left it."""
    from chromadb.errors import NotFoundError

    try:
        metadata = connect(url).get_collection(POINTER, embedding_function=None).metadata or {}
    except NotFoundError:
        return None
    return {key: str(value) for key, value in metadata.items()}


def write_pointer(url: str, name: str, manifest: str) -> None:
    """Make a generation the current one of a server."""
    metadata = {"generation": name, "manifest": manifest}
    collection = connect(url).get_or_create_collection(POINTER, embedding_function=None, metadata=metadata)
    collection.modify(metadata=metadata)


class Collections:
    """The three Chroma collections of one generation, embedded in a folder or on a server."""

    def __init__(self, client: ClientAPI, suffix: str = "") -> None:
        self.client = client
        self.suffix = suffix
        self._handles: dict[str, Any] = {}

    @classmethod
    def on_server(cls, url: str, generation: str) -> Collections:
        return cls(connect(url), f"-{generation}")

    @classmethod
    def in_folder(cls, folder: Path) -> Collections:
        import chromadb
        from chromadb.config import Settings as ChromaSettings
        from chromadb.errors import ChromaError

        try:
            client = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
        except (ChromaError, ValueError, OSError) as error:
            if is_full(error):
                raise DiskTrouble(
                    f"The disk is full, and opening the library in {folder} needs a little room. Free some space."
                ) from error
            raise LibraryDamaged(
                f"The library's files in {folder} cannot be read ({error}). Run `policy-assistant library rollback`, "
                "or delete the library folder and ingest again."
            ) from error
        return cls(client)

    def __getitem__(self, name: str) -> Any:  # chromadb types every part of an answer as optional
        if name not in self._handles:  # asking for a handle costs a millisecond or two
            self._handles[name] = self.client.get_collection(name + self.suffix, embedding_function=None)
        return self._handles[name]

    def create(self) -> None:
        for name in COLLECTIONS:
            self.client.get_or_create_collection(
                name + self.suffix, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )

    def exist(self) -> bool:
        """Whether all three are there."""
        names = {collection.name for collection in self.client.list_collections(limit=1000)}
        return all(name + self.suffix in names for name in COLLECTIONS)

    def delete(self) -> None:
        """Drop all three, as far as they are there."""
        from chromadb.errors import NotFoundError

        self._handles.clear()
        for name in COLLECTIONS:
            with contextlib.suppress(NotFoundError):
                self.client.delete_collection(name + self.suffix)

    def copy_from(self, other: Collections) -> None:
        """Fill these, just created, with everything that `other` holds."""
        for name in COLLECTIONS:
            target = self[name]
            for page in other.pages(name, ["documents", "metadatas", "embeddings"]):
                target.add(
                    ids=page["ids"],
                    documents=page["documents"],
                    metadatas=page["metadatas"],
                    embeddings=page["embeddings"],
                )

    def close(self) -> None:
        if not self.suffix:  # a server's client is shared by generations
            self.client.close()  # type: ignore[attr-defined]  # ClientAPI does not declare it, clients have it

    def pages(self, name: str, include: Sequence[str]) -> Iterator[dict[str, Any]]:
        """All entries of a collection, in pages of BATCH."""
        collection = self[name]
        for offset in range(0, collection.count(), BATCH):
            yield collection.get(limit=BATCH, offset=offset, include=list(include))


def document_key(name: str) -> str:
    """Chroma's id of a document (ids there may not be empty or overlong; names may hold anything)."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def pack_passage(passage: Passage) -> dict[str, Any]:
    values: dict[str, Any] = {
        "document": passage.document,
        "path": json.dumps(passage.path, ensure_ascii=False),
        "label": passage.label,
        "unit": passage.unit,
        "start": passage.start,
        "end": passage.end,
        "language": passage.language,
        "position": passage.position,
    }
    if passage.first_page is not None:
        values["first_page"] = passage.first_page
    if passage.last_page is not None:
        values["last_page"] = passage.last_page
    return values


def unpack_passage(passage_id: str, text: str, values: Mapping[str, Any]) -> Passage:
    return Passage(
        id=passage_id,
        document=values["document"],
        text=text,
        path=tuple(json.loads(values["path"])),
        label=values["label"],
        unit=values["unit"],
        start=values["start"],
        end=values["end"],
        language=values["language"],
        position=values["position"],
        first_page=values.get("first_page"),
        last_page=values.get("last_page"),
    )
