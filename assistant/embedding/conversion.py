"""The engine's files, made once from the weight file into the user's cache folder.

They are written into a temporary folder beside their place, synced, and renamed in one step, under a lock, so that
processes that start at once make them once. `manifest.json` has every file's size and SHA-256; whenever the engine
opens, the files are checked against it and made again when they do not agree.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np

from assistant.embedding.weights import read_weights, weight_file

IDENTITY = "local:multilingual-e5-small-q4-int8-v1"
GRAPH = "model.onnx"
WORDS = "words.q4"
POSITIONS = "positions.npy"
MANIFEST = "manifest.json"

log = logging.getLogger(__name__)


def converted(cache: Path) -> Path:
    """The folder with the engine's files, made now if need be.

    Raises NoEmbeddings where the weights are not installed.
    """
    from filelock import FileLock

    folder = cache / IDENTITY.removeprefix("local:")
    if intact(folder):
        return folder
    weights = weight_file()
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / (folder.name + ".lock")):
        if not intact(folder):  # another process may have made it while this one waited
            log.warning("Preparing the embedding model, once (a few seconds) …")
            _make(weights, folder)
    return folder


def intact(folder: Path) -> bool:
    """Whether the folder holds what its manifest says."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return bool(manifest) and manifest == _fingerprints(folder)
    except (OSError, ValueError):
        return False


def _fingerprints(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.iterdir() if path.name != MANIFEST)
    return {path.name: _sha256(path) for path in files}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _make(source: Path, folder: Path) -> None:
    from assistant.embedding.graph import write_graph
    from assistant.embedding.tokens import write_tokenizer

    weights = read_weights(source)
    making = Path(tempfile.mkdtemp(prefix=folder.name + ".", dir=folder.parent))
    try:
        write_tokenizer(weights, making)
        write_graph(weights, making / GRAPH)
        weights.blocks("emb.word", weights.words, weights.hidden).tofile(making / WORDS)
        positions = weights.floats("emb.pos").reshape(weights.positions, weights.hidden)
        np.save(making / POSITIONS, positions + weights.floats("emb.type")[: weights.hidden])
        (making / MANIFEST).write_text(json.dumps(_fingerprints(making)), encoding="utf-8")
        for path in making.iterdir():
            _sync(path)
        if folder.exists():
            shutil.rmtree(folder)
        making.rename(folder)
        _sync(folder.parent)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
