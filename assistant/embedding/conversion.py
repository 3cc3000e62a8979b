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
from collections.abc import Callable
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
    return prepared(cache, MODEL, "embedding model", _write_engine)


def prepared(cache: Path, name: str, what: str, write: Callable[[Weights, Path], None]) -> Path:
    """The folder `name` in `cache` with the files that `write(weights, folder)` makes, made now if need be.

    `what` tells people what is being made. Raises NoEmbeddings as `converted` does.
    """
    from filelock import FileLock, Timeout

    folder = cache / name
    if intact(folder):
        return folder
    source = weight_file()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / (name + ".lock"), timeout=PATIENCE):
            if not intact(folder):  # another process may have made it in the meantime
                again = "damaged, so it is made again" if folder.exists() else "made ready once"
                log.warning("The %s is %s in %s (a few seconds) …", what, again, cache)
                _make(read_weights(source), folder, write)
    except Timeout as error:
        raise NoEmbeddings(
            f"Another process has been preparing the {what} for {PATIENCE:.0f} s. Try again when it has ended."
        ) from error
    except OSError as error:
        raise NoEmbeddings(
            f"The {what} cannot be written to {cache} ({error.strerror or error}). "
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


def _write_engine(weights: Weights, folder: Path) -> None:
    from assistant.embedding.graph import write_graph
    from assistant.embedding.tokens import write_tokens

    write_tokens(weights, folder)
    write_graph(weights, folder / GRAPH)
    weights.blocks("emb.word", weights.words, weights.hidden).tofile(folder / WORDS)
    positions = weights.floats("emb.pos").reshape(weights.positions, weights.hidden)
    np.save(folder / POSITIONS, positions + weights.floats("emb.type")[: weights.hidden])


def _make(weights: Weights, folder: Path, write: Callable[[Weights, Path], None]) -> None:
    for left_over in folder.parent.glob(f"{folder.name}.making-*"):  # of a process that was killed; the lock is ours
        shutil.rmtree(left_over, ignore_errors=True)
    making = Path(tempfile.mkdtemp(prefix=f"{folder.name}.making-", dir=folder.parent))
    try:
        write(weights, making)
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
