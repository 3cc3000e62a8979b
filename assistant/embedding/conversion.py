"""The engine's files, made once from the weight file into the user's cache folder.

They are written into a temporary folder beside their place, synced, and renamed in one step, under a lock: processes
that start at once make them once. `manifest.json` has the BLAKE2b hash of every file; whenever the engine opens, the
files are checked against it, and made again when they do not agree.
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

from assistant.embedding.weights import Weights, read_weights, weight_file
from assistant.errors import NoEmbeddings

# Whatever changes a vector changes this name: weights, prefixes, windows, quantisation, normalisation.
MODEL = "multilingual-e5-small-q4-int8-v3"
GRAPH, WORDS, POSITIONS, MANIFEST = "model.onnx", "words.q4", "positions.npy", "manifest.json"
MEGABYTES = 90  # written
PATIENCE = 300.0  # seconds to wait for another process that is making the files

log = logging.getLogger(__name__)


def converted(cache: Path) -> Path:
    """The folder with the engine's files, made now if need be.

    Raises NoEmbeddings, one line, where the weights are not installed or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    folder = cache / MODEL
    if intact(folder):
        return folder
    source = weight_file()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / (MODEL + ".lock"), timeout=PATIENCE):
            if not intact(folder):  # another process may have made it in the meantime
                again = "damaged, so it is made again" if folder.exists() else "made ready once"
                log.warning("The embedding model is %s in %s (a few seconds) …", again, cache)
                _make(read_weights(source), folder)
    except Timeout as error:
        raise NoEmbeddings(
            f"Another process has been preparing the embedding model for {PATIENCE:.0f} s. Try again when it has ended."
        ) from error
    except OSError as error:
        raise NoEmbeddings(
            f"The embedding model cannot be written to {cache} ({error.strerror or error}). "
            f"Set POLICY_ASSISTANT_CACHE to a folder that can be written and has {MEGABYTES} MB free."
        ) from error
    return folder


def intact(folder: Path) -> bool:
    """Whether the folder holds what its manifest says, and nothing else."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return bool(manifest) and manifest == _hashes(folder)
    except (OSError, ValueError):
        return False


def _hashes(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.iterdir()):
        if path.name != MANIFEST:
            with path.open("rb") as file:
                found[path.name] = hashlib.file_digest(file, "blake2b").hexdigest()
    return found


def _make(weights: Weights, folder: Path) -> None:
    from assistant.embedding.graph import write_graph
    from assistant.embedding.tokens import write_tokens

    for left_over in folder.parent.glob(f"{MODEL}.making-*"):  # of a process that was killed; the lock is ours
        shutil.rmtree(left_over, ignore_errors=True)
    making = Path(tempfile.mkdtemp(prefix=f"{MODEL}.making-", dir=folder.parent))
    try:
        write_tokens(weights, making)
        write_graph(weights, making / GRAPH)
        weights.blocks("emb.word", weights.words, weights.hidden).tofile(making / WORDS)
        positions = weights.floats("emb.pos").reshape(weights.positions, weights.hidden)
        np.save(making / POSITIONS, positions + weights.floats("emb.type")[: weights.hidden])
        (making / MANIFEST).write_text(json.dumps(_hashes(making), indent=1), encoding="utf-8")
        for path in making.iterdir():
            _sync(path)
        _sync(making)
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
