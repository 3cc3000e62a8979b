"""The collections of a generation on a server that are asked for the nearest vectors, made from its passages."""

from __future__ import annotations

from typing import Any

from assistant.library.chroma import BATCH, Collections

MOMENTS = "moments"  # names the mean (…-mean) and the rows of the second moments (…-0, …-1 …) of a language


def build_nearest(collections: Collections) -> None:
    """Fill a generation's collections to be asked, from its passages."""
    import numpy as np

    filled: dict[str, Any] = {}
    sums: dict[str, list[Any]] = {}
    for page in collections.pages("passages", ["metadatas", "embeddings"]):
        vectors = np.asarray(page["embeddings"], np.float32)
        languages = np.array([metadata["language"] for metadata in page["metadatas"]])
        for language in np.unique(languages).tolist():
            chosen = np.flatnonzero(languages == language)
            if language not in filled:
                filled[language] = collections.create_nearest(language)
                sums[language] = [0, np.zeros(vectors.shape[1]), np.zeros((vectors.shape[1],) * 2)]
            own = vectors[chosen].astype(np.float64)
            sums[language][0] += len(own)
            sums[language][1] += own.sum(0)
            sums[language][2] += own.T @ own
            documents = [{"document": page["metadatas"][place]["document"]} for place in chosen]
            ids = [page["ids"][place] for place in chosen]
            filled[language].upsert(ids=ids, embeddings=list(vectors[chosen]), metadatas=documents)
    if not sums:
        return
    moments = collections.create_nearest(MOMENTS)
    for language, (count, total, squares) in sums.items():
        rows = [total / count, *(squares / count)]
        ids = [f"{language}-mean", *(f"{language}-{number}" for number in range(len(total)))]
        for first in range(0, len(ids), BATCH):
            part = [row.astype(np.float32) for row in rows[first : first + BATCH]]
            moments.upsert(ids=ids[first : first + BATCH], embeddings=part)
